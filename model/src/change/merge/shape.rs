//! What the format says about fields that the merge has to know.

use crate::change::id::ItemId;
use crate::change::record::is_map;
use crate::value::{Properties, Value};

/// Fields that are plain text or one text a language. Plain text is text in the model's main language.
pub(super) const TEXTS: [&str; 9] =
    ["name", "description", "note", "group", "label", "reason", "forward", "backward", "definition"];
/// Fields that are lists.
const LISTS: [&str; 3] = ["specialization", "zachman", "tags"];
/// What a node shows: one of these keys.
const SHOWS: [&str; 5] = ["element", "view", "note", "group", "image"];
/// The field in whose place these are where the sides show different sorts of things.
pub(super) const SHOWN: &str = "shows";

/// What a field is that is not there, where that is as good as an empty map or list.
pub(super) fn empty(item: &ItemId, key: &str) -> Option<Value> {
    let list = || Some(Value::List(Box::default()));
    match item {
        ItemId::Extra(_) => None,
        ItemId::Extension(_) => list(),
        ItemId::Manifest if key == "waivers" => list(),
        ItemId::Element(_) | ItemId::Relation(_) if LISTS.contains(&key) => list(),
        _ => is_map(item, key).then(|| Value::Record(Properties::default())),
    }
}

/// Scalars, none twice.
pub(super) fn is_set(items: &[Value]) -> bool {
    let mut seen = foldhash::HashSet::default();
    items.iter().all(|item| item.as_text().is_some_and(|text| seen.insert(text)))
}

/// What names each record of a list: its id, its key, or of a waiver rule and subject; none if one has
/// no name or two have the same.
pub(super) fn keys(items: &[Value]) -> Option<Vec<String>> {
    let name = |item: &Value| {
        let record = item.as_record()?;
        let subject =
            || ["element", "relation", "view"].iter().find_map(|key| Some((key, record.text(key)?)));
        let named = record.text("id").or_else(|| record.text("key")).map(str::to_owned);
        named.or_else(|| {
            let (rule, (sort, id)) = (record.text("rule")?, subject()?);
            Some(format!("{rule} {sort}/{id}"))
        })
    };
    let names: Vec<String> = items.iter().map(name).collect::<Option<_>>()?;
    let mut seen = foldhash::HashSet::default();
    names.iter().all(|name| seen.insert(name.as_str())).then_some(names)
}

/// The key that says what a node shows.
pub(super) fn shown(record: &Properties) -> Option<&str> {
    record.iter().map(|(key, _)| key).find(|key| SHOWS.contains(key))
}

/// The record of a node with what it shows as one field.
pub(super) fn fold(record: &Properties) -> Properties {
    let folded = record.iter().map(|(key, value)| match SHOWS.contains(&key) {
        true => (SHOWN.into(), Value::record([(key, value.clone())])),
        false => (key.into(), value.clone()),
    });
    folded.collect()
}

pub(super) fn unfold(record: &Properties) -> Properties {
    let unfolded = record.iter().flat_map(|(key, value)| match (key, value) {
        (SHOWN, Value::Record(inner)) => {
            inner.iter().map(|(key, value)| (key.into(), value.clone())).collect::<Vec<_>>()
        }
        _ => vec![(key.into(), value.clone())],
    });
    unfolded.collect()
}
