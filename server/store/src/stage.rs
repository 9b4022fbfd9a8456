//! From a tree and changed files to the next tree: only folders on the way to a change are read
//! and written.

use std::collections::BTreeMap;
use std::sync::Arc;

use git2::{ObjectType, Oid};

use crate::diff::DiffError;
use crate::limits::{MAX_DEPTH, MAX_PATH_BYTES};
use crate::object::NewObject;
use crate::tree::{self, Entry, Mode};

/// What becomes of a path.
#[derive(Clone, Copy)]
pub(crate) enum Content {
    /// No file.
    Gone,
    /// A file with this content; one that may be run stays so.
    File(Oid),
    /// Just this.
    Exactly(Mode, Oid),
}

/// A path and what becomes of it.
pub(crate) type Staged<'a> = (&'a str, Content);

/// How trees are read.
pub(crate) type ReadTree<'a> = &'a dyn Fn(Oid) -> Result<Arc<[u8]>, DiffError>;

/// Builds the tree that `base` becomes. `changes` are sorted by path and name no path twice. None
/// means that nothing is left.
pub(crate) fn stage(
    read: ReadTree<'_>,
    base: Option<Oid>,
    changes: &[Staged<'_>],
    new: &mut Vec<NewObject>,
) -> Result<Option<Oid>, StageError> {
    let data = base.map(read).transpose()?.unwrap_or_default();
    let damaged = |reason: &str| {
        StageError::Read(DiffError::Damaged { id: base.unwrap_or(Oid::ZERO_SHA1), reason: reason.to_owned() })
    };
    let entries = tree::parse(&data).map_err(damaged)?;
    let mut names: BTreeMap<&[u8], (Mode, Oid)> = entries.iter().map(|e| (e.name, (e.mode, e.id))).collect();
    let mut rest = changes;
    while let Some((path, content)) = rest.first() {
        let name = first_name(path);
        let count = rest.iter().take_while(|(path, _)| first_name(path) == name).count();
        let (group, others) = rest.split_at(count);
        rest = others;
        // The file itself sorts before what lies in a folder of that name.
        let (file, inner) = match name == *path {
            true => (Some(*content), &group[1..]),
            false => (None, group),
        };
        let old = names.get(name.as_bytes()).copied();
        let folder = old.filter(|(mode, _)| *mode == Mode::Tree).map(|(_, id)| id);
        let inner: Vec<Staged<'_>> =
            inner.iter().map(|(path, content)| (&path[name.len() + 1..], *content)).collect();
        let next = match inner.is_empty() {
            true => folder,
            false => stage(read, folder, &inner, new)?,
        };
        let file = file.map(|content| match (content, old) {
            (Content::Gone, _) => None,
            (Content::File(id), Some((Mode::Executable, _))) => Some((Mode::Executable, id)),
            (Content::File(id), _) => Some((Mode::File, id)),
            (Content::Exactly(mode, id), _) => Some((mode, id)),
        });
        match (file, next) {
            (Some(Some(_)), Some(_)) => return Err(StageError::FileAndFolder((*path).to_owned())),
            (Some(Some(file)), None) => drop(names.insert(name.as_bytes(), file)),
            (_, Some(id)) => drop(names.insert(name.as_bytes(), (Mode::Tree, id))),
            (None, None) if folder.is_none() => {}
            (_, None) => drop(names.remove(name.as_bytes())),
        }
    }
    if names.is_empty() {
        return Ok(None);
    }
    let mut entries: Vec<Entry<'_>> =
        names.into_iter().map(|(name, (mode, id))| Entry { mode, name, id }).collect();
    let object = NewObject::new(ObjectType::Tree, tree::write(&mut entries)).map_err(DiffError::Git)?;
    let id = object.id;
    if Some(id) != base {
        new.push(object);
    }
    Ok(Some(id))
}

/// Why there is no next tree.
pub(crate) enum StageError {
    Read(DiffError),
    /// A file would take the place of a folder that holds files.
    FileAndFolder(String),
}

impl From<DiffError> for StageError {
    fn from(error: DiffError) -> Self {
        Self::Read(error)
    }
}

fn first_name(path: &str) -> &str {
    path.split_once('/').map_or(path, |(name, _)| name)
}

/// Whether git, and every file system it may be checked out to, takes the path.
pub(crate) fn is_valid_path(path: &str) -> bool {
    let valid = |name: &str| {
        !matches!(name, "" | "." | "..") && !name.eq_ignore_ascii_case(".git") && !name.contains(['\0', '\\'])
    };
    path.len() <= MAX_PATH_BYTES && path.split('/').count() <= MAX_DEPTH && path.split('/').all(valid)
}
