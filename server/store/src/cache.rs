//! The parsed files of one tree on disk, so that the next process need not parse them again.
//!
//! The file holds a whole listing in order, not a table to look up: another revision is then the
//! difference of two trees away. It is thrown away whenever anything about it is not as expected;
//! nothing but time is lost. Its name carries a fingerprint of the code that reads model files.
//!
//! ```text
//! magic · length of the head · its checksum · head · block · block ...
//! ```

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use archweave_model::yaml::ParsedFile;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::file::Item;
use crate::limits::MAX_CACHE_BYTES;
use crate::parse::on_two_threads;

/// A file of a tree.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) path: Arc<str>,
    pub(crate) blob: [u8; 20],
    pub(crate) item: Item,
    /// None for what is not parsed, or has findings and is therefore parsed again.
    pub(crate) parsed: Option<Arc<ParsedFile>>,
}

/// The files of a tree, in git's order.
pub(crate) struct Listing {
    pub(crate) tree: [u8; 20],
    pub(crate) rows: Vec<Row>,
}

/// Where listings are kept: beside the objects, or in the user's own cache if that is read-only.
pub(crate) struct DiskCache {
    folders: Vec<PathBuf>,
    was_read: AtomicBool,
}

#[derive(Serialize, Deserialize)]
struct Head {
    tree: [u8; 20],
    blocks: Vec<Block>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Block {
    bytes: u64,
    checksum: u32,
}

const MAGIC: &[u8; 8] = b"awparse1";
const NAME: &str = concat!("parsed-", env!("ARCHWEAVE_READER"), ".cache");
/// Files a block holds.
const BLOCK: usize = 2048;
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
    pub(crate) fn write(&self, tree: [u8; 20], rows: &[Row]) {
        let Some((head, blocks)) = encode(tree, rows) else { return };
        for folder in &self.folders {
            if write(folder, &head, &blocks).is_ok() {
                remove_others(folder);
                return;
            }
        }
    }
}

fn read(path: &Path) -> Option<Listing> {
    let size = fs::metadata(path).ok()?.len();
    let bytes = (size <= MAX_CACHE_BYTES).then(|| fs::read(path).ok())??;
    decode(&bytes)
}

fn decode(bytes: &[u8]) -> Option<Listing> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (expected, rest) = rest.split_first_chunk::<4>()?;
    let (head, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    if checksum(head) != u32::from_le_bytes(*expected) {
        return None;
    }
    let head: Head = postcard::from_bytes(head).ok()?;
    let mut blocks = Vec::with_capacity(head.blocks.len());
    for block in &head.blocks {
        let (data, after) = rest.split_at_checked(usize::try_from(block.bytes).ok()?)?;
        blocks.push((block.checksum, data));
        rest = after;
    }
    let decode = |(expected, data): &(u32, &[u8])| -> Option<Vec<Row>> {
        (checksum(data) == *expected).then(|| postcard::from_bytes(data).ok())?
    };
    let rows: Option<Vec<Vec<Row>>> = on_two_threads(|| blocks.par_iter().map(decode).collect());
    let complete = rest.is_empty();
    complete.then_some(Listing { tree: head.tree, rows: rows?.into_iter().flatten().collect() })
}

fn encode(tree: [u8; 20], rows: &[Row]) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
    let encode = |rows: &[Row]| postcard::to_allocvec(rows).ok();
    let blocks: Option<Vec<Vec<u8>>> = on_two_threads(|| rows.par_chunks(BLOCK).map(encode).collect());
    let blocks = blocks?;
    let total: usize = blocks.iter().map(Vec::len).sum();
    let block = |data: &Vec<u8>| Block { bytes: data.len() as u64, checksum: checksum(data) };
    let head = Head { tree, blocks: blocks.iter().map(block).collect() };
    let head = postcard::to_allocvec(&head).ok()?;
    let mut start = MAGIC.to_vec();
    start.extend_from_slice(&u32::try_from(head.len()).ok()?.to_le_bytes());
    start.extend_from_slice(&checksum(&head).to_le_bytes());
    start.extend_from_slice(&head);
    (total as u64 <= MAX_CACHE_BYTES / 2).then_some((start, blocks))
}

/// Writes beside and renames, so that a reader sees the old file or the new one.
fn write(folder: &Path, head: &[u8], blocks: &[Vec<u8>]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let beside = folder.join(format!("{NAME}.{}.tmp", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(head)?;
        blocks.iter().try_for_each(|block| file.write_all(block))
    });
    let renamed = written.and_then(|()| fs::rename(&beside, folder.join(NAME)));
    if renamed.is_err() {
        let _ = fs::remove_file(&beside);
    }
    renamed
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

    fn sample() -> Vec<u8> {
        let text = b"id: crm\nkind: application-component\nname: CRM\n";
        let row = |i: u32| Row {
            path: format!("elements/{i}.yaml").into(),
            blob: [i as u8; 20],
            item: Item::Text(FileClass::Element),
            parsed: Some(Arc::new(yaml::read(FileClass::Element, text))),
        };
        let rows: Vec<_> = (0..3000).map(row).collect();
        let (head, blocks) = encode([7; 20], &rows).unwrap();
        [head, blocks.concat()].concat()
    }

    #[test]
    fn a_listing_comes_back() {
        let listing = decode(&sample()).unwrap();
        assert_eq!((listing.tree, listing.rows.len()), ([7; 20], 3000));
        assert_eq!(&*listing.rows[2999].path, "elements/2999.yaml");
        assert_eq!(listing.rows[0].parsed, listing.rows[2999].parsed);
    }

    #[test]
    fn a_damaged_listing_is_none() {
        let good = sample();
        assert!(decode(b"").is_none());
        for at in (0..good.len()).step_by(good.len() / 97) {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            assert!(decode(&bad).is_none(), "changed byte {at}");
            assert!(decode(&good[..at]).is_none(), "cut at {at}");
        }
        assert!(decode(&[good, vec![0]].concat()).is_none());
    }
}
