//! Workbooks: a sheet for each table, with a fixed head, filters and columns as wide as their texts.
//!
//! The same tables give the same bytes.

use std::collections::HashSet;

use archweave_model::diagram::{Font, width};
use archweave_model::view::table::{Cell, Table};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::RenderError;
use crate::table::{head, rest};

/// Longest text of a cell, in units of UTF-16.
const MAX_TEXT: usize = 32_767;
/// Most rows and columns of a sheet, heads among them.
const MAX_ROWS: usize = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
/// Longest name of a sheet.
const MAX_NAME: usize = 31;
/// Narrowest and widest column, in widths of a digit.
const WIDTHS: (f64, f64) = (5.0, 60.0);
/// What a sheet is measured with; a digit is about this wide.
const FONT: Font = Font { size: 14.7, bold: false };
const DIGIT: f64 = 8.4;
/// Columns of letters from which on their heads are turned.
const TURNED: usize = 12;

/// The tables as a workbook.
pub fn xlsx(tables: &[Table]) -> Result<Vec<u8>, RenderError> {
    write(tables).map_err(|error| RenderError::Xlsx(error.to_string()))
}

fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = tables.first().map(|table| fit(&table.title, 255)).unwrap_or_default();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let mut names = HashSet::new();
    for (n, table) in tables.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name(&table.title, n, &mut names))?;
        fill(sheet, table)?;
    }
    let key: Vec<&(String, String)> = tables.iter().flat_map(|table| &table.key).collect();
    if !key.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name("Key", tables.len(), &mut names))?;
        for (n, (sign, meaning)) in (0..).zip(key) {
            text(sheet, n, 0, sign, &Format::new().set_bold())?;
            text(sheet, n, 1, meaning, &Format::new())?;
        }
        sheet.set_column_width(1, 50.0)?;
    }
    if tables.is_empty() {
        workbook.add_worksheet();
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let columns = table.columns.len().min(MAX_COLUMNS - 1);
    let texts: Vec<Vec<String>> = table
        .rows
        .iter()
        .take(MAX_ROWS - 2)
        .map(|row| {
            let cells = row.cells.iter().take(columns).map(Cell::text);
            std::iter::once(head(&row.head)).chain(cells).collect()
        })
        .collect();
    let is_letter = |text: &String| text.chars().count() <= 4;
    let are_letters = columns >= TURNED && texts.iter().flat_map(|row| row.iter().skip(1)).all(is_letter);

    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let middle = plain.clone().set_align(FormatAlign::Center);
    let bold = plain.clone().set_bold();
    let top = bold.clone().set_border_bottom(FormatBorder::Thin);
    let turned = if are_letters { top.clone().set_rotation(90) } else { top.clone() };

    text(sheet, 0, 0, &table.corner, &top)?;
    for (column, shown) in (1..).zip(table.columns.iter().take(columns)) {
        text(sheet, 0, column, &head(shown), &turned)?;
    }
    for (row, cells) in (1..).zip(&texts) {
        for (column, shown) in (0..).zip(cells) {
            let format = match column {
                0 => &bold,
                _ if are_letters => &middle,
                _ => &plain,
            };
            if !shown.is_empty() {
                text(sheet, row, column, shown, format)?;
            }
        }
    }
    let last_row = texts.len() as u32;
    if let Some(rest) = rest(table) {
        text(sheet, last_row + 1, 0, &rest, &Format::new())?;
    }
    let heads = std::iter::once(table.corner.clone()).chain(table.columns.iter().take(columns).map(head));
    for (n, shown) in heads.enumerate() {
        let cells = texts.iter().filter_map(|row| row.get(n)).map(|text| digits(text));
        // A head may wrap, as long as its words stay whole, and a turned one is as wide as a line.
        let words = shown.split_whitespace().map(digits).fold(0.0, f64::max);
        let least = if are_letters && n > 0 { WIDTHS.0 } else { words.min(30.0) + 2.0 };
        let wide = cells.fold(least, f64::max).clamp(WIDTHS.0, WIDTHS.1);
        sheet.set_column_width(n as u16, (wide * 10.0).round() / 10.0)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, last_row, columns as u16)?;
    Ok(())
}

/// Width of the longest line, in digits.
fn digits(text: &str) -> f64 {
    text.lines().map(|line| width(line, FONT) / DIGIT + 1.5).fold(0.0, f64::max)
}

/// Writes a text as a text whatever it looks like; whole numbers as numbers, so that they sort.
fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    let number = text.parse::<u32>().ok().filter(|number| number.to_string() == text);
    match number {
        Some(number) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_string_with_format(row, column, fit(&clean(text), MAX_TEXT), format)?,
    };
    Ok(())
}

/// Without what XML forbids.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !crate::escape::is_forbidden(*c)).collect()
}

/// As much of a text as fits into so many units of UTF-16; dots say that it was longer.
fn fit(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut used = 1;
    let mut kept: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= most
        })
        .collect();
    kept.push('…');
    kept
}

/// A name that a sheet may have and no other has.
fn name(title: &str, n: usize, names: &mut HashSet<String>) -> String {
    let clean: String = clean(title)
        .chars()
        .map(
            |c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control() { ' ' } else { c },
        )
        .collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches('\'');
    let base = match words {
        "" => format!("Table {}", n + 1),
        // Kept by the program that reads it.
        words if words.eq_ignore_ascii_case("history") => format!("{words} 1"),
        words => fit(words, MAX_NAME),
    };
    let base = base.trim_end_matches('\'').to_owned();
    let numbered = |n: usize| format!("{} {n}", fit(&base, MAX_NAME - 4));
    let free = std::iter::once(base.clone()).chain((2..1_000).map(numbered));
    let chosen = free.into_iter().find(|name| !names.contains(&name.to_lowercase())).unwrap_or(base);
    names.insert(chosen.to_lowercase());
    chosen
}
