//! From the bytes of a file to rows of cells.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use csv::ReaderBuilder;

use super::cells::Cell;
use super::{MAX_COLUMNS, MAX_FILE, MAX_ROWS};

/// Most bytes that a spreadsheet may have when it is unpacked.
const MAX_UNPACKED: u64 = 512 << 20;

/// Why a table was not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Nothing is in it.
    #[error("the table is empty; its first row names the columns")]
    Empty,
    /// More than is read at once.
    #[error("the table has more than {0}; divide it into several files")]
    TooLarge(String),
    /// Bytes that are no text.
    #[error(
        "the file is neither a spreadsheet (.xlsx) nor text in UTF-8 or GB18030; save it as one of these"
    )]
    Encoding,
    /// A file that cannot be opened.
    #[error("the file cannot be read: {0}; save it again as .xlsx or CSV")]
    Malformed(String),
    /// Not a single head is known.
    #[error("no column has a known name in the first row; there are: {known}")]
    NoColumn {
        /// Names of fields.
        known: String,
    },
    /// Two columns for one field.
    #[error("two columns are for `{field}`; remove or rename one")]
    Twice {
        /// The field.
        field: &'static str,
    },
}

/// The rows of a file with their numbers, from 1; of a spreadsheet, those of its first sheet.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<(usize, Vec<Cell>)>, TableError> {
    if bytes.len() > MAX_FILE {
        return Err(TableError::TooLarge(format!("{} MiB", MAX_FILE >> 20)));
    }
    match bytes.starts_with(b"PK\x03\x04") {
        true => of_spreadsheet(bytes),
        false => of_text(bytes),
    }
}

fn of_text(bytes: &[u8]) -> Result<Vec<(usize, Vec<Cell>)>, TableError> {
    let text = decoded(bytes)?;
    let head = text.lines().next().unwrap_or_default();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|d| head.bytes().filter(|b| b == d).count());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| TableError::Malformed(error.to_string()))?;
        if record.len() > MAX_COLUMNS {
            return Err(TableError::TooLarge(format!("{MAX_COLUMNS} columns")));
        }
        if rows.len() > MAX_ROWS {
            return Err(TableError::TooLarge(format!("{MAX_ROWS} rows")));
        }
        rows.push((at + 1, record.iter().map(|cell| Cell::Text(cell.trim().to_owned())).collect()));
    }
    Ok(rows)
}

/// Text in UTF-8, or in what spreadsheets of Chinese offices write.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TableError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            decoded.ok_or(TableError::Encoding)?
        }
    };
    if text.contains('\0') {
        return Err(TableError::Encoding);
    }
    Ok(text)
}

fn of_spreadsheet(bytes: &[u8]) -> Result<Vec<(usize, Vec<Cell>)>, TableError> {
    check_unpacked(bytes)?;
    let wrong = |error: calamine::XlsxError| TableError::Malformed(error.to_string());
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(wrong)?;
    let Some(sheet) = book.sheet_names().first().cloned() else { return Err(TableError::Empty) };
    // Cell by cell: as a whole, two cells far apart would be a table of billions.
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(wrong)?;
    let mut rows: Vec<(usize, Vec<Cell>)> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(wrong)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize + 1, column as usize);
        let value = self::cell(cell.get_value());
        if value.is_empty() {
            continue;
        }
        if column >= MAX_COLUMNS {
            return Err(TableError::TooLarge(format!("{MAX_COLUMNS} columns")));
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() > MAX_ROWS {
                return Err(TableError::TooLarge(format!("{MAX_ROWS} rows")));
            }
            rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = value;
        }
    }
    Ok(rows)
}

/// What a spreadsheet would be, counted without keeping it: a small file may hold very much.
fn check_unpacked(bytes: &[u8]) -> Result<(), TableError> {
    let wrong = |error: zip::result::ZipError| TableError::Malformed(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(wrong)?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|error| TableError::Malformed(error.to_string()))?;
        left = left
            .checked_sub(read)
            .ok_or_else(|| TableError::TooLarge(format!("{} MiB unpacked", MAX_UNPACKED >> 20)))?;
    }
    Ok(())
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Text(number.to_string()),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(text.trim().to_owned()),
        DataRef::SharedString(text) => Cell::Text(text.trim().to_owned()),
        DataRef::Bool(flag) => Cell::Text(flag.to_string()),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
            Cell::Text(match (hour, minute, second, milli) {
                (0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{milli:03}"),
            })
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text.trim().to_owned()),
        // A formula that failed says nothing.
        DataRef::Error(_) | DataRef::Empty => Cell::Empty,
    }
}
