//! Changes that have a name of their own: renamed, made another kind, made to start or end elsewhere.

use crate::change::edit::{Edit, Field};
use crate::change::id::ItemId;
use crate::change::item::{Item, relation_id};
use crate::change::record;
use crate::id::{EndId, KindId};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::yaml::decode;

/// The edits for the fields of an item that differ: typed ones first, then one with the rest.
pub(super) fn edits(item: &Item, old: &Item, fields: Vec<Field>, edits: &mut Vec<Edit>) {
    let mut rest = Vec::new();
    for field in fields {
        // A field that only comes to stand elsewhere is no change of its own.
        let is_whole = field.from.is_some() && field.to.is_some();
        let found = match (&*field.path[0], &item.id) {
            ("name", id) if is_named(id) => match edits.last() {
                Some(Edit::Rename { item: last, .. }) if last == id => continue,
                _ => Some(rename(item, old)),
            },
            ("kind", ItemId::Element(_) | ItemId::Relation(_)) if is_whole => change_kind(item, old),
            ("to", ItemId::Relation(_)) if is_whole => retarget(item, old),
            _ => None,
        };
        match found {
            Some(edit) => edits.push(edit),
            None if is_implied(&field, item, old) => {}
            None => rest.push(field),
        }
    }
    if !rest.is_empty() {
        edits.push(Edit::Update { item: item.id.clone(), fields: rest });
    }
}

/// A relation that starts at another element, which then holds it.
pub(super) fn new_source(item: &Item, old: &Item) -> Option<Edit> {
    let (ItemId::Relation(relation), Some(ItemId::Element(source))) = (&item.id, &item.holder) else {
        return None;
    };
    let Some(ItemId::Element(was)) = &old.holder else { return None };
    if item.record.get("from").is_some() || old.record.get("from").is_some() {
        return None;
    }
    Some(Edit::Retarget {
        relation: relation.clone(),
        source: Some(source.clone().into()),
        target: None,
        was: Some(was.clone().into()),
    })
}

fn rename(item: &Item, old: &Item) -> Edit {
    let name = |record: &Properties| record.get("name").map(as_text).unwrap_or_default();
    Edit::Rename { item: item.id.clone(), name: name(&item.record), was: name(&old.record) }
}

fn change_kind(item: &Item, old: &Item) -> Option<Edit> {
    let kind = |item: &Item| item.record.text("kind").and_then(|kind| KindId::parse(kind).ok());
    Some(Edit::ChangeKind { item: item.id.clone(), kind: kind(item)?, was: kind(old) })
}

fn retarget(item: &Item, old: &Item) -> Option<Edit> {
    let ItemId::Relation(relation) = &item.id else { return None };
    let end = |item: &Item| item.record.text("to").and_then(|end| EndId::parse(end).ok());
    let (target, was) = (Some(end(item)?), end(old));
    Some(Edit::Retarget { relation: relation.clone(), source: None, target, was })
}

/// Whether the id of a relation comes to be written because its kind and ends no longer give it.
fn is_implied(field: &Field, item: &Item, old: &Item) -> bool {
    if !matches!(item.id, ItemId::Relation(_)) || field.path.len() != 1 || &*field.path[0] != "id" {
        return false;
    }
    let is_written = field.to.as_ref().and_then(Value::as_text) == Some(item.id.local());
    let mut record = item.record.clone();
    record.remove("id");
    let derived = relation_id(&record, item.holder.as_ref()).map(ItemId::Relation);
    let is_given = derived.is_some_and(|derived| derived == item.id || item.id.is_twin_of(&derived));
    old.record.get("id").is_none() && is_written && !is_given
}

/// Whether renaming is the word for changing its name.
fn is_named(id: &ItemId) -> bool {
    matches!(
        id,
        ItemId::Manifest
            | ItemId::Element(_)
            | ItemId::Relation(_)
            | ItemId::View(_)
            | ItemId::Node(..)
            | ItemId::Connection(..)
    )
}

/// A name as a record has it.
fn as_text(value: &Value) -> Text {
    let node = record::node(value);
    decode::text("name", &node, &mut decode::Findings(&mut Vec::new()))
}
