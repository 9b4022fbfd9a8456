//! What is SQLite's alone: the file, its settings, and how damage shows.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, QueryResult, RuntimeErr,
    Statement,
};
use sqlx::sqlite::{SqliteConnectOptions, SqliteError, SqliteJournalMode, SqliteSynchronous};
use sqlx::{self, ConnectOptions as _};

use crate::{IndexError, migrations, text};

/// How long a write waits for another one, of this process or another, before it is refused.
const PATIENCE: Duration = Duration::from_secs(5);

/// Readers of one process at a time; each is a thread. Writers take turns anyway.
const CONNECTIONS: u32 = 4;

/// A file up to this size is read whole when it is opened; damage in a larger one shows when it is met.
const CHECKED_WHOLE: u64 = 64 << 20;

/// Makes an empty file that only its owner may read, if there is none. SQLite gives the files beside
/// it (`-wal`, `-shm`) the same permissions.
pub(crate) fn create(place: &Path) -> Result<(), IndexError> {
    let cannot = |error: io::Error| IndexError::Unavailable(format!("cannot be made: {error}"));
    if !place.try_exists().map_err(cannot)? {
        // Recent writes stand in the log. Without its file it says nothing, and SQLite would drop it.
        let mut log = place.as_os_str().to_owned();
        log.push("-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(IndexError::Corrupt("the file is gone, but its log (`-wal`) is there".to_owned()));
        }
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(place) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
        Err(error) => return Err(cannot(error)),
    }
    let folder = place.parent().unwrap_or(Path::new("/"));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(cannot)
}

/// Refuses what is damaged, newer or not ours, without writing to it.
pub(crate) async fn inspect(place: &Path) -> Result<(), IndexError> {
    let db = pool(SqliteConnectOptions::new().filename(place).read_only(true), 1).await?;
    let inspected = inspect_open(&db, place).await;
    db.close().await?;
    inspected
}

async fn inspect_open(db: &DatabaseConnection, place: &Path) -> Result<(), IndexError> {
    if fs::metadata(place).is_ok_and(|file| file.len() <= CHECKED_WHOLE) {
        let row = ask(db, "PRAGMA quick_check(1)").await?;
        let verdict: String = row.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
        if verdict != "ok" {
            return Err(IndexError::Corrupt(text::clean(&verdict, 200)));
        }
    }
    // Another process may be making the tables: they come all at once, so this is asked first.
    if ask(db, "SELECT name FROM sqlite_schema LIMIT 1").await?.is_none() {
        return Ok(());
    }
    match migrations::is_ours(db).await? {
        true => migrations::refuse_newer(db).await,
        false => Err(IndexError::Foreign(place.display().to_string())),
    }
}

/// Opens the file for use: a commit is on disk when it is acknowledged, and readers and a writer do
/// not wait for each other.
pub(crate) async fn connect(place: &Path) -> Result<DatabaseConnection, DbErr> {
    let options = SqliteConnectOptions::new().filename(place).synchronous(SqliteSynchronous::Full);
    keep_log(&options).await?;
    pool(options, CONNECTIONS).await
}

/// Lets the file keep a write-ahead log, for all who open it from now on. When two do so in a new
/// file at the same time, SQLite refuses one of them without the usual patience.
async fn keep_log(options: &SqliteConnectOptions) -> Result<(), DbErr> {
    let began = Instant::now();
    loop {
        match pool(options.clone().journal_mode(SqliteJournalMode::Wal), 1).await {
            Ok(db) => return db.close().await,
            Err(error) if code(&error) == Some(BUSY) && began.elapsed() < PATIENCE => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Opens a file that nobody else knows of, with one connection and no log beside it. Who gives it a name
/// flushes it first.
pub(crate) async fn connect_alone(place: &Path) -> Result<DatabaseConnection, DbErr> {
    let options = SqliteConnectOptions::new().filename(place);
    pool(options.journal_mode(SqliteJournalMode::Delete).synchronous(SqliteSynchronous::Off), 1).await
}

/// Opens a file without being able to write to it.
pub(crate) async fn connect_to_read(place: &Path) -> Result<DatabaseConnection, DbErr> {
    pool(SqliteConnectOptions::new().filename(place).read_only(true), 1).await
}

/// A database in memory, which ends with its one connection.
pub(crate) async fn connect_memory() -> Result<DatabaseConnection, DbErr> {
    pool(SqliteConnectOptions::new(), 1).await
}

async fn pool(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let options = options
        .create_if_missing(false)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // Statements are not for the log: they come by the thousand.
        .disable_statement_logging();
    // The address is not used: a path would have to be escaped in it.
    let mut all = ConnectOptions::new("sqlite::memory:");
    all.map_sqlx_sqlite_opts(move |_| options.clone())
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(PATIENCE * 2)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .record_stmt_in_spans(false);
    Database::connect(all).await
}

async fn ask(db: &DatabaseConnection, question: &'static str) -> Result<Option<QueryResult>, DbErr> {
    db.query_one_raw(Statement::from_string(DbBackend::Sqlite, question)).await
}

/// Whether an error says that the file is no database any more, or holds what no column may.
pub(crate) fn is_damage(error: &DbErr) -> bool {
    let is_value = matches!(cause(error), Some(sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)));
    is_value || matches!(code(error), Some(CORRUPT | NOT_A_DATABASE))
}

const BUSY: u32 = 5;
const CORRUPT: u32 = 11;
const NOT_A_DATABASE: u32 = 26;

/// SQLite's own number of an error; none for errors of another database.
fn code(error: &DbErr) -> Option<u32> {
    let error = cause(error)?.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    let code: u32 = sqlx::error::DatabaseError::code(error)?.parse().ok()?;
    // The low byte is the error, the rest its variety.
    Some(code & 0xff)
}

pub(crate) fn cause(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause)) => Some(cause),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answer(db: &DatabaseConnection, question: &'static str) -> String {
        let row = ask(db, question).await.unwrap().unwrap();
        row.try_get_by_index::<String>(0)
            .or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()))
            .unwrap()
    }

    #[tokio::test]
    async fn every_connection_has_the_settings() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("x.db");
        create(&place).unwrap();
        let db = connect(&place).await.unwrap();
        // All at once, so that each is another connection.
        let mut held = Vec::new();
        for _ in 0..CONNECTIONS {
            let one = sea_orm::TransactionTrait::begin(&db).await.unwrap();
            for (question, expected) in [
                ("PRAGMA journal_mode", "wal"),
                // 2 is FULL.
                ("PRAGMA synchronous", "2"),
                ("PRAGMA foreign_keys", "1"),
                ("PRAGMA busy_timeout", "5000"),
            ] {
                let statement = Statement::from_string(DbBackend::Sqlite, question);
                let row = one.query_one_raw(statement).await.unwrap().unwrap();
                let text = row.try_get_by_index::<String>(0);
                let found = text.or_else(|_| row.try_get_by_index::<i64>(0).map(|number| number.to_string()));
                assert_eq!(found.unwrap(), expected, "{question}");
            }
            held.push(one);
        }
    }

    #[tokio::test]
    async fn sqlite_is_new_enough() {
        let version = answer(&connect_memory().await.unwrap(), "SELECT sqlite_version()").await;
        let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
        // Earlier ones can damage a file when two processes write and tidy the log: the WAL-reset bug.
        assert!(parts >= vec![3, 51, 3], "{version}");
    }
}
