//! Views saved, and their places written down.

use archweave_app::change::{Places, SaveRequest, ViewToSave};
use archweave_model::id::ViewId;
use archweave_model::value::Value;
use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, Result};

use crate::graphql::act::{self, branch, commit};
use crate::graphql::conflict::{Between, ResolutionInput, resolutions};
use crate::graphql::drawing::{check_viewpoint, show};
use crate::graphql::filter::ElementFilter;
use crate::graphql::invalid;
use crate::graphql::json::{self, AnyJson};
use crate::graphql::mutation::commit::{CommitResult, result};
use crate::graphql::scope::Scope;

#[derive(Default)]
pub(in crate::graphql) struct Views;

/// What becomes of the places of a view that is saved.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(in crate::graphql) enum LayoutChoice {
    /// They stay as they are.
    Keep,
    /// Those that are computed now are written down: later changes of the model move nothing.
    Freeze,
    /// None are written down: the view is laid out from the model each time.
    None,
}

/// A view. What is left out stays as it is; null takes it away.
#[derive(InputObject)]
pub(in crate::graphql) struct ViewInput {
    /// Its id: of a view that is there, which is changed, or of a new one. Left out, one is made from the name.
    id: Option<String>,
    /// Text, or an object with a text for each language.
    name: MaybeUndefined<AnyJson>,
    /// Prose; the same.
    description: MaybeUndefined<AnyJson>,
    /// Id of the viewpoint that it follows.
    viewpoint: MaybeUndefined<String>,
    /// Which elements it shows; without, its viewpoint selects.
    selector: MaybeUndefined<ElementFilter>,
    /// How it is shown where that differs from the viewpoint, in the form of files.
    show: MaybeUndefined<AnyJson>,
    /// The file or, with `/` at the end, the folder of a new view; left out, the usual place.
    file: Option<String>,
}

/// Views.
#[Object]
impl Views {
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Saves a view, new or not, as one commit. If the branch moved since `base` and nothing conflicts, it is merged.
    #[graphql(complexity = "child_complexity + 700")]
    async fn save_view(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        view: ViewInput,
        #[graphql(default_with = "LayoutChoice::Keep")] layout: LayoutChoice,
        #[graphql(desc = "The revision that the view was composed on; none is where the branch is.")]
        base: Option<String>,
        #[graphql(desc = "Why; none for a sentence that says what.")] message: Option<String>,
        #[graphql(desc = "Decisions about conflicts that an earlier try met.")] resolutions: Option<
            Vec<ResolutionInput>,
        >,
        #[graphql(default, desc = "Say what would come of it, and change nothing.")] dry_run: bool,
    ) -> Result<CommitResult> {
        let at = base.clone().unwrap_or_else(|| branch.clone());
        let places = match layout {
            LayoutChoice::Keep => Places::Keep,
            LayoutChoice::Freeze => Places::Freeze,
            LayoutChoice::None => Places::None,
        };
        let request = request(branch, base, message, resolutions, dry_run)?;
        let scope = Scope::open(ctx, Scope::model(ctx, Some(&model))?, &at)?;
        let view = view.read(&scope, places)?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let branch = request.branch.clone();
            let (id, outcome) = editor.save_view(view, request)?;
            let result = result(editor.model(), &branch, outcome, None, dry_run, wants_authors)?;
            Ok(of_view(result, &id))
        })
        .await
    }

    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the GraphQL field")]
    /// Lays a view out anew and writes the places down, as one commit: in place of those that were written before.
    /// Colours and the like that people set stay.
    #[graphql(complexity = "child_complexity + 700")]
    async fn relayout_view(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: String,
        #[graphql(desc = "Its id in the files.")] view: String,
        #[graphql(desc = "The revision that was looked at; none is where the branch is.")] base: Option<
            String,
        >,
        #[graphql(desc = "Why; none for a sentence that says what.")] message: Option<String>,
        resolutions: Option<Vec<ResolutionInput>>,
        #[graphql(default)] dry_run: bool,
    ) -> Result<CommitResult> {
        let request = request(branch, base, message, resolutions, dry_run)?;
        let id = view_id(&view)?;
        let wants_authors = Between::wants_authors(ctx);
        act::edit(ctx, &model, move |editor| {
            let branch = request.branch.clone();
            let outcome = editor.relayout_view(&id, request)?;
            let result = result(editor.model(), &branch, outcome, None, dry_run, wants_authors)?;
            Ok(of_view(result, &id))
        })
        .await
    }
}

/// What came of it, for a caller who sent a view and no edits.
fn of_view(mut result: CommitResult, id: &ViewId) -> CommitResult {
    match &mut result {
        CommitResult::Succeeded(succeeded) => succeeded.view_id = Some(id.to_string()),
        CommitResult::Refused(refused) => refused.edit = None,
        CommitResult::Conflicted(_) | CommitResult::Stale(_) => {}
    }
    result
}

fn request(
    branch: String,
    base: Option<String>,
    message: Option<String>,
    resolutions: Option<Vec<ResolutionInput>>,
    is_dry_run: bool,
) -> Result<SaveRequest> {
    Ok(SaveRequest {
        branch: self::branch(&branch)?,
        base: base.map(|base| commit(&base)).transpose()?,
        message,
        resolutions: self::resolutions(resolutions)?,
        is_dry_run,
    })
}

fn view_id(text: &str) -> Result<ViewId> {
    ViewId::parse(text).map_err(|error| invalid(error.to_string()))
}

impl ViewInput {
    fn read(self, scope: &Scope, places: Places) -> Result<ViewToSave> {
        let metamodel = scope.snapshot().metamodel();
        let id = self.id.as_deref().map(view_id).transpose()?;
        let mut fields: Vec<(Box<str>, Option<Value>)> = Vec::new();
        let mut set = |key: &str, value: MaybeUndefined<Value>| match value {
            MaybeUndefined::Undefined => {}
            MaybeUndefined::Null => fields.push((key.into(), None)),
            MaybeUndefined::Value(value) => fields.push((key.into(), Some(value))),
        };
        let text = |given: MaybeUndefined<AnyJson>, what: &str| {
            transposed(given, |json| {
                json::name(json.0.clone(), what)?;
                json::value(json.0, what)
            })
        };
        set("name", text(self.name, "view.name")?);
        set("description", text(self.description, "view.description")?);
        set(
            "viewpoint",
            transposed(self.viewpoint, |id| {
                check_viewpoint(metamodel, &id)?;
                Ok(Value::from(&*id))
            })?,
        );
        set(
            "selector",
            transposed(self.selector, |filter| {
                json::value(json::to_json(&filter.selector(metamodel)?).0, "view.selector")
            })?,
        );
        set(
            "show",
            transposed(self.show, |json| json::value(json::to_json(&show(json, metamodel)?).0, "view.show"))?,
        );
        // A view that is there need not have what it has not.
        let known = id.as_ref().is_some_and(|id| scope.snapshot().view(id.as_str()).is_some());
        if !known && !fields.iter().any(|(key, value)| &**key == "name" && value.is_some()) {
            return Err(invalid("a new view has a name: `view: { name: \"...\" }`"));
        }
        Ok(ViewToSave { id, fields, file: self.file.map(Into::into), places })
    }
}

fn transposed<T>(
    given: MaybeUndefined<T>,
    read: impl FnOnce(T) -> Result<Value>,
) -> Result<MaybeUndefined<Value>> {
    Ok(match given {
        MaybeUndefined::Undefined => MaybeUndefined::Undefined,
        MaybeUndefined::Null => MaybeUndefined::Null,
        MaybeUndefined::Value(value) => MaybeUndefined::Value(read(value)?),
    })
}
