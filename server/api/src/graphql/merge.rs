//! What came of a merge.

use std::sync::Arc;

use archweave_app::change::{MergeOutcome, Refused};
use archweave_app::{AppError, Hosted, RevisionId};
use async_graphql::{SimpleObject, Union};

use super::change::ChangesObject;
use super::conflict::{Between, ConflictObject, ResolvedObject, SettledObject, resolved};
use super::diagnostic::{DiagnosticObject, diagnostics};

/// What came of a merge.
#[derive(Union)]
#[graphql(name = "MergeResult")]
pub(super) enum MergeResult {
    /// It is on the branch, or would be.
    Merged(MergedObject),
    /// There was nothing to do.
    UpToDate(UpToDateObject),
    /// A person has to decide.
    Open(OpenObject),
    /// It could not be done.
    Refused(RefusedObject),
}

/// A merge that is on the branch and on disk; on a dry run, one that would be.
#[derive(SimpleObject)]
#[graphql(name = "Merged")]
pub(super) struct MergedObject {
    /// The new revision; on a dry run, where the branch is.
    revision: String,
    /// Whether nothing was done because nothing was to be done.
    is_dry_run: bool,
    /// What changed on the branch.
    changes: ChangesObject,
    /// What both sides changed and was decided without asking.
    settled: Vec<SettledObject>,
    /// What was decided by `resolutions`.
    resolved: Vec<ResolvedObject>,
    /// Findings that only the combination has, none of them an error.
    diagnostics: Vec<DiagnosticObject>,
}

/// The branch has all of it already.
#[derive(SimpleObject)]
#[graphql(name = "UpToDate")]
pub(super) struct UpToDateObject {
    /// Where the branch is.
    revision: String,
}

/// A merge that a person has to decide about. Nothing was done.
#[derive(SimpleObject)]
#[graphql(name = "MergeOpen")]
pub(super) struct OpenObject {
    /// The common ancestor.
    base: String,
    /// Where the branch is.
    ours: String,
    /// What it is to get.
    theirs: String,
    /// What is not decided.
    conflicts: Vec<ConflictObject>,
    /// What was decided by `resolutions`.
    resolved: Vec<ResolvedObject>,
    /// Errors and warnings that only the combination has; `edits` mend them.
    integrity: Vec<DiagnosticObject>,
}

/// A merge or its edits that could not be done. Nothing was.
#[derive(SimpleObject)]
#[graphql(name = "MergeRefused")]
pub(super) struct RefusedObject {
    /// One sentence.
    reason: String,
    /// Which of `edits` could not be done, from 0.
    edit: Option<usize>,
    /// What is wrong.
    diagnostics: Vec<DiagnosticObject>,
}

impl MergeResult {
    /// Of an outcome; `from` is what was merged. Reads git.
    pub fn of(
        outcome: MergeOutcome,
        model: &Arc<Hosted>,
        from: RevisionId,
        is_dry_run: bool,
        wants_authors: bool,
    ) -> Result<Self, AppError> {
        Ok(match outcome {
            MergeOutcome::Merged(commit) => {
                let between = Between { ours: commit.revision, theirs: Some(from), wants_authors: false };
                Self::Merged(MergedObject {
                    revision: commit.revision.to_string(),
                    is_dry_run,
                    changes: ChangesObject::new(Arc::new(commit.edits)),
                    settled: commit.merge.settled.into_iter().map(SettledObject).collect(),
                    resolved: resolved(between, model, commit.merge.resolved)?,
                    diagnostics: diagnostics(commit.findings),
                })
            }
            MergeOutcome::UpToDate(revision) => {
                Self::UpToDate(UpToDateObject { revision: revision.to_string() })
            }
            MergeOutcome::Open(open) => {
                let between = Between { ours: open.ours, theirs: Some(open.theirs), wants_authors };
                let merge = open.merged.merge;
                Self::Open(OpenObject {
                    base: open.base.to_string(),
                    ours: open.ours.to_string(),
                    theirs: open.theirs.to_string(),
                    conflicts: between.conflicts(model, merge.conflicts)?,
                    resolved: resolved(between, model, merge.resolved)?,
                    integrity: diagnostics(open.merged.integrity),
                })
            }
            MergeOutcome::Refused(refused) => Self::Refused(RefusedObject::from(refused)),
        })
    }
}

impl From<Refused> for RefusedObject {
    fn from(refused: Refused) -> Self {
        let Refused { reason, edit, findings, .. } = refused;
        Self { reason, edit, diagnostics: diagnostics(findings) }
    }
}
