//! The files of a merge: those that only the other side touched are taken over as they are, comments
//! and all; in the others only what differs from ours is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::change::apply::Applied;
use crate::change::files::{Bytes, FileWrite, WriteError, write};
use crate::change::id::DocumentId;
use crate::change::source::Changes;
use crate::snapshot::Snapshot;
use crate::yaml::ParsedFile;

/// A file that is the same in base and ours, and different in theirs.
#[derive(Clone, Debug)]
pub struct TheirFile {
    /// Its path.
    pub path: Arc<str>,
    /// What it said, if it was there.
    pub before: Option<Arc<ParsedFile>>,
    /// What it says, if it is there.
    pub after: Option<Arc<ParsedFile>>,
}

/// What is to be written on top of ours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergedFiles {
    /// Paths whose content, or absence, is taken from theirs.
    pub taken: Vec<Arc<str>>,
    /// Files with a content of their own.
    pub files: Vec<FileWrite>,
}

/// The files for the outcome of a merge. `changes` lead from ours, which is `snapshot`, to what was merged.
pub fn merged(
    snapshot: &Snapshot,
    changes: &Changes,
    theirs: &[TheirFile],
    bytes: &Bytes<'_>,
) -> Result<MergedFiles, WriteError> {
    let is_as_theirs = |file: &&TheirFile| {
        let is_meant = |id: &DocumentId, document: &crate::yaml::Document| match changes.get(id) {
            Some(change) => change
                .after
                .as_ref()
                .is_some_and(|after| *after.file == *file.path && after.document == *document),
            // What the merge leaves as ours has it.
            None => file.before.iter().flat_map(|before| &before.documents).any(|before| before == document),
        };
        let after = file.after.iter().flat_map(|after| &after.documents);
        let mut here = BTreeSet::new();
        let all_meant = after.into_iter().all(|document| {
            let id = DocumentId::of(document, &file.path);
            is_meant(&id, document) && here.insert(id)
        });
        // What goes from this file must go, or go elsewhere.
        let before = file.before.iter().flat_map(|before| &before.documents);
        let all_gone = before.into_iter().all(|document| {
            let id = DocumentId::of(document, &file.path);
            let is_elsewhere = || match changes.get(&id) {
                Some(change) => change.after.as_ref().is_none_or(|after| *after.file != *file.path),
                None => false,
            };
            here.contains(&id) || is_elsewhere()
        });
        all_meant && all_gone
    };
    let taken: BTreeSet<&str> = theirs.iter().filter(is_as_theirs).map(|file| &*file.path).collect();
    let mut rest = Applied::default();
    for (id, change) in changes {
        let mut change = change.clone();
        let is_taken = |file: &str| taken.contains(file);
        if change.before.as_ref().is_some_and(|before| is_taken(&before.file)) {
            change.before = None;
        }
        if change.after.as_ref().is_some_and(|after| is_taken(&after.file)) {
            change.after = None;
        }
        if change.before.is_some() || change.after.is_some() {
            rest.changes.insert(id.clone(), change);
        }
    }
    let written = write(snapshot, &rest, &[], bytes)?;
    Ok(MergedFiles { taken: taken.into_iter().map(Into::into).collect(), files: written.files })
}
