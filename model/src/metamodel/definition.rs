//! What a metamodel file says, before names are resolved. The library's files and those of a
//! repository have the same shape.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// One metamodel file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extension {
    /// Only in the library: the namespace of unqualified ids in this file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
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
    /// Attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyDefinition>,
}

/// An attribute: of the kind it is written in, or of those it names in `on`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PropertyDefinition {
    /// Key in `properties`.
    pub key: String,
    /// Kinds of elements or relations that have it; only outside a kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: PropertyType,
    /// Of an enum: the values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<EnumValue>,
    /// Of a reference: the kinds it may point to; empty for any element.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Of a list: what each item is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<PropertyDefinition>>,
    /// Of a record: its fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<PropertyDefinition>,
    /// Smallest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// An element without it is incomplete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Name for readers.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub label: Text,
    /// Prose.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub description: Text,
}

/// Type of a property's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PropertyType {
    /// Any text.
    #[default]
    Text,
    /// Text that may have several languages.
    Localized,
    /// Whole number.
    Integer,
    /// Number with a point.
    Decimal,
    /// true or false.
    Boolean,
    /// `YYYY-MM-DD`.
    Date,
    /// ISO 8601: `P1DT2H`.
    Duration,
    /// Absolute address with a scheme.
    Url,
    /// One of `values`.
    Enum,
    /// Id of an element.
    Reference,
    /// Several of `items`.
    List,
    /// Named `fields`.
    Record,
}

impl PropertyType {
    /// Every type with its name.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Text, "text"),
        (Self::Localized, "localized"),
        (Self::Integer, "integer"),
        (Self::Decimal, "decimal"),
        (Self::Boolean, "boolean"),
        (Self::Date, "date"),
        (Self::Duration, "duration"),
        (Self::Url, "url"),
        (Self::Enum, "enum"),
        (Self::Reference, "reference"),
        (Self::List, "list"),
        (Self::Record, "record"),
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// A value of an enum: `high`, or `{ id: high, label: { en: High, zh: 高 } }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum EnumValue {
    /// Only the value.
    Plain(String),
    /// With a name for readers.
    Labelled {
        /// The value.
        id: String,
        /// Name for readers.
        label: Text,
    },
}

impl EnumValue {
    /// The value as files write it.
    pub fn id(&self) -> &str {
        match self {
            Self::Plain(id) | Self::Labelled { id, .. } => id,
        }
    }
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
