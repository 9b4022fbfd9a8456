//! Views that somebody composed, as commits; and places that were computed, written down.
//!
//! A view is saved by the same way as any edit: permission, merge and findings are those of
//! [`Editor::commit_changes`].

use archweave_model::change::{ChangeSet, DocumentId, Edit, Field, ItemId, apply};
use archweave_model::id::ViewId;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{self, Asked, Bend, Layout, NodeLayout, View};
use archweave_model::yaml::Document;
use archweave_store::{BranchName, RevisionId};

use crate::change::Resolutions;
use crate::change::commit::{CommitOutcome, CommitRequest};
use crate::change::prepare::{NewItem, NewKind, Wanted, prepare};
use crate::draw::DrawOptions;
use crate::who::Editor;
use crate::{AppError, Revision};

/// A view to save.
#[derive(Clone, Debug)]
pub struct ViewToSave {
    /// Its id; none makes one from its name. A view of this id is changed.
    pub id: Option<ViewId>,
    /// Fields as in a file, to be set or, without a value, removed; others stay.
    pub fields: Vec<(Box<str>, Option<Value>)>,
    /// Its file or, with `/` at the end, its folder, if it is new.
    pub file: Option<Box<str>>,
    /// What becomes of its places.
    pub places: Places,
}

/// What becomes of the places of a view that is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Places {
    /// They stay as they are.
    #[default]
    Keep,
    /// Those that are computed now are written down, so that nothing moves any more.
    Freeze,
    /// None are kept: the view is laid out from the model.
    None,
}

/// Where and how it is saved.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// The branch.
    pub branch: BranchName,
    /// The revision that the view was composed on; none is where the branch is.
    pub base: Option<RevisionId>,
    /// Why; none for the usual sentence.
    pub message: Option<String>,
    /// Decisions about conflicts that an earlier try met.
    pub resolutions: Resolutions,
    /// Say what would come of it, and change nothing.
    pub is_dry_run: bool,
}

impl Editor {
    /// Saves a view, and says by which id.
    pub fn save_view(
        &self,
        view: ViewToSave,
        request: SaveRequest,
    ) -> Result<(ViewId, CommitOutcome), AppError> {
        let base = self.base(&request)?;
        let ViewToSave { id, fields, file, places } = view;
        let known = id.clone().filter(|id| base.snapshot().view(id.as_str()).is_some());
        let (id, mut edits) = match known {
            Some(id) => {
                let item = ItemId::View(id.clone());
                let fields = fields.into_iter().map(|(key, to)| Field {
                    path: vec![key],
                    from: None,
                    to,
                    before: None,
                });
                (id, vec![Edit::Update { item, fields: fields.collect() }])
            }
            None => self.new_view(&base, id, fields, file)?,
        };
        let old = base.snapshot().layout(id.as_str()).map(|layout| &**layout);
        match places {
            Places::Keep => {}
            Places::None => edits.extend(old.map(|_| removed(&id))),
            Places::Freeze => {
                // A view that cannot be made is refused below, with the reason.
                if let Some(view) = made(&base, &id, &edits) {
                    edits.extend(self.frozen(&base, &view, old)?);
                }
            }
        }
        let usual = || format!("Save view `{id}`");
        let outcome = self.commit_view(&base, edits, request, usual)?;
        Ok((id, outcome))
    }

    /// Lays a view out anew and writes the places down.
    pub fn relayout_view(&self, view: &ViewId, request: SaveRequest) -> Result<CommitOutcome, AppError> {
        let base = self.base(&request)?;
        let snapshot = base.snapshot();
        let Some(found) = snapshot.view(view.as_str()) else {
            return Err(AppError::NotFound(format!("no view `{view}` in this revision")));
        };
        let old = snapshot.layout(view.as_str()).map(|layout| &**layout);
        let edits = self.frozen(&base, found, old)?;
        self.commit_view(&base, edits, request, || format!("Lay out view `{view}` anew"))
    }

    fn base(&self, request: &SaveRequest) -> Result<std::sync::Arc<Revision>, AppError> {
        let hosted = self.model();
        let base = match request.base {
            Some(base) => base,
            None => hosted.branch_head(&request.branch)?,
        };
        hosted.revision(base)
    }

    fn new_view(
        &self,
        base: &Revision,
        id: Option<ViewId>,
        fields: Vec<(Box<str>, Option<Value>)>,
        file: Option<Box<str>>,
    ) -> Result<(ViewId, Vec<Edit>), AppError> {
        let fields: Properties = fields.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let wanted = match id {
            Some(id) => {
                let item = ItemId::View(id);
                Wanted::Edit(Edit::Create { item, holder: None, before: None, fields, file })
            }
            None => Wanted::New(NewItem { what: NewKind::View, holder: None, before: None, fields, file }),
        };
        let prepared = prepare(vec![wanted], &[base.snapshot()])?;
        let edits = prepared.changes.edits;
        match edits.first() {
            Some(Edit::Create { item: ItemId::View(id), .. }) => Ok((id.clone(), edits)),
            _ => Err(AppError::Internal("a new view is made by one edit".into())),
        }
    }

    /// Edits that write down where everything stands when it is laid out now.
    fn frozen(&self, base: &Revision, view: &View, old: Option<&Layout>) -> Result<Vec<Edit>, AppError> {
        let snapshot = base.snapshot();
        let language = snapshot.main_language();
        let asked = Asked::new(snapshot, view, None, language, None);
        if !view::keeps_places(&asked) {
            return Err(AppError::Invalid(format!(
                "`{}` is a table or a picture whose places mean something: they always come from the model, and \
                 there is nothing to write down",
                view.id
            )));
        }
        let options =
            DrawOptions { language: language.to_owned(), is_relaid: true, ..DrawOptions::default() };
        let answer = self.model().answer_unsaved(base, view, None, &options)?;
        let mut layout = view::freeze(&view.id, &answer.diagram);
        if let Some(old) = old {
            keep_styles(&mut layout, old);
        }
        let removed = old.map(|_| removed(&view.id));
        Ok(removed.into_iter().chain(written(&layout)).collect())
    }

    fn commit_view(
        &self,
        base: &Revision,
        edits: Vec<Edit>,
        request: SaveRequest,
        usual: impl FnOnce() -> String,
    ) -> Result<CommitOutcome, AppError> {
        self.commit_changes(CommitRequest {
            branch: request.branch,
            base: base.id(),
            message: request.message.unwrap_or_else(usual),
            changes: ChangeSet::new(edits),
            resolutions: request.resolutions,
            is_dry_run: request.is_dry_run,
        })
    }
}

/// The view as it will be.
fn made(base: &Revision, id: &ViewId, edits: &[Edit]) -> Option<View> {
    let applied = apply(base.snapshot(), &ChangeSet::new(edits.to_vec())).ok()?;
    match applied.changes.get(&DocumentId::View(id.clone())) {
        Some(change) => match &change.after.as_ref()?.document {
            Document::View(view) => Some((**view).clone()),
            _ => None,
        },
        // Nothing differs.
        None => base.snapshot().view(id.as_str()).map(|view| (**view).clone()),
    }
}

fn removed(view: &ViewId) -> Edit {
    Edit::Delete { item: ItemId::Layout(view.clone()), references: false, was: Properties::default() }
}

/// What people set about looks stays where places change.
fn keep_styles(layout: &mut Layout, old: &Layout) {
    for (id, place) in &mut layout.nodes {
        if let Some(known) = old.nodes.get(id) {
            place.style = known.style.clone();
        }
    }
    for (id, known) in old.connections.iter().filter(|(_, known)| !known.style.is_empty()) {
        layout.connections.entry(id.clone()).or_default().style = known.style.clone();
    }
}

/// Edits that make a layout.
fn written(layout: &Layout) -> impl Iterator<Item = Edit> {
    let view = &layout.view;
    let nodes = layout
        .nodes
        .iter()
        .map(|(id, place)| make(ItemId::NodeLayout(view.clone(), id.clone()), node_fields(place)));
    let lines = layout.connections.iter().map(|(id, place)| {
        let mut fields = Properties::default();
        if !place.bends.is_empty() {
            let bends = place.bends.iter().map(|bend| match bend {
                Bend::At(point) => numbers(point),
                Bend::Between(offsets) => numbers(offsets),
            });
            fields.set("bends", Value::List(bends.collect()));
        }
        if let Some(label) = &place.label {
            fields.set("label", numbers(label));
        }
        styled(&mut fields, &place.style);
        make(ItemId::ConnectionLayout(view.clone(), id.clone()), fields)
    });
    std::iter::once(make(ItemId::Layout(view.clone()), Properties::default())).chain(nodes).chain(lines)
}

fn node_fields(place: &NodeLayout) -> Properties {
    let sizes = [("x", Some(place.x)), ("y", Some(place.y)), ("w", place.w), ("h", place.h)];
    let mut fields = Properties::default();
    for (key, size) in sizes {
        if let Some(size) = size {
            fields.set(key, number(size));
        }
    }
    styled(&mut fields, &place.style);
    fields
}

fn styled(fields: &mut Properties, style: &Properties) {
    if !style.is_empty() {
        fields.set("style", Value::Record(style.clone()));
    }
}

fn number(value: f64) -> Value {
    Value::from(&*value.to_string())
}

fn numbers(values: &[f64]) -> Value {
    Value::List(values.iter().map(|value| number(*value)).collect())
}

fn make(item: ItemId, fields: Properties) -> Edit {
    Edit::Create { item, holder: None, before: None, fields, file: None }
}
