//! After a crash: what dead processes left is removed, so that nobody waits for a lock whose owner
//! will never come back. Commits need no repair: they are complete and flushed before a branch moves.
//!
//! Git's lock files do not say whose they are. One is taken for dead when all of these hold:
//!
//! 1. this process is the server ([`Claim`]), so it is of no other server;
//! 2. no process holds it with the system: our own locks are (`lock.rs`), whoever takes them;
//! 3. no process of git is at work in the repository: none of that name runs in its folder or was
//!    started with its path. Of another machine or container this cannot be known; such must not
//!    write here;
//! 4. nobody has touched it for a second, which is longer than anybody is between two steps.
//!
//! Where the system does not list processes (`/proc`), ten minutes take the place of 3.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::leftovers::{self, Kind, Leftover};
use crate::{Claim, Repository};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// What was left over and is gone.
    pub removed: Vec<PathBuf>,
    /// Lock files whose owner may be at work.
    pub left: Vec<PathBuf>,
}

/// Nothing younger is touched.
const YOUNG: Duration = Duration::from_secs(1);
/// What is left over where processes cannot be listed.
const OLD: Duration = Duration::from_secs(600);

/// A pack gets its name a moment before its index does, whenever it was written.
const LONG: Duration = Duration::from_secs(3600);

impl Repository {
    /// Removes what dead processes left. Takes a moment longer if something was touched within the
    /// last second, so call it once, before serving.
    pub fn recover(&self, claim: &Claim) -> io::Result<Recovered> {
        let folder = fs::canonicalize(&claim.folder)?;
        let mut found = leftovers::find(&folder);
        if let Some(wait) = found.iter().filter_map(|left| YOUNG.checked_sub(left.age()?)).max() {
            thread::sleep(wait);
            found = leftovers::find(&folder);
        }
        let quiet = is_quiet(&folder);
        let mut recovered = Recovered::default();
        for left in found {
            if is_dead(&left, quiet) && left.remove() {
                recovered.removed.push(left.path);
            } else if left.kind == Kind::Lock {
                recovered.left.push(left.path);
            }
        }
        Ok(recovered)
    }
}

/// Whether no git works in a repository; none if that cannot be known.
pub(crate) fn is_quiet(folder: &Path) -> Option<bool> {
    let processes = fs::read_dir("/proc").ok()?;
    let mut is_listed = false;
    for process in processes.flatten() {
        let path = process.path();
        let Ok(name) = fs::read_to_string(path.join("comm")) else { continue };
        is_listed = true;
        if name.starts_with("git") && (runs_in(&path, folder) || names(&path, folder)) {
            return Some(false);
        }
    }
    is_listed.then_some(true)
}

fn runs_in(process: &Path, folder: &Path) -> bool {
    fs::read_link(process.join("cwd")).is_ok_and(|at| at.starts_with(folder))
}

fn names(process: &Path, folder: &Path) -> bool {
    let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
    let folder = folder.as_os_str().as_encoded_bytes();
    arguments.windows(folder.len()).any(|part| part == folder)
}

/// Whether whoever made it will not come back for it.
pub(crate) fn is_dead(left: &Leftover, quiet: Option<bool>) -> bool {
    let Some(age) = left.age() else { return false };
    if left.kind == Kind::Orphan && age < LONG {
        return false;
    }
    if let Some(owner) = left.process() {
        let is_alive = match quiet {
            Some(_) => Path::new("/proc").join(owner.to_string()).exists(),
            None => true,
        };
        // Processes of containers have the same few numbers again and again.
        return !is_alive || age >= OLD;
    }
    let is_old = match quiet {
        Some(true) => age >= YOUNG,
        // Git may be at work for hours.
        Some(false) => false,
        None => age >= OLD,
    };
    is_old && !(left.kind == Kind::Lock && is_held(&left.path))
}

/// Whether a process of ours holds a lock.
fn is_held(path: &Path) -> bool {
    match File::open(path).map(|file| file.try_lock()) {
        Ok(Err(TryLockError::WouldBlock)) => true,
        Ok(Ok(()) | Err(TryLockError::Error(_))) => false,
        // It has gone by itself, or cannot be read: leave it.
        Err(_) => true,
    }
}
