//! Files that survive a power cut: written beside, flushed, renamed, and the folder flushed too.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// A file that has no name yet; removed again unless [`Self::keep`] gives it one.
pub(crate) struct Unnamed {
    path: PathBuf,
    file: Option<File>,
}

impl Unnamed {
    /// Makes `folder/<prefix>_<something>`; git's own clean-up knows the prefixes `tmp_obj`,
    /// `tmp_pack` and `tmp_idx`.
    pub(crate) fn new(folder: &Path, prefix: &str) -> io::Result<Self> {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let count = COUNTER.fetch_add(1, Ordering::Relaxed);
        Self::exactly(folder.join(format!("{prefix}_{}_{count}", std::process::id())))
    }

    /// Makes this very file; fails if it exists, so that it may serve as a lock.
    pub(crate) fn exactly(path: PathBuf) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        Ok(Self { path, file: Some(file) })
    }

    /// Flushes what was written and gives it its name. The folder must be flushed afterwards
    /// ([`flush_folder`]).
    pub(crate) fn keep(self, name: &Path, read_only: bool) -> io::Result<()> {
        self.flush_content(read_only)?;
        self.rename(name)
    }

    /// Flushes what was written. After an error the file is of no use: what was not flushed may
    /// count as flushed the next time.
    pub(crate) fn flush_content(&self, read_only: bool) -> io::Result<()> {
        if let Some(file) = &self.file {
            if read_only {
                let mut permissions = file.metadata()?.permissions();
                permissions.set_readonly(true);
                file.set_permissions(permissions)?;
            }
            file.sync_all()?;
        }
        Ok(())
    }

    /// Gives it its name without flushing, for what may be lost or was flushed.
    pub(crate) fn rename(mut self, name: &Path) -> io::Result<()> {
        fs::rename(&self.path, name)?;
        self.file = None;
        Ok(())
    }
}

impl Write for Unnamed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_mut().map_or(Ok(0), |file| file.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Unnamed {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Makes the names in a folder durable.
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
