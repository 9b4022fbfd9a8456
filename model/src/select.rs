//! Selector: which elements. One language for views, rules and GraphQL filters.

use foldhash::HashSet;
use serde::{Deserialize, Serialize};

use crate::element::Element;
use crate::metamodel::{KindIndex, Metamodel};
use crate::value::Value;

/// Which elements. Fields are *and*, the values of a field are *or*; an empty selector takes all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selector {
    /// Elements by id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<String>,
    /// Kinds, with the kinds that specialize them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Layers by id: `business`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<String>,
    /// Tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Zachman cells `row.column`, confirmed or by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<String>,
    /// Found in id, names, aliases or description, in any language; case is folded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Property key and the value it must have (one of them, for a list).
    #[serde(with = "pairs", skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<(String, String)>,
    /// At least one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Selector>,
    /// None of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Selector>>,
}

/// A selector made ready for many elements: names resolved, text folded.
#[derive(Clone, Debug)]
pub struct Matcher<'a> {
    metamodel: &'a Metamodel,
    selector: &'a Selector,
    ids: HashSet<&'a str>,
    kinds: Vec<bool>,
    text: Option<String>,
    any: Vec<Matcher<'a>>,
    not: Option<Box<Matcher<'a>>>,
}

impl Selector {
    /// Prepares the selector for a metamodel.
    pub fn matcher<'a>(&'a self, metamodel: &'a Metamodel) -> Matcher<'a> {
        let kinds = if self.kinds.is_empty() {
            Vec::new()
        } else {
            let wanted: Vec<KindIndex> =
                self.kinds.iter().filter_map(|name| metamodel.kind_index(name)).collect();
            metamodel.kinds().map(|(index, _)| wanted.iter().any(|w| metamodel.is_a(index, *w))).collect()
        };
        Matcher {
            metamodel,
            selector: self,
            ids: self.ids.iter().map(String::as_str).collect(),
            kinds,
            text: self.text.as_deref().map(fold),
            any: self.any.iter().map(|s| s.matcher(metamodel)).collect(),
            not: self.not.as_ref().map(|s| Box::new(s.matcher(metamodel))),
        }
    }
}

impl Matcher<'_> {
    /// Whether the element, of this kind, is selected.
    pub fn matches(&self, element: &Element, kind: Option<KindIndex>) -> bool {
        let known = kind.map(|index| self.metamodel.kind(index));
        let s = self.selector;
        (s.ids.is_empty() || self.ids.contains(element.id.as_str()))
            && (s.kinds.is_empty() || kind.is_some_and(|k| self.kinds[k.position()]))
            && (s.layers.is_empty() || known.is_some_and(|k| s.layers.iter().any(|l| l == k.layer.id())))
            && (s.tags.is_empty() || s.tags.iter().any(|t| has(&element.tags, t)))
            && (s.cells.is_empty() || self.in_cells(element, kind))
            && s.properties.iter().all(|(key, wanted)| property_is(element, key, wanted))
            && (self.any.is_empty() || self.any.iter().any(|m| m.matches(element, kind)))
            && self.not.as_ref().is_none_or(|m| !m.matches(element, kind))
            && self.text.as_ref().is_none_or(|text| mentions(element, text))
    }

    fn in_cells(&self, element: &Element, kind: Option<KindIndex>) -> bool {
        let wanted = &self.selector.cells;
        if !element.zachman.is_empty() {
            return wanted.iter().any(|cell| has(&element.zachman, cell));
        }
        let default = kind.and_then(|k| self.metamodel.kind(k).default_cell(element));
        default.is_some_and(|cell| wanted.iter().any(|w| w == cell))
    }
}

fn has(list: &[Box<str>], wanted: &str) -> bool {
    list.iter().any(|item| &**item == wanted)
}

fn property_is(element: &Element, key: &str, wanted: &str) -> bool {
    let value = element.properties.get(key).or_else(|| element.attributes.get(key));
    value.is_some_and(|v| v.items().iter().any(|item| item.as_text() == Some(wanted)))
}

/// Folds case for comparing.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Whether the folded `text` occurs in the element's id, names, aliases or description.
pub fn mentions(element: &Element, text: &str) -> bool {
    contains_folded(element.id.as_str(), text)
        || element.name.entries().any(|(_, t)| contains_folded(t, text))
        || element.attributes.get("aliases").is_some_and(|value| value_mentions(value, text))
        || element.description.entries().any(|(_, t)| contains_folded(t, text))
}

fn value_mentions(value: &Value, text: &str) -> bool {
    match value {
        Value::Text(t) => contains_folded(t, text),
        Value::List(items) => items.iter().any(|item| value_mentions(item, text)),
        Value::Record(entries) => entries.iter().any(|(_, item)| value_mentions(item, text)),
    }
}

/// Whether `text` contains the folded `needle`; ASCII text is compared without an allocation.
pub fn contains_folded(text: &str, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    if !text.is_ascii() {
        return fold(text).contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    text.len() >= needle.len() && text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

/// Pairs as a map: how people write them.
mod pairs {
    use serde::de::{MapAccess, Visitor};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(pairs: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(pairs.iter().map(|(key, value)| (key, value)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<(String, String)>, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, String)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map of property keys and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}
