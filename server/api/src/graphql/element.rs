//! An element and what it is connected with.

use std::sync::Arc;

use archweave_app::Selecting;
use archweave_app::parts::ending_at_parts;
use archweave_model::element::Element;
use archweave_model::folders::folder_of;
use archweave_model::graph::{self, Follow, Reached};
use archweave_model::metamodel::{ElementKind, common_attributes};
use archweave_model::report;
use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};

use super::commit::{CommitConnection, commits};
use super::connection::{connection, page_size, slice};
use super::diagnostic::DiagnosticObject;
use super::document::DocumentObject;
use super::kind::KindObject;
use super::part::{ExternalObject, PartObject, ReviewObject, external, parts_of, reviewed};
use super::property::{
    ClassificationObject, LifecycleObject, LocalizedText, OwnersObject, PropertyObject, as_text, languages,
    lifecycle, owners, properties, read,
};
use super::relation::{RelationConnection, RelationObject, wanted};
use super::report::{CompletenessObject, completeness};
use super::scope::Scope;
use super::view::ViewObject;
use super::{global_id, invalid};

/// How deep a neighbourhood may be asked for.
const MAX_DEPTH: u32 = 20;
/// How many elements a neighbourhood may have.
const MAX_REACHED: usize = 10_000;

/// Which way relations are followed.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Both ways.
    Both,
}

impl From<Direction> for graph::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Out => Self::Out,
            Direction::In => Self::In,
            Direction::Both => Self::Both,
        }
    }
}

/// An element of a model at a revision.
#[derive(Clone)]
pub(super) struct ElementObject {
    pub scope: Arc<Scope>,
    pub slot: u32,
    pub element: Arc<Element>,
}

impl ElementObject {
    pub fn find(scope: &Arc<Scope>, id: &str) -> Option<Self> {
        Self::at(scope, scope.snapshot().slot_of(id)?)
    }

    pub fn at(scope: &Arc<Scope>, slot: u32) -> Option<Self> {
        let element = scope.snapshot().element_at(slot)?.clone();
        Some(Self { scope: scope.clone(), slot, element })
    }

    fn known_kind(&self) -> Option<&ElementKind> {
        let snapshot = self.scope.snapshot();
        snapshot.kind_at(self.slot).map(|index| snapshot.metamodel().kind(index))
    }

    fn relations_of(&self, direction: Direction, kinds: Option<&[String]>) -> Vec<RelationObject> {
        let snapshot = self.scope.snapshot();
        let id = self.element.id.as_str();
        let mut found = Vec::new();
        if direction != Direction::In {
            found.extend(snapshot.outgoing(id));
        }
        if direction != Direction::Out {
            found.extend(snapshot.incoming(id));
            found.extend(ending_at_parts(snapshot, self.slot));
        }
        let wanted = wanted(snapshot, kinds);
        let found = found.into_iter().filter(|entry| wanted(entry.relation));
        found.map(|entry| RelationObject::new(&self.scope, &entry, Some(id))).collect()
    }

    fn reach(&self, direction: Direction, depth: i32, kinds: Option<&[String]>) -> Result<Vec<Reached>> {
        let depth = u32::try_from(depth).ok().filter(|depth| *depth <= MAX_DEPTH);
        let depth = depth.ok_or_else(|| invalid(format!("`depth` is a number from 0 to {MAX_DEPTH}")))?;
        let snapshot = self.scope.snapshot();
        let follow = follow(&self.scope, kinds);
        Ok(graph::reach(snapshot, self.slot, direction.into(), depth, &follow, MAX_REACHED))
    }

    fn reached(
        &self,
        found: Vec<Reached>,
        first: Option<i32>,
        after: Option<&str>,
    ) -> Result<ReachedConnection> {
        let page = slice(found, first, after)?;
        Ok(ReachedConnection(page.map(|step| ReachedObject { scope: self.scope.clone(), step })))
    }
}

/// Which relations a question follows.
pub(super) fn follow(scope: &Scope, kinds: Option<&[String]>) -> Follow {
    match kinds {
        None => Follow::all(),
        Some(kinds) => Follow::kinds(scope.snapshot(), kinds.iter().map(String::as_str)),
    }
}

/// One thing of the organisation.
#[Object(name = "Element")]
impl ElementObject {
    /// Opaque; unique across types, models and revisions.
    pub async fn id(&self) -> ID {
        global_id::encode("Element", &self.scope, self.element.id.as_str())
    }

    /// The id in the files.
    async fn element_id(&self) -> &str {
        self.element.id.as_str()
    }

    /// The id in the files, as every concept has one.
    pub async fn concept_id(&self) -> &str {
        self.element.id.as_str()
    }

    /// Name of the kind: `business-process`.
    pub async fn kind_id(&self) -> &str {
        self.element.kind.as_str()
    }

    /// The kind; none if the metamodel does not know it.
    async fn kind(&self) -> Option<KindObject> {
        let index = self.scope.snapshot().kind_at(self.slot)?;
        Some(KindObject { scope: self.scope.clone(), index })
    }

    /// Layer of the kind.
    async fn layer(&self) -> Option<&'static str> {
        self.known_kind().map(|kind| kind.layer.id())
    }

    /// Name in a language, or in the first one written.
    pub async fn name(&self, language: Option<String>) -> String {
        read(&self.element.name, language.as_deref())
    }

    /// Name in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        languages(&self.element.name)
    }

    /// Prose.
    pub async fn description(&self, language: Option<String>) -> String {
        read(&self.element.description, language.as_deref())
    }

    /// Specializations; the first is the primary one.
    async fn specializations(&self) -> Vec<&str> {
        self.element.specializations.iter().map(|s| &**s).collect()
    }

    /// Who answers for it.
    async fn owners(&self) -> OwnersObject {
        owners(&self.scope, &self.element.owners)
    }

    /// Where it stands in its life.
    async fn lifecycle(&self) -> Option<LifecycleObject> {
        self.element.lifecycle.as_deref().map(lifecycle)
    }

    /// Its cells of the Zachman framework.
    async fn classification(&self) -> ClassificationObject {
        let confirmed = &self.element.zachman;
        let default = self.known_kind().and_then(|kind| kind.default_cell(&self.element));
        match confirmed.is_empty() {
            true => ClassificationObject {
                cells: default.map(Into::into).into_iter().collect(),
                is_confirmed: false,
            },
            false => ClassificationObject {
                cells: confirmed.iter().map(ToString::to_string).collect(),
                is_confirmed: true,
            },
        }
    }

    /// Free labels.
    async fn tags(&self) -> Vec<&str> {
        self.element.tags.iter().map(|t| &**t).collect()
    }

    /// The kind's attributes and free properties.
    async fn properties(&self) -> Vec<PropertyObject> {
        let definitions = self.known_kind().map_or(&[][..], |kind| &kind.properties);
        properties(&self.scope, &self.element.properties, definitions)
    }

    /// The value of one property as text.
    async fn property(&self, key: String) -> Option<String> {
        self.element.properties.get(&key).map(as_text)
    }

    /// Attributes that every element may have, such as `external` or `confidentiality`.
    async fn attributes(&self) -> Vec<PropertyObject> {
        let definitions: Vec<_> = common_attributes().cloned().collect();
        properties(&self.scope, &self.element.attributes, &definitions)
    }

    /// What it has of the attributes, owners and relations that its kind asks for.
    async fn completeness(&self) -> CompletenessObject {
        completeness(&self.scope, &report::completeness(self.scope.snapshot(), self.slot))
    }

    /// Its attributes, operations, states, messages and the like, of one list or of all.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn parts(&self, list: Option<String>) -> Vec<PartObject> {
        let definitions = self.known_kind().map_or(&[][..], |kind| &kind.properties);
        parts_of(&self.scope, &self.element, definitions, list.as_deref())
    }

    /// The same thing in other systems.
    async fn external(&self) -> Vec<ExternalObject> {
        external(&self.element)
    }

    /// Who looked at it last, and when.
    async fn reviewed(&self) -> Option<ReviewObject> {
        reviewed(&self.scope, &self.element)
    }

    /// public, internal, sensitive or secret.
    async fn confidentiality(&self) -> Option<&str> {
        self.element.attributes.text("confidentiality")
    }

    /// Relations that start or end here, outgoing ones first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 1")]
    async fn relations(
        &self,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RelationConnection> {
        let found = self.relations_of(direction, kinds.as_deref());
        Ok(RelationConnection(slice(found, first, after.as_deref())?))
    }

    /// Relations that start here.
    #[graphql(complexity = "page_cost(first) * child_complexity + 1")]
    async fn outgoing(
        &self,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RelationConnection> {
        let found = self.relations_of(Direction::Out, kinds.as_deref());
        Ok(RelationConnection(slice(found, first, after.as_deref())?))
    }

    /// Relations that end here.
    #[graphql(complexity = "page_cost(first) * child_complexity + 1")]
    async fn incoming(
        &self,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<RelationConnection> {
        let found = self.relations_of(Direction::In, kinds.as_deref());
        Ok(RelationConnection(slice(found, first, after.as_deref())?))
    }

    /// Elements within some steps, nearest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 20")]
    async fn neighbourhood(
        &self,
        #[graphql(default = 1)] depth: i32,
        #[graphql(default_with = "Direction::Both")] direction: Direction,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ReachedConnection> {
        self.reached(self.reach(direction, depth, kinds.as_deref())?, first, after.as_deref())
    }

    /// Elements that may be touched if this one changes: what it leads to along relations, nearest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 20")]
    async fn impact(
        &self,
        #[graphql(default = 5)] depth: i32,
        #[graphql(default_with = "Direction::Out")] direction: Direction,
        kinds: Option<Vec<String>>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<ReachedConnection> {
        self.reached(self.reach(direction, depth, kinds.as_deref())?, first, after.as_deref())
    }

    /// Views that show it: because their content names it, then because they select it.
    async fn views(&self) -> Vec<ViewObject> {
        let (snapshot, id) = (self.scope.snapshot(), self.element.id.as_str());
        let selecting = Selecting::of(snapshot);
        let ids = snapshot.views_showing(id).iter().chain(selecting.showing(id));
        ids.filter_map(|id| ViewObject::find(&self.scope, id.as_str())).collect()
    }

    /// What is wrong with it.
    async fn diagnostics(&self) -> Vec<DiagnosticObject> {
        let report = self.scope.model.report_of(&self.scope.revision, self.element.id.as_str());
        report.diagnostics.into_iter().map(|found| DiagnosticObject::new(&self.scope, found)).collect()
    }

    /// Path of its file.
    async fn file(&self) -> Option<&str> {
        self.scope.snapshot().file_at(self.slot)
    }

    /// The folder of its file; empty for the root.
    async fn folder(&self) -> &str {
        self.scope.snapshot().file_at(self.slot).map_or("", folder_of)
    }

    /// The text of its file, and where it stands there.
    #[graphql(complexity = "child_complexity + 20")]
    async fn source(&self) -> Result<Option<DocumentObject>> {
        let file = self.scope.snapshot().file_at(self.slot);
        file.map(|file| DocumentObject::read(&self.scope, file, self.element.place.0)).transpose()
    }

    /// Commits that changed its file, newest first.
    #[graphql(complexity = "page_cost(first) * child_complexity + 200")]
    async fn history(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<CommitConnection> {
        let file = self.scope.snapshot().file_at(self.slot).map(str::to_owned);
        commits(ctx, &self.scope, file, page_size(first)?, after.as_deref())
    }
}

connection!(ElementConnection, ElementEdge, ElementObject, "ElementConnection", "ElementEdge");

/// An element that was reached by following relations.
pub(super) struct ReachedObject {
    scope: Arc<Scope>,
    step: Reached,
}

#[Object(name = "Reached")]
impl ReachedObject {
    /// The element.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::at(&self.scope, self.step.slot)
    }

    /// Number of steps from the start.
    async fn depth(&self) -> u32 {
        self.step.depth
    }

    /// The element one step nearer to the start.
    async fn from(&self) -> Option<ElementObject> {
        ElementObject::at(&self.scope, self.step.from)
    }

    /// The relation of the last step.
    async fn relation(&self) -> Option<RelationObject> {
        let entry = self.scope.snapshot().relation_at(self.step.relation)?;
        Some(RelationObject::new(&self.scope, &entry, None))
    }
}

connection!(ReachedConnection, ReachedEdge, ReachedObject, "ReachedConnection", "ReachedEdge");

/// One step of a path.
#[derive(SimpleObject)]
#[graphql(name = "PathStep")]
pub(super) struct PathStep {
    /// The relation.
    pub relation: Option<RelationObject>,
    /// The element it leads to.
    pub element: Option<ElementObject>,
}

/// What a page costs: its length.
pub(super) fn page_cost(first: Option<i32>) -> usize {
    let default = super::connection::DEFAULT_PAGE;
    first.map_or(default, |n| usize::try_from(n).unwrap_or(default)).max(1)
}
