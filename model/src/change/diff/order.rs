//! Where siblings stand: new ones are made in their place, and what is in another order is ordered.

use foldhash::HashMap;

use crate::change::diff::{Pair, typed};
use crate::change::edit::Edit;
use crate::change::id::ItemId;
use crate::change::item::Item;

/// Holder and sort of siblings.
type Key<'a> = (&'a ItemId, &'static str);

/// Siblings before and after.
pub(super) struct Places<'a> {
    /// The lists as they shall be, by holder and sort.
    after: Vec<(Key<'a>, Vec<&'a Item>)>,
    /// What those that are new or moved are put before, where that is not the end.
    next: HashMap<&'a ItemId, &'a ItemId>,
    /// Lists that are not as they shall be when all edits are done.
    wrong: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn new(pair: &Pair<'a>) -> Self {
        let mut after: Vec<(Key<'a>, Vec<&'a Item>)> = lists(&pair.after.items);
        after.sort_by_key(|(key, _)| *key);
        let old = lists(&pair.before.items);
        let old: HashMap<Key<'a>, Vec<&'a Item>> = old.into_iter().collect();
        let mut places = Self { after: Vec::new(), next: HashMap::default(), wrong: Vec::new() };
        for (number, (key, list)) in after.iter().enumerate() {
            let before = old.get(key).map_or(&[][..], |list| list);
            if !places.list(pair, key, before, list) {
                places.wrong.push(number);
            }
        }
        places.after = after;
        places
    }

    /// Finds places for what comes into a list; false if the list then is in another order.
    fn list(&mut self, pair: &Pair<'a>, key: &Key<'a>, before: &[&'a Item], after: &[&'a Item]) -> bool {
        let came = |item: &Item| match pair.before.get(&item.id) {
            None => Came::New,
            Some(old) if old.holder == item.holder => Came::Stays,
            Some(old) if typed::new_source(item, old).is_some() => Came::Last,
            Some(_) => Came::Moved,
        };
        let came: Vec<Came> = after.iter().map(|item| came(item)).collect();
        let stays =
            |item: &&&Item| pair.after.get(&item.id).is_some_and(|now| now.holder.as_ref() == Some(key.0));
        let mut done: Vec<&ItemId> = before.iter().filter(stays).map(|item| &item.id).collect();
        for wave in [Came::New, Came::Moved] {
            let mut next: Option<&ItemId> = None;
            let mut put: HashMap<Option<&ItemId>, Vec<&ItemId>> = HashMap::default();
            for (item, came) in after.iter().zip(&came).rev() {
                if *came == wave {
                    self.next.extend(next.map(|next| (&item.id, next)));
                    put.entry(next).or_default().push(&item.id);
                } else if *came < wave {
                    next = Some(&item.id);
                }
            }
            if put.is_empty() {
                continue;
            }
            let mut longer = Vec::with_capacity(after.len());
            for place in done.into_iter().map(Some).chain([None]) {
                longer.extend(put.remove(&place).into_iter().flatten().rev());
                longer.extend(place);
            }
            done = longer;
        }
        let last = after.iter().zip(&came).filter(|(_, came)| **came == Came::Last);
        done.extend(last.map(|(item, _)| &item.id));
        done.into_iter().eq(after.iter().map(|item| &item.id))
    }

    /// The local id of the sibling that something new or moved is put before.
    pub(super) fn next(&self, item: &ItemId) -> Option<Box<str>> {
        self.next.get(item).map(|next| next.local().into())
    }

    pub(super) fn order(&self, edits: &mut Vec<Edit>) {
        for (_, list) in self.wrong.iter().map(|number| &self.after[*number]) {
            edits.push(Edit::Order { items: list.iter().map(|item| item.id.clone()).collect() });
        }
    }
}

/// How something comes to stand among its siblings, in the order of the edits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    Stays,
    New,
    Moved,
    /// By an edit that cannot say where.
    Last,
}

/// Siblings that have an order; places in a layout have none.
fn lists(items: &[Item]) -> Vec<(Key<'_>, Vec<&Item>)> {
    let mut found: HashMap<Key<'_>, Vec<&Item>> = HashMap::default();
    for item in items.iter().filter(|item| !item.id.is_geometry()) {
        if let Some(holder) = &item.holder {
            found.entry((holder, item.id.what())).or_default().push(item);
        }
    }
    found.into_iter().collect()
}
