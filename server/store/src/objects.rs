//! The objects of a repository. Trees are asked for again and again - each commit reads those on
//! the way to its files, each comparison both sides - so the last ones are kept in memory: reading
//! one means to inflate it and to compute its id.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use git2::{ObjectType, Odb, Oid};

use crate::diff::DiffError;
use crate::limits::MAX_TREE_BYTES;

/// Objects as one thread reads them.
pub(crate) struct Objects<'a> {
    odb: Odb<'a>,
    kept: &'a KeptTrees,
}

impl<'a> Objects<'a> {
    pub(crate) fn new(odb: Odb<'a>, kept: &'a KeptTrees) -> Self {
        Self { odb, kept }
    }

    /// The bytes of a tree, unless there are too many.
    pub(crate) fn tree(&self, id: Oid) -> Result<Arc<[u8]>, DiffError> {
        if let Some(tree) = self.kept.get(id) {
            return Ok(tree);
        }
        let damaged = |reason: &str| DiffError::Damaged { id, reason: reason.to_owned() };
        let (bytes, kind) = self.odb.read_header(id).map_err(|e| damaged(e.message()))?;
        match kind {
            ObjectType::Tree if bytes <= MAX_TREE_BYTES => {}
            ObjectType::Tree => return Err(damaged("a tree is too large")),
            _ => return Err(damaged("not a tree")),
        }
        let object = self.odb.read(id).map_err(|e| damaged(e.message()))?;
        let tree: Arc<[u8]> = object.data().into();
        self.kept.insert(id, Arc::clone(&tree));
        Ok(tree)
    }
}

impl<'a> Deref for Objects<'a> {
    type Target = Odb<'a>;

    fn deref(&self) -> &Odb<'a> {
        &self.odb
    }
}

/// Trees by id; the least recently used half goes when there are too many.
#[derive(Default)]
pub(crate) struct KeptTrees(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    recent: HashMap<Oid, Arc<[u8]>>,
    older: HashMap<Oid, Arc<[u8]>>,
    /// Of `recent`.
    bytes: usize,
}

/// A generation of this many bytes makes the one before it go: three times what the trees of
/// 100,000 files take.
const GENERATION: usize = 32 << 20;
/// A larger tree is not kept.
const LARGE: usize = 1 << 20;

impl Generations {
    fn insert(&mut self, id: Oid, tree: Arc<[u8]>) {
        if self.bytes >= GENERATION {
            self.older = std::mem::take(&mut self.recent);
            self.bytes = 0;
        }
        self.bytes += tree.len();
        self.recent.insert(id, tree);
    }
}

impl KeptTrees {
    fn get(&self, id: Oid) -> Option<Arc<[u8]>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tree) = kept.recent.get(&id) {
            return Some(Arc::clone(tree));
        }
        let tree = kept.older.remove(&id)?;
        kept.insert(id, Arc::clone(&tree));
        Some(tree)
    }

    /// Keeps a tree for next time.
    pub(crate) fn insert(&self, id: Oid, tree: Arc<[u8]>) {
        if tree.len() <= LARGE {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, tree);
        }
    }
}
