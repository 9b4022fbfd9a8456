//! What differs between two records, by field.

use foldhash::{HashMap, HashSet};

use crate::change::edit::Field;
use crate::change::id::ItemId;
use crate::change::path::{id_of, is_keyed};
use crate::change::record;
use crate::value::{Properties, Value};

/// Where more fields of one list or map differ, it is one field as a whole.
const MANY: usize = 256;

/// Appends the fields of an item that differ. Setting them in order on `before` gives `after`, the order of keys
/// included where that means something; where it cannot be said field by field, the whole map or list is
/// one field.
pub(crate) fn differences(item: &ItemId, before: &Properties, after: &Properties, out: &mut Vec<Field>) {
    // Keys in another order are taken out first, and put back where they belong.
    let misplaced = misplaced(before, after);
    let mut rest = before.clone();
    for key in misplaced {
        let from = rest.remove(key);
        out.push(Field { path: vec![key.into()], from, to: None, before: None });
    }
    Walk { item, path: Vec::new() }.record(&rest, after, out);
}

/// The fewest keys without which those that both have are in one order.
fn misplaced<'a>(before: &'a Properties, after: &Properties) -> Vec<&'a str> {
    if is_one_order(before.iter().map(|(key, _)| key), after.iter().map(|(key, _)| key)) {
        return Vec::new();
    }
    let place: HashMap<&str, usize> = after.iter().enumerate().map(|(n, (key, _))| (key, n)).collect();
    let common: Vec<(&str, usize)> =
        before.iter().filter_map(|(key, _)| Some((key, *place.get(key)?))).collect();
    // The longest rising run of places, by the last of each length.
    let mut lasts: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(common.len());
    for (n, (_, place)) in common.iter().enumerate() {
        let length = lasts.partition_point(|last| common[*last].1 < *place);
        previous.push(length.checked_sub(1).map(|at| lasts[at]));
        match lasts.get_mut(length) {
            Some(last) => *last = n,
            None => lasts.push(n),
        }
    }
    let mut kept: HashSet<usize> = HashSet::default();
    let mut at = lasts.last().copied();
    while let Some(here) = at {
        kept.insert(here);
        at = previous[here];
    }
    let moved = common.iter().enumerate().filter(|(n, _)| !kept.contains(n));
    moved.map(|(_, (key, _))| *key).collect()
}

/// Whether the keys that both have stand in one order.
fn is_one_order<'a>(
    before: impl Iterator<Item = &'a str> + Clone,
    after: impl Iterator<Item = &'a str> + Clone,
) -> bool {
    let (old, new): (HashSet<&str>, HashSet<&str>) = (before.clone().collect(), after.clone().collect());
    before.filter(|key| new.contains(key)).eq(after.filter(|key| old.contains(key)))
}

/// Where in an item.
struct Walk<'a> {
    item: &'a ItemId,
    path: Vec<Box<str>>,
}

impl Walk<'_> {
    /// The fields of two maps whose common keys stand in one order.
    fn record(&mut self, before: &Properties, after: &Properties, out: &mut Vec<Field>) {
        let old: HashMap<&str, &Value> = before.iter().collect();
        let new: HashMap<&str, &Value> = after.iter().collect();
        let (old, new) = (|key: &str| old.get(key).copied(), |key: &str| new.get(key).copied());
        self.entries(before.iter().map(|(key, _)| key), after.iter().map(|(key, _)| key), old, new, out);
    }

    /// The fields of two lists of records with ids, in one order.
    fn list(&mut self, before: &[Value], after: &[Value], out: &mut Vec<Field>) {
        let old: HashMap<&str, &Value> = before.iter().map(|item| (id_of(item), item)).collect();
        let new: HashMap<&str, &Value> = after.iter().map(|item| (id_of(item), item)).collect();
        let (old, new) = (|key: &str| old.get(key).copied(), |key: &str| new.get(key).copied());
        self.entries(before.iter().map(id_of), after.iter().map(id_of), old, new, out);
    }

    fn entries<'a>(
        &mut self,
        before: impl Iterator<Item = &'a str>,
        after: impl Iterator<Item = &'a str>,
        old: impl Fn(&str) -> Option<&'a Value>,
        new: impl Fn(&str) -> Option<&'a Value>,
        out: &mut Vec<Field>,
    ) {
        for key in before.filter(|key| new(key).is_none()) {
            self.entry(key, old(key), None, None, out);
        }
        let keys: Vec<&str> = after.collect();
        let mut found: Vec<Field> = Vec::new();
        // Backwards, so that each new key finds the one it stands before.
        for (at, key) in keys.iter().enumerate().rev() {
            let (old, new) = (old(key), new(key));
            if old != new {
                let next = keys.get(at + 1).copied().filter(|_| old.is_none());
                self.entry(key, old, new, next, &mut found);
            }
        }
        out.append(&mut found);
    }

    /// One key with its value before and after.
    fn entry(
        &mut self,
        key: &str,
        before: Option<&Value>,
        after: Option<&Value>,
        next: Option<&str>,
        out: &mut Vec<Field>,
    ) {
        self.path.push(key.into());
        let start = out.len();
        let empty = Properties::default();
        // A map that is there as soon as it holds something.
        let is_map = self.path.len() == 1 && record::is_map(self.item, key);
        match (before, after) {
            (Some(Value::Record(before)), Some(Value::Record(after)))
                if !before.is_empty() && !after.is_empty() && has_one_order(before, after) =>
            {
                self.record(before, after, out);
            }
            (None, Some(Value::Record(after))) if is_map && !after.is_empty() => {
                self.record(&empty, after, out);
            }
            (Some(Value::Record(before)), None) if is_map && !before.is_empty() => {
                self.record(before, &empty, out);
            }
            (Some(Value::List(before)), Some(Value::List(after)))
                if is_keyed(before)
                    && is_keyed(after)
                    && is_one_order(before.iter().map(id_of), after.iter().map(id_of)) =>
            {
                self.list(before, after, out);
            }
            _ => {}
        }
        if out.len() == start || out.len() - start > MANY {
            out.truncate(start);
            let (from, to) = (before.cloned(), after.cloned());
            out.push(Field { path: self.path.clone(), from, to, before: next.map(Into::into) });
        }
        self.path.pop();
    }
}

fn has_one_order(before: &Properties, after: &Properties) -> bool {
    is_one_order(before.iter().map(|(key, _)| key), after.iter().map(|(key, _)| key))
}
