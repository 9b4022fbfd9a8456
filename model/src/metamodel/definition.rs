//! What a metamodel file says, before names are resolved. The library's files and those of a
//! repository have the same shape.

use serde::{Deserialize, Serialize};

use crate::metamodel::property::PropertyDefinition;
use crate::metamodel::refinement::{CellRule, Expectation};
use crate::text::Text;
use crate::viewpoint::{Audience, Term, Viewpoint};

/// One metamodel file, or one of the glossary.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extension {
    /// Kinds of elements.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<KindDefinition>,
    /// Kinds of relations: labelled directions of ArchiMate relations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationDefinition>,
    /// More attributes of existing kinds of elements or relations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyDefinition>,
    /// Named sub-types of kinds (ArchiMate profiles).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specializations: Vec<Specialization>,
    /// Conventions for views.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub viewpoints: Vec<Viewpoint>,
    /// For whom views are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<Audience>,
    /// What things are called; a file of `glossary/` has these alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
}

/// A kind of element.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KindDefinition {
    /// Qualified in a repository: `acme:regulation`.
    pub id: String,
    /// What it specializes; the first decides the ArchiMate type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<String>,
    /// Name for readers.
    pub label: Text,
    /// Prose.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub description: Text,
    /// Layer id; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<String>,
    /// Aspect id; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect: Option<String>,
    /// A physical element of the technology layer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub physical: bool,
    /// Where elements of the kind live.
    #[serde(skip_serializing_if = "Home::is_model")]
    pub home: Home,
    /// Default Zachman cell, `row.column`; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Other cells by the value of a property; the first that fits wins over `cell`. A kind with a
    /// cell of its own does not take these from its parent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<CellRule>,
    /// Its place in TOGAF; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub togaf: Option<Togaf>,
    /// Its stage of the delivery chain; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Name of a shape under `templates/svg/shapes/`; absent means the parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<String>,
    /// Attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyDefinition>,
    /// Relations that an element of the kind should have; none means the parent's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expects: Vec<Expectation>,
}

/// Where elements of a kind live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Home {
    /// In git.
    #[default]
    Model,
    /// In the database: dated facts reported by machines.
    Ledger,
    /// Identity and plan in git, state computed from the database.
    Both,
}

impl Home {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Ledger => "ledger",
            Self::Both => "both",
        }
    }

    fn is_model(&self) -> bool {
        *self == Self::Model
    }
}

/// Place of a kind in TOGAF.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Togaf {
    /// Entity of the content metamodel.
    pub entity: String,
    /// ADM phases in which it is made or used.
    #[serde(default)]
    pub phases: Vec<String>,
}

/// A kind of relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RelationDefinition {
    /// Qualified in a repository: `acme:governed-by`.
    pub id: String,
    /// Only ArchiMate's own: the letter in the table of allowed relations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// The ArchiMate relation it is a labelled direction of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Only ArchiMate's own: structural, dependency, dynamic or other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Name for readers.
    pub label: Text,
    /// Read from source to target: "serves".
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub forward: Text,
    /// Read from target to source: "served by".
    #[serde(alias = "inverse", skip_serializing_if = "Text::is_empty")]
    pub backward: Text,
    /// Only ArchiMate's own: which of `access`, `strength`, `directed` it has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// Kinds it may start at; empty for whatever ArchiMate allows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Kinds it may end at; empty for whatever ArchiMate allows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Instead of `from` and `to`, where not every one goes with every other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// Attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyDefinition>,
}

/// A kind at which a relation may start, with one at which it then may end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Kind of the source.
    pub from: String,
    /// Kind of the target.
    pub to: String,
}

/// A named sub-type of a kind (an ArchiMate profile).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Specialization {
    /// Unique in the repository.
    pub id: String,
    /// Unique among those of the same kind; elements refer to it by this or by the id.
    pub name: String,
    /// Name for readers, where it has several languages.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// The kind of element or relation it specializes.
    pub of: String,
    /// Icon: a path under `images/`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What importers keep for the way back, by tool.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub extra: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Specialization {
    /// Name for a reader of `language`.
    pub fn title(&self, language: &str) -> &str {
        if self.label.is_empty() { &self.name } else { self.label.get(language) }
    }
}
