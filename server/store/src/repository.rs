//! A place where a model lives: a bare repository, a working clone or a plain folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use git2::{ErrorCode, RepositoryInitOptions};

use crate::cache::DiskCache;
use crate::folder::Folder;
use crate::handles::{GitError, Handles};
use crate::inspect::Measured;
use crate::parse::ParsedFiles;

/// What a repository is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A git repository without a work tree; the only kind a server writes to.
    Bare,
    /// A git repository with a work tree. Its commits are read, never the work tree.
    WorkingClone,
    /// Files without git: one revision, read-only.
    Folder,
}

/// A model on disk. May be shared between threads.
pub struct Repository {
    path: PathBuf,
    pub(crate) source: Source,
    /// Shared with the same repository read with a quarantine.
    pub(crate) parsed: Arc<ParsedFiles>,
    pub(crate) disk: DiskCache,
    /// How much trees hold; shared likewise.
    pub(crate) measured: Arc<Measured>,
}

/// Where the files come from.
pub(crate) enum Source {
    Git(Git),
    Folder(Folder),
}

/// A git repository.
pub(crate) struct Git {
    pub(crate) handles: Handles,
    /// The folder that holds `objects` and `refs`.
    pub(crate) folder: PathBuf,
    pub(crate) bare: bool,
    /// The folder of the model, with `/` between names; empty for the whole repository.
    pub(crate) within: String,
    /// Where objects are that nobody has accepted, so that nothing may build on it.
    pub(crate) quarantine: Option<PathBuf>,
}

/// Why a repository was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("`{}` does not exist", .0.display())]
    NotFound(PathBuf),
    /// A file is there.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Git trusts a repository of another user only when told so.
    #[error(
        "`{}` belongs to another user; if you trust it: git config --global --add safe.directory '{}'",
        .0.display(), .0.display()
    )]
    Owner(PathBuf),
    /// A repository, but not one that can be read: a newer format, broken configuration.
    #[error("cannot open the git repository `{}`: {reason}", path.display())]
    Unsupported {
        /// Where.
        path: PathBuf,
        /// What git said.
        reason: GitError,
    },
    /// The disk refused.
    #[error("cannot open `{}`: {reason}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
}

impl Repository {
    /// Opens a bare repository, a working clone or, where there is no git, a plain folder.
    ///
    /// Nothing that the repository configures is ever run: no hook, filter or helper.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = folder(path.as_ref())?;
        match Handles::open(&path) {
            Ok((handles, git)) => Ok(Self::of_git(path, handles, git)),
            Err(error) if error.code() == ErrorCode::NotFound => Self::open_files(path),
            Err(error) => Err(open_error(path, error)),
        }
    }

    /// Opens the files of a folder as they are on disk, whether or not git keeps them too.
    pub fn open_files(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = folder(path.as_ref())?;
        Ok(Self {
            source: Source::Folder(Folder::new(path.clone())),
            parsed: Arc::default(),
            disk: DiskCache::none(),
            measured: Arc::default(),
            path,
        })
    }

    /// Makes an empty bare repository whose default branch is `main`; opens the one that is
    /// there.
    pub fn init_bare(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        let path = path.as_ref();
        let mut options = RepositoryInitOptions::new();
        options.bare(true).mkpath(true).initial_head("main").external_template(false);
        if !path.join("HEAD").is_file() {
            git2::Repository::init_opts(path, &options)
                .map_err(|error| open_error(path.to_owned(), error))?;
        }
        Self::open(path)
    }

    /// Opens one folder of a clone, for reading: its files at any revision, as if they were a
    /// repository of their own. A revision that does not have the folder is an empty model.
    pub fn open_part(clone: impl AsRef<Path>, within: &str) -> Result<Self, OpenError> {
        let mut part = Self::open(clone)?;
        if let (Source::Git(git), false) = (&mut part.source, within.is_empty()) {
            git.within = within.to_owned();
            // The cache beside the objects is that of the whole.
            part.disk = DiskCache::none();
        }
        Ok(part)
    }

    /// The same repository, for reading only, that also sees the objects of a push which is not
    /// accepted yet: `quarantine` is the folder where git keeps them. What is parsed serves both.
    pub fn with_objects_from(&self, quarantine: &Path) -> Result<Self, OpenError> {
        let path = folder(quarantine)?;
        let Some(git) = self.git() else { return Self::open_files(&self.path) };
        let handles = git.handles.with_quarantine(&path).map_err(|error| open_error(path.clone(), error))?;
        let (folder, within) = (git.folder.clone(), git.within.clone());
        let source = Source::Git(Git { handles, folder, bare: git.bare, within, quarantine: Some(path) });
        Ok(Self {
            source,
            parsed: Arc::clone(&self.parsed),
            disk: DiskCache::none(),
            measured: Arc::clone(&self.measured),
            path: self.path.clone(),
        })
    }

    fn of_git(path: PathBuf, handles: Handles, git: git2::Repository) -> Self {
        let folder = git.commondir().to_owned();
        let bare = git.is_bare();
        handles.give(git);
        Self {
            disk: DiskCache::beside(&folder),
            source: Source::Git(Git { handles, folder, bare, within: String::new(), quarantine: None }),
            parsed: Arc::default(),
            measured: Arc::default(),
            path,
        }
    }

    /// What it is on disk.
    pub fn kind(&self) -> Kind {
        match &self.source {
            Source::Git(git) if git.bare => Kind::Bare,
            Source::Git(_) => Kind::WorkingClone,
            Source::Folder(_) => Kind::Folder,
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The git repository, if it may be written to.
    pub(crate) fn writable_git(&self) -> Option<&Git> {
        self.git().filter(|git| git.within.is_empty() && git.quarantine.is_none())
    }

    /// The git repository, if it is one.
    pub(crate) fn git(&self) -> Option<&Git> {
        match &self.source {
            Source::Git(git) => Some(git),
            Source::Folder(_) => None,
        }
    }
}

impl std::fmt::Debug for Repository {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Repository({:?}, {})", self.kind(), self.path.display())
    }
}

/// The path, if a folder is there.
fn folder(path: &Path) -> Result<PathBuf, OpenError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(path.to_owned()),
        Ok(_) => Err(OpenError::NotAFolder(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(OpenError::NotFound(path.to_owned())),
        Err(reason) => Err(OpenError::Io { path: path.to_owned(), reason }),
    }
}

fn open_error(path: PathBuf, error: git2::Error) -> OpenError {
    match error.code() {
        ErrorCode::Owner => OpenError::Owner(path),
        _ => OpenError::Unsupported { path, reason: error.into() },
    }
}
