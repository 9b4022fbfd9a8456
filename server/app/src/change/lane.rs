//! Commits of many people onto one branch: whoever comes first does the work of all who wait, in the
//! order in which they came, with one flush.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use archweave_model::change::ChangeSet;
use archweave_model::change::files::FileWrite;
use archweave_store::{Batch, BranchName, CommitError, Loaded, NewCommit, RevisionId};

use crate::change::commit::{
    CommitOutcome, CommitRequest, Committed, Prepared, Refused, new_findings, prepare,
};
use crate::change::events::RevisionAdded;
use crate::change::locks::Waited;
use crate::records::Act;
use crate::who::{Editor, Identity};
use crate::{AppError, Hosted};

/// Commits that wait, by branch.
#[derive(Default)]
pub(crate) struct Lanes(Mutex<HashMap<BranchName, Vec<Arc<Job>>>>);

/// One commit that waits.
struct Job {
    request: CommitRequest,
    who: Identity,
    outcome: Mutex<Option<Result<CommitOutcome, AppError>>>,
}

/// How long a commit waits for a push to the same branch.
const PATIENCE: Duration = Duration::from_secs(60);
/// Commits in one flush.
const MAX_BATCH: usize = 64;
/// How often a batch is made anew because somebody outside moved the branch.
const MAX_TRIES: usize = 5;

impl Lanes {
    fn add(&self, job: Arc<Job>) {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.entry(job.request.branch.clone()).or_default().push(job);
    }

    fn take(&self, branch: &BranchName) -> Vec<Arc<Job>> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(lane) = lanes.get_mut(branch) else { return Vec::new() };
        let count = lane.len().min(MAX_BATCH);
        let taken = lane.drain(..count).collect();
        if lane.is_empty() {
            lanes.remove(branch);
        }
        taken
    }

    /// Takes a job back that nobody has begun.
    fn withdraw(&self, job: &Arc<Job>) {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = lanes.get_mut(&job.request.branch) {
            lane.retain(|other| !Arc::ptr_eq(other, job));
        }
    }
}

impl Job {
    fn answer(&self, outcome: Result<CommitOutcome, AppError>) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
    }

    fn is_answered(&self) -> bool {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn take_answer(&self) -> Result<CommitOutcome, AppError> {
        let answer = self.outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.unwrap_or_else(|| Err(AppError::Internal("a commit was not answered".into())))
    }
}

/// Commits, together with whoever else commits to the branch now.
pub(super) fn commit(editor: &Editor, request: CommitRequest) -> Result<CommitOutcome, AppError> {
    let hosted = &editor.hosted;
    let job = Arc::new(Job { request, who: editor.who.clone(), outcome: Mutex::default() });
    hosted.lanes.add(job.clone());
    let branch = &job.request.branch;
    loop {
        let is_answered = || job.is_answered();
        let _held = match hosted.locks.hold_unless([branch.reference()], PATIENCE, is_answered) {
            Waited::Held(held) => held,
            Waited::Needless => return job.take_answer(),
            Waited::InVain => {
                hosted.lanes.withdraw(&job);
                let busy = format!("branch `{branch}` is busy with a long push; try again");
                return if job.is_answered() { job.take_answer() } else { Err(AppError::Unavailable(busy)) };
            }
        };
        let jobs = hosted.lanes.take(branch);
        Work { hosted, branch }.run(&jobs);
    }
}

struct Work<'a> {
    hosted: &'a Hosted,
    branch: &'a BranchName,
}

/// A commit in a batch that is not flushed yet.
struct Pending {
    job: Arc<Job>,
    before: Option<RevisionId>,
    committed: Committed,
}

/// Why a flush came to nothing.
enum Trouble {
    /// Somebody outside moved the branch: try again.
    Stale,
    Failed(AppError),
}

impl From<CommitError> for Trouble {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Stale { .. } => Self::Stale,
            error => Self::Failed(error.into()),
        }
    }
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl Work<'_> {
    /// Answers all jobs.
    fn run(&self, jobs: &[Arc<Job>]) {
        let mut left: Vec<Arc<Job>> = jobs.to_vec();
        for _ in 0..MAX_TRIES {
            match self.batch(&left) {
                Ok(()) => return,
                Err(Trouble::Stale) => left.retain(|job| !job.is_answered()),
                Err(Trouble::Failed(error)) => return self.fail(&left, &error),
            }
        }
        let why = format!("branch `{}` moves faster than this change can follow; try again", self.branch);
        let open = left.iter().filter(|job| !job.is_answered());
        open.for_each(|job| job.answer(Ok(CommitOutcome::Stale(why.clone()))));
    }

    fn fail(&self, jobs: &[Arc<Job>], error: &AppError) {
        let mut acts = Vec::new();
        for job in jobs {
            let mut outcome = job.outcome.lock().unwrap_or_else(PoisonError::into_inner);
            if outcome.is_none() {
                *outcome = Some(Err(error.again()));
                acts.push((job.who.clone(), self.act("failed", None, error.to_string())));
            }
        }
        self.note(acts);
    }

    /// One flush. An error leaves those jobs unanswered that wait for it.
    fn batch(&self, jobs: &[Arc<Job>]) -> Result<(), Trouble> {
        let hosted = self.hosted;
        let Some(head) = hosted.repository.branch(self.branch).map_err(AppError::from)? else {
            let why = format!("there is no branch `{}`; create it, or name another", self.branch);
            jobs.iter().for_each(|job| job.answer(Ok(CommitOutcome::Stale(why.clone()))));
            return Ok(());
        };
        let start = hosted.revision(head)?;
        let mut batch = hosted.repository.batch(self.branch, Some(head))?;
        let mut now = start.loaded.clone();
        let mut pending: Vec<Pending> = Vec::new();
        // Files that earlier commits of the batch have written: git does not have them yet.
        let mut fresh: HashMap<Box<str>, Option<Vec<u8>>> = HashMap::new();
        let mut acts = Vec::new();
        for job in jobs {
            let bytes = |path: &str| match fresh.get(path) {
                Some(written) => written.clone(),
                None => hosted.file(&start, path).ok(),
            };
            let prepared = match prepare(hosted, &job.request, &now, &bytes) {
                Ok(Ok(prepared)) => prepared,
                Ok(Err(outcome)) => {
                    acts.push((job.who.clone(), self.act("refused", None, said(&outcome))));
                    job.answer(Ok(outcome));
                    continue;
                }
                Err(error) => {
                    job.answer(Err(error));
                    continue;
                }
            };
            match self.add(&mut batch, &now, job, &prepared, &bytes)? {
                Err(outcome) => {
                    acts.push((job.who.clone(), self.act("refused", None, said(&outcome))));
                    job.answer(Ok(outcome));
                }
                Ok((next, committed)) => {
                    if job.request.is_dry_run {
                        batch.rewind(&now);
                        job.answer(Ok(CommitOutcome::Committed(Box::new(committed))));
                        continue;
                    }
                    let before = Some(now.revision);
                    now = next;
                    fresh
                        .extend(prepared.files.into_iter().map(|f| (f.path, f.text.map(String::into_bytes))));
                    pending.push(Pending { job: job.clone(), before, committed });
                }
            }
        }
        if now.revision != head {
            batch.finish()?;
            hosted.adopt(self.branch, now);
        }
        for Pending { job, before, committed } in pending {
            acts.push((
                job.who.clone(),
                self.act("done", Some(committed.revision), title(&job.request.message)),
            ));
            if before != Some(committed.revision) {
                hosted.events.send(RevisionAdded {
                    model: hosted.name().to_owned(),
                    branch: self.branch.as_str().to_owned(),
                    before,
                    revision: committed.revision,
                    by: job.who.name.clone(),
                    changes: Some(Arc::new(ChangeSet::new(committed.edits.edits.clone()))),
                });
            }
            job.answer(Ok(CommitOutcome::Committed(Box::new(committed))));
        }
        self.note(acts);
        Ok(())
    }

    /// Adds a commit to the batch, unless the model would have new errors.
    fn add(
        &self,
        batch: &mut Batch<'_>,
        now: &Loaded,
        job: &Job,
        prepared: &Prepared,
        bytes: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Result<(Loaded, Committed), CommitOutcome>, CommitError> {
        let author = job.who.signature();
        let commit = NewCommit {
            files: prepared.files.iter().map(stored).collect(),
            taken: Vec::new(),
            other_parents: Vec::new(),
            author: &author,
            committer: &author,
            message: &job.request.message,
        };
        let next = batch.add(now, commit)?;
        let after = |path: &str| match prepared.files.iter().find(|file| *file.path == *path) {
            Some(file) => file.text.clone().map(String::into_bytes),
            None => bytes(path),
        };
        let (errors, findings) = new_findings(&now.snapshot, &next.snapshot, &after);
        if !errors.is_empty() {
            batch.rewind(now);
            let reason = match errors.len() {
                1 => "the model would have a new error".to_owned(),
                count => format!("the model would have {count} new errors"),
            };
            return Ok(Err(CommitOutcome::Refused(Refused { reason, edit: None, findings: errors })));
        }
        let revision = if job.request.is_dry_run { now.revision } else { next.revision };
        let committed = Committed {
            revision,
            edits: prepared.edits.clone(),
            undo: prepared.undo.clone(),
            findings,
            is_merged: prepared.is_merged,
        };
        Ok(Ok((next, committed)))
    }

    fn act(&self, outcome: &'static str, revision: Option<RevisionId>, detail: String) -> Act {
        Act { action: "commit", outcome, reference: self.branch.reference(), revision, detail }
    }

    fn note(&self, acts: Vec<(Identity, Act)>) {
        self.hosted.note(acts);
    }
}

fn stored(file: &FileWrite) -> archweave_store::FileWrite {
    archweave_store::FileWrite {
        path: file.path.to_string(),
        bytes: file.text.clone().map(String::into_bytes),
    }
}

fn title(message: &str) -> String {
    message.trim().lines().next().unwrap_or_default().to_owned()
}

/// One line about an outcome that changed nothing.
fn said(outcome: &CommitOutcome) -> String {
    match outcome {
        CommitOutcome::Committed(_) => String::new(),
        CommitOutcome::Conflicted(conflicts) => format!("{} conflicts", conflicts.len()),
        CommitOutcome::Refused(refused) => refused.reason.clone(),
        CommitOutcome::Stale(why) => why.clone(),
    }
}
