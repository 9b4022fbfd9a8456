//! A view that is a table, as a table of a page.

use archweave_model::view::table::{Cell, Head, Item, Of, Table};
use serde::Serialize;

use crate::pages::reading::Reading;

/// A table as a template shows it.
#[derive(Serialize)]
pub(crate) struct TableRows {
    corner: String,
    columns: Vec<HeadCell>,
    rows: Vec<Row>,
    /// What is left out, if something is.
    more: Option<String>,
    key: Vec<(String, String)>,
}

#[derive(Serialize)]
struct HeadCell {
    label: String,
    caption: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct Row {
    head: HeadCell,
    cells: Vec<TableCell>,
}

#[derive(Serialize)]
struct TableCell {
    /// Class of its colour: `tone-good`; may be empty.
    class: String,
    count: Option<usize>,
    parts: Vec<Word>,
    more: Option<String>,
    note: String,
}

/// Words of a cell with what stands before them.
#[derive(Serialize)]
struct Word {
    before: &'static str,
    text: String,
    href: Option<String>,
}

impl Reading<'_> {
    /// A table for a page, with links.
    pub fn table_rows(&self, table: &Table) -> TableRows {
        let mut left_out = Vec::new();
        if table.more_rows > 0 {
            left_out.push(self.words().count("more_rows", table.more_rows));
        }
        if table.more_columns > 0 {
            left_out.push(self.words().count("more_columns", table.more_columns));
        }
        let row = |row: &archweave_model::view::table::Row| Row {
            head: self.head_cell(&row.head),
            cells: row.cells.iter().map(|cell| self.table_cell(cell)).collect(),
        };
        TableRows {
            corner: table.corner.clone(),
            columns: table.columns.iter().map(|head| self.head_cell(head)).collect(),
            rows: table.rows.iter().map(row).collect(),
            more: (!left_out.is_empty()).then(|| left_out.join(", ")),
            key: table.key.clone(),
        }
    }

    fn head_cell(&self, head: &Head) -> HeadCell {
        HeadCell { label: head.label.clone(), caption: head.caption.clone(), href: self.href_of(&head.of) }
    }

    fn table_cell(&self, cell: &Cell) -> TableCell {
        let are_letters = cell.items.iter().all(|item| item.text.chars().count() == 1);
        let separator = if are_letters { " " } else { ", " };
        let word = |(n, item): (usize, &Item)| Word {
            before: if n == 0 { "" } else { separator },
            text: item.text.clone(),
            href: self.href_of(&item.of),
        };
        // Tones are names of the theme: letters and digits, whatever a viewpoint of the model says.
        let tone = cell.tone.as_deref().filter(|tone| tone.bytes().all(|b| b.is_ascii_alphanumeric()));
        TableCell {
            class: tone.map_or_else(String::new, |tone| format!("tone-{tone}")),
            count: cell.count,
            parts: cell.items.iter().enumerate().map(word).collect(),
            more: (cell.more > 0).then(|| format!("+{}", cell.more)),
            note: cell.note.clone(),
        }
    }

    /// Where something that stands for a thing of the model leads.
    fn href_of(&self, of: &Of) -> Option<String> {
        match of {
            Of::Nothing => None,
            Of::Element(id) => Some(self.to("elements", id.as_str())),
            Of::Relation(id) => Some(self.to("relations", id.as_str())),
            Of::View(id) => Some(self.to("views", id.as_str())),
        }
    }
}
