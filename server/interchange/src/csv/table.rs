//! One file: its text, delimiter, columns and rows, and where a cell stands.

use std::borrow::Cow;

use archweave_model::diagnostic::Diagnostic;
use csv::{ReaderBuilder, StringRecord};

use super::MAX_BYTES;
use crate::findings::Findings;
use crate::{File, ImportError, source};

/// What a finding about a row says.
const BAD_ROW: &str = "import-bad-row";
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Rows of one file.
const MAX_ROWS: usize = 4_000_000;
/// Bytes of one cell.
const MAX_CELL: usize = 16 << 20;
/// Delimiters on one line; more would take much memory before anything can be said about them.
const MAX_ON_A_LINE: usize = 1_000_000;

/// A file that was read.
pub struct Table<'a> {
    pub path: &'a str,
    text: Cow<'a, str>,
    delimiter: u8,
    /// Where each wanted column is.
    places: Vec<Option<usize>>,
    pub rows: Vec<Row>,
    pub findings: Findings,
}

/// A row with the wanted cells, in their order; none where the file has no such column.
pub struct Row {
    pub cells: Vec<Option<String>>,
    offset: usize,
}

impl Row {
    /// A cell by the number of its column; empty if there is none.
    pub fn text(&self, column: usize) -> &str {
        self.cell(column).unwrap_or_default()
    }

    /// A cell, if the file has the column.
    pub fn cell(&self, column: usize) -> Option<&str> {
        self.cells.get(column)?.as_deref()
    }
}

impl<'a> Table<'a> {
    /// Reads a file. The first of the `columns` are needed, the others may be absent; they may stand
    /// in any order.
    pub fn read(file: &'a File, columns: &[&str], needed: &[&str]) -> Result<Self, ImportError> {
        let too_large = |what: &str, limit: String| ImportError::TooLarge {
            file: file.path.clone(),
            what: what.into(),
            limit,
        };
        if file.bytes.len() > MAX_BYTES {
            return Err(too_large("the table", format!("{} MiB", MAX_BYTES >> 20)));
        }
        let text = source::decode(&file.path, &file.bytes)?;
        let delimiter = delimiter(&text, columns);
        if text.lines().any(|line| line.bytes().filter(|b| *b == delimiter).count() > MAX_ON_A_LINE) {
            return Err(too_large("a line", format!("{MAX_ON_A_LINE} cells")));
        }
        let mut table = Self {
            path: &file.path,
            text,
            delimiter,
            places: Vec::new(),
            rows: Vec::new(),
            findings: Findings::default(),
        };
        let text = std::mem::take(&mut table.text);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        let mut width = None;
        // Reading from memory, of text that is UTF-8, does not fail.
        while reader.read_record(&mut record).unwrap_or(false) {
            let offset = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(usize::MAX));
            match width {
                None => {
                    width = Some(record.len());
                    if !table.header(&record, columns, needed, offset) {
                        break;
                    }
                }
                Some(width) => table.row(&record, width, &text, offset),
            }
            if table.rows.len() > MAX_ROWS {
                return Err(too_large("the table", format!("{MAX_ROWS} rows")));
            }
        }
        drop(reader);
        table.text = text;
        Ok(table)
    }

    /// Finds the columns; tells whether the rows can be read.
    fn header(&mut self, record: &StringRecord, columns: &[&str], needed: &[&str], offset: usize) -> bool {
        let is = |cell: &str, column: &str| cell.trim().eq_ignore_ascii_case(column);
        self.places = columns.iter().map(|c| record.iter().position(|cell| is(cell, c))).collect();
        for (n, cell) in record.iter().enumerate() {
            if !columns.iter().any(|column| is(cell, column)) && !cell.trim().is_empty() {
                let cell: String = cell.chars().take(60).collect();
                let message = format!("column {} `{}` is not part of the table", n + 1, cell.escape_debug());
                let help = format!("the columns are {}; this one is passed over", columns.join(", "));
                self.findings.push(offset, Diagnostic::of("import-left-out", message).help(help));
            }
        }
        let missing: Vec<&str> = columns
            .iter()
            .zip(&self.places)
            .filter(|(column, place)| place.is_none() && needed.contains(column))
            .map(|(column, _)| *column)
            .collect();
        if missing.is_empty() {
            return true;
        }
        let message = format!("the first row names no column {}; the table is left out", missing.join(", "));
        let help = format!("write `{}` as the first row", columns.join(","));
        self.findings.push(offset, Diagnostic::of(BAD_ROW, message).help(help));
        false
    }

    fn row(&mut self, record: &StringRecord, width: usize, text: &str, offset: usize) {
        if record.len() != width {
            let message =
                format!("the row has {} cells, the first row has {width}; it is left out", record.len());
            let help =
                "put texts with a delimiter or a line end in double quotes, and double the quotes in them";
            return self.findings.push(offset, Diagnostic::of(BAD_ROW, message).help(help));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let has_control = |text: &str| {
            text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{80}'..='\u{9F}'))
        };
        let problem = record.iter().enumerate().find_map(|(n, cell)| match cell {
            cell if cell.len() > MAX_CELL => Some((n, format!("has more than {} MiB", MAX_CELL >> 20))),
            cell if has_control(cell) => Some((n, "has a control character".to_owned())),
            _ => None,
        });
        if let Some((n, problem)) = problem {
            let message = format!("cell {} of the row {problem}; the row is left out", n + 1);
            let at = offset_of(text, self.delimiter, offset, n);
            let finding = Diagnostic::of(BAD_ROW, message).help("remove it from the cell");
            return self.findings.push(at, finding);
        }
        let cell = |place: &Option<usize>| record.get((*place)?).map(str::to_owned);
        let cells = self.places.iter().map(cell).collect();
        self.rows.push(Row { cells, offset });
    }

    /// Says what is wrong with a cell, because of which its row is left out.
    pub fn bad(&mut self, row: usize, column: usize, message: &str, help: &str) {
        let at = self.place(row, column);
        self.findings.push(at, Diagnostic::of(BAD_ROW, format!("{message}; the row is left out")).help(help));
    }

    /// The offset of a cell.
    pub fn place(&self, row: usize, column: usize) -> usize {
        let offset = self.rows.get(row).map_or(0, |row| row.offset);
        let number = self.places.get(column).copied().flatten().unwrap_or(0);
        offset_of(&self.text, self.delimiter, offset, number)
    }

    /// The findings with their places.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.findings.finish(self.path, &self.text)
    }
}

/// The offset of the cell with this number of the row that starts at an offset.
fn offset_of(text: &str, delimiter: u8, offset: usize, number: usize) -> usize {
    let mut left = number;
    let mut is_quoted = false;
    let bytes = text.as_bytes().get(offset..).unwrap_or_default();
    // A row may come after line ends that belong to none.
    let start = bytes.iter().position(|b| !matches!(b, b'\r' | b'\n')).unwrap_or(0);
    for (n, byte) in bytes.iter().enumerate().skip(start) {
        if left == 0 {
            return offset + n;
        }
        match byte {
            b'"' => is_quoted = !is_quoted,
            b if *b == delimiter && !is_quoted => left -= 1,
            b'\n' if !is_quoted => break,
            _ => {}
        }
    }
    offset + start
}

/// The delimiter by which the first row names most columns.
fn delimiter(text: &str, columns: &[&str]) -> u8 {
    let first = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let known = |delimiter: &u8| {
        let cells = first.split(char::from(*delimiter)).map(|cell| cell.trim().trim_matches('"'));
        cells.filter(|cell| columns.iter().any(|c| c.eq_ignore_ascii_case(cell))).count()
    };
    // Of equal ones the last is the greatest, so the usual one comes last.
    DELIMITERS.into_iter().rev().max_by_key(known).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["ID", "Key", "Value"];

    fn cells(bytes: &[u8]) -> (Vec<Vec<String>>, Vec<String>) {
        let file = File { path: "properties.csv".into(), bytes: bytes.to_vec() };
        let table = Table::read(&file, &COLUMNS, &COLUMNS).unwrap();
        let rows = table.rows.iter().map(|row| (0..3).map(|n| row.text(n).to_owned()).collect()).collect();
        let place = |d: Diagnostic| format!("{}:{} {}", d.location.line, d.location.column, d.message);
        (rows, table.finish().into_iter().map(place).collect())
    }

    #[test]
    fn any_delimiter_encoding_and_line_end_gives_the_same_rows() {
        let wanted = vec![vec!["a".to_owned(), "k".into(), "x, \"y\";\nz".into()]];
        for delimiter in [",", ";", "\t"] {
            for end in ["\n", "\r\n"] {
                let text = ["ID", "Key", "Value"].join(delimiter)
                    + end
                    + &["a", "k", "\"x, \"\"y\"\";\nz\""].join(delimiter)
                    + end
                    + end;
                let marked = format!("\u{FEFF}{text}");
                let wide = marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
                for bytes in [text.as_bytes(), marked.as_bytes(), &wide] {
                    assert_eq!(cells(bytes), (wanted.clone(), vec![]), "{delimiter:?} {end:?}");
                }
            }
        }
        assert_eq!(cells(b"value,id,KEY\n# no row\nv,a,k\n").0, [["a", "k", "v"]]);
    }

    #[test]
    fn what_cannot_be_read_has_a_place() {
        let (rows, found) = cells(b"ID,Key,Value,Colour\na,b\na,\"x\ny\",\x01,\nb,k,v,red\n");
        assert_eq!(rows, [["b", "k", "v"]]);
        assert_eq!(
            found,
            [
                "1:1 column 4 `Colour` is not part of the table",
                "2:1 the row has 2 cells, the first row has 4; it is left out",
                "4:4 cell 3 of the row has a control character; the row is left out",
            ]
        );
        assert!(cells(b"a,b,c\n1,2,3\n").1.iter().any(|m| m.contains("names no column ID, Key, Value")));
        assert_eq!(cells(b"").0.len(), 0);
    }
}
