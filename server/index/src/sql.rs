//! Statements that are written once for both databases.
//!
//! Many rows go to the database as one JSON text, so that a statement is the same whatever their
//! number and is prepared once. Three phrases stand for what each database calls differently:
//!
//! - `IN texts($1)`, `IN ints($1)`: what is in a JSON list
//! - `rows($1, id int, name text, share real)`: a table out of a JSON list of lists
//!
//! Where `rows` is joined with a table, write `CROSS JOIN` and a condition: SQLite would read the table
//! first and the few rows for each of its rows, and takes this for an order. `+model` keeps it from an
//! index that begins with the model where another one is narrower by far.
//!
//! Parameters are `$1`, `$2`. Numbers are 64-bit in every column, so that they are read in one way.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use serde_json::Value as Json;

/// Begins a transaction that will write. SQLite takes the lock now: later it could be refused,
/// after another wrote what this one has read.
pub(crate) async fn begin_writing(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: mode,
        ..TransactionOptions::default()
    })
    .await
}

/// Asks for rows.
pub(crate) async fn rows(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, DbErr> {
    db.query_all_raw(statement(db.get_database_backend(), sql, values)).await
}

/// Asks for the first row.
pub(crate) async fn row(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>, DbErr> {
    db.query_one_raw(statement(db.get_database_backend(), sql, values)).await
}

/// Changes something, and says how many rows.
pub(crate) async fn run(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, DbErr> {
    let done = db.execute_raw(statement(db.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected())
}

/// A list of texts or numbers, or a list of lists, as a parameter.
pub(crate) fn list<T: Into<Json>>(items: impl IntoIterator<Item = T>) -> Value {
    Json::Array(items.into_iter().map(Into::into).collect()).to_string().into()
}

fn statement(backend: DbBackend, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(backend, translate(backend, sql), values)
}

/// Writes the phrases out.
fn translate(backend: DbBackend, sql: &str) -> String {
    let is_sqlite = backend == DbBackend::Sqlite;
    let mut text = String::with_capacity(sql.len() * 2);
    let mut rest = sql;
    while let Some((phrase, place)) = PHRASES
        .iter()
        .filter_map(|phrase| rest.find(phrase).map(|place| (*phrase, place)))
        .min_by_key(|(_, place)| *place)
    {
        let (before, after) = (&rest[..place], &rest[place + phrase.len()..]);
        let (inside, after) = after.split_once(')').unwrap_or((after, ""));
        text.push_str(before);
        match (phrase, is_sqlite) {
            (ROWS, _) => table(&mut text, inside, is_sqlite),
            (_, true) => text.push_str(&format!("IN (SELECT value FROM json_each({inside}))")),
            (TEXTS, false) => {
                text.push_str(&format!("= ANY(ARRAY(SELECT json_array_elements_text({inside}::json)))"));
            }
            (_, false) => {
                let numbers = format!("(json_array_elements_text({inside}::json))::bigint");
                text.push_str(&format!("= ANY(ARRAY(SELECT {numbers}))"));
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

const TEXTS: &str = "IN texts(";
const INTS: &str = "IN ints(";
const ROWS: &str = "rows(";
const PHRASES: [&str; 3] = [TEXTS, INTS, ROWS];

fn table(text: &mut String, inside: &str, is_sqlite: bool) {
    let mut parts = inside.split(',').map(str::trim);
    let parameter = parts.next().unwrap_or_default();
    text.push_str("(SELECT ");
    for (place, column) in parts.enumerate() {
        let (name, sort) = column.split_once(' ').unwrap_or((column, "text"));
        let value = match (is_sqlite, sort) {
            (true, _) => format!("value->>{place}"),
            (false, "int") => format!("(value->>{place})::bigint"),
            (false, "real") => format!("(value->>{place})::double precision"),
            (false, _) => format!("(value->>{place})"),
        };
        let comma = if place == 0 { "" } else { ", " };
        text.push_str(&format!("{comma}{value} AS {name}"));
    }
    match is_sqlite {
        true => text.push_str(&format!(" FROM json_each({parameter}))")),
        false => text.push_str(&format!(" FROM json_array_elements({parameter}::json))")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_written_for_each_database() {
        for (sql, sqlite, postgres) in [
            ("SELECT 1", "SELECT 1", "SELECT 1"),
            (
                "a IN texts($1) AND b IN ints($2) AND c",
                "a IN (SELECT value FROM json_each($1)) AND b IN (SELECT value FROM json_each($2)) AND c",
                "a = ANY(ARRAY(SELECT json_array_elements_text($1::json))) AND \
                 b = ANY(ARRAY(SELECT (json_array_elements_text($2::json))::bigint)) AND c",
            ),
            (
                "FROM rows($1, a int, b text, c real) AS r",
                "FROM (SELECT value->>0 AS a, value->>1 AS b, value->>2 AS c FROM json_each($1)) AS r",
                "FROM (SELECT (value->>0)::bigint AS a, (value->>1) AS b, (value->>2)::double precision AS c \
                 FROM json_array_elements($1::json)) AS r",
            ),
        ] {
            assert_eq!(translate(DbBackend::Sqlite, sql), sqlite);
            assert_eq!(translate(DbBackend::Postgres, sql), postgres);
        }
    }
}
