//! A snapshot from the one before and the files that changed.
//!
//! Only what can be affected is looked at again: the changed elements, their neighbours, elements
//! that named an id which came or went, and the views that show any of these. Changes of the
//! manifest, the metamodel or the glossary, ids used twice, and relations on relations start anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::element::Element;
use crate::id::ViewId;
use crate::persistent::{Shards, hash};
use crate::rules::{self, Settings};
use crate::snapshot::build::{add_to, add_uses, awaited, elements_of};
use crate::snapshot::{Edge, FileChange, FileEntry, LOOSE, RelationRef, Slot, Snapshot, ViewEntry};
use crate::yaml::{Document, ParsedFile};

/// What an update has touched so far.
#[derive(Default)]
struct Touched {
    /// Slots whose relations have to be followed again.
    owners: BTreeSet<u32>,
    /// Slots given up by the file that held them and not taken again.
    vacant: BTreeSet<u32>,
    /// Slots whose findings may differ.
    slots: BTreeSet<u32>,
    /// Slots whose kind differs: it decides about the relations that end there.
    kinds: BTreeSet<u32>,
    /// Views whose findings may differ.
    views: BTreeSet<ViewId>,
}

impl Snapshot {
    /// The snapshot after these changes of files.
    pub fn update(&self, changes: Vec<FileChange>) -> Self {
        let mut next = self.clone();
        if next.try_update(&changes).is_some() {
            return next;
        }
        let mut files: foldhash::HashMap<Arc<str>, Arc<ParsedFile>> =
            self.files.iter().filter_map(|entry| Some((entry.path.clone(), entry.parsed.clone()?))).collect();
        for (path, parsed) in changes {
            match parsed {
                Some(parsed) => files.insert(path, parsed),
                None => files.remove(&path),
            };
        }
        Self::build(files.into_iter().collect())
    }

    /// None if the change is not one that can be made in place.
    fn try_update(&mut self, changes: &[FileChange]) -> Option<()> {
        if self.slot_index.is_worn() || self.relation_index.is_worn() {
            return None;
        }
        if self.has_duplicates || !self.on_relation.is_empty() || !self.loose.is_empty() {
            return None;
        }
        let mut touched = Touched::default();
        let mut removed: Vec<(u32, Arc<Element>)> = Vec::new();
        let mut added: Vec<(u32, Arc<Element>)> = Vec::new();
        for (path, parsed) in changes {
            let (file, old) = self.swap_file(path, parsed.clone());
            for document in old.iter().flat_map(|old| &old.documents) {
                match document {
                    Document::Element(element) => {
                        removed.push((self.slot_of(element.id.as_str())?, element.clone()));
                    }
                    Document::View(view) => self.remove_view(&view.id, &mut touched),
                    Document::Layout(layout) => {
                        Arc::make_mut(&mut self.layouts).remove(&layout.view);
                        touched.views.insert(layout.view.clone());
                    }
                    _ => return None,
                }
            }
            for document in parsed.iter().flat_map(|parsed| &parsed.documents) {
                match document {
                    Document::Element(element) => added.push((file, element.clone())),
                    Document::View(view) => {
                        let entry = ViewEntry { view: view.clone(), file, findings: None };
                        add_uses(&mut self.shown_in, view);
                        touched.views.insert(view.id.clone());
                        let views = Arc::make_mut(&mut self.views);
                        if views.insert(view.id.clone(), entry).is_some() {
                            return None;
                        }
                    }
                    Document::Layout(layout) => {
                        let layouts = Arc::make_mut(&mut self.layouts);
                        touched.views.insert(layout.view.clone());
                        let entry = (file, layout.clone());
                        if layouts.insert(layout.view.clone(), entry).is_some() {
                            return None;
                        }
                    }
                    _ => return None,
                }
            }
        }
        for (slot, element) in &removed {
            self.forget(*slot, element, &mut touched);
        }
        for (file, element) in &added {
            self.place(*file, element, &mut touched)?;
        }
        for (slot, element) in &removed {
            if touched.vacant.contains(slot) {
                self.bury(*slot, element, &mut touched);
            }
        }
        self.follow(&touched.owners.clone(), &mut touched)?;
        self.check(&touched);
        Some(())
    }

    fn swap_file(
        &mut self,
        path: &Arc<str>,
        parsed: Option<Arc<ParsedFile>>,
    ) -> (u32, Option<Arc<ParsedFile>>) {
        let is_noisy = parsed.as_ref().is_some_and(|parsed| !parsed.findings.is_empty());
        let (file, old) = match self.file_of.get(path).copied() {
            Some(file) => {
                let entry = self.files.get_mut(file as usize);
                (file, entry.and_then(|entry| std::mem::replace(&mut entry.parsed, parsed)))
            }
            None => {
                let file = self.files.push(FileEntry { path: path.clone(), parsed }) as u32;
                self.file_of.insert(path.clone(), file);
                (file, None)
            }
        };
        if is_noisy != self.noisy.contains(&file) {
            let noisy = Arc::make_mut(&mut self.noisy);
            if is_noisy {
                noisy.insert(file);
            } else {
                noisy.remove(&file);
            }
        }
        (file, old)
    }

    /// What the element in a slot names, see [`rules::references`].
    fn named_by(&self, slot: u32) -> Vec<Box<str>> {
        rules::references(self, slot).into_iter().map(Into::into).collect()
    }

    /// Elements with the same id in another system have a finding each.
    fn touch_twins(&self, reference: &str, touched: &mut Touched) {
        if rules::is_external(reference) {
            touched.slots.extend(self.referrers.get(reference).into_iter().flatten());
        }
    }

    fn remove_view(&mut self, id: &ViewId, touched: &mut Touched) {
        touched.views.insert(id.clone());
        if let Some(entry) = Arc::make_mut(&mut self.views).remove(id) {
            for element in elements_of(&entry.view) {
                self.shown_in.change(element.into(), |views| views.retain(|v| v != id));
            }
        }
    }

    /// Takes an element's relations out of the indexes; the slot stays.
    fn forget(&mut self, slot: u32, element: &Element, touched: &mut Touched) {
        for relation in &element.relations {
            if let Some(target) = self.slot_of(relation.to.as_str()) {
                touched.slots.insert(target);
            }
            awaited(relation.to.as_str()).for_each(|id| remove_from(&mut self.waiting, id, slot));
        }
        for id in self.named_by(slot) {
            remove_from(&mut self.referrers, &id, slot);
            self.touch_twins(&id, touched);
        }
        self.relation_count -= element.relations.len();
        touched.vacant.insert(slot);
        touched.owners.insert(slot);
        touched.slots.insert(slot);
        // Views that show one of its relations show the element.
        touched.views.extend(self.views_showing(element.id.as_str()).iter().cloned());
    }

    /// Puts an element into its slot, or into a new one.
    fn place(&mut self, file: u32, element: &Arc<Element>, touched: &mut Touched) -> Option<()> {
        let id = element.id.as_str();
        if self.other_relation(id, &touched.vacant).is_some() {
            return None;
        }
        let kind = self.metamodel.kind_index(element.kind.as_str());
        let entry = Slot { id: element.id.clone(), element: element.clone(), file, kind, is_alive: true };
        let slot = match self.slot_of(id) {
            Some(slot) if touched.vacant.remove(&slot) => {
                let held = self.slots.get_mut(slot as usize)?;
                if held.kind != entry.kind {
                    touched.kinds.insert(slot);
                }
                *held = entry;
                // Relations may end at its parts, which may have come or gone.
                let waiting = self.waiting.get(id).cloned().unwrap_or_default();
                let at_parts = self.into.get(slot).iter().map(|edge| edge.relation);
                let at_parts = at_parts
                    .filter(|at| self.relation_at(*at).is_none_or(|entry| entry.relation.to.as_str() != id));
                let owners: Vec<u32> = at_parts.map(|at| at.owner).chain(waiting).collect();
                touched.owners.extend(owners);
                slot
            }
            Some(_) => return None,
            None => {
                let slot = self.slots.push(entry) as u32;
                self.findings.push(None);
                self.slot_index.insert(hash(id), slot);
                self.element_count += 1;
                let before =
                    |other: u32| self.slots.get(other as usize).is_some_and(|s| s.element.id < element.id);
                let mut order = std::mem::take(&mut self.order);
                order.insert(slot, before);
                self.order = order;
                let waiting = self.waiting.remove(id).unwrap_or_default();
                let referrers = self.referrers.get(id).cloned().unwrap_or_default();
                touched.slots.extend(waiting.iter().chain(&referrers));
                touched.owners.extend(waiting);
                touched.views.extend(self.views_showing(id).iter().cloned());
                slot
            }
        };
        touched.owners.insert(slot);
        touched.slots.insert(slot);
        for (position, relation) in element.relations.iter().enumerate() {
            let at = RelationRef { owner: slot, position: position as u32 };
            let id = relation.id.as_str();
            let known = self.other_relation(id, &touched.vacant);
            if known.is_some_and(|known| known != at) || self.slot_of(id).is_some() {
                return None;
            }
            self.relation_index.insert(hash(id), at);
        }
        self.relation_count += element.relations.len();
        for id in self.named_by(slot) {
            add_to(&mut self.referrers, &id, slot);
            self.touch_twins(&id, touched);
        }
        // Views may show relations that came or went.
        touched.views.extend(self.views_showing(id).iter().cloned());
        Some(())
    }

    /// Where a relation with this id stands, outside elements that are about to go.
    fn other_relation(&self, id: &str, vacant: &BTreeSet<u32>) -> Option<RelationRef> {
        self.relation_index.find(hash(id), |at| {
            !vacant.contains(&at.owner)
                && self.relation_at(at).is_some_and(|entry| entry.relation.id.as_str() == id)
        })
    }

    /// Ends a slot whose element is gone.
    fn bury(&mut self, slot: u32, element: &Element, touched: &mut Touched) {
        let before = |other: u32| self.slots.get(other as usize).is_some_and(|s| s.element.id < element.id);
        let mut order = std::mem::take(&mut self.order);
        order.remove(slot, before);
        self.order = order;
        if let Some(entry) = self.slots.get_mut(slot as usize) {
            entry.is_alive = false;
        }
        self.element_count -= 1;
        let sources = self.into.get(slot).iter().map(|edge| edge.relation.owner);
        touched.owners.extend(sources);
        let referrers = self.referrers.get(element.id.as_str()).cloned().unwrap_or_default();
        touched.slots.extend(referrers);
    }

    /// Follows the relations of these slots again and mends the graph.
    fn follow(&mut self, owners: &BTreeSet<u32>, touched: &mut Touched) -> Option<()> {
        let mut lost: Vec<(u32, u32)> = Vec::new();
        let (mut out, mut into) = (Vec::new(), Vec::new());
        let mut waiting: Vec<(Box<str>, u32)> = Vec::new();
        for owner in owners {
            touched.slots.insert(*owner);
            lost.extend(self.out.get(*owner).iter().map(|edge| (edge.slot, *owner)));
            let Some(element) = self.element_at(*owner).cloned() else {
                self.out.set(*owner, Vec::new());
                continue;
            };
            let first = out.len();
            for (position, relation) in element.relations.iter().enumerate() {
                let to = relation.to.as_str();
                if relation.from.is_some() || self.relation(to).is_some() {
                    return None;
                }
                let at = RelationRef { owner: *owner, position: position as u32 };
                debug_assert_ne!(at.owner, LOOSE);
                self.edges_of(at, relation, &mut out, &mut into);
                awaited(to).for_each(|id| remove_from(&mut self.waiting, id, *owner));
                if self.end(to).is_none() {
                    waiting.extend(awaited(to).map(|id| (id.into(), *owner)));
                }
            }
            let edges: Vec<Edge> = out[first..].iter().map(|(_, edge)| *edge).collect();
            self.out.set(*owner, edges);
        }
        for (id, owner) in waiting {
            add_to(&mut self.waiting, &id, owner);
        }
        let mut gained: BTreeMap<u32, Vec<Edge>> = BTreeMap::new();
        for (target, _) in lost {
            gained.entry(target).or_default();
        }
        for (target, edge) in into {
            gained.entry(target).or_default().push(edge);
        }
        for (target, mut edges) in gained {
            touched.slots.insert(target);
            let kept = self.into.get(target).iter().filter(|e| !owners.contains(&e.relation.owner));
            edges.extend(kept);
            // The order of a snapshot that was built anew: by the source's id.
            let id = |edge: &Edge| self.element_at(edge.relation.owner).map(|e| &e.id);
            edges.sort_by(|a, b| id(a).cmp(&id(b)).then(a.relation.position.cmp(&b.relation.position)));
            self.into.set(target, edges);
        }
        Some(())
    }

    /// Finds out again what is wrong with what was touched.
    fn check(&mut self, touched: &Touched) {
        let settings = Settings::new(&self.manifest);
        let mut slots = touched.slots.clone();
        for slot in &touched.kinds {
            slots.extend(self.into.get(*slot).iter().map(|edge| edge.slot));
        }
        let mut waiting: Vec<u32> = slots.iter().copied().collect();
        while let Some(slot) = waiting.pop() {
            let new = rules::dependents(self, slot).into_iter().filter(|dependent| slots.insert(*dependent));
            waiting.extend(new);
        }
        for slot in slots {
            let found = rules::element(self, &settings, slot);
            if let Some(place) = self.findings.get_mut(slot as usize) {
                *place = found;
            }
        }
        for id in &touched.views {
            let Some(entry) = self.views.get(id) else { continue };
            let found = rules::view(self, &settings, &entry.view, entry.file);
            if let Some(entry) = Arc::make_mut(&mut self.views).get_mut(id) {
                entry.findings = found;
            }
        }
        let is_asked_again = |code: &str| matches!(code, "unknown-view" | "unknown-term-element");
        let general = self.general.iter().filter(|d| !is_asked_again(d.code));
        let mut general: Vec<_> = general.cloned().collect();
        general.extend(rules::unknown_names(self).into_iter().filter_map(|d| settings.apply(d)));
        let orphans = self.layouts.iter().filter(|(id, _)| !self.views.contains_key(*id));
        let orphans = orphans.filter_map(|(id, (file, layout))| {
            settings.apply(rules::orphan_layout(id, self.path(*file)?, layout))
        });
        general.extend(orphans);
        self.general = Arc::new(general);
    }
}

fn remove_from(index: &mut Shards<Box<str>, Vec<u32>>, id: &str, slot: u32) {
    if index.get(id).is_some_and(|slots| slots.contains(&slot)) {
        index.change(id.into(), |slots| slots.retain(|s| *s != slot));
    }
}
