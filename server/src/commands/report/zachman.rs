//! `archweave report zachman`: elements by cell, confirmed and by default.

use archweave_model::metamodel::zachman;
use archweave_model::report::{CellCoverage, Coverage};
use serde_json::{Value, json};

use crate::commands::report::table::{Table, escaped};
use crate::commands::report::{Format, Selection, Source};
use crate::console::{BOLD, Console, DIM, RESET, count};
use crate::failure::Failure;

/// How many elements are in each cell of the Zachman framework
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave report zachman my-model
  archweave report zachman my-model --tag flagship --format json

An element counts as confirmed where its file says `zachman: row.column`; otherwise its kind's default
cell counts, by default. An element may be confirmed in several cells.")]
pub(super) struct Args {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    selection: Selection,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let (_, revision) = args.source.place().read()?;
    let selector = args.selection.selector(revision.snapshot().metamodel())?;
    let found = revision.zachman(&selector);
    match args.source.format {
        Format::Human => human(&mut Console::text(), &found),
        Format::Json => Console::raw().line(format!("{:#}", answer(&found))),
        Format::Csv => table(&found).csv(&mut Console::raw()),
        Format::Markdown => markdown(&mut Console::raw(), &found),
    }
    Ok(())
}

fn summary(found: &Coverage) -> String {
    format!(
        "{} of {} cells filled; {} confirmed, {} by default, {} in no cell",
        found.filled(),
        found.cells.len(),
        count(found.confirmed, "element"),
        found.by_default,
        found.unclassified
    )
}

fn cell<'a>(found: &'a Coverage, row: &str, column: &str) -> Option<&'a CellCoverage> {
    found.cells.iter().find(|cell| cell.cell.id.split_once('.') == Some((row, column)))
}

/// `3 + 12`: confirmed and by default.
fn numbers(cell: Option<&CellCoverage>) -> String {
    match cell.map(|cell| (cell.confirmed, cell.by_default)) {
        None | Some((0, 0)) => "-".to_owned(),
        Some((confirmed, by_default)) => format!("{confirmed} + {by_default}"),
    }
}

fn is_empty(cell: &&CellCoverage) -> bool {
    cell.confirmed + cell.by_default == 0
}

fn human(out: &mut Console, found: &Coverage) {
    out.line(format!("{BOLD}Zachman coverage{RESET}: {}", summary(found)));
    out.line("");
    let (rows, columns) = (&zachman().rows, &zachman().columns);
    let head = rows.iter().flat_map(|row| [row.label.get("en"), &*row.classic]);
    let first = head.map(|text| text.chars().count()).max().unwrap_or_default();
    let all = rows
        .iter()
        .flat_map(|row| columns.iter().map(move |column| numbers(cell(found, &row.id, &column.id))));
    let names = columns.iter().map(|column| column.classic.chars().count());
    let width = all.map(|text| text.len()).chain(names).max().unwrap_or_default();
    let line = |head: &str, cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>width$}")).collect();
        format!("  {head:<first$}  {}", cells.join("  "))
    };
    let label = |column: &archweave_model::metamodel::Named| column.label.get("en").to_owned();
    out.line(format!("{BOLD}{}{RESET}", line("", columns.iter().map(label).collect())));
    out.line(format!(
        "{DIM}{}{RESET}",
        line("", columns.iter().map(|column| column.classic.clone()).collect())
    ));
    for row in rows {
        let cells = columns.iter().map(|column| numbers(cell(found, &row.id, &column.id)));
        out.line(line(row.label.get("en"), cells.collect()));
        out.line(format!("{DIM}  {}{RESET}", row.classic));
    }
    out.line("");
    out.line(format!("{DIM}Each cell: confirmed + by default.{RESET}"));
    let empty: Vec<&CellCoverage> = found.cells.iter().filter(is_empty).collect();
    if !empty.is_empty() {
        out.line(format!("{BOLD}empty{RESET} ({})", empty.len()));
        for cell in empty {
            let one = cell.cell;
            out.line(format!(
                "  {:<26}{}  {DIM}{}{RESET}",
                one.id,
                one.name.get("en"),
                one.classic.get("en")
            ));
        }
    }
}

fn answer(found: &Coverage) -> Value {
    let cells = found.cells.iter().map(|cell| {
        let (row, column) = cell.cell.id.split_once('.').unwrap_or_default();
        json!({
            "id": cell.cell.id, "row": row, "column": column, "name": cell.cell.name, "classic": cell.cell.classic,
            "confirmed": cell.confirmed, "by_default": cell.by_default,
        })
    });
    json!({
        "filled": found.filled(),
        "confirmed": found.confirmed,
        "by_default": found.by_default,
        "unclassified": found.unclassified,
        "cells": cells.collect::<Vec<_>>(),
    })
}

fn table(found: &Coverage) -> Table {
    let rows = found.cells.iter().map(|cell| {
        let (row, column) = cell.cell.id.split_once('.').unwrap_or_default();
        let (name, classic) = (cell.cell.name.get("en"), cell.cell.classic.get("en"));
        let text = [&cell.cell.id, row, column, name, classic].map(str::to_owned);
        text.into_iter().chain([cell.confirmed.to_string(), cell.by_default.to_string()]).collect()
    });
    Table {
        head: vec!["cell", "row", "column", "name", "classic", "confirmed", "by_default"],
        rows: rows.collect(),
    }
}

fn markdown(out: &mut Console, found: &Coverage) {
    out.line("# Zachman coverage\n");
    out.line(format!("{}. Each cell: confirmed + by default.\n", summary(found)));
    let columns = &zachman().columns;
    let heads = columns.iter().map(|column| format!("{} ({})", column.label.get("en"), column.classic));
    out.line(format!("| | {} |", heads.collect::<Vec<_>>().join(" | ")));
    out.line(format!("|---|{}", "---|".repeat(columns.len())));
    for row in &zachman().rows {
        let cells: Vec<String> =
            columns.iter().map(|column| numbers(cell(found, &row.id, &column.id))).collect();
        out.line(format!("| {} ({}) | {} |", row.label.get("en"), row.classic, cells.join(" | ")));
    }
    let empty: Vec<String> = found
        .cells
        .iter()
        .filter(is_empty)
        .map(|cell| format!("- `{}` {}", cell.cell.id, escaped(cell.cell.name.get("en"))))
        .collect();
    if !empty.is_empty() {
        out.line(format!("\n## Empty cells\n\n{}", empty.join("\n")));
    }
}
