//! The private folder of a running server: `hooks/pre-receive` for git and `gate.sock` for the hook.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::gate::Gates;
use super::question::Nonce;

const PREFIX: &str = "archweave-";
const SOCKET: &str = "gate.sock";
const HOOK: &str = "pre-receive";
/// Bytes that every system takes as the path of a socket.
const MAX_SOCKET_PATH: usize = 100;
/// How long the hook may take to say that it works.
const PATIENCE: Duration = Duration::from_secs(20);
/// A folder without a server is a dead one's only if it is no longer being made.
const SETTLED: Duration = Duration::from_secs(60);

/// The folder, and the thread that listens in it. Both end when dropped.
pub(super) struct Runtime {
    folder: PathBuf,
    stop: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

impl Runtime {
    /// Makes a folder that only this user can enter, and tries the hook out.
    pub(super) fn start(gates: &Arc<Gates>, hook_program: &Path) -> io::Result<Arc<Self>> {
        let mut last = io::Error::new(ErrorKind::NotFound, "there is no folder for temporary files");
        for base in bases() {
            clear_dead(&base);
            match Self::start_in(&base, gates, hook_program) {
                Ok(runtime) => return Ok(Arc::new(runtime)),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn start_in(base: &Path, gates: &Arc<Gates>, hook_program: &Path) -> io::Result<Self> {
        let folder = base.join(format!("{PREFIX}{}", Nonce::new()?));
        let socket = folder.join(SOCKET);
        if socket.as_os_str().len() > MAX_SOCKET_PATH {
            return Err(io::Error::new(ErrorKind::InvalidFilename, "the path of a socket would be too long"));
        }
        // Fails if anything is there, be it a link.
        DirBuilder::new().mode(0o700).create(&folder)?;
        let mut runtime = Self { folder, stop: Arc::default(), listener: None };
        fs::create_dir(runtime.hooks())?;
        let hook = runtime.hooks().join(HOOK);
        fs::write(&hook, script(hook_program))?;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o500))?;
        let listener = UnixListener::bind(&socket)?;
        let (stop, own) = (runtime.stop.clone(), gates.clone());
        let listen = move || own.listen(&listener, &stop);
        runtime.listener = Some(thread::Builder::new().name("push gates".into()).spawn(listen)?);
        runtime.rehearse(gates)?;
        Ok(runtime)
    }

    /// Folder of the hooks.
    pub(super) fn hooks(&self) -> PathBuf {
        self.folder.join("hooks")
    }

    /// Where the hook asks.
    pub(super) fn socket(&self) -> PathBuf {
        self.folder.join(SOCKET)
    }

    /// Whether nobody cleaned it away, such as a job that removes old files from `/tmp`.
    pub(super) fn is_whole(&self) -> bool {
        let runs = |hook: fs::Metadata| hook.is_file() && hook.mode() & 0o100 != 0;
        fs::metadata(self.hooks().join(HOOK)).is_ok_and(runs) && self.socket().exists()
    }

    /// Runs the hook as git would. Git passes over a hook that it may not execute (on a file system
    /// mounted `noexec`, say), and would then move branches unasked.
    fn rehearse(&self, gates: &Arc<Gates>) -> io::Result<()> {
        let pending = gates.rehearse()?;
        let limit = Instant::now() + PATIENCE;
        let mut command = Command::new(self.hooks().join(HOOK));
        command.env_clear().envs(pending.environment(&self.socket())).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut hook = loop {
            match command.spawn() {
                // Another thread, about to become another program, still has the file open.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy && Instant::now() < limit => {
                    thread::sleep(Duration::from_millis(5));
                }
                spawned => break spawned?,
            }
        };
        while hook.try_wait()?.is_none() {
            if Instant::now() > limit {
                let _ = hook.kill();
                break;
            }
            thread::sleep(Duration::from_millis(2));
        }
        match hook.wait()?.success() && pending.is_accepted() {
            true => Ok(()),
            false => Err(io::Error::other("the hook that lets git ask about a push does not work")),
        }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        // Wakes the listener; where the socket is gone it sleeps on.
        let is_awake = UnixStream::connect(self.socket()).is_ok();
        if let (Some(listener), true) = (self.listener.take(), is_awake) {
            let _ = listener.join();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What git runs.
fn script(program: &Path) -> Vec<u8> {
    let mut quoted = Vec::new();
    for &byte in program.as_os_str().as_bytes() {
        match byte {
            b'\'' => quoted.extend_from_slice(br"'\''"),
            byte => quoted.push(byte),
        }
    }
    [b"#!/bin/sh\nexec '", quoted.as_slice(), b"' hook pre-receive\n"].concat()
}

/// Where the folder may be, best first.
fn bases() -> impl Iterator<Item = PathBuf> {
    let of_user = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    of_user.into_iter().chain([std::env::temp_dir(), PathBuf::from("/tmp")])
}

/// Removes what servers left behind that were killed. Best effort.
fn clear_dead(base: &Path) {
    let Ok(own) = fs::metadata("/proc/self").map(|process| process.uid()) else { return };
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        if entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_prefix(PREFIX))
            .and_then(Nonce::parse)
            .is_none()
        {
            continue;
        }
        // Not through a link, which anyone could put there.
        let Ok(found) = fs::symlink_metadata(entry.path()) else { continue };
        let is_settled = found.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age > SETTLED));
        let socket = entry.path().join(OsStr::new(SOCKET));
        if found.is_dir()
            && found.uid() == own
            && is_settled
            && UnixStream::connect(socket).is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_for_the_shell() {
        let text = script(Path::new("/opt/it's $(x)/archweave"));
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "#!/bin/sh\nexec '/opt/it'\\''s $(x)/archweave' hook pre-receive\n"
        );
    }
}
