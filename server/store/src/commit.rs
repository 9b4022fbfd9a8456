//! Changed files to one commit, and a branch to that commit: a [`crate::Batch`] of one.

use std::io;

use archweave_model::model::Model;
use archweave_model::yaml::write_model;
use foldhash::HashMap;
use git2::{ObjectType, Oid};
use rayon::prelude::*;

use crate::batch::NewCommit;
use crate::diff::DiffError;
use crate::file::{Item, Refusal};
use crate::handles::GitError;
use crate::listing::changes;
use crate::load::LoadError;
use crate::parse::on_two_threads;
use crate::reference::References;
use crate::repository::Git;
use crate::resolve::default_branch;
use crate::stage::StageError;
use crate::{BranchName, Kind, Repository, RevisionId, Signature};

/// A file to be written or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileWrite {
    /// Path within the repository.
    pub path: String,
    /// Its content; none removes the file, if it is there.
    pub bytes: Option<Vec<u8>>,
}

/// What came of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// The branch is at this new commit.
    Moved(RevisionId),
    /// The branch holds just this already; no commit was made.
    Unchanged(RevisionId),
}

impl Committed {
    /// Where the branch is.
    pub fn revision(self) -> RevisionId {
        match self {
            Self::Moved(revision) | Self::Unchanged(revision) => revision,
        }
    }
}

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Somebody else moved the branch first; load `actual`, merge, try again.
    #[error("branch `{branch}` is at {}, expected {}", shown(actual), shown(expected))]
    Stale {
        /// Which branch.
        branch: BranchName,
        /// Where the caller saw it; none if it should not exist.
        expected: Option<RevisionId>,
        /// Where it is; none if it does not exist.
        actual: Option<RevisionId>,
    },
    /// A plain folder has no history; use a repository.
    #[error("`{0}` is a plain folder; commits need a git repository")]
    Folder(String),
    /// Moving it would make the work tree look changed; use another branch or a bare repository.
    #[error(
        "branch `{0}` is checked out in the work tree; commit to another branch and merge it with git, or use a bare repository"
    )]
    CheckedOut(BranchName),
    /// Another process holds the lock; try again, or remove a lock file that a crash left.
    #[error("branch `{0}` is locked by another process")]
    Busy(BranchName),
    /// `a` and `a/b` cannot both be branches.
    #[error("branch `{branch}` cannot be made beside `{other}`")]
    Taken {
        /// The new name.
        branch: BranchName,
        /// What is there.
        other: String,
    },
    /// Git does not take the path, or it comes twice.
    #[error("`{0}` cannot be the path of a file in this commit")]
    Path(String),
    /// The batch is somewhere else than the model that it was given; load the one where it is.
    #[error("the model of {model} is not where the commits for branch `{branch}` are")]
    Elsewhere {
        /// What was given.
        model: RevisionId,
        /// For which branch.
        branch: BranchName,
    },
    /// The repository has no such commit or content.
    #[error("the repository does not have {0}")]
    Unknown(String),
    /// The branch does not exist and no commit was added.
    #[error("there is nothing to start branch `{0}` with")]
    Nothing(BranchName),
    /// The parent cannot be read.
    #[error(transparent)]
    Parent(#[from] LoadError),
    /// The disk refused.
    #[error("cannot write to the repository: {0}")]
    Io(#[from] io::Error),
    /// Git refused.
    #[error("cannot write to the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for CommitError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl CommitError {
    pub(crate) fn of_stage(error: StageError, parent: Option<RevisionId>) -> Self {
        match (error, parent) {
            (StageError::FileAndFolder(path), _) => Self::Path(path),
            (StageError::Read(DiffError::Git(error)), None) => error.into(),
            (StageError::Read(error), Some(parent)) => LoadError::of_diff(error, parent).into(),
            (StageError::Read(error), None) => {
                LoadError::Damaged { object: "tree".to_owned(), reason: error.to_string() }.into()
            }
        }
    }
}

impl Repository {
    /// Commits `files` on top of `expected` and moves `branch` there; `expected` none starts the
    /// branch with a commit without parents. Files that are not named stay as they are.
    pub fn commit(
        &self,
        branch: &BranchName,
        expected: Option<RevisionId>,
        files: Vec<FileWrite>,
        author: &Signature,
        message: &str,
    ) -> Result<Committed, CommitError> {
        let mut batch = self.batch(branch, expected)?;
        let (committed, _) = batch.add_commit(one_commit(files, author, message))?;
        batch.finish()?;
        Ok(committed)
    }

    /// Commits `model` in place of the one that `expected` holds. Files that do not belong to a
    /// model (README, CI settings) stay as they are.
    pub fn commit_model(
        &self,
        branch: &BranchName,
        expected: Option<RevisionId>,
        model: &Model,
        author: &Signature,
        message: &str,
    ) -> Result<Committed, CommitError> {
        let mut batch = self.batch(branch, expected)?;
        let mut old: HashMap<String, Oid> = HashMap::default();
        if let (Some(git), Some(revision), Some(base)) = (self.git(), expected, batch.tree()) {
            let found = git.handles.with_objects(|objects| changes(objects, None, Some(base)));
            for (path, after) in found.map_err(|error| LoadError::of_diff(error, revision))? {
                // A path that is not text, or only a folder, names no file.
                if let Some((id, item)) = after
                    && !matches!(item, Item::Refused(why) if matches!(*why, Refusal::Encoding | Refusal::TooDeep))
                {
                    old.insert(path.to_string(), id);
                }
            }
        }
        let new = write_model(model);
        let differs = |file: &archweave_model::yaml::OutFile| {
            let id = Oid::hash_object(ObjectType::Blob, &file.bytes).ok();
            id.is_none() || id != old.get(&file.path).copied()
        };
        let differs: Vec<bool> = match old.is_empty() {
            true => vec![true; new.len()],
            false => on_two_threads(|| new.par_iter().with_min_len(256).map(differs).collect()),
        };
        let mut files = Vec::new();
        for (file, differs) in new.into_iter().zip(differs) {
            old.remove(&file.path);
            if differs {
                files.push(FileWrite { path: file.path, bytes: Some(file.bytes) });
            }
        }
        files.extend(old.into_keys().map(|path| FileWrite { path, bytes: None }));
        let (committed, _) = batch.add_commit(one_commit(files, author, message))?;
        batch.finish()?;
        Ok(committed)
    }

    /// The git repository, if this branch may be moved from `expected`.
    pub(crate) fn writable(
        &self,
        branch: &BranchName,
        expected: Option<RevisionId>,
    ) -> Result<&Git, CommitError> {
        let Some(git) = self.writable_git() else {
            return Err(CommitError::Folder(self.path().display().to_string()));
        };
        git.handles.with(|repository| {
            let checked_out =
                self.kind() == Kind::WorkingClone && default_branch(repository)?.as_ref() == Some(branch);
            if checked_out {
                return Err(CommitError::CheckedOut(branch.clone()));
            }
            let references = References { git: repository, folder: &git.folder };
            let actual = references.target(&branch.reference())?.map(RevisionId::from);
            match actual == expected {
                true => Ok(git),
                false => Err(CommitError::Stale { branch: branch.clone(), expected, actual }),
            }
        })
    }
}

fn one_commit<'a>(files: Vec<FileWrite>, author: &'a Signature, message: &'a str) -> NewCommit<'a> {
    let (taken, other_parents) = (Vec::new(), Vec::new());
    NewCommit { files, taken, other_parents, author, committer: author, message }
}

/// By folder and file name, so that all files of a folder are neighbours.
pub(crate) fn by_folders(a: &str, b: &str) -> std::cmp::Ordering {
    a.split('/').cmp(b.split('/'))
}

fn shown(revision: &Option<RevisionId>) -> String {
    revision.map_or_else(|| "nothing".to_owned(), |revision| revision.to_string())
}
