//! Many rows into a table, and out of it.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, RuntimeErr, Value};
use serde_json::Value as Json;
use sqlx::postgres::PgPoolCopyExt as _;

use super::rows::Row;
use crate::sql;

/// Rows in one statement, and keys in one.
const AT_ONCE: usize = 1000;

/// Adds rows, each with the `first` values before its own.
pub(super) async fn insert<R: Row>(
    db: &impl ConnectionTrait,
    first: &[(&str, Value)],
    rows: &[R],
) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let names = first.iter().map(|(name, _)| *name).chain(R::COLUMNS.iter().map(|(name, _)| *name));
    let names: Vec<&str> = names.collect();
    let before: String = (1..=first.len()).map(|at| format!("${at}, ")).collect();
    let columns: Vec<String> = R::COLUMNS.iter().map(|(name, sort)| format!("{name} {sort}")).collect();
    let statement = format!(
        "INSERT INTO {} ({}) SELECT {before}r.* FROM rows(${}, {}) AS r",
        R::TABLE,
        names.join(", "),
        first.len() + 1,
        columns.join(", ")
    );
    for some in rows.chunks(AT_ONCE) {
        let values = first.iter().map(|(_, value)| value.clone());
        let some = sql::list(some.iter().map(Row::cells));
        sql::run(db, &statement, values.chain([some])).await?;
    }
    Ok(())
}

/// Removes the rows of these keys.
pub(super) async fn remove<R: Row>(
    db: &impl ConnectionTrait,
    line: i64,
    keys: &[String],
) -> Result<(), DbErr> {
    let statement = format!("DELETE FROM {} WHERE line = $1 AND {} IN texts($2)", R::TABLE, R::KEY);
    for some in keys.chunks(AT_ONCE) {
        sql::run(db, &statement, [line.into(), sql::list(some.iter().map(String::as_str))]).await?;
    }
    Ok(())
}

/// Adds many rows to a line that nobody reads yet, as fast as the database can. What was added stays
/// when it fails.
pub(super) async fn load<R: Row>(db: &DatabaseConnection, line: i64, rows: &[R]) -> Result<(), DbErr> {
    match db.get_database_backend() {
        _ if rows.is_empty() => Ok(()),
        DbBackend::Postgres => copy(db, line, rows).await,
        _ => {
            let transaction = sql::begin_writing(db).await?;
            insert(&transaction, &[("line", line.into())], rows).await?;
            transaction.commit().await
        }
    }
}

/// PostgreSQL takes rows as a stream of text, without planning or parsing statements.
async fn copy<R: Row>(db: &DatabaseConnection, line: i64, rows: &[R]) -> Result<(), DbErr> {
    let names: Vec<&str> = R::COLUMNS.iter().map(|(name, _)| *name).collect();
    let statement = format!("COPY {} (line, {}) FROM STDIN", R::TABLE, names.join(", "));
    let pool = db.get_postgres_connection_pool();
    let mut copy = pool.copy_in_raw(&statement).await.map_err(failed)?;
    let mut text = String::new();
    for some in rows.chunks(AT_ONCE) {
        text.clear();
        for row in some {
            text.push_str(&line.to_string());
            for cell in row.cells() {
                text.push('\t');
                write_cell(&mut text, &cell);
            }
            text.push('\n');
        }
        if let Err(error) = copy.send(text.as_bytes()).await {
            // The first error tells more.
            let _ = copy.abort("not all rows could be sent").await;
            return Err(failed(error));
        }
    }
    copy.finish().await.map_err(failed)?;
    Ok(())
}

fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

/// As `COPY` reads it: `\N` is no value, and what divides values is escaped.
fn write_cell(text: &mut String, cell: &Json) {
    match cell {
        Json::Null => text.push_str("\\N"),
        Json::String(value) => {
            for c in value.chars() {
                match c {
                    '\\' => text.push_str("\\\\"),
                    '\t' => text.push_str("\\t"),
                    '\n' => text.push_str("\\n"),
                    '\r' => text.push_str("\\r"),
                    c => text.push(c),
                }
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_divides_values_is_escaped() {
        for (cell, expected) in [
            (Json::Null, "\\N"),
            (Json::from("\\N"), "\\\\N"),
            (Json::from("a\tb\r\nc\\."), "a\\tb\\r\\nc\\\\."),
            (Json::from("处理"), "处理"),
            (Json::from(-7), "-7"),
            (Json::from(0.25), "0.25"),
        ] {
            let mut text = String::new();
            write_cell(&mut text, &cell);
            assert_eq!(text, expected);
        }
    }
}
