//! A document under way: its items by name, and siblings in order.

use foldhash::HashMap;

use crate::change::id::{DocumentId, ItemId};
use crate::change::item::{Item, take_apart};
use crate::change::source::Placed;
use crate::value::Properties;
use crate::yaml::Document;

/// A document that edits change.
///
/// Invariant: what is in it stands, over its holders, in the item of the document.
#[derive(Default)]
pub(super) struct Draft {
    /// As it was; none if it is new.
    pub(super) before: Option<Placed>,
    /// Where it shall be, if not where it was.
    pub(super) file: Option<Box<str>>,
    items: HashMap<ItemId, Item>,
    /// By holder and sort.
    siblings: HashMap<ItemId, Vec<(&'static str, Vec<ItemId>)>>,
}

impl Draft {
    /// Takes a document apart; none gives a draft without items.
    pub(super) fn of(id: &DocumentId, before: Option<Placed>) -> Self {
        let mut draft = Self { before, ..Self::default() };
        let items = draft.before.iter().flat_map(|placed| take_apart(id, &placed.document)).collect();
        draft.add(items);
        draft
    }

    /// Takes a whole document in.
    pub(super) fn fill(&mut self, id: &DocumentId, document: &Document, file: &str) {
        self.add(take_apart(id, document));
        self.file = Some(file.into());
    }

    fn add(&mut self, items: Vec<Item>) {
        items.into_iter().for_each(|item| self.insert(item, None));
    }

    /// The items, holders before what they hold, siblings in order; empty without the document's own.
    pub(super) fn in_order(&self, own: &ItemId) -> Vec<Item> {
        let mut found = Vec::with_capacity(self.items.len());
        let mut waiting = vec![own];
        while let Some(next) = waiting.pop() {
            found.extend(self.items.get(next).cloned());
            let lists = self.siblings.get(next).into_iter().flatten().rev();
            waiting.extend(lists.flat_map(|(_, list)| list.iter().rev()));
        }
        found
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    pub(super) fn has(&self, id: &ItemId) -> bool {
        self.items.contains_key(id)
    }

    pub(super) fn get(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    pub(super) fn record(&mut self, id: &ItemId) -> Option<&mut Properties> {
        self.items.get_mut(id).map(|item| &mut item.record)
    }

    /// Inserts before the sibling with that local id, else at the end.
    pub(super) fn insert(&mut self, item: Item, before: Option<&str>) {
        if let Some(holder) = &item.holder {
            let list = self.list(holder, item.id.what());
            let next = before.and_then(|before| list.iter().position(|id| id.local() == before));
            list.insert(next.unwrap_or(list.len()), item.id.clone());
        }
        self.items.insert(item.id.clone(), item);
    }

    /// Removes an item with all it holds: itself first, holders before what they hold.
    pub(super) fn remove(&mut self, id: &ItemId) -> Vec<Item> {
        let removed = self.in_order(id);
        if let Some(Item { holder: Some(holder), .. }) = removed.first() {
            let list = self.list(holder, id.what());
            // From the end: what was added last goes first where edits are taken back.
            if let Some(at) = list.iter().rposition(|known| known == id) {
                list.remove(at);
            }
        }
        for item in &removed {
            self.items.remove(&item.id);
            self.siblings.remove(&item.id);
        }
        removed
    }

    fn list(&mut self, holder: &ItemId, what: &'static str) -> &mut Vec<ItemId> {
        let lists = self.siblings.entry(holder.clone()).or_default();
        let at = lists.iter().position(|(known, _)| *known == what).unwrap_or_else(|| {
            lists.push((what, Vec::new()));
            lists.len() - 1
        });
        &mut lists[at].1
    }

    /// What stands directly in an item.
    pub(super) fn held_by(&self, holder: &ItemId) -> impl Iterator<Item = &ItemId> {
        self.siblings.get(holder).into_iter().flatten().flat_map(|(_, list)| list)
    }

    /// Whether an item is the other, or stands somewhere inside it.
    pub(super) fn is_inside(&self, item: &ItemId, other: &ItemId) -> bool {
        let mut at = Some(item);
        while let Some(here) = at {
            if here == other {
                return true;
            }
            at = self.items.get(here).and_then(|item| item.holder.as_ref());
        }
        false
    }

    /// Puts siblings into an order; false unless all of them are named once.
    pub(super) fn order(&mut self, wanted: &[ItemId]) -> bool {
        let first = wanted.first().and_then(|id| self.items.get(id));
        let Some((holder, what)) = first.and_then(|item| Some((item.holder.clone()?, item.id.what()))) else {
            return false;
        };
        let list = self.list(&holder, what);
        let mut left: foldhash::HashSet<&ItemId> = list.iter().collect();
        if wanted.len() != list.len() || !wanted.iter().all(|id| left.remove(id)) {
            return false;
        }
        *list = wanted.to_vec();
        true
    }
}
