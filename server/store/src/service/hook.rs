//! The hook's side: what `archweave hook pre-receive` does when git calls it.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;

use super::question::{Answer, Nonce, Question, VERSION, receive, send};

/// Environment variable: path of the server's socket.
pub(super) const SOCKET: &str = "ARCHWEAVE_GATE";
/// Environment variable: which push this is.
pub(super) const NONCE: &str = "ARCHWEAVE_PUSH";
/// Git's name for the folder with the new objects.
const QUARANTINE: &str = "GIT_QUARANTINE_PATH";

/// More than the longest list that is accepted: 1,000 lines with names of 200 bytes.
const MAX_COMMANDS: u64 = 1 << 20;

/// What the server said, as the hook passes it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whether git may go on.
    pub accepted: bool,
    /// For the standard error, which git shows to the pusher.
    pub lines: Vec<String>,
}

/// Asks the server that git was started by. `commands` is the hook's standard input; `variable`
/// reads the environment. Without an answer nothing is accepted.
pub fn ask<S: AsRef<OsStr>>(commands: impl Read, variable: impl Fn(&str) -> Option<S>) -> Said {
    let set = |name: &str| variable(name).map(|value| value.as_ref().to_owned());
    let (Some(socket), Some(nonce)) = (set(SOCKET), set(NONCE)) else {
        return refused("this hook is for pushes over `archweave serve`, which calls it itself");
    };
    let quarantine = set(QUARANTINE).map(|path| path.as_bytes().to_vec());
    match exchange(commands, Path::new(&socket), &nonce.to_string_lossy(), quarantine) {
        Ok(answer) => Said { accepted: answer.accepted, lines: answer.lines },
        Err(_) => refused("the server did not answer, so nothing was changed; push again in a moment"),
    }
}

fn exchange(
    commands: impl Read,
    socket: &Path,
    nonce: &str,
    quarantine: Option<Vec<u8>>,
) -> io::Result<Answer> {
    let nonce = Nonce::parse(nonce).ok_or(io::ErrorKind::InvalidInput)?;
    let mut read = Vec::new();
    commands.take(MAX_COMMANDS).read_to_end(&mut read)?;
    let stream = UnixStream::connect(socket)?;
    send(&stream, &Question { version: VERSION, nonce, quarantine, commands: read })?;
    receive(&stream)
}

fn refused(line: &str) -> Said {
    Said { accepted: false, lines: vec![line.to_owned()] }
}
