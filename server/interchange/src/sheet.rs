//! A table as people keep them: CSV, what a spreadsheet copies (tabs), or the first sheet of an XLSX file.
//!
//! Cells are text; what they mean is the caller's business. Start at [`read`].

mod xlsx;

use csv::{ReaderBuilder, StringRecord};

use crate::{ImportError, source};

/// The most rows of a table, its heading included.
pub const MAX_ROWS: usize = 5_001;
/// The most columns.
pub const MAX_COLUMNS: usize = 200;
/// Bytes of a cell.
const MAX_CELL: usize = 64 << 10;

/// Rows of cells, each as long as it was written. Empty rows at the end are left out.
pub type Rows = Vec<Vec<String>>;

/// Reads a table; `name` is for messages.
pub fn read(name: &str, bytes: &[u8]) -> Result<Rows, ImportError> {
    let mut rows = match bytes.starts_with(b"PK\x03\x04") {
        true => xlsx::read(name, bytes)?,
        false => of_text(name, &source::decode(name, bytes)?)?,
    };
    while rows.last().is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        rows.pop();
    }
    Ok(rows)
}

fn of_text(name: &str, text: &str) -> Result<Rows, ImportError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let (mut rows, mut record) = (Rows::new(), StringRecord::new());
    // Reading text from memory does not fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let row: Vec<String> = record.iter().take(MAX_COLUMNS + 1).map(unguarded).collect();
        check(name, rows.len() + 1, &row)?;
        rows.push(row);
    }
    Ok(rows)
}

/// A tab if the first line has one, else the delimiter that it has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    if count(b'\t') > 0 {
        return b'\t';
    }
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// Our own tables put a space before what a spreadsheet would run.
fn unguarded(cell: &str) -> String {
    match cell.strip_prefix(' ') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}

/// Refuses what is larger than a person's table.
fn check(name: &str, rows: usize, row: &[String]) -> Result<(), ImportError> {
    let too_large = |what: &str, limit: String| {
        Err(ImportError::TooLarge { file: name.into(), what: what.into(), limit })
    };
    if rows > MAX_ROWS {
        return too_large("the table", format!("{} rows", MAX_ROWS - 1));
    }
    if row.len() > MAX_COLUMNS {
        return too_large("the table", format!("{MAX_COLUMNS} columns"));
    }
    match row.iter().any(|cell| cell.len() > MAX_CELL) {
        true => too_large("a cell", format!("{} KiB", MAX_CELL >> 10)),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_with_the_delimiter_of_its_first_line() {
        let cases: [(&str, &[&[&str]]); 5] = [
            ("id,name\na,\"x, y\"\n", &[&["id", "name"], &["a", "x, y"]]),
            ("id\tname\r\na\tx, y\r\n\r\n", &[&["id", "name"], &["a", "x, y"]]),
            ("id;name\na;x\n;\n", &[&["id", "name"], &["a", "x"]]),
            ("\u{FEFF}名称\n客服\n", &[&["名称"], &["客服"]]),
            ("name\n\" =1+1\"\n\"two\nlines\"\n", &[&["name"], &["=1+1"], &["two\nlines"]]),
        ];
        for (text, expected) in cases {
            let rows = read("t.csv", text.as_bytes()).unwrap();
            assert_eq!(
                rows.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>()).collect::<Vec<_>>(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn what_no_person_keeps_is_refused() {
        let long = "x\n".repeat(MAX_ROWS + 1);
        let wide = ",".repeat(MAX_COLUMNS + 1);
        let big = "x".repeat(MAX_CELL + 1);
        for text in [long, wide, big] {
            assert!(matches!(read("t.csv", text.as_bytes()), Err(ImportError::TooLarge { .. })));
        }
        assert!(matches!(read("t.csv", b"\xFF\x00x"), Err(ImportError::Encoding { .. })));
        assert!(matches!(read("t.xlsx", b"PK\x03\x04broken"), Err(ImportError::Container { .. })));
    }
}
