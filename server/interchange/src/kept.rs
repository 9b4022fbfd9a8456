//! What the model has no place for, kept under `extra: {<tool>: {...}}`.
//!
//! Keys of every tool: `id` (the id in the file, where it could not be kept), `type`, `folder`, `order`,
//! `attributes` and `features` (by name), `children` (whole elements as text), `text` (stray text),
//! `property_order` (where equal keys were not side by side).

use archweave_model::value::{Properties, Value};

/// Entries being collected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept(Vec<(Box<str>, Value)>);

impl Kept {
    /// Adds an entry.
    pub fn value(&mut self, key: &str, value: Value) {
        self.0.push((key.into(), value));
    }

    /// Adds a text.
    pub fn text(&mut self, key: &str, text: &str) {
        self.value(key, text.into());
    }

    /// Adds a number.
    pub fn number(&mut self, key: &str, number: usize) {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            if let Some(place) = digits.get_mut(at) {
                *place = b'0' + (rest % 10) as u8;
            }
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        let text = digits.get(at..).and_then(|d| std::str::from_utf8(d).ok());
        self.text(key, text.unwrap_or_default());
    }

    /// Adds a record, unless it is empty. Of equal names all values are kept, in order.
    pub fn record<'a>(&mut self, key: &str, entries: impl IntoIterator<Item = (&'a str, &'a str)>) {
        let entries: Vec<(Box<str>, Box<str>)> =
            entries.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        if !entries.is_empty() {
            self.value(key, Value::Record(crate::properties::group(entries).0));
        }
    }

    /// Adds a list of texts, unless it is empty.
    pub fn list<'a>(&mut self, key: &str, items: impl IntoIterator<Item = &'a str>) {
        let items: Box<[Value]> = items.into_iter().map(Value::from).collect();
        if !items.is_empty() {
            self.value(key, Value::List(items));
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| &**known == key).map(|(_, value)| value)
    }

    /// Takes an entry out.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(known, _)| &**known != key);
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries as one record.
    pub fn into_value(self) -> Value {
        Value::Record(self.0.into_iter().collect())
    }

    /// The entries as `extra`.
    pub fn into_extra(self, tool: &str) -> Properties {
        if self.is_empty() {
            return Properties::default();
        }
        [(Box::from(tool), self.into_value())].into_iter().collect()
    }
}

/// Kept entries, read for the way back.
#[derive(Clone, Copy)]
pub struct Recall<'a>(Option<&'a Properties>);

impl<'a> Recall<'a> {
    /// Of something's `extra`.
    pub fn of(tool: &str, extra: &'a Properties) -> Self {
        Self(extra.get(tool).and_then(Value::as_record))
    }

    /// Of a kept record itself.
    pub fn record(value: Option<&'a Value>) -> Self {
        Self(value.and_then(Value::as_record))
    }

    /// Whether the tool kept anything.
    pub fn is_some(self) -> bool {
        self.0.is_some()
    }

    /// The value of a key.
    pub fn get(self, key: &str) -> Option<&'a Value> {
        self.0?.get(key)
    }

    /// Every key and its value.
    pub fn all(self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        self.0.into_iter().flat_map(Properties::iter)
    }

    /// The text of a key.
    pub fn text(self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_text()
    }

    /// Position among siblings; what has none comes last.
    pub fn order(self) -> usize {
        self.text("order").and_then(|n| n.parse().ok()).unwrap_or(usize::MAX)
    }

    /// A record's names and texts; a name with several values is there several times.
    pub fn entries(self, key: &str) -> Vec<(&'a str, &'a str)> {
        let record = self.get(key).and_then(Value::as_record);
        let all = record.into_iter().flat_map(Properties::iter);
        all.flat_map(|(name, value)| value.items().iter().filter_map(move |v| Some((name, v.as_text()?))))
            .collect()
    }

    /// A list's texts.
    pub fn texts(self, key: &str) -> impl Iterator<Item = &'a str> {
        self.get(key).map_or(&[][..], Value::items).iter().filter_map(Value::as_text)
    }
}

/// Sets an entry of what is kept.
pub fn set(extra: &mut Properties, tool: &str, key: &str, value: Value) {
    let mut record = match extra.remove(tool) {
        Some(Value::Record(record)) => record,
        _ => Properties::default(),
    };
    record.set(key, value);
    extra.set(tool, Value::Record(record));
}
