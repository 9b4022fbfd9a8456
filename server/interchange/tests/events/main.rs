//! Events as tools send them: what is understood of them, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail anywhere")]

mod cdevents;
mod docs;
mod examples;
mod forms;
mod hooks;
mod hostile;
mod signatures;
mod tables;

use archweave_interchange::events::{Event, EventError, Headers, Hook};
use serde_json::{Map, Value, json};

/// Reads a body of JSON.
fn read(hook: Hook, headers: &[(&str, &str)], body: &Value) -> Result<Vec<Event>, EventError> {
    let mut all = headers.to_vec();
    all.push(("Content-Type", "application/json"));
    hook.read(&Headers::new(all), body.to_string().as_bytes())
}

/// The facts of events: word of the record, key, and the fields that are said.
fn facts(events: &[Event]) -> Vec<(String, String, Map<String, Value>)> {
    let facts = events.iter().flat_map(|event| &event.facts);
    facts
        .map(|fact| {
            let whole = serde_json::to_value(&fact.record).unwrap();
            let (kind, inner) = whole.as_object().unwrap().iter().next().unwrap();
            (kind.clone(), fact.key.clone(), inner.as_object().unwrap().clone())
        })
        .collect()
}

/// The only fact, which has these fields among others.
#[track_caller]
fn check_fact(events: &[Event], kind: &str, key: &str, fields: &Value) {
    let found = facts(events);
    assert_eq!(found.len(), 1, "{found:?}");
    check_one(&found[0], kind, key, fields);
}

#[track_caller]
fn check_one(found: &(String, String, Map<String, Value>), kind: &str, key: &str, fields: &Value) {
    assert_eq!((found.0.as_str(), found.1.as_str()), (kind, key));
    for (name, value) in fields.as_object().unwrap() {
        let said = found.2.get(name).unwrap_or(&Value::Null);
        assert_eq!(said, value, "{name} of {found:?}");
    }
}

fn mention(text: &str, basis: &str) -> Value {
    json!({ "sort": "requirement", "text": text, "basis": basis })
}
