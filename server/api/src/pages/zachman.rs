//! `/m/<model>/zachman`: how many elements are in each of the 36 cells, confirmed and by default.

use archweave_app::AppError;
use archweave_model::metamodel::{Named, zachman};
use archweave_model::report::CellCoverage;
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::language::{Language, Shown, grouped};
use crate::pages::reading::Reading;

#[derive(Serialize)]
struct Content {
    summary: String,
    counts: Vec<(String, String)>,
    columns: Vec<Axis>,
    rows: Vec<Row>,
    empty: Vec<Empty>,
    empty_count: usize,
}

/// A row or column: its name, and its other names.
#[derive(Serialize)]
struct Axis {
    label: String,
    /// In English whatever the page's language: the standard has no other.
    second: String,
}

#[derive(Serialize)]
struct Row {
    axis: Axis,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct Cell {
    /// confirmed, guessed or empty.
    state: &'static str,
    name: String,
    classic: String,
    confirmed: String,
    by_default: String,
    has_confirmed: bool,
    has_default: bool,
    href: Option<String>,
    /// For those who do not see colours: row, column, numbers.
    spoken: String,
}

#[derive(Serialize)]
struct Empty {
    place: String,
    name: String,
    classic: String,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let words = reading.words();
    let found = reading.revision.zachman(&reading.selector());
    let cell = |row: &Named, column: &Named| {
        found.cells.iter().find(|cell| cell.cell.id.split_once('.') == Some((&*row.id, &*column.id)))
    };
    let rows = zachman().rows.iter().map(|row| Row {
        axis: axis(&reading, row),
        cells: zachman()
            .columns
            .iter()
            .filter_map(|column| Some(of_cell(&reading, row, column, cell(row, column)?)))
            .collect(),
    });
    let empty = found.cells.iter().filter(|cell| cell.confirmed + cell.by_default == 0);
    let empty: Vec<&CellCoverage> = empty.collect();
    let (filled, all) = (found.filled().to_string(), found.cells.len().to_string());
    let content = Content {
        empty_count: empty.len(),
        summary: words.fill("zachman_filled", &[("n", &filled), ("all", &all)]),
        counts: vec![
            (words.word("confirmed_elements").to_owned(), grouped(found.confirmed)),
            (words.word("default_elements").to_owned(), grouped(found.by_default)),
            (words.word("unclassified_elements").to_owned(), grouped(found.unclassified)),
        ],
        columns: zachman().columns.iter().map(|column| axis(&reading, column)).collect(),
        rows: rows.collect(),
        empty: empty
            .iter()
            .map(|cell| Empty {
                place: reading.cell_name(&cell.cell.id),
                name: reading.label(&cell.cell.name, &cell.cell.id),
                classic: reading.label(&cell.cell.classic, ""),
            })
            .collect(),
    };
    reading.page("zachman", "zachman", words.word("zachman"), content).map(Answer::page)
}

fn axis(reading: &Reading<'_>, named: &Named) -> Axis {
    let english = named.label.get("en");
    Axis {
        label: reading.label(&named.label, &named.id),
        second: match reading.ask.language {
            Language::English => named.classic.clone(),
            Language::Chinese => format!("{english} · {}", named.classic),
        },
    }
}

fn of_cell(reading: &Reading<'_>, row: &Named, column: &Named, cell: &CellCoverage) -> Cell {
    let words = reading.words();
    let (confirmed, by_default) = (grouped(cell.confirmed), grouped(cell.by_default));
    let gaps = [("confirmed", &*confirmed), ("default", &*by_default)];
    let place =
        format!("{}, {}", reading.label(&row.label, &row.id), reading.label(&column.label, &column.id));
    Cell {
        state: match (cell.confirmed, cell.by_default) {
            (0, 0) => "empty",
            (0, _) => "guessed",
            _ => "confirmed",
        },
        name: reading.label(&cell.cell.name, &cell.cell.id),
        classic: reading.label(&cell.cell.classic, ""),
        has_confirmed: cell.confirmed > 0,
        has_default: cell.by_default > 0,
        href: (cell.confirmed + cell.by_default > 0)
            .then(|| reading.list("elements", &[("cell", &cell.cell.id)])),
        spoken: format!("{place}: {}", words.fill("cell_counts", &gaps)),
        confirmed,
        by_default,
    }
}

impl Reading<'_> {
    /// Name of a Zachman cell: its row and column.
    pub fn cell_name(&self, cell: &str) -> String {
        let (row, column) = cell.split_once('.').unwrap_or((cell, ""));
        let name = |all: &[Named], id: &str| {
            let found = all.iter().find(|named| named.id == id);
            found.map_or_else(|| id.to_owned(), |named| self.label(&named.label, id))
        };
        format!("{} · {}", name(&zachman().rows, row), name(&zachman().columns, column))
    }

    /// The same with the cell's own name.
    pub fn cell_title(&self, cell: &str) -> Shown {
        let known = zachman().cells.iter().find(|known| known.id == cell);
        Shown::from(&*match known {
            Some(known) => format!("{} ({})", self.cell_name(cell), self.label(&known.name, cell)),
            None => cell.to_owned(),
        })
    }
}
