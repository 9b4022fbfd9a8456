//! What differs between two models, at the cost of the difference where both are in one repository.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use archweave_model::change::{self, ChangeSet, Changes, DocumentId, Documents, Placed};
use archweave_model::yaml::{FileClass, ParsedFile, read};
use archweave_store::{BlobId, ChangedFile, Held};

use crate::change::Side;
use crate::{AppError, Hosted, Revision};

/// A file that two models hold differently.
#[derive(Clone, Debug)]
pub(crate) struct Differing {
    pub(crate) path: Arc<str>,
    pub(crate) class: Option<FileClass>,
    /// What it says before and after; none where it is not there, or is no file of a model.
    pub(crate) parsed: [Option<Arc<ParsedFile>>; 2],
    /// What git holds after; none where it is gone, or where there is no git.
    pub(crate) held: Option<Held>,
}

/// A comparison.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Documents that differ.
    pub changes: Changes,
    /// The same as edits: what made the one into the other.
    pub edits: ChangeSet,
    /// Files that differ and are no documents: READMEs, pictures, code.
    pub files: Vec<Arc<str>>,
}

impl Comparison {
    /// Between two sides.
    pub fn between(before: &Side, after: &Side) -> Result<Self, AppError> {
        Ok(Self::of(&differing(before, after)?))
    }

    /// Between two revisions of the model at `repository`, reading nothing but what differs. None where a
    /// name is a file or folder, or no revision: [`Side::open`] knows more.
    pub fn between_revisions(before: &str, after: &str, repository: &Path) -> Result<Option<Self>, AppError> {
        if [before, after].iter().any(|name| Path::new(name).exists()) {
            return Ok(None);
        }
        let hosted = Hosted::open_within(repository)?;
        match (hosted.resolve(before), hosted.resolve(after)) {
            (Ok(before), Ok(after)) if before.is_commit() && after.is_commit() => {
                let files = hosted.repository.changed_files(before, after)?;
                Ok(Some(Self::of(&hosted.parsed_changes(files)?)))
            }
            _ => Ok(None),
        }
    }

    fn of(files: &[Differing]) -> Self {
        let changes = between(documents(files, 0), documents(files, 1));
        let edits = change::diff(&changes);
        let is_other =
            |file: &&Differing| file.parsed.iter().flatten().all(|parsed| parsed.documents.is_empty());
        Self { changes, edits, files: files.iter().filter(is_other).map(|file| file.path.clone()).collect() }
    }
}

impl Hosted {
    /// What differs between two revisions. Files that are the same in both are never read.
    pub fn compare(&self, before: &Revision, after: &Revision) -> Result<Comparison, AppError> {
        Ok(Comparison::of(&self.differing(before, after)?))
    }

    pub(crate) fn differing(&self, before: &Revision, after: &Revision) -> Result<Vec<Differing>, AppError> {
        self.parsed_changes(self.repository.changed_files(before.id(), after.id())?)
    }

    /// Files that differ with what they say.
    pub(crate) fn parsed_changes(&self, files: Vec<ChangedFile>) -> Result<Vec<Differing>, AppError> {
        let mut wanted: Vec<(BlobId, FileClass)> = Vec::new();
        let mut places: Vec<[Option<usize>; 2]> = Vec::with_capacity(files.len());
        for file in &files {
            let mut place = [None, None];
            for (place, held) in place.iter_mut().zip([file.before, file.after]) {
                if let (Some(held), Some(class)) = (held, file.class)
                    && held.mode.is_file()
                {
                    *place = Some(wanted.len());
                    wanted.push((held.blob, class));
                }
            }
            places.push(place);
        }
        let parsed = self.repository.parsed(&wanted)?;
        let find = |place: Option<usize>| place.and_then(|at| parsed.get(at)).cloned();
        let found = files.into_iter().zip(places).map(|(file, [before, after])| Differing {
            path: file.path,
            class: file.class,
            parsed: [find(before), find(after)],
            held: file.after,
        });
        Ok(found.collect())
    }
}

/// The files that two sides hold differently.
pub(crate) fn differing(before: &Side, after: &Side) -> Result<Vec<Differing>, AppError> {
    if let Some((hosted, before, after)) = before.common(after) {
        return hosted.differing(before, after);
    }
    let mut paths = before.paths();
    paths.extend(after.paths());
    paths.sort();
    paths.dedup();
    let mut found = Vec::new();
    for path in paths {
        let bytes = [before.bytes(&path), after.bytes(&path)];
        if bytes[0] == bytes[1] {
            continue;
        }
        let class = FileClass::of(&path);
        let parse = |bytes: &Option<Vec<u8>>| Some(Arc::new(read(class?, bytes.as_deref()?)));
        let parsed = [parse(&bytes[0]), parse(&bytes[1])];
        found.push(Differing { path, class, parsed, held: None });
    }
    Ok(found)
}

/// The documents of one side of files, the first of two with one id.
pub(crate) fn documents(files: &[Differing], side: usize) -> Documents {
    let mut found = Documents::new();
    for file in files {
        add_documents(&mut found, &file.path, file.parsed[side].as_deref());
    }
    found
}

/// Adds the documents of a file.
pub(crate) fn add_documents(found: &mut Documents, path: &str, parsed: Option<&ParsedFile>) {
    for document in parsed.into_iter().flat_map(|parsed| &parsed.documents) {
        let placed = Placed { file: path.into(), document: document.clone() };
        found.entry(DocumentId::of(document, path)).or_insert(placed);
    }
}

/// What it takes to make the one the other.
pub(crate) fn between(before: Documents, after: Documents) -> Changes {
    let mut found: Changes = BTreeMap::new();
    for (id, placed) in before {
        found.entry(id).or_default().before = Some(placed);
    }
    for (id, placed) in after {
        found.entry(id).or_default().after = Some(placed);
    }
    found.retain(|_, change| change.before != change.after);
    found
}
