//! The file of each changed document: where it is, where somebody wants it, or the usual place.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::files::WriteError;
use crate::change::id::DocumentId;
use crate::change::source::{Change, Changes, Placed};
use crate::snapshot::Snapshot;
use crate::yaml::paths::{self, MAX_OF_A_KIND, element_slug, kind_folder, or, split_folder};
use crate::yaml::{Document, FileClass, slug};

/// Files by document, for those that are there afterwards.
pub(super) fn places(
    snapshot: &Snapshot,
    changes: &Changes,
) -> Result<BTreeMap<DocumentId, Box<str>>, WriteError> {
    let mut found = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    // Views before layouts: a layout stands beside its view.
    let order = |id: &DocumentId| matches!(id, DocumentId::Layout(_));
    let mut sorted: Vec<(&DocumentId, &Change)> = changes.iter().collect();
    sorted.sort_by_key(|(id, _)| order(id));
    for (id, change) in sorted {
        let Some(after) = &change.after else { continue };
        let path = match (&*after.file, &change.before) {
            (file, Some(before)) if *file == *before.file => file.into(),
            ("", Some(before)) => before.file.clone(),
            (file, _) if !file.is_empty() && !file.ends_with('/') => {
                check(id, after)?;
                file.into()
            }
            (folder, _) => usual(snapshot, id, after, folder, &found, &mut taken)?,
        };
        found.insert(id.clone(), path);
    }
    Ok(found)
}

/// A path that somebody chose must be one of that sort of document.
fn check(id: &DocumentId, placed: &Placed) -> Result<(), WriteError> {
    let is_safe = placed.file.split('/').all(|name| {
        !name.is_empty() && !name.starts_with('.') && !name.chars().any(|c| c.is_control() || c == '\\')
    });
    let class = FileClass::of(&placed.file);
    let fits = match &placed.document {
        Document::Manifest(_) => class == Some(FileClass::Manifest),
        Document::Element(_) => class == Some(FileClass::Element),
        Document::Relation(_) => class == Some(FileClass::Relation),
        Document::View(_) => class == Some(FileClass::View),
        Document::Layout(_) => class == Some(FileClass::Layout),
        Document::Extension(_) => match id {
            DocumentId::Extension(name) if paths::glossary_name(name).is_some() => {
                class == Some(FileClass::Glossary)
            }
            _ => class == Some(FileClass::Metamodel),
        },
        Document::Extra(_) => class == Some(FileClass::Extra),
    };
    match is_safe && fits && placed.file.len() < 1024 {
        true => Ok(()),
        false => Err(WriteError::Path { file: placed.file.clone(), document: id.clone() }),
    }
}

fn usual(
    snapshot: &Snapshot,
    id: &DocumentId,
    placed: &Placed,
    folder: &str,
    found: &BTreeMap<DocumentId, Box<str>>,
    taken: &mut BTreeSet<String>,
) -> Result<Box<str>, WriteError> {
    let wanted = folder.trim_end_matches('/');
    let (folder, name) = match &placed.document {
        Document::Manifest(_) => return Ok("archweave.yaml".into()),
        Document::Element(element) => {
            let kind = element.kind.as_str();
            let usual = kind_folder(snapshot.metamodel(), kind);
            let is_crowded = || snapshot.elements_of(kind).nth(MAX_OF_A_KIND).is_some();
            let usual = match wanted.is_empty() && is_crowded() {
                true => split_folder(&usual, element.id.as_str()),
                false => usual,
            };
            (usual, element_slug(element))
        }
        Document::Relation(relation) => ("relations".into(), slug(relation.id.as_str())),
        Document::View(view) => ("views".into(), or(slug(view.name.main()), &slug(view.id.as_str()))),
        Document::Layout(layout) => {
            let view = DocumentId::View(layout.view.clone());
            let path = found.get(&view).map(|path| &**path);
            let path = path.or_else(|| snapshot.view_file(layout.view.as_str()));
            if let Some(path) = path {
                let beside = path.replacen("views/", "layouts/", 1);
                // Several views may stand in one file; their layouts then do, too.
                return Ok(beside.into());
            }
            ("layouts".into(), slug(layout.view.as_str()))
        }
        Document::Extension(_) | Document::Extra(_) => {
            return Err(WriteError::Path { file: placed.file.clone(), document: id.clone() });
        }
    };
    let folder = if wanted.is_empty() { folder } else { wanted.to_owned() };
    let item = id.item();
    let path = paths::free(&folder, &name, item.local(), |path| {
        snapshot.file(path).is_none() && taken.insert(path.to_owned())
    });
    let path: Box<str> = path.into();
    check(id, &Placed { file: path.clone(), document: placed.document.clone() })?;
    Ok(path)
}
