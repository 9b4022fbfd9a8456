//! Parts of an element - attributes, operations, states, messages - as small tables.

use archweave_model::element::Element;
use archweave_model::metamodel::{PropertyDefinition, PropertyType};
use archweave_model::value::{Properties, Value};
use serde_json::{Value as Json, json};

use crate::site::reading::{Reading, anchor};
use crate::site::values::Part;

/// Rows of a table.
const MAX_ROWS: usize = 500;
/// Columns that the metamodel does not have.
const MAX_COLUMNS: usize = 30;

/// A field of the parts in a list: its key, and what the metamodel says of it.
type Column<'a> = (&'a str, Option<&'a PropertyDefinition>);

/// Whether a property has a table of its own.
pub(super) fn is_list(key: &str, value: &Value, defined: &[PropertyDefinition]) -> bool {
    let is_list = defined.iter().any(|definition| definition.parts && definition.key == key);
    is_list && value.items().iter().any(|item| item.as_record().is_some())
}

impl Reading<'_> {
    /// The lists of parts that an element has, in the metamodel's order.
    pub(super) fn part_lists(&self, element: &Element, defined: &[PropertyDefinition]) -> Vec<Json> {
        let lists = defined.iter().filter(|definition| definition.parts);
        lists.filter_map(|list| self.part_list(element, list)).collect()
    }

    fn part_list(&self, element: &Element, list: &PropertyDefinition) -> Option<Json> {
        let items = element.properties.get(&list.key)?.items();
        let parts: Vec<&Properties> = items.iter().filter_map(Value::as_record).collect();
        let columns = columns(&parts, list);
        let rows = parts.iter().take(MAX_ROWS).map(|part| {
            let id = part.text("id").unwrap_or_default();
            let cell = |(key, field): &Column<'_>| match part.get(key) {
                Some(value) => self.cell(element, value, *field),
                None => Vec::new(),
            };
            let cells: Vec<Vec<Json>> =
                columns.iter().map(|column| cell(column).into_iter().map(Part::json).collect()).collect();
            json!({ "id": id, "anchor": anchor("part", id), "cells": cells })
        });
        let label_of = |(key, field): &Column<'_>| {
            field.map_or_else(|| (*key).to_owned(), |field| self.label(&field.label, key))
        };
        (!parts.is_empty()).then(|| {
            json!({
                "key": list.key,
                "label": self.label(&list.label, &list.key),
                "count": parts.len(),
                "head": columns.iter().map(label_of).collect::<Vec<_>>(),
                "rows": rows.collect::<Vec<_>>(),
                "more": parts.len().saturating_sub(MAX_ROWS),
            })
        })
    }

    fn cell(&self, element: &Element, value: &Value, field: Option<&PropertyDefinition>) -> Vec<Part> {
        let target = |id: &str| {
            let lists = field.map_or(&[][..], |field| &field.part_of);
            let found = lists.iter().find_map(|list| {
                let items = element.properties.get(list)?.items();
                items.iter().filter_map(Value::as_record).find(|part| part.text("id") == Some(id))
            });
            found.map(|part| self.part_name(part).unwrap_or_else(|| id.to_owned()))
        };
        // The type of an attribute or the trigger of a transition may be an element.
        let may_name =
            field.is_none_or(|field| matches!(field.kind, PropertyType::Text | PropertyType::Localized));
        match value.as_text().and_then(|id| Some((id, target(id)?))) {
            Some((id, name)) => vec![Part::text(name).to(format!("#{}", anchor("part", id)))],
            None => match value.as_text().filter(|_| may_name) {
                Some(id) if self.snapshot.end(id).is_some() => vec![self.part_for(id)],
                _ => self.in_one_line(value, field),
            },
        }
    }
}

/// The fields that the metamodel knows and some part has, then the others.
fn columns<'a>(parts: &[&'a Properties], list: &'a PropertyDefinition) -> Vec<Column<'a>> {
    let known = list.items.as_deref().map_or(&[][..], |items| &items.fields);
    let mut columns: Vec<Column<'a>> = known.iter().map(|field| (&*field.key, Some(field))).collect();
    for key in parts.iter().flat_map(|part| part.iter().map(|(key, _)| key)) {
        if !columns.iter().any(|(known, _)| *known == key) && columns.len() < MAX_COLUMNS {
            columns.push((key, None));
        }
    }
    columns.retain(|(key, _)| *key != "id" && parts.iter().any(|part| part.get(key).is_some()));
    columns
}
