//! A table in, a file for spreadsheets or readers out: CSV, XLSX, Markdown.
//!
//! Texts of a model are hostile here too: no cell becomes a formula, no cell breaks out of its row.
//! A diagram has tables as well: its elements and its relations ([`of_diagram`]).

mod csv;
mod diagram;
mod markdown;
mod xlsx;

pub use csv::{Formulas, csv};
pub use diagram::of_diagram;
pub use markdown::markdown;
pub use xlsx::xlsx;

use archweave_model::view::table::{Head, Table};

/// What a head says on one line.
fn head(head: &Head) -> String {
    match &*head.caption {
        "" => head.label.clone(),
        caption => format!("{} ({caption})", head.label),
    }
}

/// What is not in the table, for a last row; none if all is.
fn rest(table: &Table) -> Option<String> {
    match (table.more_rows, table.more_columns) {
        (0, 0) => None,
        (rows, 0) => Some(format!("… +{rows}")),
        (rows, columns) => Some(format!("… +{rows} × +{columns}")),
    }
}

#[cfg(test)]
mod tests;
