//! Edits onto a branch. If the branch moved since the edits were made and nothing conflicts, they are
//! merged onto where it is.

use std::collections::BTreeSet;

use archweave_model::change::ItemId;
use archweave_model::change::files::{FileWrite, write};
use archweave_model::change::merge::{Conflict, Options, Resolutions, Side, integrity, merge};
use archweave_model::change::{
    self, Applied, ChangeSet, Changes, DocumentId, Documents, EditError, Source, apply, diff, take_apart,
};
use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml;
use archweave_store::{BranchName, Loaded, RevisionId};

use crate::change::lane;
use crate::who::Editor;
use crate::{AppError, Hosted};

/// What somebody wants committed.
#[derive(Clone, Debug)]
pub struct CommitRequest {
    /// The branch.
    pub branch: BranchName,
    /// The revision that the edits were made on.
    pub base: RevisionId,
    /// Why; the first line is the title.
    pub message: String,
    /// What.
    pub changes: ChangeSet,
    /// Answers to conflicts that an earlier try met.
    pub resolutions: Resolutions,
    /// Say what would come of it, and change nothing.
    pub is_dry_run: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum CommitOutcome {
    /// It is on the branch, and on disk.
    Committed(Box<Committed>),
    /// Others changed the same; nothing was done.
    Conflicted(Vec<Conflict>),
    /// The model would be wrong; nothing was done.
    Refused(Refused),
    /// The branch is not there any more, or was rewritten; look again.
    Stale(String),
}

/// A commit that was made, or would be.
#[derive(Clone, Debug)]
pub struct Committed {
    /// The new revision; where nothing differed, or on a dry run, where the branch is.
    pub revision: RevisionId,
    /// What changed on the branch.
    pub edits: ChangeSet,
    /// What takes it back, bytes and all.
    pub undo: ChangeSet,
    /// Findings that are new, none of them an error.
    pub findings: Vec<Diagnostic>,
    /// Whether the branch had moved, so that the edits were merged.
    pub is_merged: bool,
}

/// Why a change was refused.
#[derive(Clone, Debug)]
pub struct Refused {
    /// One sentence.
    pub reason: String,
    /// Which edit could not be done, from 0; none where the outcome is wrong.
    pub edit: Option<usize>,
    /// New errors of the model as it would be, with line and column there.
    pub findings: Vec<Diagnostic>,
}

/// A change set is larger than anything a person makes.
pub const MAX_EDITS: usize = 10_000;
/// Bytes of a commit's message.
pub const MAX_MESSAGE_BYTES: usize = 64 << 10;

impl Editor {
    /// Commits edits, flushed to disk when this returns. Many callers share one flush.
    pub fn commit_changes(&self, request: CommitRequest) -> Result<CommitOutcome, AppError> {
        if request.message.trim().is_empty() {
            return Err(AppError::Invalid("say in a message why this is changed".into()));
        }
        if request.message.len() > MAX_MESSAGE_BYTES {
            return Err(AppError::Limited(format!("the message has more than {MAX_MESSAGE_BYTES} bytes")));
        }
        if request.changes.edits.len() > MAX_EDITS {
            let message = format!("more than {MAX_EDITS} edits; import a model instead, or commit in parts");
            return Err(AppError::Limited(message));
        }
        lane::commit(self, request)
    }
}

/// A commit that can be made.
pub(super) struct Prepared {
    pub(super) files: Vec<FileWrite>,
    pub(super) edits: ChangeSet,
    pub(super) undo: ChangeSet,
    pub(super) is_merged: bool,
}

/// What the edits come to where the branch is now.
pub(super) fn prepare(
    hosted: &Hosted,
    request: &CommitRequest,
    now: &Loaded,
    bytes: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<Result<Prepared, CommitOutcome>, AppError> {
    let is_merged = request.base != now.revision;
    let applied = match is_merged {
        false => apply(&now.snapshot, &request.changes),
        true => {
            let base = match hosted.revision(request.base) {
                Ok(base) => base,
                Err(AppError::NotFound(_)) => {
                    let why = format!("revision {} is not known here; load the model again", request.base);
                    return Ok(Err(CommitOutcome::Stale(why)));
                }
                Err(error) => return Err(error),
            };
            match onto(base.snapshot(), &now.snapshot, request) {
                Ok(applied) => applied,
                Err(outcome) => return Ok(Err(outcome)),
            }
        }
    };
    let applied = match applied {
        Ok(applied) => applied,
        Err(error) => return Ok(Err(wrong_edit(&error))),
    };
    let written = match write(&now.snapshot, &applied, &request.changes.verbatim, bytes) {
        Ok(written) => written,
        Err(error) => {
            let reason = error.to_string();
            return Ok(Err(CommitOutcome::Refused(Refused { reason, edit: None, findings: Vec::new() })));
        }
    };
    let mut undo = change::invert(&applied);
    undo.verbatim = written.undo;
    Ok(Ok(Prepared { files: written.files, edits: diff(&applied.changes), undo, is_merged }))
}

fn wrong_edit(error: &EditError) -> CommitOutcome {
    CommitOutcome::Refused(Refused {
        reason: error.to_string(),
        edit: Some(error.edit),
        findings: Vec::new(),
    })
}

/// The edits, made on `base`, as changes of `now`.
fn onto(
    base: &Snapshot,
    now: &Snapshot,
    request: &CommitRequest,
) -> Result<Result<Applied, EditError>, CommitOutcome> {
    let applied = apply(base, &request.changes).map_err(|error| wrong_edit(&error))?;
    let touched = touched(base, now, &applied.changes);
    let (mut in_base, mut in_ours, mut in_theirs) = (Documents::new(), Documents::new(), Documents::new());
    for id in touched {
        let before = base.document(&id);
        let after = match applied.changes.get(&id) {
            Some(change) => change.after.clone(),
            None => before.clone(),
        };
        let sides = [(&mut in_base, before), (&mut in_ours, now.document(&id)), (&mut in_theirs, after)];
        for (documents, placed) in sides {
            if let Some(placed) = placed {
                documents.insert(id.clone(), placed);
            }
        }
    }
    if in_base == in_ours {
        // Nobody touched the same documents.
        return Ok(apply(now, &request.changes));
    }
    let options = Options { newer: Side::Theirs, language: now.main_language().into() };
    let merged = merge(&in_base, &in_ours, &in_theirs, &options, &request.resolutions);
    match merged.conflicts.is_empty() {
        true => Ok(Ok(Applied { changes: merged.changes, texts: applied.texts })),
        false => Err(CommitOutcome::Conflicted(merged.conflicts)),
    }
}

/// The documents that edits change, and those to which others have moved relations from there.
fn touched(base: &Snapshot, now: &Snapshot, changes: &Changes) -> BTreeSet<DocumentId> {
    let mut found: BTreeSet<DocumentId> = changes.keys().cloned().collect();
    for (id, change) in changes {
        let sides = [&change.before, &change.after].into_iter().flatten();
        for item in sides.flat_map(|placed| take_apart(id, &placed.document)) {
            if let ItemId::Relation(relation) = &item.id {
                found.extend([base, now].into_iter().filter_map(|model| model.holder(relation.as_str())));
            }
        }
    }
    found
}

/// Findings that `after` has and `before` has not, waived ones left out: those that refuse the change,
/// and the rest. With line and column.
pub(crate) fn new_findings(
    before: &Snapshot,
    after: &Snapshot,
    bytes: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut found = integrity(before, before, after);
    if found.is_empty() {
        return (found, Vec::new());
    }
    // No change takes the manifest away, and the rules that it sets with it.
    for finding in found.iter_mut().filter(|finding| finding.code == "missing-manifest") {
        finding.severity = Severity::Error;
    }
    let (mut found, _) = crate::report::on_day(&crate::report::today(), after, found, false);
    yaml::locate(&mut found, |path| String::from_utf8(bytes(path)?).ok());
    found.into_iter().partition(|finding| finding.severity == Severity::Error)
}
