//! Removing something, and what refers to it.

use foldhash::HashSet;

use crate::change::apply::draft::Draft;
use crate::change::apply::{EditProblem, Work};
use crate::change::id::{DocumentId, ItemId};
use crate::change::item::Item;
use crate::id::{ElementId, NodeId, RelationId, ViewId};
use crate::parts;
use crate::value::{Properties, Value};

impl Work<'_> {
    /// Removes an item with all it holds and, if asked for, with what refers to any of that.
    pub(super) fn delete(&mut self, item: &ItemId, references: bool) -> Result<(), EditProblem> {
        let mut removed = self.remove(item)?;
        while references && !removed.is_empty() {
            let referring = self.referring(&removed)?;
            removed.clear();
            for next in referring {
                self.lift(&next)?;
                // Something around it may be gone already, and it with that.
                if self.is_there(&next) {
                    removed.extend(self.remove(&next)?);
                }
            }
        }
        Ok(())
    }

    /// What refers to something that was removed, as things stand now.
    fn referring(&mut self, removed: &[Item]) -> Result<Vec<ItemId>, EditProblem> {
        for item in removed {
            let documents = match &item.id {
                ItemId::Element(_) | ItemId::Relation(_) => self.source.referrers(&item.id),
                ItemId::View(view) => {
                    let mut found = self.source.referrers(&item.id);
                    found.push(DocumentId::Layout(view.clone()));
                    found
                }
                ItemId::Node(view, _) | ItemId::Connection(view, _) => {
                    vec![DocumentId::View(view.clone()), DocumentId::Layout(view.clone())]
                }
                _ => Vec::new(),
            };
            for document in &documents {
                self.draft(document);
            }
        }
        let gone: HashSet<&ItemId> = removed.iter().map(|item| &item.id).collect();
        let (mut found, mut by_part) = (Vec::new(), Vec::new());
        for item in self.drafts.values().flat_map(Draft::items) {
            if names(item).iter().any(|named| gone.contains(named)) {
                found.push(item.id.clone());
            } else if let Some(address) = ends(item).find(|end| {
                parts::split(end).and_then(|(id, _)| element(id)).is_some_and(|of| gone.contains(&of))
            }) {
                by_part.push((item.id.clone(), address.to_owned()));
            }
        }
        // What looks like the address of a part may be the id of something.
        let is_part = |work: &mut Self, address: &str| {
            let ids = element(address).into_iter().chain(relation(address));
            !ids.into_iter().any(|id| work.is_there(&id))
        };
        found.extend(by_part.into_iter().filter(|(_, address)| is_part(self, address)).map(|(id, _)| id));
        found.sort_unstable();
        Ok(found)
    }

    /// Moves the nodes inside a node up to what is around it, and their places with them.
    fn lift(&mut self, node: &ItemId) -> Result<(), EditProblem> {
        let ItemId::Node(view, id) = node else { return Ok(()) };
        let document = DocumentId::View(view.clone());
        let draft = self.draft(&document);
        let Some(around) = draft.get(node).and_then(|item| item.holder.clone()) else { return Ok(()) };
        let inner: Vec<ItemId> = draft.held_by(node).cloned().collect();
        for item in &inner {
            self.rehold(item, &document, Some(around.clone()), Some(id.as_str()))?;
        }
        let layout = self.draft(&DocumentId::Layout(view.clone()));
        let own = ItemId::NodeLayout(view.clone(), id.clone());
        let Some(own) = layout.get(&own).map(|item| item.record.clone()) else { return Ok(()) };
        for item in inner {
            if let ItemId::Node(view, id) = item
                && let Some(place) = layout.record(&ItemId::NodeLayout(view, id))
            {
                shift(place, &own);
            }
        }
        Ok(())
    }
}

fn element(id: &str) -> Option<ItemId> {
    ElementId::parse(id).ok().map(ItemId::Element)
}

fn relation(id: &str) -> Option<ItemId> {
    RelationId::parse(id).ok().map(ItemId::Relation)
}

/// Where a relation starts, if that is written, and ends.
fn ends(item: &Item) -> impl Iterator<Item = &str> {
    let is_relation = matches!(item.id, ItemId::Relation(_));
    let keys: &[&str] = if is_relation { &["from", "to"] } else { &[] };
    keys.iter().filter_map(|key| item.record.text(key))
}

/// What an item names and is pointless without.
fn names(item: &Item) -> Vec<ItemId> {
    let text = |key: &str| item.record.text(key);
    match &item.id {
        ItemId::Relation(_) => {
            ends(item).flat_map(|end| element(end).into_iter().chain(relation(end))).collect()
        }
        ItemId::Node(..) => {
            let view = text("view").and_then(|id| ViewId::parse(id).ok());
            text("element").and_then(element).into_iter().chain(view.map(ItemId::View)).collect()
        }
        ItemId::Connection(view, _) => {
            let ends = [text("from"), text("to")].into_iter().flatten();
            let ends = ends.filter_map(|end| NodeId::parse(end).ok()).flat_map(|end| {
                [ItemId::Node(view.clone(), end.clone()), ItemId::Connection(view.clone(), end)]
            });
            text("relation").and_then(relation).into_iter().chain(ends).collect()
        }
        ItemId::NodeLayout(view, node) => vec![ItemId::Node(view.clone(), node.clone())],
        ItemId::ConnectionLayout(view, line) => vec![ItemId::Connection(view.clone(), line.clone())],
        ItemId::Layout(view) => vec![ItemId::View(view.clone())],
        _ => Vec::new(),
    }
}

/// Adds the offset of a node to a place inside it.
fn shift(place: &mut Properties, by: &Properties) {
    let number = |record: &Properties, key: &str| record.text(key).and_then(|text| text.parse::<f64>().ok());
    for key in ["x", "y"] {
        let sum = number(place, key).unwrap_or_default() + number(by, key).unwrap_or_default();
        place.set(key, Value::Text(format!("{sum}").into()));
    }
}
