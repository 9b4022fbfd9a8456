//! Values of properties: what the file says, before a property definition gives it a type.
//!
//! A scalar stays the text that was written, so `1.10` is never read as `1.1`.

use serde::{Deserialize, Serialize};

/// A property's value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
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
