//! One file of a model in three versions to one, by meaning: what git asks of a merge driver.
//!
//! Findings that need the rest of the model are left to `validate`.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::change::merge::{Choice, Merge, Resolution, Resolutions};
use archweave_model::diagnostic::Severity;
use archweave_model::yaml::{FileClass, ParsedFile, read};

use crate::AppError;
use crate::change::{Side, three_way};

/// Three versions of a file.
pub struct OneFile {
    path: Arc<str>,
    class: FileClass,
    base: Side,
    ours: Side,
    theirs: Side,
}

impl OneFile {
    /// The versions of a file at this path of a model; without a base, both sides made it. None if it is
    /// not merged by meaning: it is no file of documents, or one of them cannot be read whole.
    pub fn new(path: &str, base: Option<Vec<u8>>, ours: Vec<u8>, theirs: Vec<u8>) -> Option<Self> {
        let class = FileClass::of(path).filter(|class| *class != FileClass::Rule)?;
        let is_sound = |bytes: &Vec<u8>| is_sound(&read(class, bytes));
        if !base.iter().chain([&ours, &theirs]).all(is_sound) {
            return None;
        }
        let path: Arc<str> = path.into();
        let side = |bytes: Option<Vec<u8>>| {
            let file = bytes.map(|bytes| (path.clone(), bytes.into()));
            Side::files(file.into_iter().collect::<BTreeMap<_, _>>())
        };
        let [base, ours, theirs] = [base, Some(ours), Some(theirs)].map(side);
        Some(Self { class, base, ours, theirs, path })
    }

    /// Conflicts, with these answers.
    pub fn merge(&self, resolutions: &Resolutions) -> Result<Merge, AppError> {
        Ok(three_way(&self.base, &self.ours, &self.theirs, resolutions)?.merge)
    }

    /// The merged text with these answers, and `rest` for all other conflicts. Of the candidates, which
    /// are texts that were merged in another way, the first that says just this is taken: it has the
    /// comments of both sides.
    pub fn text(
        &self,
        resolutions: &Resolutions,
        rest: &Choice,
        candidates: &[Vec<u8>],
    ) -> Result<Vec<u8>, AppError> {
        let mut all = resolutions.clone();
        for conflict in self.merge(&all)?.conflicts {
            all.insert(conflict.id, Resolution { choice: rest.clone(), seen: None });
        }
        let merged = three_way(&self.base, &self.ours, &self.theirs, &all)?;
        if let Some(conflict) = merged.merge.conflicts.first() {
            let message = format!("`{}` cannot be decided as asked", conflict.id);
            return Err(AppError::Invalid(message));
        }
        let text = merged.bytes(&self.path, &self.ours, &self.theirs).unwrap_or_default();
        let meant = read(self.class, &text);
        let is_meant = |candidate: &&Vec<u8>| {
            let found = read(self.class, candidate);
            is_sound(&found) && found.documents == meant.documents
        };
        Ok(candidates.iter().find(is_meant).cloned().unwrap_or(text))
    }
}

fn is_sound(parsed: &ParsedFile) -> bool {
    parsed.findings.iter().all(|finding| finding.severity != Severity::Error)
}
