//! Branches: made, renamed, removed.

use archweave_app::{AppError, BranchName, Editor, RevisionId};
use async_graphql::{Context, Object, Result};

use crate::graphql::act::{self, branch, commit, commit_at};
use crate::graphql::commit::RefObject;

#[derive(Default)]
pub(in crate::graphql) struct Branches;

/// Branches.
#[Object]
impl Branches {
    /// Makes a branch at a commit.
    async fn create_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        name: String,
        #[graphql(desc = "A branch, tag, commit or date.")] at: String,
    ) -> Result<RefObject> {
        let name = branch(&name)?;
        act::edit(ctx, &model, move |editor| {
            let at = commit_at(editor.model(), &at)?;
            editor.create_branch(&name, at)?;
            object(editor, &name, at)
        })
        .await
    }

    /// Gives a branch another name. One that is protected is renamed by an admin.
    async fn rename_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        name: String,
        to: String,
    ) -> Result<RefObject> {
        let (name, to) = (branch(&name)?, branch(&to)?);
        act::edit(ctx, &model, move |editor| {
            let at = editor.rename_branch(&name, &to)?;
            object(editor, &to, at)
        })
        .await
    }

    /// Removes a branch that is where the caller saw it, and says where that was. One that is protected is removed
    /// by an admin.
    async fn delete_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        name: String,
        #[graphql(desc = "The revision that the branch was seen at.")] seen: String,
    ) -> Result<RefObject> {
        let (name, seen) = (branch(&name)?, commit(&seen)?);
        act::edit(ctx, &model, move |editor| {
            let was = object(editor, &name, seen)?;
            editor.delete_branch(&name, seen)?;
            Ok(was)
        })
        .await
    }
}

fn object(editor: &Editor, name: &BranchName, revision: RevisionId) -> Result<RefObject, AppError> {
    let model = editor.model();
    Ok(RefObject {
        is_default: model.default_branch()?.as_deref() == Some(name.as_str()),
        is_protected: model.is_protected(name.as_str())?,
        name: name.as_str().to_owned(),
        revision: revision.to_string(),
    })
}
