//! Values of properties as the items of a cell, in the reader's language.

use crate::metamodel::{EnumValue, PropertyDefinition, PropertyType};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::view::asked::Asked;
use crate::view::table::Item;

/// Deepest list or record that is read.
const MAX_DEPTH: u32 = 6;

/// What a value says: labels for values of enums, names for references, an item for each of a list.
pub(super) fn items(asked: &Asked<'_>, value: &Value, definition: Option<&PropertyDefinition>) -> Vec<Item> {
    let mut found = Vec::new();
    add(asked, value, definition, MAX_DEPTH, &mut found);
    found
}

fn add(
    asked: &Asked<'_>,
    value: &Value,
    definition: Option<&PropertyDefinition>,
    depth: u32,
    found: &mut Vec<Item>,
) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Text(text) if text.trim().is_empty() => {}
        Value::Text(text) => found.push(scalar(asked, text.trim(), definition)),
        Value::List(list) => {
            let items = definition.and_then(|d| d.items.as_deref()).or(definition);
            list.iter().for_each(|item| add(asked, item, items, depth - 1, found));
        }
        Value::Record(entries) => found.extend(record(asked, entries, definition, depth)),
    }
}

fn scalar(asked: &Asked<'_>, text: &str, definition: Option<&PropertyDefinition>) -> Item {
    match definition.map(|definition| (definition.kind, definition)) {
        Some((PropertyType::Enum, definition)) => Item::new(value_label(asked, definition, text)),
        Some((PropertyType::Reference, _)) => reference(asked, text),
        Some((PropertyType::Boolean, _)) if matches!(text, "true" | "yes") => {
            Item::new(asked.says("Yes", "是"))
        }
        Some((PropertyType::Boolean, _)) if matches!(text, "false" | "no") => {
            Item::new(asked.says("No", "否"))
        }
        _ => Item::new(text),
    }
}

/// A value of an enum for readers; as written, if it has no label.
fn value_label(asked: &Asked<'_>, definition: &PropertyDefinition, text: &str) -> String {
    let label = match definition.values.iter().find(|value| value.id() == text) {
        Some(EnumValue::Labelled { label, .. }) => label.get(asked.language),
        Some(EnumValue::Plain(_)) | None => "",
    };
    if label.is_empty() { text } else { label }.to_owned()
}

/// An element by its id, or free text.
pub(super) fn reference(asked: &Asked<'_>, text: &str) -> Item {
    match asked.snapshot.element(text) {
        Some(element) => Item::of_element(asked, element),
        None => Item::new(text),
    }
}

/// A record in one line: a text in several languages, a part by its name, else its fields.
fn record(
    asked: &Asked<'_>,
    entries: &Properties,
    definition: Option<&PropertyDefinition>,
    depth: u32,
) -> Option<Item> {
    let fields = definition.map(|d| d.fields.as_slice()).unwrap_or_default();
    if definition.is_some_and(|d| d.kind == PropertyType::Localized) {
        return localized(asked, entries).map(Item::new);
    }
    let texts = |key: &str, value: &Value| {
        let mut found = Vec::new();
        let field = fields.iter().find(|field| field.key == key);
        let field = field.filter(|field| !field.key.is_empty());
        add(asked, value, field, depth - 1, &mut found);
        let texts: Vec<String> = found.into_iter().map(|item| item.text).collect();
        (field, texts.join(", "))
    };
    if definition.is_none_or(|d| d.fields.iter().any(|field| field.key == "id")) {
        // What has an id of its own is known by its name.
        let named = ["name", "id"].into_iter().find_map(|key| Some((key, entries.get(key)?)));
        if let Some((key, value)) = named {
            let text = match value {
                Value::Record(words) => localized(asked, words)?,
                value => texts(key, value).1,
            };
            return Some(Item::new(text));
        }
    }
    let said = entries.iter().filter_map(|(key, value)| {
        let (field, text) = texts(key, value);
        let label = field.map_or(key, |field| label_of(asked, field));
        (!text.is_empty()).then(|| format!("{label}: {text}"))
    });
    let text = said.collect::<Vec<_>>().join("; ");
    (!text.is_empty()).then(|| Item::new(text))
}

fn localized(asked: &Asked<'_>, entries: &Properties) -> Option<String> {
    let texts = entries.iter().map(|(code, text)| Some((code.into(), text.as_text()?.into())));
    let text = Text::languages(texts.collect::<Option<Vec<_>>>()?);
    let shown = text.get(asked.language);
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// Name of a property for readers; its key if it has none.
pub(super) fn label_of<'a>(asked: &Asked<'_>, definition: &'a PropertyDefinition) -> &'a str {
    match definition.label.get(asked.language) {
        "" => &definition.key,
        label => label,
    }
}
