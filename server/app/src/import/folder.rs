//! Other tools' models that are folders of files on disk.

use std::path::{Path, PathBuf};

use archweave_interchange::{File, coarchi, csv};

use crate::hosted::read;
use crate::{AppError, error};

/// What a folder holds that is no model of this program.
pub(crate) enum Found {
    /// One XML file per object, with paths relative to the folder that has `model`.
    Coarchi(Vec<File>),
    /// Tables.
    Csv(Vec<File>),
}

/// Reads a folder of another tool; none if it is no such folder.
pub(crate) fn find(path: &Path) -> Result<Option<Found>, AppError> {
    if path.join("archweave.yaml").exists() {
        return Ok(None);
    }
    for root in [path, path.parent().unwrap_or(path)] {
        let model = root.join("model");
        let is_meant = root == path || path.file_name().is_some_and(|name| name == "model");
        if is_meant && is_root(&model.join("folder.xml")) {
            return Ok(Some(Found::Coarchi(gather(root)?)));
        }
    }
    let tables: Vec<PathBuf> =
        entries(path)?.into_iter().filter(|entry| csv::is_part(&name_of(entry)) && entry.is_file()).collect();
    if tables.is_empty() {
        return Ok(None);
    }
    let mut files = Vec::new();
    for table in tables {
        check_size(&table, csv::MAX_BYTES as u64)?;
        files.push(File { path: name_of(&table), bytes: read(&table)? });
    }
    Ok(Some(Found::Csv(files)))
}

fn is_root(path: &Path) -> bool {
    use std::io::Read;
    let mut head = Vec::new();
    let Ok(file) = std::fs::File::open(path) else { return false };
    file.take(4096).read_to_end(&mut head).is_ok() && coarchi::is_root(&head)
}

/// The files of `model` and `images`. Links are not followed: they may lead anywhere.
fn gather(root: &Path) -> Result<Vec<File>, AppError> {
    let mut files = Vec::new();
    let mut bytes = 0_u64;
    let mut folders: Vec<(PathBuf, usize)> = vec![(root.join("images"), 1), (root.join("model"), 1)];
    while let Some((folder, depth)) = folders.pop() {
        let is_folder = std::fs::symlink_metadata(&folder).is_ok_and(|m| m.is_dir());
        if !is_folder || depth > coarchi::MAX_FOLDERS + 1 {
            continue;
        }
        for path in entries(&folder)? {
            let about = std::fs::symlink_metadata(&path).map_err(|e| error::io("read", &path, &e))?;
            let Some(name) = relative(root, &path) else { continue };
            if about.is_dir() {
                folders.push((path, depth + 1));
            } else if about.is_file() && coarchi::is_part(&name) {
                bytes += about.len();
                if bytes > coarchi::MAX_BYTES as u64 || files.len() >= coarchi::MAX_FILES {
                    let message = format!(
                        "`{}` has more than {} files or {} MiB",
                        root.display(),
                        coarchi::MAX_FILES,
                        coarchi::MAX_BYTES >> 20
                    );
                    return Err(AppError::Limited(message));
                }
                files.push(File { path: name, bytes: read(&path)? });
            }
        }
    }
    Ok(files)
}

/// A path below a folder with `/` between its parts; none if it is not text.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> =
        path.strip_prefix(root).ok()?.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    let listed = std::fs::read_dir(folder).map_err(|e| error::io("read", folder, &e))?;
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn check_size(path: &Path, limit: u64) -> Result<(), AppError> {
    let size = std::fs::metadata(path).map_err(|e| error::io("read", path, &e))?.len();
    if size <= limit {
        return Ok(());
    }
    Err(AppError::Limited(format!("`{}` has more than {} MiB", path.display(), limit >> 20)))
}
