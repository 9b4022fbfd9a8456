//! Fields of an item: which it may have, and setting them.

use crate::change::apply::{EditProblem, Work};
use crate::change::edit::Field;
use crate::change::id::ItemId;
use crate::change::item::{held_keys, relation_id};
use crate::change::{path, record};
use crate::value::{Properties, Value};

impl Work<'_> {
    pub(super) fn update(&mut self, item: &ItemId, fields: &[Field]) -> Result<(), EditProblem> {
        let draft = self.with(item)?;
        let record = draft.record(item).ok_or_else(|| EditProblem::NotFound(item.clone()))?;
        for field in fields {
            let no_place = || EditProblem::Path(item.clone(), shown(&field.path));
            let Field { path, to, before, .. } = normal(item, field);
            if !has_place(item, &path) {
                return Err(no_place());
            }
            if identity(item).is_some_and(|key| *path[0] == *key) && !may_identify(item, to.as_ref()) {
                return Err(EditProblem::Unsuitable(item.clone(), "given another id"));
            }
            path::set(item, record, &path, to, before.as_deref()).map_err(|_| no_place())?;
        }
        Ok(())
    }

    pub(super) fn set(&mut self, item: &ItemId, key: &str, to: Option<Value>) -> Result<(), EditProblem> {
        self.update(item, &[Field { path: vec![key.into()], from: None, to, before: None }])
    }
}

/// A path as a person reads it; of one that is too long to be right, its beginning.
fn shown(path: &[Box<str>]) -> String {
    const SHOWN: usize = 200;
    let mut text = String::new();
    for (n, key) in path.iter().enumerate() {
        text.push_str(if n == 0 { "" } else { "." });
        text.extend(key.chars().take(SHOWN));
        if text.len() > SHOWN {
            return text.chars().take(SHOWN).chain(['…']).collect();
        }
    }
    text
}

/// The field in normal form, whatever the spelling of its key and value.
fn normal(item: &ItemId, field: &Field) -> Field {
    let mut field = field.clone();
    let Some(first) = field.path.first().cloned() else { return field };
    if matches!(item, ItemId::Element(_)) && *first == *"owner" && field.path.len() == 1 {
        field.path = vec!["owners".into(), "business".into()];
        return field;
    }
    if field.path.len() == 1
        && let Some(to) = field.to.take()
    {
        let one = Properties::from_iter([(first.clone(), to)]);
        field.to = record::normalized(item, &one).remove(&first);
    }
    field
}

/// Whether the format keeps such a field. What is in an item has edits of its own.
fn has_place(item: &ItemId, path: &[Box<str>]) -> bool {
    let keys: Vec<&str> = path.iter().take(3).map(|key| &**key).collect();
    match (item, &keys[..]) {
        (_, []) => false,
        (_, [first, ..]) if held_keys(item).contains(first) => false,
        (ItemId::Extra(_), [first, ..]) => *first == "value",
        (ItemId::Layout(_), [first, ..]) => *first == "view",
        (ItemId::NodeLayout(..), [first, ..]) => ["x", "y", "w", "h", "style"].contains(first),
        (ItemId::ConnectionLayout(..), [first, ..]) => ["bends", "label", "style"].contains(first),
        (ItemId::Element(_), ["owners", side]) => ["business", "technology"].contains(side),
        (ItemId::Element(_), ["lifecycle", key]) => ["state", "since", "until"].contains(key),
        (ItemId::Element(_), ["owners" | "lifecycle", _, _]) => false,
        _ => true,
    }
}

/// The key of a record that names the item itself.
fn identity(item: &ItemId) -> Option<&'static str> {
    match item {
        ItemId::Element(_) | ItemId::View(_) | ItemId::Connection(..) | ItemId::Relation(_) => Some("id"),
        ItemId::Node(..) => Some("node"),
        ItemId::Layout(_) => Some("view"),
        _ => None,
    }
}

/// Whether the id in a record may be this: its own, or that of the item whose twin it is. That of a
/// relation may be derived.
fn may_identify(item: &ItemId, id: Option<&Value>) -> bool {
    match id {
        None => matches!(item, ItemId::Relation(_)),
        Some(id) => id.as_text().is_some_and(|id| {
            id == item.local() || item.sibling(id).is_some_and(|first| item.is_twin_of(&first))
        }),
    }
}

/// The fields of something new, in normal form and with its id first; that of a relation where it is
/// not the one derived.
pub(super) fn with_id(item: &ItemId, fields: &Properties) -> Result<Properties, EditProblem> {
    let fields = record::normalized(item, fields);
    if let Some((key, _)) = fields.iter().find(|(key, _)| !has_place(item, &[(*key).into()])) {
        return Err(EditProblem::Path(item.clone(), key.to_owned()));
    }
    let Some(key) = identity(item) else { return Ok(fields) };
    match fields.get(key) {
        Some(id) if !may_identify(item, Some(id)) => {
            Err(EditProblem::Unsuitable(item.clone(), "given another id"))
        }
        Some(_) => Ok(fields),
        None if is_derived(item, &fields, None) => Ok(fields),
        None => Ok(id_first(item, key, &fields)),
    }
}

/// Whether the ends of a relation give it the id it is known by.
pub(super) fn is_derived(item: &ItemId, record: &Properties, holder: Option<&ItemId>) -> bool {
    let ItemId::Relation(_) = item else { return false };
    relation_id(record, holder).map(ItemId::Relation).is_some_and(|id| *item == id || item.is_twin_of(&id))
}

/// The record with the item's id before all else.
pub(super) fn id_first(item: &ItemId, key: &str, record: &Properties) -> Properties {
    let id = std::iter::once((key.into(), Value::from(item.local())));
    id.chain(record.iter().map(|(key, value)| (key.into(), value.clone()))).collect()
}
