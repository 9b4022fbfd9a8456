//! The first sheet of a workbook (ECMA-376), as text. Formulas count by the value that was computed last.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{MAX_COLUMNS, MAX_ROWS, Rows, check};
use crate::ImportError;

/// Bytes of a part, unpacked.
const MAX_PART: u64 = 64 << 20;
/// Texts that cells share.
const MAX_TEXTS: usize = 1_000_000;

pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Rows, ImportError> {
    let broken = |message: &str| ImportError::Container { file: name.into(), message: message.into() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut part = |path: &str| -> Result<Option<String>, ImportError> {
        let Ok(entry) = archive.by_name(path) else { return Ok(None) };
        let mut text = String::new();
        let read = entry.take(MAX_PART + 1).read_to_string(&mut text);
        read.map_err(|error| broken(&error.to_string()))?;
        match text.len() as u64 > MAX_PART {
            true => Err(ImportError::TooLarge {
                file: name.into(),
                what: format!("`{path}`"),
                limit: format!("{} MiB", MAX_PART >> 20),
            }),
            false => Ok(Some(text)),
        }
    };
    let texts = match part("xl/sharedStrings.xml")? {
        Some(xml) => shared(&xml),
        None => Vec::new(),
    };
    match part("xl/worksheets/sheet1.xml")? {
        Some(xml) => sheet(name, &xml, &texts),
        None => Err(broken("it has no first sheet")),
    }
}

/// The texts that cells name by number.
fn shared(xml: &str) -> Vec<String> {
    let (mut texts, mut reader) = (Vec::new(), Reader::from_str(xml));
    let (mut text, mut is_text) = (String::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "si" => text.clear(),
                // How Japanese is read aloud is no part of the text.
                "rPh" => {
                    let _ = reader.read_to_end(tag.name());
                }
                "t" => is_text = true,
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "t" => is_text = false,
                "si" if texts.len() < MAX_TEXTS => texts.push(text.clone()),
                _ => {}
            },
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "si" => texts.push(String::new()),
            Ok(event) => match content(&event) {
                Content::Text(more) if is_text => text.push_str(&more),
                Content::End => return texts,
                _ => {}
            },
            Err(_) => return texts,
        }
    }
}

enum Content {
    Text(String),
    Other,
    End,
}

fn content(event: &Event<'_>) -> Content {
    match event {
        Event::Text(text) => Content::Text(text.to_string()),
        Event::CData(data) => Content::Text(data.to_string()),
        Event::GeneralRef(reference) => {
            let name: &str = reference;
            let known = match name {
                "lt" => Some('<'),
                "gt" => Some('>'),
                "amp" => Some('&'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                _ => reference.resolve_char_ref().ok().flatten(),
            };
            Content::Text(known.map(String::from).unwrap_or_default())
        }
        Event::Eof => Content::End,
        _ => Content::Other,
    }
}

/// A cell under way.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    text: String,
}

fn sheet(name: &str, xml: &str, texts: &[String]) -> Result<Rows, ImportError> {
    let (mut rows, mut reader) = (Rows::new(), Reader::from_str(xml));
    let (mut row, mut cell): (Vec<String>, Option<Cell>) = (Vec::new(), None);
    let mut is_value = false;
    loop {
        let event = reader.read_event();
        match &event {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "row" => {
                    row.clear();
                    // Rows that are left out are empty.
                    let number: usize = attribute(tag, "r").parse().unwrap_or(rows.len() + 1);
                    if number > MAX_ROWS {
                        check(name, number, &[])?;
                    }
                    while rows.len() + 1 < number {
                        rows.push(Vec::new());
                    }
                }
                "c" => cell = Some(begin(tag, row.len())),
                "v" | "t" => is_value = true,
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "v" | "t" => is_value = false,
                "c" => {
                    if let Some(cell) = cell.take() {
                        if cell.column > MAX_COLUMNS {
                            check(name, rows.len() + 1, &vec![String::new(); MAX_COLUMNS + 1])?;
                        }
                        row.resize(row.len().max(cell.column), String::new());
                        row.push(value(&cell, texts));
                    }
                }
                "row" => {
                    check(name, rows.len() + 1, &row)?;
                    rows.push(std::mem::take(&mut row));
                }
                _ => {}
            },
            Ok(event) => match content(event) {
                Content::Text(more) if is_value => {
                    if let Some(cell) = &mut cell {
                        cell.text.push_str(&more);
                    }
                }
                Content::End => return Ok(rows),
                _ => {}
            },
            Err(error) => {
                let message = format!("its first sheet is no XML: {error}");
                return Err(ImportError::Container { file: name.into(), message });
            }
        }
    }
}

fn attribute(tag: &BytesStart<'_>, key: &str) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == key);
    found.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
}

fn begin(tag: &BytesStart<'_>, next: usize) -> Cell {
    Cell {
        column: column(&attribute(tag, "r")).unwrap_or(next),
        kind: attribute(tag, "t"),
        text: String::new(),
    }
}

/// The number of a column, from 0, of an address such as `AB12`.
fn column(address: &str) -> Option<usize> {
    let letters = address.bytes().take_while(u8::is_ascii_uppercase).take(4);
    let number = letters.fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

fn value(cell: &Cell, texts: &[String]) -> String {
    match &*cell.kind {
        "s" => cell.text.parse::<usize>().ok().and_then(|n| texts.get(n)).cloned().unwrap_or_default(),
        "b" => if cell.text == "1" { "true" } else { "false" }.to_owned(),
        "e" => String::new(),
        "str" | "inlineStr" => cell.text.clone(),
        _ => number(&cell.text),
    }
}

/// A number as people write it: `3`, not `3.0`; `0.1`, not `0.10000000000000001`.
fn number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => number.to_string(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, text) in parts {
            zip.start_file(*path, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_of_every_sort_are_text() {
        let shared =
            "<sst><si><t>id</t></si><si><r><t>Na</t></r><r><t>me &amp; &#x4E2D;</t></r></si><si/></sst>";
        let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>\
            <row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>a &lt; b</t></is></c><c r=\"B3\"><v>3</v></c><c r=\"C3\"><v>0.10000000000000001</v></c>\
            <c r=\"D3\" t=\"b\"><v>1</v></c><c r=\"E3\" t=\"str\"><f>A1</f><v>x</v></c><c r=\"F3\" t=\"s\"><v>99</v></c></row></sheetData></worksheet>";
        let bytes = workbook(&[("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet1.xml", sheet)]);
        let rows = read("t.xlsx", &bytes).unwrap();
        assert_eq!(rows[0], ["id", "", "Name & 中"]);
        assert_eq!(rows[1], [""; 0]);
        // The formula itself is no value.
        assert_eq!(rows[2], ["a < b", "3", "0.1", "true", "x", ""]);
    }

    #[test]
    fn a_workbook_that_claims_too_much_is_refused() {
        let sheet = |row: &str| format!("<worksheet><sheetData>{row}</sheetData></worksheet>");
        for row in ["<row r=\"9999999\"></row>", "<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>"] {
            let bytes = workbook(&[("xl/worksheets/sheet1.xml", &sheet(row))]);
            assert!(matches!(read("t.xlsx", &bytes), Err(ImportError::TooLarge { .. })), "{row}");
        }
        assert!(matches!(read("t.xlsx", &workbook(&[("x", "y")])), Err(ImportError::Container { .. })));
    }
}
