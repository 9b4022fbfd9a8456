//! Handles of libgit2 that threads take turns with: one handle may be used by one thread at a time.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use git2::{Odb, RepositoryOpenFlags};

/// What libgit2 had to say.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message())]
pub struct GitError(#[from] git2::Error);

/// A repository on disk, opened as often as threads use it at once.
pub(crate) struct Handles {
    path: PathBuf,
    idle: Mutex<Vec<git2::Repository>>,
}

impl Handles {
    /// Opens exactly this path: a bare repository, or a folder with a `.git`. Neither parents nor
    /// the environment are searched.
    pub(crate) fn open(path: &Path) -> Result<(Self, git2::Repository), git2::Error> {
        let none: [&str; 0] = [];
        let git = git2::Repository::open_ext(path, RepositoryOpenFlags::NO_SEARCH, none)?;
        let handles = Self { path: path.to_owned(), idle: Mutex::default() };
        Ok((handles, git))
    }

    /// Lends a handle to `task`.
    pub(crate) fn with<T, E: From<git2::Error>>(
        &self,
        task: impl FnOnce(&git2::Repository) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let git = match idle {
            Some(git) => git,
            None => Self::open(&self.path)?.1,
        };
        let answer = task(&git);
        self.give(git);
        answer
    }

    /// Lends the object database to `task`.
    pub(crate) fn with_objects<T, E: From<git2::Error>>(
        &self,
        task: impl FnOnce(&Odb<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with(|git| task(&git.odb()?))
    }

    /// Puts a handle back, unless enough of them wait already.
    pub(crate) fn give(&self, git: git2::Repository) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MAX_IDLE {
            idle.push(git);
        }
    }
}

/// Each handle keeps files open and objects in memory.
const MAX_IDLE: usize = 4;
