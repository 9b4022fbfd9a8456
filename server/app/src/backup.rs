//! Backups of the database, and restoring them.

use std::path::Path;

pub use archweave_index::BackupInfo;
use archweave_index::{BackupError, Millis};

use crate::{AppError, Records};

impl Records {
    /// Writes tokens, audit, events and all else that is not in git to a file, while others go on writing.
    pub fn backup(&self, place: &Path, may_replace: bool) -> Result<BackupInfo, AppError> {
        let program = env!("CARGO_PKG_VERSION");
        Ok(self.block_on(self.index().backup(place, may_replace, program, Millis::now()))?)
    }

    /// Puts what a backup holds in the place of what is here, all or nothing.
    pub fn restore(&self, place: &Path, may_replace: bool) -> Result<BackupInfo, AppError> {
        Ok(self.block_on(self.index().restore(place, may_replace))?)
    }
}

impl From<BackupError> for AppError {
    fn from(error: BackupError) -> Self {
        let text = error.to_string();
        match error {
            BackupError::Exists(_) => Self::Invalid(format!("{text}; choose another name, or say --replace")),
            BackupError::NotEmpty(_) => {
                Self::Invalid(format!("{text}; name an empty one, or say --replace and lose what is in it"))
            }
            BackupError::NotABackup(_) => {
                Self::Invalid(format!("{text}; name a file that `archweave backup` wrote"))
            }
            BackupError::Damaged { .. } => {
                Self::Invalid(format!("{text}; nothing was changed, use another one"))
            }
            BackupError::Io { .. } => Self::Unavailable(text),
            BackupError::Index(error) => error.into(),
        }
    }
}
