//! The files of a model in a tree, listed and then parsed: all of them, or those that differ.

use std::sync::Arc;

use archweave_model::yaml::{FileClass, MAX_IMAGE_BYTES, ParsedFile};
use foldhash::{HashMap, HashSet};
use git2::{Odb, Oid};

use crate::diff::{self, DiffError};
use crate::file::{self, Item, Refusal, UNREADABLE};
use crate::id::{from_oid, to_oid};
use crate::objects::Objects;
use crate::parse::{self, Key};
use crate::repository::Git;
use crate::tree::Mode;
use crate::{BlobId, Repository};

/// A file of a tree.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) path: Arc<str>,
    pub(crate) blob: [u8; 20],
    pub(crate) item: Item,
    /// None for what is not parsed, or has findings and is therefore parsed again.
    pub(crate) parsed: Option<Arc<ParsedFile>>,
}

/// The files of a tree, in git's order.
pub(crate) struct Listing {
    pub(crate) tree: [u8; 20],
    pub(crate) rows: Vec<Row>,
    /// Whether an earlier process found nothing wrong with the model in this tree.
    pub(crate) is_clean: bool,
}

/// A path of the model whose content differs; none where it is gone.
pub(crate) type FileChange = (Arc<str>, Option<(Oid, Item)>);

impl Repository {
    /// Lists a tree: what differs from the listing on disk, or all of it.
    pub(crate) fn list(&self, git: &Git, tree: Oid) -> Result<Listing, DiffError> {
        let cached = self.disk.read_once();
        // The cached tree may be gone; then its files are still known by content.
        if let Some(listing) = cached.and_then(|cached| self.update_listing(git, cached, tree).ok()) {
            return Ok(listing);
        }
        let changes = git.handles.with_objects(|odb| changes(odb, None, Some(tree)))?;
        let rows = changes.iter().filter_map(row_of_change).collect();
        Ok(Listing { tree: from_oid(tree), rows, is_clean: false })
    }

    /// Brings a cached listing to another tree.
    fn update_listing(&self, git: &Git, cached: Listing, tree: Oid) -> Result<Listing, DiffError> {
        let Listing { tree: before, mut rows, is_clean } = cached;
        let known = rows.iter().filter_map(|row| Some((row_key(row)?, Arc::clone(row.parsed.as_ref()?))));
        self.parsed.insert(known);
        let changes = git.handles.with_objects(|odb| changes(odb, Some(to_oid(&before)), Some(tree)))?;
        let is_clean = is_clean && changes.is_empty();
        if !changes.is_empty() {
            let mut changes: HashMap<Arc<str>, Option<(Oid, Item)>> = changes.into_iter().collect();
            rows.retain_mut(|row| match changes.remove(&row.path) {
                None => true,
                Some(None) => false,
                Some(Some((id, item))) => {
                    *row = new_row(Arc::clone(&row.path), id, item);
                    true
                }
            });
            let added = changes
                .into_iter()
                .filter_map(|(path, after)| after.map(|(id, item)| new_row(path, id, item)));
            rows.extend(added);
        }
        Ok(Listing { tree: from_oid(tree), rows, is_clean })
    }

    /// Fills in what is missing, and says how many files were parsed that a cache could have known.
    pub(crate) fn parse_rows(&self, git: &Git, rows: &mut [Row]) -> Result<usize, git2::Error> {
        let refuse = |row: &mut Row| {
            if let Item::Refused(refusal) = &row.item {
                row.parsed = Some(Arc::new(refusal.parsed()));
            }
        };
        rows.iter_mut().for_each(refuse);
        let missing: Vec<usize> =
            (0..rows.len()).filter(|&i| rows[i].parsed.is_none() && row_key(&rows[i]).is_some()).collect();
        let keys: Vec<Key> = missing.iter().filter_map(|&i| row_key(&rows[i])).collect();
        let known = self.parsed.get(&keys);
        let mut wanted: Vec<Key> =
            known.iter().zip(&keys).filter(|(known, _)| known.is_none()).map(|(_, key)| *key).collect();
        for (&i, known) in missing.iter().zip(known) {
            rows[i].parsed = known;
        }
        let mut seen = HashSet::default();
        wanted.retain(|key| seen.insert(*key));
        let fresh = parse::parse_blobs(&git.handles, &wanted)?;
        let fresh: HashMap<Key, Arc<ParsedFile>> = wanted.iter().copied().zip(fresh).collect();
        for row in rows.iter_mut().filter(|row| row.parsed.is_none()) {
            row.parsed = row_key(row).and_then(|key| fresh.get(&key).map(Arc::clone));
        }
        let count = fresh.values().filter(|file| file.is_cacheable()).count();
        // What could not be read today may be there tomorrow.
        let read = |file: &ParsedFile| file.findings.iter().all(|finding| finding.code != UNREADABLE);
        self.parsed.insert(fresh.into_iter().filter(|(_, file)| read(file)));
        Ok(count)
    }
}

/// The files of the model that differ between two trees, in git's order.
pub(crate) fn changes(
    odb: &Objects<'_>,
    before: Option<Oid>,
    after: Option<Oid>,
) -> Result<Vec<FileChange>, DiffError> {
    let mut changes: Vec<FileChange> = Vec::new();
    diff::diff(odb, before, after, &file::is_ours, &mut |path, before, after| {
        let usable = |leaf: diff::Leaf| leaf.mode.is_file() || leaf.mode == Mode::Tree;
        let (before, after) = (before.filter(|l| usable(*l)), after.filter(|l| usable(*l)));
        let Some(either) = after.or(before) else { return };
        if before.map(|l| l.id) == after.map(|l| l.id) {
            return;
        }
        let is_folder = either.mode == Mode::Tree;
        let Some((path, item)) = file::classify(path, is_folder) else { return };
        let after = after.map(|leaf| (leaf.id, within_limit(odb, leaf.id, item)));
        changes.push((path, after));
    })?;
    Ok(changes)
}

/// The item, refused if it is an image whose header says that it is too large.
pub(crate) fn within_limit(odb: &Odb<'_>, id: Oid, item: Item) -> Item {
    if item != Item::Image {
        return item;
    }
    match odb.read_header(id) {
        Ok((bytes, _)) if bytes <= MAX_IMAGE_BYTES => item,
        Ok((bytes, _)) => Item::Refused(Box::new(Refusal::ImageTooLarge(bytes as u64))),
        Err(error) => Item::Refused(Box::new(Refusal::Unreadable(error.message().to_owned()))),
    }
}

/// The row that a change leads to, not parsed yet.
pub(crate) fn row_of_change((path, after): &FileChange) -> Option<Row> {
    after.as_ref().map(|(id, item)| new_row(Arc::clone(path), *id, item.clone()))
}

/// A file that is known by its content only.
pub(crate) fn row_of(blob: BlobId, class: FileClass) -> Row {
    new_row("".into(), blob.oid(), Item::Text(class))
}

fn new_row(path: Arc<str>, id: Oid, item: Item) -> Row {
    Row { path, blob: from_oid(id), item, parsed: None }
}

/// What the row is parsed as; none for what is not parsed.
pub(crate) fn row_key(row: &Row) -> Option<Key> {
    match row.item {
        Item::Text(class) => Some((to_oid(&row.blob), class)),
        Item::Image | Item::Refused(_) => None,
    }
}
