//! One file at a revision: an image, or the text that a diagnostic points into.

use std::path::{Component, Path};

use archweave_model::yaml::MAX_IMAGE_BYTES;
use git2::Oid;

use crate::folder::FileProblem;
use crate::handles::GitError;
use crate::load::{LoadError, tree_of};
use crate::parse::{BlobProblem, read_blob};
use crate::repository::{Git, Source};
use crate::tree::Mode;
use crate::{BlobId, Repository, RevisionId, diff, tree};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// Not a file of that revision; links are not followed.
    #[error("`{0}` is not a file of this revision")]
    NotFound(String),
    /// More than a model may hold.
    #[error("`{path}` has {bytes} bytes, more than {MAX_IMAGE_BYTES}")]
    TooLarge {
        /// Which file.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// The disk or the repository is damaged.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// Which file.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// No such revision, or it cannot be read.
    #[error(transparent)]
    Revision(#[from] LoadError),
    /// The repository could not be read.
    #[error("cannot read the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for BlobError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl Repository {
    /// Reads a file of at most 10 MiB. A plain folder gives what the file holds now.
    pub fn blob(&self, revision: RevisionId, path: &str) -> Result<Vec<u8>, BlobError> {
        let git = match &self.source {
            Source::Git(git) => git,
            Source::Folder(folder) => {
                let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
                let bytes = match inside {
                    true => folder.read(path, MAX_IMAGE_BYTES),
                    false => return Err(BlobError::NotFound(path.to_owned())),
                };
                return bytes.map_err(|problem| folder_error(path, problem));
            }
        };
        let tree = tree_of(git, revision)?;
        let missing = || BlobError::NotFound(path.to_owned());
        let id = entry_at(git, tree, path)?.filter(|(mode, _)| mode.is_file()).ok_or_else(missing)?.1;
        git.handles.with_objects(|objects| match read_blob(objects, id, MAX_IMAGE_BYTES) {
            Ok(data) => Ok(data.data().to_vec()),
            Err(problem) => Err(blob_error(path, problem)),
        })
    }

    /// Reads a file by the id of its content: an entry of [`crate::Loaded::images`].
    pub fn blob_by_id(&self, id: BlobId) -> Result<Vec<u8>, BlobError> {
        let path = id.to_string();
        let Some(git) = self.git() else { return Err(BlobError::NotFound(path)) };
        git.handles.with_objects(|objects| match read_blob(objects, id.oid(), MAX_IMAGE_BYTES) {
            Ok(data) => Ok(data.data().to_vec()),
            Err(problem) => Err(blob_error(&path, problem)),
        })
    }
}

/// What a path names in a tree, found by one look at each folder on the way.
pub(crate) fn entry_at(git: &Git, tree: Oid, path: &str) -> Result<Option<(Mode, Oid)>, BlobError> {
    let damaged =
        |error: diff::DiffError| BlobError::Unreadable { path: path.to_owned(), reason: error.to_string() };
    git.handles.with_objects(|objects| {
        let mut found = (Mode::Tree, tree);
        for name in path.split('/') {
            if found.0 != Mode::Tree {
                return Ok(None);
            }
            let data = objects.tree(found.1).map_err(damaged)?;
            let entries = tree::parse(&data).map_err(|reason| BlobError::Unreadable {
                path: path.to_owned(),
                reason: reason.to_owned(),
            })?;
            match entries.iter().find(|entry| entry.name == name.as_bytes()) {
                Some(entry) => found = (entry.mode, entry.id),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    })
}

fn blob_error(path: &str, problem: BlobProblem) -> BlobError {
    let path = path.to_owned();
    match problem {
        BlobProblem::TooLarge(bytes) => BlobError::TooLarge { path, bytes },
        BlobProblem::Unreadable(reason) => BlobError::Unreadable { path, reason },
    }
}

fn folder_error(path: &str, problem: FileProblem) -> BlobError {
    let path = path.to_owned();
    match problem {
        FileProblem::TooLarge(bytes) => BlobError::TooLarge { path, bytes },
        FileProblem::Io(error) if error.kind() == std::io::ErrorKind::NotFound => BlobError::NotFound(path),
        FileProblem::Io(error) => BlobError::Unreadable { path, reason: error.to_string() },
    }
}
