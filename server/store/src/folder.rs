//! A plain folder of files, read as if it were a tree: same limits, links never followed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use sha1::{Digest, Sha1};

use crate::RevisionId;
use crate::file::{self, Item, Refusal};
use crate::limits::{MAX_DEPTH, MAX_ENTRIES};

/// A folder.
pub(crate) struct Folder {
    root: PathBuf,
}

/// Why a folder could not be listed.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The disk refused.
    #[error("cannot read `{}`: {reason}", path.display())]
    Io {
        /// What was read.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// Surely not a model.
    #[error("`{}` holds more than {MAX_ENTRIES} files and folders", .0.display())]
    TooMany(PathBuf),
}

/// The files of a folder at one moment, without their content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scan(pub(crate) BTreeMap<Arc<str>, Stat>);

/// What tells a changed file from an unchanged one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stat {
    pub(crate) item: Item,
    bytes: u64,
    modified: u128,
}

impl Scan {
    /// A fingerprint of names, sizes and times.
    pub(crate) fn revision(&self) -> RevisionId {
        let mut hash = Sha1::new();
        for (path, stat) in &self.0 {
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update(stat.bytes.to_le_bytes());
            hash.update(stat.modified.to_le_bytes());
        }
        RevisionId::files(hash.finalize().into())
    }
}

impl Folder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Lists the files of the model.
    pub(crate) fn scan(&self) -> Result<Scan, FolderError> {
        let mut scan = Scan::default();
        let mut left = MAX_ENTRIES;
        self.scan_folder(&self.root, &mut Vec::new(), 0, &mut left, &mut scan)?;
        Ok(scan)
    }

    fn scan_folder(
        &self,
        folder: &Path,
        path: &mut Vec<u8>,
        depth: usize,
        left: &mut usize,
        scan: &mut Scan,
    ) -> Result<(), FolderError> {
        let io = |reason| FolderError::Io { path: folder.to_owned(), reason };
        for entry in fs::read_dir(folder).map_err(io)? {
            let entry = entry.map_err(io)?;
            *left = left.checked_sub(1).ok_or_else(|| FolderError::TooMany(self.root.clone()))?;
            let (name, kind) = (entry.file_name(), entry.file_type().map_err(io)?);
            let name = name.as_encoded_bytes();
            if !(kind.is_file() || kind.is_dir()) || (depth == 0 && kind.is_dir() && !file::is_ours(name)) {
                continue;
            }
            let length = path.len();
            if length > 0 {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            if kind.is_dir() && depth < MAX_DEPTH {
                self.scan_folder(&entry.path(), path, depth + 1, left, scan)?;
            } else if let Some((path, item)) = file::classify(path, kind.is_dir()) {
                let stat = entry.metadata().map_err(io)?;
                let modified = stat.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
                let modified = modified.map_or(0, |since| since.as_nanos());
                scan.0.insert(path, Stat { item, bytes: stat.len(), modified });
            }
            path.truncate(length);
        }
        Ok(())
    }

    /// Reads a file that [`Self::scan`] listed, up to a size.
    pub(crate) fn read(&self, path: &str, limit: usize) -> Result<Vec<u8>, FileProblem> {
        let full = self.root.join(path);
        let stat = fs::symlink_metadata(&full)?;
        if !stat.is_file() {
            return Err(FileProblem::Io(io::ErrorKind::NotFound.into()));
        }
        let mut bytes = Vec::with_capacity(stat.len().min(limit as u64) as usize);
        fs::File::open(full)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        match bytes.len() > limit {
            true => Err(FileProblem::TooLarge(stat.len())),
            false => Ok(bytes),
        }
    }
}

/// Why one file was not read.
pub(crate) enum FileProblem {
    TooLarge(u64),
    Io(io::Error),
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl FileProblem {
    /// As the model reports it.
    pub(crate) fn refusal(self, item: &Item) -> Refusal {
        match self {
            Self::TooLarge(bytes) if *item == Item::Image => Refusal::ImageTooLarge(bytes),
            Self::TooLarge(bytes) => Refusal::FileTooLarge(bytes),
            Self::Io(error) => Refusal::Unreadable(error.to_string()),
        }
    }
}
