//! Kinds with their names resolved.

use crate::element::Element;
use crate::id::KindId;
use crate::metamodel::definition::{Home, Togaf};
use crate::metamodel::property::PropertyDefinition;
use crate::metamodel::refinement::{CellRule, Expectation};
use crate::text::Text;

/// Position of a kind of element in its metamodel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindIndex(pub(crate) u16);

impl KindIndex {
    /// As a position in a table that has one entry a kind.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

/// Position of a kind of relation in its metamodel; ArchiMate's eleven come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationIndex(pub(crate) u16);

impl RelationIndex {
    /// As a position in a table that has one entry a kind of relation.
    pub fn position(self) -> usize {
        usize::from(self.0)
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The id in files, GraphQL and addresses.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// Reads the id.
            pub fn parse(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

names! {
    /// Layer of a kind; physical elements belong to technology.
    Layer {
        /// What the organisation wants to be able to do.
        Strategy = "strategy",
        /// Business.
        Business = "business",
        /// Application.
        Application = "application",
        /// Technology, with the physical elements.
        Technology = "technology",
        /// Why.
        Motivation = "motivation",
        /// Implementation and migration.
        Implementation = "implementation",
        /// Grouping, location, junction.
        Other = "other",
    }
}

names! {
    /// Aspect of a kind.
    Aspect {
        /// Who or what acts.
        Active = "active",
        /// What is done.
        Behavior = "behavior",
        /// What it is done to.
        Passive = "passive",
        /// Why.
        Motivation = "motivation",
        /// Made of several aspects.
        Composite = "composite",
        /// Resource: active or passive.
        Structure = "structure",
        /// Junction.
        Connector = "connector",
    }
}

names! {
    /// Category of a relation.
    RelationCategory {
        /// Composition, aggregation, assignment, realization.
        Structural = "structural",
        /// Serving, access, influence, association.
        Dependency = "dependency",
        /// Triggering, flow.
        Dynamic = "dynamic",
        /// Specialization.
        Other = "other",
    }
}

/// A kind of element.
#[derive(Clone, Debug)]
pub struct ElementKind {
    /// Shortest name that resolves to it.
    pub id: KindId,
    /// `archimate`, `togaf`, `uml`, `bizdevops` or a repository's own.
    pub namespace: Box<str>,
    /// What it specializes; empty for ArchiMate's own.
    pub parents: Vec<KindIndex>,
    /// The ArchiMate type it is exported as, and that decides which relations are allowed; none for
    /// facts of the ledger that ArchiMate has no type for.
    pub archimate: Option<KindIndex>,
    /// Row and column in the table of allowed relations.
    pub(crate) row: u8,
    /// Name for readers.
    pub label: Text,
    /// Prose.
    pub description: Text,
    /// Layer.
    pub layer: Layer,
    /// Aspect.
    pub aspect: Aspect,
    /// A physical element of the technology layer.
    pub physical: bool,
    /// Where elements of the kind live.
    pub home: Home,
    /// Default Zachman cell, `row.column`; none for grouping and junction, and for the kinds that
    /// take the cell of what they hold.
    pub cell: Option<Box<str>>,
    /// Other cells, by the value of a property.
    pub cells: Vec<CellRule>,
    /// Its place in TOGAF.
    pub togaf: Option<Togaf>,
    /// Its stage of the delivery chain.
    pub stage: Option<Box<str>>,
    /// Name of its shape.
    pub shape: Box<str>,
    /// Its own attributes and those of its parents.
    pub properties: Vec<PropertyDefinition>,
    /// Relations that an element of the kind should have.
    pub expects: Vec<Expectation>,
}

impl ElementKind {
    /// The Zachman cell of an element of this kind for which nobody has confirmed one.
    pub fn default_cell(&self, element: &Element) -> Option<&str> {
        let by_value = self.cells.iter().find(|rule| rule.fits(element));
        by_value.map(|rule| &*rule.cell).or(self.cell.as_deref())
    }
}

/// A kind of relation.
#[derive(Clone, Debug)]
pub struct RelationKind {
    /// Shortest name that resolves to it.
    pub id: KindId,
    /// `archimate` or another namespace.
    pub namespace: Box<str>,
    /// The ArchiMate relation it is, or is a labelled direction of.
    pub archimate: RelationIndex,
    /// Letter of the ArchiMate relation in the table of allowed relations.
    pub key: char,
    /// Category of the ArchiMate relation.
    pub category: RelationCategory,
    /// Name for readers.
    pub label: Text,
    /// Read from source to target.
    pub forward: Text,
    /// Read from target to source.
    pub backward: Text,
    /// Whether it has an access mode, an influence strength, a direction.
    pub attributes: Vec<String>,
    /// Kinds it may start at; empty for whatever ArchiMate allows.
    pub from: Vec<KindIndex>,
    /// Kinds it may end at; empty for whatever ArchiMate allows.
    pub to: Vec<KindIndex>,
    /// Which of `from` goes with which of `to`; empty if every one does.
    pub pairs: Vec<(KindIndex, KindIndex)>,
    /// Its attributes.
    pub properties: Vec<PropertyDefinition>,
}
