//! Catalogs: a row for each selected element.

use std::collections::BTreeSet;

use crate::element::Element;
use crate::metamodel::{ElementKind, KindIndex, PropertyDefinition, common_attributes, zachman};
use crate::view::asked::Asked;
use crate::view::grouping::state_name;
use crate::view::table::{Cell, Head, Item, Of, Row, Table, by_name, title, value};
use crate::viewpoint::{Field, Way};

/// The selected elements by name; the first field is the head of a row.
pub fn table(asked: &Asked<'_>) -> Table {
    let mut slots = asked.selected();
    slots.retain(|slot| is_listed(asked, *slot));
    by_name(asked, &mut slots);
    let kinds: BTreeSet<KindIndex> = slots.iter().filter_map(|slot| asked.snapshot.kind_at(*slot)).collect();
    let kinds: Vec<&ElementKind> = kinds.into_iter().map(|index| asked.metamodel().kind(index)).collect();
    let said = asked.show.fields.clone().unwrap_or_default();
    let fields = if said.is_empty() { usual_fields(&kinds) } else { said };
    let Some((first, others)) = fields.split_first() else { return Table::default() };
    let rows = slots.iter().filter_map(|slot| {
        let element = asked.snapshot.element_at(*slot)?;
        let head = cell(asked, *slot, element, first).text();
        Some(Row {
            head: Head { of: Of::Element(element.id.clone()), ..Head::new(head) },
            cells: others.iter().map(|field| cell(asked, *slot, element, field)).collect(),
        })
    });
    Table {
        title: title(asked),
        corner: label(asked, first, &kinds),
        columns: others.iter().map(|field| Head::new(label(asked, field, &kinds))).collect(),
        rows: rows.collect(),
        ..Table::default()
    }
}

/// Groupings and junctions are admitted everywhere, but no list of other kinds has them.
fn is_listed(asked: &Asked<'_>, slot: u32) -> bool {
    let Some(viewpoint) = asked.viewpoint else { return true };
    let admits_all = viewpoint.kinds.is_empty() && viewpoint.layers.is_empty();
    let connects = ["grouping".to_owned(), "junction".to_owned()];
    admits_all
        || !asked.view.content.is_empty()
        || !asked.is_kind(slot, &connects)
        || (!viewpoint.kinds.is_empty() && asked.is_kind(slot, &viewpoint.kinds))
}

/// Columns of a catalog that names none: what every element has, and what its kind must have.
fn usual_fields(kinds: &[&ElementKind]) -> Vec<Field> {
    let mut keys = vec!["name"];
    if kinds.len() > 1 {
        keys.push("kind");
    }
    keys.extend(["description", "owner", "lifecycle"]);
    let required = kinds.iter().flat_map(|kind| &kind.properties).filter(|p| p.required && !p.computed);
    for property in required {
        if !keys.contains(&&*property.key) {
            keys.push(&property.key);
        }
    }
    keys.into_iter().map(|key| Field { of: key.to_owned(), ..Field::default() }).collect()
}

/// Title of a column.
fn label(asked: &Asked<'_>, field: &Field, kinds: &[&ElementKind]) -> String {
    if !field.label.is_empty() {
        return field.label.get(asked.language).to_owned();
    }
    let word = match &*field.of {
        "" => return relations_label(asked, field),
        "name" => asked.says("Name", "名称"),
        "id" => asked.says("Id", "标识"),
        "kind" => asked.says("Kind", "类型"),
        "description" => asked.says("Description", "描述"),
        "owner" => asked.says("Owner", "责任方"),
        "lifecycle" => asked.says("Lifecycle", "生命周期"),
        "tags" => asked.says("Tags", "标签"),
        "zachman" => asked.says("Zachman cell", "Zachman 单元格"),
        key => {
            let own = kinds.iter().flat_map(|kind| &kind.properties).find(|property| property.key == key);
            let definition = own.or_else(|| common_attributes().find(|property| property.key == key));
            definition.map_or(key, |definition| value::label_of(asked, definition))
        }
    };
    word.to_owned()
}

/// The names of the relations as read from the element.
fn relations_label(asked: &Asked<'_>, field: &Field) -> String {
    if field.relations.is_empty() {
        return asked.says("Related", "相关").to_owned();
    }
    let names = field.relations.iter().map(|name| {
        let known = asked.metamodel().relation_index(name).map(|index| asked.metamodel().relation(index));
        let Some(kind) = known else { return name.as_str() };
        let text = match field.way {
            Way::Out => kind.forward.get(asked.language),
            Way::In => kind.backward.get(asked.language),
            Way::Both => "",
        };
        if text.is_empty() { kind.label.get(asked.language) } else { text }
    });
    capitalized(&names.collect::<Vec<_>>().join(" / "))
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn cell(asked: &Asked<'_>, slot: u32, element: &Element, field: &Field) -> Cell {
    let items = match &*field.of {
        "" => related(asked, slot, field),
        "name" => vec![Item::of_element(asked, element)],
        "id" => vec![Item { text: element.id.to_string(), of: Of::Element(element.id.clone()) }],
        "kind" => vec![Item::new(asked.kind_label(element.kind.as_str()))],
        "description" => vec![Item::new(element.description.get(asked.language).trim())],
        "owner" => owners(asked, element),
        "lifecycle" => lifecycle(asked, element),
        "tags" => element.tags.iter().map(|tag| Item::new(&**tag)).collect(),
        "zachman" => cells(asked, slot, element),
        key => {
            let definition = definition(asked, slot, key);
            let value = element.properties.get(key).or_else(|| element.attributes.get(key));
            value.map_or_else(Vec::new, |value| value::items(asked, value, definition))
        }
    };
    let items = items.into_iter().filter(|item| !item.text.is_empty());
    Cell { items: items.collect(), ..Cell::default() }
}

/// What is known of a property of the element in a slot.
pub(super) fn definition<'a>(asked: &Asked<'a>, slot: u32, key: &str) -> Option<&'a PropertyDefinition> {
    let kind = asked.snapshot.kind_at(slot).map(|index| asked.metamodel().kind(index));
    let own = kind.and_then(|kind| kind.properties.iter().find(|property| property.key == key));
    own.or_else(|| common_attributes().find(|property| property.key == key))
}

fn owners(asked: &Asked<'_>, element: &Element) -> Vec<Item> {
    let business = element.owners.business.as_deref();
    let technology = element.owners.technology.as_deref().filter(|owner| Some(*owner) != business);
    let mut items: Vec<Item> = business.map(|owner| value::reference(asked, owner)).into_iter().collect();
    items.extend(technology.map(|owner| {
        let item = value::reference(asked, owner);
        let side = asked.says("technology", "技术");
        Item { text: format!("{} ({side})", item.text), ..item }
    }));
    items
}

fn lifecycle(asked: &Asked<'_>, element: &Element) -> Vec<Item> {
    let Some(life) = element.lifecycle.as_deref() else { return Vec::new() };
    let state = life.state.as_deref().map(|state| state_name(state).get(asked.language).to_owned());
    let since = life.since.as_deref().map(|day| match asked.is_chinese() {
        true => format!("自 {day}"),
        false => format!("since {day}"),
    });
    let until = life.until.as_deref().map(|day| match asked.is_chinese() {
        true => format!("至 {day}"),
        false => format!("until {day}"),
    });
    [state, since, until].into_iter().flatten().map(Item::new).collect()
}

/// Names of the cells that a person has confirmed, else of the kind's default.
fn cells(asked: &Asked<'_>, slot: u32, element: &Element) -> Vec<Item> {
    let kind = asked.snapshot.kind_at(slot).map(|index| asked.metamodel().kind(index));
    let default = kind.and_then(|kind| kind.default_cell(element)).filter(|_| element.zachman.is_empty());
    let ids = element.zachman.iter().map(|id| &**id).chain(default);
    let names = ids.map(|id| match zachman().cells.iter().find(|cell| cell.id == id) {
        Some(cell) => cell.name.get(asked.language),
        None => id,
    });
    names.map(Item::new).collect()
}

/// Names of the elements at the other end of relations, each once.
fn related(asked: &Asked<'_>, slot: u32, field: &Field) -> Vec<Item> {
    let found = asked.neighbours(slot, &field.relations, field.way, &field.kinds);
    let mut others: Vec<u32> =
        found.into_iter().map(|(_, other)| other).filter(|other| *other != slot).collect();
    others.sort_unstable();
    others.dedup();
    by_name(asked, &mut others);
    let elements = others.iter().filter_map(|other| asked.snapshot.element_at(*other));
    elements.map(|element| Item::of_element(asked, element)).collect()
}
