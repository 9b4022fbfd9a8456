//! Restoring a backup.

use std::fs::File;
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, TransactionTrait};

use super::tables::{Table, tables};
use super::take::Unfinished;
use super::verify::verify;
use super::{BackupError, BackupInfo};
use crate::{Index, migrations, sql, sqlite};

impl Index {
    /// Puts what a backup holds in the place of what is here, all or nothing. Unless `may_replace`, only
    /// into a database in which nothing is yet. What comes from git is forgotten, to be projected anew.
    pub async fn restore(&self, place: &Path, may_replace: bool) -> Result<BackupInfo, BackupError> {
        let info = verify(place).await?;
        // An older one is brought up to date first, in a copy.
        let copy = Unfinished::temporary();
        let failed = |reason| BackupError::Io { place: copy.0.clone(), reason };
        sqlite::create(&copy.0)?;
        // Byte by byte, so that the copy keeps the permissions with which it was made.
        let copied =
            || std::io::copy(&mut File::open(place)?, &mut File::options().write(true).open(&copy.0)?);
        copied().map_err(failed)?;
        let source = sqlite::connect_alone(&copy.0).await?;
        let restored = async {
            migrations::migrate(&source).await?;
            self.take_over(&source, may_replace).await
        };
        let restored = restored.await;
        source.close().await?;
        restored?;
        // Tokens that were known may be others now.
        self.recent.forget();
        Ok(info)
    }

    async fn take_over(&self, source: &DatabaseConnection, may_replace: bool) -> Result<(), BackupError> {
        let reading = source.begin().await?;
        let writing = sql::begin_writing(&self.db).await?;
        let into = tables(&writing).await?;
        for table in &into {
            if !may_replace && !table.is_empty(&writing).await? {
                return Err(BackupError::NotEmpty(table.name.clone()));
            }
        }
        let forget = ["head", "element_history"].into_iter().chain(into.iter().map(|table| &*table.name));
        for name in forget {
            sql::run(&writing, &format!("DELETE FROM \"{name}\""), []).await?;
        }
        let from = tables(&reading).await?;
        for into in &into {
            let Some(from) = from.iter().find(|table| table.name == into.name) else { continue };
            from.read(&reading, async |rows| into.write(&writing, rows).await).await?;
            into.count_on(&writing).await?;
        }
        reading.rollback().await?;
        Ok(writing.commit().await?)
    }
}

impl Table {
    async fn is_empty(&self, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let question = format!("SELECT 1 FROM \"{}\" LIMIT 1", self.name);
        Ok(sql::row(db, &question, []).await?.is_none())
    }

    /// Lets PostgreSQL give the next row a number that no row has; SQLite does so by itself.
    async fn count_on(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let has_id = self.columns.iter().any(|column| column.name == "id");
        if db.get_database_backend() != DbBackend::Postgres || !has_id {
            return Ok(());
        }
        let question = "SELECT pg_get_serial_sequence(quote_ident($1), 'id')";
        let row = sql::row(db, question, [self.name.as_str().into()]).await?;
        let sequence: Option<String> = row.map_or(Ok(None), |row| row.try_get_by_index(0))?;
        let Some(sequence) = sequence else { return Ok(()) };
        let next = format!(
            "SELECT setval($1::regclass, COALESCE((SELECT max(id) FROM \"{}\"), 0) + 1, false)",
            self.name
        );
        sql::row(db, &next, [sequence.into()]).await.map(drop)
    }
}
