//! Items as records: named values in one normal form, whatever the spelling in a file.
//!
//! Of an element, `owner: x` is `owners: { business: x }`, and what may be one text or a list of texts
//! is a list, so that two people's edits of one attribute meet at one path.

use std::borrow::Cow;

use crate::change::id::ItemId;
use crate::value::{Properties, Value};
use crate::yaml::encode::Out;
use crate::yaml::tree::{Data, Node, Pair};

/// Fields that are maps and count as absent when they are empty.
pub(crate) const MAPS: [&str; 4] = ["properties", "extra", "owners", "style"];

/// Whether the format has such a map in an item: there as soon as it holds something, wherever it stands.
pub(crate) fn is_map(item: &ItemId, key: &str) -> bool {
    let is_drawn = matches!(item, ItemId::NodeLayout(..) | ItemId::ConnectionLayout(..));
    MAPS.contains(&key)
        && match key {
            "style" => is_drawn,
            "owners" => matches!(item, ItemId::Element(_)),
            "extra" => {
                !is_drawn && !matches!(item, ItemId::Manifest | ItemId::Extension(_) | ItemId::Extra(_))
            }
            _ => !is_drawn && !matches!(item, ItemId::Extension(_) | ItemId::Extra(_)),
        }
}

/// The record of what is written of an item, without the keys in `without`.
pub(crate) fn of(item: &ItemId, out: &Out<'_>, without: &[&str]) -> Properties {
    let Out::Map(entries) = out else { return Properties::default() };
    let kept = entries.iter().filter(|(key, _)| !without.contains(&&**key));
    kept.map(|(key, out)| normal(item, key, value(out))).collect()
}

/// Only what the format itself lets be written in several ways: other keys are kept as they are.
fn normal(item: &ItemId, key: &str, value: Value) -> (Box<str>, Value) {
    let is_element = matches!(item, ItemId::Element(_));
    let is_relation = matches!(item, ItemId::Relation(_));
    match (key, value) {
        ("owner", value) if is_element => ("owners".into(), Value::record([("business", value)])),
        ("lifecycle", Value::Text(state)) if is_element => {
            (key.into(), Value::record([("state", Value::Text(state))]))
        }
        ("zachman" | "tags", Value::Text(text)) if is_element => (key.into(), list_of(text)),
        ("specialization", Value::Text(text)) if is_element || is_relation => (key.into(), list_of(text)),
        (key, value) => (key.into(), value),
    }
}

fn list_of(text: Box<str>) -> Value {
    Value::List(Box::new([Value::Text(text)]))
}

/// The value of what is written; numbers and true/false become their text.
pub(crate) fn value(out: &Out<'_>) -> Value {
    match out {
        Out::Text(text) => Value::Text(text.as_ref().into()),
        Out::Plain(text) => Value::Text(text.as_str().into()),
        Out::List(items) => Value::List(items.iter().map(value).collect()),
        Out::Map(entries) => {
            Value::Record(entries.iter().map(|(key, out)| (key.as_ref().into(), value(out))).collect())
        }
    }
}

/// A tree without places that reads as the value.
pub(crate) fn node(value: &Value) -> Node<'_> {
    let data = match value {
        Value::Text(text) => Data::Scalar(Cow::Borrowed(&**text)),
        Value::List(items) => Data::Sequence(items.iter().map(node).collect()),
        Value::Record(entries) => return map(entries, Vec::new()),
    };
    Node { start: 0, end: 0, data }
}

/// A tree of a record and further entries.
pub(crate) fn map<'a>(record: &'a Properties, more: Vec<(&'static str, Node<'a>)>) -> Node<'a> {
    let own = record.iter().map(|(key, value)| Pair {
        key: key.into(),
        key_start: 0,
        key_end: 0,
        value: node(value),
    });
    let more = more.into_iter().map(|(key, value)| Pair {
        key: Cow::Borrowed(key),
        key_start: 0,
        key_end: 0,
        value,
    });
    Node { start: 0, end: 0, data: Data::Mapping(own.chain(more).collect()) }
}

/// A tree of a list.
pub(crate) fn list(items: Vec<Node<'_>>) -> Node<'_> {
    Node { start: 0, end: 0, data: Data::Sequence(items) }
}

/// Whether the values nest no deeper than `levels`, the record itself being the first.
pub(crate) fn fits(record: &Properties, levels: usize) -> bool {
    levels > 0 && record.iter().all(|(_, value)| fits_value(value, levels - 1))
}

fn fits_value(value: &Value, levels: usize) -> bool {
    match value {
        Value::Text(_) => true,
        Value::List(items) => levels > 0 && items.iter().all(|item| fits_value(item, levels - 1)),
        Value::Record(entries) => fits(entries, levels),
    }
}

/// Fields that somebody gave for an item, in normal form.
pub(crate) fn normalized(item: &ItemId, fields: &Properties) -> Properties {
    fields.iter().map(|(key, value)| normal(item, key, value.clone())).collect()
}
