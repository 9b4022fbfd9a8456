//! A table that somebody brings, and what it would change.

use std::sync::Arc;

use archweave_app::change::Wanted;
use archweave_app::tables::{RowState, TableColumn, TableProblem, TableReading, TableRow};
use async_graphql::{Enum, Object, Result, SimpleObject};
use serde_json::{Value, json};

use super::compare::FieldObject;
use super::connection::MAX_PAGE;
use super::edit::shown;
use super::element::ElementObject;
use super::invalid;
use super::json::{AnyJson, to_json};
use super::property::read;
use super::scope::Scope;

/// What a table comes to.
pub(super) struct TableReadingObject {
    scope: Arc<Scope>,
    reading: Arc<TableReading>,
}

impl TableReadingObject {
    pub fn new(scope: &Arc<Scope>, reading: TableReading) -> Self {
        Self { scope: scope.clone(), reading: Arc::new(reading) }
    }
}

/// What becomes of a row.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "RowState")]
pub(super) enum StateName {
    /// An element that is not there yet.
    New,
    /// An element that is there, and other in the table.
    Changed,
    /// The same in both.
    Unchanged,
    /// Something is wrong with it; it is left out.
    Rejected,
}

impl From<RowState> for StateName {
    fn from(state: RowState) -> Self {
        match state {
            RowState::New => Self::New,
            RowState::Changed => Self::Changed,
            RowState::Unchanged => Self::Unchanged,
            RowState::Rejected => Self::Rejected,
        }
    }
}

/// A column of a table that somebody brings.
#[derive(SimpleObject)]
#[graphql(name = "TableReadingColumn")]
pub(super) struct ColumnObject {
    /// As in the table.
    heading: String,
    /// Key of the field; none if nothing is called so, and the column is left out.
    key: Option<String>,
}

impl From<&TableColumn> for ColumnObject {
    fn from(column: &TableColumn) -> Self {
        Self { heading: column.heading.clone(), key: column.key.clone() }
    }
}

/// What a table comes to. Nothing is done yet.
#[Object(name = "TableReading")]
impl TableReadingObject {
    /// In the order of the table.
    async fn columns(&self) -> Vec<ColumnObject> {
        self.reading.columns.iter().map(ColumnObject::from).collect()
    }

    /// The rows, or those in one state.
    #[graphql(complexity = "(first.max(1) as usize) * child_complexity + 10")]
    async fn rows(
        &self,
        #[graphql(default = 100)] first: i32,
        #[graphql(default)] skip: u32,
        state: Option<StateName>,
    ) -> Result<Vec<RowObject>> {
        let Some(size) = usize::try_from(first).ok().filter(|size| *size <= MAX_PAGE) else {
            return Err(invalid(format!(
                "`first` is {first}; ask for 0 to {MAX_PAGE} and go on with `skip`"
            )));
        };
        let is_wanted = |row: &&TableRow| state.is_none_or(|state| state == row.state.into());
        let rows = self.reading.rows.iter().filter(is_wanted).skip(skip as usize).take(size);
        Ok(rows.map(|row| RowObject { scope: self.scope.clone(), row: row.clone() }).collect())
    }

    /// Rows that make an element.
    async fn new_count(&self) -> usize {
        self.reading.count(RowState::New)
    }

    /// Rows that change an element.
    async fn changed_count(&self) -> usize {
        self.reading.count(RowState::Changed)
    }

    /// Rows that say what the model says.
    async fn unchanged_count(&self) -> usize {
        self.reading.count(RowState::Unchanged)
    }

    /// Rows with something wrong in them.
    async fn rejected_count(&self) -> usize {
        self.reading.count(RowState::Rejected)
    }

    /// A list for `edits` of `commitChanges`: one command for all rows but those that are rejected.
    async fn edits(&self) -> AnyJson {
        async_graphql::Json(self.reading.edits.iter().map(wanted).collect())
    }
}

/// An edit as `EditInput` has it; what is new and has no id gets one when it is committed.
fn wanted(wanted: &Wanted) -> Value {
    match wanted {
        Wanted::Edit(edit) => shown(edit).0,
        Wanted::New(new) => json!({ "create": { "item": "element", "fields": to_json(&new.fields).0 } }),
    }
}

/// A row of a table that somebody brings.
pub(super) struct RowObject {
    scope: Arc<Scope>,
    row: TableRow,
}

/// A row of a table that somebody brings.
#[Object(name = "TableReadingRow")]
impl RowObject {
    /// Where it stands in the table, from 1; the heading is 1.
    async fn line(&self) -> usize {
        self.row.line
    }

    /// What becomes of it.
    async fn state(&self) -> StateName {
        self.row.state.into()
    }

    /// The id of the element; none for one that is new and gets an id when it is committed.
    async fn element_id(&self) -> Option<&str> {
        self.row.element.as_ref().map(|id| id.as_str())
    }

    /// The element, as it is now; none for one that is new.
    async fn element(&self) -> Option<ElementObject> {
        ElementObject::find(&self.scope, self.row.element.as_ref()?.as_str())
    }

    /// As in the table, one for each column.
    async fn cells(&self) -> &[String] {
        &self.row.cells
    }

    /// What differs; of a new element what is given.
    async fn changes(&self) -> Vec<FieldObject> {
        self.row.changes.iter().map(FieldObject::from).collect()
    }

    /// Why it is rejected.
    async fn problems(&self) -> Vec<ProblemObject> {
        self.row.problems.iter().cloned().map(ProblemObject).collect()
    }
}

/// What is wrong with a row.
pub(super) struct ProblemObject(TableProblem);

/// What is wrong with a row of a table.
#[Object(name = "TableProblem")]
impl ProblemObject {
    /// The column, from 0; none for the row as a whole.
    async fn column(&self) -> Option<usize> {
        self.0.column
    }

    /// Stable: bad-id, wrong-kind, no-name, ambiguous-name, duplicate-row, unknown-value, unknown-reference,
    /// not-a-number, not-a-date, not-a-boolean, not-an-address, not-a-duration or wrong-value.
    async fn code(&self) -> &str {
        self.0.code
    }

    /// One line.
    async fn message(&self, language: Option<String>) -> String {
        read(&self.0.message, language.as_deref())
    }
}
