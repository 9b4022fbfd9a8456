//! A relation and its ends.

use std::sync::Arc;

use archweave_model::element::{Access, Element, Relation};
use archweave_model::metamodel::RelationIndex;
use archweave_model::parts;
use archweave_model::snapshot::{EndRef, RelationEntry, Snapshot};
use async_graphql::{ID, Interface, Object};

use super::connection::connection;
use super::element::ElementObject;
use super::global_id;
use super::metamodel::RelationKindObject;
use super::part::PartObject;
use super::property::{LocalizedText, PropertyObject, as_text, languages, properties, read};
use super::scope::Scope;

/// A relation of a model at a revision.
#[derive(Clone)]
pub(super) struct RelationObject {
    pub scope: Arc<Scope>,
    /// The element that holds the relation, and the position there; none for one without a source.
    held: Result<(Arc<Element>, u32), Arc<Relation>>,
    /// Where a list of relations was asked for: the id of its element.
    seen_from: Option<Arc<str>>,
}

/// An end of a relation: an element or a relation.
#[derive(Interface)]
#[expect(clippy::duplicated_attributes, reason = "two fields of an interface may have the same type")]
#[graphql(
    name = "Concept",
    field(name = "id", ty = "ID", desc = "Opaque; unique across types, models and revisions."),
    field(name = "concept_id", ty = "&str", desc = "The id in the files."),
    field(name = "kind_id", ty = "&str", desc = "Name of the kind."),
    field(
        name = "name",
        ty = "String",
        desc = "Name in a language, or in the first one written.",
        arg(name = "language", ty = "Option<String>")
    ),
    field(
        name = "description",
        ty = "String",
        desc = "Prose.",
        arg(name = "language", ty = "Option<String>")
    )
)]
pub(super) enum Concept {
    /// An element.
    Element(ElementObject),
    /// A relation.
    Relation(RelationObject),
}

impl Concept {
    pub fn find(scope: &Arc<Scope>, id: &str) -> Option<Self> {
        match scope.snapshot().end(id)? {
            EndRef::Element(slot) | EndRef::Part(slot) => ElementObject::at(scope, slot).map(Self::Element),
            EndRef::Relation(entry) => Some(Self::Relation(RelationObject::new(scope, &entry, None))),
        }
    }
}

/// A test whether a relation is of the kinds asked for; labelled directions count as their ArchiMate
/// relation.
pub(super) fn wanted<'a>(
    snapshot: &'a Snapshot,
    kinds: Option<&'a [String]>,
) -> impl Fn(&Relation) -> bool + 'a {
    let metamodel = snapshot.metamodel();
    let indexes: Option<Vec<RelationIndex>> =
        kinds.map(|kinds| kinds.iter().filter_map(|kind| metamodel.relation_index(kind)).collect());
    move |relation| match &indexes {
        None => true,
        Some(indexes) => metamodel.relation_index(relation.kind.as_str()).is_some_and(|kind| {
            indexes.contains(&kind) || indexes.contains(&metamodel.relation(kind).archimate)
        }),
    }
}

impl RelationObject {
    pub fn new(scope: &Arc<Scope>, entry: &RelationEntry<'_>, seen_from: Option<&str>) -> Self {
        let snapshot = scope.snapshot();
        let held = match entry.owner.and_then(|owner| snapshot.element(owner.id.as_str())) {
            Some(owner) => Ok((owner.clone(), entry.position())),
            None => Err(Arc::new(entry.relation.clone())),
        };
        Self { scope: scope.clone(), held, seen_from: seen_from.map(Into::into) }
    }

    pub fn find(scope: &Arc<Scope>, id: &str) -> Option<Self> {
        let entry = scope.snapshot().relation(id)?;
        Some(Self::new(scope, &entry, None))
    }

    pub fn relation(&self) -> &Relation {
        match &self.held {
            Ok((owner, position)) => &owner.relations[*position as usize],
            Err(relation) => relation,
        }
    }

    fn source_id(&self) -> &str {
        match &self.held {
            Ok((owner, _)) => self.relation().source(&owner.id),
            Err(relation) => relation.from.as_ref().map_or("", |from| from.as_str()),
        }
    }

    fn kind_index(&self) -> Option<RelationIndex> {
        self.scope.snapshot().metamodel().relation_index(self.relation().kind.as_str())
    }
}

/// A typed connection between two concepts.
#[Object(name = "Relation")]
impl RelationObject {
    /// Opaque; unique across types, models and revisions.
    pub async fn id(&self) -> ID {
        global_id::encode("Relation", &self.scope, self.relation().id.as_str())
    }

    /// The id in the files.
    async fn relation_id(&self) -> &str {
        self.relation().id.as_str()
    }

    /// The id in the files, as every concept has one.
    pub async fn concept_id(&self) -> &str {
        self.relation().id.as_str()
    }

    /// Name of the kind: `serving`.
    pub async fn kind_id(&self) -> &str {
        self.relation().kind.as_str()
    }

    /// The kind; none if the metamodel does not know it.
    async fn kind(&self) -> Option<RelationKindObject> {
        Some(RelationKindObject { scope: self.scope.clone(), index: self.kind_index()? })
    }

    /// Label in a language, or in the first one written.
    pub async fn name(&self, language: Option<String>) -> String {
        read(&self.relation().name, language.as_deref())
    }

    /// Label in every language.
    async fn names(&self) -> Vec<LocalizedText> {
        languages(&self.relation().name)
    }

    /// Prose.
    pub async fn description(&self, language: Option<String>) -> String {
        read(&self.relation().description, language.as_deref())
    }

    /// Where it starts; none if that is not in the model.
    async fn source(&self) -> Option<Concept> {
        Concept::find(&self.scope, self.source_id())
    }

    /// Where it ends; none if that is not in the model.
    async fn target(&self) -> Option<Concept> {
        Concept::find(&self.scope, self.relation().to.as_str())
    }

    /// The part of `source` at which it starts, if it names one.
    async fn source_part(&self) -> Option<PartObject> {
        part(&self.scope, self.source_id())
    }

    /// The part of `target` at which it ends, if it names one.
    async fn target_part(&self) -> Option<PartObject> {
        part(&self.scope, self.relation().to.as_str())
    }

    /// In a list of an element's relations: the other end.
    async fn other(&self) -> Option<Concept> {
        let here = self.seen_from.as_deref()?;
        let target = self.relation().to.as_str();
        let is_here = target == here || parts::split(target).is_some_and(|(element, _)| element == here);
        Concept::find(&self.scope, if is_here { self.source_id() } else { target })
    }

    /// Id of where it starts.
    #[graphql(name = "sourceId")]
    async fn source_text(&self) -> &str {
        self.source_id()
    }

    /// Id of where it ends.
    async fn target_id(&self) -> &str {
        self.relation().to.as_str()
    }

    /// Specializations; the first is the primary one.
    async fn specializations(&self) -> Vec<&str> {
        self.relation().specializations.iter().map(|s| &**s).collect()
    }

    /// Of an access relation: write, read, access or read-write.
    async fn access(&self) -> Option<&'static str> {
        let relation = self.relation();
        match relation.access {
            Some(access) => Some(access.name()),
            None => (relation.kind.as_str() == "access").then_some(Access::Write.name()),
        }
    }

    /// Of an influence relation.
    async fn strength(&self) -> Option<&str> {
        self.relation().strength.as_deref()
    }

    /// Of an association.
    async fn directed(&self) -> bool {
        self.relation().directed
    }

    /// The kind's attributes and free properties.
    async fn properties(&self) -> Vec<PropertyObject> {
        let metamodel = self.scope.snapshot().metamodel();
        let definitions = self.kind_index().map_or(&[][..], |index| &metamodel.relation(index).properties);
        properties(&self.scope, &self.relation().properties, definitions)
    }

    /// The value of one property as text.
    async fn property(&self, key: String) -> Option<String> {
        self.relation().properties.get(&key).map(as_text)
    }
}

/// The part that the end of a relation names; none if it names an element or a relation.
fn part(scope: &Arc<Scope>, id: &str) -> Option<PartObject> {
    match scope.snapshot().end(id)? {
        EndRef::Part(_) => PartObject::find(scope, id),
        EndRef::Element(_) | EndRef::Relation(_) => None,
    }
}

connection!(RelationConnection, RelationEdge, RelationObject, "RelationConnection", "RelationEdge");
