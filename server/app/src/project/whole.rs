//! A branch from nothing: its rows as it is, its history from the first commit on.

use archweave_index::Millis;
use archweave_index::projection::{HistoryRow, Projected, ProjectionRows};
use archweave_model::snapshot::Snapshot;
use archweave_store::{BranchName, CommitInfo, RevisionId};

use super::rows::Pen;
use super::{Projection, delta, history, next_to, rows};
use crate::{AppError, Hosted, Records};

/// Elements whose rows are in memory at the same time.
const AT_ONCE: usize = 5_000;
/// Commits that are followed back. What an element was before the first of them is not known then.
const MAX_HISTORY: usize = 20_000;

impl Hosted {
    pub(super) fn project_whole(
        &self,
        records: &Records,
        branch: &BranchName,
        head: RevisionId,
        is_default: bool,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Projection, AppError> {
        let revision = self.revision(head)?;
        let snapshot = &revision.loaded.snapshot;
        let index = records.index();
        let whole = records.wait(index.project_whole(self.name(), branch.as_str(), Millis::now()))?;
        let written = hand_on(snapshot, &mut |some| {
            records.wait(whole.add(&some))?;
            check(goes_on)
        });
        let written = written.and_then(|()| {
            let commits = self.repository.history(head, MAX_HISTORY, None)?.commits;
            let (at, history) = self.whole_history(&commits, goes_on)?;
            Ok((commits.len(), at, history))
        });
        match written {
            Ok((commits, at, history)) => {
                records.wait(whole.finish(&at, &history, is_default, Millis::now()))?;
                let (elements, relations) = (snapshot.element_count(), snapshot.relation_count());
                Ok(Projection::Whole { elements, relations, commits })
            }
            Err(error) => {
                records.wait(whole.abandon())?;
                Err(error)
            }
        }
    }

    /// The place of the newest of these commits on the branch, and what changed on the way there.
    fn whole_history(
        &self,
        newest_first: &[CommitInfo],
        goes_on: &dyn Fn() -> bool,
    ) -> Result<(Projected, Vec<HistoryRow>), AppError> {
        let mut at = Projected { revision: String::new(), at: i64::MIN, ordinal: 0 };
        let mut found = Vec::new();
        let mut now = self.repository.nothing();
        for commit in newest_first.iter().rev() {
            let next = self.repository.advance(&now, commit.id)?;
            at = next_to(&at, commit);
            found.extend(history::rows(&now.snapshot, &next.snapshot, &at));
            now = next;
            check(goes_on)?;
        }
        Ok((at, found))
    }
}

/// Hands all rows of a model on, some at a time.
pub(super) fn hand_on(
    snapshot: &Snapshot,
    take: &mut dyn FnMut(ProjectionRows) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let mut pen = Pen::new(snapshot);
    let mut some = ProjectionRows { relations: rows::loose(snapshot), ..ProjectionRows::default() };
    some.findings.extend(delta::elsewhere(snapshot).into_values().flatten());
    for view in snapshot.views() {
        some.views.push(pen.view(view));
        let found = snapshot.diagnostics_of_view(view.id.as_str());
        some.findings.extend(rows::findings(&format!("view/{}", view.id), &found));
    }
    for slot in snapshot.slots() {
        let Some(element) = snapshot.element_at(slot) else { continue };
        some.elements.extend(pen.element(slot));
        some.relations.extend(rows::relations(element));
        some.properties.extend(rows::properties(element));
        let found = snapshot.diagnostics_of(element.id.as_str());
        some.findings.extend(rows::findings(&format!("element/{}", element.id), &found));
        if some.elements.len() == AT_ONCE {
            take(std::mem::take(&mut some))?;
        }
    }
    take(some)
}

fn check(goes_on: &dyn Fn() -> bool) -> Result<(), AppError> {
    match goes_on() {
        true => Ok(()),
        false => Err(AppError::Unavailable("the projection was stopped; it begins anew next time".into())),
    }
}
