//! The model's tables in the database follow its branches: what reports read, and questions that join the
//! model with what happened to it. Everything in them comes from git.
//!
//! - [`Hosted::project`]: brings a branch's tables to where the branch is
//! - [`Projector`]: does so in the background of a server
//!
//! A branch that went on is followed commit by commit; one that was rewritten, or was never projected, is
//! projected whole. What rows say is decided in `rows.rs`, what differs between two revisions in
//! `delta.rs`.

mod delta;
mod follow;
mod history;
mod rows;
#[cfg(test)]
mod tests;
mod whole;

pub use follow::Projector;

use archweave_index::projection::Projected;
use archweave_store::{BranchName, CommitInfo, RevisionId};

use crate::{AppError, Hosted, Records};

/// How a branch was projected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// It was there already.
    Current,
    /// By what differs, over this many commits.
    Steps(usize),
    /// All of it.
    Whole {
        /// How many elements.
        elements: usize,
        /// How many relations.
        relations: usize,
        /// How many commits of history.
        commits: usize,
    },
}

/// Further behind than this, a branch is projected whole.
const MAX_STEPS: usize = 2_000;
/// Commits that are looked up at once.
const PAGE: usize = 200;

impl Hosted {
    /// Brings the tables of a branch to where the branch is; with `anew`, all of them from nothing.
    /// `goes_on` is asked now and then whether to.
    pub fn project(
        &self,
        records: &Records,
        branch: &BranchName,
        anew: bool,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Projection, AppError> {
        let head = self.branch_head(branch)?;
        let index = records.index();
        let is_default = self.default_branch()?.as_deref() == Some(branch.as_str());
        let known = match anew {
            true => None,
            false => records.wait(index.projected(self.name(), branch.as_str()))?,
        };
        if let Some(known) = known {
            if is_default {
                records.wait(index.mark_default(self.name(), branch.as_str()))?;
            }
            if known.revision == head.to_string() {
                return Ok(Projection::Current);
            }
            if let Some(steps) = self.steps(&known, head)?
                && self.project_steps(records, branch, &known, &steps)?
            {
                return Ok(Projection::Steps(steps.len()));
            }
        }
        self.project_whole(records, branch, head, is_default, goes_on)
    }

    /// The commits after the one that is known, oldest first; none where the branch does not come from it.
    fn steps(&self, known: &Projected, head: RevisionId) -> Result<Option<Vec<CommitInfo>>, AppError> {
        let mut found: Vec<CommitInfo> = Vec::new();
        let mut after = None;
        while found.len() < MAX_STEPS {
            let page = self.repository.history(head, PAGE, after)?;
            for commit in page.commits {
                if commit.id.to_string() == known.revision {
                    found.reverse();
                    return Ok(Some(found));
                }
                found.push(commit);
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        Ok(None)
    }

    /// False if somebody else projects the branch too.
    fn project_steps(
        &self,
        records: &Records,
        branch: &BranchName,
        known: &Projected,
        steps: &[CommitInfo],
    ) -> Result<bool, AppError> {
        let Some(first) = steps.first().and_then(|commit| commit.parents.first()) else { return Ok(false) };
        let before = self.revision(*first)?;
        let (mut at, mut now, mut history) = (known.clone(), before.loaded.clone(), Vec::new());
        for commit in steps {
            let next = self.repository.advance(&now, commit.id)?;
            at = next_to(&at, commit);
            history.extend(history::rows(&now.snapshot, &next.snapshot, &at));
            now = next;
        }
        let mut delta = delta::between(&before.loaded.snapshot, &now.snapshot);
        delta.history = history;
        records.wait(records.index().project(self.name(), branch.as_str(), known, &at, &delta))
    }
}

/// A commit's place on its branch, after another.
fn next_to(last: &Projected, commit: &CommitInfo) -> Projected {
    Projected {
        revision: commit.id.to_string(),
        at: last.at.max(commit.time.seconds.saturating_mul(1000)),
        ordinal: last.ordinal + 1,
    }
}
