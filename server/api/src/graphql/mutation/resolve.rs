//! Merges that people resolve bit by bit.

use archweave_app::RevisionId;
use archweave_app::change::MergeRow;
use async_graphql::{Context, ID, Object, Result};

use super::merge::changes;
use crate::graphql::act::{self, branch};
use crate::graphql::conflict::{Between, ResolutionInput};
use crate::graphql::edit::{EditInput, wanted};
use crate::graphql::merge::MergeResult;
use crate::graphql::session::{SessionObject, find};

#[derive(Default)]
pub(in crate::graphql) struct Resolving;

/// Merges that wait.
#[Object]
impl Resolving {
    /// Begins a merge that can wait: what is decided is kept until it is finished or abandoned. No branch moves.
    #[graphql(complexity = "child_complexity + 500")]
    async fn start_merge(
        &self,
        ctx: &Context<'_>,
        model: String,
        #[graphql(desc = "The branch that gets the changes.")] into: String,
        #[graphql(desc = "The branch, tag or commit whose changes it gets, as it is now.")] from: String,
    ) -> Result<SessionObject> {
        let into = branch(&into)?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let row = editor.start_merge(&into, &from)?;
            SessionObject::looked_at(editor, row, wants_authors)
        })
        .await
    }

    /// Decides some conflicts of a merge, if nobody decided something since `version`.
    #[graphql(complexity = "child_complexity + 500")]
    async fn resolve_conflicts(
        &self,
        ctx: &Context<'_>,
        merge: ID,
        version: i64,
        resolutions: Vec<ResolutionInput>,
    ) -> Result<SessionObject> {
        let answers = resolutions.into_iter().map(ResolutionInput::read).collect::<Result<Vec<_>>>()?;
        let wants_authors = Between::wants_authors(ctx);
        let (_, MergeRow { id, model, .. }) = find(ctx, &merge).await?;
        act::edit(ctx, &model, move |editor| {
            let row = editor.resolve_conflicts(&id, version, answers)?;
            SessionObject::looked_at(editor, row, wants_authors)
        })
        .await
    }

    /// Commits a merge in which nothing is left to decide.
    #[graphql(complexity = "child_complexity + 500")]
    async fn finish_merge(
        &self,
        ctx: &Context<'_>,
        merge: ID,
        #[graphql(desc = "Why; none for the usual sentence.")] message: Option<String>,
        #[graphql(desc = "Done on what was merged, before it is checked.")] edits: Option<Vec<EditInput>>,
    ) -> Result<MergeResult> {
        let edits = wanted(edits.unwrap_or_default())?;
        let wants_authors = Between::wants_authors(ctx);
        let (_, row) = find(ctx, &merge).await?;
        let (into, from) = (branch(&row.into_branch)?, act::commit(&row.theirs)?);
        let MergeRow { id, model, .. } = row;
        act::edit(ctx, &model, move |editor| {
            let from: RevisionId = from;
            let edits = changes(editor, edits, from, &into)?;
            let outcome = editor.finish_merge(&id, message, edits)?;
            MergeResult::of(outcome, editor.model(), from, false, wants_authors)
        })
        .await
    }

    /// Gives a merge up. The branches stay as they are.
    #[graphql(complexity = "child_complexity + 10")]
    async fn abandon_merge(&self, ctx: &Context<'_>, merge: ID) -> Result<SessionObject> {
        let (_, MergeRow { id, model, .. }) = find(ctx, &merge).await?;
        act::edit(ctx, &model, move |editor| {
            let row = editor.abandon_merge(&id)?;
            SessionObject::looked_at(editor, row, false)
        })
        .await
    }
}
