//! Questions to a snapshot that need no search.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::element::{Element, Relation};
use crate::id::{EndId, ViewId};
use crate::metamodel::{End, KindIndex, Metamodel};
use crate::model::{Filed, Manifest, Model};
use crate::parts;
use crate::persistent::hash;
use crate::rules::external_key;
use crate::snapshot::{Edge, LOOSE, RelationRef, Slot, Snapshot};
use crate::value::Value;
use crate::view::{Layout, View};
use crate::yaml::Document;
use crate::yaml::paths::{extension_name, extension_stem};

/// A relation and the element that holds it.
#[derive(Clone, Copy, Debug)]
pub struct RelationEntry<'a> {
    /// Where it stands.
    pub at: RelationRef,
    /// The relation.
    pub relation: &'a Relation,
    /// None for a relation whose source is not in the model.
    pub owner: Option<&'a Element>,
}

impl<'a> RelationEntry<'a> {
    /// Position among the relations of the element that holds it.
    pub fn position(&self) -> u32 {
        self.at.position
    }

    /// Id of what the relation starts at.
    pub fn source(&self) -> &'a str {
        match self.owner {
            Some(owner) => self.relation.source(&owner.id),
            None => self.relation.from.as_ref().map_or("", |from| from.as_str()),
        }
    }
}

/// What an id at the end of a relation means.
#[derive(Clone, Copy, Debug)]
pub enum EndRef<'a> {
    /// An element, by slot.
    Element(u32),
    /// A relation.
    Relation(RelationEntry<'a>),
    /// A part of the element in this slot.
    Part(u32),
}

impl Snapshot {
    /// The kinds of this model.
    pub fn metamodel(&self) -> &Arc<Metamodel> {
        &self.metamodel
    }

    /// The manifest.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The main language of the model.
    pub fn main_language(&self) -> &str {
        self.manifest.languages.first().map_or("en", |code| code)
    }

    /// How many elements.
    pub fn element_count(&self) -> usize {
        self.element_count
    }

    /// How many relations.
    pub fn relation_count(&self) -> usize {
        self.relation_count
    }

    /// Slots of all elements, ordered by element id.
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        self.order.iter()
    }

    /// Slots of the elements whose id comes after `id`, ordered by element id.
    pub fn slots_after(&self, id: &str) -> impl Iterator<Item = u32> {
        self.order.from(|slot| self.element_at(slot).is_some_and(|e| e.id.as_str() <= id))
    }

    pub(crate) fn slot(&self, slot: u32) -> Option<&Slot> {
        self.slots.get(slot as usize).filter(|s| s.is_alive)
    }

    /// The slot of an element.
    pub fn slot_of(&self, id: &str) -> Option<u32> {
        self.slot_index.find(hash(id), |slot| self.slot(slot).is_some_and(|s| s.id.as_str() == id))
    }

    /// The element in a slot.
    pub fn element_at(&self, slot: u32) -> Option<&Arc<Element>> {
        self.slot(slot).map(|s| &s.element)
    }

    /// The kind of the element in a slot; none if the metamodel does not know it.
    pub fn kind_at(&self, slot: u32) -> Option<KindIndex> {
        self.slot(slot)?.kind
    }

    /// An element by its id.
    pub fn element(&self, id: &str) -> Option<&Arc<Element>> {
        self.element_at(self.slot_of(id)?)
    }

    /// The path of the file that holds the element in a slot.
    pub fn file_at(&self, slot: u32) -> Option<&str> {
        self.path(self.slot(slot)?.file)
    }

    pub(crate) fn path(&self, file: u32) -> Option<&str> {
        self.files.get(file as usize).map(|entry| &*entry.path)
    }

    /// Paths of all files of the model, in no particular order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let living = self.files.iter().filter(|entry| entry.parsed.is_some());
        living.map(|entry| &*entry.path)
    }

    /// What a file says.
    pub fn file(&self, path: &str) -> Option<&Arc<crate::yaml::ParsedFile>> {
        self.files.get(*self.file_of.get(path)? as usize)?.parsed.as_ref()
    }

    /// All elements of a kind, by its name in shortest form.
    pub fn elements_of(&self, kind: &str) -> impl Iterator<Item = &Arc<Element>> {
        let all = self.slots().filter_map(|slot| self.element_at(slot));
        all.filter(move |element| element.kind.as_str() == kind)
    }

    /// A relation by where it stands.
    pub fn relation_at(&self, at: RelationRef) -> Option<RelationEntry<'_>> {
        if at.owner == LOOSE {
            let (_, relation) = self.loose.get(at.position as usize)?;
            return Some(RelationEntry { at, relation, owner: None });
        }
        let owner = self.element_at(at.owner)?;
        let relation = owner.relations.get(at.position as usize)?;
        Some(RelationEntry { at, relation, owner: Some(owner) })
    }

    /// A relation by its id.
    pub fn relation(&self, id: &str) -> Option<RelationEntry<'_>> {
        let is_it = |at| self.relation_at(at).is_some_and(|entry| entry.relation.id.as_str() == id);
        self.relation_at(self.relation_index.find(hash(id), is_it)?)
    }

    /// All relations, by the id of the element that holds them; those without a source last.
    pub fn relations(&self) -> impl Iterator<Item = RelationEntry<'_>> {
        let held = self.slots().flat_map(|slot| {
            let count = self.element_at(slot).map_or(0, |e| e.relations.len());
            (0..count as u32).map(move |position| RelationRef { owner: slot, position })
        });
        let loose = (0..self.loose.len() as u32).map(|position| RelationRef { owner: LOOSE, position });
        held.chain(loose).filter_map(|at| self.relation_at(at))
    }

    /// What an id at the end of a relation means.
    pub fn end(&self, id: &str) -> Option<EndRef<'_>> {
        match self.slot_of(id) {
            Some(slot) => Some(EndRef::Element(slot)),
            None => self.relation(id).map(EndRef::Relation).or_else(|| self.part(id).map(EndRef::Part)),
        }
    }

    /// The slot of the element that has the part with this address, `element#part`.
    fn part(&self, address: &str) -> Option<u32> {
        let (element, part) = parts::split(address)?;
        let slot = self.slot_of(element)?;
        parts::find(self.element_at(slot)?, part).map(|_| slot)
    }

    /// The elements that have this id in another system: one, if the model is right.
    pub fn external(&self, system: &str, id: &str) -> impl Iterator<Item = &Arc<Element>> {
        let holders = self.referrers.get(&*external_key(system, id));
        holders.into_iter().flatten().filter_map(|slot| self.element_at(*slot))
    }

    /// The kind of a relation's end, for the table of allowed relations; none if the id or its kind
    /// is unknown.
    pub fn end_kind(&self, id: &str) -> Option<End> {
        match self.end(id)? {
            EndRef::Element(slot) | EndRef::Part(slot) => self.kind_at(slot).map(End::Element),
            EndRef::Relation(_) => Some(End::Relation),
        }
    }

    /// Steps along relations from an element.
    pub fn out_edges(&self, slot: u32) -> &[Edge] {
        self.out.get(slot)
    }

    /// Steps against relations from an element.
    pub fn in_edges(&self, slot: u32) -> &[Edge] {
        self.into.get(slot)
    }

    /// Relations that start at this element or, by id, at this relation.
    pub fn outgoing(&self, id: &str) -> Vec<RelationEntry<'_>> {
        match self.slot_of(id) {
            Some(slot) => {
                let count = self.element_at(slot).map_or(0, |e| e.relations.len()) as u32;
                let all = (0..count).map(|position| RelationRef { owner: slot, position });
                all.filter_map(|at| self.relation_at(at)).filter(|e| e.relation.from.is_none()).collect()
            }
            None => self.at_relation(id, |e| e.source() == id),
        }
    }

    /// Relations that end at this element or, by id, at this relation.
    pub fn incoming(&self, id: &str) -> Vec<RelationEntry<'_>> {
        match self.slot_of(id) {
            Some(slot) => {
                let mut found: Vec<RelationEntry<'_>> = self
                    .in_edges(slot)
                    .iter()
                    .filter_map(|edge| self.relation_at(edge.relation))
                    .filter(|e| e.relation.to.as_str() == id)
                    .collect();
                let loose = self.loose.iter().enumerate().filter(|(_, (_, r))| r.to.as_str() == id);
                found.extend(loose.filter_map(|(position, _)| {
                    self.relation_at(RelationRef { owner: LOOSE, position: position as u32 })
                }));
                // A relation that starts at a relation comes once for each end of the latter.
                found.dedup_by_key(|e| e.at);
                found
            }
            None => self.at_relation(id, |e| e.relation.to.as_str() == id),
        }
    }

    /// Relations whose ends name this element, one of its parts or this relation, whatever else they
    /// name; those that start at the element because it holds them are left out.
    pub(crate) fn relations_naming(&self, id: &str) -> Vec<RelationEntry<'_>> {
        let is_it = |end: &EndId| {
            let end = end.as_str();
            end == id || parts::split(end).is_some_and(|(element, _)| element == id)
        };
        let steps = self
            .slot_of(id)
            .into_iter()
            .flat_map(|slot| self.in_edges(slot).iter().chain(self.out_edges(slot)));
        let mut places: Vec<RelationRef> = steps.map(|edge| edge.relation).collect();
        // Those that give no step: with an end that is not in the model, or at relations nested too deep.
        places.extend(self.on_relation.values().flatten());
        places.extend((0..self.loose.len() as u32).map(|position| RelationRef { owner: LOOSE, position }));
        for slot in self.waiting.values().flatten() {
            let count = self.element_at(*slot).map_or(0, |element| element.relations.len()) as u32;
            places.extend((0..count).map(|position| RelationRef { owner: *slot, position }));
        }
        places.sort_unstable();
        places.dedup();
        let entries = places.into_iter().filter_map(|at| self.relation_at(at));
        entries.filter(|entry| entry.relation.from.iter().chain([&entry.relation.to]).any(is_it)).collect()
    }

    fn at_relation<'a>(
        &'a self,
        id: &str,
        is_wanted: impl Fn(&RelationEntry<'a>) -> bool,
    ) -> Vec<RelationEntry<'a>> {
        let found = self.on_relation.get(id).map_or(&[][..], |found| found);
        found.iter().filter_map(|at| self.relation_at(*at)).filter(is_wanted).collect()
    }

    /// All views, ordered by id.
    pub fn views(&self) -> impl ExactSizeIterator<Item = &Arc<View>> {
        self.views.values().map(|entry| &entry.view)
    }

    /// A view by its id.
    pub fn view(&self, id: &str) -> Option<&Arc<View>> {
        self.views.get(id).map(|entry| &entry.view)
    }

    /// The path of the file that holds a view.
    pub fn view_file(&self, id: &str) -> Option<&str> {
        self.path(self.views.get(id)?.file)
    }

    /// Where a view is drawn.
    pub fn layout(&self, view: &str) -> Option<&Arc<Layout>> {
        self.layouts.get(view).map(|(_, layout)| layout)
    }

    /// Ids of the views that show an element.
    pub fn views_showing(&self, element: &str) -> &[ViewId] {
        self.shown_in.get(element).map_or(&[], |views| views)
    }

    /// What importers kept, by tool.
    pub fn extra(&self) -> &[(Box<str>, Arc<Value>)] {
        &self.extra
    }

    /// A file of kinds or terms by its name, see [`crate::yaml::paths::extension_name`].
    pub(crate) fn extension(&self, path: &str) -> Option<(&str, Arc<crate::metamodel::Extension>)> {
        let stem = extension_stem(path);
        let name = |ending: &str| self.file_of.get(&*format!("{stem}.{ending}"));
        let entry = self.files.get(*["yaml", "yml"].iter().find_map(|ending| name(ending))? as usize)?;
        let documents = entry.parsed.iter().flat_map(|parsed| &parsed.documents);
        let found = documents.filter_map(|document| match document {
            Document::Extension(extension) => Some(extension.clone()),
            _ => None,
        });
        Some((&entry.path, found.into_iter().next()?))
    }

    /// All findings, ordered by file and place.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut all: Vec<Diagnostic> = self.general.to_vec();
        for file in self.noisy.iter() {
            let Some(entry) = self.files.get(*file as usize) else { continue };
            let found = entry.parsed.iter().flat_map(|parsed| &parsed.findings);
            let settings = crate::rules::Settings::new(&self.manifest);
            all.extend(found.filter_map(|f| settings.apply(f.clone().file(&entry.path))));
        }
        let of_elements = self.findings.iter().flatten();
        let of_views = self.views.values().filter_map(|entry| entry.findings.as_ref());
        all.extend(of_elements.chain(of_views).flat_map(|found| found.iter().cloned()));
        all.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.location.offset, d.code);
            a.location.file.cmp(&b.location.file).then_with(|| key(a).cmp(&key(b)))
        });
        all
    }

    /// Findings about one element, its relations or file.
    pub fn diagnostics_of(&self, element: &str) -> Vec<Diagnostic> {
        let Some(slot) = self.slot_of(element) else { return Vec::new() };
        let found = self.findings.get(slot as usize);
        found.into_iter().flatten().flat_map(|found| found.iter().cloned()).collect()
    }

    /// The model as values, for exporters. Images are not part of a snapshot and stay empty.
    pub fn to_model(&self) -> Model {
        let mut extensions = Vec::new();
        for entry in self.files.iter() {
            for document in entry.parsed.iter().flat_map(|parsed| &parsed.documents) {
                if let Document::Extension(extension) = document {
                    let path = extension_name(&entry.path).into();
                    extensions.push(Filed { path, value: extension.clone() });
                }
            }
        }
        extensions.sort_by(|a, b| a.path.cmp(&b.path));
        Model {
            manifest: (*self.manifest).clone(),
            elements: self.slots().filter_map(|slot| self.element_at(slot).cloned()).collect(),
            loose: self.loose.iter().map(|(_, relation)| relation.clone()).collect(),
            views: self
                .views
                .values()
                .map(|entry| Filed {
                    path: folder(self.path(entry.file).unwrap_or_default()),
                    value: entry.view.clone(),
                })
                .collect(),
            layouts: self.layouts.values().map(|(_, layout)| layout.clone()).collect(),
            extensions,
            images: Vec::new(),
            extra: self.extra.to_vec(),
        }
    }
}

/// A file name without folders and extension.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The folders of a path below its top folder.
fn folder(path: &str) -> Box<str> {
    let below = path.split_once('/').map_or(path, |(_, rest)| rest);
    below[..below.rfind('/').unwrap_or(0)].into()
}
