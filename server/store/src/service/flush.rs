//! What git does not flush: folders.
//!
//! With `core.fsync=all` git flushes the pack, its indexes and each reference's file before it gives
//! them their names, but never the folders that hold the names (seen with strace, git 2.47).

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::durable::flush_folder;

/// Makes durable what `receive-pack` wrote into a repository; call it when the process has exited and
/// before anyone is told that the push succeeded.
///
/// Objects first: a reference must not outlive them. Pushes are kept as packs
/// ([`super::environment`]), so no other folder below `objects` has changed.
pub fn flush_after_receive(repository: &Path) -> io::Result<()> {
    let objects = repository.join("objects");
    present(&objects.join("pack"))?;
    present(&objects)?;
    flush_below(&repository.join("refs"))?;
    // `packed-refs`, from which removed references are taken.
    flush_folder(repository)
}

/// Flushes a folder and all folders in it.
fn flush_below(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // The last branch in it was just removed.
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
        present(&folder)?;
    }
    Ok(())
}

/// Flushes a folder unless it is gone.
fn present(folder: &Path) -> io::Result<()> {
    match flush_folder(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
