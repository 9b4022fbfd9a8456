//! The lock files that git honours (`refs/heads/main.lock`): who made the file holds the lock.
//!
//! A process that is killed leaves its lock files behind. So that the next one can tell, the file
//! is also locked with the system (`flock`), which ends with the process; git does not do that, see
//! [`crate::recover`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A held lock. Its file stays empty and goes with it.
pub(crate) struct Lock {
    path: PathBuf,
    /// Open for as long as the lock is held.
    _file: File,
}

/// How long to wait for another process that holds it.
const PATIENCE: Duration = Duration::from_secs(2);

impl Lock {
    /// Locks the file `name` by `name.lock`, whose folder is made if needed; none if somebody else
    /// does not let go.
    pub(crate) fn take(name: &Path) -> io::Result<Option<Self>> {
        let mut path = name.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        let start = Instant::now();
        loop {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    let lock = Self { path, _file: file };
                    // Nobody else knows of the file yet, except a recovery that takes it for dead.
                    lock._file.try_lock().or_else(|error| match error {
                        fs::TryLockError::WouldBlock => Ok(()),
                        fs::TryLockError::Error(error) if error.kind() == ErrorKind::Unsupported => Ok(()),
                        fs::TryLockError::Error(error) => Err(error),
                    })?;
                    return Ok(Some(lock));
                }
                Err(_) if start.elapsed() > PATIENCE => return Ok(None),
                // The last branch of a folder takes the folder along.
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    path.parent().map_or(Ok(()), fs::create_dir_all)?;
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    thread::sleep(Duration::from_millis(5));
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
