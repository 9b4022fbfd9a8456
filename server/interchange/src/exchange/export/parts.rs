//! What nodes and connections cannot say, gathered for a property of their view: a record by the
//! id in the file, and the prefix that ids in the file have.

use archweave_model::value::{Properties, Value};

/// The records so far.
#[derive(Default)]
pub struct Parts {
    entries: Vec<(Box<str>, Value)>,
}

/// The record of one part.
#[derive(Default)]
pub struct Part(Vec<(Box<str>, Value)>);

impl Parts {
    /// Notes the prefix.
    pub fn prefix(&mut self, prefix: &str) {
        self.entries.push(("".into(), prefix.into()));
    }

    /// Adds the record of a part, if it says something.
    pub fn add(&mut self, written: &str, part: Part) {
        if !part.0.is_empty() {
            self.entries.push((written.into(), Value::Record(part.0.into_iter().collect())));
        }
    }

    /// All records as one, if there are any.
    pub fn into_record(self) -> Properties {
        self.entries.into_iter().collect()
    }
}

impl Part {
    pub fn value(&mut self, key: &str, value: Value) {
        self.0.push((key.into(), value));
    }

    pub fn some(&mut self, key: &str, value: Option<Value>) {
        self.0.extend(value.map(|value| (key.into(), value)));
    }

    pub fn text(&mut self, key: &str, text: &str) {
        self.value(key, text.into());
    }

    /// Adds a record, unless it is empty.
    pub fn record(&mut self, key: &str, record: &Properties) {
        if !record.is_empty() {
            self.value(key, Value::Record(record.clone()));
        }
    }
}
