//! Is what somebody pushes safe to keep? Looks at every commit of a push, only at what each changed,
//! before any branch moves. What the files mean is not the question here.
//!
//! Start at [`Repository::inspect`]. Names are judged by `names.rs`; `trees.rs` walks.

mod measure;
mod names;
mod stray;
mod trees;

use std::fmt;

use git2::{ObjectType, Odb, Oid, Sort};

pub(crate) use measure::Measured;

use crate::diff::DiffError;
use crate::handles::GitError;
use crate::limits::{
    MAX_DEPTH, MAX_ENTRIES, MAX_NAME_BYTES, MAX_PUSHED_COMMIT_BYTES, MAX_PUSHED_OBJECTS,
    MAX_PUSHED_PATH_BYTES, MAX_REFUSALS,
};
use crate::load::LoadError;
use crate::objects::Objects;
use crate::{Repository, RevisionId};
use trees::Trees;

/// Why a push is not taken: one thing that is wrong with one of its commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushRefusal {
    /// The commit that brings it; the object itself where no commit has it.
    pub commit: RevisionId,
    /// Where in it, safe to show: control characters are escaped. Empty for the commit itself.
    pub path: String,
    /// What is wrong.
    pub problem: PushProblem,
}

impl fmt::Display for PushRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.is_empty() {
            true if matches!(self.problem, PushProblem::Stray(_)) => {
                write!(f, "object {}: {}", self.commit, self.problem)
            }
            true => write!(f, "commit {}: {}", self.commit, self.problem),
            false => write!(f, "`{}` in commit {}: {}", self.path, self.commit, self.problem),
        }
    }
}

/// What can be wrong with a path, a file or a commit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushProblem {
    /// A symbolic link.
    #[error("symbolic links are not taken; commit the file itself")]
    Link,
    /// A commit of another repository.
    #[error("submodules are not taken")]
    Submodule,
    /// Permissions other than those of a file or of a program.
    #[error("the mode {0} is not taken; use 100644 or 100755")]
    Mode(String),
    /// `.git`, or what a file system takes for it.
    #[error("this name stands for `.git` on some systems; rename it")]
    DotGit,
    /// Empty, dots, or with a slash or backslash.
    #[error("a file cannot be named so; rename it")]
    Name,
    /// It has a control character.
    #[error("the name has a control character; rename it")]
    Control,
    /// See the limits.
    #[error("the name has more than {MAX_NAME_BYTES} bytes; rename it")]
    NameTooLong,
    /// See the limits.
    #[error("the path has more than {MAX_PUSHED_PATH_BYTES} bytes; rename folders")]
    PathTooLong,
    /// See the limits.
    #[error("more than {MAX_DEPTH} folders within each other; move the files up")]
    TooDeep,
    /// A file over the limit of its kind.
    #[error("the file has {bytes} bytes, more than {limit}; make it smaller or keep it elsewhere")]
    FileTooLarge {
        /// Its size.
        bytes: u64,
        /// The most that is taken.
        limit: usize,
    },
    /// A folder with too many entries.
    #[error("the folder has too many files; split it")]
    FolderTooLarge,
    /// Files, counted each time they appear.
    #[error("more than {MAX_ENTRIES} files and folders")]
    TooManyFiles,
    /// Commits, trees and files of one push.
    #[error("the push brings more than {MAX_PUSHED_OBJECTS} objects; push in parts")]
    TooManyObjects,
    /// The text of a commit.
    #[error("the commit has more than {MAX_PUSHED_COMMIT_BYTES} bytes; shorten its message")]
    CommitTooLarge,
    /// An object that no commit of the push has.
    #[error("the push brings an object of {0} bytes that no commit has; pack what is pushed anew (git gc)")]
    Stray(usize),
    /// A tag or branch of something else.
    #[error("not a commit")]
    NotACommit,
    /// What `git fsck` calls an error.
    #[error("{0}; git fsck says more")]
    Damaged(String),
}

/// Why a push could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    /// The old commits cannot be read.
    #[error(transparent)]
    Revision(#[from] LoadError),
    /// The repository could not be read.
    #[error("cannot read the repository: {0}")]
    Git(#[from] GitError),
    /// The new objects could not be listed.
    #[error("cannot list what was pushed: {0}")]
    Io(#[from] std::io::Error),
}

impl From<git2::Error> for InspectError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl Repository {
    /// Looks at every commit that leads to `new` and to none of `known`, which are the branches and
    /// tags as they are. Call it on [`Repository::with_objects_from`]. Empty: nothing is wrong;
    /// otherwise the first 50 things that are. A commit is compared with its first parent, so what
    /// was accepted long ago and stayed as it is is not looked at again.
    ///
    /// `new` may name tags with a message.
    pub fn inspect(
        &self,
        known: &[RevisionId],
        new: &[RevisionId],
    ) -> Result<Vec<PushRefusal>, InspectError> {
        let Some(git) = self.git() else { return Ok(Vec::new()) };
        git.handles.with(|repository| {
            let objects = Objects::new(repository.odb()?, &git.handles.trees);
            let mut walk = repository.revwalk()?;
            walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
            let mut inspection = Inspection::new(&objects, &self.measured);
            for revision in new {
                match revision.oid().and_then(|id| commit_of(repository, id)) {
                    Some(id) => walk.push(id)?,
                    None => inspection.refuse(*revision, b"", PushProblem::NotACommit),
                }
            }
            for id in known.iter().filter_map(RevisionId::oid) {
                // A tag of something else hides nothing.
                if let Some(id) = commit_of(repository, id) {
                    walk.hide(id)?;
                }
            }
            for id in walk {
                if !inspection.goes_on() {
                    break;
                }
                inspection.commit(id?)?;
            }
            if let (Some(quarantine), true) = (&git.quarantine, inspection.refusals.is_empty()) {
                for (id, bytes) in stray::oversize(&objects, quarantine)? {
                    inspection.refuse(id.into(), b"", PushProblem::Stray(bytes));
                }
            }
            Ok(inspection.refusals)
        })
    }
}

fn commit_of(repository: &git2::Repository, id: Oid) -> Option<Oid> {
    let object = repository.find_object(id, None).ok()?;
    object.peel_to_commit().ok().map(|commit| commit.id())
}

/// A push on the way through.
struct Inspection<'a> {
    objects: &'a Objects<'a>,
    trees: Trees<'a>,
    refusals: Vec<PushRefusal>,
}

impl<'a> Inspection<'a> {
    fn new(objects: &'a Objects<'a>, measured: &'a Measured) -> Self {
        Self { objects, trees: Trees::new(objects, measured), refusals: Vec::new() }
    }

    fn refuse(&mut self, commit: RevisionId, path: &[u8], problem: PushProblem) {
        let path = shown(path);
        self.refusals.push(PushRefusal { commit, path, problem });
    }

    fn goes_on(&self) -> bool {
        let is_over = |refusal: &PushRefusal| refusal.problem == PushProblem::TooManyObjects;
        self.refusals.len() < MAX_REFUSALS && !self.refusals.iter().any(is_over)
    }

    fn commit(&mut self, id: Oid) -> Result<(), InspectError> {
        let commit = RevisionId::from(id);
        if self.objects.read_header(id)?.0 > MAX_PUSHED_COMMIT_BYTES {
            self.refuse(commit, b"", PushProblem::CommitTooLarge);
            return Ok(());
        }
        let data = self.objects.read(id)?;
        let (tree, parent) = header(data.data());
        let Some(tree) = tree else {
            self.refuse(commit, b"", PushProblem::Damaged("the commit has no tree".to_owned()));
            return Ok(());
        };
        let before = match parent {
            Some(parent) => header(self.objects.read(parent)?.data()).0,
            None => None,
        };
        let room = MAX_REFUSALS - self.refusals.len();
        for (path, problem) in self.trees.check(id, before, tree, room) {
            self.refuse(commit, &path, problem);
        }
        Ok(())
    }
}

/// The tree of a commit and its first parent.
fn header(commit: &[u8]) -> (Option<Oid>, Option<Oid>) {
    let mut lines = commit.split(|byte| *byte == b'\n');
    let mut id = |key: &str| {
        let line = str::from_utf8(lines.next()?).ok()?;
        Oid::from_str(line.strip_prefix(key)?).ok()
    };
    (id("tree "), id("parent "))
}

/// A path that a terminal can be given.
fn shown(path: &[u8]) -> String {
    let text = String::from_utf8_lossy(path);
    let mut shown = String::new();
    for char in text.chars() {
        match char.is_control() || ('\u{202a}'..='\u{202e}').contains(&char) {
            true => shown.extend(char.escape_default()),
            false => shown.push(char),
        }
    }
    shown
}

impl PushProblem {
    /// A tree that cannot be read at all.
    fn of_tree(error: DiffError) -> Self {
        match error {
            DiffError::TooMany => Self::TooManyFiles,
            DiffError::Damaged { reason, .. } => Self::Damaged(reason),
            DiffError::Git(error) => Self::Damaged(error.message().to_owned()),
        }
    }
}

/// Whether an object is a tree small enough to be read.
fn tree_size(objects: &Odb<'_>, id: Oid) -> Result<usize, PushProblem> {
    match objects.read_header(id) {
        Ok((bytes, ObjectType::Tree)) => Ok(bytes),
        Ok(_) => Err(PushProblem::Damaged("a folder is something else".to_owned())),
        Err(error) => Err(PushProblem::Damaged(error.message().to_owned())),
    }
}
