//! A merge that people resolve bit by bit: what was decided is kept, and the rest can wait for days.
//!
//! What is merged stays the commit that it was when the merge began; what it is merged into is the branch
//! as it is now. So a decision counts as long as the values that the person saw are still those of the
//! conflict, and conflicts that commits have made meanwhile are asked like the others.

pub use archweave_index::{MergeRow, MergeState};
use archweave_index::{Millis, NewMerge};
use archweave_store::{BranchName, RevisionId};
use serde_json::Value;

use crate::AppError;
use crate::change::{ChangeSet, Conflict, ConflictId, MergeOutcome, MergeRequest, Resolution, Resolutions};
use crate::records::{Act, Records};
use crate::who::Editor;

/// A decision, or that an earlier one is taken back.
pub type Answers = Vec<(ConflictId, Option<Resolution>)>;

impl Editor {
    /// Begins a merge of what `from` names (a branch, tag or commit) into a branch.
    pub fn start_merge(&self, into: &BranchName, from: &str) -> Result<MergeRow, AppError> {
        let records = self.records()?;
        let ours = self.model().branch_head(into)?;
        let theirs = self.model().resolve(from)?;
        if !theirs.is_commit() {
            return Err(AppError::Invalid(format!(
                "`{from}` is no commit; name a branch, a tag or a commit"
            )));
        }
        let base = self.model().common_ancestor(ours, theirs)?.ok_or_else(|| {
            AppError::Invalid("the two have no commit in common; import the one into the other".into())
        })?;
        if base == theirs {
            return Err(AppError::Invalid(format!("`{into}` has everything of `{from}` already")));
        }
        let new = NewMerge {
            model: self.model().name().to_owned(),
            into_branch: into.as_str().to_owned(),
            from_branch: from.to_owned(),
            base: base.to_string(),
            ours: ours.to_string(),
            theirs: theirs.to_string(),
            resolutions: Value::Object(serde_json::Map::new()),
            created_by: self.who().name.clone(),
        };
        let row = records.wait(records.index().create_merge(new, Millis::now()))?;
        self.wrote("merge.start", &row);
        Ok(row)
    }

    /// What is decided and what is left. Asks no database, so it may be called from anywhere.
    pub fn look(&self, row: &MergeRow) -> Result<MergeOutcome, AppError> {
        self.merge(&request(row, None, ChangeSet::default(), true)?)
    }

    /// Adds decisions to a merge that is still at `version`.
    pub fn resolve_conflicts(&self, id: &str, version: i64, answers: Answers) -> Result<MergeRow, AppError> {
        let records = self.records()?;
        let row = self.open_merge(records, id)?;
        let seen = conflicts(self.look(&row)?);
        let mut decided = resolutions(&row)?;
        for (conflict, answer) in answers {
            let found = seen.iter().find(|known| known.id == conflict);
            match (answer, found) {
                (None, _) => drop(decided.remove(&conflict)),
                (Some(_), None) => {
                    return Err(AppError::NotFound(format!("merge `{id}` has no conflict `{conflict}`")));
                }
                (Some(mut resolution), Some(found)) => {
                    resolution.seen = resolution.seen.or_else(|| Some(found.seen()));
                    decided.insert(conflict, resolution);
                }
            }
        }
        let json = serde_json::to_value(&decided).map_err(|error| AppError::Internal(error.to_string()))?;
        let row = records.wait(records.index().save_resolutions(id, version, &json, Millis::now()))?;
        self.wrote("merge.resolve", &row);
        Ok(row)
    }

    /// Commits a merge if nothing is left to decide. `edits` are done on what was merged.
    pub fn finish_merge(
        &self,
        id: &str,
        message: Option<String>,
        edits: ChangeSet,
    ) -> Result<MergeOutcome, AppError> {
        let records = self.records()?;
        let row = self.open_merge(records, id)?;
        let usual = || format!("Merge `{}` into {}", row.from_branch, row.into_branch);
        let outcome = self.merge(&request(&row, Some(message.unwrap_or_else(usual)), edits, false)?)?;
        if matches!(outcome, MergeOutcome::Merged(_) | MergeOutcome::UpToDate(_)) {
            // The merge is on the branch, whether or not its record is closed.
            if let Err(error) = records.wait(records.index().close_merge(id, MergeState::Done, Millis::now()))
            {
                tracing::warn!(merge = id, %error, "a finished merge stays open");
            }
        }
        Ok(outcome)
    }

    /// Gives a merge up. The branches stay as they are.
    pub fn abandon_merge(&self, id: &str) -> Result<MergeRow, AppError> {
        let records = self.records()?;
        self.open_merge(records, id)?;
        let row = records.wait(records.index().close_merge(id, MergeState::Abandoned, Millis::now()))?;
        self.wrote("merge.abandon", &row);
        Ok(row)
    }

    fn records(&self) -> Result<&Records, AppError> {
        let missing = || AppError::Unavailable("this server has no database to keep a merge in".into());
        self.model().records().ok_or_else(missing)
    }

    /// A merge of this model that waits.
    fn open_merge(&self, records: &Records, id: &str) -> Result<MergeRow, AppError> {
        let row = records.wait(records.index().merge(id))?;
        match (row.model == self.model().name(), row.state) {
            (true, MergeState::Open) => Ok(row),
            (true, state) => Err(AppError::Stale(format!("merge `{id}` is {state} already"))),
            (false, _) => Err(AppError::NotFound(format!("there is no merge `{id}` of this model"))),
        }
    }

    fn wrote(&self, action: &'static str, row: &MergeRow) {
        let detail = format!("{} {} into {}", row.id, row.from_branch, row.into_branch);
        let reference = format!("refs/heads/{}", row.into_branch);
        let act = Act { action, outcome: "done", reference, revision: None, detail };
        self.model().note(vec![(self.who().clone(), act)]);
    }
}

/// What is decided in a merge.
pub fn resolutions(row: &MergeRow) -> Result<Resolutions, AppError> {
    let read = serde_json::from_value(row.resolutions.clone());
    read.map_err(|error| {
        AppError::Internal(format!("the decisions of merge `{}` cannot be read: {error}", row.id))
    })
}

fn request(
    row: &MergeRow,
    message: Option<String>,
    edits: ChangeSet,
    is_dry_run: bool,
) -> Result<MergeRequest, AppError> {
    let damaged = |what: String| AppError::Internal(format!("merge `{}`: {what}", row.id));
    Ok(MergeRequest {
        into: BranchName::parse(&row.into_branch).map_err(|error| damaged(error.to_string()))?,
        from: RevisionId::parse(&row.theirs).map_err(|error| damaged(error.to_string()))?,
        message,
        resolutions: resolutions(row)?,
        edits,
        is_dry_run,
    })
}

/// Conflicts of a merge, decided or not.
fn conflicts(outcome: MergeOutcome) -> Vec<Conflict> {
    let merge = match outcome {
        MergeOutcome::Open(open) => open.merged.merge,
        MergeOutcome::Merged(commit) => commit.merge,
        MergeOutcome::UpToDate(_) | MergeOutcome::Refused(_) => return Vec::new(),
    };
    merge.conflicts.into_iter().chain(merge.resolved.into_iter().map(|(conflict, _)| conflict)).collect()
}
