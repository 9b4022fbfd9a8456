//! What a kind says beyond its identity: cells by value, and the relations its elements should have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::element::Element;
use crate::rules::as_boolean;
use crate::text::Text;

/// A Zachman cell for the elements whose properties have these values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellRule {
    /// Property keys and the value each must have; `*` for any. None fits every element.
    #[serde(default)]
    pub when: BTreeMap<String, String>,
    /// `row.column`.
    pub cell: String,
}

impl CellRule {
    /// Whether the element has the values.
    pub fn fits(&self, element: &Element) -> bool {
        self.when.iter().all(|(key, wanted)| {
            let items = element.properties.get(key).map_or(&[][..], |value| value.items());
            items.iter().any(|item| match wanted.as_str() {
                "*" => item.as_text() != Some(""),
                wanted => item.as_text().is_some_and(|text| {
                    text == wanted || as_boolean(text).is_some_and(|text| as_boolean(wanted) == Some(text))
                }),
            })
        })
    }
}

/// A relation that an element of a kind should have; without it the element is incomplete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Kind of relation: ArchiMate's, which takes its labelled directions too, or one of these.
    pub relation: String,
    /// Which end the element is; an association may have it at either.
    #[serde(rename = "as")]
    pub end: EndRole,
    /// Kinds of which the other end is one; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Relations that do as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub or: Vec<Link>,
    /// What is there when it is there: "split into requirements".
    pub label: Text,
}

/// A relation of an element with others: see [`Expectation`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Kind of relation.
    pub relation: String,
    /// Which end the element is.
    #[serde(rename = "as")]
    pub end: EndRole,
    /// Kinds of which the other end is one; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

impl Expectation {
    /// All relations of which one is enough: kind of relation, the element's end, kinds of the other.
    pub fn links(&self) -> impl Iterator<Item = (&str, EndRole, &[String])> {
        let also = self.or.iter().map(|link| (&*link.relation, link.end, &*link.with));
        std::iter::once((&*self.relation, self.end, &*self.with)).chain(also)
    }
}

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndRole {
    /// Where it starts.
    Source,
    /// Where it ends.
    Target,
}

impl EndRole {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
        }
    }
}
