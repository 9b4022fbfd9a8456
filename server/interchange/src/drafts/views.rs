//! Views in the second pass: their ids, and references out of them.

use archweave_model::diagnostic::Subject;
use archweave_model::id::{NodeId, ViewId};
use archweave_model::view::{Layout, Node, Shows, View};

use super::found::{give_back, restore_free};
use super::{Concept, Drafts, shortened};
use foldhash::HashMap;

use crate::archimate::names::usable_id;
use crate::findings::Findings;
use crate::kept::{self, Kept};
use crate::reserved::Found;

/// A view that was read; what refers beyond it is not checked yet.
pub struct ViewDraft {
    pub view: View,
    pub layout: Layout,
    pub folder: usize,
    /// Where it is filed, if not by its folder.
    pub path: Option<Box<str>>,
    /// Reserved properties of the view.
    pub found: Found,
    /// Reserved features of its nodes and connections.
    pub part_found: std::collections::HashMap<NodeId, Found>,
}

/// Ids of the nodes and connections of a view.
pub struct PartIds {
    view: ViewId,
    /// And how often each was used.
    ids: HashMap<Box<str>, usize>,
}

impl PartIds {
    /// None yet.
    pub fn new(view: ViewId) -> Self {
        Self { view, ids: HashMap::default() }
    }

    /// Whether a node or connection has this id.
    pub fn contains(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }

    /// The id of a node or connection, unique in its view.
    pub fn claim(
        &mut self,
        findings: &mut Findings,
        written: &str,
        what: &str,
        offset: usize,
        kept: &mut Kept,
    ) -> NodeId {
        let number = self.ids.len() + 1;
        let mut used = usable_id(written, || format!("{what}-{number}"));
        let subject = || Some(Subject::View(self.view.as_str().into()));
        if used != written {
            kept.text("id", written);
            findings.unusable_id(offset, written, &used, subject());
        }
        if let Some(count) = self.ids.get(&*used).copied() {
            let mut next = count;
            let base = shortened(&used).to_owned();
            let free = loop {
                next += 1;
                let candidate = format!("{base}~{next}");
                if !self.ids.contains_key(&*candidate) {
                    break candidate;
                }
            };
            self.ids.insert(used.as_str().into(), next);
            if used == written {
                kept.text("id", written);
            }
            findings.duplicate_id(offset, &used, &free, subject());
            used = free;
        }
        self.ids.insert(used.as_str().into(), 1);
        NodeId::parse(&used).unwrap_or_else(|_| placeholder())
    }
}

/// An end as the view's parts are named.
pub fn end_id(written: &str) -> NodeId {
    let used = usable_id(written, || "missing".into());
    NodeId::parse(&used).unwrap_or_else(|_| placeholder())
}

#[expect(clippy::expect_used, reason = "a constant")]
fn placeholder() -> NodeId {
    NodeId::parse("missing").expect("`missing` is an id")
}

impl<'a> Drafts<'a> {
    /// Makes ids of views unique and restores those that XML could not carry. The result is the
    /// present id by the id in the file.
    pub fn settle_view_ids(&mut self, drafts: &mut [ViewDraft]) -> HashMap<ViewId, ViewId> {
        let mut ids: HashMap<ViewId, ViewId> = HashMap::default();
        let mut taken: HashMap<ViewId, usize> = drafts.iter().map(|d| (d.view.id.clone(), 1)).collect();
        for draft in drafts {
            let written = draft.view.id.clone();
            let mut used = written.clone();
            let restored = draft.found.text("id").and_then(|id| ViewId::parse(&id).ok());
            if ids.contains_key(&written) {
                let count = taken.get(&written).copied().unwrap_or(1);
                let base = shortened(written.as_str());
                let free = (count + 1..).find_map(|n| {
                    let candidate = ViewId::parse(&format!("{base}~{n}")).ok()?;
                    (!taken.contains_key(&candidate)).then_some((n, candidate))
                });
                if let Some((n, free)) = free {
                    taken.insert(written.clone(), n);
                    used = free;
                }
                let subject = Subject::View(used.as_str().into());
                self.findings.duplicate_id(
                    draft.view.place.0 as usize,
                    written.as_str(),
                    used.as_str(),
                    Some(subject),
                );
                kept::set(&mut draft.view.extra, self.tool, "id", written.as_str().into());
            } else if let Some(restored) = restored.filter(|id| !taken.contains_key(id)) {
                used = restored;
                kept::set(&mut draft.view.extra, self.tool, "id", written.as_str().into());
                ids.insert(written, used.clone());
            } else {
                ids.insert(written.clone(), written);
            }
            taken.entry(used.clone()).or_insert(1);
            draft.layout.view = used.clone();
            draft.view.id = used;
        }
        ids
    }

    /// Resolves what nodes and connections show.
    pub fn settle_references(&mut self, draft: &mut ViewDraft, views: &HashMap<ViewId, ViewId>) {
        let subject = Subject::View(draft.view.id.as_str().into());
        let mut nodes: Vec<&mut Node> = draft.view.content.iter_mut().rev().collect();
        while let Some(node) = nodes.pop() {
            let offset = node.place.0 as usize;
            match &mut node.shows {
                Shows::Element(id) => match self.concept(id.as_str()) {
                    Some(Concept::Element(n)) => {
                        if let Some(element) = self.elements.get(n) {
                            *id = element.id.clone();
                        }
                    }
                    _ => self.findings.dangling(
                        offset,
                        &format!("the element of node `{}`", node.id),
                        id.as_str(),
                        subject.clone(),
                    ),
                },
                Shows::View(id) => match views.get(id) {
                    Some(present) => *id = present.clone(),
                    None => self.findings.dangling(
                        offset,
                        &format!("the view of node `{}`", node.id),
                        id.as_str(),
                        subject.clone(),
                    ),
                },
                Shows::Note(_) | Shows::Group(_) | Shows::Image(_) => {}
            }
            nodes.extend(node.nodes.iter_mut().rev());
        }
        for connection in &mut draft.view.connections {
            let Some(id) = &mut connection.relation else { continue };
            match self.concept(id.as_str()) {
                Some(Concept::Relation(n)) => {
                    if let Some(found) = self.relations.get(n) {
                        *id = found.relation.id.clone();
                    }
                }
                _ => {
                    let what = format!("the relation of connection `{}`", connection.id);
                    self.findings.dangling(connection.place.0 as usize, &what, id.as_str(), subject.clone());
                }
            }
        }
    }
}

/// Reserved properties of a view.
pub fn restore_view(view: &mut View, path: &mut Option<Box<str>>, found: &mut Found, main: &str) {
    if found.is_empty() {
        return;
    }
    let mut found = std::mem::take(found);
    found.localized("name", &mut view.name, main);
    found.localized("description", &mut view.description, main);
    if let Some(viewpoint) = found.text("viewpoint") {
        view.viewpoint = Some(viewpoint);
    }
    *path = found.text("path");
    view.selector = found.text("selector").and_then(|text| serde_json::from_str(&text).ok());
    view.show = found.text("show").and_then(|text| serde_json::from_str(&text).ok());
    restore_free(&mut view.attributes, &mut view.extra, &mut found);
    give_back(&mut view.properties, found);
}
