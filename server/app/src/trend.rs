//! How a model's findings came and went: counted at some commits of its history.
//!
//! Each revision is reached from the one counted before it, at the cost of what differs, and counted once: what a
//! commit says never changes. Rules about dates are asked of the day of the commit.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use archweave_model::delivery::Moment;
use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_store::{CommitInfo, RevisionId, Time};

use crate::report::on_day;
use crate::{AppError, Hosted, Revision};

/// Findings at a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthPoint {
    /// When it was committed.
    pub at: Time,
    /// The commit.
    pub revision: RevisionId,
    /// What was counted.
    pub counts: HealthCounts,
}

/// How many findings a revision has, and of how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Infos.
    pub infos: usize,
    /// Elements of the model.
    pub elements: usize,
}

/// The most moments of one trend.
pub const MAX_MOMENTS: usize = 60;
/// How far back commits are looked at.
const MAX_COMMITS: usize = 5_000;
/// How many revisions are remembered.
const MAX_KEPT: usize = 4_096;

/// What was counted already.
#[derive(Default)]
pub(crate) struct Counted(Mutex<HashMap<RevisionId, HealthCounts>>);

impl Counted {
    fn get(&self, revision: RevisionId) -> Option<HealthCounts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&revision).copied()
    }

    fn put(&self, revision: RevisionId, counts: HealthCounts) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(revision, counts);
    }
}

impl Hosted {
    /// Findings at up to `moments` commits that led to a revision, oldest first: at all of them if they are not
    /// more, else evenly spread over time. The last is the revision itself, today.
    pub fn health_trend(
        &self,
        revision: &Revision,
        moments: usize,
        from: Option<Moment>,
    ) -> Result<Vec<HealthPoint>, AppError> {
        if !(1..=MAX_MOMENTS).contains(&moments) {
            return Err(AppError::Invalid(format!("`moments` is {moments}; ask for 1 to {MAX_MOMENTS}")));
        }
        let mut commits = self.history(revision, MAX_COMMITS, None)?.commits;
        if let Some(from) = from {
            let first = from.0.div_euclid(1000);
            let is_later = |commit: &CommitInfo| commit.time.seconds >= first;
            let newest = commits.first().map(|commit| commit.id);
            commits.retain(|commit| is_later(commit) || Some(commit.id) == newest);
        }
        let mut points = Vec::new();
        let mut loaded = revision.loaded.clone();
        for commit in spread(&commits, moments) {
            let counts = match (commit.id == revision.id(), self.counted.get(commit.id)) {
                (true, _) => counts(&self.findings(revision), revision.snapshot().element_count()),
                (false, Some(counts)) => counts,
                (false, None) => {
                    loaded = self.holder(commit.id).advance(&loaded, commit.id)?;
                    let day: String = commit.time.to_string().chars().take(10).collect();
                    let snapshot = &loaded.snapshot;
                    let (found, _) = on_day(&day, snapshot, snapshot.diagnostics(), true);
                    let counts = counts(&found, snapshot.element_count());
                    self.counted.put(commit.id, counts);
                    counts
                }
            };
            points.push(HealthPoint { at: commit.time, revision: commit.id, counts });
        }
        points.reverse();
        Ok(points)
    }
}

fn counts(found: &[Diagnostic], elements: usize) -> HealthCounts {
    let count = |severity: Severity| found.iter().filter(|finding| finding.severity == severity).count();
    HealthCounts {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        elements,
    }
}

/// Of commits, newest first: all if there are no more than moments, else the newest, and of each of the other
/// moments the last one before it.
fn spread(commits: &[CommitInfo], moments: usize) -> Vec<&CommitInfo> {
    if commits.len() <= moments {
        return commits.iter().collect();
    }
    let (Some(newest), Some(oldest)) = (commits.first(), commits.last()) else { return Vec::new() };
    let (end, start) = (newest.time.seconds, oldest.time.seconds);
    let mut chosen: Vec<&CommitInfo> = vec![newest];
    let steps = i64::try_from(moments.saturating_sub(1)).unwrap_or(0);
    for step in (0..steps).rev() {
        let moment = start + (end - start) * step / steps.max(1);
        let found = commits.iter().find(|commit| commit.time.seconds <= moment);
        if let Some(found) = found.filter(|found| chosen.last().is_none_or(|last| last.id != found.id)) {
            chosen.push(found);
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_spread_over_time_and_not_over_commits() {
        let commit = |n: u8, seconds: i64| CommitInfo {
            id: RevisionId::parse(&format!("{n:02x}").repeat(20)).unwrap(),
            parents: Vec::new(),
            author: String::new(),
            email: String::new(),
            authored: Time { seconds, offset: 0 },
            committer: String::new(),
            committer_email: String::new(),
            time: Time { seconds, offset: 0 },
            message: String::new(),
        };
        let commits = [commit(5, 1000), commit(4, 990), commit(3, 980), commit(2, 400), commit(1, 0)];
        for (moments, expected) in [
            (1, vec![1000]),
            (2, vec![1000, 0]),
            (3, vec![1000, 400, 0]),
            (4, vec![1000, 400, 0]),
            (5, vec![1000, 990, 980, 400, 0]),
        ] {
            let found: Vec<i64> =
                spread(&commits, moments).iter().map(|commit| commit.time.seconds).collect();
            assert_eq!(found, expected, "{moments}");
        }
        assert!(spread(&[], 5).is_empty());
    }
}
