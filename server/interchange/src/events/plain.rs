//! The plain form: one JSON object for each event, the fields of our records in it.
//!
//! ```json
//! { "source": "ci.example.org/csc", "id": "deploy-4711", "at": "2026-07-14T20:10:00+08:00",
//!   "deployment": { "environment": "production", "purl": "pkg:oci/message-gateway@3.4.1",
//!                   "commit": "8a1c0d", "result": "success", "requirements": ["REQ-103"] } }
//! ```
//!
//! Several stand in a list under `events`, with a `source` for all of them if they like. The word of
//! the record is that of [`fields::word`], its fields those of [`fields::of`]; whatever else stands
//! there is refused by its name, so that a slip of the pen is not an empty field. A record that can
//! be named by its fields needs no `key`; that of the others is `<source>#<id>` where they name none.

use archweave_model::delivery::{Fact, Moment, RecordKind};
use serde_json::{Value, json};

use super::{Draft, Event, EventError, Headers, MAX_BATCH, MAX_EVENTS, body, digest, fields, keys, record};

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    body::expect_json(headers)?;
    of_json(&body::json(bytes, MAX_BATCH)?)
}

/// Reads one event, or several under `events`.
pub fn of_json(value: &Value) -> Result<Vec<Event>, EventError> {
    let Some(members) = value.as_object() else {
        return Err(EventError::form("body", "is no object; send an event, or `{\"events\": [..]}`"));
    };
    let Some(events) = members.get("events") else { return Ok(vec![event(value, None)?]) };
    if let Some(name) = members.keys().find(|name| !["events", "source"].contains(&name.as_str())) {
        let what = "is unknown beside `events`; only `source` may stand there";
        return Err(EventError::form(name, what));
    }
    let source = match members.get("source") {
        None | Some(Value::Null) => None,
        Some(source) => Some(source.as_str().ok_or_else(|| EventError::form("source", "is no text"))?),
    };
    let Some(items) = events.as_array() else {
        return Err(EventError::form("events", "is no list of events"));
    };
    if items.len() > MAX_EVENTS {
        return Err(EventError::TooLarge { what: "`events`", limit: format!("{MAX_EVENTS} entries") });
    }
    let read = |(at, item)| event(item, source).map_err(|error| error.within(&format!("events[{at}]")));
    items.iter().enumerate().map(read).collect()
}

fn event(value: &Value, source: Option<&str>) -> Result<Event, EventError> {
    let Some(members) = value.as_object() else {
        return Err(EventError::form("event", "is no object"));
    };
    let mut found: Option<(RecordKind, &str, &Value)> = None;
    for (name, inner) in members {
        match fields::kind_of(name) {
            Some(kind) if found.is_none() => found = Some((kind, name, inner)),
            Some(_) => {
                let what = "is a second record; send each in an event of its own";
                return Err(EventError::form(name, what));
            }
            None if ["id", "source", "at"].contains(&name.as_str()) => {}
            None => return Err(EventError::form(name, unknown())),
        }
    }
    let Some((kind, name, inner)) = found else { return Err(EventError::form("event", none())) };
    let Some(inner) = inner.as_object() else { return Err(EventError::form(name, "is no object")) };
    let text = |name: &str| match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
        Some(_) => Err(EventError::form(name, "is no text")),
    };
    let Some(source) = text("source")?.or(source).map(str::to_owned) else {
        return Err(EventError::form(
            "source",
            "is missing; name who reports it, such as `ci.example.org/csc`",
        ));
    };
    // Sent again alone, it is the same event as in a list that says the source for all.
    let mut whole = value.clone();
    whole["source"] = source.as_str().into();
    let value = &whole;
    // What is sent again without an id is the same event if it says the same.
    let id = text("id")?.map_or_else(|| digest(value), str::to_owned);
    let mut draft = record::Draft::new(kind);
    for (field, value) in inner.iter().filter(|(field, _)| *field != "key") {
        draft.set(field, value).map_err(|error| error.within(name))?;
    }
    let at = match text("at")? {
        Some(written) => {
            Some(written.parse::<Moment>().map_err(|error| EventError::value("at", words(&error)))?)
        }
        None => draft.time(),
    };
    let Some(at) = at else {
        return Err(EventError::form("at", "is missing; say when it happened, like 2026-07-14T20:10:00Z"));
    };
    complete(&mut draft, kind, at);
    let record = draft.finish()?;
    let key = match inner.get("key") {
        Some(Value::String(key)) => key.trim().to_owned(),
        Some(Value::Null) | None => match keys::natural(&record) {
            Some(key) => key?,
            None => format!("{source}#{id}"),
        },
        Some(_) => return Err(EventError::form(format!("{name}.key"), "is no text")),
    };
    let sort = format!("plain.{}", fields::word(kind));
    let records = vec![(key, record)];
    Draft { source, id, sort, at, original: value, records, keeps_original: true }.finish()
}

/// Without the value in front, which the place stands for.
fn words(error: &impl std::fmt::Display) -> String {
    format!("is wrong: {error}")
}

/// The time of the event is that of the record, where it is a moment of its own.
pub(super) fn complete(draft: &mut record::Draft, kind: RecordKind, at: Moment) {
    let name = match kind {
        RecordKind::Verification
        | RecordKind::Release
        | RecordKind::IndicatorValue
        | RecordKind::Assessment => "at",
        RecordKind::Deployment if draft.says("result", "success") || !draft.has("result") => "at",
        RecordKind::Deployment if draft.says("result", "pending") => "started_at",
        RecordKind::Need => "received_at",
        _ => return,
    };
    if !draft.has(name) {
        // A moment is a time like any other.
        let _ = draft.set(name, &at.to_string().into());
    }
    if kind == RecordKind::Deployment && !draft.has("result") {
        let _ = draft.set("result", &"success".into());
    }
}

/// A fact in this form: what reads it back is the same fact.
pub fn written(fact: &Fact) -> Value {
    let whole = serde_json::to_value(&fact.record).unwrap_or_default();
    let kind = fact.record.kind();
    let mut fields = whole.get(kind.name()).cloned().unwrap_or_default();
    if let Some(fields) = fields.as_object_mut() {
        fields.insert("key".to_owned(), fact.key.as_str().into());
    }
    json!({ "source": fact.source, "id": fact.id, "at": fact.at, fields::word(kind): fields })
}

fn words_of_records() -> String {
    let words: Vec<&str> = RecordKind::ALL.iter().map(|kind| fields::word(*kind)).collect();
    words.join(", ")
}

fn unknown() -> String {
    format!("is unknown; an event has `id`, `source`, `at` and one of: {}", words_of_records())
}

fn none() -> String {
    format!("has no record; add one of: {}", words_of_records())
}
