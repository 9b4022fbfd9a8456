//! A table that somebody brings: what it would change, row by row.
//!
//! Nothing is guessed: a row with anything wrong in it is left out as a whole, and says why. An empty cell
//! leaves what is there, a single `-` takes it away.

mod row;

use archweave_interchange::sheet;
use archweave_model::id::ElementId;
use archweave_model::metamodel::{ElementKind, KindIndex};
use archweave_model::snapshot::Snapshot;
use archweave_model::text::Text;

use self::row::RowReader;
use super::column::Column;
use super::names::Names;
use crate::change::{FieldChange, Wanted};
use crate::kinds::meaning;
use crate::{AppError, Hosted, Revision};

/// What a table comes to.
#[derive(Clone, Debug, Default)]
pub struct TableReading {
    /// In the order of the table.
    pub columns: Vec<TableColumn>,
    /// Without the heading.
    pub rows: Vec<TableRow>,
    /// What it takes; rejected rows are left out.
    pub edits: Vec<Wanted>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// As in the table.
    pub heading: String,
    /// Key of the field; none if nothing is called so, and the column is left out.
    pub key: Option<String>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// In the table, from 1; the heading is 1.
    pub line: usize,
    /// What becomes of it.
    pub state: RowState,
    /// The element; none for one that is new and has no id yet.
    pub element: Option<ElementId>,
    /// As in the table, one for each column.
    pub cells: Vec<String>,
    /// What differs; of a new element what is given.
    pub changes: Vec<FieldChange>,
    /// Why it is rejected.
    pub problems: Vec<TableProblem>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// An element that is not there yet.
    New,
    /// An element that is there, and other in the table.
    Changed,
    /// The same in both.
    Unchanged,
    /// Something is wrong with it.
    Rejected,
}

/// What is wrong with a row.
#[derive(Clone, Debug)]
pub struct TableProblem {
    /// The column, from 0; none for the row as a whole.
    pub column: Option<usize>,
    /// Stable.
    pub code: &'static str,
    /// English and Chinese.
    pub message: Text,
}

impl TableReading {
    /// How many rows are in a state.
    pub fn count(&self, state: RowState) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }
}

impl Hosted {
    /// Reads a table of elements of a kind against a revision. Nothing is changed.
    pub fn read_table(
        &self,
        revision: &Revision,
        kind: &str,
        file_name: &str,
        bytes: &[u8],
        language: Option<&str>,
    ) -> Result<TableReading, AppError> {
        let snapshot = revision.snapshot();
        let found = meaning(snapshot.metamodel(), kind);
        let index = found
            .map(|found| found.kind)
            .ok_or_else(|| AppError::NotFound(format!("`{kind}` is no kind")))?;
        let mut rows = sheet::read(file_name, bytes)?.into_iter();
        let Some(headings) = rows.next().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) else {
            return Err(AppError::Invalid("the first line of the table has no headings".into()));
        };
        let table = Heading::read(snapshot, index, &headings)?;
        let names = Names::of(snapshot);
        let mut reader = RowReader::new(snapshot, index, &table.columns, &names, language);
        let mut reading = TableReading { columns: table.shown, ..TableReading::default() };
        for (line, mut cells) in (2..).zip(rows) {
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            cells.resize(headings.len(), String::new());
            let (row, edit) = reader.read(line, cells);
            reading.edits.extend(edit);
            reading.rows.push(row);
        }
        Ok(reading)
    }
}

/// The first line.
struct Heading {
    columns: Vec<Option<Column>>,
    shown: Vec<TableColumn>,
}

impl Heading {
    fn read(snapshot: &Snapshot, kind: KindIndex, headings: &[String]) -> Result<Self, AppError> {
        let kind: &ElementKind = snapshot.metamodel().kind(kind);
        let columns: Vec<Option<Column>> =
            headings.iter().map(|heading| Column::parse(heading, kind)).collect();
        if !columns.iter().flatten().any(|column| matches!(column, Column::Id | Column::Name(_))) {
            let message = "no column is called `id` or `name`; the first line of the table names the columns";
            return Err(AppError::Invalid(message.into()));
        }
        for (n, column) in columns.iter().enumerate() {
            if column.is_some() && columns[..n].contains(column) {
                let message = format!("column `{}` stands twice in the table", headings[n].trim());
                return Err(AppError::Invalid(message));
            }
        }
        let shown = headings.iter().zip(&columns).map(|(heading, column)| TableColumn {
            heading: heading.trim().to_owned(),
            key: column.as_ref().map(Column::key),
        });
        Ok(Self { shown: shown.collect(), columns })
    }
}
