//! What people call the things that differ.

use std::collections::{BTreeSet, HashMap};

use archweave_model::change::{Changes, Item, ItemId, relation_id, take_apart};
use archweave_model::id::ElementId;
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};

/// The things of all documents that differ, as they are now or else as they were.
pub(super) struct Names {
    items: HashMap<ItemId, Item>,
    /// What each stood in before.
    holders: HashMap<ItemId, ItemId>,
    /// Relations that are gone, also those that went with their element and are not named by an edit.
    pub(super) gone: Vec<ItemId>,
}

impl Names {
    pub(super) fn of(changes: &Changes) -> Self {
        let mut items = HashMap::new();
        let mut holders = HashMap::new();
        for (id, change) in changes {
            for item in change.before.iter().flat_map(|placed| take_apart(id, &placed.document)) {
                holders.extend(item.holder.clone().map(|holder| (item.id.clone(), holder)));
                items.insert(item.id.clone(), item);
            }
        }
        let mut gone: BTreeSet<ItemId> =
            items.keys().filter(|item| matches!(item, ItemId::Relation(_))).cloned().collect();
        for (id, change) in changes {
            for item in change.after.iter().flat_map(|placed| take_apart(id, &placed.document)) {
                gone.remove(&item.id);
                items.insert(item.id.clone(), item);
            }
        }
        Self { items, holders, gone: gone.into_iter().collect() }
    }

    /// Kind and name.
    pub(super) fn of_item(&self, item: &ItemId) -> (String, String) {
        let Some(found) = self.items.get(item) else { return Default::default() };
        let record = &found.record;
        let text = |key: &str| record.text(key).unwrap_or_default().to_owned();
        match item {
            ItemId::Element(_) => (text("kind"), main(record.get("name"))),
            ItemId::Relation(_) => {
                let holder = found.holder.as_ref().map(ItemId::local);
                let source = record.text("from").or(holder).unwrap_or_default();
                (text("kind"), format!("{source} -> {}", text("to")))
            }
            ItemId::Node(..) => (String::new(), shown(record)),
            ItemId::Connection(..) => {
                let what = record.text("relation").map(|id| format!("relation {id}"));
                (String::new(), what.unwrap_or_else(|| format!("{} -> {}", text("from"), text("to"))))
            }
            _ => (String::new(), main(record.get("name"))),
        }
    }

    /// What the thing stood in, or stands in if it is new.
    pub(super) fn holder(&self, item: &ItemId) -> Option<ItemId> {
        self.holders.get(item).cloned().or_else(|| self.items.get(item)?.holder.clone())
    }

    /// A relation whose id is not written.
    pub(super) fn connected(&self, holder: &ElementId, fields: &Properties) -> Option<ItemId> {
        let id = relation_id(fields, Some(&ItemId::Element(holder.clone())))?;
        Some(ItemId::Relation(id))
    }

    /// A name as a value; none if there is none.
    pub(super) fn text(&self, text: &Text) -> Option<Value> {
        match text {
            text if text.is_empty() => None,
            Text::One(text) => Some(Value::Text(text.clone())),
            Text::Many(entries) => Some(Value::record(
                entries.iter().map(|(code, text)| (code.clone(), Value::Text(text.clone()))),
            )),
        }
    }
}

/// A name in the first language it has.
fn main(value: Option<&Value>) -> String {
    let text = match value {
        Some(Value::Text(text)) => text,
        Some(Value::Record(texts)) => match texts.iter().next() {
            Some((_, Value::Text(text))) => text,
            _ => return String::new(),
        },
        _ => return String::new(),
    };
    text.to_string()
}

/// What a node shows.
fn shown(record: &Properties) -> String {
    for key in ["element", "view", "image"] {
        if let Some(id) = record.text(key) {
            return format!("{key} {id}");
        }
    }
    for key in ["group", "note"] {
        if let Some(title) = record.get(key) {
            return format!("{key} {:?}", main(Some(title))).replace(" \"\"", "");
        }
    }
    String::new()
}
