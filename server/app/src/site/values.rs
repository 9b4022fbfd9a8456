//! Values of properties as lines of text, with links where a value leads somewhere.

use archweave_model::metamodel::{EnumValue, PropertyDefinition, PropertyType};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use serde_json::{Value as Json, json};

use crate::site::reading::{Reading, cut};
use crate::site::words::grouped;

/// Most lines of one property.
const MAX_LINES: usize = 200;
/// Deepest record that is shown as such.
const MAX_DEPTH: usize = 4;
/// Longest value, in bytes.
const MAX_VALUE: usize = 4_000;

/// A scalar: what it says, and where it leads.
pub(super) struct Part {
    pub text: String,
    pub href: Option<String>,
    /// Leads away from the site.
    pub is_outside: bool,
}

/// Parts in one line, below a name within a record.
struct Line {
    depth: usize,
    label: Option<String>,
    parts: Vec<Part>,
}

impl Part {
    /// Without a link.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let text = if text.len() > MAX_VALUE { format!("{}…", cut(&text, MAX_VALUE)) } else { text };
        Self { text, href: None, is_outside: false }
    }

    /// With a link to a page of the site.
    pub(super) fn to(self, href: String) -> Self {
        Self { href: Some(href), ..self }
    }

    /// With a link out of the site, if it is an address that a browser may follow.
    pub(super) fn outside(self, address: Option<&str>) -> Self {
        match address.and_then(outside) {
            Some(href) => Self { href: Some(href), is_outside: true, ..self },
            None => self,
        }
    }

    pub(super) fn json(self) -> Json {
        json!({ "text": self.text, "href": self.href, "is_outside": self.is_outside })
    }
}

/// A fact of lines of one part each.
pub(super) fn lines(label: &str, parts: impl IntoIterator<Item = Part>) -> Json {
    let lines = parts.into_iter().map(|part| Line { depth: 0, label: None, parts: vec![part] });
    json!({ "label": label, "key": null, "lines": lines.map(Line::json).collect::<Vec<_>>() })
}

/// A fact of one line.
pub(super) fn line(label: &str, parts: Vec<Part>) -> Json {
    json!({ "label": label, "key": null, "lines": [Line { depth: 0, label: None, parts }.json()] })
}

impl Line {
    fn json(self) -> Json {
        let parts: Vec<Json> = self.parts.into_iter().map(Part::json).collect();
        json!({ "depth": self.depth, "label": self.label, "parts": parts })
    }
}

impl Reading<'_> {
    /// Properties with the labels that their kind gives them.
    pub(super) fn facts<'p>(
        &self,
        properties: impl Iterator<Item = (&'p str, &'p Value)>,
        defined: &[PropertyDefinition],
    ) -> Vec<Json> {
        let facts = properties.map(|(key, value)| {
            let definition = defined.iter().find(|definition| definition.key == key);
            self.fact(key, value, definition)
        });
        facts.collect()
    }

    /// One property.
    pub(super) fn fact(&self, key: &str, value: &Value, definition: Option<&PropertyDefinition>) -> Json {
        let label = definition.map_or_else(|| key.to_owned(), |d| self.label(&d.label, key));
        let mut lines = Vec::new();
        self.lines(0, None, value, definition, &mut lines);
        let lines: Vec<Json> = lines.into_iter().map(Line::json).collect();
        json!({ "label": cut(&label, 200), "key": null, "lines": lines })
    }

    fn lines(
        &self,
        depth: usize,
        label: Option<String>,
        value: &Value,
        definition: Option<&PropertyDefinition>,
        out: &mut Vec<Line>,
    ) {
        if out.len() >= MAX_LINES {
            return;
        }
        let items = definition.and_then(|d| d.items.as_deref());
        let is_localized =
            |d: Option<&PropertyDefinition>| d.is_some_and(|d| d.kind == PropertyType::Localized);
        let deeper = (depth + 1).min(MAX_DEPTH);
        if let Some(text) = self.localized(value).filter(|_| is_localized(definition)) {
            out.push(Line { depth, label, parts: vec![Part::text(text)] });
            return;
        }
        match value {
            Value::Text(text) => out.push(Line { depth, label, parts: vec![self.part(text, definition)] }),
            Value::List(list) if list.iter().all(|item| item.as_text().is_some()) => {
                let texts = list.iter().filter_map(Value::as_text).take(MAX_LINES);
                let parts = texts.map(|text| self.part(text, items.or(definition))).collect();
                out.push(Line { depth, label, parts });
            }
            Value::List(list) if is_localized(items) => {
                let texts = list
                    .iter()
                    .take(MAX_LINES)
                    .filter_map(|item| self.localized(item).or_else(|| item.as_text().map(str::to_owned)));
                out.push(Line { depth, label, parts: texts.map(Part::text).collect() });
            }
            Value::List(list) => {
                if label.is_some() {
                    out.push(Line { depth, label, parts: Vec::new() });
                }
                for (at, item) in list.iter().enumerate() {
                    self.lines(deeper, Some(format!("{}.", at + 1)), item, items, out);
                }
            }
            Value::Record(entries) => {
                if label.is_some() {
                    out.push(Line { depth, label, parts: Vec::new() });
                }
                let depth = if out.is_empty() { depth } else { deeper };
                for (key, item) in entries.iter() {
                    let field = definition.and_then(|d| d.fields.iter().find(|field| field.key == key));
                    let name = field.map_or_else(|| key.to_owned(), |field| self.label(&field.label, key));
                    self.lines(depth, Some(cut(&name, 200).to_owned()), item, field, out);
                }
            }
        }
    }

    /// A text that is written in several languages, in the page's.
    pub(super) fn localized(&self, value: &Value) -> Option<String> {
        let entries = value.as_record()?.iter();
        let entries = entries.map(|(code, text)| Some((code.into(), text.as_text()?.into())));
        let text = Text::languages(entries.collect::<Option<Vec<_>>>()?);
        Some(self.show(&text).0)
    }

    /// A value as the parts of one line; a record as its values.
    pub(super) fn in_one_line(&self, value: &Value, definition: Option<&PropertyDefinition>) -> Vec<Part> {
        let mut lines = Vec::new();
        self.lines(0, None, value, definition, &mut lines);
        let several = lines.len() > 1;
        let parts = lines.into_iter().flat_map(|line| {
            let label = line.label.filter(|_| several && !line.parts.is_empty());
            line.parts.into_iter().enumerate().map(move |(at, part)| match (&label, at) {
                (Some(label), 0) => Part { text: format!("{label} {}", part.text), ..part },
                _ => part,
            })
        });
        parts.collect()
    }

    fn part(&self, text: &str, definition: Option<&PropertyDefinition>) -> Part {
        let Some(definition) = definition else { return Part::text(text).outside(Some(text)) };
        match (definition.kind, text) {
            (PropertyType::Enum, _) => Part::text(self.value_label(definition, text)),
            (PropertyType::Reference, _) => self.part_for(text),
            (PropertyType::Integer, _) => Part::text(integer(text)),
            (PropertyType::Boolean, "true" | "yes") => Part::text(self.words.word("yes")),
            (PropertyType::Boolean, "false" | "no") => Part::text(self.words.word("no")),
            _ => Part::text(text).outside(Some(text)),
        }
    }

    /// A value of an enum for readers; as written, if it has no label.
    fn value_label(&self, definition: &PropertyDefinition, text: &str) -> String {
        match definition.values.iter().find(|value| value.id() == text) {
            Some(EnumValue::Labelled { label, .. }) => self.label(label, text),
            Some(EnumValue::Plain(_)) | None => text.to_owned(),
        }
    }

    /// An element by its id, or free text.
    pub(super) fn part_for(&self, text: &str) -> Part {
        match self.snapshot.element(text) {
            Some(element) => Part::text(self.name(element).0).to(self.element_href(text)),
            None if text.contains('#') && self.snapshot.end(text).is_some() => {
                let brief = self.brief_of_end(text);
                let part = Part::text(brief["name"]["text"].as_str().unwrap_or(text));
                Part { href: brief["href"].as_str().map(str::to_owned), ..part }
            }
            None => Part::text(text).outside(Some(text)),
        }
    }

    /// Name of a part of an element, if it has one.
    pub(super) fn part_name(&self, part: &Properties) -> Option<String> {
        let name = part.get("name").or_else(|| part.get("text"))?;
        let text = self.localized(name).or_else(|| name.as_text().map(str::to_owned))?;
        (!text.trim().is_empty()).then_some(text)
    }
}

/// The address a text is, if a browser may follow it: nothing but http and https, never `javascript:`.
fn outside(text: &str) -> Option<String> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let is_address = lower.starts_with("https://") || lower.starts_with("http://");
    let is_clean = text.len() <= 2_000 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (is_address && is_clean).then(|| text.to_owned())
}

/// A whole number with thousands set apart; years and the like stay as they are.
fn integer(text: &str) -> String {
    match text.parse::<usize>() {
        Ok(number) if number >= 10_000 && number.to_string() == text => grouped(number),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(outside("https://example.org/a?b=c").is_some());
        for text in
            ["javascript:alert(1)", "data:text/html,x", "//example.org", " https://x", "file:///etc/passwd"]
        {
            assert_eq!(outside(text), None, "{text}");
        }
    }
}
