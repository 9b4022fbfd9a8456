//! What an element names other than by relations: elements in its attributes and properties and in
//! those of its relations, its ids in other systems, and words of the glossary.

use std::borrow::Cow;

use crate::element::Element;
use crate::metamodel::{Metamodel, PropertyDefinition, PropertyType, common_attributes};
use crate::rules::Report;
use crate::rules::term::word_keys;
use crate::snapshot::Snapshot;
use crate::value::Value;

/// Separates system and id; no id of an element has a control character.
const SEPARATOR: char = '\u{1}';

/// Ids of elements that are named, and [`external_key`]s: ids in other systems, and names that terms claim.
pub(super) fn references<'a>(
    metamodel: &'a Metamodel,
    element: &'a Element,
    definitions: &'a [PropertyDefinition],
) -> Vec<Cow<'a, str>> {
    let mut found = Vec::new();
    if !element.attributes.is_empty() {
        for definition in common_attributes() {
            if let Some(value) = element.attributes.get(&definition.key) {
                collect(value, definition, &mut found);
            }
        }
        found.extend(external_keys(element).map(Cow::Owned));
    }
    found.extend(word_keys(metamodel, element).into_iter().map(Cow::Owned));
    if !element.properties.is_empty() {
        of_properties(&element.properties, definitions, &mut found);
    }
    for relation in &element.relations {
        if relation.properties.is_empty() {
            continue;
        }
        if let Some(kind) = metamodel.relation_index(relation.kind.as_str()) {
            of_properties(&relation.properties, &metamodel.relation(kind).properties, &mut found);
        }
    }
    found
}

fn of_properties<'a>(
    properties: &'a crate::value::Properties,
    definitions: &'a [PropertyDefinition],
    found: &mut Vec<Cow<'a, str>>,
) {
    for definition in definitions {
        if let Some(value) = properties.get(&definition.key) {
            collect(value, definition, found);
        }
    }
}

fn collect<'a>(value: &'a Value, definition: &'a PropertyDefinition, found: &mut Vec<Cow<'a, str>>) {
    match definition.kind {
        PropertyType::Reference => {
            found.extend(value.items().iter().filter_map(Value::as_text).map(Cow::Borrowed));
        }
        PropertyType::List => {
            if let Some(item) = &definition.items {
                value.items().iter().for_each(|value| collect(value, item, found));
            }
        }
        PropertyType::Record => {
            for field in &definition.fields {
                if let Some(value) = value.as_record().and_then(|record| record.get(&field.key)) {
                    collect(value, field, found);
                }
            }
        }
        _ => {}
    }
}

/// The element's ids in other systems, as keys that no element id can be.
fn external_keys(element: &Element) -> impl Iterator<Item = String> {
    let items = element.attributes.get("external").map_or(&[][..], Value::items);
    items.iter().filter_map(|item| {
        let record = item.as_record()?;
        Some(external_key(record.text("system")?, record.text("id")?))
    })
}

/// One key for an id in another system.
pub(crate) fn external_key(system: &str, id: &str) -> String {
    format!("{system}{SEPARATOR}{id}")
}

/// Whether a reference is an [`external_key`].
pub(crate) fn is_external(reference: &str) -> bool {
    reference.contains(SEPARATOR)
}

/// An id in another system means one element.
pub(super) fn check_external(report: &mut Report<'_>, slot: u32, element: &Element) {
    if element.attributes.is_empty() {
        return;
    }
    let keys: Vec<String> = external_keys(element).collect();
    for key in keys {
        let Some(other) = other_with(report.snapshot, &key, slot) else { continue };
        let (system, id) = key.split_once(SEPARATOR).unwrap_or_default();
        let message = format!("`{id}` of `{system}` is the id of `{other}` too");
        let help = "keep it at the element that is meant; relate the other one to that element";
        report.about_element(element, "external", "duplicate-external", message, help);
    }
}

fn other_with(snapshot: &Snapshot, key: &str, slot: u32) -> Option<String> {
    let holders = snapshot.referrers.get(key)?;
    let ids = holders.iter().filter(|other| **other != slot).filter_map(|other| snapshot.element_at(*other));
    ids.map(|element| element.id.as_str()).min().map(str::to_owned)
}
