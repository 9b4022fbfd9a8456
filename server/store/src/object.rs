//! New objects: bytes that git may not have yet, known by the id that git gives them.

use std::io;
use std::sync::Arc;

use flate2::{Compress, Compression, FlushCompress, Status};
use foldhash::HashMap;
use git2::{ObjectType, Oid};

use crate::diff::DiffError;
use crate::objects::Objects;

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

/// Objects that are in memory only, each once, in the order they came.
#[derive(Default)]
pub(crate) struct NewObjects {
    all: Vec<NewObject>,
    places: HashMap<Oid, usize>,
}

impl NewObjects {
    /// Adds one unless it is there.
    pub(crate) fn add(&mut self, object: NewObject) {
        let next = self.all.len();
        if *self.places.entry(object.id).or_insert(next) == next {
            self.all.push(object);
        }
    }

    /// One of them.
    pub(crate) fn get(&self, id: Oid) -> Option<&NewObject> {
        self.places.get(&id).map(|place| &self.all[*place])
    }

    /// The bytes of a tree: one of these, else one that git has.
    pub(crate) fn tree(&self, objects: &Objects<'_>, id: Oid) -> Result<Arc<[u8]>, DiffError> {
        match self.get(id).filter(|object| object.kind == ObjectType::Tree) {
            Some(object) => Ok(object.data.as_slice().into()),
            None => objects.tree(id),
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Forgets those that came last.
    pub(crate) fn truncate(&mut self, count: usize) {
        for object in self.all.drain(count.min(self.all.len())..) {
            self.places.remove(&object.id);
        }
    }

    /// All of them.
    pub(crate) fn into_all(self) -> Vec<NewObject> {
        self.all
    }
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
