//! Facts become records: one record a key, whatever the order in which its facts arrive.
//!
//! - A field holds what the latest fact says of it, by the fact's [`Stamp`]. Of equal stamps the value
//!   whose JSON text is greater stays, so that the result does not depend on who came first.
//! - A field of [`EARLIEST`] holds the earliest time that anybody said.
//! - A list holds everything that anybody said, each entry with the stamp of who said it first; of
//!   more than [`LIST`] entries those that were said first.
//! - A field of [`ERASED`] holds nothing once its record says that it was erased, whenever it is said.
//!
//! So folding is commutative, associative and idempotent. Start at [`fold`]; [`Folded`] is what is
//! stored, [`Folded::record`] what is read.

#[cfg(test)]
pub(crate) mod sample;
mod serial;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::record::Mention;
use super::{Fact, Moment, Record, RecordKind};

/// Times of which the first one said counts, not the last.
pub const EARLIEST: &[&str] = &[
    "built_at",
    "committed_at",
    "created_at",
    "detected_at",
    "found_at",
    "opened_at",
    "received_at",
    "started_at",
];

/// Fields that are gone once another one has a value.
pub const ERASED: &[(&str, &[&str])] = &[("erased_at", &["text", "customer_ref"])];

/// The most entries that a list of a record has.
pub const LIST: usize = 4_000;

/// Who said something, and when it was so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// When it happened.
    pub at: Moment,
    /// The source of the event.
    pub source: String,
    /// The event's id.
    pub id: String,
}

/// What is known of one record, and who said each part of it. The default knows nothing.
///
/// Invariant: a function of the set of facts that were folded into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    fields: BTreeMap<String, (Stamp, Value)>,
    /// Entries by their JSON text.
    lists: BTreeMap<String, BTreeMap<String, Stamp>>,
}

/// Adds what a fact says.
pub fn fold(folded: &mut Folded, fact: &Fact) {
    let stamp = Stamp { at: fact.at, source: fact.source.clone(), id: fact.id.clone() };
    for (name, value) in said(&fact.record) {
        match value {
            Value::Array(items) => {
                let list = folded.lists.entry(name).or_default();
                items.iter().for_each(|item| add(list, item.to_string(), stamp.clone()));
                bound(list);
            }
            value => folded.set(name, (stamp.clone(), value)),
        }
    }
    folded.erase();
}

impl Folded {
    /// Adds what is known elsewhere of the same record.
    pub fn merge(&mut self, other: Self) {
        for (name, said) in other.fields {
            self.set(name, said);
        }
        for (name, entries) in other.lists {
            let list = self.lists.entry(name).or_default();
            entries.into_iter().for_each(|(text, stamp)| add(list, text, stamp));
            bound(list);
        }
        self.erase();
    }

    /// The record. A field that this version of the program cannot read is left out.
    pub fn record(&self, kind: RecordKind) -> Record {
        let fields = self.fields.iter().map(|(name, (_, value))| (name.clone(), value.clone()));
        let lists = self.lists.iter().map(|(name, entries)| {
            let items = entries.keys().filter_map(|text| serde_json::from_str(text).ok());
            (name.clone(), Value::Array(items.collect()))
        });
        let all: Map<String, Value> = fields.chain(lists).collect();
        let read = |fields: Map<String, Value>| {
            let tagged = Map::from_iter([(kind.name().to_owned(), Value::Object(fields))]);
            serde_json::from_value::<Record>(Value::Object(tagged))
        };
        read(all.clone()).unwrap_or_else(|_| {
            let alone = |name: &String, value: &Value| read(Map::from_iter([(name.clone(), value.clone())]));
            let readable = all.into_iter().filter(|(name, value)| alone(name, value).is_ok());
            read(readable.collect()).unwrap_or_else(|_| Record::empty(kind))
        })
    }

    /// Who said what a field holds.
    pub fn stamp(&self, field: &str) -> Option<&Stamp> {
        self.fields.get(field).map(|(stamp, _)| stamp)
    }

    /// Who was the first to say an entry of a list.
    pub fn first(&self, field: &str, entry: &impl Serialize) -> Option<&Stamp> {
        self.lists.get(field)?.get(&serde_json::to_value(entry).ok()?.to_string())
    }

    /// Who was the first to name something.
    pub fn asserted(&self, mention: &Mention) -> Option<&Stamp> {
        self.first("mentions", mention)
    }

    /// The first thing that was said of what the record still holds, and the last.
    pub fn span(&self) -> Option<(&Stamp, &Stamp)> {
        let entries = self.lists.values().flat_map(BTreeMap::values);
        let mut all = self.fields.values().map(|(stamp, _)| stamp).chain(entries);
        let start = all.next()?;
        Some(all.fold((start, start), |(first, last), stamp| (first.min(stamp), last.max(stamp))))
    }

    fn set(&mut self, name: String, said: (Stamp, Value)) {
        let wins = match self.fields.get(&name) {
            None => true,
            Some(known) if EARLIEST.contains(&&*name) => earliness(&said) < earliness(known),
            Some(known) => lateness(&said) > lateness(known),
        };
        if wins {
            self.fields.insert(name, said);
        }
    }

    fn erase(&mut self) {
        for (when, fields) in ERASED {
            if self.fields.contains_key(*when) {
                self.fields.retain(|name, _| !fields.contains(&&**name));
            }
        }
    }
}

/// The fields that a record says something of.
pub(super) fn said(record: &Record) -> Map<String, Value> {
    // A tagged object with the fields as the only value; a null is a number that JSON does not have.
    let Ok(Value::Object(tagged)) = serde_json::to_value(record) else { return Map::new() };
    let fields = tagged.into_iter().find_map(|(_, fields)| match fields {
        Value::Object(fields) => Some(fields),
        _ => None,
    });
    fields.unwrap_or_default().into_iter().filter(|(_, value)| !value.is_null()).collect()
}

fn add(list: &mut BTreeMap<String, Stamp>, text: String, stamp: Stamp) {
    match list.get_mut(&text) {
        Some(known) if *known <= stamp => {}
        Some(known) => *known = stamp,
        None => drop(list.insert(text, stamp)),
    }
}

/// Keeps the entries that were said first. What is left out now would be left out later too: there
/// are never fewer entries before it.
fn bound(list: &mut BTreeMap<String, Stamp>) {
    if list.len() <= LIST {
        return;
    }
    let mut entries: Vec<(Stamp, String)> =
        std::mem::take(list).into_iter().map(|(text, stamp)| (stamp, text)).collect();
    entries.sort_unstable();
    entries.truncate(LIST);
    *list = entries.into_iter().map(|(stamp, text)| (text, stamp)).collect();
}

fn lateness(said: &(Stamp, Value)) -> (&Stamp, String) {
    (&said.0, said.1.to_string())
}

fn earliness(said: &(Stamp, Value)) -> (Option<Moment>, &Stamp, String) {
    let time = said.1.as_str().and_then(|text| text.parse().ok());
    (time, &said.0, said.1.to_string())
}
