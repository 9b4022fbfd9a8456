//! One side of a comparison or merge: a model and its files, wherever it comes from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass, ParsedFile};
use archweave_store::Time;

use crate::{AppError, Hosted, Import, Revision};

/// A model with its files.
#[derive(Clone)]
pub struct Side {
    from: From,
}

#[derive(Clone)]
enum From {
    Revision(Arc<Hosted>, Arc<Revision>),
    Memory(Arc<Memory>),
}

/// A model from another tool, in the files it would have here.
struct Memory {
    snapshot: Snapshot,
    files: BTreeMap<Arc<str>, Arc<[u8]>>,
    is_imported: bool,
}

impl Side {
    /// A revision of a model.
    pub fn revision(hosted: Arc<Hosted>, revision: Arc<Revision>) -> Self {
        Self { from: From::Revision(hosted, revision) }
    }

    /// A model as values.
    pub fn model(model: &Model) -> Self {
        let files: BTreeMap<Arc<str>, Arc<[u8]>> =
            yaml::write_model(model).into_iter().map(|file| (file.path.into(), file.bytes.into())).collect();
        Self::memory(files, true)
    }

    /// A model from files of this format.
    pub fn files(files: BTreeMap<Arc<str>, Arc<[u8]>>) -> Self {
        Self::memory(files, false)
    }

    fn memory(files: BTreeMap<Arc<str>, Arc<[u8]>>, is_imported: bool) -> Self {
        let parsed = files.iter().filter_map(|(path, bytes)| {
            let class = FileClass::of(path)?;
            Some((path.clone(), Arc::new(yaml::read(class, bytes))))
        });
        let snapshot = Snapshot::build(parsed.collect());
        Self { from: From::Memory(Arc::new(Memory { snapshot, files, is_imported })) }
    }

    /// Reads what a command names: a folder or repository with a model, a file or folder of another tool,
    /// else a revision of the model at `repository`.
    pub fn open(name: &str, repository: &Path) -> Result<Self, AppError> {
        let path = PathBuf::from(name);
        if path.is_file() {
            return Self::import(&path);
        }
        if path.is_dir() {
            let is_ours = path.join("archweave.yaml").is_file() || path.join("HEAD").is_file();
            if !is_ours {
                return Self::import(&path);
            }
            let hosted = Arc::new(Hosted::open_within(&path)?);
            let revision = hosted.at("")?;
            return Ok(Self::revision(hosted, revision));
        }
        let hosted = Arc::new(Hosted::open_within(repository)?);
        let revision = hosted.at(name).map_err(|error| match error {
            AppError::NotFound(why) => AppError::NotFound(format!(
                "`{name}` is neither a file or folder nor a revision of `{}`: {why}",
                repository.display()
            )),
            other => other,
        })?;
        Ok(Self::revision(hosted, revision))
    }

    fn import(path: &Path) -> Result<Self, AppError> {
        Ok(Self::model(Import::read(path, "")?.model()))
    }

    /// Whether it is a model of another tool, whose files here follow from what it says.
    pub(crate) fn is_imported(&self) -> bool {
        matches!(&self.from, From::Memory(memory) if memory.is_imported)
    }

    /// The model.
    pub fn snapshot(&self) -> &Snapshot {
        match &self.from {
            From::Revision(_, revision) => revision.snapshot(),
            From::Memory(memory) => &memory.snapshot,
        }
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        match &self.from {
            From::Revision(hosted, revision) => hosted.file(revision, path).ok(),
            From::Memory(memory) => memory.files.get(path).map(|bytes| bytes.to_vec()),
        }
    }

    /// What a file of the model says.
    pub(crate) fn parsed(&self, path: &str) -> Option<Arc<ParsedFile>> {
        self.snapshot().file(path).cloned()
    }

    /// Paths of the files of the model and its pictures.
    pub fn paths(&self) -> Vec<Arc<str>> {
        match &self.from {
            From::Revision(_, revision) => {
                revision.snapshot().paths().chain(revision.images()).map(Into::into).collect()
            }
            From::Memory(memory) => memory.files.keys().cloned().collect(),
        }
    }

    /// When it was committed; none for files.
    pub fn time(&self) -> Option<Time> {
        match &self.from {
            From::Revision(hosted, revision) => hosted.commit(revision.id()).map(|commit| commit.time),
            From::Memory(_) => None,
        }
    }

    /// The revision, if both sides are commits of one repository.
    pub(crate) fn common<'a>(&'a self, other: &'a Self) -> Option<(&'a Hosted, &'a Revision, &'a Revision)> {
        match (&self.from, &other.from) {
            (From::Revision(a, before), From::Revision(b, after))
                if (Arc::ptr_eq(a, b) || a.is_same_place(b))
                    && before.id().is_commit()
                    && after.id().is_commit() =>
            {
                Some((a, before, after))
            }
            _ => None,
        }
    }
}
