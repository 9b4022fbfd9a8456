//! Values of properties: what the file says, before a property definition gives it a type.
//!
//! A scalar stays the text that was written, so `1.10` is never read as `1.1`.

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A property's value. In JSON: text, a list or an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A scalar, as written.
    Text(Box<str>),
    /// Several values in order.
    List(Box<[Value]>),
    /// Named values in order.
    Record(Properties),
}

/// Named values in the order they were written.
///
/// Invariant: no key twice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Properties(Box<[(Box<str>, Value)]>);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Value {
    /// A record of these entries.
    pub fn record<K: Into<Box<str>>>(entries: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Record(entries.into_iter().map(|(k, v)| (k.into(), v)).collect())
    }

    /// The scalar's text; none for a list or a record.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record's entries; none for a scalar or a list.
    pub fn as_record(&self) -> Option<&Properties> {
        match self {
            Self::Record(entries) => Some(entries),
            _ => None,
        }
    }

    /// A list's items, or the value itself as the only one.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// The value on the path of record keys, if there is one.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.as_record()?.get(key))
    }
}

impl Properties {
    /// How many keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| &**k == key).map(|(_, v)| v)
    }

    /// The scalar text of `key`; none where it is absent, a list or a record.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_text)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + Clone {
        self.0.iter().map(|(k, v)| (&**k, v))
    }

    /// Sets `key`, in its place if it is there, else at the end.
    pub fn set(&mut self, key: &str, value: Value) {
        let mut entries = std::mem::take(&mut self.0).into_vec();
        match entries.iter_mut().find(|(k, _)| &**k == key) {
            Some((_, old)) => *old = value,
            None => entries.push((key.into(), value)),
        }
        self.0 = entries.into();
    }

    /// Sets `key`, in its place if it is there, else before the key `before`, or at the end without it.
    pub fn insert(&mut self, key: &str, value: Value, before: Option<&str>) {
        let place = |wanted: &str| self.0.iter().position(|(k, _)| &**k == wanted);
        match before.filter(|_| self.get(key).is_none()).and_then(place) {
            Some(at) => {
                let mut entries = std::mem::take(&mut self.0).into_vec();
                entries.insert(at, (key.into(), value));
                self.0 = entries.into();
            }
            None => self.set(key, value),
        }
    }

    /// The value of `key`, to be changed in its place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(k, _)| &**k == key).map(|(_, v)| v)
    }

    /// Removes `key` and returns what it held.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let mut entries = std::mem::take(&mut self.0).into_vec();
        let found = entries.iter().position(|(k, _)| &**k == key);
        let value = found.map(|at| entries.remove(at).1);
        self.0 = entries.into();
        value
    }
}

impl FromIterator<(Box<str>, Value)> for Properties {
    /// The first of two equal keys stays.
    fn from_iter<T: IntoIterator<Item = (Box<str>, Value)>>(entries: T) -> Self {
        let mut kept: Vec<(Box<str>, Value)> = entries.into_iter().collect();
        if kept.len() <= 16 {
            let mut end = 0;
            for at in 0..kept.len() {
                if !kept[..end].iter().any(|(key, _)| *key == kept[at].0) {
                    kept.swap(end, at);
                    end += 1;
                }
            }
            kept.truncate(end);
        } else {
            let mut seen = foldhash::HashSet::default();
            kept.retain(|(key, _)| seen.insert(key.clone()));
        }
        Self(kept.into())
    }
}

/// How caches write a value; people's files have text, a list or a map.
#[derive(Serialize, Deserialize)]
enum Compact {
    Text(Box<str>),
    List(Box<[Value]>),
    Record(Properties),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return match self {
                Self::Text(text) => serializer.serialize_str(text),
                Self::List(items) => serializer.collect_seq(items.iter()),
                Self::Record(entries) => entries.serialize(serializer),
            };
        }
        match self {
            Self::Text(text) => serializer.serialize_newtype_variant("Value", 0, "Text", text),
            Self::List(items) => serializer.serialize_newtype_variant("Value", 1, "List", items),
            Self::Record(entries) => serializer.serialize_newtype_variant("Value", 2, "Record", entries),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(ValueVisitor);
        }
        Ok(match Compact::deserialize(deserializer)? {
            Compact::Text(text) => Self::Text(text),
            Compact::List(items) => Self::List(items),
            Compact::Record(entries) => Self::Record(entries),
        })
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_map(self.iter()),
            false => self.0.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_map(RecordVisitor),
            false => Ok(Self(Deserialize::deserialize(deserializer)?)),
        }
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text, a number, true or false, a list or an object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Value, A::Error> {
        RecordVisitor.visit_map(map).map(Value::Record)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut entries: Vec<(Box<str>, Value)> = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        let count = entries.len();
        let found: Properties = entries.into_iter().collect();
        match found.len() == count {
            true => Ok(found),
            false => Err(A::Error::custom("a key stands twice")),
        }
    }
}
