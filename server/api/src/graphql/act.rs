//! One act of a caller: with the handle that their role gives them, on a thread that may wait.
//!
//! Git and the database make a caller wait, so nothing of an act runs on the threads that talk. A mutation
//! itself runs on such a thread and gives the work away here, never from one waiting thread to another:
//! enough of these at a time would wait for each other for ever.

use std::sync::Arc;

use archweave_app::{Admin, App, AppError, BranchName, Caller, Editor, Hosted, RevisionId};
use async_graphql::{Context, Result};

use super::{invalid, to_graphql};
use crate::who::write_denied;

/// Does something that waits.
pub(super) async fn waiting<T: Send + 'static>(
    task: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(task).await.unwrap_or_else(|error| {
        tracing::error!(%error, "a mutation stopped");
        let message = "the server made a mistake; look whether it was done, and tell the operator";
        Err(AppError::Internal(message.into()))
    })
}

/// Does something to a model as an editor. A refusal for want of a permission is written down.
pub(super) async fn edit<T: Send + 'static>(
    ctx: &Context<'_>,
    model: &str,
    task: impl FnOnce(&Editor) -> Result<T, AppError> + Send + 'static,
) -> Result<T> {
    let (app, caller) = (ctx.data::<Arc<App>>()?, ctx.data::<Arc<Caller>>()?);
    let editor = app.editor(model, caller);
    act(ctx, model, editor, task).await
}

/// Does something to a model as an admin.
pub(super) async fn decide<T: Send + 'static>(
    ctx: &Context<'_>,
    model: &str,
    task: impl FnOnce(&Admin) -> Result<T, AppError> + Send + 'static,
) -> Result<T> {
    let (app, caller) = (ctx.data::<Arc<App>>()?, ctx.data::<Arc<Caller>>()?);
    let admin = app.admin(model, caller);
    act(ctx, model, admin, task).await
}

async fn act<H: Send + 'static, T: Send + 'static>(
    ctx: &Context<'_>,
    model: &str,
    handle: Result<H, AppError>,
    task: impl FnOnce(&H) -> Result<T, AppError> + Send + 'static,
) -> Result<T> {
    let done = match handle {
        Ok(handle) => waiting(move || task(&handle)).await,
        Err(error) => Err(error),
    };
    if let Err(AppError::Denied(why)) = &done {
        let (app, caller) = (ctx.data::<Arc<App>>()?, ctx.data::<Arc<Caller>>()?);
        write_denied(app, caller, ctx.field().name(), model, why).await;
    }
    done.map_err(to_graphql)
}

/// The name of a branch.
pub(super) fn branch(name: &str) -> Result<BranchName> {
    BranchName::parse(name).map_err(|error| invalid(error.to_string()))
}

/// A commit by its whole id.
pub(super) fn commit(id: &str) -> Result<RevisionId> {
    RevisionId::parse(id).map_err(|error| invalid(error.to_string()))
}

/// The commit that a branch, tag, date or id names.
pub(super) fn commit_at(model: &Hosted, at: &str) -> Result<RevisionId, AppError> {
    let revision = model.resolve(at)?;
    match revision.is_commit() {
        true => Ok(revision),
        false => Err(AppError::Invalid(format!("`{at}` is no commit; only models in git can be changed"))),
    }
}
