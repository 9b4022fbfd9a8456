//! Where an export goes on disk.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use archweave_interchange::{File, bundle, coarchi};

use super::{Content, Exported};
use crate::{AppError, error};

/// Where an export goes, by its name and what is there.
#[derive(Clone, Debug)]
pub struct Target {
    /// A file, a `.zip`, or a folder.
    pub path: PathBuf,
    /// Whether a folder may be written into that holds something else.
    pub is_forced: bool,
}

impl Exported {
    /// Writes the export; the result is how many files there are.
    ///
    /// A folder that holds something is written into only if it holds an export of the same form: its
    /// files are replaced, and objects that are not in the model any more are removed. Nothing else in
    /// it is touched.
    pub fn store(&self, to: &Target) -> Result<usize, AppError> {
        let path = &to.path;
        let files = match &self.content {
            Content::Bytes(bytes) => {
                std::fs::write(path, bytes).map_err(|e| error::io("write", path, &e))?;
                return Ok(1);
            }
            Content::Files(files) => files,
        };
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip")) {
            std::fs::write(path, bundle::pack(files)?).map_err(|e| error::io("write", path, &e))?;
            return Ok(files.len());
        }
        check(path, files, to.is_forced)?;
        let stale = stale(path, files)?;
        let mut made: HashSet<PathBuf> = HashSet::new();
        for file in files {
            write(path, file, &mut made)?;
        }
        for file in stale {
            std::fs::remove_file(&file).map_err(|e| error::io("remove", &file, &e))?;
        }
        Ok(files.len())
    }
}

/// Whether the folder may be written into.
fn check(folder: &Path, files: &[File], is_forced: bool) -> Result<(), AppError> {
    if !folder.exists() {
        return Ok(());
    }
    if !folder.is_dir() {
        let message = format!("`{}` is a file; name a folder, or a file that ends in .zip", folder.display());
        return Err(AppError::Invalid(message));
    }
    let is_empty = folder.read_dir().map_err(|e| error::io("read", folder, &e))?.next().is_none();
    // The file that every export of the form begins with.
    let is_export = files.first().is_some_and(|first| folder.join(&first.path).is_file());
    if is_empty || is_export || is_forced {
        return Ok(());
    }
    let message = format!(
        "`{}` holds something that is no export of this form; name a new or empty folder, or write into it with --force (nothing that is there is removed)",
        folder.display()
    );
    Err(AppError::Invalid(message))
}

/// Objects of an earlier export that are not among the files.
fn stale(folder: &Path, files: &[File]) -> Result<Vec<PathBuf>, AppError> {
    let is_coarchi = files.first().is_some_and(|file| file.path == "model/folder.xml");
    if !is_coarchi || !folder.join("model/folder.xml").is_file() {
        return Ok(Vec::new());
    }
    let kept: HashSet<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    let mut found = Vec::new();
    let mut folders = vec![(folder.join("model"), 0)];
    while let Some((at, depth)) = folders.pop() {
        for entry in at.read_dir().map_err(|e| error::io("read", &at, &e))? {
            let path = entry.map_err(|e| error::io("read", &at, &e))?.path();
            let about = std::fs::symlink_metadata(&path).map_err(|e| error::io("read", &path, &e))?;
            if about.is_dir() && depth < coarchi::MAX_FOLDERS {
                folders.push((path, depth + 1));
            } else if about.is_file()
                && path.extension().is_some_and(|end| end == "xml")
                && !kept.contains(&path)
            {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// Writes one file. A link on the way would lead out of the folder.
fn write(folder: &Path, file: &File, made: &mut HashSet<PathBuf>) -> Result<(), AppError> {
    let path = folder.join(&file.path);
    let mut at = folder.to_owned();
    std::fs::create_dir_all(&at).map_err(|e| error::io("create", &at, &e))?;
    let parts: Vec<&str> = file.path.split('/').collect();
    let refused = |path: &Path| {
        let message = format!("`{}` is a link; remove it, the export does not follow it", path.display());
        Err(AppError::Invalid(message))
    };
    let is_link = |path: &Path| std::fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        at.push(part);
        if made.contains(&at) {
            continue;
        }
        if is_link(&at) {
            return refused(&at);
        }
        std::fs::create_dir_all(&at).map_err(|e| error::io("create", &at, &e))?;
        made.insert(at.clone());
    }
    if is_link(&path) {
        return refused(&path);
    }
    std::fs::write(&path, &file.bytes).map_err(|e| error::io("write", &path, &e))
}
