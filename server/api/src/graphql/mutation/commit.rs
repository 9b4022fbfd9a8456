//! Edits onto a branch, and elements back from history.

use std::sync::Arc;

use archweave_app::change::{
    CommitOutcome, CommitRequest, Committed, MAX_EDITS, Refused, Resolutions, Wanted,
};
use archweave_app::{AppError, BranchName, Editor, Hosted, RevisionId};
use archweave_model::id::ElementId;
use async_graphql::{Context, Object, Result, SimpleObject, Union};

use crate::graphql::act::{self, branch, commit, commit_at};
use crate::graphql::change::ChangesObject;
use crate::graphql::conflict::{Between, ConflictObject, ResolutionInput, resolutions};
use crate::graphql::diagnostic::{DiagnosticObject, diagnostics};
use crate::graphql::edit::{EditInput, read_set, shown_set, wanted};
use crate::graphql::json::AnyJson;
use crate::graphql::{invalid, to_graphql};

#[derive(Default)]
pub(in crate::graphql) struct Commits;

/// What came of edits.
#[derive(Union)]
pub(in crate::graphql) enum CommitResult {
    /// It is on the branch, or would be.
    Succeeded(CommitSucceeded),
    /// Others changed the same.
    Conflicted(CommitConflicted),
    /// It cannot be done, or the model would be wrong.
    Refused(CommitRefused),
    /// The branch is not what the caller thinks.
    Stale(CommitStale),
}

/// A commit that is on the branch and on disk; on a dry run, one that would be.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CommitSucceeded {
    /// The new revision; where nothing differed, or on a dry run, where the branch is.
    revision: String,
    /// Whether the branch had moved since `base`, so that the edits were merged.
    is_merged: bool,
    /// Whether nothing was done because nothing was to be done.
    is_dry_run: bool,
    /// What changed on the branch.
    changes: ChangesObject,
    /// What takes it back, to the byte: send it as `undo` of `commitChanges`, with this `revision` as `base`.
    undo: AnyJson,
    /// Findings that are new, none of them an error.
    diagnostics: Vec<DiagnosticObject>,
    /// Of `restoreElement`: relations that did not come back, because their other end is not there any more.
    lost: Vec<String>,
    /// Of `saveView`: the id of the view.
    pub(super) view_id: Option<String>,
}

/// Others changed the same since `base`. Nothing was done; send the edits again with `resolutions`.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CommitConflicted {
    /// Where the branch is. Resolutions go with the same `base` as before.
    head: String,
    /// What does not go together: "ours" is the branch, "theirs" the edits.
    conflicts: Vec<ConflictObject>,
}

/// An edit cannot be done, or the model would be wrong. Nothing was done.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CommitRefused {
    /// One sentence.
    reason: String,
    /// Which edit cannot be done, from 0; none where the outcome is wrong.
    pub(super) edit: Option<usize>,
    /// New errors of the model as it would be, with file and line there.
    diagnostics: Vec<DiagnosticObject>,
}

/// The branch is not there any more, was rewritten, or moves too fast. Nothing was done; look again.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CommitStale {
    /// One sentence.
    pub(super) reason: String,
    /// Where the branch is; none if it is not there.
    pub(super) head: Option<String>,
}

/// Edits onto a branch.
#[Object]
impl Commits {
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Commits edits onto a branch: all of them, as one commit, or none. If the branch moved since `base` and
    /// nothing conflicts, they are merged. The answer comes when it is on disk.
    #[graphql(complexity = "child_complexity + 200")]
    async fn commit_changes(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        #[graphql(desc = "The revision that the edits were made on.")] base: String,
        #[graphql(desc = "Why; the first line is the title.")] message: String,
        #[graphql(default, desc = "What, in this order.")] edits: Vec<EditInput>,
        #[graphql(desc = "The `undo` of a commit, unchanged, instead of `edits`.")] undo: Option<AnyJson>,
        #[graphql(desc = "Decisions about conflicts that an earlier try met.")] resolutions: Option<
            Vec<ResolutionInput>,
        >,
        #[graphql(default, desc = "Say what would come of it, and change nothing.")] dry_run: bool,
    ) -> Result<CommitResult> {
        let request = CommitRequest {
            branch: self::branch(&branch)?,
            base: commit(&base)?,
            message,
            changes: Default::default(),
            resolutions: self::resolutions(resolutions)?,
            is_dry_run: dry_run,
        };
        let what = match (undo, edits) {
            (None, edits) if edits.len() > MAX_EDITS => {
                let message =
                    format!("more than {MAX_EDITS} edits; import a model instead, or commit in parts");
                return Err(to_graphql(AppError::Limited(message)));
            }
            (None, edits) => What::Edits(wanted(edits)?),
            (Some(undo), edits) if edits.is_empty() => What::Undo(read_set(undo.0)?),
            (Some(_), _) => return Err(invalid("send `edits` or `undo`, not both")),
        };
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| commit_onto(editor, request, what, wants_authors)).await
    }

    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Brings a deleted element back as it last was, or as it was at `from`: its text, its relations, and those
    /// that others had to it.
    #[graphql(complexity = "child_complexity + 500")]
    async fn restore_element(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        #[graphql(desc = "Its id in the files.")] element: String,
        #[graphql(desc = "A branch, tag, commit or date that has it; none looks back from the branch.")] from: Option<
            String,
        >,
        #[graphql(desc = "Why; none for a sentence that says what.")] message: Option<String>,
        #[graphql(default)] dry_run: bool,
    ) -> Result<CommitResult> {
        let branch = self::branch(&branch)?;
        let element = ElementId::parse(&element).map_err(|error| invalid(error.to_string()))?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let hosted = editor.model();
            let head = hosted.branch_head(&branch)?;
            let from = from.map(|from| commit_at(hosted, &from)).transpose()?;
            let restoration = hosted.restoration(&*hosted.revision(head)?, &element, from)?;
            let usual = || format!("Restore `{element}`\n\nAs it was in {}.", restoration.from);
            let request = CommitRequest {
                branch,
                base: head,
                message: message.unwrap_or_else(usual),
                changes: Default::default(),
                resolutions: Resolutions::new(),
                is_dry_run: dry_run,
            };
            let mut result = commit_onto(editor, request, What::Undo(restoration.changes), wants_authors)?;
            if let CommitResult::Succeeded(succeeded) = &mut result {
                succeeded.lost = restoration.lost;
            }
            Ok(result)
        })
        .await
    }
}

/// What is to be committed.
enum What {
    /// Edits that may lack ids.
    Edits(Vec<Wanted>),
    /// A whole change set.
    Undo(archweave_app::change::ChangeSet),
}

fn commit_onto(
    editor: &Editor,
    mut request: CommitRequest,
    what: What,
    wants_authors: bool,
) -> Result<CommitResult, AppError> {
    let model = editor.model().clone();
    let (branch, is_dry_run) = (request.branch.clone(), request.is_dry_run);
    let origin = match what {
        What::Edits(wanted) => {
            let prepared = model.prepare_edits(wanted, request.base, &branch)?;
            request.changes = prepared.changes;
            Some(prepared.origin)
        }
        What::Undo(changes) => {
            request.changes = changes;
            None
        }
    };
    let outcome = editor.commit_changes(request)?;
    result(&model, &branch, outcome, origin.as_deref(), is_dry_run, wants_authors)
}

/// What came of edits; `origin` tells for each edit which of those asked for it came from.
pub(in crate::graphql) fn result(
    model: &Arc<Hosted>,
    branch: &BranchName,
    outcome: CommitOutcome,
    origin: Option<&[usize]>,
    is_dry_run: bool,
    wants_authors: bool,
) -> Result<CommitResult, AppError> {
    Ok(match outcome {
        CommitOutcome::Committed(committed) => CommitResult::Succeeded(succeeded(*committed, is_dry_run)),
        CommitOutcome::Conflicted(conflicts) => {
            let head = model.branch_head(branch)?;
            let between = Between { ours: head, theirs: None, wants_authors };
            let conflicts = between.conflicts(model, conflicts)?;
            CommitResult::Conflicted(CommitConflicted { head: head.to_string(), conflicts })
        }
        CommitOutcome::Refused(refused) => {
            let Refused { reason, edit, findings, .. } = refused;
            let edit = edit.map(|edit| origin.and_then(|origin| origin.get(edit).copied()).unwrap_or(edit));
            CommitResult::Refused(CommitRefused { reason, edit, diagnostics: diagnostics(findings) })
        }
        CommitOutcome::Stale(reason) => {
            CommitResult::Stale(CommitStale { reason, head: head(model, branch) })
        }
    })
}

fn head(model: &Hosted, branch: &BranchName) -> Option<String> {
    model.branch_head(branch).ok().map(|head: RevisionId| head.to_string())
}

fn succeeded(committed: Committed, is_dry_run: bool) -> CommitSucceeded {
    CommitSucceeded {
        revision: committed.revision.to_string(),
        is_merged: committed.is_merged,
        is_dry_run,
        undo: shown_set(&committed.undo),
        changes: ChangesObject::new(Arc::new(committed.edits)),
        diagnostics: diagnostics(committed.findings),
        lost: Vec::new(),
        view_id: None,
    }
}
