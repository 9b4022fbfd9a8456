//! For whom a view is shown, and in whose words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text::Text;
use crate::viewpoint::Show;

/// Readers with words of their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audience {
    /// Id in files and addresses.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// Who they are.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub description: Text,
    /// An audience whose words are used where this one has none: `business`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// How views are shown to them; which elements are shown never depends on it.
    #[serde(skip_serializing_if = "Show::is_empty")]
    pub show: Show,
}

/// An entry of the glossary: what a thing is called, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Term {
    /// Unique in the glossary.
    pub id: String,
    /// The word that everybody should use.
    pub name: Text,
    /// What it means.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub definition: Text,
    /// Elements that it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<String>,
    /// A kind that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Other words that mean the same and should not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<Text>,
    /// The word of an audience, by its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub audiences: BTreeMap<String, Text>,
}
