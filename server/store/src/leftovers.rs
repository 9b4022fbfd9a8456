//! What a process leaves in a repository when it dies: lock files, temporary files, folders of
//! pushes that were never accepted. Nothing here decides whether its owner is dead.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What kind of thing is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A lock that git honours: while it is there nobody can write.
    Lock,
    /// A file that never got its name.
    Temporary,
    /// A folder of objects that were never accepted.
    Quarantine,
    /// A mark that keeps a pushed pack from being packed again.
    Keep,
    /// A pack without an index, which nobody reads.
    Orphan,
}

/// A file or folder that may be left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leftover {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
    modified: Option<SystemTime>,
}

impl Leftover {
    fn new(path: PathBuf, kind: Kind) -> Self {
        let modified = fs::symlink_metadata(&path).and_then(|found| found.modified()).ok();
        Self { path, kind, modified }
    }

    /// How long nobody has touched it; none if it is gone or of the future.
    pub(crate) fn age(&self) -> Option<Duration> {
        self.modified?.elapsed().ok()
    }

    /// The process in the name of a file of ours: `tmp_pack_123_4`.
    pub(crate) fn process(&self) -> Option<u32> {
        let name = self.path.file_name()?.to_str()?;
        let mut parts = name.rsplit('_');
        parts.next()?.parse::<u64>().ok()?;
        parts.next()?.parse().ok()
    }

    /// Removes it; whether it is gone now.
    pub(crate) fn remove(&self) -> bool {
        let removed = match self.kind {
            Kind::Quarantine => fs::remove_dir_all(&self.path),
            _ => fs::remove_file(&self.path),
        };
        removed.is_ok()
    }
}

/// Everything in a repository that is only there while somebody writes.
pub(crate) fn find(folder: &Path) -> Vec<Leftover> {
    let mut found = Vec::new();
    let mut add = |path: PathBuf, kind: Option<Kind>| {
        found.extend(kind.map(|kind| Leftover::new(path, kind)));
    };
    for (path, name, is_folder) in entries(folder) {
        let is_lock = matches!(&*name, "HEAD.lock" | "packed-refs.lock" | "config.lock" | "shallow.lock");
        add(path, (!is_folder).then(|| kind_of(&name, is_lock)).flatten());
    }
    let objects = folder.join("objects");
    for (path, name, is_folder) in entries(&objects) {
        let is_quarantine = name.starts_with("tmp_objdir-") || name.starts_with("incoming-");
        let is_own = name.starts_with("tmp_repack_");
        match is_folder {
            true if is_quarantine || is_own => add(path, Some(Kind::Quarantine)),
            true if name.len() == 2 => {
                entries(&path).for_each(|(path, name, _)| add(path, kind_of(&name, false)));
            }
            true => {}
            false => add(path, kind_of(&name, false)),
        }
    }
    for within in ["objects/info", "objects/pack", "archweave"] {
        for (path, name, is_folder) in entries(&folder.join(within)) {
            let is_lock = name.ends_with(".lock");
            let kind = match name.rsplit_once('.') {
                Some((_, "keep")) if is_mark_of_push(&path) => Some(Kind::Keep),
                Some((_, "pack")) if name.starts_with("pack-") => {
                    (!path.with_extension("idx").exists()).then_some(Kind::Orphan)
                }
                _ => kind_of(&name, is_lock),
            };
            add(path, kind.filter(|_| !is_folder));
        }
    }
    let mut folders = vec![folder.join("refs")];
    while let Some(within) = folders.pop() {
        for (path, name, is_folder) in entries(&within) {
            match is_folder {
                true => folders.push(path),
                false => add(path, name.ends_with(".lock").then_some(Kind::Lock)),
            }
        }
    }
    found
}

fn kind_of(name: &str, is_lock: bool) -> Option<Kind> {
    match is_lock {
        true => Some(Kind::Lock),
        false => (name.starts_with("tmp_") || name.starts_with(".tmp-")).then_some(Kind::Temporary),
    }
}

/// Others may have marked a pack to keep it for good.
fn is_mark_of_push(path: &Path) -> bool {
    fs::read(path).is_ok_and(|mark| mark.starts_with(b"receive-pack ") || mark.starts_with(b"fetch-pack "))
}

/// Path, name, and whether it is a folder. Links are neither.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, String, bool)> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let kind = entry.file_type().ok().filter(|kind| kind.is_dir() || kind.is_file())?;
        Some((entry.path(), entry.file_name().to_str()?.to_owned(), kind.is_dir()))
    })
}
