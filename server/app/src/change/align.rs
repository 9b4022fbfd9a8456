//! A model of another tool in the files of the model it is compared with.
//!
//! Another tool's model has no files of its own here: where they would stand follows from names and
//! kinds, so a renamed element would seem to move. What is in both models stands where the other has it.

use archweave_model::change::files::write;
use archweave_model::change::{Applied, Change, Changes, DocumentId, Placed, Source};

use crate::AppError;
use crate::change::Side;

impl Side {
    /// The same model, with each document in the file that `base` has it in. Only a model of another
    /// tool is changed.
    pub fn aligned(self, base: &Side) -> Result<Self, AppError> {
        if !self.is_imported() {
            return Ok(self);
        }
        let mut changes = Changes::new();
        for path in base.paths() {
            for id in documents(base, &path) {
                let before = base.snapshot().document(&id).filter(|placed| *placed.file == *path);
                if let Some(before) = before {
                    changes.entry(id).or_default().before = Some(before);
                }
            }
        }
        for path in self.paths() {
            for id in documents(&self, &path) {
                let Some(mut own) = self.snapshot().document(&id) else { continue };
                let change = changes.entry(id).or_default();
                own.file = file(change, &own, base);
                change.after = Some(own);
            }
        }
        changes.retain(|_, change| change.before != change.after);
        let applied = Applied { changes, ..Applied::default() };
        let written = write(base.snapshot(), &applied, &[], &|path| base.bytes(path));
        let written = written.map_err(|error| AppError::Invalid(error.to_string()))?;
        let is_plain = |side: &Side, path: &str| side.snapshot().file(path).is_none();
        let mut files = std::collections::BTreeMap::new();
        for path in base.paths().into_iter().filter(|path| !is_plain(base, path)) {
            files.extend(base.bytes(&path).map(|bytes| (path, bytes.into())));
        }
        for path in self.paths().into_iter().filter(|path| is_plain(&self, path)) {
            files.extend(self.bytes(&path).map(|bytes| (path, bytes.into())));
        }
        for file in written.files {
            match file.text {
                Some(text) => drop(files.insert((*file.path).into(), text.into_bytes().into())),
                None => drop(files.remove(&*file.path)),
            }
        }
        Ok(Self::files(files))
    }
}

fn documents(side: &Side, path: &str) -> Vec<DocumentId> {
    let parsed = side.parsed(path);
    let documents = parsed.iter().flat_map(|parsed| &parsed.documents);
    documents.map(|document| DocumentId::of(document, path)).collect()
}

/// Where a document stands: as in the other model, unless it is a view that was put in another folder.
fn file(change: &Change, own: &Placed, base: &Side) -> Box<str> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    match &change.before {
        Some(before) if !own.file.starts_with("views/") && !own.file.starts_with("layouts/") => {
            before.file.clone()
        }
        Some(before) if folder(&before.file) == folder(&own.file) => before.file.clone(),
        Some(_) => own.file.clone(),
        None if base.snapshot().file(&own.file).is_none() => own.file.clone(),
        // The place is taken by something else.
        None => "".into(),
    }
}
