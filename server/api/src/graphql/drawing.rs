//! How a view is asked to be drawn, and views that nobody saved.

use std::sync::Arc;

use archweave_app::kept::Subject;
use archweave_app::{AppError, DrawOptions};
use archweave_model::id::ViewId;
use archweave_model::metamodel::Metamodel;
use archweave_model::select::Selector;
use archweave_model::view::{self, View};
use archweave_model::viewpoint::Show;
use async_graphql::{Object, Result};

use super::diagram::DiagramObject;
use super::json::{self, AnyJson};
use super::scope::Scope;
use super::table::ViewTableObject;
use super::{invalid, to_graphql};

/// Bytes of a `show`.
const MAX_SHOW: usize = 32 << 10;

/// How a view is drawn; without a language in the model's main one.
pub(super) fn options(
    scope: &Scope,
    language: Option<String>,
    audience: Option<String>,
    is_relaid: bool,
) -> DrawOptions {
    DrawOptions {
        language: language.unwrap_or_else(|| scope.snapshot().main_language().to_owned()),
        audience,
        is_dark: false,
        has_links: false,
        is_relaid,
    }
}

/// A view answered.
pub(super) fn answered(
    scope: &Scope,
    subject: Subject<'_>,
    options: &DrawOptions,
) -> Result<Arc<view::Picture>> {
    scope.model.answered(&scope.revision, subject, options).map_err(to_graphql)
}

/// A view as SVG.
pub(super) fn svg(scope: &Scope, subject: Subject<'_>, options: &DrawOptions) -> Result<String> {
    let svg = scope.model.drawn(&scope.revision, subject, options).map_err(to_graphql)?;
    Ok(svg.to_string())
}

/// Reads how a view is shown, in the form of files; names that the metamodel does not have are refused.
pub(super) fn show(json: AnyJson, metamodel: &Metamodel) -> Result<Show> {
    if json.0.to_string().len() > MAX_SHOW {
        let message =
            format!("`show` has more than {MAX_SHOW} bytes; write a viewpoint in `metamodel/` instead");
        return Err(to_graphql(AppError::Limited(message)));
    }
    let show: Show = json::read(json.0, "show")?;
    match show.unknown_names(metamodel, "show").first() {
        Some(unknown) => {
            Err(invalid(format!("`{}`: there is no {} `{}`", unknown.key, unknown.what, unknown.name)))
        }
        None => Ok(show),
    }
}

/// Refuses a viewpoint that the model does not have.
pub(super) fn check_viewpoint(metamodel: &Metamodel, id: &str) -> Result<()> {
    match metamodel.viewpoint(id) {
        Some(_) => Ok(()),
        None => Err(to_graphql(AppError::NotFound(format!(
            "no viewpoint `{id}`; see metamodel {{ viewpoints {{ viewpointId }} }}"
        )))),
    }
}

/// A view that nobody saved.
pub(super) struct AdHocObject {
    scope: Arc<Scope>,
    view: View,
    options: DrawOptions,
}

impl AdHocObject {
    /// A view of these; without a selector its viewpoint selects.
    pub fn new(
        scope: &Arc<Scope>,
        viewpoint: Option<String>,
        selector: Option<Selector>,
        show: Option<AnyJson>,
        options: DrawOptions,
    ) -> Result<Self> {
        let metamodel = scope.snapshot().metamodel();
        let id = viewpoint.as_deref().unwrap_or("ad-hoc");
        let id = ViewId::parse(id).map_err(|error| invalid(error.to_string()))?;
        let mut view = View::new(id);
        if let Some(viewpoint) = viewpoint {
            check_viewpoint(metamodel, &viewpoint)?;
            if let Some(known) = metamodel.viewpoint(&viewpoint) {
                view.name = known.label.clone();
                view.description = known.description.clone();
            }
            view.viewpoint = Some(viewpoint.into());
        }
        view.selector = selector.map(Box::new);
        view.show = show.map(|json| self::show(json, metamodel)).transpose()?.map(Box::new);
        Ok(Self { scope: scope.clone(), view, options })
    }
}

/// A view that nobody saved: a viewpoint, a selector or both, computed from the model.
#[Object(name = "AdHocView")]
impl AdHocObject {
    /// The picture as SVG.
    #[graphql(complexity = "500")]
    async fn svg(&self, #[graphql(default)] dark: bool) -> Result<String> {
        let options = DrawOptions { is_dark: dark, ..self.options.clone() };
        svg(&self.scope, Subject::Unsaved(&self.view), &options)
    }

    /// What the picture shows, with places.
    #[graphql(complexity = "child_complexity + 500")]
    async fn diagram(&self) -> Result<DiagramObject> {
        let answer = answered(&self.scope, Subject::Unsaved(&self.view), &self.options)?;
        Ok(DiagramObject::new(&self.scope, answer))
    }

    /// Rows and columns; none of boxes and lines.
    #[graphql(complexity = "child_complexity + 500")]
    async fn table(&self) -> Result<Option<ViewTableObject>> {
        let answer = answered(&self.scope, Subject::Unsaved(&self.view), &self.options)?;
        Ok(ViewTableObject::new(&self.scope, answer))
    }
}
