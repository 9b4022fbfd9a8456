//! Base, ours and theirs to one: files of the model by meaning, all others as git does.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::change::files::{MergedFiles, TheirFile, merged};
use archweave_model::change::merge::{
    self as by_meaning, Choice, Conflict, ConflictId, ConflictKind, Merge, Options, Resolutions, integrity,
    merge,
};
use archweave_model::change::{Documents, ItemId};
use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::snapshot::Snapshot;
use archweave_model::value::Value;
use archweave_model::yaml::{self, FileClass, ParsedFile, read};
use archweave_store::{Held, merge_text};

use crate::AppError;
use crate::change::Side;
use crate::change::compare::{Differing, add_documents, differing};
use crate::report::{on_day, today};

/// What a merge comes to.
pub struct Merged {
    /// Conflicts, what was resolved and what was decided without asking.
    pub merge: Merge,
    /// Findings that only the combination has, with line and column.
    pub integrity: Vec<Diagnostic>,
    /// What is to be written on top of ours.
    pub files: Vec<(Arc<str>, Content)>,
    /// The model as merged.
    pub snapshot: Snapshot,
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// As theirs has it, which git knows by this where both are in git; none if it is gone there.
    Theirs(Option<Held>),
    /// Of its own.
    Bytes(Vec<u8>),
    /// It goes.
    Gone,
}

impl Merged {
    /// Whether a person has to look: conflicts are open, or the combination has errors.
    pub fn needs_a_person(&self) -> bool {
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        !self.merge.conflicts.is_empty() || self.integrity.iter().any(is_error)
    }

    /// Reads the merged files as a model, and what is wrong with it that is not in ours or theirs.
    pub(crate) fn check(&mut self, ours: &Side, theirs: &Side) {
        self.snapshot = updated(self, ours, theirs);
        let wrong = integrity(ours.snapshot(), theirs.snapshot(), &self.snapshot);
        let mut wrong = on_day(&today(), &self.snapshot, wrong, false).0;
        yaml::locate(&mut wrong, |path| String::from_utf8(self.bytes(path, ours, theirs)?).ok());
        self.integrity = wrong;
    }

    /// The bytes of a file as merged.
    pub fn bytes(&self, path: &str, ours: &Side, theirs: &Side) -> Option<Vec<u8>> {
        match self.files.iter().find(|(known, _)| **known == *path) {
            Some((_, Content::Theirs(_))) => theirs.bytes(path),
            Some((_, Content::Bytes(bytes))) => Some(bytes.clone()),
            Some((_, Content::Gone)) => None,
            None => ours.bytes(path),
        }
    }
}

/// One path in all three.
#[derive(Default)]
struct Versions {
    class: Option<FileClass>,
    base: Option<Arc<ParsedFile>>,
    ours: Option<Arc<ParsedFile>>,
    theirs: Option<Arc<ParsedFile>>,
    by_us: bool,
    by_them: bool,
    /// What git holds on their side.
    held: Option<Held>,
}

impl Versions {
    /// Whether it is merged as text: it is no file of documents, or one that cannot be read whole.
    fn is_plain(&self) -> bool {
        let is_broken = |parsed: &Arc<ParsedFile>| {
            parsed.findings.iter().any(|finding| finding.severity == Severity::Error)
        };
        matches!(self.class, None | Some(FileClass::Rule))
            || self.by_us
                && self.by_them
                && [&self.base, &self.ours, &self.theirs].into_iter().flatten().any(is_broken)
    }
}

/// Merges. Nothing is written.
pub fn three_way(
    base: &Side,
    ours: &Side,
    theirs: &Side,
    resolutions: &Resolutions,
) -> Result<Merged, AppError> {
    let newer = match (ours.time(), theirs.time()) {
        (Some(ours), Some(theirs)) if theirs.seconds > ours.seconds => by_meaning::Side::Theirs,
        _ => by_meaning::Side::Ours,
    };
    let options = Options { newer, language: ours.snapshot().main_language().into() };
    let versions = versions(differing(base, ours)?, differing(base, theirs)?);
    let mut documents = [Documents::new(), Documents::new(), Documents::new()];
    let mut their_files = Vec::new();
    for (path, file) in versions.iter().filter(|(_, file)| !file.is_plain()) {
        for (found, parsed) in documents.iter_mut().zip([&file.base, &file.ours, &file.theirs]) {
            add_documents(found, path, parsed.as_deref());
        }
        if file.by_them && !file.by_us {
            let (before, after) = (file.base.clone(), file.theirs.clone());
            their_files.push(TheirFile { path: path.clone(), before, after });
        }
    }
    let [in_base, in_ours, in_theirs] = &documents;
    let mut merge = merge(in_base, in_ours, in_theirs, &options, resolutions);
    let written = merged(ours.snapshot(), &merge.changes, &their_files, &|path| ours.bytes(path));
    let written = written.map_err(|error| AppError::Invalid(error.to_string()))?;
    let mut files = of_documents(written, &versions);
    for (path, file) in versions.iter().filter(|(_, file)| file.is_plain()) {
        files.extend(
            plain(path, file, [base, ours, theirs], resolutions, &mut merge).map(|c| (path.clone(), c)),
        );
    }
    let mut found = Merged { merge, integrity: Vec::new(), files, snapshot: ours.snapshot().clone() };
    found.check(ours, theirs);
    Ok(found)
}

fn versions(by_us: Vec<Differing>, by_them: Vec<Differing>) -> BTreeMap<Arc<str>, Versions> {
    let mut found: BTreeMap<Arc<str>, Versions> = BTreeMap::new();
    for file in by_us {
        let [base, ours] = file.parsed;
        let version = Versions {
            class: file.class,
            theirs: base.clone(),
            base,
            ours,
            by_us: true,
            by_them: false,
            held: None,
        };
        found.insert(file.path, version);
    }
    for file in by_them {
        let [base, theirs] = file.parsed;
        let version = found.entry(file.path).or_insert_with(|| Versions {
            class: file.class,
            ours: base.clone(),
            base,
            ..Versions::default()
        });
        version.theirs = theirs;
        version.by_them = true;
        version.held = file.held;
    }
    found
}

fn of_documents(written: MergedFiles, versions: &BTreeMap<Arc<str>, Versions>) -> Vec<(Arc<str>, Content)> {
    let taken = written.taken.into_iter().map(|path| {
        let held = versions.get(&path).and_then(|version| version.held);
        (path, Content::Theirs(held))
    });
    let files = written.files.into_iter().map(|file| {
        let content = file.text.map_or(Content::Gone, |text| Content::Bytes(text.into_bytes()));
        (Arc::from(&*file.path), content)
    });
    taken.chain(files).collect()
}

/// A file that is merged as git does; what git cannot merge is a conflict.
fn plain(
    path: &Arc<str>,
    file: &Versions,
    sides: [&Side; 3],
    resolutions: &Resolutions,
    merge: &mut Merge,
) -> Option<Content> {
    if !file.by_them {
        return None;
    }
    if !file.by_us {
        return Some(Content::Theirs(file.held));
    }
    let [base, ours, theirs] = sides.map(|side| side.bytes(path));
    if ours == theirs {
        return None;
    }
    if let (Some(ours), Some(theirs)) = (&ours, &theirs)
        && let Some(text) = merge_text(base.as_deref().unwrap_or_default(), ours, theirs)
    {
        return Some(Content::Bytes(text));
    }
    let value = |bytes: Option<Vec<u8>>| bytes.map(|bytes| Value::Text(shown(bytes).into()));
    let item = ItemId::File(path.as_ref().into());
    let conflict = Conflict {
        id: ConflictId { item, path: Vec::new() },
        kind: match (&ours, &theirs) {
            (None, _) => ConflictKind::DeletedByOurs,
            (_, None) => ConflictKind::DeletedByTheirs,
            _ if base.is_none() => ConflictKind::Created,
            _ => ConflictKind::Edited,
        },
        base: value(base.clone()),
        ours: value(ours),
        theirs: value(theirs),
        inside: Vec::new(),
    };
    let is_current = |resolution: &&by_meaning::Resolution| {
        resolution.seen.as_ref().is_none_or(|seen| *seen == conflict.seen())
    };
    let decided = resolutions.get(&conflict.id).filter(is_current);
    let Some(choice) = decided.map(|resolution| resolution.choice.clone()) else {
        merge.conflicts.push(conflict);
        return None;
    };
    merge.unused.retain(|id| *id != conflict.id);
    let content = match &choice {
        Choice::Ours => None,
        Choice::Theirs => Some(Content::Theirs(file.held)),
        Choice::Base => Some(base.map_or(Content::Gone, Content::Bytes)),
        Choice::Value(Some(Value::Text(text))) => Some(Content::Bytes(text.as_bytes().to_vec())),
        Choice::Value(None) => Some(Content::Gone),
        Choice::Value(Some(_)) => {
            merge.conflicts.push(conflict);
            return None;
        }
    };
    merge.resolved.push((conflict, choice));
    content
}

/// Bytes of a text that is shown to a person.
const MAX_SHOWN: usize = 64 << 10;

fn shown(bytes: Vec<u8>) -> String {
    let count = bytes.len();
    match String::from_utf8(bytes) {
        Ok(text) if count <= MAX_SHOWN => text,
        _ => format!("({count} bytes)"),
    }
}

/// Ours with the merged files.
fn updated(merged: &Merged, ours: &Side, theirs: &Side) -> Snapshot {
    let changes = merged.files.iter().filter_map(|(path, content)| {
        let class = FileClass::of(path)?;
        let parsed = match content {
            Content::Theirs(_) => theirs.parsed(path),
            Content::Bytes(bytes) => Some(Arc::new(read(class, bytes))),
            Content::Gone => None,
        };
        Some((path.clone(), parsed))
    });
    ours.snapshot().update(changes.collect())
}
