//! CSV as RFC 4180 has it, in UTF-8 without a mark at its beginning.

use archweave_model::view::table::{Cell, Table};

use crate::table::{head, rest};

/// What becomes of texts that a spreadsheet would run as formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formulas {
    /// They begin with a space: for people who open the file in a spreadsheet.
    #[default]
    Guarded,
    /// They stay as they are: for programs.
    Kept,
}

/// The table as CSV: a line of heads, then a line for each row.
pub fn csv(table: &Table, formulas: Formulas) -> String {
    let mut out = String::new();
    let heads = std::iter::once(table.corner.clone()).chain(table.columns.iter().map(head));
    line(heads, formulas, &mut out);
    for row in &table.rows {
        let cells = std::iter::once(head(&row.head)).chain(row.cells.iter().map(Cell::text));
        line(cells, formulas, &mut out);
    }
    if let Some(rest) = rest(table) {
        line(std::iter::once(rest), formulas, &mut out);
    }
    out
}

fn line(cells: impl Iterator<Item = String>, formulas: Formulas, out: &mut String) {
    for (n, text) in cells.enumerate() {
        if n > 0 {
            out.push(',');
        }
        let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let guard = if runs && formulas == Formulas::Guarded { " " } else { "" };
        let is_quoted = text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ');
        if is_quoted {
            out.push('"');
            out.push_str(guard);
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(guard);
            out.push_str(&text);
        }
    }
    out.push_str("\r\n");
}
