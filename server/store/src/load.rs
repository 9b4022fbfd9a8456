//! A model at a revision, and from one revision to another at the cost of what differs.
//!
//! Start at [`Repository::load`]. A folder's files go through `load_folder.rs`.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{MAX_IMAGE_BYTES, ParsedFile};
use git2::{Odb, Oid};
use rustc_hash::FxHashMap;

use crate::cache::{Listing, Row};
use crate::diff::{self, DiffError};
use crate::file::{self, Item, Refusal};
use crate::folder::{FolderError, Scan};
use crate::handles::GitError;
use crate::id::{from_oid, to_oid};
use crate::limits::MAX_ENTRIES;
use crate::parse::{self, Key};
use crate::repository::{Git, Source};
use crate::{BlobId, Repository, RevisionId};

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

/// A path of the model whose content differs; none where it is gone.
pub(crate) type FileChange = (Arc<str>, Option<(Oid, Item)>);

impl Repository {
    /// Reads the model at a revision: the whole tree once, and only such files as neither this
    /// process nor the cache on disk has parsed.
    pub fn load(&self, revision: RevisionId) -> Result<Loaded, LoadError> {
        let git = match &self.source {
            Source::Git(git) => git,
            Source::Folder(folder) => return self.load_folder(folder, None),
        };
        let tree = tree_of(git, revision)?;
        let cached = self.disk.read_once();
        let listing = match cached {
            Some(cached) => self.update_listing(git, cached, tree).ok(),
            None => None,
        };
        let mut listing = match listing {
            Some(listing) => listing,
            None => new_listing(git, tree).map_err(|e| LoadError::of_diff(e, revision))?,
        };
        let parsed = self.parse_rows(git, &mut listing.rows)?;
        if parsed > WORTH_KEEPING.max(listing.rows.len() / 16) {
            self.disk.write(listing.tree, &listing.rows);
        }
        let mut files = Vec::with_capacity(listing.rows.len());
        let mut images = BTreeMap::new();
        for row in listing.rows {
            match row.parsed {
                Some(parsed) => files.push((row.path, parsed)),
                None => drop(images.insert(row.path, to_oid(&row.blob).into())),
            }
        }
        Ok(Loaded {
            revision,
            snapshot: Snapshot::build(files),
            images: Arc::new(images),
            state: State::Tree(tree),
        })
    }

    /// Reads another revision, forward or back, by what differs from one that was read.
    pub fn advance(&self, from: &Loaded, to: RevisionId) -> Result<Loaded, LoadError> {
        let (git, before) = match (&self.source, &from.state) {
            (Source::Git(git), State::Tree(tree)) => (git, *tree),
            (Source::Folder(folder), State::Files(_)) => return self.load_folder(folder, Some(from)),
            _ => return self.load(to),
        };
        let tree = tree_of(git, to)?;
        let changes = git.handles.with_objects(|odb| changes(odb, Some(before), Some(tree)));
        let changes = changes.map_err(|error| LoadError::of_diff(error, to))?;
        let mut rows: Vec<Row> = changes.iter().filter_map(row_of_change).collect();
        self.parse_rows(git, &mut rows)?;
        let mut parsed: FxHashMap<Arc<str>, Row> = rows.into_iter().map(|row| (Arc::clone(&row.path), row)).collect();
        let after = changes.into_iter().map(|(path, _)| parsed.remove(&path).ok_or(path));
        Ok(from.with_changes(to, State::Tree(tree), after.map(|row| match row {
            Ok(row) => (row.path, Some((row.parsed, to_oid(&row.blob).into()))),
            Err(gone) => (gone, None),
        })))
    }

    /// Brings a cached listing to another tree.
    fn update_listing(&self, git: &Git, cached: Listing, tree: Oid) -> Result<Listing, DiffError> {
        let Listing { tree: before, mut rows } = cached;
        let known = rows.iter().filter_map(|row| Some((key(row)?, Arc::clone(row.parsed.as_ref()?))));
        self.parsed.insert(known.collect::<Vec<_>>().into_iter());
        let changes = git.handles.with_objects(|odb| changes(odb, Some(to_oid(&before)), Some(tree)))?;
        if !changes.is_empty() {
            let mut changes: FxHashMap<Arc<str>, Option<(Oid, Item)>> = changes.into_iter().collect();
            rows.retain_mut(|row| match changes.remove(&row.path) {
                None => true,
                Some(None) => false,
                Some(Some((id, item))) => {
                    *row = new_row(Arc::clone(&row.path), id, item);
                    true
                }
            });
            let added = changes.into_iter().filter_map(|(path, after)| after.map(|(id, item)| new_row(path, id, item)));
            rows.extend(added);
        }
        Ok(Listing { tree: from_oid(tree), rows })
    }

    /// Fills in what is missing, and says how many files had to be parsed.
    pub(crate) fn parse_rows(&self, git: &Git, rows: &mut [Row]) -> Result<usize, LoadError> {
        let refuse = |row: &mut Row| {
            if let Item::Refused(refusal) = &row.item {
                row.parsed = Some(Arc::new(refusal.parsed()));
            }
        };
        rows.iter_mut().for_each(refuse);
        let missing: Vec<usize> = (0..rows.len()).filter(|&i| rows[i].parsed.is_none() && key(&rows[i]).is_some()).collect();
        let keys: Vec<Key> = missing.iter().filter_map(|&i| key(&rows[i])).collect();
        let known = self.parsed.get(&keys);
        let mut wanted: Vec<Key> = known.iter().zip(&keys).filter(|(known, _)| known.is_none()).map(|(_, key)| *key).collect();
        for (&i, known) in missing.iter().zip(known) {
            rows[i].parsed = known;
        }
        let mut seen = rustc_hash::FxHashSet::default();
        wanted.retain(|key| seen.insert(*key));
        let fresh = parse::parse_blobs(&git.handles, &wanted)?;
        let fresh: FxHashMap<Key, Arc<ParsedFile>> = wanted.iter().copied().zip(fresh).collect();
        for row in rows.iter_mut().filter(|row| row.parsed.is_none()) {
            row.parsed = key(row).and_then(|key| fresh.get(&key).map(Arc::clone));
        }
        let count = fresh.len();
        self.parsed.insert(fresh.into_iter());
        Ok(count)
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

/// The tree of a commit.
pub(crate) fn tree_of(git: &Git, revision: RevisionId) -> Result<Oid, LoadError> {
    let id = revision.oid().ok_or(LoadError::NotFound(revision))?;
    git.handles.with(|git| match git.find_commit(id) {
        Ok(commit) => Ok(commit.tree_id()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Err(LoadError::NotFound(revision)),
        Err(error) => Err(LoadError::Damaged { object: id.to_string(), reason: error.message().to_owned() }),
    })
}

fn new_listing(git: &Git, tree: Oid) -> Result<Listing, DiffError> {
    let changes = git.handles.with_objects(|odb| changes(odb, None, Some(tree)))?;
    let rows = changes.iter().filter_map(row_of_change).collect();
    Ok(Listing { tree: from_oid(tree), rows })
}

/// The files of the model that differ between two trees, in git's order.
pub(crate) fn changes(odb: &Odb<'_>, before: Option<Oid>, after: Option<Oid>) -> Result<Vec<FileChange>, DiffError> {
    let mut changes: Vec<FileChange> = Vec::new();
    diff::diff(odb, before, after, &file::is_ours, &mut |path, before, after| {
        let usable = |leaf: diff::Leaf| leaf.mode.is_file() || leaf.mode == crate::tree::Mode::Tree;
        let (before, after) = (before.filter(|l| usable(*l)), after.filter(|l| usable(*l)));
        let Some(either) = after.or(before) else { return };
        if before.map(|l| l.id) == after.map(|l| l.id) {
            return;
        }
        let is_folder = either.mode == crate::tree::Mode::Tree;
        let Some((path, item)) = file::classify(path, is_folder) else { return };
        let after = after.map(|leaf| (leaf.id, within_limit(odb, leaf.id, item)));
        changes.push((path, after));
    })?;
    Ok(changes)
}

/// The item, refused if it is an image whose header says that it is too large.
fn within_limit(odb: &Odb<'_>, id: Oid, item: Item) -> Item {
    match (&item, odb.read_header(id)) {
        (Item::Image, Ok((bytes, _))) if bytes > MAX_IMAGE_BYTES => Item::Refused(Refusal::ImageTooLarge(bytes as u64)),
        (Item::Image, Err(error)) => Item::Refused(Refusal::Unreadable(error.message().to_owned())),
        _ => item,
    }
}

fn row_of_change((path, after): &FileChange) -> Option<Row> {
    after.as_ref().map(|(id, item)| new_row(Arc::clone(path), *id, item.clone()))
}

fn new_row(path: Arc<str>, id: Oid, item: Item) -> Row {
    Row { path, blob: from_oid(id), item, parsed: None }
}

/// What the row is parsed as; none for what is not parsed.
fn key(row: &Row) -> Option<Key> {
    match row.item {
        Item::Text(class) => Some((to_oid(&row.blob), class)),
        Item::Image | Item::Refused(_) => None,
    }
}
