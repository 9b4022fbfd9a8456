//! What differs between two revisions.

use std::sync::Arc;

use archweave_app::AppError;
use archweave_app::change::{Comparison, Entry, FieldChange, Group, Sort, TouchedView};
use async_graphql::{Context, Enum, Object, Result, SimpleObject};

use super::change::ChangesObject;
use super::connection::{Page, connection, page_size, place_after};
use super::element::ElementObject;
use super::json::{AnyJson, to_json};
use super::scope::Scope;
use super::view::ViewObject;

/// What happened to a thing.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ChangeSort")]
pub(super) enum SortName {
    /// It is new.
    Added,
    /// It is there in both, and not the same.
    Changed,
    /// It is gone.
    Removed,
}

impl From<Sort> for SortName {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Added => Self::Added,
            Sort::Changed => Self::Changed,
            Sort::Removed => Self::Removed,
        }
    }
}

/// What differs between two revisions of a model.
pub(super) struct ComparisonObject {
    before: Arc<Scope>,
    after: Arc<Scope>,
    comparison: Comparison,
}

impl ComparisonObject {
    /// Compares; looks only at what differs.
    pub fn new(before: Arc<Scope>, after: Arc<Scope>) -> Result<Self, AppError> {
        let comparison = after.model.compare(&before.revision, &after.revision)?;
        Ok(Self { before, after, comparison })
    }

    /// Of what was compared already.
    pub fn of(before: Arc<Scope>, after: Arc<Scope>, comparison: Comparison) -> Self {
        Self { before, after, comparison }
    }

    /// A page of what differs, for people.
    pub fn page(&self, first: Option<i32>, after: Option<&str>) -> Result<EntryConnection> {
        let (size, start) = (page_size(first)?, place_after(after)?);
        let all = self.comparison.entries();
        let total = all.len();
        let entries = all.into_iter().enumerate().skip(start).take(size);
        let entries: Vec<_> = entries.map(|(n, entry)| (n.to_string(), self.entry(entry))).collect();
        let has_next = start.saturating_add(entries.len()) < total;
        Ok(EntryConnection(Page { entries, has_next, has_previous: start > 0, total }))
    }

    fn entry(&self, entry: Entry) -> EntryObject {
        let scope = if entry.sort == Sort::Removed { &self.before } else { &self.after };
        EntryObject { scope: scope.clone(), entry }
    }
}

/// What differs between two revisions of a model.
#[Object(name = "Comparison")]
impl ComparisonObject {
    /// The older revision.
    async fn before(&self) -> String {
        self.before.revision.id().to_string()
    }

    /// The newer one.
    async fn after(&self) -> String {
        self.after.revision.id().to_string()
    }

    /// Counts, and the edits that make the one the other.
    async fn changes(&self) -> ChangesObject {
        ChangesObject::new(Arc::new(self.comparison.edits.clone()))
    }

    /// Paths of files that differ and are not part of the model.
    async fn files(&self) -> Vec<&str> {
        self.comparison.files.iter().map(|path| &**path).collect()
    }

    /// Views that are touched: other ones, drawn elsewhere, or showing what changed; by id.
    #[graphql(complexity = "30 * child_complexity + 200")]
    async fn views(&self) -> Vec<TouchedViewObject> {
        let touched = self.comparison.touched_views(self.before.snapshot(), self.after.snapshot());
        let view = |touched: TouchedView| {
            let scope = if touched.sort == Sort::Removed { &self.before } else { &self.after };
            TouchedViewObject { scope: scope.clone(), touched }
        };
        touched.into_iter().map(view).collect()
    }

    /// What differs, for people: one entry for each thing, by group.
    #[graphql(complexity = "super::element::page_cost(first) * child_complexity + 100")]
    async fn entries(&self, first: Option<i32>, after: Option<String>) -> Result<EntryConnection> {
        self.page(first, after.as_deref())
    }
}

/// A view that a comparison touches.
pub(super) struct TouchedViewObject {
    scope: Arc<Scope>,
    touched: TouchedView,
}

/// A view that is another one, is drawn elsewhere, or shows what changed.
#[Object(name = "TouchedView")]
impl TouchedViewObject {
    /// The id in the files.
    async fn view_id(&self) -> &str {
        self.touched.view.as_str()
    }

    /// The view; as it was, if it is gone.
    async fn view(&self) -> Option<ViewObject> {
        ViewObject::find(&self.scope, self.touched.view.as_str())
    }

    /// What happened to the view itself; CHANGED, if only what it shows did.
    async fn sort(&self) -> SortName {
        self.touched.sort.into()
    }

    /// Elements it shows that are new.
    async fn added(&self) -> usize {
        self.touched.counts[0]
    }

    /// Elements it shows that changed.
    async fn changed(&self) -> usize {
        self.touched.counts[1]
    }

    /// Elements it showed that are gone.
    async fn removed(&self) -> usize {
        self.touched.counts[2]
    }

    /// Whether nothing but places of boxes and lines differs.
    async fn is_layout_only(&self) -> bool {
        self.touched.is_moved && !self.touched.is_edited && self.touched.counts == [0; 3]
    }
}

/// A thing that differs.
pub(super) struct EntryObject {
    scope: Arc<Scope>,
    entry: Entry,
}

/// A field that differs.
#[derive(SimpleObject)]
#[graphql(name = "FieldChange")]
pub(super) struct FieldObject {
    /// Keys that lead to it, joined by dots.
    attribute: String,
    /// What it was.
    before: Option<AnyJson>,
    /// What it is.
    after: Option<AnyJson>,
}

impl From<&FieldChange> for FieldObject {
    fn from(field: &FieldChange) -> Self {
        let value = |value: &Option<_>| value.as_ref().map(to_json);
        Self { attribute: field.path.clone(), before: value(&field.before), after: value(&field.after) }
    }
}

/// A thing that differs.
#[Object(name = "ChangeEntry")]
impl EntryObject {
    /// Its address, such as `element/crm`.
    async fn item(&self) -> String {
        self.entry.item.to_string()
    }

    /// elements, relations, views, layouts, metamodel, manifest, extra or files.
    async fn group(&self) -> &'static str {
        Group::of(&self.entry.item).name()
    }

    /// What happened to it.
    async fn sort(&self) -> SortName {
        self.entry.sort.into()
    }

    /// Its kind, of an element or a relation; else empty.
    async fn kind(&self) -> &str {
        &self.entry.kind
    }

    /// What people call it; may be empty.
    async fn name(&self) -> &str {
        &self.entry.name
    }

    /// Whether what stands in it is in another order.
    async fn is_reordered(&self) -> bool {
        self.entry.is_reordered
    }

    /// What changed in it; nothing of what is new or gone.
    async fn fields(&self) -> Vec<FieldObject> {
        self.entry.fields.iter().map(FieldObject::from).collect()
    }

    /// Of a view or a layout: what changed inside it.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn inner(&self) -> Vec<Self> {
        let object = |entry: &Entry| Self { scope: self.scope.clone(), entry: entry.clone() };
        self.entry.inner.iter().map(object).collect()
    }

    /// The element, where it is one; as it was, if it is gone.
    async fn element(&self) -> Option<ElementObject> {
        match &self.entry.item {
            archweave_app::change::ItemId::Element(id) => ElementObject::find(&self.scope, id.as_str()),
            _ => None,
        }
    }
}

connection!(EntryConnection, EntryEdge, EntryObject, "ChangeEntryConnection", "ChangeEntryEdge");

/// Opens both sides of a comparison.
pub(super) fn compare(
    ctx: &Context<'_>,
    model: Option<&str>,
    before: &str,
    after: &str,
) -> Result<ComparisonObject> {
    let model = Scope::model(ctx, model)?;
    let (before, after) = (Scope::open(ctx, model, before)?, Scope::open(ctx, model, after)?);
    ComparisonObject::new(before, after).map_err(super::to_graphql)
}
