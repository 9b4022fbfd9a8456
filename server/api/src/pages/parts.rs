//! Parts of an element - attributes, operations, states, messages - as small tables.

use archweave_model::element::Element;
use archweave_model::metamodel::{PropertyDefinition, PropertyType};
use archweave_model::value::{Properties, Value};
use serde::Serialize;

use crate::pages::reading::Reading;
use crate::pages::values::Part;

/// Rows of a table.
const MAX_ROWS: usize = 500;

/// A list of parts.
#[derive(Serialize)]
pub(crate) struct PartList {
    key: String,
    label: String,
    count: usize,
    /// Names of the columns.
    head: Vec<String>,
    rows: Vec<Row>,
    /// How many are left out.
    more: usize,
}

#[derive(Serialize)]
struct Row {
    id: String,
    anchor: String,
    cells: Vec<Vec<Part>>,
}

/// Whether the text of a field may be the id of an element.
fn may_name(field: Option<&PropertyDefinition>) -> bool {
    field.is_none_or(|field| matches!(field.kind, PropertyType::Text | PropertyType::Localized))
}

/// The name of a part on its element's page.
pub(crate) fn part_anchor(id: &str) -> String {
    format!("part-{}", archweave_app::percent(id))
}

impl Reading<'_> {
    /// The lists of parts that an element has, in the metamodel's order.
    pub fn part_lists(&self, element: &Element, defined: &[PropertyDefinition]) -> Vec<PartList> {
        let lists = defined.iter().filter(|definition| definition.parts);
        lists.filter_map(|list| self.part_list(element, list)).collect()
    }

    fn part_list(&self, element: &Element, list: &PropertyDefinition) -> Option<PartList> {
        let items = element.properties.get(&list.key)?.items();
        let parts: Vec<&Properties> = items.iter().filter_map(Value::as_record).collect();
        let known = list.items.as_deref().map_or(&[][..], |items| &items.fields);
        let is_used = |key: &str| parts.iter().any(|part| part.get(key).is_some());
        let mut columns: Vec<(&str, Option<&PropertyDefinition>)> = Vec::new();
        columns.extend(known.iter().map(|field| (&*field.key, Some(field))));
        // Keys that the metamodel does not have are shown too.
        for key in parts.iter().flat_map(|part| part.iter().map(|(key, _)| key)) {
            if !columns.iter().any(|(known, _)| *known == key) && columns.len() < 30 {
                columns.push((key, None));
            }
        }
        columns.retain(|(key, _)| *key != "id" && is_used(key));
        let rows = parts.iter().take(MAX_ROWS).map(|part| {
            let id = part.text("id").unwrap_or_default().to_owned();
            let cell = |(key, field): &(&str, Option<&PropertyDefinition>)| match part.get(key) {
                Some(value) => self.cell(element, value, *field),
                None => Vec::new(),
            };
            Row { anchor: part_anchor(&id), cells: columns.iter().map(cell).collect(), id }
        });
        let label_of = |(key, field): &(&str, Option<&PropertyDefinition>)| {
            field.map_or_else(|| (*key).to_owned(), |field| self.label(&field.label, key))
        };
        (!parts.is_empty()).then(|| PartList {
            key: list.key.clone(),
            label: self.label(&list.label, &list.key),
            count: parts.len(),
            head: columns.iter().map(label_of).collect(),
            rows: rows.collect(),
            more: parts.len().saturating_sub(MAX_ROWS),
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
        match value.as_text().and_then(|id| Some((id, target(id)?))) {
            Some((id, name)) => vec![Part::text(name).to(format!("#{}", part_anchor(id)))],
            None => match value.as_text().filter(|_| may_name(field)) {
                // The type of an attribute or the trigger of a transition may be an element.
                Some(id) if self.snapshot().end(id).is_some() => vec![self.part_for(id)],
                _ => self.in_one_line(value, field),
            },
        }
    }

    /// Name of a part in the page's language, if it has one.
    pub fn part_name(&self, part: &Properties) -> Option<String> {
        let name = part.get("name").or_else(|| part.get("text"))?;
        let text = self.localized(name).or_else(|| name.as_text().map(str::to_owned))?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Name of a list of parts, for readers.
    pub fn list_label(&self, slot: u32, key: &str) -> String {
        let kind = self.snapshot().kind_at(slot).map(|index| self.snapshot().metamodel().kind(index));
        let list = kind.and_then(|kind| kind.properties.iter().find(|definition| definition.key == key));
        list.map_or_else(|| key.to_owned(), |list| self.label(&list.label, key))
    }
}
