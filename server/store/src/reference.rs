//! Where branches and tags are, changed only if nobody else did: under the lock file that git
//! itself honours, and durable before anyone is told.
//!
//! A new value is a file beside that is flushed, renamed into place, and its folder flushed, all
//! while the lock is held. If the last step fails the old value is put back.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use git2::Oid;

use crate::durable::{Unnamed, flush_folder};
use crate::lock::Lock;
use crate::packed_refs;

/// The references of a repository.
pub(crate) struct References<'a> {
    pub(crate) git: &'a git2::Repository,
    /// The folder that holds `refs`.
    pub(crate) folder: &'a Path,
}

/// What came of a change.
pub(crate) enum Moved {
    /// The reference is where it should be.
    Yes,
    /// It is somewhere else, and was left there.
    Stale(Option<Oid>),
    /// A branch `a` and a branch `a/b` cannot both be.
    Taken(String),
    /// Another process holds the lock.
    Busy,
}

/// Why a reference was not changed.
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

impl References<'_> {
    /// The commit that a reference leads to; none if there is no such reference.
    pub(crate) fn target(&self, name: &str) -> Result<Option<Oid>, git2::Error> {
        match self.git.find_reference(name) {
            Ok(reference) => Ok(Some(reference.peel_to_commit()?.id())),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Compares and swaps; `expected` none makes the reference. `line` goes into its log where
    /// there is one.
    pub(crate) fn swap(
        &self,
        name: &str,
        expected: Option<Oid>,
        next: Oid,
        line: &str,
    ) -> Result<Moved, MoveProblem> {
        if expected.is_none()
            && let Some(other) = self.taken_by(name)?
        {
            return Ok(Moved::Taken(other));
        }
        let path = self.folder.join(name);
        let Some(_lock) = Lock::take(&path)? else { return Ok(Moved::Busy) };
        let actual = self.target(name)?;
        if actual != expected {
            return Ok(Moved::Stale(actual));
        }
        self.replace(&path, format!("{next}\n").as_bytes())?;
        self.append_log(name, actual, next, line);
        Ok(Moved::Yes)
    }

    /// Removes a reference that is at `expected`, wherever git keeps it.
    pub(crate) fn remove(&self, name: &str, expected: Oid) -> Result<Moved, MoveProblem> {
        let path = self.folder.join(name);
        if self.target(name)?.is_none() {
            return Ok(Moved::Stale(None));
        }
        let Some(lock) = Lock::take(&path)? else { return Ok(Moved::Busy) };
        let actual = self.target(name)?;
        if actual != Some(expected) {
            return Ok(Moved::Stale(actual));
        }
        self.remove_locked(name, &path)?;
        drop(lock);
        Ok(Moved::Yes)
    }

    /// Moves what `from` holds to the new name `to`; `HEAD` follows. A crash on the way leaves both.
    pub(crate) fn rename(&self, from: &str, to: &str, expected: Oid) -> Result<Moved, MoveProblem> {
        let path = self.folder.join(from);
        if self.target(from)?.is_none() {
            return Ok(Moved::Stale(None));
        }
        let Some(lock) = Lock::take(&path)? else { return Ok(Moved::Busy) };
        let actual = self.target(from)?;
        if actual != Some(expected) {
            return Ok(Moved::Stale(actual));
        }
        let head = self.folder.join("HEAD");
        let Some(_head_lock) = Lock::take(&head)? else { return Ok(Moved::Busy) };
        let log = fs::read(self.folder.join("logs").join(from)).ok();
        match self.swap(to, None, expected, "")? {
            Moved::Yes => {}
            Moved::Stale(_) => return Ok(Moved::Taken(to.to_owned())),
            other => return Ok(other),
        }
        let names = fs::read_to_string(&head)?;
        if names.strip_prefix("ref:").map(str::trim) == Some(from) {
            self.replace(&head, format!("ref: {to}\n").as_bytes())?;
        }
        self.remove_locked(from, &path)?;
        if let Some(log) = log {
            let _ = self.log_path(to).and_then(|path| fs::write(path, log));
        }
        drop(lock);
        Ok(Moved::Yes)
    }

    /// Gives a file new content for good, or leaves the old.
    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let before = fs::read(path).ok();
        let mut file = Unnamed::new(self.folder, "tmp_ref")?;
        file.write_all(content)?;
        // What deleted branches leave behind is in the way.
        remove_empty(path);
        file.keep(path, false)?;
        let within = path.parent().unwrap_or(self.folder);
        // The folders on the way may be new, or may never have been flushed.
        let above = within.ancestors().take_while(|above| before.is_none() && *above != self.folder);
        let flushed = flush_folder(within).and_then(|()| above.skip(1).try_for_each(flush_folder));
        if flushed.is_err() {
            let put_back = |before: Vec<u8>| {
                let mut file = Unnamed::new(self.folder, "tmp_ref")?;
                file.write_all(&before)?;
                file.rename(path)
            };
            let _ = before.map_or_else(|| fs::remove_file(path), put_back);
        }
        flushed
    }

    /// Out of `packed-refs` first, so that no older value comes back to light.
    fn remove_locked(&self, name: &str, path: &Path) -> io::Result<()> {
        if !packed_refs::remove(self.folder, name)? {
            return Err(io::Error::new(
                ErrorKind::ResourceBusy,
                "`packed-refs` is locked by another process",
            ));
        }
        match fs::remove_file(path) {
            Ok(()) => path.parent().map_or(Ok(()), flush_folder)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let _ = fs::remove_file(self.folder.join("logs").join(name));
        Ok(())
    }

    /// A reference whose name is a folder of this one, or the reverse.
    fn taken_by(&self, name: &str) -> Result<Option<String>, git2::Error> {
        let above = name.match_indices('/').map(|(at, _)| &name[..at]);
        for above in above.filter(|above| above.matches('/').count() >= 2) {
            if self.git.find_reference(above).is_ok() {
                return Ok(Some(above.to_owned()));
            }
        }
        let prefix = format!("{name}/");
        let below = self.git.references()?;
        let found = below.flatten().filter_map(|below| below.name().ok().map(str::to_owned));
        Ok(found.into_iter().find(|below| below.starts_with(&prefix)))
    }

    fn log_path(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.folder.join("logs").join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(path)
    }

    /// The log is a convenience: it is kept where git would, and failing to is nothing.
    fn append_log(&self, name: &str, old: Option<Oid>, new: Oid, line: &str) {
        let is_kept = !self.git.is_bare() || self.folder.join("logs").join(name).exists();
        if line.is_empty() || !is_kept {
            return;
        }
        let old = old.unwrap_or(Oid::ZERO_SHA1);
        let path = self.log_path(name);
        if let Ok(mut file) = path.and_then(|path| OpenOptions::new().append(true).create(true).open(path)) {
            let _ = writeln!(file, "{old} {new} {line}");
        }
    }
}

/// Removes a folder with nothing but empty folders in it.
fn remove_empty(path: &Path) {
    let Ok(entries) = fs::read_dir(path) else { return };
    entries.flatten().for_each(|entry| remove_empty(&entry.path()));
    let _ = fs::remove_dir(path);
}
