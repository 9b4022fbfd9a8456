//! A file of a model as somebody writes it anew: the edits that it stands for, and what would be wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use archweave_model::change::files::write;
use archweave_model::change::{Change, ChangeSet, Changes, DocumentId, Source, apply, diff};
use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::yaml::{self, FileClass};

use crate::change::commit::new_findings;
use crate::{AppError, Hosted, Revision};

/// What a text comes to.
#[derive(Clone, Debug, Default)]
pub struct DocumentReading {
    /// What it takes; empty where nothing differs or the text cannot be taken.
    pub edits: ChangeSet,
    /// The file as it would be after these edits: comments and spacing are those that it has now.
    pub text: String,
    /// What is wrong with the text, and what the model would have that it has not now. With line and column.
    pub findings: Vec<Diagnostic>,
}

impl DocumentReading {
    /// Whether nothing keeps it from being committed.
    pub fn is_valid(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl Hosted {
    /// What it takes to make the file at `path` say what `text` says. Nothing is changed.
    pub fn read_document(
        &self,
        revision: &Revision,
        path: &str,
        text: &str,
    ) -> Result<DocumentReading, AppError> {
        let Some(class) = FileClass::of(path) else {
            let message = format!("`{path}` is no file of a model; see docs/reference/file-format.md");
            return Err(AppError::Invalid(message));
        };
        if text.len() > yaml::MAX_FILE_BYTES {
            let message =
                format!("the text has more than {} bytes; divide it among files", yaml::MAX_FILE_BYTES);
            return Err(AppError::Limited(message));
        }
        let now = revision.snapshot();
        let parsed = Arc::new(yaml::read(class, text.as_bytes()));
        let mut findings: Vec<Diagnostic> =
            parsed.findings.iter().map(|finding| finding.clone().file(path)).collect();
        yaml::locate(&mut findings, |_| Some(text.to_owned()));
        let mut reading = DocumentReading { findings, ..DocumentReading::default() };
        if !reading.is_valid() {
            return Ok(reading);
        }
        let is_whole = |id: &DocumentId| matches!(id, DocumentId::Manifest);
        let before = now.file(path).into_iter().flat_map(|file| &file.documents);
        let ids: BTreeSet<DocumentId> =
            before.chain(&parsed.documents).map(|document| DocumentId::of(document, path)).collect();
        if parsed.documents.is_empty() && ids.iter().any(is_whole) {
            return Err(AppError::Invalid("a model keeps its `archweave.yaml`".into()));
        }
        let after = now.update(vec![(path.into(), Some(parsed))]);
        // An id that another file uses: the reader must not lose one of the two.
        reading.findings.extend(new_errors_of_ids(now, &after, path, text));
        if !reading.is_valid() {
            return Ok(reading);
        }
        let change = |id: DocumentId| {
            let change = Change { before: now.document(&id), after: after.document(&id) };
            (change.before != change.after).then_some((id, change))
        };
        let changes: Changes = ids.into_iter().filter_map(change).collect();
        reading.edits = diff(&changes);
        let bytes = |file: &str| self.file(revision, file).ok();
        reading.text = match apply(now, &reading.edits) {
            Ok(applied) => match write(now, &applied, &[], &bytes) {
                Ok(written) => match written.files.into_iter().find(|file| &*file.path == path) {
                    Some(file) => file.text.unwrap_or_default(),
                    None => bytes(path).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default(),
                },
                Err(error) => return Ok(refused(reading, path, &error.to_string())),
            },
            Err(error) => return Ok(refused(reading, path, &error.to_string())),
        };
        let source = |file: &str| match file == path {
            true => Some(text.as_bytes().to_vec()),
            false => bytes(file),
        };
        let (errors, rest) = new_findings(now, &after, &source);
        let known: Vec<Diagnostic> = reading.findings.clone();
        reading.findings.extend(errors.into_iter().chain(rest).filter(|finding| !known.contains(finding)));
        Ok(reading)
    }
}

/// Findings about ids that two documents use.
fn new_errors_of_ids(
    now: &archweave_model::snapshot::Snapshot,
    after: &archweave_model::snapshot::Snapshot,
    path: &str,
    text: &str,
) -> Vec<Diagnostic> {
    let of_ids = |finding: &Diagnostic| matches!(finding.code, "duplicate-id" | "duplicate-relation");
    let known = now.diagnostics();
    let is_known = |finding: &Diagnostic| {
        known.iter().any(|known| (known.code, &known.message) == (finding.code, &finding.message))
    };
    let found = after.diagnostics().into_iter().filter(|finding| of_ids(finding) && !is_known(finding));
    let mut found: Vec<Diagnostic> = found.collect();
    yaml::locate(&mut found, |file| (file == path).then(|| text.to_owned()));
    found
}

fn refused(mut reading: DocumentReading, path: &str, reason: &str) -> DocumentReading {
    reading.findings.push(Diagnostic::error("wrong-type", reason).file(path).line(1, 1));
    reading.edits = ChangeSet::default();
    reading
}
