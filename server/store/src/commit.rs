//! Changed files to a commit, and a branch to that commit.
//!
//! The order makes it safe: objects are on disk for good, then the branch moves by
//! compare-and-swap, also for good. A crash leaves objects that nobody refers to, never a branch
//! without its objects. The work tree is never touched.

use std::io;

use archweave_model::model::Model;
use archweave_model::yaml::write_model;
use foldhash::HashMap;
use git2::{ObjectType, Oid};
use rayon::prelude::*;

use crate::diff::DiffError;
use crate::file::{Item, Refusal};
use crate::handles::GitError;
use crate::listing::changes;
use crate::load::{LoadError, tree_of};
use crate::object::{self, NewObject};
use crate::parse::on_two_threads;
use crate::reference::{self, MoveProblem, Moved};
use crate::repository::Git;
use crate::resolve::default_branch;
use crate::signature::commit_bytes;
use crate::stage::{StageError, is_valid_path, stage};
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
        let git = self.writable(branch, expected)?;
        let base = expected.map(|revision| tree_of(git, revision)).transpose()?;
        self.commit_tree(git, branch, (expected, base), files, author, message)
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
        let git = self.writable(branch, expected)?;
        let base = expected.map(|revision| tree_of(git, revision)).transpose()?;
        let mut old: HashMap<String, Oid> = HashMap::default();
        if let (Some(revision), Some(base)) = (expected, base) {
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
        self.commit_tree(git, branch, (expected, base), files, author, message)
    }

    /// The git repository, if this branch may be moved from `expected`.
    fn writable(&self, branch: &BranchName, expected: Option<RevisionId>) -> Result<&Git, CommitError> {
        let Some(git) = self.git().filter(|git| git.within.is_empty()) else {
            return Err(CommitError::Folder(self.path().display().to_string()));
        };
        git.handles.with(|repository| {
            let checked_out =
                self.kind() == Kind::WorkingClone && default_branch(repository)?.as_ref() == Some(branch);
            if checked_out {
                return Err(CommitError::CheckedOut(branch.clone()));
            }
            let actual = reference::target(repository, &branch.reference())?.map(RevisionId::from);
            match actual == expected {
                true => Ok(git),
                false => Err(CommitError::Stale { branch: branch.clone(), expected, actual }),
            }
        })
    }

    fn commit_tree(
        &self,
        git: &Git,
        branch: &BranchName,
        (parent, base): (Option<RevisionId>, Option<Oid>),
        mut files: Vec<FileWrite>,
        author: &Signature,
        message: &str,
    ) -> Result<Committed, CommitError> {
        files.sort_unstable_by(|a, b| by_folders(&a.path, &b.path));
        check_paths(&files)?;
        let hash = |bytes: &Option<Vec<u8>>| {
            bytes.as_ref().map(|bytes| Oid::hash_object(ObjectType::Blob, bytes)).transpose()
        };
        let ids: Result<Vec<Option<Oid>>, git2::Error> = match files.len() > 256 {
            true => {
                on_two_threads(|| files.par_iter().with_min_len(256).map(|file| hash(&file.bytes)).collect())
            }
            false => files.iter().map(|file| hash(&file.bytes)).collect(),
        };
        let ids = ids?;
        let staged: Vec<_> = files.iter().zip(&ids).map(|(file, id)| (file.path.as_str(), *id)).collect();
        let mut new = Vec::new();
        let tree = git.handles.with_objects(|objects| -> Result<_, CommitError> {
            stage(objects, base, &staged, &mut new).map_err(|error| stage_error(error, parent))
        })?;
        let tree = match tree {
            Some(tree) => tree,
            None => {
                new.push(NewObject::new(ObjectType::Tree, Vec::new())?);
                Oid::hash_object(ObjectType::Tree, &[])?
            }
        };
        if let (Some(parent), true) = (parent, base == Some(tree)) {
            return Ok(Committed::Unchanged(parent));
        }
        let commit = NewObject::new(ObjectType::Commit, commit_bytes(tree, parent, author, message))?;
        let next = commit.id;
        new.push(commit);
        let blobs = files.into_iter().zip(ids).filter_map(|(file, id)| Some((file.bytes?, id?)));
        new.extend(blobs.map(|(data, id)| NewObject { id, kind: ObjectType::Blob, data }));
        object::write(&git.folder.join("objects"), new)?;
        self.move_branch(git, branch, parent, next, author, message)?;
        Ok(Committed::Moved(next.into()))
    }

    fn move_branch(
        &self,
        git: &Git,
        branch: &BranchName,
        expected: Option<RevisionId>,
        next: Oid,
        author: &Signature,
        message: &str,
    ) -> Result<(), CommitError> {
        let title = message.lines().next().unwrap_or_default();
        let line = format!("{author}\tcommit: {title}");
        let moved = git.handles.with(|repository| {
            let expected = expected.and_then(|revision| revision.oid());
            reference::move_branch(repository, &git.folder, &branch.reference(), expected, next, &line)
        });
        let branch = branch.clone();
        match moved {
            Ok(Moved::Yes) => Ok(()),
            Ok(Moved::Stale(actual)) => {
                Err(CommitError::Stale { branch, expected, actual: actual.map(RevisionId::from) })
            }
            Ok(Moved::Taken(other)) => Err(CommitError::Taken { branch, other }),
            Ok(Moved::Busy) => Err(CommitError::Busy(branch)),
            Err(MoveProblem::Git(error)) => Err(error.into()),
            Err(MoveProblem::Io(error)) => Err(error.into()),
        }
    }
}

/// By folder and file name, so that all files of a folder are neighbours.
fn by_folders(a: &str, b: &str) -> std::cmp::Ordering {
    a.split('/').cmp(b.split('/'))
}

fn check_paths(files: &[FileWrite]) -> Result<(), CommitError> {
    let twice = files.windows(2).find(|pair| pair[0].path == pair[1].path).map(|pair| &pair[0]);
    match files.iter().find(|file| !is_valid_path(&file.path)).or(twice) {
        Some(bad) => Err(CommitError::Path(bad.path.clone())),
        None => Ok(()),
    }
}

fn stage_error(error: StageError, parent: Option<RevisionId>) -> CommitError {
    match (error, parent) {
        (StageError::FileAndFolder(path), _) => CommitError::Path(path),
        (StageError::Read(DiffError::Git(error)), None) => error.into(),
        (StageError::Read(error), Some(parent)) => LoadError::of_diff(error, parent).into(),
        (StageError::Read(error), None) => {
            LoadError::Damaged { object: "tree".to_owned(), reason: error.to_string() }.into()
        }
    }
}

fn shown(revision: &Option<RevisionId>) -> String {
    revision.map_or_else(|| "nothing".to_owned(), |revision| revision.to_string())
}
