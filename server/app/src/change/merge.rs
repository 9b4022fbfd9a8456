//! Merging and reverting commits: three-way by meaning, onto a branch, as one commit.

use std::sync::Arc;
use std::time::Duration;

use archweave_model::change::files::write;
use archweave_model::change::{ChangeSet, Documents, apply, diff};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::snapshot::Snapshot;
use archweave_store::{BranchName, CommitError, FileTaken, FileWrite, Loaded, NewCommit, RevisionId};

use crate::change::compare::{add_documents, between};
use crate::change::events::RevisionAdded;
use crate::change::{Content, Merged, Refused, Resolutions, Side, three_way};
use crate::records::Act;
use crate::who::Editor;
use crate::{AppError, Hosted, Revision};

/// A merge that somebody wants.
#[derive(Clone, Debug)]
pub struct MergeRequest {
    /// The branch that gets the changes.
    pub into: BranchName,
    /// The commit whose changes it gets.
    pub from: RevisionId,
    /// Why; none for the usual sentence.
    pub message: Option<String>,
    /// Answers to conflicts.
    pub resolutions: Resolutions,
    /// Done on what was merged before it is checked: what it takes to make the combination right.
    pub edits: ChangeSet,
    /// Say what would come of it, and change nothing.
    pub is_dry_run: bool,
}

/// What came of a merge.
pub enum MergeOutcome {
    /// It is on the branch as a commit with two parents, and on disk.
    Merged(Box<MergeCommit>),
    /// The branch has all of it already.
    UpToDate(RevisionId),
    /// A person has to decide; nothing was done.
    Open(Box<OpenMerge>),
    /// An edit that should make it right could not be done, or the model would still be wrong.
    Refused(Refused),
}

/// A merge that was made, or would be.
#[derive(Clone, Debug)]
pub struct MergeCommit {
    /// The new revision; on a dry run, where the branch is.
    pub revision: RevisionId,
    /// What changed on the branch.
    pub edits: ChangeSet,
    /// Findings that only the combination has, none of them an error.
    pub findings: Vec<Diagnostic>,
    /// What was decided without asking, and what was resolved.
    pub merge: archweave_model::change::merge::Merge,
}

/// What a person has to decide, and between what.
pub struct OpenMerge {
    /// The common ancestor.
    pub base: RevisionId,
    /// Where the branch is.
    pub ours: RevisionId,
    /// What it is to get.
    pub theirs: RevisionId,
    /// Conflicts and findings.
    pub merged: Merged,
}

/// How often a merge is made anew because the branch moved.
const MAX_TRIES: usize = 5;
/// How long a merge waits for a push to the same branch.
const PATIENCE: Duration = Duration::from_secs(60);

/// Three revisions, and what to make of them.
struct Three<'a> {
    base: Arc<Revision>,
    theirs: Arc<Revision>,
    /// The parent beside the branch itself; none for a revert.
    second_parent: Option<RevisionId>,
    action: &'static str,
    message: String,
    request: &'a MergeRequest,
}

impl Hosted {
    /// The newest commit from which two lines of work went apart.
    pub fn common_ancestor(&self, a: RevisionId, b: RevisionId) -> Result<Option<RevisionId>, AppError> {
        Ok(self.repository.common(a, b)?)
    }
}

impl Editor {
    /// Merges a commit into a branch.
    pub fn merge(&self, request: &MergeRequest) -> Result<MergeOutcome, AppError> {
        let hosted = &self.hosted;
        self.retried(&request.into, |ours| {
            let base = hosted.common_ancestor(ours, request.from)?.ok_or_else(|| {
                AppError::Invalid("the two have no commit in common; import the one into the other".into())
            })?;
            if base == request.from {
                return Ok(Some(MergeOutcome::UpToDate(ours)));
            }
            let usual = || format!("Merge {} into {}", self.named(request.from), request.into);
            let three = Three {
                base: hosted.revision(base)?,
                theirs: hosted.revision(request.from)?,
                second_parent: Some(request.from),
                action: "merge",
                message: request.message.clone().unwrap_or_else(usual),
                request,
            };
            self.combine(&three, ours)
        })
    }

    /// Takes back on a branch what a commit did (of a merge: what it brought to its first parent).
    /// `request.from` is that commit.
    pub fn revert(&self, request: &MergeRequest) -> Result<MergeOutcome, AppError> {
        let hosted = &self.hosted;
        let commit = hosted
            .commit(request.from)
            .ok_or_else(|| AppError::NotFound(format!("there is no commit {}", request.from)))?;
        let Some(parent) = commit.parents.first().copied() else {
            return Err(AppError::Invalid(
                "the first commit cannot be reverted: nothing was before it".into(),
            ));
        };
        let title = commit.message.lines().next().unwrap_or_default();
        let usual = format!("Revert \"{title}\"\n\nThis reverts commit {}.", request.from);
        self.retried(&request.into, |ours| {
            let three = Three {
                base: hosted.revision(request.from)?,
                theirs: hosted.revision(parent)?,
                second_parent: None,
                action: "revert",
                message: request.message.clone().unwrap_or_else(|| usual.clone()),
                request,
            };
            self.combine(&three, ours)
        })
    }

    /// Tries while others move the branch.
    fn retried(
        &self,
        branch: &BranchName,
        attempt: impl Fn(RevisionId) -> Result<Option<MergeOutcome>, AppError>,
    ) -> Result<MergeOutcome, AppError> {
        for _ in 0..MAX_TRIES {
            if let Some(outcome) = attempt(self.hosted.branch_head(branch)?)? {
                return Ok(outcome);
            }
        }
        Err(AppError::Stale(format!("branch `{branch}` moves faster than this merge can follow; try again")))
    }

    /// The name of the branch that is at a revision, else the start of its id.
    fn named(&self, revision: RevisionId) -> String {
        let branches = self.hosted.branches().unwrap_or_default();
        let found = branches.into_iter().find(|branch| branch.revision == revision);
        found.map_or_else(|| revision.to_string()[..10].to_owned(), |branch| format!("`{}`", branch.name))
    }

    /// One try; none if the branch moved meanwhile.
    fn combine(&self, three: &Three<'_>, head: RevisionId) -> Result<Option<MergeOutcome>, AppError> {
        let (hosted, request) = (&self.hosted, three.request);
        let ours = hosted.revision(head)?;
        let side = |revision: &Arc<Revision>| Side::revision(hosted.clone(), revision.clone());
        let sides = [side(&three.base), side(&ours), side(&three.theirs)];
        let mut merged = three_way(&sides[0], &sides[1], &sides[2], &request.resolutions)?;
        if !merged.merge.conflicts.is_empty() {
            return Ok(Some(self.open(three, head, merged)));
        }
        if !request.edits.is_empty()
            && let Err(refused) = with_edits(&mut merged, &request.edits, &sides)
        {
            return Ok(Some(MergeOutcome::Refused(refused)));
        }
        if merged.needs_a_person() {
            return Ok(Some(self.open(three, head, merged)));
        }
        let edits = edits_of(ours.snapshot(), &merged);
        if request.is_dry_run {
            return Ok(Some(of_merged(head, edits, merged)));
        }
        let held = hosted.locks.hold([request.into.reference()], PATIENCE);
        let Some(_held) = held else {
            return Err(AppError::Unavailable(format!("branch `{}` is busy; try again", request.into)));
        };
        match self.write(three, &ours.loaded, &merged) {
            Ok(loaded) => {
                let revision = loaded.revision;
                hosted.adopt(&request.into, loaded);
                self.tell_of(three, head, revision, &edits);
                Ok(Some(of_merged(revision, edits, merged)))
            }
            Err(CommitError::Stale { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn write(&self, three: &Three<'_>, ours: &Loaded, merged: &Merged) -> Result<Loaded, CommitError> {
        let mut batch = self.hosted.repository.batch(&three.request.into, Some(ours.revision))?;
        let (mut files, mut taken) = (Vec::new(), Vec::new());
        for (path, content) in &merged.files {
            let path = path.to_string();
            match content {
                Content::Theirs(Some(held)) => {
                    taken.push(FileTaken { path, blob: held.blob, mode: held.mode })
                }
                Content::Theirs(None) | Content::Gone => files.push(FileWrite { path, bytes: None }),
                Content::Bytes(bytes) => files.push(FileWrite { path, bytes: Some(bytes.clone()) }),
            }
        }
        let author = self.who.signature();
        let other_parents = three.second_parent.into_iter().collect();
        let message = &three.message;
        let commit = NewCommit { files, taken, other_parents, author: &author, committer: &author, message };
        let next = batch.add(ours, commit)?;
        batch.finish()?;
        Ok(next)
    }

    fn tell_of(&self, three: &Three<'_>, before: RevisionId, revision: RevisionId, edits: &ChangeSet) {
        let (hosted, request) = (&self.hosted, three.request);
        let detail = three.message.lines().next().unwrap_or_default().to_owned();
        let (reference, revision_id) = (request.into.reference(), Some(revision));
        let act = Act { action: three.action, outcome: "done", reference, revision: revision_id, detail };
        hosted.note(vec![(self.who.clone(), act)]);
        hosted.events.send(RevisionAdded {
            model: hosted.name().to_owned(),
            branch: request.into.as_str().to_owned(),
            before: Some(before),
            revision,
            by: self.who.name.clone(),
            changes: Some(Arc::new(edits.clone())),
        });
    }

    fn open(&self, three: &Three<'_>, ours: RevisionId, merged: Merged) -> MergeOutcome {
        let (base, theirs) = (three.base.id(), three.theirs.id());
        if !three.request.is_dry_run {
            let count = merged.merge.conflicts.len();
            let detail = format!("{count} conflicts, {} findings", merged.integrity.len());
            let reference = three.request.into.reference();
            let act = Act { action: three.action, outcome: "refused", reference, revision: None, detail };
            self.hosted.note(vec![(self.who.clone(), act)]);
        }
        MergeOutcome::Open(Box::new(OpenMerge { base, ours, theirs, merged }))
    }
}

fn of_merged(revision: RevisionId, edits: ChangeSet, merged: Merged) -> MergeOutcome {
    let (findings, merge) = (merged.integrity, merged.merge);
    MergeOutcome::Merged(Box::new(MergeCommit { revision, edits, findings, merge }))
}

/// Edits on top of what was merged.
fn with_edits(merged: &mut Merged, edits: &ChangeSet, sides: &[Side; 3]) -> Result<(), Refused> {
    let [_, ours, theirs] = sides;
    let refused = |reason: String, edit| Refused { reason, edit, findings: Vec::new() };
    let applied = apply(&merged.snapshot, edits).map_err(|e| refused(e.to_string(), Some(e.edit)))?;
    let written = write(&merged.snapshot, &applied, &[], &|path| merged.bytes(path, ours, theirs));
    let written = written.map_err(|error| refused(error.to_string(), None))?;
    for file in written.files {
        let content = file.text.map_or(Content::Gone, |text| Content::Bytes(text.into_bytes()));
        merged.files.retain(|(path, _)| **path != *file.path);
        merged.files.push((Arc::from(&*file.path), content));
    }
    merged.check(ours, theirs);
    Ok(())
}

/// What the merge changes of ours.
fn edits_of(ours: &Snapshot, merged: &Merged) -> ChangeSet {
    let (mut before, mut after) = (Documents::new(), Documents::new());
    for (path, _) in &merged.files {
        add_documents(&mut before, path, ours.file(path).map(|parsed| &**parsed));
        add_documents(&mut after, path, merged.snapshot.file(path).map(|parsed| &**parsed));
    }
    diff(&between(before, after))
}
