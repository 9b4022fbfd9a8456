//! Where edits find what they change: a snapshot, or a model as values.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::change::documents::documents_of;
use crate::change::id::{DocumentId, ItemId};
use crate::element::Relation;
use crate::id::{RelationId, ViewId};
use crate::model::Model;
use crate::parts;
use crate::snapshot::{RelationEntry, Snapshot, stem};
use crate::view::{Shows, View};
use crate::yaml::Document;

/// A document and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its file; with `/` at the end its folder; empty where that is not known.
    pub file: Box<str>,
    /// What it says.
    pub document: Document,
}

/// A document before and after; none where it is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Before.
    pub before: Option<Placed>,
    /// After.
    pub after: Option<Placed>,
}

/// Documents by name.
pub type Documents = BTreeMap<DocumentId, Placed>;

/// Documents that were made, changed or removed.
pub type Changes = BTreeMap<DocumentId, Change>;

/// A model whose documents can be looked up.
pub trait Source {
    /// A document with its file.
    fn document(&self, id: &DocumentId) -> Option<Placed>;
    /// The document that holds a relation.
    fn holder(&self, relation: &str) -> Option<DocumentId>;
    /// The documents in which something refers to an element, relation or view: relations that start or
    /// end at it or at one of its parts, nodes and lines that show it.
    fn referrers(&self, item: &ItemId) -> Vec<DocumentId>;
}

impl Source for Snapshot {
    fn document(&self, id: &DocumentId) -> Option<Placed> {
        let (file, document) = match id {
            DocumentId::Manifest => {
                let path = "archweave.yaml";
                let is_manifest = |document: &&Document| matches!(document, Document::Manifest(_));
                (path, self.file(path)?.documents.iter().find(is_manifest)?.clone())
            }
            DocumentId::Extension(path) => {
                let (file, extension) = self.extension(path)?;
                (file, Document::Extension(extension))
            }
            DocumentId::Element(id) => {
                let slot = self.slot_of(id.as_str())?;
                (self.file_at(slot)?, Document::Element(self.element_at(slot)?.clone()))
            }
            DocumentId::Relation(id) => {
                let (file, relation) = self.loose.iter().find(|(_, relation)| relation.id == *id)?;
                (self.path(*file)?, Document::Relation(relation.clone()))
            }
            DocumentId::View(id) => {
                let entry = self.views.get(id)?;
                (self.path(entry.file)?, Document::View(entry.view.clone()))
            }
            DocumentId::Layout(id) => {
                let (file, layout) = self.layouts.get(id)?;
                (self.path(*file)?, Document::Layout(layout.clone()))
            }
            DocumentId::Extra(tool) => {
                let (_, value) = self.extra.iter().find(|(name, _)| name == tool)?;
                let is_it = |path: &&str| path.starts_with("extra/") && stem(path) == &**tool;
                (self.paths().find(is_it)?, Document::Extra(value.clone()))
            }
        };
        Some(Placed { file: file.into(), document })
    }

    fn holder(&self, relation: &str) -> Option<DocumentId> {
        self.relation(relation).map(|entry| document_of(&entry))
    }

    fn referrers(&self, item: &ItemId) -> Vec<DocumentId> {
        let view = |id: &ViewId| DocumentId::View(id.clone());
        let showing = |shows: &dyn Fn(&View) -> bool| {
            self.views.values().filter(|entry| shows(&entry.view)).map(|entry| view(&entry.view.id)).collect()
        };
        let views: Vec<DocumentId> = match item {
            ItemId::Element(id) => self.views_showing(id.as_str()).iter().map(view).collect(),
            ItemId::Relation(id) => {
                showing(&|view| view.connections.iter().any(|line| line.relation.as_ref() == Some(id)))
            }
            ItemId::View(id) => showing(&|view| {
                view.nodes().any(|node| matches!(&node.shows, Shows::View(shown) if shown == id))
            }),
            _ => return Vec::new(),
        };
        let mut found: Vec<DocumentId> = match item {
            ItemId::View(_) => Vec::new(),
            _ => self.relations_naming(item.local()).into_iter().map(|entry| document_of(&entry)).collect(),
        };
        found.extend(views);
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The document that holds a relation of a snapshot.
fn document_of(entry: &RelationEntry<'_>) -> DocumentId {
    match entry.owner {
        Some(owner) => DocumentId::Element(owner.id.clone()),
        None => DocumentId::Relation(entry.relation.id.clone()),
    }
}

/// A model as values with what it takes to edit it.
pub struct ModelSource {
    documents: Documents,
    holders: HashMap<RelationId, DocumentId>,
    /// By id, and whether it is that of a view.
    referrers: HashMap<(bool, Box<str>), Vec<DocumentId>>,
}

impl ModelSource {
    /// Of a model.
    pub fn new(model: &Model) -> Self {
        let documents = documents_of(model);
        let mut holders = HashMap::default();
        let mut referrers: HashMap<_, Vec<DocumentId>> = HashMap::default();
        for (id, placed) in &documents {
            for relation in relations(&placed.document) {
                holders.entry(relation.id.clone()).or_insert_with(|| id.clone());
            }
            for (is_view, named) in named(&placed.document) {
                let known = referrers.entry((is_view, named.into())).or_default();
                if known.last() != Some(id) {
                    known.push(id.clone());
                }
            }
        }
        Self { documents, holders, referrers }
    }
}

fn relations(document: &Document) -> impl Iterator<Item = &Relation> {
    let (held, loose) = match document {
        Document::Element(element) => (&element.relations[..], None),
        Document::Relation(relation) => (&[][..], Some(&**relation)),
        _ => (&[][..], None),
    };
    held.iter().chain(loose)
}

/// Ids of the elements, relations and views that a document refers to, and whether it is one of a view.
fn named(document: &Document) -> Vec<(bool, &str)> {
    let mut found: Vec<(bool, &str)> = Vec::new();
    for end in relations(document).flat_map(|relation| relation.from.iter().chain([&relation.to])) {
        let end = end.as_str();
        found.push((false, end));
        found.extend(parts::split(end).map(|(element, _)| (false, element)));
    }
    if let Document::View(view) = document {
        found.extend(view.nodes().filter_map(|node| match &node.shows {
            Shows::Element(id) => Some((false, id.as_str())),
            Shows::View(id) => Some((true, id.as_str())),
            _ => None,
        }));
        let lines = view.connections.iter().filter_map(|line| line.relation.as_ref());
        found.extend(lines.map(|relation| (false, relation.as_str())));
    }
    found
}

impl Source for ModelSource {
    fn document(&self, id: &DocumentId) -> Option<Placed> {
        self.documents.get(id).cloned()
    }

    fn holder(&self, relation: &str) -> Option<DocumentId> {
        self.holders.get(relation).cloned()
    }

    fn referrers(&self, item: &ItemId) -> Vec<DocumentId> {
        let key = (matches!(item, ItemId::View(_)), item.local().into());
        self.referrers.get(&key).cloned().unwrap_or_default()
    }
}
