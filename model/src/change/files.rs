//! Changed documents to changed files: only the lines that must be touched are.
//!
//! Start at [`write`].

mod merged;
mod place;
mod verbatim;

use std::collections::BTreeMap;

use crate::change::apply::Applied;
use crate::change::edit::Verbatim;
use crate::change::id::DocumentId;
use crate::snapshot::Snapshot;
use crate::yaml::patch::{self, DocumentChange, Refusal, Splice};
use crate::yaml::{Document, FileClass, ParsedFile, read, write_document};

pub use merged::{MergedFiles, TheirFile, merged};

/// Gives the bytes of a file as it is now; none if it is not there.
pub type Bytes<'a> = dyn Fn(&str) -> Option<Vec<u8>> + 'a;

/// A file to be written or removed.
#[derive(Clone, Debug, PartialEq)]
pub struct FileWrite {
    /// Path within the repository.
    pub path: Box<str>,
    /// Its content; none removes it.
    pub text: Option<String>,
}

/// What writing a change set comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// By path; no path twice.
    pub files: Vec<FileWrite>,
    /// What puts the bytes back: for the inverse of the change set.
    pub undo: Vec<Verbatim>,
}

/// Why a change was not written; nothing was.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteError {
    /// A place in a file cannot be changed safely.
    Refused {
        /// Which file.
        file: Box<str>,
        /// Why, and what to do.
        why: Refusal,
    },
    /// A document is not where it was read.
    Moved {
        /// Which file.
        file: Box<str>,
        /// What should be in it.
        document: DocumentId,
    },
    /// The path is none for that sort of document.
    Path {
        /// Which path.
        file: Box<str>,
        /// For what.
        document: DocumentId,
    },
    /// The file to move to holds something already.
    Taken(Box<str>),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused { file, why } => write!(f, "`{file}` cannot be changed safely: {why}"),
            Self::Moved { file, document } => {
                write!(f, "`{}` is not in `{file}` any more; look again", document.item())
            }
            Self::Path { file, document } => {
                write!(f, "`{file}` is no place for `{}`; see docs/reference/file-format.md", document.item())
            }
            Self::Taken(file) => write!(f, "`{file}` is there already; choose another path"),
        }
    }
}

impl std::error::Error for WriteError {}

/// What happens to one file.
#[derive(Default)]
struct Plan<'a> {
    changes: Vec<(DocumentId, Option<&'a Document>)>,
    new: Vec<(DocumentId, &'a Document)>,
    /// The file whose bytes it takes over.
    from: Option<Box<str>>,
}

/// The files that make the changes of `applied` in the model `snapshot`; `verbatim` is what the change
/// set carries for files that are as they were when it was made.
pub fn write(
    snapshot: &Snapshot,
    applied: &Applied,
    verbatim: &[Verbatim],
    bytes: &Bytes<'_>,
) -> Result<Written, WriteError> {
    if let Some(written) = verbatim::write(applied, verbatim, bytes) {
        return Ok(written);
    }
    let placed = place::places(snapshot, &applied.changes)?;
    let mut plans: BTreeMap<Box<str>, Plan<'_>> = BTreeMap::new();
    for (id, change) in &applied.changes {
        let from = change.before.as_ref().map(|before| &before.file);
        let to = placed.get(id);
        match (from, to, &change.after) {
            (Some(from), Some(to), Some(after)) if from == to => {
                plans.entry(from.clone()).or_default().changes.push((id.clone(), Some(&after.document)));
            }
            (Some(from), Some(to), Some(after)) if is_alone(snapshot, from) && bytes(to).is_none() => {
                let plan = plans.entry(to.clone()).or_default();
                plan.from = Some(from.clone());
                plan.changes.push((id.clone(), Some(&after.document)));
            }
            (from, Some(to), Some(after)) => {
                if let Some(from) = from {
                    plans.entry(from.clone()).or_default().changes.push((id.clone(), None));
                }
                plans.entry(to.clone()).or_default().new.push((id.clone(), &after.document));
            }
            (Some(from), _, _) => plans.entry(from.clone()).or_default().changes.push((id.clone(), None)),
            (None, ..) => {}
        }
    }
    let mut written = Written::default();
    for (path, plan) in plans {
        file(&path, &plan, applied, bytes, &mut written)?;
    }
    written.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(written)
}

/// Whether a file holds one document and nothing that could not be read.
fn is_alone(snapshot: &Snapshot, path: &str) -> bool {
    snapshot.file(path).is_some_and(|file| file.documents.len() == 1 && file.findings.is_empty())
}

fn file(
    path: &str,
    plan: &Plan<'_>,
    applied: &Applied,
    bytes: &Bytes<'_>,
    written: &mut Written,
) -> Result<(), WriteError> {
    let source = plan.from.as_deref().unwrap_or(path);
    let missing = |id: &DocumentId| WriteError::Moved { file: source.into(), document: id.clone() };
    let class = FileClass::of(path);
    let wrong = || plan.new.iter().map(|(id, _)| id).chain(plan.changes.iter().map(|(id, _)| id)).next();
    let Some(class) = class else {
        let document = wrong().cloned().unwrap_or(DocumentId::Manifest);
        return Err(WriteError::Path { file: path.into(), document });
    };
    let before = bytes(source).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(before) = before else {
        if let Some((id, _)) = plan.changes.first() {
            return Err(missing(id));
        }
        let text = new_text(&plan.new, applied);
        written.undo.push(verbatim::removal(path, &text));
        written.files.push(FileWrite { path: path.into(), text: Some(text) });
        return Ok(());
    };
    let parsed = read(class, before.as_bytes());
    let mut changes = Vec::with_capacity(plan.changes.len() + plan.new.len());
    for (id, after) in &plan.changes {
        let at = parsed.documents.iter().position(|document| DocumentId::of(document, source) == *id);
        let at = at.ok_or_else(|| missing(id))?;
        changes.push(match after {
            Some(after) => DocumentChange::Replace { at, after: (*after).clone() },
            None => DocumentChange::Remove { at },
        });
    }
    changes.extend(plan.new.iter().map(|(_, document)| DocumentChange::Append((*document).clone())));
    let removed = plan.changes.iter().filter(|(_, after)| after.is_none()).count();
    if removed == parsed.documents.len() && plan.new.is_empty() && parsed.findings.is_empty() {
        written.undo.push(verbatim::restoration(path, &before));
        written.files.push(FileWrite { path: path.into(), text: None });
        return Ok(());
    }
    let (text, splices) = patched(class, path, &before, &parsed, &changes)?;
    written.undo.push(verbatim::change(source, path, &text, patch::invert(&before, &splices)));
    if source != path {
        written.files.push(FileWrite { path: source.into(), text: None });
    }
    written.files.push(FileWrite { path: path.into(), text: Some(text) });
    Ok(())
}

fn patched(
    class: FileClass,
    path: &str,
    before: &str,
    parsed: &ParsedFile,
    changes: &[DocumentChange],
) -> Result<(String, Vec<Splice>), WriteError> {
    let is_same = |change: &DocumentChange| match change {
        DocumentChange::Replace { at, after } => parsed.documents.get(*at) == Some(after),
        _ => false,
    };
    if changes.iter().all(is_same) {
        return Ok((before.to_owned(), Vec::new()));
    }
    let patched = patch::patch(class, before, changes);
    let patched = patched.map_err(|why| WriteError::Refused { file: path.into(), why })?;
    Ok((patched.text, patched.splices))
}

/// The text of a new file: as somebody restores it, else in canonical form.
fn new_text(new: &[(DocumentId, &Document)], applied: &Applied) -> String {
    let mut texts: Vec<&str> = Vec::new();
    let known = new.iter().filter_map(|(id, _)| applied.texts.get(id));
    for text in known {
        if !texts.contains(&&**text) {
            texts.push(text);
        }
    }
    let rest = new.iter().filter(|(id, _)| !applied.texts.contains_key(id));
    let rest: Vec<String> = rest.map(|(_, document)| write_document(document)).collect();
    let all: Vec<&str> = texts.into_iter().chain(rest.iter().map(String::as_str)).collect();
    all.join("---\n")
}
