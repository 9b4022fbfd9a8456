//! One server writes to a repository: the right to, held for as long as the process lives.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::PathBuf;

use crate::Repository;

/// The right to serve a repository. It ends when it is dropped or its process dies, however that
/// dies; it says nothing about commands that commit, which take the lock of a branch as everybody.
#[derive(Debug)]
pub struct Claim {
    /// Locked with the system; never removed, so that all lock the same file.
    _file: File,
    /// Of the repository: the folder that holds `objects` and `refs`.
    pub(crate) folder: PathBuf,
}

/// Why a repository was not claimed.
#[derive(Debug, thiserror::Error)]
pub enum ClaimError {
    /// Stop the other one, or give it this one's models too.
    #[error("another server has `{}` open", .0.display())]
    Held(PathBuf),
    /// A plain folder is never written to.
    #[error("`{}` is a plain folder; this needs a git repository", .0.display())]
    Folder(PathBuf),
    /// The disk refused.
    #[error("cannot lock `{}`: {reason}", path.display())]
    Io {
        /// The lock.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

impl Repository {
    /// Claims the repository for this process: an exclusive lock on its file `archweave.lock`.
    pub fn claim(&self) -> Result<Claim, ClaimError> {
        let git = self.writable_git().ok_or_else(|| ClaimError::Folder(self.path().to_owned()))?;
        let path = git.folder.join("archweave.lock");
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = opened.map_err(|reason| ClaimError::Io { path: path.clone(), reason })?;
        match file.try_lock() {
            Ok(()) => Ok(Claim { _file: file, folder: git.folder.clone() }),
            Err(TryLockError::WouldBlock) => Err(ClaimError::Held(self.path().to_owned())),
            Err(TryLockError::Error(reason)) => Err(ClaimError::Io { path, reason }),
        }
    }
}
