//! Attributes of kinds and the types of their values.

use serde::{Deserialize, Serialize};

use crate::text::Text;

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
    /// An element without it is incomplete; a record without it is wrong.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// Computed from the ledger: never written in a file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub computed: bool,
    /// Of a list of records: each is a part of its element, with an `id` of its own and the address
    /// `element#id`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub parts: bool,
    /// Of a text in a part: it is the id of a part in one of these lists of the same element.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<String>,
    /// Kinds that specialize the kind do not have it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
    /// What a standard calls it: `TOGAF 9.1 Principle: Rationale`; several are separated by `; `.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub standard: String,
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

impl PropertyDefinition {
    /// What readers call a value of an enum, or of a list of them; none if it has no name.
    pub fn value_label(&self, value: &str, language: &str) -> Option<&str> {
        let of_items = self.items.iter().flat_map(|items| &items.values);
        let known = self.values.iter().chain(of_items).find(|known| known.id() == value)?;
        Some(known.label(language)).filter(|label| !label.is_empty())
    }
}

impl EnumValue {
    /// Name for readers; the value itself if it has none.
    pub fn label(&self, language: &str) -> &str {
        match self {
            Self::Plain(id) => id,
            Self::Labelled { id, label } => Some(label.get(language)).filter(|l| !l.is_empty()).unwrap_or(id),
        }
    }

    /// The value as files write it.
    pub fn id(&self) -> &str {
        match self {
            Self::Plain(id) | Self::Labelled { id, .. } => id,
        }
    }
}
