//! Making, moving, renaming and deleting branches and tags, each by compare-and-swap and for good.

use std::io;

use git2::{ObjectType, Oid};

use crate::handles::GitError;
use crate::object::NewObject;
use crate::reference::{MoveProblem, Moved, References};
use crate::repository::Git;
use crate::resolve::default_branch;
use crate::signature::tag_bytes;
use crate::{BranchName, Kind, Repository, RevisionId, Signature, TagName, pack};

/// Why a branch or tag is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// Somebody else moved or removed it; look at it again.
    #[error("`{name}` is at {}, expected {expected}", actual.map_or_else(|| "nothing".to_owned(), |id| id.to_string()))]
    Stale {
        /// Which one.
        name: String,
        /// Where the caller saw it.
        expected: RevisionId,
        /// Where it is; none if it is gone.
        actual: Option<RevisionId>,
    },
    /// The name is in use, or is a folder of one that is (`a` beside `a/b`).
    #[error("`{name}` cannot be made beside `{other}`")]
    Taken {
        /// The new name.
        name: String,
        /// What is there.
        other: String,
    },
    /// The revision is no commit of this repository.
    #[error("{0} is not a commit of this repository")]
    NotFound(RevisionId),
    /// The default branch stays; rename it, or make another one the default.
    #[error("`{0}` is the default branch")]
    IsDefault(BranchName),
    /// Another process holds a lock; try again.
    #[error("`{0}` is locked by another process")]
    Busy(String),
    /// A plain folder has neither branches nor tags.
    #[error("`{0}` is a plain folder; this needs a git repository")]
    Folder(String),
    /// The disk refused.
    #[error("cannot write to the repository: {0}")]
    Io(#[from] io::Error),
    /// Git refused.
    #[error("cannot write to the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for ReferenceError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl Repository {
    /// Makes a branch at a commit.
    pub fn create_branch(&self, name: &BranchName, at: RevisionId) -> Result<(), ReferenceError> {
        self.change(&name.reference(), at, |references, id| {
            create(references, &name.reference(), commit(references, id, at)?)
        })
    }

    /// Moves a branch from where it was seen to another commit, back or forth: fast-forward, undo.
    pub fn move_branch(
        &self,
        name: &BranchName,
        seen: RevisionId,
        to: RevisionId,
        who: &Signature,
    ) -> Result<(), ReferenceError> {
        self.keep_default(name, |kind| kind == Kind::WorkingClone)?;
        self.change(&name.reference(), seen, |references, seen| {
            let next = commit(references, to.oid(), to)?;
            let line = format!("{who}\tmoved to {to}");
            references.swap(&name.reference(), seen, next, &line).map_err(Into::into)
        })
    }

    /// Gives a branch that was seen at `seen` another name; `HEAD` follows.
    pub fn rename_branch(
        &self,
        name: &BranchName,
        to: &BranchName,
        seen: RevisionId,
    ) -> Result<(), ReferenceError> {
        if name == to {
            return Ok(());
        }
        self.change(&name.reference(), seen, |references, seen_id| {
            let seen = commit(references, seen_id, seen)?;
            references.rename(&name.reference(), &to.reference(), seen).map_err(Into::into)
        })
    }

    /// Deletes a branch that was seen at `seen`; its commits stay. The default branch is kept.
    pub fn delete_branch(&self, name: &BranchName, seen: RevisionId) -> Result<(), ReferenceError> {
        self.keep_default(name, |_| true)?;
        self.change(&name.reference(), seen, |references, seen_id| {
            let Some(seen) = seen_id else { return Err(ReferenceError::NotFound(seen)) };
            references.remove(&name.reference(), seen).map_err(Into::into)
        })
    }

    /// Tags a commit; with `message`, the tag is an object that says who made it and why.
    pub fn create_tag(
        &self,
        name: &TagName,
        at: RevisionId,
        message: Option<(&Signature, &str)>,
    ) -> Result<(), ReferenceError> {
        self.change(&name.reference(), at, |references, id| {
            let mut target = commit(references, id, at)?;
            if let Some((tagger, message)) = message {
                let bytes = tag_bytes(at, name.as_str(), tagger, message);
                let object = NewObject::new(ObjectType::Tag, bytes)?;
                target = object.id;
                pack::write(&references.folder.join("objects").join("pack"), vec![object])?;
            }
            create(references, &name.reference(), target)
        })
    }

    /// Deletes a tag that was seen to stand for `seen`.
    pub fn delete_tag(&self, name: &TagName, seen: RevisionId) -> Result<(), ReferenceError> {
        self.change(&name.reference(), seen, |references, seen_id| {
            let Some(seen) = seen_id else { return Err(ReferenceError::NotFound(seen)) };
            references.remove(&name.reference(), seen).map_err(Into::into)
        })
    }

    fn keep_default(&self, name: &BranchName, applies: impl Fn(Kind) -> bool) -> Result<(), ReferenceError> {
        let git = self.references_of()?;
        let default = git.handles.with(default_branch)?;
        match applies(self.kind()) && default.as_ref() == Some(name) {
            true => Err(ReferenceError::IsDefault(name.clone())),
            false => Ok(()),
        }
    }

    /// Lends the references to `task`, and says what came of it. `revision` is where the reference
    /// is expected, or where a new one will be.
    fn change(
        &self,
        name: &str,
        revision: RevisionId,
        task: impl FnOnce(&References<'_>, Option<Oid>) -> Result<Moved, ReferenceError>,
    ) -> Result<(), ReferenceError> {
        let git = self.references_of()?;
        let moved = git
            .handles
            .with(|repository| task(&References { git: repository, folder: &git.folder }, revision.oid()))?;
        let short = |name: &str| {
            let name = name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/tags/"));
            name.map(str::to_owned)
        };
        let name = short(name).unwrap_or_else(|| name.to_owned());
        match moved {
            Moved::Yes => Ok(()),
            Moved::Stale(actual) => {
                Err(ReferenceError::Stale { name, expected: revision, actual: actual.map(RevisionId::from) })
            }
            Moved::Taken(other) => Err(ReferenceError::Taken { name, other: short(&other).unwrap_or(other) }),
            Moved::Busy => Err(ReferenceError::Busy(name)),
        }
    }

    fn references_of(&self) -> Result<&Git, ReferenceError> {
        self.writable_git().ok_or_else(|| ReferenceError::Folder(self.path().display().to_string()))
    }
}

impl From<MoveProblem> for ReferenceError {
    fn from(problem: MoveProblem) -> Self {
        match problem {
            MoveProblem::Git(error) => error.into(),
            MoveProblem::Io(error) => error.into(),
        }
    }
}

fn create(references: &References<'_>, name: &str, at: Oid) -> Result<Moved, ReferenceError> {
    match references.swap(name, None, at, "")? {
        Moved::Stale(_) => Ok(Moved::Taken(name.to_owned())),
        other => Ok(other),
    }
}

/// The id, if the repository has such a commit.
fn commit(references: &References<'_>, id: Option<Oid>, revision: RevisionId) -> Result<Oid, ReferenceError> {
    let found = id.filter(|id| references.git.find_commit(*id).is_ok());
    found.ok_or(ReferenceError::NotFound(revision))
}
