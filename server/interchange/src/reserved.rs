//! What another format has no place for, as properties (or features of view nodes) with reserved keys.
//!
//! `archweave.<field>`: plain text where the value is one text, JSON where it has structure. Names in
//! further languages are `archweave.name.<language>`; the language order, where it is not "main
//! language first", is the JSON list `archweave.name`. A property that a file cannot say is
//! `archweave.property` with the JSON `{key: value}`.

use std::borrow::Cow;
use std::collections::HashMap;

use archweave_model::element::Element;
use archweave_model::model::{Manifest, RuleLevel};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};

use crate::escape::is_clean;
use crate::{properties, text_json};

/// How reserved keys start.
const PREFIX: &str = "archweave.";
/// A property that a file cannot say.
const PROPERTY: &str = "property";
const FIELDS: [&str; 32] = [
    "access",
    "attributes",
    "bends",
    "bounds",
    "description",
    "directed",
    "extra",
    "id",
    "junction",
    "kind",
    "label",
    "languages",
    "lifecycle",
    "manifest",
    "name",
    "order",
    "organizations",
    "owner.business",
    "owner.technology",
    "parts",
    "path",
    "property",
    "selector",
    "shift",
    "show",
    "specializations",
    "strength",
    "style",
    "tags",
    "text",
    "viewpoint",
    "zachman",
];
const LOCALIZED: [&str; 4] = ["name.", "description.", "text.", "extension."];

/// Keys (without the prefix) and values.
pub type Entries = Vec<(Box<str>, Box<str>)>;

/// The field of a reserved key.
pub fn field(key: &str) -> Option<&str> {
    let field = key.strip_prefix(PREFIX)?;
    let is_known = FIELDS.contains(&field) || LOCALIZED.iter().any(|prefix| field.starts_with(prefix));
    is_known.then_some(field)
}

/// Reserved entries being written.
#[derive(Default)]
pub struct Reserve {
    entries: Vec<(String, String)>,
}

impl Reserve {
    /// Adds a text.
    pub fn text(&mut self, field: &str, text: &str) {
        let value = if is_clean(text) && !text.starts_with('"') {
            text.to_owned()
        } else {
            text_json::write(&text.into())
        };
        self.entries.push((format!("{PREFIX}{field}"), value));
    }

    /// Adds a value as JSON.
    pub fn json(&mut self, field: &str, value: &Value) {
        self.entries.push((format!("{PREFIX}{field}"), text_json::write(value)));
    }

    /// Adds texts as a JSON list, unless there are none.
    pub fn list(&mut self, field: &str, texts: &[Box<str>]) {
        if !texts.is_empty() {
            self.json(field, &Value::List(texts.iter().map(|t| Value::from(&**t)).collect()));
        }
    }

    /// Adds a record as JSON, unless it is empty.
    pub fn record(&mut self, field: &str, record: &Properties) {
        if !record.is_empty() {
            self.json(field, &Value::Record(record.clone()));
        }
    }

    /// Adds `extra` of tools other than the one whose format is written.
    pub fn extra(&mut self, own: &str, extra: &Properties) {
        if extra.iter().any(|(tool, _)| tool != own) {
            let mut others = extra.clone();
            others.remove(own);
            self.record("extra", &others);
        }
    }

    /// Adds what the file's one text cannot say, and returns that text.
    pub fn localized<'a>(&mut self, field: &str, text: &'a Text, main: &str) -> &'a str {
        let entries = match text {
            Text::One(text) => {
                if !is_clean(text) {
                    self.json(field, &Value::from(&**text));
                }
                return text;
            }
            Text::Many(entries) => entries,
        };
        let native = text.get(main);
        if !entries.iter().all(|(code, text)| is_clean(code) && is_clean(text)) {
            let record = entries.iter().map(|(code, text)| (code.clone(), Value::from(&**text)));
            self.json(field, &Value::record(record));
            return native;
        }
        let first = entries.first().map_or("", |(code, _)| code);
        let spoken = if text.exact(main).is_some() { main } else { first };
        if first != main || entries.len() == 1 {
            let codes = entries.iter().map(|(code, _)| Value::from(&**code)).collect();
            self.json(field, &Value::List(codes));
        }
        for (code, text) in entries.iter().filter(|(code, _)| &**code != spoken) {
            self.text(&format!("{field}.{code}"), text);
        }
        native
    }

    /// Adds a text as a whole, unless it is empty.
    pub fn whole(&mut self, field: &str, text: &Text) {
        match text {
            Text::One(text) if text.is_empty() => {}
            Text::One(text) => self.json(field, &Value::from(&**text)),
            Text::Many(entries) => {
                let record = entries.iter().map(|(code, text)| (code.clone(), Value::from(&**text)));
                self.json(field, &Value::record(record));
            }
        }
    }

    /// Adds who answers for an element, where it stands and how it is classified.
    pub fn accountability(&mut self, element: &Element) {
        for (field, owner) in
            [("owner.business", &element.owners.business), ("owner.technology", &element.owners.technology)]
        {
            if let Some(owner) = owner {
                self.text(field, owner);
            }
        }
        if let Some(lifecycle) = &element.lifecycle {
            let days =
                [("state", &lifecycle.state), ("since", &lifecycle.since), ("until", &lifecycle.until)];
            let days = days.into_iter().filter_map(|(key, day)| Some((key, Value::from(day.as_deref()?))));
            self.json("lifecycle", &Value::record(days));
        }
        self.list("zachman", &element.zachman);
        self.list("tags", &element.tags);
    }

    /// Adds the rules of a model.
    pub fn rules(&mut self, manifest: &Manifest) {
        let mut rules: Vec<(&str, Value)> = Vec::new();
        if manifest.format != Manifest::default().format {
            rules.push(("format", manifest.format.to_string().as_str().into()));
        }
        if manifest.level != RuleLevel::default() {
            rules.push(("level", manifest.level.name().into()));
        }
        if !manifest.severities.is_empty() {
            let all = manifest.severities.iter();
            let severities =
                all.map(|(code, severity)| (code.clone(), severity.map_or("off", |s| s.name()).into()));
            rules.push(("severities", Value::record(severities)));
        }
        if !manifest.attributes.is_empty() {
            rules.push(("attributes", Value::Record(manifest.attributes.clone())));
        }
        if !rules.is_empty() {
            self.json("manifest", &Value::record(rules));
        }
    }

    /// What was added, with whole keys.
    pub fn finish(self) -> Vec<(String, String)> {
        self.entries
    }
}

/// A property as the file's reserved one with the JSON `{key: value}`.
pub fn whole(key: &str, value: &Value) -> (String, String) {
    (format!("{PREFIX}{PROPERTY}"), text_json::write(&Value::record([(key, value.clone())])))
}

/// Properties as a file lists them; what a file cannot say is JSON.
pub fn listed<'a>(all: &'a Properties, order: Option<&str>) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    listed_where(all, order, |_| true)
}

/// The same for a file in which a key that is not `is_free` means something else.
pub fn listed_where<'a>(
    all: &'a Properties,
    order: Option<&str>,
    is_free: impl Fn(&str) -> bool,
) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let is_free = |key: &str| field(key).is_none() && is_free(key) && is_clean(key);
    let say = |(key, value): (&'a str, &'a Value)| match value {
        Value::Text(text) if is_free(key) && is_clean(text) => (Cow::Borrowed(key), Cow::Borrowed(&**text)),
        value => {
            let json = text_json::write(&Value::record([(key, value.clone())]));
            (Cow::Owned(format!("{PREFIX}{PROPERTY}")), Cow::Owned(json))
        }
    };
    // A list of texts is said one by one, or as a whole.
    let is_divided =
        |key: &str, items: &[Value]| is_free(key) && items.iter().filter_map(Value::as_text).all(is_clean);
    let is_orderly = |(key, value): (&str, &Value)| match value {
        Value::List(items) if properties::is_plain(value) => is_divided(key, items),
        _ => true,
    };
    if all.iter().all(is_orderly) {
        return properties::ungroup(all, order).into_iter().map(say).collect();
    }
    let mut list = Vec::new();
    for (key, value) in all.iter() {
        match value {
            Value::List(items) if properties::is_plain(value) && is_divided(key, items) => {
                list.extend(items.iter().map(|item| say((key, item))))
            }
            value => list.push(say((key, value))),
        }
    }
    list
}

/// Properties from a file's list, and the order of repeated keys.
pub fn properties(list: Entries) -> (Properties, Option<String>) {
    let wanted = format!("{PREFIX}{PROPERTY}");
    if list.iter().all(|(key, _)| **key != *wanted) {
        return properties::group(list);
    }
    let mut structured: HashMap<Box<str>, Value> = HashMap::new();
    let plain = list.into_iter().map(|(key, text)| {
        let read = (*key == *wanted).then(|| text_json::read(&text)).flatten();
        let entry = read.as_ref().and_then(Value::as_record).filter(|r| r.len() == 1);
        match entry.and_then(|record| record.iter().next()) {
            Some((real, value)) if !structured.contains_key(real) => {
                structured.insert(real.into(), value.clone());
                (real.into(), text)
            }
            _ => (key, text),
        }
    });
    let (grouped, order) = properties::group(plain.collect());
    let whole = grouped.iter().map(|(key, value)| {
        let real = structured.get(key).filter(|_| value.as_text().is_some());
        (Box::from(key), real.unwrap_or(value).clone())
    });
    (whole.collect(), order)
}

/// Reserved entries that were read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found(pub Entries);

impl Found {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the text of a field.
    pub fn text(&mut self, field: &str) -> Option<Box<str>> {
        let at = self.0.iter().position(|(key, _)| &**key == field)?;
        let (_, value) = self.0.remove(at);
        let unquoted = value.starts_with('"').then(|| text_json::read(&value)).flatten();
        Some(unquoted.as_ref().and_then(Value::as_text).map_or(value, Box::from))
    }

    /// Takes the JSON value of a field; a text that is no JSON stays.
    pub fn json(&mut self, field: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| &**key == field)?;
        let value = self.0.get(at).and_then(|(_, text)| text_json::read(text))?;
        self.0.remove(at);
        Some(value)
    }

    /// Takes a list of texts.
    pub fn list(&mut self, field: &str) -> Option<Box<[Box<str>]>> {
        let value = self.json(field)?;
        Some(value.items().iter().filter_map(Value::as_text).map(Box::from).collect())
    }

    /// Takes a record.
    pub fn record(&mut self, field: &str) -> Option<Properties> {
        match self.json(field)? {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Takes what belongs to a field with languages, given the file's own text.
    pub fn localized(&mut self, field: &str, native: &mut Text, main: &str) {
        let order = match self.json(field) {
            Some(Value::Text(text)) => {
                *native = Text::One(text);
                return;
            }
            Some(Value::Record(record)) => {
                let entries =
                    record.iter().filter_map(|(code, text)| Some((code.into(), text.as_text()?.into())));
                *native = Text::languages(entries);
                return;
            }
            Some(Value::List(codes)) => codes,
            None => Box::default(),
        };
        let prefix = format!("{field}.");
        let mut others: Vec<(Box<str>, Box<str>)> = Vec::new();
        self.0.retain(|(key, value)| match key.strip_prefix(&*prefix) {
            Some(code) => {
                others.push((code.into(), unquoted(value)));
                false
            }
            None => true,
        });
        if others.is_empty() && order.is_empty() {
            return;
        }
        let own = Box::<str>::from(native.main());
        let codes = order.iter().filter_map(Value::as_text);
        let spoken =
            codes.clone().find(|code| others.iter().all(|(known, _)| **known != **code)).unwrap_or(main);
        others.insert(0, (spoken.into(), own));
        others.sort_by_key(|(code, _)| codes.clone().position(|c| c == &**code).unwrap_or(usize::MAX));
        *native = Text::languages(others);
    }
}

fn unquoted(value: &str) -> Box<str> {
    let read = value.starts_with('"').then(|| text_json::read(value)).flatten();
    read.as_ref().and_then(Value::as_text).unwrap_or(value).into()
}
