//! Commits that came to the main line of a source repository: what `git log --first-parent` lists, with
//! the commits that each merge brought.
//!
//! It is a repository of source code, not of a model, so nothing is read but commits.

use std::path::Path;

use git2::{Oid, Repository, Sort};

use crate::handles::GitError;

/// Most commits in one range.
const MAX_COMMITS: usize = 10_000;
/// Most bytes of a message that are kept.
const MAX_MESSAGE: usize = 64 << 10;

/// A commit of a source repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCommit {
    /// Its id.
    pub id: String,
    /// The message, as text.
    pub message: String,
    /// Name of its author.
    pub author: String,
    /// When it was committed, in seconds since 1970.
    pub at: i64,
    /// How many commits it follows: a merge follows several.
    pub parents: usize,
}

/// A commit on the main line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landed {
    /// It.
    pub commit: SourceCommit,
    /// For a merge, what came with it, oldest first.
    pub brought: Vec<SourceCommit>,
}

/// Why commits were not listed.
#[derive(Debug, thiserror::Error)]
pub enum LandedError {
    /// Not a range.
    #[error(
        "`{0}` is no range of commits; write one like v3.4.0..v3.4.1, or the name of a branch for all of it"
    )]
    Range(String),
    /// More than anybody released at once.
    #[error("`{0}` has more than {MAX_COMMITS} commits; name a smaller range")]
    TooMany(String),
    /// Git does not know it, or cannot read it.
    #[error("git: {0}; does the clone have all commits? (a CI job may need `fetch-depth: 0`)")]
    Git(#[from] GitError),
}

impl From<git2::Error> for LandedError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

/// The commits that came to the main line in a range (`A..B`: not yet in A, in B), oldest first.
pub fn landed(repository: &Path, range: &str) -> Result<Vec<Landed>, LandedError> {
    let git = Repository::discover(repository)?;
    let wrong = || LandedError::Range(range.to_owned());
    let (from, to) = match range.split_once("..") {
        Some((_, to)) if to.starts_with('.') => return Err(wrong()),
        Some((from, to)) => (Some(from), if to.is_empty() { "HEAD" } else { to }),
        None => (None, range),
    };
    if to.is_empty()
        || to.starts_with('-')
        || from.is_some_and(|from| from.is_empty() || from.starts_with('-'))
    {
        return Err(wrong());
    }
    let find =
        |name: &str| -> Result<Oid, git2::Error> { Ok(git.revparse_single(name)?.peel_to_commit()?.id()) };
    let from = from.map(find).transpose()?;
    let mut walk = git.revwalk()?;
    walk.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
    walk.simplify_first_parent()?;
    walk.push(find(to)?)?;
    if let Some(from) = from {
        walk.hide(from)?;
    }
    let mut count = 0;
    let mut found = Vec::new();
    for id in walk {
        let commit = git.find_commit(id?)?;
        let mut brought = Vec::new();
        if commit.parent_count() > 1 {
            let mut side = git.revwalk()?;
            side.set_sorting(Sort::TOPOLOGICAL | Sort::REVERSE)?;
            commit.parent_ids().skip(1).try_for_each(|parent| side.push(parent))?;
            side.hide(commit.parent_id(0)?)?;
            if let Some(from) = from {
                side.hide(from)?;
            }
            for id in side {
                brought.push(told(&git.find_commit(id?)?));
                count += 1;
                if count > MAX_COMMITS {
                    return Err(LandedError::TooMany(range.to_owned()));
                }
            }
        }
        count += 1;
        if count > MAX_COMMITS {
            return Err(LandedError::TooMany(range.to_owned()));
        }
        found.push(Landed { commit: told(&commit), brought });
    }
    Ok(found)
}

fn told(commit: &git2::Commit<'_>) -> SourceCommit {
    let bytes = commit.message_bytes();
    // The trailers are at the end of a message, the title at its beginning; nobody writes that much.
    let message = String::from_utf8_lossy(bytes.get(..MAX_MESSAGE).unwrap_or(bytes)).replace('\0', "");
    SourceCommit {
        id: commit.id().to_string(),
        message,
        author: String::from_utf8_lossy(commit.author().name_bytes()).into_owned(),
        at: commit.time().seconds(),
        parents: commit.parent_count(),
    }
}
