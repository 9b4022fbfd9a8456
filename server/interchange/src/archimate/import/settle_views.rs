//! Views in the second pass: references out of the view, looks of old versions, reserved features.

use std::collections::HashMap;

use archweave_model::diagnostic::Subject;
use archweave_model::id::{NodeId, ViewId};
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Layout, Node, NodeLayout, Shows, View};

use super::settle::set_kept;
use super::settle_parts::{give_back, restore_free};
use super::view::{ViewDraft, shortened};
use super::{Concept, Import};
use crate::archimate::reserved::Found;
use crate::archimate::style;

/// Kinds whose two figures changed places with version 5.
const SWAPPED: [&str; 13] = [
    "grouping",
    "business-object",
    "contract",
    "representation",
    "product",
    "data-object",
    "meaning",
    "value",
    "deliverable",
    "application-component",
    "artifact",
    "device",
    "node",
];

impl<'a> Import<'a> {
    pub(super) fn settle_views(&mut self, main: &str) {
        let mut drafts = std::mem::take(&mut self.views);
        let ids = self.settle_view_ids(&mut drafts);
        for draft in &mut drafts {
            self.settle_references(draft, &ids);
            self.settle_looks(draft);
            let ViewDraft { view, layout, found, part_found, path, .. } = draft;
            restore_view(view, path, found, main);
            restore_parts(view, layout, part_found, main);
            for node in layout.nodes.values_mut() {
                style::sorted(&mut node.style);
            }
        }
        self.views = drafts;
    }

    /// Makes ids of views unique and restores those that XML could not carry. The result is the
    /// present id by the id in the file.
    fn settle_view_ids(&mut self, drafts: &mut [ViewDraft]) -> HashMap<ViewId, ViewId> {
        let mut ids: HashMap<ViewId, ViewId> = HashMap::with_capacity(drafts.len());
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
                set_kept(&mut draft.view.extra, "id", written.as_str().into());
            } else if let Some(restored) = restored.filter(|id| !taken.contains_key(id)) {
                used = restored;
                set_kept(&mut draft.view.extra, "id", written.as_str().into());
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
    fn settle_references(&mut self, draft: &mut ViewDraft, views: &HashMap<ViewId, ViewId>) {
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

    /// Gives looks of old versions their present meaning.
    fn settle_looks(&self, draft: &mut ViewDraft) {
        let swaps = self.is_before([5, 0, 0]);
        let aligns = self.is_before([4, 4, 0]);
        let outlines = matches!(self.version, Some([4, 0, 1] | [4, 4, 0]));
        if !swaps {
            return;
        }
        let ViewDraft { view, layout, .. } = draft;
        for node in view.nodes() {
            let Some(NodeLayout { style, .. }) = layout.nodes.get_mut(&node.id) else { continue };
            let kind = match &node.shows {
                Shows::Element(id) => match self.concept(id.as_str()) {
                    Some(Concept::Element(n)) => self.elements.get(n).map_or("", |e| e.kind.as_str()),
                    _ => "",
                },
                _ => "",
            };
            if SWAPPED.contains(&kind) {
                match style.text("form") {
                    Some("icon") => {
                        style.remove("form");
                    }
                    _ => style.set("form", "icon".into()),
                }
            }
            let is_group = kind == "grouping"
                || matches!(&node.shows, Shows::Group(_))
                    && node.extra.get("archi").is_none_or(|a| a.at(&["type"]).is_none());
            if aligns && is_group && matches!(style.text("text_align"), None | Some("center")) {
                style.set("text_align", "left".into());
            }
            if outlines && let Some(opacity) = style.get("fill_opacity").cloned() {
                style.set("line_opacity", opacity);
            }
        }
    }
}

fn restore_view(view: &mut View, path: &mut Option<Box<str>>, found: &mut Found, main: &str) {
    if found.is_empty() {
        return;
    }
    let mut found = std::mem::take(found);
    found.localized("name", &mut view.name, main);
    found.localized("description", &mut view.description, main);
    *path = found.text("path");
    view.selector = found.text("selector").and_then(|text| serde_json::from_str(&text).ok());
    restore_free(&mut view.attributes, &mut view.extra, &mut found);
    give_back(&mut view.properties, found);
}

/// Reserved features of nodes and connections.
fn restore_parts(view: &mut View, layout: &mut Layout, all: &mut HashMap<NodeId, Found>, main: &str) {
    if all.is_empty() {
        return;
    }
    let mut renamed: HashMap<NodeId, NodeId> = HashMap::new();
    let mut order: HashMap<NodeId, usize> = HashMap::new();
    let mut nodes: Vec<&mut Node> = view.content.iter_mut().collect();
    while let Some(node) = nodes.pop() {
        if let Some(mut found) = all.remove(&node.id) {
            found.localized("name", &mut node.name, main);
            found.localized("description", &mut node.description, main);
            if let Shows::Note(text) | Shows::Group(text) = &mut node.shows {
                found.localized("text", text, main);
            }
            let mut place = layout.nodes.remove(&node.id).unwrap_or_default();
            if let Some(bounds) = found.json("bounds") {
                let numbers: Vec<Option<f64>> =
                    bounds.items().iter().map(|n| n.as_text()?.parse().ok()).collect();
                if let [Some(x), Some(y), w, h] = numbers[..] {
                    (place.x, place.y, place.w, place.h) = (x, y, w, h);
                }
            }
            if let Some(style) = found.record("style") {
                place.style = style;
            }
            if let Some(id) = found.text("id").and_then(|id| NodeId::parse(&id).ok()) {
                set_kept(&mut node.extra, "id", node.id.as_str().into());
                renamed.insert(std::mem::replace(&mut node.id, id.clone()), id);
            }
            let is_placed = found.text("order").as_deref() != Some("unplaced");
            if is_placed {
                layout.nodes.insert(node.id.clone(), place);
            }
            restore_free(&mut node.attributes, &mut node.extra, &mut found);
            give_back_features(&mut node.extra, found);
        }
        nodes.extend(node.nodes.iter_mut());
    }
    for connection in &mut view.connections {
        let Some(mut found) = all.remove(&connection.id) else { continue };
        found.localized("name", &mut connection.name, main);
        found.localized("description", &mut connection.description, main);
        let mut line = layout.connections.remove(&connection.id).unwrap_or_default();
        if let Some(bends) = found.json("bends") {
            line.bends = bends.items().iter().filter_map(bend).collect();
        }
        if let Some(style) = found.record("style") {
            line.style = style;
        }
        if let Some(place) = found.text("order").and_then(|n| n.parse().ok()) {
            order.insert(connection.id.clone(), place);
        }
        if let Some(id) = found.text("id").and_then(|id| NodeId::parse(&id).ok()) {
            if let Some(place) = order.remove(&connection.id) {
                order.insert(id.clone(), place);
            }
            set_kept(&mut connection.extra, "id", connection.id.as_str().into());
            renamed.insert(std::mem::replace(&mut connection.id, id.clone()), id);
        }
        if !line.bends.is_empty() || !line.style.is_empty() {
            layout.connections.insert(connection.id.clone(), line);
        }
        restore_free(&mut connection.attributes, &mut connection.extra, &mut found);
        give_back_features(&mut connection.extra, found);
    }
    for connection in &mut view.connections {
        for end in [&mut connection.from, &mut connection.to] {
            if let Some(id) = renamed.get(end) {
                *end = id.clone();
            }
        }
    }
    if !order.is_empty() {
        view.connections.sort_by_key(|c| order.get(&c.id).copied().unwrap_or(usize::MAX));
    }
}

/// `[x, y]`, or four offsets.
fn bend(value: &Value) -> Option<Bend> {
    let numbers: Vec<f64> = value.items().iter().filter_map(|n| n.as_text()?.parse().ok()).collect();
    match numbers[..] {
        [x, y] => Some(Bend::At([x, y])),
        [a, b, c, d] => Some(Bend::Between([a, b, c, d])),
        _ => None,
    }
}

fn give_back_features(extra: &mut Properties, found: Found) {
    if found.is_empty() {
        return;
    }
    let archi = extra.get("archi");
    let mut features =
        archi.and_then(|a| a.at(&["features"])).and_then(Value::as_record).cloned().unwrap_or_default();
    for (field, value) in found.0 {
        features.set(&format!("archweave.{field}"), Value::Text(value));
    }
    set_kept(extra, "features", Value::Record(features));
}
