//! Who did what.

use archweave_app::records::{AuditFilter, Recorded};
use archweave_app::{App, AppError, Role};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;

use super::commit::time;
use super::connection::page_size;
use super::scope::{Dependencies, caller};
use super::{invalid, to_graphql};

/// Which entries of the audit; those that meet all that is asked.
#[derive(InputObject, Default)]
pub(super) struct AuditFilterInput {
    /// About this model.
    model: Option<String>,
    /// By this name.
    who: Option<String>,
    /// With this action, such as `commit`, `push`, `merge`, `branch.create`, `token`.
    action: Option<String>,
}

/// Entries of the audit, the newest first.
#[derive(SimpleObject)]
#[graphql(name = "AuditPage")]
pub(super) struct PageObject {
    /// At most as many as were asked for.
    nodes: Vec<EntryObject>,
    /// For `before` of the next page; none if this is the last.
    next: Option<String>,
}

/// One thing that somebody did, or was refused.
pub(super) struct EntryObject(Recorded);

/// One thing that somebody did, or was refused.
#[Object(name = "AuditEntry")]
impl EntryObject {
    /// Grows with each entry.
    async fn id(&self) -> String {
        self.0.id.to_string()
    }

    /// When, RFC 3339.
    async fn at(&self) -> String {
        time(self.0.entry.at)
    }

    /// The name of the person or machine; empty where it is not known.
    async fn who(&self) -> &str {
        &self.0.entry.who
    }

    /// Its address.
    async fn email(&self) -> &str {
        &self.0.entry.email
    }

    /// The id of the token that was shown.
    async fn token(&self) -> Option<&str> {
        self.0.entry.token.as_deref()
    }

    /// A stable word: `commit`, `push`, `merge`, `branch.create`.
    async fn action(&self) -> &str {
        &self.0.entry.action
    }

    /// done, refused or failed.
    async fn outcome(&self) -> &str {
        &self.0.entry.outcome
    }

    /// The model it was about.
    async fn model(&self) -> Option<&str> {
        self.0.entry.model.as_deref()
    }

    /// The branch or tag.
    async fn reference(&self) -> Option<&str> {
        self.0.entry.reference.as_deref()
    }

    /// The revision that came of it.
    async fn revision(&self) -> Option<&str> {
        self.0.entry.revision.as_deref()
    }

    /// The network address that asked.
    async fn from(&self) -> Option<&str> {
        self.0.entry.from.as_deref()
    }

    /// What else to know.
    async fn detail(&self) -> &str {
        &self.0.entry.detail
    }
}

/// A page of the audit. An admin of some models says which of them.
pub(super) async fn page(
    ctx: &Context<'_>,
    filter: AuditFilterInput,
    first: Option<i32>,
    before: Option<String>,
) -> Result<PageObject> {
    if let Ok(seen) = ctx.data::<Dependencies>() {
        seen.never_keep();
    }
    let caller = caller(ctx)?;
    if caller.role < Role::Admin {
        return Err(to_graphql(AppError::Denied("only an admin reads the audit".into())));
    }
    match &filter.model {
        None if caller.models.is_some() => {
            return Err(to_graphql(AppError::Denied("say which model; your token is not for all".into())));
        }
        Some(model) if !caller.may_read(model) => {
            return Err(to_graphql(AppError::NotFound(format!("no model `{model}` that you may read"))));
        }
        _ => {}
    }
    let before =
        before.map(|text| text.parse().map_err(|_| invalid("`before` is the `next` of another page")));
    let limit = page_size(first)?.max(1) as u32;
    let AuditFilterInput { model, who, action } = filter;
    let filter = AuditFilter { model, who, action, since: None, before: before.transpose()? };
    let records = ctx.data::<Arc<App>>()?.records();
    let records =
        records.ok_or_else(|| to_graphql(AppError::Unavailable("this server keeps no audit".into())))?;
    let page = records.index().audit(&filter, limit).await.map_err(|error| to_graphql(error.into()))?;
    let nodes = page.entries.into_iter().map(EntryObject).collect();
    Ok(PageObject { nodes, next: page.next.map(|next| next.to_string()) })
}
