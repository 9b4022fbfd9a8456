//! The root of all queries.

use std::sync::Arc;

use archweave_app::App;
use async_graphql::{Context, ID, Interface, Object, Result};

use super::element::ElementObject;
use super::model::ModelObject;
use super::relation::RelationObject;
use super::scope::Scope;
use super::view::ViewObject;
use super::{global_id, invalid};

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
        let app = ctx.data::<Arc<App>>()?;
        let mut models = Vec::new();
        for model in app.models() {
            models.push(ModelObject { scope: Scope::open(ctx, model, "")? });
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
        Ok(ModelObject { scope })
    }

    /// Anything by its global id; none if it is not in that revision.
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Node>> {
        let Some(id) = global_id::decode(&id) else {
            return Err(invalid("this is no id of this server; take one from an earlier answer"));
        };
        let model = Scope::model(ctx, Some(&id.model))?;
        let scope = Scope::open(ctx, model, &id.at)?;
        Ok(match &*id.kind {
            "Model" => Some(Node::Model(ModelObject { scope })),
            "Element" => ElementObject::find(&scope, &id.local).map(Node::Element),
            "Relation" => RelationObject::find(&scope, &id.local).map(Node::Relation),
            "View" => ViewObject::find(&scope, &id.local).map(Node::View),
            _ => None,
        })
    }
}
