//! Blobs to parsed files: each content is parsed once, whatever revisions and paths hold it, by
//! two threads that read for themselves.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use archweave_model::yaml::{self, FileClass, MAX_FILE_BYTES, ParsedFile};
use foldhash::HashMap;
use git2::{ObjectType, Odb, Oid};
use rayon::prelude::*;

use crate::file::Refusal;
use crate::handles::Handles;

/// Parsed files by content; the least recently used half goes when there are too many.
#[derive(Default)]
pub(crate) struct ParsedFiles(Mutex<Generations>);

/// What a blob is parsed as.
pub(crate) type Key = (Oid, FileClass);

#[derive(Default)]
struct Generations {
    recent: HashMap<Key, Arc<ParsedFile>>,
    older: HashMap<Key, Arc<ParsedFile>>,
}

/// A generation this large makes the one before it go.
const GENERATION: usize = 250_000;

impl Generations {
    fn get(&mut self, key: &Key) -> Option<Arc<ParsedFile>> {
        if let Some(file) = self.recent.get(key) {
            return Some(Arc::clone(file));
        }
        let file = self.older.remove(key)?;
        self.insert(*key, Arc::clone(&file));
        Some(file)
    }

    fn insert(&mut self, key: Key, file: Arc<ParsedFile>) {
        if self.recent.len() >= GENERATION {
            self.older = std::mem::take(&mut self.recent);
        }
        self.recent.insert(key, file);
    }
}

impl ParsedFiles {
    /// What is known of each.
    pub(crate) fn get(&self, keys: &[Key]) -> Vec<Option<Arc<ParsedFile>>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.iter().map(|key| known.get(key)).collect()
    }

    /// Keeps them for next time.
    pub(crate) fn insert(&self, files: impl Iterator<Item = (Key, Arc<ParsedFile>)>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.recent.reserve(files.size_hint().1.unwrap_or(0).min(GENERATION));
        files.for_each(|(key, file)| known.insert(key, file));
    }
}

/// Reads and parses blobs; a blob that cannot be read is a finding in its place.
pub(crate) fn parse_blobs(handles: &Handles, wanted: &[Key]) -> Result<Vec<Arc<ParsedFile>>, git2::Error> {
    let chunk = |keys: &[Key]| {
        handles.with_objects(|objects| -> Result<Vec<_>, git2::Error> {
            Ok(keys.iter().map(|(id, class)| Arc::new(parse_blob(objects, *id, *class))).collect())
        })
    };
    if wanted.len() <= CHUNK {
        return chunk(wanted);
    }
    let chunks: Result<Vec<_>, _> = on_two_threads(|| wanted.par_chunks(CHUNK).map(chunk).collect());
    Ok(chunks?.into_iter().flatten().collect())
}

/// Files a thread takes at a time.
const CHUNK: usize = 128;

fn parse_blob(objects: &Odb<'_>, id: Oid, class: FileClass) -> ParsedFile {
    match read_blob(objects, id, MAX_FILE_BYTES) {
        Ok(data) => yaml::read(class, data.data()),
        Err(BlobProblem::TooLarge(bytes)) => Refusal::FileTooLarge(bytes).parsed(),
        Err(BlobProblem::Unreadable(reason)) => Refusal::Unreadable(reason).parsed(),
    }
}

/// Why a blob was not read.
pub(crate) enum BlobProblem {
    TooLarge(u64),
    Unreadable(String),
}

/// Reads a blob unless its header says that it is too large.
pub(crate) fn read_blob<'a>(
    objects: &'a Odb<'_>,
    id: Oid,
    limit: usize,
) -> Result<git2::OdbObject<'a>, BlobProblem> {
    let unreadable = |error: git2::Error| BlobProblem::Unreadable(error.message().to_owned());
    match objects.read_header(id).map_err(unreadable)? {
        (bytes, ObjectType::Blob) if bytes > limit => Err(BlobProblem::TooLarge(bytes as u64)),
        (_, ObjectType::Blob) => objects.read(id).map_err(unreadable),
        _ => Err(BlobProblem::Unreadable("not a file".to_owned())),
    }
}

/// Runs `task` where rayon has two threads; on the caller's thread if the system gives none.
pub(crate) fn on_two_threads<T: Send>(task: impl FnOnce() -> T + Send) -> T {
    static THREADS: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    let threads = THREADS.get_or_init(|| {
        let name = |i| format!("archweave-parse-{i}");
        rayon::ThreadPoolBuilder::new().num_threads(2).thread_name(name).build().ok()
    });
    match threads {
        Some(threads) => threads.install(task),
        None => task(),
    }
}
