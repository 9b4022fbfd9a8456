//! Both databases: each test of the ledger runs on SQLite and on PostgreSQL.

use std::future::Future;
use std::path::PathBuf;

use archweave_index::Index;
use tempfile::TempDir;

use crate::{place, postgres, run};

/// A new, empty database that can be opened several times.
pub enum Database {
    /// The folder is gone when this is.
    Sqlite(#[allow(dead_code, reason = "kept for its end")] TempDir, PathBuf),
    Postgres(postgres::Database),
}

impl Database {
    /// One of each that is there.
    pub fn all() -> Vec<Self> {
        let (folder, file) = place();
        let postgres = postgres::Database::new().map(Self::Postgres);
        [Some(Self::Sqlite(folder, file)), postgres].into_iter().flatten().collect()
    }

    pub async fn open(&self) -> Index {
        match self {
            Self::Sqlite(_, place) => Index::open(place).await.unwrap(),
            Self::Postgres(database) => Index::connect(&database.url()).await.unwrap(),
        }
    }

    /// How another process finds it.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite(_, place) => place.display().to_string(),
            Self::Postgres(database) => database.url(),
        }
    }

    /// Opens what [`Self::address`] says.
    pub async fn open_at(address: &str) -> Index {
        match address.starts_with("postgres://") {
            true => Index::connect(address).await.unwrap(),
            false => Index::open(address.as_ref()).await.unwrap(),
        }
    }

    /// What the database's own program answers, a line a row, fields divided by `|`; none where it is
    /// not installed.
    pub fn ask(&self, statement: &str) -> Option<String> {
        match self {
            Self::Sqlite(_, place) => crate::sqlite3(place, statement),
            Self::Postgres(database) => Some(database.psql(statement)),
        }
    }
}

/// Runs a test on each database.
pub fn on_each<F: Future<Output = ()>>(test: impl Fn(Database) -> F) {
    for database in Database::all() {
        run(test(database));
    }
}
