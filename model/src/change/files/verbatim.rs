//! Bytes that are put back as they were, where a file is still the one they belong to.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::change::apply::Applied;
use crate::change::edit::Verbatim;
use crate::change::files::{Bytes, FileWrite, Written};
use crate::change::id::DocumentId;
use crate::yaml::patch::{self, Splice};
use crate::yaml::{Document, FileClass, read};

/// SHA-256 of a content, in hex.
fn digest(bytes: &[u8]) -> Box<str> {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}

/// Takes a file that was made away again.
pub(super) fn removal(path: &str, text: &str) -> Verbatim {
    Verbatim { file: path.into(), when: Some(digest(text.as_bytes())), to: None, splices: Vec::new() }
}

/// Brings a file that was removed back.
pub(super) fn restoration(path: &str, text: &str) -> Verbatim {
    let whole = Splice { start: 0, end: 0, text: text.into() };
    Verbatim { file: path.into(), when: None, to: Some(path.into()), splices: vec![whole] }
}

/// Takes a change back, and a move with it.
pub(super) fn change(from: &str, to: &str, text: &str, splices: Vec<Splice>) -> Verbatim {
    let when = Some(digest(text.as_bytes()));
    Verbatim { file: to.into(), when, to: Some(from.into()), splices }
}

/// Writes the bytes, if every file is the one they belong to and says afterwards just what the edits mean.
pub(super) fn write(applied: &Applied, verbatim: &[Verbatim], bytes: &Bytes<'_>) -> Option<Written> {
    if verbatim.is_empty() {
        return None;
    }
    let mut written = Written::default();
    let mut after: BTreeMap<DocumentId, (Box<str>, Document)> = BTreeMap::new();
    let mut before: BTreeMap<DocumentId, Document> = BTreeMap::new();
    let note = |path: &str, text: &str| {
        let class = FileClass::of(path)?;
        Some(
            read(class, text.as_bytes())
                .documents
                .into_iter()
                .map(|d| (DocumentId::of(&d, path), d))
                .collect(),
        )
    };
    for one in verbatim {
        let now = bytes(&one.file);
        if now.as_deref().map(digest) != one.when {
            return None;
        }
        let now = String::from_utf8(now.unwrap_or_default()).ok()?;
        let documents: Vec<(DocumentId, Document)> = match &one.when {
            Some(_) => note(&one.file, &now)?,
            None => Vec::new(),
        };
        before.extend(documents);
        let Some(to) = &one.to else {
            written.undo.push(restoration(&one.file, &now));
            written.files.push(FileWrite { path: one.file.clone(), text: None });
            continue;
        };
        if *to != one.file && bytes(to).is_some() {
            return None;
        }
        let text = patch::apply(&now, &one.splices).ok()?;
        let documents: Vec<(DocumentId, Document)> = note(to, &text)?;
        after.extend(documents.into_iter().map(|(id, document)| (id, (to.clone(), document))));
        written.undo.push(match &one.when {
            Some(_) => change(&one.file, to, &text, patch::invert(&now, &one.splices)),
            None => removal(to, &text),
        });
        if *to != one.file {
            written.files.push(FileWrite { path: one.file.clone(), text: None });
        }
        written.files.push(FileWrite { path: to.clone(), text: Some(text) });
    }
    // The edits, and nothing but the edits.
    let is_meant = applied.changes.iter().all(|(id, change)| match &change.after {
        None => !after.contains_key(id) && before.contains_key(id),
        Some(placed) => after.get(id).is_some_and(|(_, document)| *document == placed.document),
    });
    let is_touched = |id: &DocumentId| applied.changes.contains_key(id);
    let others_stay = before
        .iter()
        .all(|(id, was)| is_touched(id) || after.get(id).is_some_and(|(_, document)| document == was));
    let none_added = after.keys().all(|id| is_touched(id) || before.contains_key(id));
    written.files.sort_by(|a, b| a.path.cmp(&b.path));
    (is_meant && others_stay && none_added).then_some(written)
}
