//! The root of all queries.

use std::sync::Arc;

use archweave_app::App;
use async_graphql::{Context, ID, Interface, Object, Result};

use super::audit::AuditFilterInput;
use super::compare::{ComparisonObject, compare};
use super::conflict::Between;
use super::element::{ElementObject, page_cost};
use super::me::MeObject;
use super::model::ModelObject;
use super::relation::RelationObject;
use super::scope::{Dependencies, Scope, caller, readable};
use super::session::SessionObject;
use super::view::ViewObject;
use super::{audit, global_id, invalid, session, to_graphql};

/// Anything with a global id, as Relay has it.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque; unique across types, models and revisions."))]
pub(super) enum Node {
    /// A model.
    Model(ModelObject),
    /// An element.
    Element(ElementObject),
    /// A relation.
    Relation(RelationObject),
    /// A view.
    View(ViewObject),
}

/// The root of all queries.
pub(super) struct Query;

#[Object]
impl Query {
    /// Version of the server.
    async fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    /// All models of this server, each at its default branch.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn models(&self, ctx: &Context<'_>) -> Result<Vec<ModelObject>> {
        let mut models = Vec::new();
        for model in readable(ctx)? {
            models.push(ModelObject::new(Scope::open(ctx, model, "")?));
        }
        Ok(models)
    }

    /// A model at a revision. `name` may be left out if there is one model. `at` is a branch, a tag, a
    /// commit or a date (the last commit of the default branch at or before it, UTC); left out, it is
    /// the default branch.
    async fn model(
        &self,
        ctx: &Context<'_>,
        name: Option<String>,
        at: Option<String>,
    ) -> Result<ModelObject> {
        let model = Scope::model(ctx, name.as_deref())?;
        let scope = Scope::open(ctx, model, at.as_deref().unwrap_or_default())?;
        Ok(ModelObject::new(scope))
    }

    /// Anything by its global id; none if it is not in that revision.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>> {
        let Some(id) = global_id::decode(&id) else {
            return Err(invalid("this is no id of this server; take one from an earlier answer"));
        };
        let model = Scope::model(ctx, Some(&id.model))?;
        let scope = Scope::open(ctx, model, &id.at)?;
        Ok(match &*id.kind {
            "Model" => Some(Node::Model(ModelObject::new(scope))),
            "Element" => ElementObject::find(&scope, &id.local).map(Node::Element),
            "Relation" => RelationObject::find(&scope, &id.local).map(Node::Relation),
            "View" => ViewObject::find(&scope, &id.local).map(Node::View),
            _ => None,
        })
    }

    /// What differs between two revisions of a model, each named like `at` of `model`.
    #[graphql(complexity = "child_complexity + 500")]
    async fn compare(
        &self,
        ctx: &Context<'_>,
        model: Option<String>,
        before: String,
        after: String,
    ) -> Result<ComparisonObject> {
        compare(ctx, model.as_deref(), &before, &after)
    }

    /// A merge that waits, by its id; for editors.
    #[graphql(complexity = "child_complexity + 500")]
    async fn merge(&self, ctx: &Context<'_>, id: ID) -> Result<SessionObject> {
        never_keep(ctx);
        let (editor, row) = session::find(ctx, &id).await?;
        Ok(SessionObject::new(&editor, row, Between::wants_authors(ctx)))
    }

    /// Merges of a model that wait, the one changed last first; for editors.
    #[graphql(complexity = "10 * child_complexity + 100")]
    async fn open_merges(&self, ctx: &Context<'_>, model: String) -> Result<Vec<SessionObject>> {
        never_keep(ctx);
        let editor = ctx.data::<Arc<App>>()?.editor(&model, caller(ctx)?).map_err(to_graphql)?;
        let Some(records) = editor.model().records() else { return Ok(Vec::new()) };
        let rows = records.index().open_merges(&model).await.map_err(|error| to_graphql(error.into()))?;
        let wants_authors = Between::wants_authors(ctx);
        Ok(rows.into_iter().map(|row| SessionObject::new(&editor, row, wants_authors)).collect())
    }

    /// Who asks, and what they may do.
    async fn me(&self, ctx: &Context<'_>) -> Result<MeObject> {
        never_keep(ctx);
        let models = readable(ctx)?.map(|model| model.name().to_owned()).collect();
        Ok(MeObject::new(caller(ctx)?, models))
    }

    /// Whether the caller may make models here: an admin of all models, where a folder of models is served.
    async fn can_create_models(&self, ctx: &Context<'_>) -> Result<bool> {
        never_keep(ctx);
        Ok(ctx.data::<Arc<App>>()?.may_make_models(caller(ctx)?))
    }

    /// Who did what and what was refused, the newest first; for admins.
    #[graphql(complexity = "page_cost(first) * child_complexity + 50")]
    async fn audit(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditFilterInput>,
        first: Option<i32>,
        before: Option<String>,
    ) -> Result<audit::PageObject> {
        audit::page(ctx, filter.unwrap_or_default(), first, before).await
    }
}

fn never_keep(ctx: &Context<'_>) {
    if let Ok(seen) = ctx.data::<Dependencies>() {
        seen.never_keep();
    }
}
