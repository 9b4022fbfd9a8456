//! Elements, and the relations that start at them.

use serde::{Deserialize, Serialize};

use crate::id::{ElementId, EndId, KindId, RelationId};
use crate::text::Text;
use crate::value::Properties;

/// One thing of the organisation, of one kind, with the relations that start at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// Stable for life.
    pub id: ElementId,
    /// As written, in shortest form; it may name a kind that the metamodel does not know.
    pub kind: KindId,
    /// May be empty: imported concepts are sometimes unnamed.
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Names or ids of specializations of the kind; the first is the primary one.
    pub specializations: Box<[Box<str>]>,
    /// Only for `junction`: and (the default) or or.
    pub junction: Junction,
    /// Who answers for it.
    pub owners: Owners,
    /// Where it stands in its life.
    pub lifecycle: Option<Box<Lifecycle>>,
    /// Zachman cells confirmed by a person (`row.column`); empty means the kind's default.
    pub zachman: Box<[Box<str>]>,
    /// Free labels.
    pub tags: Box<[Box<str>]>,
    /// Other top-level keys: attributes every element may have, and keys this version does not know.
    pub attributes: Properties,
    /// The kind's own attributes and free properties.
    pub properties: Properties,
    /// In the order written.
    pub relations: Vec<Relation>,
    /// What importers keep for the way back, by tool.
    pub extra: Properties,
    /// Where in its file the element stands.
    pub place: Place,
}

impl Element {
    /// An element with nothing but its id and kind.
    pub fn new(id: ElementId, kind: KindId) -> Self {
        Self {
            id,
            kind,
            name: Text::default(),
            description: Text::default(),
            specializations: Box::default(),
            junction: Junction::And,
            owners: Owners::default(),
            lifecycle: None,
            zachman: Box::default(),
            tags: Box::default(),
            attributes: Properties::default(),
            properties: Properties::default(),
            relations: Vec::new(),
            extra: Properties::default(),
            place: Place::default(),
        }
    }
}

/// A typed connection that starts at the element which holds it, or at one of the relations there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Written, or derived from the ends.
    pub id: RelationId,
    /// Whether the file gives the id. Anything that is referred to has a written id.
    pub has_written_id: bool,
    /// As written, in shortest form.
    pub kind: KindId,
    /// Where it starts, if not at the element that holds it: at a relation held by the same
    /// element, or, for a relation without an element, at something the model does not have.
    pub from: Option<EndId>,
    /// Where it ends: an element or a relation.
    pub to: EndId,
    /// Label.
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Names or ids of specializations.
    pub specializations: Box<[Box<str>]>,
    /// Of an access relation; none means write, as in the standard.
    pub access: Option<Access>,
    /// Of an influence relation: `+`, `++`, 7 ...
    pub strength: Option<Box<str>>,
    /// Of an association: drawn with an arrow head.
    pub directed: bool,
    /// Keys this version does not know.
    pub attributes: Properties,
    /// The kind's own attributes and free properties.
    pub properties: Properties,
    /// What importers keep for the way back, by tool.
    pub extra: Properties,
    /// Where in its file the relation stands.
    pub place: Place,
}

impl Relation {
    /// A relation with nothing but its identity, kind and target.
    pub fn new(id: RelationId, kind: KindId, to: EndId) -> Self {
        Self {
            id,
            has_written_id: true,
            kind,
            from: None,
            to,
            name: Text::default(),
            description: Text::default(),
            specializations: Box::default(),
            access: None,
            strength: None,
            directed: false,
            attributes: Properties::default(),
            properties: Properties::default(),
            extra: Properties::default(),
            place: Place::default(),
        }
    }

    /// Id of what it starts at; `owner` is the element that holds it.
    pub fn source<'a>(&'a self, owner: &'a ElementId) -> &'a str {
        self.from.as_ref().map_or(owner.as_str(), EndId::as_str)
    }
}

/// Which junction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Junction {
    /// All of its relations.
    #[default]
    And,
    /// Any of its relations.
    Or,
}

/// What an access relation does to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Access {
    /// Changes it; the default of the standard.
    Write,
    /// Reads it.
    Read,
    /// Not specified.
    Access,
    /// Both.
    ReadWrite,
}

impl Access {
    /// Every mode with its name in files, GraphQL and pages.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Write, "write"),
        (Self::Read, "read"),
        (Self::Access, "access"),
        (Self::ReadWrite, "read-write"),
    ];

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(a, _)| *a)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Who answers for an element, on both sides: an element's id or free text each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owners {
    /// The business side; what plain `owner:` means.
    pub business: Option<Box<str>>,
    /// The technology side.
    pub technology: Option<Box<str>>,
}

/// Where an element stands in its life, and between which days.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// One of [`LIFECYCLE_STATES`], or what was written instead.
    pub state: Option<Box<str>>,
    /// Day it begins, `YYYY-MM-DD`.
    pub since: Option<Box<str>>,
    /// Day it ends, `YYYY-MM-DD`.
    pub until: Option<Box<str>>,
}

/// The states of a lifecycle, in order.
pub const LIFECYCLE_STATES: [&str; 5] = ["proposed", "planned", "active", "phase-out", "retired"];

/// Attributes every element may have beside those that are fields of [`Element`].
pub const COMMON_ATTRIBUTES: [&str; 7] =
    ["steward", "plateaus", "aliases", "external", "source", "reviewed", "confidentiality"];

/// Byte offset at which something starts in its file; 0 if it was not read from a file.
///
/// Never part of a comparison: the same element read from two layouts of a file is the same.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Place(pub u32);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}
