//! Answers to the conflicts of one file, kept in the folder of git until all are given.
//!
//! The name has a digest of the three versions, so that nobody gets the answers of another merge.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use archweave_app::change::{Merge, Resolutions};
use sha2::{Digest, Sha256};

use crate::commands::merge::answers;
use crate::commands::merge_driver::versions::Versions;
use crate::failure::Failure;

/// Where the answers are; nowhere outside a clone.
pub(super) struct Kept(Option<PathBuf>);

impl Kept {
    pub(super) fn of(merged: &Path, versions: &Versions) -> Self {
        let asked = Command::new("git")
            .args(["rev-parse", "--path-format=absolute", "--git-path", "archweave/mergetool"])
            .stdin(Stdio::null())
            .output();
        let folder = asked.ok().filter(|asked| asked.status.success());
        let folder = folder.and_then(|asked| String::from_utf8(asked.stdout).ok());
        let name = Sha256::new()
            .chain_update(merged.display().to_string())
            .chain_update([0])
            .chain_update(versions.joined())
            .finalize();
        let name: String = name.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self(folder.map(|folder| PathBuf::from(folder.trim()).join(format!("{name}.json"))))
    }

    /// What was answered before. A file that is not there or damaged answers nothing.
    pub(super) fn read(&self) -> Resolutions {
        self.0.as_deref().and_then(|file| answers::read(file).ok()).unwrap_or_default()
    }

    pub(super) fn write(&self, merge: &Merge) -> Result<(), Failure> {
        let Some(file) = &self.0 else { return Ok(()) };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
        }
        answers::write(file, merge)
    }

    /// All is resolved.
    pub(super) fn remove(&self) {
        if let Some(file) = &self.0 {
            // It is not there if nothing was asked.
            let _ = std::fs::remove_file(file);
        }
    }
}
