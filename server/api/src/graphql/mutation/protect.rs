//! Branches that are neither rewritten nor removed.

use archweave_app::App;
use archweave_app::Hosted;
use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use crate::graphql::act;
use crate::graphql::commit::{ProtectionObject, protected};
use crate::graphql::to_graphql;

#[derive(Default)]
pub(in crate::graphql) struct Protecting;

/// Protection of branches; for admins.
#[Object]
impl Protecting {
    /// Protects a branch, or all that a pattern such as `release/*` stands for: nobody rewrites or removes it. Says
    /// what is protected in the model now.
    async fn protect_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        pattern: String,
    ) -> Result<Vec<ProtectionObject>> {
        act::decide(ctx, &model, move |admin| admin.protect(&pattern)).await?;
        all(ctx, &model).await
    }

    /// Takes the protection of exactly this branch or pattern away. Says what is protected in the model now.
    async fn unprotect_branch(
        &self,
        ctx: &Context<'_>,
        model: String,
        pattern: String,
    ) -> Result<Vec<ProtectionObject>> {
        act::decide(ctx, &model, move |admin| admin.unprotect(&pattern)).await?;
        all(ctx, &model).await
    }
}

async fn all(ctx: &Context<'_>, model: &str) -> Result<Vec<ProtectionObject>> {
    let hosted: &Arc<Hosted> = ctx.data::<Arc<App>>()?.model(model).map_err(to_graphql)?;
    Ok(protected(hosted).await?.into_iter().map(Into::into).collect())
}
