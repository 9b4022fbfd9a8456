//! The parsed files of one tree on disk, so that the next process need not parse them again.
//!
//! The file holds a whole listing in order, not a table to look up: another revision is then the
//! difference of two trees away. It is thrown away whenever anything about it is not as expected;
//! nothing but time is lost. Its name carries a fingerprint of the code that reads model files. It
//! lies beside the objects and is trusted as they are: a push cannot write there.
//!
//! ```text
//! magic · block · block ... · head · length of the head · its checksum
//! ```

use std::fs;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use archweave_model::yaml::ParsedFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::durable::Unnamed;
use crate::file::Item;
use crate::limits::MAX_CACHE_BYTES;
use crate::listing::{Listing, Row};
use crate::parse::on_two_threads;

/// A [`Row`] as it is written.
#[derive(Serialize)]
struct RowOut<'a> {
    path: &'a str,
    blob: &'a [u8; 20],
    item: &'a Item,
    parsed: Option<&'a ParsedFile>,
}

/// A [`Row`] as it is read: the same fields.
#[derive(Deserialize)]
struct RowIn<'a> {
    path: &'a str,
    blob: [u8; 20],
    item: Item,
    parsed: Option<ParsedFile>,
}

impl<'a> From<&'a Row> for RowOut<'a> {
    fn from(row: &'a Row) -> Self {
        let parsed = row.parsed.as_deref().filter(|parsed| parsed.is_cacheable());
        Self { path: &row.path, blob: &row.blob, item: &row.item, parsed }
    }
}

impl From<RowIn<'_>> for Row {
    fn from(row: RowIn<'_>) -> Self {
        let RowIn { path, blob, item, parsed } = row;
        Self { path: path.into(), blob, item, parsed: parsed.map(Arc::new) }
    }
}

/// Where listings are kept: beside the objects, or in the user's own cache if that is read-only.
pub(crate) struct DiskCache {
    folders: Vec<PathBuf>,
    was_read: AtomicBool,
}

#[derive(Serialize, Deserialize)]
struct Head {
    tree: [u8; 20],
    is_clean: bool,
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Block {
    rows: usize,
    start: u64,
    bytes: usize,
    checksum: u32,
}

const MAGIC: &[u8; 8] = b"awparse3";
const NAME: &str = concat!("parsed-", env!("ARCHWEAVE_READER"), ".cache");
/// Files a block holds.
const BLOCK: usize = 1024;
/// Caches of other versions that are left alone.
const OTHERS: usize = 2;

impl DiskCache {
    /// Keeps nothing.
    pub(crate) fn none() -> Self {
        Self { folders: Vec::new(), was_read: AtomicBool::new(true) }
    }

    /// Keeps listings in the repository, else in the user's cache.
    pub(crate) fn beside(git: &Path) -> Self {
        let own = git.join("archweave");
        let absolute = fs::canonicalize(git).unwrap_or_else(|_| git.to_owned());
        let user = user_cache().map(|cache| {
            let mut name = flate2::Crc::new();
            name.update(absolute.as_os_str().as_encoded_bytes());
            cache.join("archweave").join(format!("{:08x}", name.sum()))
        });
        Self { folders: std::iter::once(own).chain(user).collect(), was_read: AtomicBool::new(false) }
    }

    /// What an earlier process left; asked once, since afterwards memory knows better.
    pub(crate) fn read_once(&self) -> Option<Listing> {
        if self.was_read.swap(true, Ordering::Relaxed) {
            return None;
        }
        self.folders.iter().find_map(|folder| read(&folder.join(NAME)))
    }

    /// Leaves a listing for the next process. Failing to is not worth a word.
    pub(crate) fn write(&self, listing: &Listing) {
        let written = self.folders.iter().find(|folder| write(folder, listing).is_ok());
        if let Some(folder) = written {
            remove_others(folder);
        }
    }
}

/// Any problem at all is none.
fn read(path: &Path) -> Option<Listing> {
    let mut file = fs::File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut bytes = Vec::new();
    let end = size.checked_sub(TRAILER).filter(|_| size <= MAX_CACHE_BYTES)?;
    read_at(&mut file, end, TRAILER as usize, &mut bytes)?;
    let (length, expected) = bytes.split_first_chunk::<4>()?;
    let (length, expected) = (u32::from_le_bytes(*length), u32::from_le_bytes(expected.try_into().ok()?));
    let start = end.checked_sub(length.into())?;
    read_at(&mut file, start, length as usize, &mut bytes)?;
    let head: Head = (checksum(&bytes) == expected).then(|| postcard::from_bytes(&bytes).ok())??;
    read_at(&mut file, 0, MAGIC.len(), &mut bytes)?;
    let fits = |block: &Block| block.start.checked_add(block.bytes as u64).is_some_and(|end| end <= start);
    if bytes != MAGIC || !head.blocks.iter().all(fits) {
        return None;
    }
    // Each thread reads for itself, so that no more than two blocks are in memory.
    let open = || (fs::File::open(path).ok(), Vec::new());
    let read = |(file, bytes): &mut (Option<fs::File>, Vec<u8>), block: &Block| {
        read_at(file.as_mut()?, block.start, block.bytes, bytes)?;
        decode(bytes, block)
    };
    let rows: Option<Vec<Vec<Row>>> =
        on_two_threads(|| head.blocks.par_iter().with_min_len(8).map_init(open, read).collect());
    Some(Listing { tree: head.tree, rows: rows?.into_iter().flatten().collect(), is_clean: head.is_clean })
}

/// Length of the head and its checksum.
const TRAILER: u64 = 8;

fn read_at(file: &mut fs::File, start: u64, length: usize, bytes: &mut Vec<u8>) -> Option<()> {
    bytes.resize(length, 0);
    file.seek(SeekFrom::Start(start)).ok()?;
    file.read_exact(bytes).ok()
}

fn decode(mut bytes: &[u8], block: &Block) -> Option<Vec<Row>> {
    if checksum(bytes) != block.checksum {
        return None;
    }
    let mut rows = Vec::with_capacity(block.rows.min(BLOCK));
    while !bytes.is_empty() {
        let (row, rest) = postcard::take_from_bytes::<RowIn<'_>>(bytes).ok()?;
        rows.push(row.into());
        bytes = rest;
    }
    (rows.len() == block.rows).then_some(rows)
}

/// Writes beside and renames, so that a reader sees the old file or the new one.
fn write(folder: &Path, listing: &Listing) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = Unnamed::new(folder, "tmp_parsed")?;
    encode(&mut file, listing)?;
    file.rename(&folder.join(NAME))
}

fn encode(mut file: impl Write, listing: &Listing) -> io::Result<()> {
    let mut head = Head { tree: listing.tree, is_clean: listing.is_clean, blocks: Vec::new() };
    let mut start = MAGIC.len() as u64;
    let mut bytes = Vec::new();
    file.write_all(MAGIC)?;
    for rows in listing.rows.chunks(BLOCK) {
        bytes.clear();
        for row in rows {
            bytes = postcard::to_extend(&RowOut::from(row), bytes).map_err(io::Error::other)?;
        }
        file.write_all(&bytes)?;
        head.blocks.push(Block { rows: rows.len(), start, bytes: bytes.len(), checksum: checksum(&bytes) });
        start += bytes.len() as u64;
        if start > MAX_CACHE_BYTES / 2 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
    let head = postcard::to_allocvec(&head).map_err(io::Error::other)?;
    file.write_all(&head)?;
    file.write_all(&(head.len() as u32).to_le_bytes())?;
    file.write_all(&checksum(&head).to_le_bytes())
}

/// Removes the oldest caches of other versions.
fn remove_others(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut others: Vec<_> = entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("parsed-") && name.ends_with(".cache") && name != NAME
        })
        .map(|entry| (entry.metadata().and_then(|m| m.modified()).ok(), entry.path()))
        .collect();
    others.sort();
    let excess = others.len().saturating_sub(OTHERS);
    for (_, path) in others.into_iter().take(excess) {
        let _ = fs::remove_file(path);
    }
}

fn user_cache() -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || set("HOME").map(|home| home.join(".cache"));
    set("XDG_CACHE_HOME").filter(|path| path.is_absolute()).or_else(home)
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use archweave_model::yaml::{self, FileClass};

    use super::*;

    const SAMPLES: [(FileClass, &[u8]); 7] = [
        (
            FileClass::Element,
            b"id: crm\nkind: application-component\nname: CRM\nproperties: { a: [b, { c: 1 }] }\n",
        ),
        (FileClass::Relation, b"id: r\nkind: serving\nfrom: a\nto: b\n"),
        (
            FileClass::View,
            b"id: v\nname: V\ncontent:\n  - { node: n, element: crm }\n  - { node: m, note: x }\n",
        ),
        (
            FileClass::View,
            b"id: w\nviewpoint: layered\nselector: { ids: [crm], not: {} }\nshow: { relations: [], color: { by: count, low: 0.5 } }\n",
        ),
        (
            FileClass::Layout,
            b"view: v\nnodes:\n  n: { x: 1, y: 2, w: 3, h: 4, style: { fill: \"#ffffff\" } }\nconnections: { c: { bends: [[1, 2]], label: [3, 4] } }\n",
        ),
        (
            FileClass::Manifest,
            b"format: 1\nname: { en: A, zh: B }\nlanguages: [en]\nrules: { level: warn }\n",
        ),
        (FileClass::Extra, b"a: [1, { b: c }]\n"),
    ];

    fn sample() -> Vec<u8> {
        let row = |i: u32| {
            let (class, text) = SAMPLES[i as usize % SAMPLES.len()];
            let parsed = yaml::read(class, text);
            assert!(parsed.is_cacheable(), "{:?}", parsed.findings);
            Row {
                path: format!("elements/{i}.yaml").into(),
                blob: [i as u8; 20],
                item: Item::Text(class),
                parsed: Some(Arc::new(parsed)),
            }
        };
        let listing = Listing { tree: [7; 20], rows: (0..3000).map(row).collect(), is_clean: true };
        let mut bytes = Vec::new();
        encode(&mut bytes, &listing).unwrap();
        bytes
    }

    fn read_bytes(bytes: &[u8]) -> Option<Listing> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        read(file.path())
    }

    #[test]
    fn a_listing_comes_back() {
        let listing = read_bytes(&sample()).unwrap();
        assert_eq!((listing.tree, listing.rows.len(), listing.is_clean), ([7; 20], 3000, true));
        assert_eq!(&*listing.rows[2999].path, "elements/2999.yaml");
        for (i, (class, text)) in SAMPLES.iter().enumerate() {
            assert_eq!(listing.rows[i].parsed.as_deref(), Some(&yaml::read(*class, text)), "{class:?}");
        }
    }

    #[test]
    fn a_damaged_listing_is_none() {
        let good = sample();
        assert!(read_bytes(b"").is_none());
        for at in (0..good.len()).step_by(good.len() / 23) {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            assert!(read_bytes(&bad).is_none(), "changed byte {at}");
            assert!(read_bytes(&good[..at]).is_none(), "cut at {at}");
        }
        assert!(read_bytes(&[&good[..], &[0]].concat()).is_none());
    }
}
