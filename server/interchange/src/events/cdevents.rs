//! CDEvents 0.3 to 0.5, in CloudEvents over HTTP or bare.
//!
//! Four ways to send one: as structured CloudEvent (`application/cloudevents+json`), as its batch
//! (`application/cloudevents-batch+json`), with the attributes in `ce-` headers and the CDEvent as
//! body (binary), and the bare CDEvent as JSON.
//!
//! The sorts that tell of changes, builds, artifacts, services, tests, incidents and tickets become
//! facts ([`facts`]); the others (branches, environments, repositories, ..) are events without any.
//! `customData` may carry fields of our records: what fits is taken from its members, and everything
//! in its member `archweave` must fit.

mod facts;

use archweave_model::delivery::Moment;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::look::Look;
use super::{Draft, Event, EventError, Headers, MAX_BATCH, MAX_BODY, MAX_EVENTS, body};

/// The type of a body with one CloudEvent.
pub const STRUCTURED: &str = "application/cloudevents+json";
/// The type of a body with several.
pub const BATCH: &str = "application/cloudevents-batch+json";

const TYPES: &str = "`application/cloudevents+json`, `application/cloudevents-batch+json`, or \
    `application/json` with the event itself";

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    match headers.media_type().as_str() {
        STRUCTURED => Ok(vec![structured(&body::json(bytes, MAX_BODY)?)?]),
        BATCH => batch(&body::json(bytes, MAX_BATCH)?),
        "application/json" => {
            let value = body::json(bytes, MAX_BODY)?;
            let said = Attributes::of_headers(headers);
            said.version(headers.get("ce-specversion"))?;
            Ok(vec![said.check(event(&value)?)?])
        }
        found => Err(EventError::MediaType { found: found.to_owned(), expected: TYPES }),
    }
}

fn batch(value: &Value) -> Result<Vec<Event>, EventError> {
    let Some(items) = value.as_array() else {
        return Err(EventError::form("body", "is no list; a batch is a JSON array of CloudEvents"));
    };
    if items.len() > MAX_EVENTS {
        return Err(EventError::TooLarge { what: "the batch", limit: format!("{MAX_EVENTS} events") });
    }
    let read = |(at, item)| structured(item).map_err(|error| error.within(&format!("[{at}]")));
    items.iter().enumerate().map(read).collect()
}

/// What CloudEvents says beside the event, which says it too.
#[derive(Default)]
struct Attributes<'a> {
    id: Option<&'a str>,
    source: Option<&'a str>,
    sort: Option<&'a str>,
}

impl<'a> Attributes<'a> {
    fn of_headers(headers: &'a Headers) -> Self {
        Self { id: headers.get("ce-id"), source: headers.get("ce-source"), sort: headers.get("ce-type") }
    }

    /// Binary events say their version.
    fn version(&self, said: Option<&str>) -> Result<(), EventError> {
        match said {
            None if self.id.is_some() || self.sort.is_some() => {
                Err(EventError::Header { name: "ce-specversion", help: "send `1.0`" })
            }
            None => Ok(()),
            Some(version) => cloudevents(version, "ce-specversion"),
        }
    }

    /// Both must say the same: else a repeated event would not be known as such.
    fn check(&self, event: Event) -> Result<Event, EventError> {
        for (name, outer, inner) in [
            ("id", self.id, &event.id),
            ("source", self.source, &event.source),
            ("type", self.sort, &event.sort),
        ] {
            if outer.is_some_and(|outer| outer != inner) {
                let outer = outer.unwrap_or_default();
                let what = format!("is `{inner}`, but the CloudEvent around it says `{outer}`");
                return Err(EventError::value(format!("context.{name}"), what));
            }
        }
        Ok(event)
    }
}

fn cloudevents(version: &str, place: &str) -> Result<(), EventError> {
    match version {
        "1.0" => Ok(()),
        other => Err(EventError::value(place, format!("is `{other}`; CloudEvents 1.0 is read here"))),
    }
}

fn structured(value: &Value) -> Result<Event, EventError> {
    let look = Look(value);
    let Some(version) = look.str("specversion") else {
        return Err(EventError::form("specversion", "is missing; a CloudEvent says `1.0`"));
    };
    cloudevents(version, "specversion")?;
    let said = Attributes { id: look.str("id"), source: look.str("source"), sort: look.str("type") };
    for (name, found) in [("id", said.id), ("source", said.source), ("type", said.sort)] {
        if found.is_none() {
            return Err(EventError::form(name, "is missing; a CloudEvent has `id`, `source` and `type`"));
        }
    }
    let decoded;
    let data = match (look.at("data"), look.str("data_base64")) {
        (Some(data), _) => data,
        (None, Some(text)) => {
            let bytes = STANDARD.decode(text);
            let bytes = bytes.map_err(|_| EventError::value("data_base64", "is no base64"))?;
            decoded = body::json(&bytes, MAX_BODY)?;
            &decoded
        }
        (None, None) => return Err(EventError::form("data", "is missing; it holds the CDEvent")),
    };
    said.check(event(data).map_err(|error| error.within("data"))?)
}

/// Reads the CDEvent itself.
fn event(value: &Value) -> Result<Event, EventError> {
    let look = Look(value);
    let required = |path: &str| {
        look.str(path)
            .ok_or_else(|| EventError::form(path, "is missing; a CDEvent has one, and it is a text"))
    };
    let version = required("context.specversion")?;
    if !["0.3", "0.4", "0.5"].iter().any(|known| is_version(version, known)) {
        let what = format!("is `{version}`; CDEvents 0.3 to 0.5 are read here");
        return Err(EventError::value("context.specversion", what));
    }
    let sort = required("context.type")?;
    let (subject, predicate) = parts(sort)?;
    let written = required("context.timestamp")?;
    let at: Moment = written.parse().map_err(|_| {
        let what = format!("is `{written}`, no time; write it like 2026-07-14T20:10:00Z");
        EventError::value("context.timestamp", what)
    })?;
    required("subject.id")?;
    if look.at("subject.content").is_none_or(|content| !content.is_object()) {
        return Err(EventError::form("subject.content", "is missing; a CDEvent has an object there"));
    }
    let custom = custom(look.at("customData"))?;
    let (id, source) = (required("context.id")?.to_owned(), required("context.source")?.to_owned());
    let records = facts::of(look, subject, predicate, at, custom.as_ref())?;
    let sort = sort.to_owned();
    Draft { source, id, sort, at, original: value, records, keeps_original: true }.finish()
}

/// `0.5` is the version of `0.5`, `0.5.1` and `0.5.0-draft`.
fn is_version(text: &str, known: &str) -> bool {
    text.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// Subject and predicate of `dev.cdevents.service.deployed.0.3.0`; those of other tools' own sorts are
/// empty.
fn parts(sort: &str) -> Result<(&str, &str), EventError> {
    if sort.starts_with("dev.cdeventsx.") {
        return Ok(("", ""));
    }
    let rest = sort.strip_prefix("dev.cdevents.");
    let found = rest.and_then(|rest| {
        let (subject, rest) = rest.split_once('.')?;
        let (predicate, version) = rest.split_once('.')?;
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        let is_fit =
            is_word(subject) && is_word(predicate) && version.starts_with(|c: char| c.is_ascii_digit());
        is_fit.then_some((subject, predicate))
    });
    found.ok_or_else(|| {
        let what = format!("is `{sort}`; one looks like dev.cdevents.service.deployed.0.3.0");
        EventError::value("context.type", what)
    })
}

/// Custom data, if it is an object: as JSON, or in base64.
fn custom(data: Option<&Value>) -> Result<Option<Map<String, Value>>, EventError> {
    match data {
        Some(Value::Object(members)) => Ok(Some(members.clone())),
        Some(Value::String(text)) => {
            let bytes = STANDARD.decode(text.trim());
            let bytes =
                bytes.map_err(|_| EventError::value("customData", "is neither an object nor base64"))?;
            // Custom data of another type is somebody else's.
            match body::json(&bytes, MAX_BODY) {
                Ok(Value::Object(members)) => Ok(Some(members)),
                _ => Ok(None),
            }
        }
        _ => Ok(None),
    }
}
