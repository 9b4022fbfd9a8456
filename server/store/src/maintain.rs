//! Small packs to larger ones. Every batch of commits is a pack of its own; left alone they would
//! make each lookup slower.
//!
//! Geometric: packs are put together only so far that each is at least twice as large as all that
//! are smaller, so that an object is copied a few times in its life. Git's `pack-objects` finds the
//! deltas, few deep, since reading deep ones is slow.
//!
//! Nothing can be lost to commits, pushes or readers that go on meanwhile: only packs that were
//! there at the start are removed, after the new pack is flushed and each of their objects, referred
//! to or not, was seen in it or in one that stays.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Repository;
use crate::leftovers::{self, Kind};
use crate::pack_index;
use crate::recover::{is_dead, is_quiet};
use crate::repack::{Pack, Workshop};

/// More packs than this are too many.
const MAX_PACKS: usize = 32;
/// More loose objects than this are too many; only git's own commands write such.
const MAX_LOOSE: usize = 2_000;
/// Leftovers that are younger stay.
const OLD: Duration = Duration::from_secs(3600);

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Maintained {
    /// Packs that went into a larger one.
    pub packs: usize,
    /// Loose objects that went into a pack.
    pub loose: usize,
    /// Temporary files and folders of dead processes that were removed.
    pub leftovers: usize,
}

/// Why nothing was packed; the repository is as it was.
#[derive(Debug, thiserror::Error)]
pub enum MaintainError {
    /// A plain folder has no packs.
    #[error("`{}` is a plain folder; this needs a git repository", .0.display())]
    Folder(PathBuf),
    /// Git is not installed.
    #[error("cannot run git, which packs objects: {0}")]
    NoGit(io::Error),
    /// Git refused.
    #[error("git cannot pack objects: {0}")]
    Git(String),
    /// An object would have been lost.
    #[error("a new pack lacks objects of the packs it was made from; these were kept")]
    Incomplete,
    /// The disk refused.
    #[error("cannot write to the repository: {0}")]
    Io(#[from] io::Error),
}

impl Repository {
    /// Puts packs together if there are more than 32, or more than 2,000 loose objects; removes what
    /// dead processes left more than an hour ago. Call it now and then, from any thread; while one
    /// process is at it, others do nothing.
    pub fn maintain(&self) -> Result<Maintained, MaintainError> {
        let git = self.writable_git().ok_or_else(|| MaintainError::Folder(self.path().to_owned()))?;
        let mut done = Maintained::default();
        let path = git.folder.join("archweave-maintain.lock");
        let lock = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        if lock.try_lock().is_err() {
            return Ok(done);
        }
        let quiet = is_quiet(&fs::canonicalize(&git.folder)?);
        for left in leftovers::find(&git.folder) {
            let is_old = left.kind != Kind::Lock && left.age().is_some_and(|age| age > OLD);
            done.leftovers += usize::from(is_old && is_dead(&left, quiet) && left.remove());
        }
        let objects = git.folder.join("objects");
        let (packs, loose) = (packs(&objects.join("pack"))?, loose(&objects));
        if packs.len() > MAX_PACKS || loose.len() > MAX_LOOSE {
            if is_collecting(&git.folder) {
                return Ok(done);
            }
            let (rolled, kept) = packs.split_at(split(&packs));
            let made = Workshop::new(&objects)?.pack(rolled, kept)?;
            (done.packs, done.loose) = made.replace(&objects, rolled, kept, &loose)?;
            git.handles.renew();
        }
        Ok(done)
    }
}

/// Whether git's own `gc` runs, which may remove packs that we count on. Git, too, takes its mark for
/// dead after twelve hours.
fn is_collecting(folder: &Path) -> bool {
    let made = fs::metadata(folder.join("gc.pid")).and_then(|mark| mark.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age < 12 * OLD))
}

/// The packs that may be replaced, smallest first. Those that somebody marked to be kept, or made
/// incomplete on purpose, are not among them.
fn packs(folder: &Path) -> io::Result<Vec<Pack>> {
    let mut packs = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let marks = ["keep", "promisor", "mtimes"];
        if !name.starts_with("pack-")
            || path.extension().is_none_or(|end| end != "idx")
            || marks.iter().any(|mark| path.with_extension(mark).exists())
        {
            continue;
        }
        packs.push(Pack { objects: pack_index::count(&path)?, base: path.with_extension("") });
    }
    packs.sort_by_key(|pack| pack.objects);
    Ok(packs)
}

/// How many of the smallest packs to put together.
fn split(packs: &[Pack]) -> usize {
    let is_uneven = |pair: &[Pack]| pair[1].objects < 2 * pair[0].objects;
    let Some(last) = packs.windows(2).rposition(is_uneven) else { return 0 };
    let mut split = last + 2;
    let mut sum: usize = packs[..split].iter().map(|pack| pack.objects).sum();
    while let Some(next) = packs.get(split).filter(|next| next.objects < 2 * sum) {
        sum += next.objects;
        split += 1;
    }
    split
}

/// Loose objects and where they are.
fn loose(objects: &Path) -> Vec<([u8; 20], PathBuf)> {
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found = Vec::new();
    for folder in entries(objects).filter(|entry| entry.file_name().len() == 2) {
        let first = folder.file_name();
        for entry in entries(&folder.path()) {
            let hex = [first.as_encoded_bytes(), entry.file_name().as_encoded_bytes()].concat();
            let id = str::from_utf8(&hex).ok().and_then(|hex| crate::BlobId::parse(hex).ok());
            found.extend(id.map(|id| (crate::id::from_oid(id.oid()), entry.path())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_packs_go_together_until_the_next_is_twice_their_sum() {
        for (objects, expected) in [
            (&[][..], 0),
            (&[5], 0),
            (&[5, 10, 20], 0),
            (&[5, 5, 20], 2),
            (&[5, 5, 19], 3),
            (&[5, 5, 5, 5, 1000], 4),
            (&[5, 10, 19, 100, 1000], 3),
            (&[1, 1, 600, 1000], 4),
            (&[1, 1, 1, 4, 14, 100], 4),
            (&[1, 1, 1, 4, 13, 100], 5),
        ] {
            let pack = |objects: &usize| Pack { base: PathBuf::new(), objects: *objects };
            let packs: Vec<Pack> = objects.iter().map(pack).collect();
            assert_eq!(split(&packs), expected, "{objects:?}");
        }
    }
}
