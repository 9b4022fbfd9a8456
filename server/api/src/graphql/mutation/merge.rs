//! Branches into branches, and commits taken back.

use archweave_app::change::{ChangeSet, MergeRequest};
use archweave_app::{AppError, Editor};
use async_graphql::{Context, Object, Result};

use crate::graphql::act::{self, branch, commit_at};
use crate::graphql::conflict::{Between, ResolutionInput, resolutions};
use crate::graphql::edit::{EditInput, wanted};
use crate::graphql::merge::MergeResult;

#[derive(Default)]
pub(in crate::graphql) struct Merges;

/// Merging by meaning.
#[Object]
impl Merges {
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Merges a branch, tag or commit into a branch, as a commit with two parents. If a person has to decide, nothing
    /// is done and the conflicts come back: send the merge again with `resolutions`, or use `startMerge` to decide
    /// bit by bit.
    #[graphql(complexity = "child_complexity + 500")]
    async fn merge_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        #[graphql(desc = "The branch that gets the changes.")] into: String,
        #[graphql(desc = "The branch, tag or commit whose changes it gets.")] from: String,
        #[graphql(desc = "Why; none for the usual sentence.")] message: Option<String>,
        resolutions: Option<Vec<ResolutionInput>>,
        #[graphql(desc = "Done on what was merged, before it is checked.")] edits: Option<Vec<EditInput>>,
        #[graphql(default)] dry_run: bool,
    ) -> Result<MergeResult> {
        let (into, resolutions) = (branch(&into)?, self::resolutions(resolutions)?);
        let edits = wanted(edits.unwrap_or_default())?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let hosted = editor.model();
            let from = commit_at(hosted, &from)?;
            let edits = changes(editor, edits, from, &into)?;
            let request = MergeRequest { into, from, message, resolutions, edits, is_dry_run: dry_run };
            let outcome = editor.merge(&request)?;
            MergeResult::of(outcome, hosted, from, dry_run, wants_authors)
        })
        .await
    }

    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Takes back on a branch what a commit did; of a merge, what it brought to its first parent. What was done since
    /// stays.
    #[graphql(complexity = "child_complexity + 500")]
    async fn revert_commit(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        #[graphql(desc = "The commit.")] commit: String,
        #[graphql(desc = "Why; none for the usual sentence.")] message: Option<String>,
        resolutions: Option<Vec<ResolutionInput>>,
        #[graphql(default)] dry_run: bool,
    ) -> Result<MergeResult> {
        let (into, from) = (self::branch(&branch)?, act::commit(&commit)?);
        let resolutions = self::resolutions(resolutions)?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let edits = ChangeSet::default();
            let request = MergeRequest { into, from, message, resolutions, edits, is_dry_run: dry_run };
            let outcome = editor.revert(&request)?;
            MergeResult::of(outcome, editor.model(), from, dry_run, wants_authors)
        })
        .await
    }
}

/// Edits for what was merged, with ids that neither side has.
pub(super) fn changes(
    editor: &Editor,
    edits: Vec<archweave_app::change::Wanted>,
    from: archweave_app::RevisionId,
    into: &archweave_app::BranchName,
) -> Result<ChangeSet, AppError> {
    match edits.is_empty() {
        true => Ok(ChangeSet::default()),
        false => Ok(editor.model().prepare_edits(edits, from, into)?.changes),
    }
}
