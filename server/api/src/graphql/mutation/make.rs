//! New models.

use std::sync::Arc;

use archweave_app::{App, AppError, Caller, NewModel, Template};
use async_graphql::{Context, Enum, Object, Result};

use crate::graphql::act;
use crate::graphql::model::ModelObject;
use crate::graphql::scope::Scope;
use crate::graphql::to_graphql;
use crate::who::write_denied;

#[derive(Default)]
pub(in crate::graphql) struct Making;

/// What a new model begins with.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ModelTemplate")]
pub(in crate::graphql) enum TemplateName {
    /// Nothing but its title.
    Empty,
    /// A view of the Zachman framework, which fills as the model grows.
    Zachman,
    /// The catalogs of TOGAF.
    Togaf,
    /// Views from demand to what runs: capabilities, value streams, goals, requirements, applications, landscape,
    /// environments, roadmap.
    BizDevOps,
    /// The customer centre of a utility, a model of some 300 elements to try things with, in English and Chinese; `title`
    /// and `languages` are its own. Nothing is reported of its delivery.
    Example,
}

/// New models.
#[Object]
impl Making {
    /// Makes a model and serves it at once; for admins of all models, where a folder of models is served.
    #[graphql(complexity = "child_complexity + 500")]
    async fn create_model(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In addresses: small letters, digits and hyphens, at most 64.")] name: String,
        #[graphql(desc = "For people: one line.")] title: String,
        #[graphql(
            default_with = "vec![\"en\".to_owned()]",
            desc = "Language codes; the first is the main one."
        )]
        languages: Vec<String>,
        #[graphql(default_with = "TemplateName::Empty")] template: TemplateName,
    ) -> Result<ModelObject> {
        let template = match template {
            TemplateName::Empty => Template::Empty,
            TemplateName::Zachman => Template::Zachman,
            TemplateName::Togaf => Template::Togaf,
            TemplateName::BizDevOps => Template::BizDevOps,
            TemplateName::Example => Template::Example,
        };
        let wanted = NewModel { name: name.clone(), title, languages, template };
        let (app, caller) = (ctx.data::<Arc<App>>()?.clone(), ctx.data::<Arc<Caller>>()?.clone());
        let (making, by) = (app.clone(), caller.clone());
        let made = act::waiting(move || {
            let model = making.make_model(&by, &wanted)?;
            let revision = model.at("")?;
            Ok(Arc::new(Scope { model, revision, asked: "".into() }))
        });
        match made.await {
            Ok(scope) => Ok(ModelObject::new(scope)),
            Err(error) => {
                if let AppError::Denied(why) = &error {
                    let name: String = name.chars().take(64).collect();
                    write_denied(&app, &caller, "createModel", &name, why).await;
                }
                Err(to_graphql(error))
            }
        }
    }
}
