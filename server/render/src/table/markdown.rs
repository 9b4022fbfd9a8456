//! A table of Markdown as GitHub and GitLab read it.

use archweave_model::view::table::{Cell, Table};

use crate::export::Language;
use crate::table::{head, rest};

/// The table, with its title above and its key below.
pub fn markdown(table: &Table) -> String {
    let mut out = String::new();
    if !table.title.is_empty() {
        out.push_str(&format!("# {}\n\n", escaped(&table.title).replace("<br>", " ")));
    }
    let heads: Vec<String> =
        std::iter::once(table.corner.clone()).chain(table.columns.iter().map(head)).collect();
    line(&heads, &mut out);
    out.push_str(&format!("|{}\n", " --- |".repeat(heads.len())));
    for row in &table.rows {
        let cells: Vec<String> =
            std::iter::once(head(&row.head)).chain(row.cells.iter().map(Cell::text)).collect();
        line(&cells, &mut out);
    }
    if let Some(rest) = rest(table) {
        out.push_str(&format!("\n{rest}\n"));
    }
    if !table.key.is_empty() {
        out.push('\n');
        for (sign, meaning) in &table.key {
            out.push_str(&format!("- {}: {}\n", escaped(sign), escaped(meaning)));
        }
    }
    out
}

fn line(cells: &[String], out: &mut String) {
    out.push('|');
    for text in cells {
        out.push_str(&format!(" {} |", escaped(text)));
    }
    out.push('\n');
}

fn escaped(text: &str) -> String {
    Language::Markdown.escape(text.trim())
}
