//! What differs between two trees: a walk over both at once that skips equal subtrees, so that its
//! cost is that of the change. A walk over one tree is its difference from nothing.

use git2::{ObjectType, Odb, Oid};

use crate::limits::{MAX_DEPTH, MAX_ENTRIES, MAX_TREE_BYTES};
use crate::tree::{self, Entry, Mode};

/// A file or link in a tree; a folder only where it lies too deep to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) mode: Mode,
    pub(crate) id: Oid,
}

/// Why trees could not be compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DiffError {
    #[error("object {id} is damaged: {reason}")]
    Damaged { id: Oid, reason: String },
    #[error("more than {MAX_ENTRIES} files and folders")]
    TooMany,
    #[error(transparent)]
    Git(#[from] git2::Error),
}

/// Compares two trees and calls `found` with path, before and after, in git's order.
pub(crate) fn diff(
    objects: &Odb<'_>,
    before: Option<Oid>,
    after: Option<Oid>,
    enter: &dyn Fn(&[u8]) -> bool,
    found: &mut dyn FnMut(&[u8], Option<Leaf>, Option<Leaf>),
) -> Result<(), DiffError> {
    let mut walk = Walk { objects, enter, found, path: Vec::new(), depth: 0, left: MAX_ENTRIES };
    walk.trees(before, after)
}

struct Walk<'a> {
    objects: &'a Odb<'a>,
    /// Whether a folder at the top is of interest.
    enter: &'a dyn Fn(&[u8]) -> bool,
    found: &'a mut dyn FnMut(&[u8], Option<Leaf>, Option<Leaf>),
    path: Vec<u8>,
    depth: usize,
    left: usize,
}

impl Walk<'_> {
    fn trees(&mut self, before: Option<Oid>, after: Option<Oid>) -> Result<(), DiffError> {
        if before == after {
            return Ok(());
        }
        let objects = self.objects;
        let data = [read_tree(objects, before)?, read_tree(objects, after)?];
        let mut before_entries = entries(before, data[0].as_ref())?.into_iter().peekable();
        let mut after_entries = entries(after, data[1].as_ref())?.into_iter().peekable();
        loop {
            let order = match (before_entries.peek(), after_entries.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(before), Some(after)) => before.order(after),
            };
            let before = before_entries.next_if(|_| order.is_le());
            let after = after_entries.next_if(|_| order.is_ge());
            self.left = self.left.checked_sub(1).ok_or(DiffError::TooMany)?;
            self.entry(before, after)?;
        }
    }

    /// One name on either or both sides.
    fn entry(&mut self, before: Option<Entry<'_>>, after: Option<Entry<'_>>) -> Result<(), DiffError> {
        let same = |e: Option<Entry<'_>>| e.map(|e| (e.mode, e.id));
        let Some(either) = before.or(after) else { return Ok(()) };
        if same(before) == same(after) {
            return Ok(());
        }
        if self.depth == 0 && either.mode == Mode::Tree && !(self.enter)(either.name) {
            return Ok(());
        }
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(either.name);
        if either.mode == Mode::Tree && self.depth < MAX_DEPTH {
            // Git's order never pairs a folder with a file.
            self.depth += 1;
            self.trees(before.map(|e| e.id), after.map(|e| e.id))?;
            self.depth -= 1;
        } else {
            let leaf = |e: Option<Entry<'_>>| e.map(|e| Leaf { mode: e.mode, id: e.id });
            (self.found)(&self.path, leaf(before), leaf(after));
        }
        self.path.truncate(length);
        Ok(())
    }
}

/// The object of a tree; none for none.
fn read_tree<'a>(objects: &'a Odb<'_>, id: Option<Oid>) -> Result<Option<git2::OdbObject<'a>>, DiffError> {
    let Some(id) = id else { return Ok(None) };
    let damaged = |reason: &str| DiffError::Damaged { id, reason: reason.to_owned() };
    let (bytes, kind) = objects.read_header(id).map_err(|e| damaged(e.message()))?;
    match kind {
        ObjectType::Tree if bytes <= MAX_TREE_BYTES => {}
        ObjectType::Tree => return Err(damaged("a tree is too large")),
        _ => return Err(damaged("not a tree")),
    }
    objects.read(id).map(Some).map_err(|e| damaged(e.message()))
}

fn entries<'a>(id: Option<Oid>, data: Option<&'a git2::OdbObject<'_>>) -> Result<Vec<Entry<'a>>, DiffError> {
    let (Some(id), Some(data)) = (id, data) else { return Ok(Vec::new()) };
    tree::parse(data.data()).map_err(|reason| DiffError::Damaged { id, reason: reason.to_owned() })
}

/// Reads the object of a tree for callers that need one tree only.
pub(crate) fn tree_bytes(objects: &Odb<'_>, id: Oid) -> Result<Vec<u8>, DiffError> {
    let object = read_tree(objects, Some(id))?;
    Ok(object.map(|object| object.data().to_vec()).unwrap_or_default())
}
