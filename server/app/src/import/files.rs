//! The files of a repository that a merge changes. What is there stays where it is: people choose
//! paths of their own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use archweave_model::element::Element;
use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, Document, OutFile, write_document};

/// Files with what differs between two models, of which `snapshot` knows the files of the first.
pub(crate) fn changed(snapshot: &Snapshot, before: &Model, after: &Model) -> Vec<OutFile> {
    let canonical = yaml::write_model(after);
    let old: HashMap<&str, &Arc<Element>> = before.elements.iter().map(|e| (e.id.as_str(), e)).collect();
    let path_of = |id: &str| snapshot.file_at(snapshot.slot_of(id)?);
    let mut held: BTreeMap<&str, Vec<&Arc<Element>>> = BTreeMap::new();
    let mut touched: HashSet<&str> = HashSet::new();
    let mut new: Vec<&Arc<Element>> = Vec::new();
    for element in &after.elements {
        match path_of(element.id.as_str()) {
            Some(path) => {
                held.entry(path).or_default().push(element);
                if old.get(element.id.as_str()).is_none_or(|known| **known != *element) {
                    touched.insert(path);
                }
            }
            None => new.push(element),
        }
    }
    let text = |element: &Arc<Element>| write_document(&Document::Element(element.clone()));
    let mut files: Vec<OutFile> = Vec::new();
    for (path, elements) in held.into_iter().filter(|(path, _)| touched.contains(path)) {
        let documents: Vec<String> = elements.into_iter().map(text).collect();
        files.push(OutFile { path: path.to_owned(), bytes: documents.join("---\n").into_bytes() });
    }
    let mut taken: HashSet<String> = snapshot.paths().map(str::to_lowercase).collect();
    let by_content: HashMap<&[u8], &str> =
        canonical.iter().map(|file| (file.bytes.as_slice(), file.path.as_str())).collect();
    for element in new {
        let bytes = text(element).into_bytes();
        let wanted = by_content.get(bytes.as_slice()).copied().unwrap_or("elements/element.yaml");
        let stem = wanted.strip_suffix(".yaml").unwrap_or(wanted);
        let mut path = wanted.to_owned();
        let mut number = 1;
        while !taken.insert(path.to_lowercase()) {
            number += 1;
            path = format!("{stem}-{number}.yaml");
        }
        files.push(OutFile { path, bytes });
    }
    let others = yaml::write_model(before);
    let others: HashMap<&str, &[u8]> = others.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect();
    let is_other = |path: &str| {
        path == "archweave.yaml"
            || ["metamodel/", "glossary/", "relations/"].iter().any(|folder| path.starts_with(folder))
    };
    let changed = canonical
        .iter()
        .filter(|file| is_other(&file.path) && others.get(&*file.path) != Some(&file.bytes.as_slice()));
    files.extend(changed.cloned());
    files
}
