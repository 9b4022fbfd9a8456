//! The folder of a site: written beside, then put in its place as a whole.
//!
//! A file says that the folder is a site and what is in it. A folder without it that holds something,
//! or one that holds something else beside the site, is left alone.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::{AppError, error};

/// Says that a folder is a site; each of its lines after the first names something in the folder.
const MARKER: &str = ".archweave-site";
const FIRST_LINE: &str = "A site made by `archweave site`, which replaces all of it. It holds:";

/// A site that is being written; what is not finished is removed.
pub(super) struct Staging {
    target: PathBuf,
    folder: PathBuf,
    made: HashSet<PathBuf>,
    names: BTreeSet<String>,
    files: usize,
    bytes: u64,
}

impl Staging {
    /// Begins a site that will be at `out`; `model` is where the model is, and no site may replace it.
    pub(super) fn begin(out: &Path, model: &Path) -> Result<Self, AppError> {
        let target = place(out)?;
        check(out, &target, model)?;
        let folder = beside(&target, "new");
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(|e| error::io("make", &folder, &e))?;
        let staging =
            Self { target, folder, made: HashSet::new(), names: BTreeSet::new(), files: 0, bytes: 0 };
        // From the start, so that a run that was killed leaves a folder that the next one knows.
        staging.write_marker()?;
        Ok(staging)
    }

    /// Writes a file; its path has `/` and parts that [`super::names`] made.
    pub(super) fn write(&mut self, path: &str, content: &[u8]) -> Result<(), AppError> {
        let file = self.folder.join(path);
        if let Some(folder) = file.parent().filter(|folder| !self.made.contains(*folder)) {
            fs::create_dir_all(folder).map_err(|e| error::io("make", folder, &e))?;
            self.made.insert(folder.to_owned());
        }
        self.names.insert(path.split('/').next().unwrap_or_default().to_owned());
        fs::write(&file, content).map_err(|e| error::io("write", &file, &e))?;
        self.files += 1;
        self.bytes += content.len() as u64;
        Ok(())
    }

    fn write_marker(&self) -> Result<(), AppError> {
        let mut text = format!("{FIRST_LINE}\n");
        for name in &self.names {
            text.push_str(name);
            text.push('\n');
        }
        let file = self.folder.join(MARKER);
        fs::write(&file, text).map_err(|e| error::io("write", &file, &e))
    }

    /// Puts the site in its place. Returns how many files and bytes it has.
    pub(super) fn finish(self) -> Result<(usize, u64), AppError> {
        self.write_marker()?;
        let (old, target) = (beside(&self.target, "old"), &self.target);
        remove(&old)?;
        let had_one = match fs::rename(target, &old) {
            Ok(()) => true,
            Err(e) if e.kind() == ErrorKind::NotFound => false,
            Err(e) => return Err(error::io("replace", target, &e)),
        };
        if let Err(e) = fs::rename(&self.folder, target) {
            if had_one {
                // What was there is better than nothing; the error is told either way.
                let _ = fs::rename(&old, target);
            }
            return Err(error::io("write", target, &e));
        }
        remove(&old)?;
        Ok((self.files, self.bytes))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After `finish` it is no longer there.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where the site will be, without links; its parent is made.
fn place(out: &Path) -> Result<PathBuf, AppError> {
    match out.canonicalize() {
        Ok(known) => Ok(known),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let parent =
                out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::create_dir_all(parent).map_err(|e| error::io("make", parent, &e))?;
            let parent = parent.canonicalize().map_err(|e| error::io("read", parent, &e))?;
            match out.file_name() {
                Some(name) => Ok(parent.join(name)),
                None => Err(AppError::Invalid(format!("`{}` is no name of a folder", out.display()))),
            }
        }
        Err(e) => Err(error::io("read", out, &e)),
    }
}

/// Refuses a folder that holds anything but a site.
fn check(out: &Path, target: &Path, model: &Path) -> Result<(), AppError> {
    let refuse = |why: String| Err(AppError::Invalid(format!("`{}` {why}", out.display())));
    if model.canonicalize().is_ok_and(|model| model.starts_with(target)) {
        return refuse("holds the model; choose a folder of its own for the site".into());
    }
    let entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        Err(e) if e.kind() == ErrorKind::NotADirectory => {
            return refuse("is a file; a site is a folder".into());
        }
        Err(e) => return Err(error::io("read", out, &e)),
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        let entry = entry.map_err(|e| error::io("read", out, &e))?;
        names.insert(entry.file_name().to_string_lossy().into_owned());
    }
    if names.is_empty() {
        return Ok(());
    }
    let marker = fs::read_to_string(target.join(MARKER)).ok();
    let Some(marker) = marker.filter(|text| text.starts_with(FIRST_LINE)) else {
        return refuse("holds files and is no site of archweave; choose another folder, or empty it".into());
    };
    let known: BTreeSet<&str> = marker.lines().skip(1).chain([MARKER]).collect();
    match names.iter().find(|name| !known.contains(name.as_str())) {
        Some(other) => refuse(format!("holds `{other}`, which is not of the site; move it away first")),
        None => Ok(()),
    }
}

/// A folder beside another, on the same disk.
fn beside(target: &Path, what: &str) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.archweave-{what}"))
}

/// Removes a site that an earlier run left; nothing else.
fn remove(folder: &Path) -> Result<(), AppError> {
    if folder.join(MARKER).is_file() || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
    {
        fs::remove_dir_all(folder).map_err(|e| error::io("remove", folder, &e))?;
    }
    match folder.exists() {
        true => Err(AppError::Invalid(format!("`{}` is in the way; move it away first", folder.display()))),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(out: &Path, files: &[&str]) -> Result<(), AppError> {
        let mut staging = Staging::begin(out, Path::new("/nowhere"))?;
        for file in files {
            staging.write(file, b"x")?;
        }
        staging.finish().map(|_| ())
    }

    #[test]
    fn a_site_replaces_a_site_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("deep/site");
        write(&out, &["index.html", "a/b.html"]).unwrap();
        write(&out, &["index.html", "c/d.html"]).unwrap();
        assert!(out.join("c/d.html").is_file() && !out.join("a").exists());
        let around: Vec<_> = fs::read_dir(out.parent().unwrap()).unwrap().collect();
        assert_eq!(around.len(), 1, "{around:?}");
        // Something that somebody put there stays.
        fs::create_dir(out.join(".git")).unwrap();
        assert!(write(&out, &["index.html"]).unwrap_err().to_string().contains(".git"));
        assert!(out.join("c/d.html").is_file());
    }

    #[test]
    fn other_folders_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "x").unwrap();
        assert!(write(folder.path(), &["index.html"]).is_err());
        assert!(write(&folder.path().join("mine.txt"), &["index.html"]).is_err());
        assert!(folder.path().join("mine.txt").is_file());
        let empty = folder.path().join("empty");
        fs::create_dir(&empty).unwrap();
        write(&empty, &["index.html"]).unwrap();
        let model = empty.join("model");
        fs::create_dir(&model).unwrap();
        assert!(Staging::begin(&empty, &model).is_err());
    }

    #[test]
    fn what_is_not_finished_is_not_seen() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let mut staging = Staging::begin(&out, Path::new("/nowhere")).unwrap();
        staging.write("index.html", b"x").unwrap();
        drop(staging);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
