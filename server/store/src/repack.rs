//! One pack of many, made by git beside the others and put in their place once it is complete.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::MaintainError;
use crate::durable::flush_folder;
use crate::pack_index::PackIndex;

/// A pack and how many objects it has.
pub(crate) struct Pack {
    /// Without an ending.
    pub(crate) base: PathBuf,
    pub(crate) objects: usize,
}

impl Pack {
    fn file(&self, end: &str) -> PathBuf {
        self.base.with_extension(end)
    }

    fn name(&self) -> String {
        format!("{}.pack", self.base.file_name().unwrap_or_default().to_string_lossy())
    }
}

/// `pack-objects` runs no other program; it must not fetch either, nor read another configuration.
const ENVIRONMENT: [(&str, &str); 5] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("LC_ALL", "C"),
];

const SETTINGS: [&str; 7] = [
    "safe.directory=*",
    "core.fsync=all",
    "core.fsyncMethod=fsync",
    "core.bigFileThreshold=16m",
    "pack.packSizeLimit=0",
    "pack.threads=1",
    "pack.windowMemory=64m",
];

/// A folder where git writes a pack that nobody sees yet; it goes when it is dropped.
pub(crate) struct Workshop(PathBuf);

impl Workshop {
    pub(crate) fn new(objects: &Path) -> io::Result<Self> {
        let folder = objects.join(format!("tmp_repack_{}_0", std::process::id()));
        match fs::create_dir(&folder) {
            // Of a process that had this number before: we hold the lock.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                fs::remove_dir_all(&folder)?;
                fs::create_dir(&folder)?;
            }
            made => made?,
        }
        Ok(Self(folder))
    }

    /// One pack of everything in `rolled` and all loose objects, but for what `kept` has.
    pub(crate) fn pack(self, rolled: &[Pack], kept: &[Pack]) -> Result<Made, MaintainError> {
        let objects = self.0.parent().unwrap_or(&self.0);
        let repository = objects.parent().unwrap_or(objects);
        let mut command = Command::new("git");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).envs(ENVIRONMENT);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        command.arg("--git-dir").arg(repository).current_dir(repository);
        command.args(["pack-objects", "-q", "--stdin-packs", "--unpacked", "--non-empty"]);
        command.args(["--depth=4", "--window=10", "--delta-base-offset"]).arg(self.0.join("pack"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(MaintainError::NoGit)?;
        let names = rolled.iter().map(|pack| format!("{}\n", pack.name()));
        let names: String = names.chain(kept.iter().map(|pack| format!("^{}\n", pack.name()))).collect();
        let asked = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(names.as_bytes()));
        let output = child.wait_with_output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', "; ");
            return Err(MaintainError::Git(said));
        }
        asked?;
        let hash = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let base = (!hash.is_empty()).then(|| self.0.join(format!("pack-{hash}")));
        Ok(Made { _workshop: self, base })
    }
}

/// A pack that is complete, but still in its workshop.
pub(crate) struct Made {
    _workshop: Workshop,
    /// None if every object is in a pack that stays.
    base: Option<PathBuf>,
}

impl Made {
    /// Puts it in place of the packs it was made from; gives how many, and how many loose objects.
    pub(crate) fn replace(
        self,
        objects: &Path,
        rolled: &[Pack],
        kept: &[Pack],
        loose: &[([u8; 20], PathBuf)],
    ) -> Result<(usize, usize), MaintainError> {
        let folder = objects.join("pack");
        let mut present = Vec::new();
        let mut name = None;
        if let Some(base) = &self.base {
            present.push(PackIndex::read(&base.with_extension("idx"))?);
            name = base.file_name();
        }
        let kept: io::Result<Vec<PackIndex>> =
            kept.iter().map(|pack| PackIndex::read(&pack.file("idx"))).collect();
        present.extend(kept?);
        let has = |id: &[u8; 20]| present.iter().any(|index| index.has(id));
        for pack in rolled {
            if !PackIndex::read(&pack.file("idx"))?.ids().iter().all(has) {
                return Err(MaintainError::Incomplete);
            }
        }
        if let Some(base) = &self.base {
            // The index announces the pack, so it comes last.
            for end in ["pack", "rev", "idx"] {
                let file = base.with_extension(end);
                if end == "rev" && !file.exists() {
                    continue;
                }
                File::open(&file)?.sync_all()?;
                fs::rename(&file, folder.join(file.file_name().unwrap_or_default()))?;
            }
            flush_folder(&folder)?;
        }
        // It may name packs that go now.
        remove(&folder.join("multi-pack-index"))?;
        let gone: Vec<&Pack> = rolled.iter().filter(|pack| pack.base.file_name() != name).collect();
        for pack in &gone {
            for end in ["idx", "rev", "bitmap", "pack"] {
                remove(&pack.file(end))?;
            }
        }
        let mut pruned = 0;
        for (_, path) in loose.iter().filter(|(id, _)| has(id)) {
            remove(path)?;
            pruned += 1;
        }
        flush_folder(&folder)?;
        Ok((gone.len(), pruned))
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
