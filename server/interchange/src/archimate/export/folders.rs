//! The folder tree and what is in it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use archweave_model::element::{Element, Relation};
use archweave_model::metamodel::Metamodel;
use archweave_model::model::{Filed, Model};
use archweave_model::value::Value;
use archweave_model::view::View;

use super::{Export, PieceFolder};
use crate::archimate::TOOL;
use crate::archimate::names;
use crate::drafts::segment;
use crate::kept::Recall;

/// What is in a folder.
#[derive(Clone, Copy)]
pub enum Item<'a> {
    Element(&'a Element),
    /// With what it starts at.
    Relation(&'a Relation, &'a str),
    View(&'a Filed<View>),
}

/// A folder: what is kept of it, and what is in it.
pub struct Folder<'a> {
    archi: Recall<'a>,
    id: Cow<'a, str>,
    pub name: Cow<'a, str>,
    kind: Option<Cow<'a, str>>,
    pub folders: Vec<usize>,
    /// With their order.
    pub items: Vec<(usize, Item<'a>)>,
}

/// All folders.
pub struct Folders<'a> {
    all: Vec<Folder<'a>>,
    top: Vec<usize>,
}

impl<'a> Folders<'a> {
    pub fn new(model: &'a Model, metamodel: &Metamodel, archi: Recall<'a>) -> Self {
        let mut folders = Self { all: Vec::new(), top: Vec::new() };
        for value in archi.get("folders").map_or(&[][..], Value::items) {
            let index = folders.read(Recall::record(Some(value)));
            folders.top.push(index);
        }
        for (rank, (kind, name)) in names::FOLDERS.into_iter().enumerate() {
            if folders.top_of(kind).is_none() {
                let ids: HashSet<&str> = folders.ids().collect();
                let mut id = format!("folder-{kind}");
                while ids.contains(&*id) {
                    id.push('~');
                }
                let index = folders.add(Recall::record(None), id.into(), name.into(), Some(kind.into()));
                let follows = |top: &usize| {
                    let kind = folders.all.get(*top).and_then(|f| f.kind.as_deref());
                    names::FOLDERS.iter().position(|(known, _)| Some(*known) == kind) > Some(rank)
                };
                let at = folders.top.iter().position(follows).unwrap_or(folders.top.len());
                folders.top.insert(at, index);
            }
        }
        folders.fill(model, metamodel);
        folders
    }

    fn add(
        &mut self,
        archi: Recall<'a>,
        id: Cow<'a, str>,
        name: Cow<'a, str>,
        kind: Option<Cow<'a, str>>,
    ) -> usize {
        self.all.push(Folder { archi, id, name, kind, folders: Vec::new(), items: Vec::new() });
        self.all.len() - 1
    }

    fn read(&mut self, archi: Recall<'a>) -> usize {
        let text = |key| Cow::Borrowed(archi.text(key).unwrap_or_default());
        let index = self.add(archi, text("id"), text("name"), archi.text("type").map(Cow::Borrowed));
        for value in archi.get("folders").map_or(&[][..], Value::items) {
            let inner = self.read(Recall::record(Some(value)));
            if let Some(folder) = self.all.get_mut(index) {
                folder.folders.push(inner);
            }
        }
        index
    }

    fn top_of(&self, kind: &str) -> Option<usize> {
        let is_it = |index: &&usize| self.all.get(**index).and_then(|f| f.kind.as_deref()) == Some(kind);
        self.top.iter().find(is_it).copied()
    }

    fn fill(&mut self, model: &'a Model, metamodel: &Metamodel) {
        let mut by_id: HashMap<String, usize> = HashMap::new();
        for (index, folder) in self.all.iter().enumerate() {
            by_id.entry(folder.id.to_string()).or_insert(index);
        }
        let mut defaults: HashMap<&str, usize> = HashMap::new();
        for (kind, _) in names::FOLDERS {
            defaults.extend(self.top_of(kind).map(|index| (kind, index)));
        }
        let default = |kind: &str| defaults.get(kind).copied().unwrap_or(0);
        let mut place = |archi: Recall<'a>, usual: usize, item: Item<'a>| {
            let kept = archi.text("folder").and_then(|id| by_id.get(id)).copied();
            if let Some(folder) = self.all.get_mut(kept.unwrap_or(usual)) {
                folder.items.push((archi.order(), item));
            }
        };
        let relations = default("relations");
        for element in &model.elements {
            let layer = metamodel
                .kind_index(element.kind.as_str())
                .and_then(|k| Some(metamodel.kind(metamodel.kind(k).archimate?).layer));
            let usual = default(layer.map_or("other", names::folder_of));
            place(Recall::of(TOOL, &element.extra), usual, Item::Element(element));
            for relation in &element.relations {
                let item = Item::Relation(relation, relation.source(&element.id));
                place(Recall::of(TOOL, &relation.extra), relations, item);
            }
        }
        for relation in &model.loose {
            let from = relation.from.as_ref().map_or("", |from| from.as_str());
            place(Recall::of(TOOL, &relation.extra), relations, Item::Relation(relation, from));
        }
        let mut made: HashMap<&str, usize> = HashMap::new();
        for view in &model.views {
            let archi = Recall::of(TOOL, &view.value.extra);
            let has_place = archi.is_some() || view.path.is_empty();
            let kept = archi.text("folder").and_then(|id| by_id.get(id)).copied();
            let usual = if has_place {
                default("diagrams")
            } else {
                self.path(default("diagrams"), &view.path, &mut made)
            };
            if let Some(folder) = self.all.get_mut(kept.unwrap_or(usual)) {
                folder.items.push((archi.order(), Item::View(view)));
            }
        }
        for folder in &mut self.all {
            folder.items.sort_by_key(|(order, _)| *order);
        }
    }

    /// The folder of a path below `root`; makes what is missing.
    fn path(&mut self, root: usize, path: &'a str, made: &mut HashMap<&'a str, usize>) -> usize {
        let mut at = root;
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            let whole = path.get(..end).unwrap_or(path);
            end += 1;
            if let Some(known) = made.get(whole) {
                at = *known;
                continue;
            }
            let inner = self.all.get(at).map_or(&[][..], |folder| &folder.folders);
            let same = |index: &&usize| self.all.get(**index).is_some_and(|folder| folder.name == part);
            let next = match inner.iter().find(same) {
                Some(known) => *known,
                None => {
                    let id = archweave_model::id::RelationId::derived("folder", "views", whole);
                    let id = format!("folder-{}", id.as_str().trim_start_matches("r-"));
                    let next = self.add(Recall::record(None), id.into(), part.into(), None);
                    if let Some(folder) = self.all.get_mut(at) {
                        folder.folders.push(next);
                    }
                    next
                }
            };
            made.insert(whole, next);
            at = next;
        }
        at
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|folder| &*folder.id)
    }

    /// The folder with this index.
    pub fn folder(&self, index: usize) -> Option<&Folder<'a>> {
        self.all.get(index)
    }

    pub fn top(&self) -> impl Iterator<Item = usize> {
        self.top.iter().copied()
    }
}

impl<'a> Export<'a> {
    /// Writes a folder; `path` is where an import files the views in it.
    pub(super) fn folder(&mut self, folders: &Folders<'a>, index: usize, path: Option<&str>) {
        let Some(folder) = folders.all.get(index) else { return };
        self.open_folder(folder);
        let below = below(path, folder);
        for inner in &folder.folders {
            self.folder(folders, *inner, Some(&below));
        }
        for (_, item) in &folder.items {
            self.item(item, &below);
        }
        self.kept_body(folder.archi);
        self.writer.close("folder");
    }

    /// A folder without what is in it, and its content, each as a text of its own.
    pub(super) fn folder_pieces(
        &mut self,
        folders: &Folders<'a>,
        index: usize,
        path: Option<&str>,
    ) -> Option<PieceFolder> {
        let folder = folders.all.get(index)?;
        self.open_folder(folder);
        self.kept_body(folder.archi);
        self.writer.close("folder");
        let xml = self.piece();
        let below = below(path, folder);
        let inner = folder.folders.iter();
        let inner = inner.filter_map(|inner| self.folder_pieces(folders, *inner, Some(&below))).collect();
        let mut objects = Vec::with_capacity(folder.items.len());
        for (_, item) in &folder.items {
            self.item(item, &below);
            objects.push(self.piece());
        }
        Some(PieceFolder { xml, folders: inner, objects })
    }

    fn open_folder(&mut self, folder: &Folder<'a>) {
        self.writer.open("folder");
        self.writer.attribute("name", &folder.name);
        self.writer.attribute("id", folder.archi.text("original_id").unwrap_or(&folder.id));
        if let Some(kind) = &folder.kind {
            self.writer.attribute("type", kind);
        }
        self.kept_attributes(folder.archi);
    }

    fn item(&mut self, item: &Item<'a>, below: &str) {
        match item {
            Item::Element(element) => self.element(element),
            Item::Relation(relation, source) => self.relation(relation, source),
            Item::View(view) => self.view(view, below),
        }
    }

    /// Documentation, properties and the rest of something that is kept as a whole.
    pub(super) fn kept_body(&mut self, archi: Recall<'_>) {
        if let Some(text) = archi.text("documentation") {
            self.writer.leaf("documentation", text);
        }
        if let Some(properties) = archi.get("properties").and_then(Value::as_record) {
            let order = archi.text("property_order");
            for (key, value) in crate::properties::ungroup(properties, order) {
                self.pair("property", "key", key, value.as_text().unwrap_or_default());
            }
        }
        self.kept_children(archi);
    }
}

/// Where an import files the views in a folder, given that of the folder above.
fn below(path: Option<&str>, folder: &Folder<'_>) -> String {
    path.map_or_else(String::new, |above| match above {
        "" => segment(&folder.name),
        above => format!("{above}/{}", segment(&folder.name)),
    })
}
