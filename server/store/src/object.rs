//! New objects: a few are written loose, many as one pack without deltas, which is both the
//! fastest to write and the fastest to read. All are on disk for good when [`write`] returns.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, FlushCompress, Status};
use foldhash::HashSet;
use git2::{ObjectType, Oid};

use crate::durable::{Unnamed, flush_folder};
use crate::pack;

/// An object that git may not have yet.
pub(crate) struct NewObject {
    pub(crate) id: Oid,
    pub(crate) kind: ObjectType,
    pub(crate) data: Vec<u8>,
}

impl NewObject {
    /// Computes the id.
    pub(crate) fn new(kind: ObjectType, data: Vec<u8>) -> Result<Self, git2::Error> {
        Ok(Self { id: Oid::hash_object(kind, &data)?, kind, data })
    }
}

/// More objects than this go into a pack.
const MAX_LOOSE: usize = 32;

/// Writes objects to the object folder of a repository.
pub(crate) fn write(folder: &Path, mut objects: Vec<NewObject>) -> io::Result<()> {
    let mut seen = HashSet::default();
    objects.retain(|object| seen.insert(object.id));
    if objects.len() > MAX_LOOSE {
        return pack::write(&folder.join("pack"), objects);
    }
    let mut deflate = Deflate::new();
    let mut folders = BTreeSet::new();
    for object in &objects {
        let hex = object.id.to_string();
        let (first, rest) = hex.split_at(2);
        let within = folder.join(first);
        let name = within.join(rest);
        if name.exists() {
            continue;
        }
        fs::create_dir_all(&within)?;
        let mut raw = format!("{} {}\0", object.kind.str(), object.data.len()).into_bytes();
        raw.extend_from_slice(&object.data);
        let mut file = Unnamed::new(folder, "tmp_obj")?;
        file.write_all(deflate.compress(&raw)?)?;
        file.keep(&name, true)?;
        folders.insert(within);
    }
    folders.iter().try_for_each(|folder: &PathBuf| flush_folder(folder))?;
    flush_folder(folder)
}

/// A zlib compressor that is used again and again.
pub(crate) struct Deflate {
    state: Compress,
    out: Vec<u8>,
}

impl Deflate {
    pub(crate) fn new() -> Self {
        Self { state: Compress::new(Compression::fast(), true), out: Vec::new() }
    }

    /// Compresses one object.
    pub(crate) fn compress(&mut self, data: &[u8]) -> io::Result<&[u8]> {
        self.state.reset();
        self.out.clear();
        // Incompressible data grows by 5 bytes a block.
        self.out.reserve(data.len() + data.len() / 1000 + 64);
        loop {
            let from = &data[self.state.total_in() as usize..];
            match self.state.compress_vec(from, &mut self.out, FlushCompress::Finish)? {
                Status::StreamEnd => return Ok(&self.out),
                Status::Ok | Status::BufError => self.out.reserve(data.len() + 64),
            }
        }
    }
}
