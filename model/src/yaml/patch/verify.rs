//! The proof of a patch: the new text reads as exactly what was asked for.

use foldhash::HashSet;

use crate::yaml::file::{Document, FileClass, ParsedFile, read};
use crate::yaml::files::write_document;
use crate::yaml::patch::DocumentChange;
use crate::yaml::patch::refusal::{Refusal, Why};

/// The documents after the changes.
pub(super) fn wanted(documents: &[Document], changes: &[DocumentChange]) -> Result<Vec<Document>, Refusal> {
    let mut wanted: Vec<Option<&Document>> = documents.iter().map(Some).collect();
    let mut is_changed = vec![false; documents.len()];
    let mut added = Vec::new();
    for change in changes {
        let (at, new) = match change {
            DocumentChange::Replace { at, after } => (*at, Some(after)),
            DocumentChange::Remove { at } => (*at, None),
            DocumentChange::Append(document) => {
                added.push(document);
                continue;
            }
        };
        match is_changed.get_mut(at) {
            None => return Err(Refusal::new(Why::NoSuchDocument, 0)),
            Some(true) => return Err(Refusal::new(Why::ChangedTwice, 0)),
            Some(changed) => *changed = true,
        }
        wanted[at] = new;
    }
    Ok(wanted.into_iter().flatten().chain(added).cloned().collect())
}

/// Whether the new file says what was wanted and has no kind of finding of its own.
pub(super) fn same(
    class: FileClass,
    old: &ParsedFile,
    wanted: &[Document],
    changes: &[DocumentChange],
    new: &ParsedFile,
) -> Result<(), Refusal> {
    if new.documents != wanted {
        return Err(Refusal::new(Why::ReadsOtherwise, place(old, changes)));
    }
    let known: HashSet<&str> = old.findings.iter().map(|finding| finding.code).collect();
    let mut added = new.findings.iter().map(|finding| finding.code).filter(|code| !known.contains(code));
    let Some(code) = added.next() else { return Ok(()) };
    // A value may have it by itself: a key that the format does not name.
    let values = changes.iter().filter_map(|change| match change {
        DocumentChange::Replace { after, .. } | DocumentChange::Append(after) => Some(after),
        DocumentChange::Remove { .. } => None,
    });
    let mut own = HashSet::default();
    for value in values {
        let alone = read(class, write_document(value).as_bytes());
        own.extend(alone.findings.iter().map(|finding| finding.code));
    }
    match [code].into_iter().chain(added).find(|code| !own.contains(code)) {
        Some(code) => Err(Refusal::new(Why::Finding(code), place(old, changes))),
        None => Ok(()),
    }
}

/// Where the first changed document stands.
fn place(old: &ParsedFile, changes: &[DocumentChange]) -> usize {
    let at = changes.iter().find_map(|change| match change {
        DocumentChange::Replace { at, .. } | DocumentChange::Remove { at } => Some(*at),
        DocumentChange::Append(_) => None,
    });
    let document = at.and_then(|at| old.documents.get(at));
    document.and_then(super::sections::start).unwrap_or_default() as usize
}
