//! Backups: what cannot be made again from git, of either database, in one file.
//!
//! A backup is a SQLite file with the operations tables as they were at one moment, however long writing
//! takes and whoever writes meanwhile, and with a count and a checksum of each table. It is itself a
//! database that a server can be started with. The projection is not in it: it comes from git.
//!
//! - [`Index::backup`]: to a file, while the server runs
//! - [`Index::restore`]: from a file, all or nothing; also one of an older version, and into the other
//!   database

mod cells;
mod restore;
mod tables;
mod take;
mod verify;

use std::path::PathBuf;

use crate::{IndexError, Millis};

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupInfo {
    /// When it was begun: the moment of its content.
    pub made_at: Millis,
    /// Which version of the program made it.
    pub program: String,
    /// Tables and their rows, by name.
    pub tables: Vec<(String, u64)>,
}

impl BackupInfo {
    /// Rows in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// Why a backup was not made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Choose another name.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
    /// Restore into an empty database, or say that what is there may go.
    #[error("the database is not empty: table `{0}` has rows")]
    NotEmpty(String),
    /// Name a backup.
    #[error("`{}` is not a backup", .0.display())]
    NotABackup(PathBuf),
    /// Use another backup. Nothing was changed.
    #[error("the backup `{}` is damaged: {reason}", place.display())]
    Damaged {
        /// The file.
        place: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk refused.
    #[error("`{}`: {reason}", place.display())]
    Io {
        /// The file.
        place: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl From<sea_orm::DbErr> for BackupError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Index(error.into())
    }
}

/// The number of the form that this program writes; others are refused.
const FORM: i64 = 1;
