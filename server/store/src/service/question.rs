//! What the hook and the server say to each other: one message each way over the socket.

use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Counts up when the messages change: the executable may be replaced while a server runs.
pub(super) const VERSION: u8 = 1;

/// Bytes of a message: [`super::push::MAX_UPDATES`] long names fit several times.
const MAX_BYTES: u64 = 4 << 20;

/// Names one push; nobody can guess it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Nonce([u8; 16]);

impl Nonce {
    pub(super) fn new() -> io::Result<Self> {
        let mut bytes = [0; 16];
        std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        Ok(Self(bytes))
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes()))
    }
}

impl std::fmt::Display for Nonce {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// The hook to the server.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) version: u8,
    pub(super) nonce: Nonce,
    /// Path of the quarantine, if git made one.
    pub(super) quarantine: Option<Vec<u8>>,
    /// What git wrote to the hook, up to a limit that is more than anyone may push.
    pub(super) commands: Vec<u8>,
}

/// The server to the hook.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Answer {
    pub(super) accepted: bool,
    /// For the pusher, fit for a terminal.
    pub(super) lines: Vec<String>,
}

/// Writes a message and says that there will be no more.
pub(super) fn send(mut stream: &UnixStream, message: &impl Serialize) -> io::Result<()> {
    let bytes =
        postcard::to_stdvec(message).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))?;
    stream.write_all(&bytes)?;
    stream.shutdown(Shutdown::Write)
}

/// Reads the other side's message.
pub(super) fn receive<T: DeserializeOwned>(stream: &UnixStream) -> io::Result<T> {
    let mut bytes = Vec::new();
    stream.take(MAX_BYTES).read_to_end(&mut bytes)?;
    postcard::from_bytes(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_reads_what_it_writes_and_never_repeats() {
        let (one, other) = (Nonce::new().unwrap(), Nonce::new().unwrap());
        assert_ne!(one, other);
        assert_eq!(Nonce::parse(&one.to_string()), Some(one));
        assert_eq!(one.to_string().len(), 32);
        assert_eq!(Nonce::parse("../x"), None);
    }
}
