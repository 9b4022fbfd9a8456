//! The past, from tables: needs, tickets, deployments, incidents, measured values and the like, a row
//! each, from CSV or a spreadsheet (.xlsx).
//!
//! The head of a column is the name of a field, in English or Chinese ([`fields`]); columns with
//! other heads are left out and said. A row that does not fit is a [`Problem`] with row and column,
//! and the others are read. The id of a row's event is the fingerprint of what it says, so that a
//! table that is read a second time changes nothing, and one with more rows adds those.

mod cells;
mod read;
mod words;

use std::collections::{BTreeMap, HashMap};

use archweave_model::delivery::RecordKind;
use serde_json::{Map, Value};

use super::fields::{self, Form};
use super::{Draft, Event, EventError, digest, keys, plain, record};

pub use read::TableError;

/// Most rows of a table.
pub const MAX_ROWS: usize = 200_000;
/// Most columns.
pub const MAX_COLUMNS: usize = 100;
/// Most bytes of a file.
pub const MAX_FILE: usize = 64 << 20;
/// Most problems that are told one by one.
const MAX_PROBLEMS: usize = 1_000;

/// What a table is read as.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The sort of record in its rows.
    pub kind: RecordKind,
    /// Who reports them: part of the events' identity.
    pub source: String,
    /// Minutes that the clock of times without offset is ahead of UTC.
    pub offset: i32,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Rows under the head that say something.
    pub rows: usize,
    /// Heads of columns, each with the field that it was taken for.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// An event for each row that fits.
    pub events: Vec<Event>,
    /// What does not, in the order of the rows.
    pub problems: Vec<Problem>,
    /// Rows that say the same as an earlier one.
    pub repeated: usize,
    /// Problems that are not listed any more.
    pub unlisted: usize,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row as a spreadsheet counts it: the head is 1.
    pub row: usize,
    /// The head of the column; empty where it is about the whole row.
    pub column: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// The sort of record that a word for rows means: `deployments`, `metric`, `demands`.
pub fn kind_of(word: &str) -> Option<RecordKind> {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        // A demand of the past is an entry of the system that kept them.
        "demand" | "demands" => Some(RecordKind::Ticket),
        "metrics" | "indicator-values" | "values" => Some(RecordKind::IndicatorValue),
        plural => fields::kind_of(plural).or_else(|| fields::kind_of(plural.strip_suffix('s')?)),
    }
}

/// Reads a table.
pub fn read(bytes: &[u8], reading: &Reading) -> Result<Table, TableError> {
    let rows = read::rows(bytes)?;
    let mut rows = rows.into_iter();
    let Some((_, head)) = rows.next() else { return Err(TableError::Empty) };
    let mut table = Table::default();
    for cell in &head {
        let head = cell.text();
        let field = column(reading.kind, &head);
        table.columns.push((head, field));
    }
    if table.columns.iter().all(|(_, field)| field.is_none()) {
        return Err(TableError::NoColumn { known: names(reading.kind).join(", ") });
    }
    if let Some(twice) = twice(&table.columns) {
        return Err(TableError::Twice { field: twice });
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (row, cells) in rows {
        let said = said(&table.columns, &cells);
        if said.is_empty() {
            continue;
        }
        table.rows += 1;
        match event(reading, row, &said) {
            Ok(event) => match seen.get(&event.id) {
                Some(_) => table.repeated += 1,
                None => {
                    seen.insert(event.id.clone(), row);
                    table.events.push(event);
                }
            },
            Err(problem) if table.problems.len() < MAX_PROBLEMS => table.problems.push(problem),
            Err(_) => table.unlisted += 1,
        }
    }
    Ok(table)
}

/// The cells of a row that belong to a field and say something: the field, the head, the cell.
fn said<'a>(
    columns: &'a [(String, Option<&'static str>)],
    cells: &'a [cells::Cell],
) -> Vec<(&'static str, &'a str, &'a cells::Cell)> {
    let pairs = columns.iter().zip(cells);
    let known = pairs.filter_map(|((head, field), cell)| Some(((*field)?, head.as_str(), cell)));
    known.filter(|(_, _, cell)| !cell.is_empty()).collect()
}

fn event(
    reading: &Reading,
    row: usize,
    said: &[(&'static str, &str, &cells::Cell)],
) -> Result<Event, Problem> {
    let kind = reading.kind;
    let problem = |column: &str, message: String| Problem { row, column: column.to_owned(), message };
    let mut draft = record::Draft::new(kind);
    let mut key = None;
    // What the row says, in a form that does not depend on the order of columns or their language.
    let mut told: BTreeMap<&str, Value> = BTreeMap::new();
    for (field, head, cell) in said {
        if *field == "key" {
            key = Some(cell.text());
            told.insert(field, cell.text().into());
            continue;
        }
        let form = fields::of(kind).iter().find(|known| known.name == *field).map(|known| known.form);
        let value = cells::value(cell, form.unwrap_or(Form::Texts), reading.offset);
        let value = value.map_err(|message| problem(head, message))?;
        draft.set(field, &value).map_err(|error| problem(head, message_of(&error)))?;
        told.insert(field, value);
    }
    let Some(at) = draft.time() else {
        let names = fields::time_of(kind).join(", ");
        return Err(problem("", format!("the row has no time; fill one of: {names}")));
    };
    plain::complete(&mut draft, kind, at);
    let of_row = |error: EventError| problem("", error.to_string());
    let record = draft.finish().map_err(of_row)?;
    let original = Value::Object(Map::from_iter([(
        fields::word(kind).to_owned(),
        Value::Object(told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
    )]));
    let id: String = digest(&original).chars().take(40).collect();
    let key = match (key, keys::natural(&record)) {
        (Some(key), _) => key,
        (None, Some(key)) => key.map_err(of_row)?,
        (None, None) => format!("{}#{id}", reading.source),
    };
    let sort = format!("table.{}", fields::word(kind));
    let source = reading.source.clone();
    let records = vec![(key, record)];
    let draft = Draft {
        source,
        id: format!("row-{id}"),
        sort,
        at,
        original: &original,
        records,
        keeps_original: true,
    };
    draft.finish().map_err(of_row)
}

/// What is wrong, without the field: the column says it.
fn message_of(error: &EventError) -> String {
    match error {
        EventError::Form { what, .. } | EventError::Value { what, .. } => what.clone(),
        other => other.to_string(),
    }
}

/// The field of a column by its head: its name or Chinese name, however the words are joined.
fn column(kind: RecordKind, head: &str) -> Option<&'static str> {
    let head = plain_name(head);
    let own = fields::of(kind).iter().find(|field| plain_name(field.name) == head || field.zh == head);
    if let Some(field) = own {
        return Some(field.name);
    }
    let key = ["key", "键", "主键"].contains(&head.as_str());
    if key {
        return Some("key");
    }
    let mentions = fields::MENTIONS.iter().filter(|_| fields::has_mentions(kind));
    let mut mentions =
        mentions.filter(|(name, sort, zh)| plain_name(name) == head || *sort == head || *zh == head);
    mentions.next().map(|(name, ..)| *name)
}

fn plain_name(head: &str) -> String {
    let head = head.trim().to_lowercase();
    head.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*')).collect()
}

fn names(kind: RecordKind) -> Vec<&'static str> {
    fields::of(kind).iter().map(|field| field.name).collect()
}

fn twice(columns: &[(String, Option<&'static str>)]) -> Option<&'static str> {
    let mut seen: Vec<&str> = Vec::new();
    for field in columns.iter().filter_map(|(_, field)| *field) {
        if seen.contains(&field) {
            return Some(field);
        }
        seen.push(field);
    }
    None
}
