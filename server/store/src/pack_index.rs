//! The index of a pack: which objects it has (`gitformat-pack`, version 2).

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// Magic and version, then 256 counts.
const HEAD: usize = 8 + 256 * 4;

/// How many objects a pack has, from the head of its index.
pub(crate) fn count(index: &Path) -> io::Result<usize> {
    let mut head = [0; HEAD];
    fs::File::open(index)?.read_exact(&mut head)?;
    count_of(&head)
}

/// The ids of a pack's objects, in order.
pub(crate) struct PackIndex(Vec<u8>);

impl PackIndex {
    /// Reads an index.
    pub(crate) fn read(index: &Path) -> io::Result<Self> {
        let mut bytes = fs::read(index)?;
        let end = HEAD + count_of(bytes.get(..HEAD).unwrap_or_default())? * 20;
        if bytes.len() < end {
            return Err(damaged());
        }
        bytes.truncate(end);
        bytes.drain(..HEAD);
        Ok(Self(bytes))
    }

    /// All ids.
    pub(crate) fn ids(&self) -> &[[u8; 20]] {
        self.0.as_chunks().0
    }

    /// Whether the pack has an object.
    pub(crate) fn has(&self, id: &[u8; 20]) -> bool {
        self.ids().binary_search(id).is_ok()
    }
}

fn count_of(head: &[u8]) -> io::Result<usize> {
    match head.strip_prefix(b"\xfftOc\0\0\0\x02").and_then(<[u8]>::last_chunk::<4>) {
        Some(last) => Ok(u32::from_be_bytes(*last) as usize),
        None => Err(damaged()),
    }
}

fn damaged() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "not the index of a pack")
}
