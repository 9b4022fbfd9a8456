//! Making a backup.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    TransactionTrait,
};

use super::cells::Checksum;
use super::tables::{Table, tables};
use super::{BackupError, BackupInfo, FORM};
use crate::{Index, Millis, migrations, sql, sqlite};

impl Index {
    /// Writes all that cannot be made again from git to a file that only its owner may read: as it is at
    /// this moment, while others go on writing. The file is whole and on disk when it has its name.
    pub async fn backup(
        &self,
        place: &Path,
        may_replace: bool,
        program: &str,
        now: Millis,
    ) -> Result<BackupInfo, BackupError> {
        if !may_replace && place.exists() {
            return Err(BackupError::Exists(place.to_owned()));
        }
        let beside = Unfinished::beside(place)?;
        let info = BackupInfo { made_at: now, program: program.to_owned(), tables: Vec::new() };
        let info = self.write_backup(&beside.0, info).await?;
        beside.finish(place)?;
        Ok(info)
    }

    async fn write_backup(&self, place: &Path, mut info: BackupInfo) -> Result<BackupInfo, BackupError> {
        sqlite::create(place)?;
        let target = sqlite::connect_alone(place).await?;
        migrations::migrate(&target).await?;
        let copied = async {
            let source = one_moment(&self.db).await?;
            let writing = target.begin().await?;
            describe(&writing, &info).await?;
            let into = tables(&writing).await?;
            for from in tables(&source).await? {
                let Some(into) = into.iter().find(|table| table.name == from.name) else { continue };
                let checksum = copy(&from, &source, into, &writing).await?;
                let note = "INSERT INTO backup_content (name, rows, checksum) VALUES ($1, $2, $3)";
                let values =
                    [from.name.as_str().into(), (checksum.rows as i64).into(), checksum.text().into()];
                sql::run(&writing, note, values).await?;
                info.tables.push((from.name, checksum.rows));
            }
            source.rollback().await?;
            writing.commit().await?;
            Ok(info)
        };
        let copied = copied.await;
        target.close().await?;
        copied
    }
}

/// A transaction that sees the database as it is now, and nothing that others write from here on.
pub(super) async fn one_moment(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let transaction = match db.get_database_backend() {
        DbBackend::Postgres => {
            db.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?
        }
        _ => db.begin().await?,
    };
    // The moment is that of the first question.
    sql::row(&transaction, "SELECT count(*) FROM seaql_migrations", []).await?;
    Ok(transaction)
}

async fn describe(db: &impl ConnectionTrait, info: &BackupInfo) -> Result<(), DbErr> {
    for table in [
        "CREATE TABLE backup_made (form BIGINT NOT NULL, at BIGINT NOT NULL, program TEXT NOT NULL)",
        "CREATE TABLE backup_content (name TEXT PRIMARY KEY, rows BIGINT NOT NULL, checksum TEXT NOT NULL)",
    ] {
        db.execute_unprepared(table).await?;
    }
    let note = "INSERT INTO backup_made (form, at, program) VALUES ($1, $2, $3)";
    let values = [FORM.into(), info.made_at.0.into(), info.program.as_str().into()];
    sql::run(db, note, values).await.map(drop)
}

/// Copies the rows of a table, and says what they were.
async fn copy(
    from: &Table,
    source: &DatabaseTransaction,
    into: &Table,
    target: &DatabaseTransaction,
) -> Result<Checksum, BackupError> {
    let mut checksum = Checksum::default();
    from.read(source, async |rows| {
        rows.iter().for_each(|cells| checksum.add(&from.columns, cells));
        into.write(target, rows).await.map_err(BackupError::from)
    })
    .await?;
    Ok(checksum)
}

/// A file that is being written, removed unless it is finished.
pub(super) struct Unfinished(pub(super) PathBuf);

impl Unfinished {
    /// In the folder of `place`, so that it can take its name.
    fn beside(place: &Path) -> Result<Self, BackupError> {
        let wrong = |reason| BackupError::Io { place: place.to_owned(), reason };
        let name = place.file_name().ok_or_else(|| wrong(io::ErrorKind::InvalidInput.into()))?;
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(wrong(io::Error::new(io::ErrorKind::NotFound, "its folder is not there")));
        }
        Ok(Self(folder.join(format!(".{}.{}", name.to_string_lossy(), random()))))
    }

    /// In the folder for such files.
    pub(super) fn temporary() -> Self {
        Self(std::env::temp_dir().join(format!("archweave-restore.{}", random())))
    }

    fn finish(self, place: &Path) -> Result<(), BackupError> {
        let finished = File::open(&self.0).and_then(|file| file.sync_all()).and_then(|()| {
            fs::rename(&self.0, place)?;
            let folder = self.0.parent().unwrap_or(Path::new("."));
            File::open(folder)?.sync_all()
        });
        finished.map_err(|reason| BackupError::Io { place: place.to_owned(), reason })
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        for ending in ["", "-journal", "-wal", "-shm"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(ending);
            let _ = fs::remove_file(name);
        }
    }
}

fn random() -> String {
    let mut bytes = [0_u8; 8];
    // Without randomness the name is only easier to guess, and an existing file is never opened.
    let _ = getrandom::fill(&mut bytes);
    format!("{:016x}", u64::from_le_bytes(bytes))
}
