//! One pack and its index, in git's formats (`gitformat-pack`), without deltas.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use git2::{ObjectType, Oid};
use rayon::prelude::*;
use sha1::{Digest, Sha1};

use crate::durable::{Unnamed, flush_folder};
use crate::object::{Deflate, NewObject};
use crate::parse::on_two_threads;

/// Writes a pack of objects whose ids differ, for good; readers see it when it is complete.
///
/// A pack for even a few objects: that is two files and one folder to flush, where each loose
/// object would be one of both.
pub(crate) fn write(folder: &Path, mut objects: Vec<NewObject>) -> io::Result<()> {
    if objects.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    // As git does: commits, trees, blobs, so that a walk over trees reads one stretch.
    objects.sort_by_key(|object| match object.kind {
        ObjectType::Commit => 0,
        ObjectType::Tree => 1,
        _ => 2,
    });
    let packed = compress(&objects)?;
    drop(objects);
    let mut pack = Hashed::new(Unnamed::new(folder, "tmp_pack")?);
    let count = packed.iter().map(|part| part.entries.len()).sum::<usize>() as u32;
    pack.write_all(&[&b"PACK\0\0\0\x02"[..], &count.to_be_bytes()].concat())?;
    let mut entries = Vec::with_capacity(count as usize);
    let mut offset = 12_u64;
    for part in packed {
        for entry in &part.entries {
            entries.push(Entry { offset, ..*entry });
            offset += entry.offset;
        }
        pack.write_all(&part.bytes)?;
    }
    let (pack, checksum) = pack.finish()?;
    let name: String = checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    entries.sort_unstable_by_key(|entry| entry.id);
    let mut index = Hashed::new(Unnamed::new(folder, "tmp_idx")?);
    write_index(&mut index, &entries, &checksum)?;
    let (index, _) = index.finish()?;
    let [pack_name, index_name] = ["pack", "idx"].map(|end| folder.join(format!("pack-{name}.{end}")));
    pack.flush_content(true)?;
    index.flush_content(true)?;
    pack.rename(&pack_name)?;
    // The index announces the pack, so it comes last, and at once.
    let announced = index.rename(&index_name);
    if announced.is_err() && !index_name.exists() {
        let _ = fs::remove_file(&pack_name);
    }
    announced?;
    flush_folder(folder)
}

/// Where an object is; while compressing, `offset` is its length.
#[derive(Clone, Copy)]
struct Entry {
    id: Oid,
    crc: u32,
    offset: u64,
}

/// Some objects as they stand in the pack.
#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

fn compress(objects: &[NewObject]) -> io::Result<Vec<Part>> {
    let part = |objects: &[NewObject]| -> io::Result<Part> {
        let mut deflate = Deflate::new();
        let mut part = Part::default();
        for object in objects {
            let start = part.bytes.len();
            header(object, &mut part.bytes);
            part.bytes.extend_from_slice(deflate.compress(&object.data)?);
            let bytes = &part.bytes[start..];
            let mut crc = flate2::Crc::new();
            crc.update(bytes);
            part.entries.push(Entry { id: object.id, crc: crc.sum(), offset: bytes.len() as u64 });
        }
        Ok(part)
    };
    match objects.len() > PART {
        true => on_two_threads(|| objects.par_chunks(PART).map(part).collect()),
        false => Ok(vec![part(objects)?]),
    }
}

/// Objects a thread takes at a time.
const PART: usize = 2048;

/// Kind and size: four bits of the size, then seven a byte, each byte but the last marked.
fn header(object: &NewObject, out: &mut Vec<u8>) {
    let kind: u8 = match object.kind {
        ObjectType::Commit => 1,
        ObjectType::Tree => 2,
        ObjectType::Tag => 4,
        _ => 3,
    };
    let mut size = object.data.len();
    let mut byte = kind << 4 | (size & 15) as u8;
    size >>= 4;
    while size > 0 {
        out.push(byte | 0x80);
        byte = (size & 127) as u8;
        size >>= 7;
    }
    out.push(byte);
}

/// Version 2: counts by first byte, ids, checksums, offsets; far offsets in a table of their own.
fn write_index(out: &mut impl Write, entries: &[Entry], pack: &[u8; 20]) -> io::Result<()> {
    out.write_all(b"\xfftOc\0\0\0\x02")?;
    for first in 0..=255_u8 {
        let until = entries.partition_point(|entry| entry.id.as_bytes()[0] <= first) as u32;
        out.write_all(&until.to_be_bytes())?;
    }
    for entry in entries {
        out.write_all(&entry.id.as_bytes()[..20])?;
    }
    for entry in entries {
        out.write_all(&entry.crc.to_be_bytes())?;
    }
    let mut far: Vec<u64> = Vec::new();
    for entry in entries {
        let near = match u32::try_from(entry.offset) {
            Ok(offset) if offset < FAR => offset,
            _ => {
                far.push(entry.offset);
                FAR | (far.len() - 1) as u32
            }
        };
        out.write_all(&near.to_be_bytes())?;
    }
    for offset in far {
        out.write_all(&offset.to_be_bytes())?;
    }
    out.write_all(pack)
}

const FAR: u32 = 1 << 31;

/// Writes and hashes, and ends with the hash.
struct Hashed {
    file: BufWriter<Unnamed>,
    hash: Sha1,
}

impl Hashed {
    fn new(file: Unnamed) -> Self {
        Self { file: BufWriter::with_capacity(1 << 18, file), hash: Sha1::new() }
    }

    fn finish(mut self) -> io::Result<(Unnamed, [u8; 20])> {
        let hash: [u8; 20] = self.hash.finalize().into();
        self.file.write_all(&hash)?;
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((file, hash))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
