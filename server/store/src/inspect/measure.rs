//! How much a tree holds when it is checked out: every file counted each time it appears, so that a
//! few objects that repeat each other a million times are seen for what they are.

use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use git2::Oid;

use super::{PushProblem, tree_size};
use crate::limits::{MAX_DEPTH, MAX_ENTRIES, MAX_MEASURED, MAX_TREE_BYTES};
use crate::objects::Objects;
use crate::tree::{Mode, split_entry};

/// What lies below a tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Files and folders.
    pub(crate) entries: usize,
    /// Folders within folders.
    pub(crate) depth: usize,
    /// Bytes of the longest path.
    pub(crate) longest: usize,
}

/// Trees that were measured: a tree never changes, so each is read once.
#[derive(Default)]
pub(crate) struct Measured(Mutex<HashMap<Oid, Measure>>);

impl Measured {
    /// Measures a tree, reading only trees that were never measured.
    pub(super) fn of(&self, objects: &Objects<'_>, tree: Oid) -> Result<Measure, PushProblem> {
        self.below(objects, tree, 0)
    }

    fn below(&self, objects: &Objects<'_>, tree: Oid, depth: usize) -> Result<Measure, PushProblem> {
        if depth > MAX_DEPTH {
            return Err(PushProblem::TooDeep);
        }
        if let Some(measure) = self.known().get(&tree) {
            return Ok(*measure);
        }
        if tree_size(objects, tree)? > MAX_TREE_BYTES {
            return Err(PushProblem::FolderTooLarge);
        }
        let data = objects.tree(tree).map_err(PushProblem::of_tree)?;
        let mut measure = Measure::default();
        let mut rest = &*data;
        while !rest.is_empty() {
            let (entry, after) =
                split_entry(rest).ok_or_else(|| PushProblem::Damaged("a tree is cut off".to_owned()))?;
            rest = after;
            let mut inner = Measure::default();
            if entry.mode() == Some(Mode::Tree) {
                inner = self.below(objects, entry.id, depth + 1)?;
                inner.depth += 1;
                inner.longest += 1;
            }
            measure.entries = measure.entries.saturating_add(inner.entries).saturating_add(1);
            measure.depth = measure.depth.max(inner.depth);
            measure.longest = measure.longest.max(entry.name.len() + inner.longest);
            if measure.entries > MAX_ENTRIES {
                return Err(PushProblem::TooManyFiles);
            }
        }
        let mut known = self.known();
        if known.len() >= MAX_MEASURED {
            known.clear();
        }
        known.insert(tree, measure);
        Ok(measure)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<Oid, Measure>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
