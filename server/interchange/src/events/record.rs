//! From names and JSON values to a record, checked field by field.

use archweave_model::delivery::{Moment, Record, RecordKind};
use serde_json::{Map, Value, json};

use super::fields::{self, Field, Form};
use super::{EventError, keys};

/// Most characters of one text.
const MAX_TEXT: usize = 4_000;
/// Most entries of one list.
const MAX_LIST: usize = 1_000;
/// Most characters of a text in a list, of a name or an address.
const MAX_SHORT: usize = 500;

/// A record under construction: fields that were checked.
#[derive(Debug)]
pub(super) struct Draft {
    kind: RecordKind,
    members: Map<String, Value>,
    mentions: Vec<Value>,
}

impl Draft {
    pub(super) fn new(kind: RecordKind) -> Self {
        Self { kind, members: Map::new(), mentions: Vec::new() }
    }

    /// What it was found to say so far.
    pub(super) fn of(record: Record) -> Self {
        let kind = record.kind();
        let mut whole = serde_json::to_value(record).unwrap_or_default();
        let inner = whole.get_mut(kind.name()).map(Value::take);
        let mut members = match inner {
            Some(Value::Object(members)) => members,
            _ => Map::new(),
        };
        let mentions = match members.remove("mentions") {
            Some(Value::Array(mentions)) => mentions,
            _ => Vec::new(),
        };
        Self { kind, members, mentions }
    }

    /// Whether something was said about a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// Whether a field has this text.
    pub(super) fn says(&self, name: &str, text: &str) -> bool {
        self.members.get(name).and_then(Value::as_str) == Some(text)
    }

    /// Sets a field; a value that does not fit, and a name that is not known, are refused.
    pub(super) fn set(&mut self, name: &str, value: &Value) -> Result<(), EventError> {
        if value.is_null() {
            return Ok(());
        }
        if let Some(field) = fields::of(self.kind).iter().find(|field| field.name == name) {
            let value = checked(field, value).map_err(|what| EventError::value(name, what))?;
            self.members.insert(name.to_owned(), value);
            return Ok(());
        }
        if fields::has_mentions(self.kind) {
            if let Some((_, sort, _)) = fields::MENTIONS.iter().find(|(known, ..)| *known == name) {
                let texts = texts(value).map_err(|what| EventError::value(name, what))?;
                let mention = |text: &String| json!({ "sort": sort, "text": text, "basis": "declared" });
                self.mentions.extend(texts.iter().map(mention));
                return Ok(());
            }
            if name == "mentions" {
                return self.mention(value);
            }
        }
        Err(EventError::form(name, self.unknown()))
    }

    /// Sets what fits and is not said yet; custom data may be about anything else.
    pub(super) fn fill(&mut self, custom: &Map<String, Value>) {
        for (name, value) in custom {
            if !self.has(name) && name != "mentions" {
                // What does not fit is not meant for us.
                let _ = self.set(name, value);
            }
        }
    }

    /// Sets what was said for us in particular: all of it must fit.
    pub(super) fn replace(&mut self, ours: &Map<String, Value>) -> Result<(), EventError> {
        ours.iter().try_for_each(|(name, value)| self.set(name, value))
    }

    /// Mentions with their sort and basis.
    fn mention(&mut self, value: &Value) -> Result<(), EventError> {
        let Some(items) = value.as_array().filter(|items| items.len() <= MAX_LIST) else {
            return Err(EventError::value("mentions", "is no list of at most 1,000 entries"));
        };
        for (at, item) in items.iter().enumerate() {
            let place = format!("mentions[{at}]");
            let wrong = |what: &str| EventError::value(place.clone(), what);
            let Some(members) = item.as_object() else {
                return Err(wrong("is no object with `sort` and `text`"));
            };
            if let Some(name) =
                members.keys().find(|name| !["sort", "text", "basis"].contains(&name.as_str()))
            {
                return Err(EventError::form(
                    format!("{place}.{name}"),
                    "is unknown; there are: sort, text, basis",
                ));
            }
            let text = members.get("text").and_then(Value::as_str).unwrap_or_default();
            let text = short(text).map_err(|what| wrong(&what))?;
            // Only a person on this server decides by hand.
            let basis = members.get("basis").and_then(Value::as_str).unwrap_or("declared");
            if basis == "by-hand" {
                return Err(wrong("says `by-hand`, which only people on the server can; leave `basis` out"));
            }
            let mention = json!({ "sort": members.get("sort"), "text": text, "basis": basis });
            let read: Result<archweave_model::delivery::record::Mention, _> =
                serde_json::from_value(mention.clone());
            read.map_err(|error| wrong(&format!("cannot be read: {error}")))?;
            self.mentions.push(mention);
        }
        Ok(())
    }

    fn unknown(&self) -> String {
        let word = fields::word(self.kind);
        let mut names: Vec<&str> = fields::of(self.kind).iter().map(|field| field.name).collect();
        if fields::has_mentions(self.kind) {
            names.extend(fields::MENTIONS.iter().map(|(name, ..)| *name));
        }
        format!("is no field of {} {word}; there are: {}", article(word), names.join(", "))
    }

    /// When it happened, as one of its fields says.
    pub(super) fn time(&self) -> Option<Moment> {
        let names = fields::time_of(self.kind).iter();
        names.filter_map(|name| self.members.get(*name)?.as_str()?.parse().ok()).next()
    }

    /// The record.
    pub(super) fn finish(self) -> Result<Record, EventError> {
        let Self { kind, mut members, mentions } = self;
        if !mentions.is_empty() {
            members.insert("mentions".to_owned(), mentions.into());
        }
        let whole = Value::Object(Map::from_iter([(kind.name().to_owned(), Value::Object(members))]));
        serde_json::from_value(whole)
            .map_err(|error| EventError::value(fields::word(kind), format!("cannot be read: {error}")))
    }
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'i']) { "an" } else { "a" }
}

/// A value in the one way that it is kept, or what is wrong with it.
fn checked(field: &Field, value: &Value) -> Result<Value, String> {
    let said = || shown(value);
    match field.form {
        Form::Text => Ok(long(text(value).ok_or_else(|| format!("is {}, not a text", said()))?)?.into()),
        Form::Time => {
            let text = value.as_str().ok_or_else(|| format!("is {}, not a time", said()))?;
            let at: Moment = text
                .parse()
                .map_err(|error: archweave_model::delivery::moment::ParseMomentError| error.to_string())?;
            Ok(at.to_string().into())
        }
        Form::Day => {
            let day = value.as_str().filter(|text| text.trim().len() == 10);
            let day = day.and_then(|text| text.parse::<Moment>().ok());
            Ok(day.ok_or_else(|| format!("is {}, not a day; write it like 2026-07-14", said()))?.day().into())
        }
        Form::Count => {
            let count = value.as_u64().filter(|count| *count <= u64::from(u32::MAX));
            Ok(count.ok_or_else(|| format!("is {}, not a whole number from 0", said()))?.into())
        }
        Form::Rank => {
            let rank = value.as_u64().filter(|rank| (1..=4).contains(rank));
            Ok(rank.ok_or_else(|| format!("is {}; write 1, the highest, to 4", said()))?.into())
        }
        Form::Number => {
            let number = value.as_f64().filter(|number| number.is_finite());
            Ok(json!(number.ok_or_else(|| format!("is {}, not a number", said()))?))
        }
        Form::Share => {
            let share = value.as_f64().filter(|share| (0.0..=1.0).contains(share));
            Ok(json!(share.ok_or_else(|| format!("is {}; write a part of all users, 0 to 1", said()))?))
        }
        Form::Flag => {
            Ok(value.as_bool().ok_or_else(|| format!("is {}; write true or false", said()))?.into())
        }
        Form::Choice(words) => {
            let found = value.as_str().and_then(|text| words.iter().find(|word| **word == text.trim()));
            let found = found.ok_or_else(|| format!("is {}; write one of: {}", said(), words.join(", ")))?;
            Ok((*found).into())
        }
        Form::Purl => {
            let text = value.as_str().ok_or_else(|| format!("is {}, not a package address", said()))?;
            Ok(purl(text)?.into())
        }
        Form::Repository => {
            let text = value.as_str().ok_or_else(|| format!("is {}, not a repository", said()))?;
            Ok(keys::repository(&short(text)?).into())
        }
        Form::Texts => Ok(texts(value)?.into()),
        Form::Purls => {
            let purls: Result<Vec<String>, String> = texts(value)?.iter().map(|text| purl(text)).collect();
            Ok(purls?.into())
        }
    }
}

/// What stands for a value in a sentence.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.chars().count() {
        0..=60 => format!("`{text}`"),
        _ => format!("`{}...`", text.chars().take(57).collect::<String>()),
    }
}

/// A text, or a number that is meant as one: numbers of tickets and runs.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn long(text: String) -> Result<String, String> {
    match text.chars().count() {
        count if count > MAX_TEXT => {
            Err(format!("has {count} characters; more than {MAX_TEXT} are not kept"))
        }
        _ if text.trim().is_empty() => Err("is empty; leave it out".to_owned()),
        _ => Ok(text.trim().to_owned()),
    }
}

fn short(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("has an empty text; leave it out".to_owned()),
        count if count > MAX_SHORT => {
            Err(format!("has a text of {count} characters; more than {MAX_SHORT} are not kept"))
        }
        _ => Ok(text.to_owned()),
    }
}

/// A list of texts; one text alone is a list too.
fn texts(value: &Value) -> Result<Vec<String>, String> {
    let alone = std::slice::from_ref(value);
    let items = value.as_array().map_or(alone, Vec::as_slice);
    if items.len() > MAX_LIST {
        return Err(format!("has {} entries; more than {MAX_LIST} are not kept", items.len()));
    }
    let one = |item: &Value| short(&text(item).ok_or_else(|| format!("has {}, not a text", shown(item)))?);
    items.iter().map(one).collect()
}

/// A package address in its one way of writing; one that cannot be read is kept as it is, so that
/// it is listed among what matched nothing.
pub(super) fn purl(text: &str) -> Result<String, String> {
    let text = short(text)?;
    Ok(match archweave_model::delivery::purl::parse(&text) {
        Ok(purl) => purl.to_string(),
        Err(_) => text,
    })
}
