//! Loading a plain folder: like a tree, but files are compared by size and time before they are
//! read, and known by the id that git would give their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, MAX_FILE_BYTES, MAX_IMAGE_BYTES, ParsedFile};
use git2::{ObjectType, Oid};
use rayon::prelude::*;

use crate::file::Item;
use crate::folder::{Folder, Scan};
use crate::load::{LoadError, Loaded, State};
use crate::parse::on_two_threads;
use crate::{BlobId, Repository};

/// A file that was read: parsed, or an image.
type Content = (Option<Arc<ParsedFile>>, BlobId);

impl Repository {
    /// Reads the folder as it is now; with `from`, only what changed since.
    pub(crate) fn load_folder(&self, folder: &Folder, from: Option<&Loaded>) -> Result<Loaded, LoadError> {
        let scan = folder.scan()?;
        let before = match from.map(|loaded| &loaded.state) {
            Some(State::Files(before)) => Arc::clone(before),
            _ => Arc::default(),
        };
        let changed = scan.0.iter().filter(|(path, stat)| before.0.get(*path) != Some(stat));
        let changed: Vec<(&Arc<str>, &Item)> = changed.map(|(path, stat)| (path, &stat.item)).collect();
        let read = |(path, item): &(&Arc<str>, &Item)| (Arc::clone(path), self.read_file(folder, path, item));
        let read: Vec<(Arc<str>, Content)> = match changed.len() > 64 {
            true => on_two_threads(|| changed.par_iter().with_min_len(64).map(read).collect()),
            false => changed.iter().map(read).collect(),
        };
        let gone: Vec<Arc<str>> =
            before.0.keys().filter(|path| !scan.0.contains_key(*path)).map(Arc::clone).collect();
        let (revision, state) = (scan.revision(), State::Files(Arc::new(scan)));
        if let Some(from) = from {
            let read = read.into_iter().map(|(path, content)| (path, Some(content)));
            let gone = gone.into_iter().map(|path| (path, None));
            return Ok(from.with_changes(revision, state, read.chain(gone)));
        }
        let mut files = Vec::with_capacity(read.len());
        let mut images = BTreeMap::new();
        for (path, (parsed, blob)) in read {
            match parsed {
                Some(parsed) => files.push((path, parsed)),
                None => drop(images.insert(path, blob)),
            }
        }
        Ok(Loaded { revision, snapshot: Snapshot::build(files), images: Arc::new(images), state })
    }

    fn read_file(&self, folder: &Folder, path: &str, item: &Item) -> Content {
        let refused = |parsed: ParsedFile| (Some(Arc::new(parsed)), BlobId::from(Oid::ZERO_SHA1));
        let limit = match item {
            Item::Refused(refusal) => return refused(refusal.parsed()),
            Item::Image => MAX_IMAGE_BYTES,
            Item::Text(_) => MAX_FILE_BYTES,
        };
        let bytes = match folder.read(path, limit) {
            Ok(bytes) => bytes,
            Err(problem) => return refused(problem.refusal(item).parsed()),
        };
        let id = Oid::hash_object(ObjectType::Blob, &bytes).unwrap_or(Oid::ZERO_SHA1);
        let Item::Text(class) = item else { return (None, id.into()) };
        let key = (id, *class);
        let known = self.parsed.get(&[key]).pop().flatten().filter(|_| !id.is_zero());
        let parsed = known.unwrap_or_else(|| {
            let parsed = Arc::new(yaml::read(*class, &bytes));
            self.parsed.insert(std::iter::once((key, Arc::clone(&parsed))));
            parsed
        });
        (Some(parsed), id.into())
    }
}

impl Default for State {
    fn default() -> Self {
        Self::Files(Arc::new(Scan::default()))
    }
}
