//! Packs made by hand, for what git would not put into one.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha1::{Digest as _, Sha1};

/// An entry of a pack.
pub enum Entry {
    /// A whole object: its type (1 commit, 2 tree, 3 blob, 4 tag) and content.
    Whole(u8, Vec<u8>),
    /// A whole object that claims to have another size.
    Claims(u8, u64, Vec<u8>),
    /// What is to be done to the object of this id.
    Delta(String, Vec<u8>),
}

/// A pack with its checksum.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = [&b"PACK\0\0\0\x02"[..], &(entries.len() as u32).to_be_bytes()].concat();
    for entry in entries {
        match entry {
            Entry::Whole(kind, content) => {
                head(&mut bytes, *kind, content.len() as u64);
                bytes.extend(deflate(content));
            }
            Entry::Claims(kind, size, content) => {
                head(&mut bytes, *kind, *size);
                bytes.extend(deflate(content));
            }
            Entry::Delta(base, delta) => {
                head(&mut bytes, 7, delta.len() as u64);
                bytes.extend(unhex(base));
                bytes.extend(deflate(delta));
            }
        }
    }
    let sum = Sha1::digest(&bytes);
    bytes.extend(sum);
    bytes
}

/// A delta that repeats the first 65,536 bytes of its base this often: one byte each time.
pub fn repeat(base: u64, times: usize) -> Vec<u8> {
    let mut delta = Vec::new();
    length(&mut delta, base);
    length(&mut delta, 65_536 * times as u64);
    delta.resize(delta.len() + times, 0x80);
    delta
}

/// The id of an object.
pub fn id_of(kind: &str, content: &[u8]) -> String {
    let head = format!("{kind} {}\0", content.len());
    hex(&Sha1::new().chain_update(head).chain_update(content).finalize())
}

/// An id as bytes.
pub fn unhex(id: &str) -> Vec<u8> {
    (0..id.len()).step_by(2).map(|at| u8::from_str_radix(&id[at..at + 2], 16).unwrap()).collect()
}

/// Bytes as an id.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// Type and size: four bits in the first byte, seven in each that follows.
fn head(bytes: &mut Vec<u8>, kind: u8, size: u64) {
    let more = if size >= 16 { 0x80 } else { 0 };
    bytes.push(more | kind << 4 | (size & 15) as u8);
    if size >= 16 {
        length(bytes, size >> 4);
    }
}

fn length(bytes: &mut Vec<u8>, mut size: u64) {
    while size >= 128 {
        bytes.push(0x80 | (size & 127) as u8);
        size >>= 7;
    }
    bytes.push(size as u8);
}
