//! A file that somebody sends to a server, onto a branch as one commit; or what would come of it.
//!
//! Files of the model that the import does not touch keep their bytes, those that it does touch keep their
//! comments. Start at [`Editor::bring`].

use std::time::Duration;

use archweave_interchange::{ImportError, csv};
use archweave_model::change::files::write;
use archweave_model::change::{Applied, Change, Changes, DocumentId, Source, diff, documents_of};
use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::model::{Image, Model};
use archweave_model::snapshot::Snapshot;
use archweave_model::stats::{Stats, stats};
use archweave_store::{BranchName, CommitError, FileWrite, Loaded, NewCommit, RevisionId};
use std::sync::Arc;

use super::combine::combined;
use super::{Known, import_known, unknown_format};
use crate::change::{Comparison, RevisionAdded, new_findings};
use crate::records::Act;
use crate::{AppError, Editor, Hosted, Revision};

/// What becomes of what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// It stays, unless the file says otherwise.
    Add,
    /// The branch then says what the file says, and nothing else.
    Replace,
}

/// A file to be brought in.
#[derive(Clone, Debug)]
pub struct BringRequest {
    /// The branch.
    pub branch: BranchName,
    /// Where the sender saw it.
    pub base: RevisionId,
    /// What people call the file.
    pub file_name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// What becomes of what is there.
    pub mode: ImportMode,
    /// Why; none for "Import <file>".
    pub message: Option<String>,
    /// Say what would come of it, and change nothing.
    pub is_dry_run: bool,
}

/// What came of it.
pub enum BringOutcome {
    /// It is on the branch, or would be.
    Brought(Box<Brought>),
    /// Nothing could be read, or it may not be there so.
    Refused {
        /// One sentence.
        reason: String,
        /// Line and column in the file, from 1.
        place: Option<(u32, u32)>,
    },
    /// The branch is elsewhere.
    Stale {
        /// One sentence.
        reason: String,
        /// Where it is.
        head: RevisionId,
    },
}

/// A file that was read and, but on a dry run, committed.
pub struct Brought {
    /// Where the branch is.
    pub revision: RevisionId,
    /// Name of the format.
    pub format: &'static str,
    /// Counts of the file.
    pub stats: Stats,
    /// What differs on the branch.
    pub comparison: Comparison,
    /// What was wrong with the file, or is kept without being understood.
    pub diagnostics: Vec<Diagnostic>,
    /// What the model has then that it had not before.
    pub findings: Vec<Diagnostic>,
}

/// How long to wait for whoever moves the branch.
const PATIENCE: Duration = Duration::from_secs(60);

impl Editor {
    /// Brings a file onto a branch.
    pub fn bring(&self, request: &BringRequest) -> Result<BringOutcome, AppError> {
        let hosted = &self.hosted;
        let is_wanted = !request.is_dry_run;
        let held = is_wanted.then(|| hosted.locks.hold([request.branch.reference()], PATIENCE));
        if matches!(held, Some(None)) {
            return Err(AppError::Unavailable(format!("branch `{}` is busy; try again", request.branch)));
        }
        let head = hosted.branch_head(&request.branch)?;
        if head != request.base {
            let reason = format!("branch `{}` moved since; look at the import again", request.branch);
            return Ok(BringOutcome::Stale { reason, head });
        }
        let now = hosted.revision(head)?;
        let known = match import_known(&request.file_name, &request.bytes) {
            Ok(Some(known)) => known,
            Ok(None) => return Ok(refused(unknown_format(&request.file_name))),
            Err(error) => return Ok(unreadable(&error)),
        };
        let before = hosted.model(&now)?;
        let (stats, format) = (stats(&known.imported.model), known.format);
        let (after, diagnostics) = match after(known, request, &before) {
            Ok(after) => after,
            Err(error) => return Ok(unreadable(&error)),
        };
        let plan = Plan::between(hosted, &now, &before, after)?;
        let mut brought = Brought {
            revision: head,
            format,
            stats,
            comparison: plan.comparison,
            diagnostics,
            findings: Vec::new(),
        };
        if plan.files.is_empty() {
            return Ok(BringOutcome::Brought(Box::new(brought)));
        }
        let next = match self.write_brought(request, &now.loaded, plan.files, &mut brought)? {
            Written::Done(next) => *next,
            Written::Planned => return Ok(BringOutcome::Brought(Box::new(brought))),
            Written::Refused(reason) => return Ok(refused(reason)),
            Written::Stale => {
                let reason = format!("branch `{}` moved since; look at the import again", request.branch);
                return Ok(BringOutcome::Stale { reason, head: hosted.branch_head(&request.branch)? });
            }
        };
        brought.revision = next.revision;
        hosted.adopt(&request.branch, next);
        self.tell_of_import(request, head, &brought);
        Ok(BringOutcome::Brought(Box::new(brought)))
    }

    /// Makes the commit, and leaves it at that on a dry run.
    fn write_brought(
        &self,
        request: &BringRequest,
        now: &Loaded,
        files: Vec<FileWrite>,
        brought: &mut Brought,
    ) -> Result<Written, AppError> {
        let hosted = &self.hosted;
        let mut batch = hosted.repository.batch(&request.branch, Some(now.revision))?;
        let author = self.who.signature();
        let message = request.message();
        let (taken, other_parents) = (Vec::new(), Vec::new());
        let written: Vec<(String, Option<Vec<u8>>)> =
            files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
        let written: std::collections::HashMap<String, Option<Vec<u8>>> = written.into_iter().collect();
        let commit =
            NewCommit { files, taken, other_parents, author: &author, committer: &author, message: &message };
        let next = match batch.add(now, commit) {
            Ok(next) => next,
            Err(CommitError::Stale { .. }) => return Ok(Written::Stale),
            Err(error) => return Err(error.into()),
        };
        let bytes = |path: &str| match written.get(path) {
            Some(bytes) => bytes.clone(),
            None => hosted.repository.blob(now.revision, path).ok(),
        };
        let (errors, rest) = new_findings(&now.snapshot, &next.snapshot, &bytes);
        let count = errors.len();
        brought.findings = errors.into_iter().chain(rest).collect();
        if count > 0 && hosted.is_protected(request.branch.as_str())? && !is_new(now) {
            let branch = &request.branch;
            return Ok(Written::Refused(format!(
                "the model would have {count} new errors, and branch `{branch}` is protected; import on a branch of your own and mend them there"
            )));
        }
        if request.is_dry_run {
            return Ok(Written::Planned);
        }
        match batch.finish() {
            Ok(_) => Ok(Written::Done(Box::new(next))),
            Err(CommitError::Stale { .. }) => Ok(Written::Stale),
            Err(error) => Err(error.into()),
        }
    }

    fn tell_of_import(&self, request: &BringRequest, before: RevisionId, brought: &Brought) {
        let (hosted, revision) = (&self.hosted, brought.revision);
        let detail = request.message().lines().next().unwrap_or_default().to_owned();
        let reference = request.branch.reference();
        let act = Act { action: "import", outcome: "done", reference, revision: Some(revision), detail };
        hosted.note(vec![(self.who.clone(), act)]);
        hosted.events.send(RevisionAdded {
            model: hosted.name().to_owned(),
            branch: request.branch.as_str().to_owned(),
            before: Some(before),
            revision,
            by: self.who.name.clone(),
            changes: Some(Arc::new(brought.comparison.edits.clone())),
        });
    }
}

enum Written {
    Done(Box<Loaded>),
    Planned,
    Refused(String),
    Stale,
}

impl BringRequest {
    fn message(&self) -> String {
        self.message.clone().unwrap_or_else(|| format!("Import {}", self.file_name))
    }
}

/// Whether a model has nothing yet: what is brought into it may be as wrong as its source.
fn is_new(now: &Loaded) -> bool {
    now.snapshot.element_count() == 0 && now.snapshot.views().len() == 0
}

fn refused(reason: String) -> BringOutcome {
    BringOutcome::Refused { reason, place: None }
}

fn unreadable(error: &ImportError) -> BringOutcome {
    let place = match error {
        ImportError::Malformed { line, column, .. } => Some((*line, *column)),
        _ => None,
    };
    BringOutcome::Refused { reason: error.to_string(), place }
}

/// The model as it shall be, and what was wrong with the file.
fn after(
    known: Known,
    request: &BringRequest,
    before: &Model,
) -> Result<(Model, Vec<Diagnostic>), ImportError> {
    let Known { imported, tables, .. } = known;
    match (tables, request.mode) {
        (Some(tables), ImportMode::Add) => {
            let merged = csv::merge(&request.file_name, &tables, before)?;
            Ok((merged.model, merged.diagnostics))
        }
        (_, ImportMode::Add) => Ok((combined(before, imported.model), imported.diagnostics)),
        (_, ImportMode::Replace) => Ok((imported.model, imported.diagnostics)),
    }
}

/// Files to write, and what they say that is new.
struct Plan {
    files: Vec<FileWrite>,
    comparison: Comparison,
}

impl Plan {
    fn between(hosted: &Hosted, now: &Revision, before: &Model, after: Model) -> Result<Self, AppError> {
        let snapshot = now.snapshot();
        let pictures = pictures(&before.images, &after.images);
        let changes = changes(snapshot, before, &after);
        let applied = Applied { changes, texts: Default::default() };
        let bytes = |path: &str| hosted.file(now, path).ok();
        let written =
            write(snapshot, &applied, &[], &bytes).map_err(|error| AppError::Invalid(error.to_string()))?;
        let text = |file: archweave_model::change::files::FileWrite| FileWrite {
            path: file.path.to_string(),
            bytes: file.text.map(String::into_bytes),
        };
        let paths = pictures.iter().map(|file| file.path.as_str().into()).collect();
        let comparison = Comparison { edits: diff(&applied.changes), changes: applied.changes, files: paths };
        Ok(Self { files: written.files.into_iter().map(text).chain(pictures).collect(), comparison })
    }
}

/// Documents that differ. What is there stays in its file.
fn changes(snapshot: &Snapshot, before: &Model, after: &Model) -> Changes {
    let mut changes = Changes::new();
    for (id, mut placed) in documents_of(after) {
        let old = snapshot.document(&id);
        if let Some(old) = &old {
            placed.file = old.file.clone();
        }
        if old.as_ref() != Some(&placed) {
            changes.insert(id, Change { before: old, after: Some(placed) });
        }
    }
    let known = documents_of(after);
    let gone = documents_of(before).into_keys().filter(|id| !known.contains_key(id));
    for id in gone.filter(|id| *id != DocumentId::Manifest) {
        changes.insert(id.clone(), Change { before: snapshot.document(&id), after: None });
    }
    changes.retain(|_, change| change.before != change.after);
    changes
}

/// Pictures that are new or other ones. Those that are not used any more stay: nobody misses the space.
fn pictures(before: &[Image], after: &[Image]) -> Vec<FileWrite> {
    let is_known = |image: &&Image| before.iter().any(|known| known == *image);
    let new = after.iter().filter(|image| !is_known(image));
    new.map(|image| FileWrite { path: image.path.to_string(), bytes: Some(image.bytes.to_vec()) }).collect()
}

impl Brought {
    /// How many of the new findings are errors.
    pub fn error_count(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }
}
