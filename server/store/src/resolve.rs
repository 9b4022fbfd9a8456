//! From a question ([`At`]) to a revision, and what there is to ask for: branches and tags.

use git2::{ErrorCode, Oid};

use crate::at::FULL;
use crate::handles::GitError;
use crate::repository::{Git, Source};
use crate::{At, BranchName, Repository, RevisionId, Time};

/// Why a question names no revision.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// No branch, tag or commit of this name.
    #[error("`{0}` is not a branch, tag or commit of this repository")]
    Unknown(String),
    /// More digits are needed.
    #[error("`{0}` is the beginning of more than one object; give more digits")]
    Ambiguous(String),
    /// A tag or id of something else, such as a file.
    #[error("`{0}` is not a commit")]
    NotACommit(String),
    /// Nothing was committed yet: import a model.
    #[error("the repository has no commits yet")]
    Empty,
    /// The history starts later.
    #[error("there is no commit at or before {0}")]
    Before(Time),
    /// A plain folder knows its present only.
    #[error("`{0}` needs a git repository; this is a plain folder")]
    Folder(String),
    /// The folder could not be read.
    #[error(transparent)]
    Files(#[from] crate::folder::FolderError),
    /// The repository could not be read.
    #[error("cannot read the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for ResolveError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

/// A branch and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its name.
    pub name: BranchName,
    /// Its last commit.
    pub revision: RevisionId,
}

/// A tag and the commit it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, without `refs/tags/`.
    pub name: String,
    /// The commit, also where the tag has a message of its own.
    pub revision: RevisionId,
}

impl Repository {
    /// Looks up a revision.
    ///
    /// For a plain folder only [`At::Head`] has an answer: a fingerprint of the names, sizes and
    /// times of its files, so that a changed folder is another revision.
    pub fn resolve(&self, at: &At) -> Result<RevisionId, ResolveError> {
        let git = match (&self.source, at) {
            (Source::Git(git), _) => git,
            (Source::Folder(folder), At::Head) => return Ok(folder.scan()?.revision()),
            (Source::Folder(_), At::Name(name)) => return Err(ResolveError::Folder(name.clone())),
            (Source::Folder(_), At::Date { time, .. }) => {
                return Err(ResolveError::Folder(time.to_string()));
            }
        };
        git.handles.with(|git| match at {
            At::Head => head(git),
            At::Name(name) => named(git, name),
            At::Date { branch: None, time } => at_or_before(git, head(git)?, *time),
            At::Date { branch: Some(branch), time } => {
                at_or_before(git, named(git, &branch.reference())?, *time)
            }
        })
    }

    /// The last commit of the default branch; of a folder, its files as they are.
    pub fn head(&self) -> Result<RevisionId, ResolveError> {
        self.resolve(&At::Head)
    }

    /// The branch that `HEAD` names, even before its first commit; none in a plain folder and
    /// where a commit is checked out without a branch.
    pub fn default_branch(&self) -> Result<Option<BranchName>, ResolveError> {
        self.git().map_or(Ok(None), |git| git.handles.with(|git| Ok(default_branch(git)?)))
    }

    /// Where a branch is; none if there is no such branch.
    pub fn branch(&self, name: &BranchName) -> Result<Option<RevisionId>, ResolveError> {
        let Some(git) = self.git() else { return Ok(None) };
        match git.handles.with(|git| named(git, &name.reference())) {
            Ok(revision) => Ok(Some(revision)),
            Err(ResolveError::Unknown(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All branches, by name.
    pub fn branches(&self) -> Result<Vec<Branch>, ResolveError> {
        let found = self.references("refs/heads/")?.into_iter();
        let branch = |(name, revision): (String, _)| {
            BranchName::parse(&name).ok().map(|name| Branch { name, revision })
        };
        Ok(found.filter_map(branch).collect())
    }

    /// All tags that stand for a commit, by name.
    pub fn tags(&self) -> Result<Vec<Tag>, ResolveError> {
        let found = self.references("refs/tags/")?.into_iter();
        Ok(found.map(|(name, revision)| Tag { name, revision }).collect())
    }

    /// Names below `top` with their commits; a name that leads to none is left out.
    fn references(&self, top: &str) -> Result<Vec<(String, RevisionId)>, ResolveError> {
        let Some(Git { handles, .. }) = self.git() else { return Ok(Vec::new()) };
        handles.with(|git| {
            let mut found = Vec::new();
            for reference in git.references_glob(&format!("{top}*"))? {
                let reference = reference?;
                let Some(name) = reference.name().ok().and_then(|name| name.strip_prefix(top)) else {
                    continue;
                };
                if let Ok(commit) = reference.peel_to_commit() {
                    found.push((name.to_owned(), commit.id().into()));
                }
            }
            found.sort();
            Ok(found)
        })
    }
}

fn head(git: &git2::Repository) -> Result<RevisionId, ResolveError> {
    match git.head() {
        Ok(head) => Ok(head.peel_to_commit()?.id().into()),
        Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {
            Err(ResolveError::Empty)
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn default_branch(git: &git2::Repository) -> Result<Option<BranchName>, git2::Error> {
    let head = git.find_reference("HEAD")?;
    let target = head.symbolic_target().ok().flatten();
    let name = target.and_then(|target| target.strip_prefix("refs/heads/"));
    Ok(name.and_then(|name| BranchName::parse(name).ok()))
}

/// A branch, else a tag, else a branch of a remote, else the first digits of a commit.
fn named(git: &git2::Repository, name: &str) -> Result<RevisionId, ResolveError> {
    let full = FULL.iter().any(|top| name.starts_with(top));
    let candidates = match full {
        true => vec![name.to_owned()],
        false => FULL.iter().map(|top| format!("{top}{name}")).collect(),
    };
    for candidate in candidates {
        match git.find_reference(&candidate) {
            Ok(reference) => {
                let commit = reference.peel_to_commit();
                let commit = commit.map_err(|_| ResolveError::NotACommit(name.to_owned()))?;
                return Ok(commit.id().into());
            }
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let digits = (4..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_hexdigit());
    if full || !digits {
        return Err(ResolveError::Unknown(name.to_owned()));
    }
    commit_of_digits(git, name)
}

fn commit_of_digits(git: &git2::Repository, digits: &str) -> Result<RevisionId, ResolveError> {
    let found = git.find_object_by_prefix(digits, None).map_err(|error| match error.code() {
        ErrorCode::Ambiguous => ResolveError::Ambiguous(digits.to_owned()),
        ErrorCode::NotFound => ResolveError::Unknown(digits.to_owned()),
        _ => error.into(),
    })?;
    let commit = found.peel_to_commit();
    commit.map(|commit| commit.id().into()).map_err(|_| ResolveError::NotACommit(digits.to_owned()))
}

fn is_missing(error: &git2::Error) -> bool {
    matches!(error.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec)
}

/// Walks first parents from `tip` to the first commit that was committed by `time`.
fn at_or_before(git: &git2::Repository, tip: RevisionId, time: Time) -> Result<RevisionId, ResolveError> {
    let mut next: Option<Oid> = tip.oid();
    while let Some(id) = next {
        let commit = git.find_commit(id)?;
        if commit.time().seconds() <= time.seconds {
            return Ok(id.into());
        }
        next = commit.parent_ids().next();
    }
    Err(ResolveError::Before(time))
}
