//! The Zachman grid: how many elements stand in each of its 36 cells, and which come first.

use foldhash::HashMap;

use crate::metamodel::{Home, Named, ZachmanCell, zachman};
use crate::view::asked::Asked;
use crate::view::table::{Cell, Head, Item, Row, Table, by_name, title};

/// Elements named in a cell.
const NAMED: usize = 6;

/// The grid of the selected elements; those of a cell by name.
pub fn table(asked: &Asked<'_>) -> Table {
    let grid = zachman();
    let found = place(asked);
    let columns = grid.columns.iter().map(|column| head(asked, column));
    let rows = grid.rows.iter().map(|row| Row {
        head: head(asked, row),
        cells: grid
            .columns
            .iter()
            .map(|column| {
                let id = format!("{}.{}", row.id, column.id);
                let known = grid.cells.iter().find(|cell| cell.id == id);
                known.map_or_else(Cell::default, |known| cell(asked, known, found.cells.get(&*known.id)))
            })
            .collect(),
    });
    Table {
        title: title(asked),
        corner: asked.says("Perspective", "视角").to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
        key: vec![
            (
                found.confirmed.to_string(),
                asked.says("elements confirmed by a person", "个元素已由人确认").to_owned(),
            ),
            (
                found.by_default.to_string(),
                asked.says("elements placed by their kind", "个元素按类型归入").to_owned(),
            ),
            (
                found.nowhere.to_string(),
                asked.says("elements in no cell", "个元素未归入任何单元格").to_owned(),
            ),
        ],
        ..Table::default()
    }
}

/// The selected elements by cell, and how they came there.
#[derive(Default)]
struct Found {
    cells: HashMap<&'static str, Vec<u32>>,
    confirmed: usize,
    by_default: usize,
    nowhere: usize,
}

fn place(asked: &Asked<'_>) -> Found {
    let mut found = Found::default();
    for slot in asked.selected() {
        let Some(element) = asked.snapshot.element_at(slot) else { continue };
        let kind = asked.snapshot.kind_at(slot).map(|index| asked.metamodel().kind(index));
        if kind.is_some_and(|kind| kind.home == Home::Ledger) {
            continue;
        }
        let known = |id: &str| zachman().cells.iter().find(|cell| cell.id == id).map(|cell| &*cell.id);
        let confirmed: Vec<&'static str> = element.zachman.iter().filter_map(|id| known(id)).collect();
        let default = kind.and_then(|kind| kind.default_cell(element)).and_then(known);
        let is_confirmed = !confirmed.is_empty();
        let cells = if is_confirmed { confirmed } else { default.into_iter().collect() };
        match (is_confirmed, cells.is_empty()) {
            (true, _) => found.confirmed += 1,
            (false, false) => found.by_default += 1,
            (false, true) => found.nowhere += 1,
        }
        for id in cells {
            let members = found.cells.entry(id).or_default();
            // Somebody may have written a cell twice.
            if members.last() != Some(&slot) {
                members.push(slot);
            }
        }
    }
    found
}

fn head(asked: &Asked<'_>, named: &Named) -> Head {
    let caption = match asked.is_chinese() {
        true => format!("{} · {}", named.label.get("en"), named.classic),
        false => named.classic.clone(),
    };
    Head { caption, ..Head::new(named.label.get(asked.language)) }
}

fn cell(asked: &Asked<'_>, known: &ZachmanCell, members: Option<&Vec<u32>>) -> Cell {
    let mut members = members.cloned().unwrap_or_default();
    by_name(asked, &mut members);
    let elements = members.iter().take(NAMED).filter_map(|slot| asked.snapshot.element_at(*slot));
    let items: Vec<Item> = elements.map(|element| Item::of_element(asked, element)).collect();
    let name = known.name.get(asked.language);
    let note = match (members.is_empty(), asked.is_chinese()) {
        (true, true) => format!("{name}：{}", known.classic.get(asked.language)),
        (true, false) => format!("{name}: {}", known.classic.get(asked.language)),
        (false, _) => name.to_owned(),
    };
    Cell { more: members.len() - items.len(), count: Some(members.len()), items, tone: None, note }
}
