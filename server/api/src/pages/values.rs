//! Values of properties as lines of text, with links where a value leads somewhere.

use archweave_model::metamodel::{EnumValue, PropertyDefinition, PropertyType};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use serde::Serialize;

use crate::pages::ask::cut;
use crate::pages::language::grouped;
use crate::pages::reading::Reading;

/// Most lines of one property.
const MAX_LINES: usize = 200;
/// Deepest record that is shown as such.
const MAX_DEPTH: usize = 5;
/// Longest value, in bytes.
const MAX_VALUE: usize = 4_000;

/// A name and what it says.
#[derive(Serialize)]
pub(crate) struct Fact {
    /// Label for readers.
    pub label: String,
    /// Its key, where the label is another word.
    pub key: Option<String>,
    /// At least one.
    pub lines: Vec<Line>,
}

/// Part of a value.
#[derive(Serialize)]
pub(crate) struct Line {
    depth: usize,
    /// Name within a record.
    label: Option<String>,
    parts: Vec<Part>,
}

/// A scalar.
#[derive(Serialize)]
pub(crate) struct Part {
    text: String,
    href: Option<String>,
    /// Leads away from this server.
    is_outside: bool,
}

impl Fact {
    /// A fact of one line.
    pub fn plain(label: &str, text: impl Into<String>) -> Self {
        Self::of(label, vec![Part::text(text)])
    }

    /// A fact of one line that leads to a page.
    pub fn link(label: &str, text: impl Into<String>, href: String) -> Self {
        Self::of(label, vec![Part { href: Some(href), ..Part::text(text) }])
    }

    /// A fact of several lines.
    pub fn lines(label: &str, lines: Vec<Part>) -> Self {
        let lines = lines.into_iter().map(|part| Line { depth: 0, label: None, parts: vec![part] });
        Self { label: label.to_owned(), key: None, lines: lines.collect() }
    }

    /// A fact of one line with several parts.
    pub fn of(label: &str, parts: Vec<Part>) -> Self {
        Self { label: label.to_owned(), key: None, lines: vec![Line { depth: 0, label: None, parts }] }
    }
}

impl Part {
    /// Without a link.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let text = if text.len() > MAX_VALUE { format!("{}…", cut(&text, MAX_VALUE)) } else { text };
        Self { text, href: None, is_outside: false }
    }

    /// What it says.
    pub fn words(&self) -> &str {
        &self.text
    }

    /// Where it leads.
    pub fn address(&self) -> Option<&str> {
        self.href.as_deref()
    }

    /// With a link out of this server, if it is an address that a browser may follow.
    pub fn outside(self, address: Option<&str>) -> Self {
        match address.and_then(outside) {
            Some(href) => Self { href: Some(href), is_outside: true, ..self },
            None => self,
        }
    }

    /// With a link to a page of this server.
    pub fn to(self, href: String) -> Self {
        Self { href: Some(href), ..self }
    }
}

impl Reading<'_> {
    /// Properties with the labels that their kind gives them.
    pub fn facts(&self, properties: &Properties, defined: &[PropertyDefinition]) -> Vec<Fact> {
        let facts = properties.iter().map(|(key, value)| {
            let definition = defined.iter().find(|definition| definition.key == key);
            let label = definition.map_or_else(|| key.to_owned(), |d| self.label(&d.label, key));
            self.fact(key, &label, value, definition)
        });
        facts.collect()
    }

    /// One property.
    pub fn fact(
        &self,
        key: &str,
        label: &str,
        value: &Value,
        definition: Option<&PropertyDefinition>,
    ) -> Fact {
        let mut lines = Vec::new();
        self.lines(0, None, value, definition, &mut lines);
        let key = (label != key).then(|| cut(key, 200).to_owned());
        Fact { label: cut(label, 200).to_owned(), key, lines }
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
        let is_localized = definition.is_some_and(|d| d.kind == PropertyType::Localized);
        if let Some(text) = is_localized.then(|| self.localized(value)).flatten() {
            out.push(Line { depth, label, parts: vec![Part::text(text)] });
            return;
        }
        let all_localized = items.filter(|items| items.kind == PropertyType::Localized).and_then(|_| {
            let texts = value
                .items()
                .iter()
                .map(|item| self.localized(item).or_else(|| item.as_text().map(str::to_owned)));
            texts.collect::<Option<Vec<_>>>()
        });
        if let Some(texts) = all_localized {
            out.push(Line {
                depth,
                label,
                parts: texts.into_iter().take(MAX_LINES).map(Part::text).collect(),
            });
            return;
        }
        match value {
            Value::Text(text) => out.push(Line { depth, label, parts: vec![self.part(text, definition)] }),
            Value::List(list) if list.iter().all(|item| item.as_text().is_some()) => {
                let texts = list.iter().filter_map(Value::as_text).take(MAX_LINES);
                let parts = texts.map(|text| self.part(text, items.or(definition))).collect();
                out.push(Line { depth, label, parts });
            }
            Value::List(list) => {
                if label.is_some() {
                    out.push(Line { depth, label, parts: Vec::new() });
                }
                for (at, item) in list.iter().enumerate() {
                    let number = format!("{}.", at + 1);
                    self.lines((depth + 1).min(MAX_DEPTH), Some(number), item, items, out);
                }
            }
            Value::Record(entries) => {
                if label.is_some() {
                    out.push(Line { depth, label, parts: Vec::new() });
                }
                let depth = if out.is_empty() { depth } else { (depth + 1).min(MAX_DEPTH) };
                for (key, item) in entries.iter() {
                    let field = definition.and_then(|d| d.fields.iter().find(|field| field.key == key));
                    let name = field.map_or_else(|| key.to_owned(), |field| self.label(&field.label, key));
                    self.lines(depth, Some(cut(&name, 200).to_owned()), item, field, out);
                }
            }
        }
    }

    /// A text that is written in several languages, in the page's.
    pub fn localized(&self, value: &Value) -> Option<String> {
        let entries = value.as_record()?.iter();
        let entries = entries.map(|(code, text)| Some((code.into(), text.as_text()?.into())));
        let text = Text::languages(entries.collect::<Option<Vec<_>>>()?);
        Some(self.show(&text).text)
    }

    /// A value as the parts of one line; a record as its values.
    pub fn in_one_line(&self, value: &Value, definition: Option<&PropertyDefinition>) -> Vec<Part> {
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
        match definition.map(|d| (d.kind, d)) {
            Some((PropertyType::Enum, d)) => Part::text(self.value_label(d, text)),
            Some((PropertyType::Reference, _)) => self.part_for(text),
            Some((PropertyType::Integer, _)) => Part::text(integer(text)),
            Some((PropertyType::Boolean, _)) if matches!(text, "true" | "yes") => {
                Part::text(self.words().word("yes"))
            }
            Some((PropertyType::Boolean, _)) if matches!(text, "false" | "no") => {
                Part::text(self.words().word("no"))
            }
            _ => Part { href: outside(text), is_outside: outside(text).is_some(), ..Part::text(text) },
        }
    }

    /// A value of an enum for readers; as written, if it has no label.
    pub fn value_label(&self, definition: &PropertyDefinition, text: &str) -> String {
        match definition.values.iter().find(|value| value.id() == text) {
            Some(EnumValue::Labelled { label, .. }) => self.label(label, text),
            Some(EnumValue::Plain(_)) | None => text.to_owned(),
        }
    }

    /// An element by its id, or free text.
    pub fn part_for(&self, text: &str) -> Part {
        match self.snapshot().element(text) {
            Some(element) => Part::text(self.brief(element).name.text).to(self.to("elements", text)),
            None if text.contains('#') && self.snapshot().end(text).is_some() => {
                let part = self.brief_of_end(text);
                Part { text: part.name.text, href: part.href, is_outside: false }
            }
            None => Part { href: outside(text), is_outside: outside(text).is_some(), ..Part::text(text) },
        }
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
        assert!(outside("HTTP://example.org").is_some());
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "https:/x",
            " https://x",
            "https://x y",
            "客户https://x",
        ] {
            assert_eq!(outside(text), None, "{text}");
        }
    }

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(
            (&*integer("6800000"), &*integer("2026"), &*integer("007000000")),
            ("6,800,000", "2026", "007000000")
        );
    }
}
