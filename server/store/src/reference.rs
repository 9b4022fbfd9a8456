//! Moving a branch from one commit to another, unless somebody else moved it: under the lock file
//! that git itself honours, and durable before anyone sees it.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use git2::Oid;

use crate::durable::{Unnamed, flush_folder};

/// What came of it.
pub(crate) enum Moved {
    /// The branch is where it should be.
    Yes,
    /// It is somewhere else, and was left there.
    Stale(Option<Oid>),
    /// A branch `a` and a branch `a/b` cannot both be.
    Taken(String),
    /// Another process holds the lock.
    Busy,
}

/// How long to wait for another process that moves the same branch.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a branch was not moved.
pub(crate) enum MoveProblem {
    Git(git2::Error),
    Io(io::Error),
}

impl From<git2::Error> for MoveProblem {
    fn from(error: git2::Error) -> Self {
        Self::Git(error)
    }
}

impl From<io::Error> for MoveProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Compares and swaps. `line` goes into the branch's log where there is one.
pub(crate) fn move_branch(
    git: &git2::Repository,
    folder: &Path,
    name: &str,
    expected: Option<Oid>,
    next: Oid,
    line: &str,
) -> Result<Moved, MoveProblem> {
    if expected.is_none()
        && let Some(other) = taken_by(git, name)?
    {
        return Ok(Moved::Taken(other));
    }
    let path = folder.join(name);
    let within = path.parent().unwrap_or(folder);
    let is_new = !within.exists();
    fs::create_dir_all(within)?;
    let Some(mut lock) = lock(&folder.join(format!("{name}.lock")))? else {
        return Ok(Moved::Busy);
    };
    let actual = target(git, name)?;
    if actual != expected {
        return Ok(Moved::Stale(actual));
    }
    writeln!(lock, "{next}")?;
    // What deleted branches leave behind is in the way.
    let _ = fs::remove_dir(&path);
    lock.keep(&path, false)?;
    let above = within.ancestors().take_while(|above| is_new && *above != folder);
    above.chain([within]).try_for_each(flush_folder)?;
    append_log(git, folder, name, actual, next, line);
    Ok(Moved::Yes)
}

/// Where a reference is.
pub(crate) fn target(git: &git2::Repository, name: &str) -> Result<Option<Oid>, git2::Error> {
    match git.find_reference(name) {
        Ok(reference) => Ok(Some(reference.peel_to_commit()?.id())),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A reference whose name is a folder of this one, or the reverse.
fn taken_by(git: &git2::Repository, name: &str) -> Result<Option<String>, git2::Error> {
    let above = name.match_indices('/').map(|(at, _)| &name[..at]);
    for above in above.filter(|above| above.matches('/').count() >= 2) {
        if git.find_reference(above).is_ok() {
            return Ok(Some(above.to_owned()));
        }
    }
    let below = git.references_glob("refs/heads/*")?;
    let prefix = format!("{name}/");
    let found = below.flatten().filter_map(|below| below.name().ok().map(str::to_owned));
    Ok(found.into_iter().find(|below| below.starts_with(&prefix)))
}

fn lock(path: &Path) -> io::Result<Option<Unnamed>> {
    let start = Instant::now();
    loop {
        match Unnamed::exactly(path.to_owned()) {
            Ok(lock) => return Ok(Some(lock)),
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            Err(_) if start.elapsed() > PATIENCE => return Ok(None),
            Err(_) => thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// The log is a convenience: it is kept where git would, and failing to is nothing.
fn append_log(git: &git2::Repository, folder: &Path, name: &str, old: Option<Oid>, new: Oid, line: &str) {
    let path = folder.join("logs").join(name);
    if git.is_bare() && !path.exists() {
        return;
    }
    if let Some(within) = path.parent() {
        let _ = fs::create_dir_all(within);
    }
    let old = old.unwrap_or(Oid::ZERO_SHA1);
    if let Ok(mut file) = OpenOptions::new().append(true).create(true).open(path) {
        let _ = writeln!(file, "{old} {new} {line}");
    }
}
