//! What may differ between two snapshots, found by what they do not share in memory: at the cost of the
//! difference where one was updated to the other, at that of a look at everything where not.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::element::Relation;
use crate::id::{ElementId, ViewId};
use crate::metamodel::Extension;
use crate::rules::Settings;
use crate::snapshot::Snapshot;
use crate::yaml::Document;
use crate::yaml::paths::extension_name;

/// What may differ between two snapshots. What is not named does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The manifest or the metamodel differs, so that anything may.
    pub is_all: bool,
    /// Elements that came, went, or say something else.
    pub elements: BTreeSet<ElementId>,
    /// Elements with other relations around them, with a neighbour that is in `elements`, or with other
    /// findings.
    pub around: BTreeSet<ElementId>,
    /// Views that came, went, say something else or have other findings.
    pub views: BTreeSet<ViewId>,
}

impl Snapshot {
    /// What may differ from `before`.
    pub fn since(&self, before: &Self) -> Since {
        let is_all = !self.has_rules_of(before);
        let elements = self.elements_since(before);
        let mut around = self.findings_since(before);
        let has_lines_on_lines = !self.on_relation.is_empty() || !before.on_relation.is_empty();
        for snapshot in [self, before] {
            // A relation at a relation is a neighbour of elements that it does not name.
            match has_lines_on_lines && !elements.is_empty() {
                true => around.extend(snapshot.ids(snapshot.slots())),
                false => around.extend(elements.iter().flat_map(|id| snapshot.neighbours(id))),
            }
        }
        Since { is_all, elements, around, views: self.views_since(before) }
    }

    /// Whether manifest and metamodel are those of another snapshot.
    pub fn has_rules_of(&self, other: &Self) -> bool {
        let has_its_kinds =
            Arc::ptr_eq(&self.metamodel, &other.metamodel) || self.extensions() == other.extensions();
        has_its_kinds && self.manifest == other.manifest
    }

    /// Relations whose source is not in the model.
    pub fn loose(&self) -> impl Iterator<Item = &Relation> {
        self.loose.iter().map(|(_, relation)| &**relation)
    }

    /// Findings about no element and no view: about files that could not be read, and the model as a whole.
    pub fn diagnostics_elsewhere(&self) -> Vec<Diagnostic> {
        let settings = Settings::new(&self.manifest);
        let files = self.noisy.iter().filter_map(|file| self.files.get(*file as usize));
        let found = files.flat_map(|entry| {
            let found = entry.parsed.iter().flat_map(|parsed| &parsed.findings);
            found.map(|finding| finding.clone().file(&entry.path))
        });
        let of_files = found.filter_map(|finding| settings.apply(finding));
        self.general.iter().cloned().chain(of_files).collect()
    }

    /// Findings about one view.
    pub fn diagnostics_of_view(&self, view: &str) -> Vec<Diagnostic> {
        let found = self.views.get(view).and_then(|entry| entry.findings.as_ref());
        found.map_or_else(Vec::new, |found| found.to_vec())
    }

    /// The repository's own kinds and terms, by name.
    fn extensions(&self) -> Vec<(&str, &Arc<Extension>)> {
        let documents = self.files.iter().flat_map(|entry| {
            let documents = entry.parsed.iter().flat_map(|parsed| &parsed.documents);
            documents.map(|document| (extension_name(&entry.path), document))
        });
        let mut found: Vec<_> = documents
            .filter_map(|(name, document)| match document {
                Document::Extension(extension) => Some((name, extension)),
                _ => None,
            })
            .collect();
        found.sort_by_key(|(name, _)| *name);
        found
    }

    fn ids(&self, slots: impl Iterator<Item = u32>) -> impl Iterator<Item = ElementId> {
        slots.filter_map(|slot| self.slot(slot)).map(|slot| slot.id.clone())
    }

    fn neighbours(&self, id: &ElementId) -> Vec<ElementId> {
        let Some(slot) = self.slot_of(id.as_str()) else { return Vec::new() };
        let edges = self.out_edges(slot).iter().chain(self.in_edges(slot));
        self.ids(edges.map(|edge| edge.slot).chain([slot])).collect()
    }

    /// Elements that came, went, or say something else than in `before`.
    pub fn elements_since(&self, before: &Self) -> BTreeSet<ElementId> {
        let mut found = BTreeSet::new();
        for (one, other) in [(self, before), (before, self)] {
            for (at, slot) in one.slots.not_shared(&other.slots) {
                let is_same = other.slots.get(at).is_some_and(|theirs| {
                    (theirs.is_alive, &theirs.id, theirs.kind) == (slot.is_alive, &slot.id, slot.kind)
                        && Arc::ptr_eq(&theirs.element, &slot.element)
                });
                if !is_same && slot.is_alive {
                    found.insert(slot.id.clone());
                }
            }
        }
        // A snapshot that was built anew numbers its elements anew, so the ids are asked again.
        found.retain(|id| {
            let of = |snapshot: &Self| snapshot.slot_of(id.as_str()).and_then(|slot| snapshot.kind_at(slot));
            self.element(id.as_str()) != before.element(id.as_str()) || of(self) != of(before)
        });
        found
    }

    fn findings_since(&self, before: &Self) -> BTreeSet<ElementId> {
        let mut found = BTreeSet::new();
        for (one, other) in [(self, before), (before, self)] {
            for (at, findings) in one.findings.not_shared(&other.findings) {
                let is_same = match (findings, other.findings.get(at).and_then(Option::as_ref)) {
                    (None, None) => true,
                    (Some(findings), Some(theirs)) => Arc::ptr_eq(findings, theirs),
                    _ => false,
                };
                if !is_same {
                    found.extend(one.ids([at as u32].into_iter()));
                    found.extend(other.ids([at as u32].into_iter()));
                }
            }
        }
        found.retain(|id| self.diagnostics_of(id.as_str()) != before.diagnostics_of(id.as_str()));
        found
    }

    fn views_since(&self, before: &Self) -> BTreeSet<ViewId> {
        if Arc::ptr_eq(&self.views, &before.views) {
            return BTreeSet::new();
        }
        let mut found = BTreeSet::new();
        for (one, other) in [(self, before), (before, self)] {
            for (id, entry) in one.views.iter() {
                let is_same = other.views.get(id).is_some_and(|theirs| {
                    (Arc::ptr_eq(&theirs.view, &entry.view) || theirs.view == entry.view)
                        && theirs.findings == entry.findings
                });
                if !is_same {
                    found.insert(id.clone());
                }
            }
        }
        found
    }
}
