//! Handles of libgit2 that threads take turns with: one handle may be used by one thread at a time.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use git2::RepositoryOpenFlags;

use crate::objects::{KeptTrees, Objects};

/// What libgit2 had to say.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message())]
pub struct GitError(#[from] git2::Error);

/// A repository on disk, opened as often as threads use it at once.
pub(crate) struct Handles {
    path: PathBuf,
    /// A folder of objects that is read after the repository's own.
    quarantine: Option<PathBuf>,
    /// Shared with the same repository read with a quarantine.
    pub(crate) trees: Arc<KeptTrees>,
    idle: Mutex<Vec<git2::Repository>>,
}

impl Handles {
    /// Opens exactly this path: a bare repository, or a folder with a `.git`. Neither parents nor
    /// the environment are searched.
    pub(crate) fn open(path: &Path) -> Result<(Self, git2::Repository), git2::Error> {
        let (trees, idle) = (Arc::default(), Mutex::default());
        let handles = Self { path: path.to_owned(), quarantine: None, trees, idle };
        let git = handles.fresh()?;
        Ok((handles, git))
    }

    /// The same repository with the objects of a folder more.
    pub(crate) fn with_quarantine(&self, quarantine: &Path) -> Result<Self, git2::Error> {
        let (quarantine, trees) = (Some(quarantine.to_owned()), Arc::clone(&self.trees));
        let handles = Self { path: self.path.clone(), quarantine, trees, idle: Mutex::default() };
        handles.give(handles.fresh()?);
        Ok(handles)
    }

    fn fresh(&self) -> Result<git2::Repository, git2::Error> {
        let none: [&str; 0] = [];
        let git = git2::Repository::open_ext(&self.path, RepositoryOpenFlags::NO_SEARCH, none)?;
        if let Some(quarantine) = &self.quarantine {
            let path = quarantine.to_str().ok_or_else(|| git2::Error::from_str("a path is not UTF-8"))?;
            git.odb()?.add_disk_alternate(path)?;
        }
        Ok(git)
    }

    /// Lends a handle to `task`.
    pub(crate) fn with<T, E: From<git2::Error>>(
        &self,
        task: impl FnOnce(&git2::Repository) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let git = match idle {
            Some(git) => git,
            None => self.fresh()?,
        };
        let answer = task(&git);
        self.give(git);
        answer
    }

    /// Lends the object database to `task`.
    pub(crate) fn with_objects<T, E: From<git2::Error>>(
        &self,
        task: impl FnOnce(&Objects<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.with(|git| task(&Objects::new(git.odb()?, &self.trees)))
    }

    /// Forgets the handles that wait: those that come open the packs that are there now.
    pub(crate) fn renew(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
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
