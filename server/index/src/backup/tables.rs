//! The tables of a database that a backup has, and their rows, some at a time.

use std::pin::pin;

use futures_util::TryStreamExt as _;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement, StreamTrait, Value};

use super::cells::{Cell, Column, Sort};
use crate::{IndexError, sql};

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

/// Tables that a backup does not have: they come from git, or say how the others came to be.
const NOT_IN_IT: [&str; 11] = [
    "seaql_migrations",
    "line",
    "head",
    "element",
    "relation",
    "property",
    "model_view",
    "finding",
    "element_history",
    "backup_made",
    "backup_content",
];

/// What one statement may hold: SQLite has at most 32,766 values in one.
const MOST_VALUES: usize = 30_000;
const MOST_ROWS: usize = 500;
const MOST_BYTES: usize = 4 << 20;

/// The tables that a backup of this database has, by name.
pub(super) async fn tables(db: &impl ConnectionTrait) -> Result<Vec<Table>, IndexError> {
    let names = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
        _ => "SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'",
    };
    let mut tables = Vec::new();
    for row in sql::rows(db, names, []).await? {
        let name: String = row.try_get_by_index(0)?;
        if !NOT_IN_IT.contains(&&*name) {
            tables.push(Table { columns: columns(db, &name).await?, name });
        }
    }
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tables)
}

async fn columns(db: &impl ConnectionTrait, table: &str) -> Result<Vec<Column>, IndexError> {
    let is_postgres = db.get_database_backend() == DbBackend::Postgres;
    let question = match is_postgres {
        true => {
            "SELECT column_name::text, data_type::text FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1"
        }
        false => "SELECT name, type FROM pragma_table_info($1)",
    };
    let mut columns = Vec::new();
    for row in sql::rows(db, question, [table.into()]).await? {
        let (name, declared): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let sort = match is_postgres {
            true => Sort::of_postgres(&declared),
            false => Some(Sort::of_sqlite(&declared)),
        };
        let unknown = || IndexError::Corrupt(format!("column `{table}.{name}` is of type `{declared}`"));
        let sort = sort.ok_or_else(unknown)?;
        columns.push(Column { name, sort, own: if is_postgres { declared } else { String::new() } });
    }
    columns.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(columns)
}

impl Table {
    /// Hands all rows on, some at a time.
    pub(super) async fn read<E: From<DbErr>>(
        &self,
        db: &DatabaseTransaction,
        mut each: impl AsyncFnMut(Vec<Vec<Cell>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let backend = ConnectionTrait::get_database_backend(db);
        let columns: Vec<String> = self.columns.iter().map(|column| column.read(backend)).collect();
        let question = format!("SELECT {} FROM \"{}\"", columns.join(", "), self.name);
        let mut stream = pin!(db.stream_raw(Statement::from_string(backend, question)).await?);
        let (mut rows, mut bytes) = (Vec::new(), 0);
        while let Some(row) = stream.try_next().await? {
            let cells = self.columns.iter().enumerate().map(|(place, column)| column.cell(&row, place));
            let cells: Vec<Cell> = cells.collect::<Result<_, _>>()?;
            bytes += cells.iter().map(Cell::size).sum::<usize>();
            rows.push(cells);
            if rows.len() == MOST_ROWS || bytes > MOST_BYTES {
                each(std::mem::take(&mut rows)).await?;
                bytes = 0;
            }
        }
        match rows.is_empty() {
            true => Ok(()),
            false => each(rows).await,
        }
    }

    /// Adds rows, whose cells are in the order of `columns`.
    pub(super) async fn write(&self, db: &impl ConnectionTrait, rows: Vec<Vec<Cell>>) -> Result<(), DbErr> {
        let names: Vec<String> = self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let at_once = (MOST_VALUES / names.len().max(1)).max(1);
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut values: Vec<Value> = Vec::new();
            let mut places: Vec<String> = Vec::new();
            for cells in rows.by_ref().take(at_once) {
                let first = values.len();
                let row: Vec<String> = self
                    .columns
                    .iter()
                    .enumerate()
                    .map(|(at, column)| column.write(first + at + 1))
                    .collect();
                places.push(format!("({})", row.join(", ")));
                values.extend(cells.into_iter().map(Value::from));
            }
            let statement =
                format!("INSERT INTO \"{}\" ({}) VALUES {}", self.name, names.join(", "), places.join(", "));
            let statement = Statement::from_sql_and_values(db.get_database_backend(), statement, values);
            db.execute_raw(statement).await?;
        }
        Ok(())
    }
}
