//! A model at a revision, and from one revision to another at the cost of what differs.
//!
//! Start at [`Repository::load`]. A folder's files go through `load_folder.rs`.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::ParsedFile;
use foldhash::HashMap;
use git2::Oid;

use crate::diff::DiffError;
use crate::folder::{FolderError, Scan};
use crate::handles::GitError;
use crate::id::to_oid;
use crate::limits::MAX_ENTRIES;
use crate::listing::{Row, changes, row_of_change};
use crate::repository::{Git, Source};
use crate::{BlobId, Repository, RevisionId, tree, worktree};

/// A model at one revision. Cheap to clone.
#[derive(Clone)]
pub struct Loaded {
    /// Which.
    pub revision: RevisionId,
    /// The model with its findings; files that could not be read are among these.
    pub snapshot: Snapshot,
    /// The pictures by path (`images/...`); [`Repository::blob`] reads one.
    pub images: Arc<BTreeMap<Arc<str>, BlobId>>,
    pub(crate) state: State,
}

/// What the next revision is compared with.
#[derive(Clone)]
pub(crate) enum State {
    Tree(Oid),
    Files(Arc<Scan>),
}

/// Why a revision was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The repository does not have it.
    #[error("revision {0} is not in this repository")]
    NotFound(RevisionId),
    /// `git fsck` will say more.
    #[error("object {object} of the repository is damaged: {reason}")]
    Damaged {
        /// Which object.
        object: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Surely not a model.
    #[error("revision {0} holds more than {MAX_ENTRIES} files and folders")]
    TooMany(RevisionId),
    /// A plain folder could not be read.
    #[error(transparent)]
    Files(#[from] FolderError),
    /// The disk refused.
    #[error("cannot read `{}`: {reason}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The repository could not be read.
    #[error("cannot read the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for LoadError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl LoadError {
    pub(crate) fn of_diff(error: DiffError, revision: RevisionId) -> Self {
        match error {
            DiffError::Damaged { id, reason } => Self::Damaged { object: id.to_string(), reason },
            DiffError::TooMany => Self::TooMany(revision),
            DiffError::Git(error) => error.into(),
        }
    }
}

impl Repository {
    /// Reads the model at a revision: the whole tree once, and only such files as neither this
    /// process nor the cache on disk has parsed. For a plain folder that is always the present:
    /// [`Loaded::revision`] says which.
    pub fn load(&self, revision: RevisionId) -> Result<Loaded, LoadError> {
        let git = match &self.source {
            Source::Git(git) => git,
            Source::Folder(folder) => return self.load_folder(folder, None),
        };
        let tree = tree_of(git, revision)?;
        let listing = self.list(git, tree).map_err(|error| LoadError::of_diff(error, revision));
        let mut listing = listing?;
        let parsed = self.parse_rows(git, &mut listing.rows)?;
        let mut files = Vec::with_capacity(listing.rows.len());
        let mut images = BTreeMap::new();
        for row in &listing.rows {
            match &row.parsed {
                Some(parsed) => files.push((Arc::clone(&row.path), Arc::clone(parsed))),
                None => drop(images.insert(Arc::clone(&row.path), to_oid(&row.blob).into())),
            }
        }
        let snapshot = match listing.is_clean {
            true => Snapshot::build_clean(files),
            false => Snapshot::build(files),
        };
        if parsed > WORTH_KEEPING.max(listing.rows.len() / 16) {
            listing.is_clean = snapshot.is_clean();
            self.disk.write(&listing);
        }
        Ok(Loaded { revision, snapshot, images: Arc::new(images), state: State::Tree(tree) })
    }

    /// The model before the first commit: nothing.
    pub fn nothing(&self) -> Loaded {
        let tree = tree::empty();
        let (revision, state) = (RevisionId::of_tree(tree), State::Tree(tree));
        Loaded { revision, snapshot: Snapshot::build(Vec::new()), images: Arc::default(), state }
    }

    /// Reads another revision, forward or back, by what differs from one that was read. For a plain
    /// folder that is always the present.
    pub fn advance(&self, from: &Loaded, to: RevisionId) -> Result<Loaded, LoadError> {
        let (git, before) = match (&self.source, &from.state) {
            (Source::Git(git), State::Tree(tree)) => (git, *tree),
            (Source::Folder(folder), State::Files(_)) => return self.load_folder(folder, Some(from)),
            _ => return self.load(to),
        };
        let tree = tree_of(git, to)?;
        let changes = git.handles.with_objects(|odb| changes(odb, Some(before), Some(tree)));
        // The tree before may have been cleaned away since; then only the whole tree will do.
        let Ok(changes) = changes else { return self.load(to) };
        let mut rows: Vec<Row> = changes.iter().filter_map(row_of_change).collect();
        self.parse_rows(git, &mut rows)?;
        let mut parsed: HashMap<Arc<str>, Row> =
            rows.into_iter().map(|row| (Arc::clone(&row.path), row)).collect();
        let after = changes.into_iter().map(|(path, _)| parsed.remove(&path).ok_or(path));
        Ok(from.with_changes(
            to,
            State::Tree(tree),
            after.map(|row| match row {
                Ok(row) => (row.path, Some((row.parsed, to_oid(&row.blob).into()))),
                Err(gone) => (gone, None),
            }),
        ))
    }
}

/// Fewer newly parsed files are not worth writing a cache for.
const WORTH_KEEPING: usize = 512;

impl Loaded {
    /// The same model after `changes`: what a path now holds, or none.
    pub(crate) fn with_changes(
        &self,
        revision: RevisionId,
        state: State,
        changes: impl Iterator<Item = (Arc<str>, Option<(Option<Arc<ParsedFile>>, BlobId)>)>,
    ) -> Self {
        let mut images = Arc::clone(&self.images);
        let mut files = Vec::new();
        for (path, after) in changes {
            let (parsed, image) = match after {
                Some((None, blob)) => (None, Some(blob)),
                Some((parsed, _)) => (parsed, None),
                None => (None, None),
            };
            match image {
                Some(blob) => drop(Arc::make_mut(&mut images).insert(Arc::clone(&path), blob)),
                None if images.contains_key(&path) => drop(Arc::make_mut(&mut images).remove(&path)),
                None => {}
            }
            files.push((path, parsed));
        }
        let snapshot = match files.is_empty() {
            true => self.snapshot.clone(),
            false => self.snapshot.update(files),
        };
        Self { revision, snapshot, images, state }
    }
}

/// The tree with the model of a revision: the commit's own, or the folder that was opened.
pub(crate) fn tree_of(git: &Git, revision: RevisionId) -> Result<Oid, LoadError> {
    let root = match revision.tree() {
        Some(tree) => tree,
        None => root_of(git, revision)?,
    };
    match git.within.is_empty() {
        true => Ok(root),
        false => worktree::tree_within(git, root),
    }
}

fn root_of(git: &Git, revision: RevisionId) -> Result<Oid, LoadError> {
    let id = revision.oid().ok_or(LoadError::NotFound(revision))?;
    git.handles.with(|git| match git.find_commit(id) {
        Ok(commit) => Ok(commit.tree_id()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Err(LoadError::NotFound(revision)),
        Err(error) => Err(LoadError::Damaged { object: id.to_string(), reason: error.message().to_owned() }),
    })
}
