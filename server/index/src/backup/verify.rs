//! Whether a file is a whole backup.

use std::path::Path;

use sea_orm::{DatabaseConnection, TransactionTrait};

use super::cells::Checksum;
use super::tables::tables;
use super::{BackupError, BackupInfo, FORM};
use crate::{IndexError, Millis, sql, sqlite};

/// Reads all of a backup and compares it with what was written.
pub(super) async fn verify(place: &Path) -> Result<BackupInfo, BackupError> {
    if !place.is_file() {
        let reason = std::io::ErrorKind::NotFound.into();
        return Err(BackupError::Io { place: place.to_owned(), reason });
    }
    let damaged = |reason: String| BackupError::Damaged { place: place.to_owned(), reason };
    let told = |error: IndexError| match error {
        IndexError::Corrupt(reason) => damaged(reason),
        IndexError::Foreign(_) => BackupError::NotABackup(place.to_owned()),
        error => BackupError::Index(error.at(place.display())),
    };
    sqlite::inspect(place).await.map_err(told)?;
    let db = sqlite::connect_to_read(place).await?;
    let verified = contents(&db, place).await;
    db.close().await?;
    verified.map_err(|error| match error {
        BackupError::Index(error) => told(error),
        error => error,
    })
}

async fn contents(db: &DatabaseConnection, place: &Path) -> Result<BackupInfo, BackupError> {
    let damaged = |reason: String| BackupError::Damaged { place: place.to_owned(), reason };
    let is_backup = "SELECT count(*) FROM sqlite_schema WHERE name IN ('backup_made', 'backup_content')";
    let count: i64 = match sql::row(db, is_backup, []).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    if count != 2 {
        return Err(BackupError::NotABackup(place.to_owned()));
    }
    let verdict = sql::row(db, "PRAGMA integrity_check(1)", []).await?;
    let verdict: String = verdict.map_or(Ok(String::new()), |row| row.try_get_by_index(0))?;
    if verdict != "ok" {
        return Err(damaged(crate::text::clean(&verdict, 200)));
    }
    let made = sql::row(db, "SELECT form, at, program FROM backup_made", []).await?;
    let made = made.ok_or_else(|| damaged("it does not say when it was made".to_owned()))?;
    let form: i64 = made.try_get_by_index(0)?;
    if form != FORM {
        return Err(IndexError::Newer(format!("backup form {form}")).into());
    }
    let mut info = BackupInfo {
        made_at: Millis(made.try_get_by_index(1)?),
        program: made.try_get_by_index(2)?,
        tables: Vec::new(),
    };
    let reading = db.begin().await?;
    let tables = tables(&reading).await?;
    for row in
        sql::rows(&reading, "SELECT name, rows, checksum FROM backup_content ORDER BY name", []).await?
    {
        let (name, rows, expected): (String, i64, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let table = tables.iter().find(|table| table.name == name);
        let table = table.ok_or_else(|| damaged(format!("table `{name}` is missing")))?;
        let mut checksum = Checksum::default();
        table
            .read(&reading, async |rows| {
                rows.iter().for_each(|cells| checksum.add(&table.columns, cells));
                Ok::<_, BackupError>(())
            })
            .await?;
        if checksum.rows as i64 != rows {
            return Err(damaged(format!("table `{name}` has {} rows of {rows}", checksum.rows)));
        }
        if checksum.text() != expected {
            return Err(damaged(format!("rows of table `{name}` are not those that were written")));
        }
        info.tables.push((name, checksum.rows));
    }
    reading.rollback().await?;
    match info.tables.is_empty() {
        true => Err(damaged("it has no tables".to_owned())),
        false => Ok(info),
    }
}
