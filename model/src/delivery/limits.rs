//! How large a fact may be: it comes from strangers, and what is stored of it is kept for years.

use serde_json::Value;

use super::{Fact, Record};

/// Characters of a text.
pub const TEXT: usize = 4_000;
/// Entries of a list in one fact.
pub const ENTRIES: usize = 1_000;
/// Bytes of a key, of a source, of an event's id, and of an entry of a list.
pub const KEY: usize = 500;

/// Why a fact is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// A name of the fact itself is missing or too long.
    #[error("`{field}` has {bytes} bytes; it needs 1 to {KEY} without control characters")]
    Name {
        /// key, source or id.
        field: &'static str,
        /// How long it is.
        bytes: usize,
    },
    /// A text is too long.
    #[error("`{field}` has {characters} characters, more than {TEXT}; send a summary and a `url`")]
    Text {
        /// Which field.
        field: String,
        /// How long it is.
        characters: usize,
    },
    /// A list is too long.
    #[error("`{field}` has {entries} entries, more than {ENTRIES}; send it in several events")]
    List {
        /// Which field.
        field: String,
        /// How many there are.
        entries: usize,
    },
    /// An entry of a list is too long.
    #[error("an entry of `{field}` has {bytes} bytes, more than {KEY}")]
    Entry {
        /// Which field.
        field: String,
        /// How long it is.
        bytes: usize,
    },
    /// A number is not one that can be meant.
    #[error("`{field}` is {value}; it must be {expected}")]
    Number {
        /// Which field.
        field: &'static str,
        /// What it is.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
}

impl Fact {
    /// Whether it may be stored.
    pub fn check(&self) -> Result<(), FactError> {
        for (field, text) in [("key", &self.key), ("source", &self.source), ("id", &self.id)] {
            let bytes = text.len();
            if bytes == 0 || bytes > KEY || text.chars().any(char::is_control) {
                return Err(FactError::Name { field, bytes });
            }
        }
        numbers(&self.record)?;
        for (field, value) in super::fold::said(&self.record) {
            match value {
                Value::String(text) if text.len() > TEXT && text.chars().count() > TEXT => {
                    return Err(FactError::Text { field, characters: text.chars().count() });
                }
                Value::Array(items) if items.len() > ENTRIES => {
                    return Err(FactError::List { field, entries: items.len() });
                }
                Value::Array(items) => {
                    if let Some(bytes) = items.iter().map(length).find(|bytes| *bytes > KEY) {
                        return Err(FactError::Entry { field, bytes });
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// JSON would leave out a number that is none.
fn numbers(record: &Record) -> Result<(), FactError> {
    let (field, value, fits, expected) = match record {
        Record::Deployment(it) => {
            let share = it.share.unwrap_or_default();
            ("share", share, (0.0..=1.0).contains(&share), "a share from 0 to 1")
        }
        Record::IndicatorValue(it) => {
            let value = it.value.unwrap_or_default();
            ("value", value, value.is_finite(), "a finite number")
        }
        _ => return Ok(()),
    };
    if fits { Ok(()) } else { Err(FactError::Number { field, value: value.to_string(), expected }) }
}

fn length(entry: &Value) -> usize {
    match entry {
        Value::String(text) => text.len(),
        Value::Object(fields) => fields.values().map(length).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
