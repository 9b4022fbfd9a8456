//! Views: the frame; parts are in [`super::node`].

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use archweave_model::id::NodeId;
use archweave_model::model::Filed;
use archweave_model::view::{Connection, Layout, Node, View};

use super::Export;
use super::geometry::Geometry;
use crate::archimate::TOOL;
use crate::archimate::names;
use crate::kept::Recall;
use crate::reserved::Reserve;

/// Connections that start at connections that start at connections ...
const MAX_CHAIN: usize = 40;

/// What writing the parts of a view needs.
pub struct Drawing<'a> {
    pub layout: Option<&'a Layout>,
    /// Ids in the file.
    pub ids: HashMap<&'a NodeId, Cow<'a, str>>,
    /// Parts whose id is to be restored.
    pub replaced: HashSet<&'a NodeId>,
    /// Connections by the part that holds them, in order.
    pub held: HashMap<&'a NodeId, Vec<&'a Connection>>,
    pub arriving: HashMap<&'a NodeId, Vec<&'a NodeId>>,
    pub geometry: Geometry<'a>,
    /// Positions of connections, where the order of writing does not tell them.
    pub order: HashMap<&'a NodeId, usize>,
}

impl<'a> Export<'a> {
    pub(super) fn view(&mut self, filed: &'a Filed<View>, path: &str) {
        let view = &*filed.value;
        let archi = Recall::of(TOOL, &view.extra);
        let mut reserve = Reserve::default();
        self.writer.open("element");
        self.writer.attribute("xsi:type", archi.text("type").unwrap_or(names::VIEW));
        let name = reserve.localized("name", &view.name, self.main);
        if !name.is_empty() {
            self.writer.attribute("name", name);
        }
        let id = self.ids.view(view.id.as_str());
        if !id.is_empty() {
            self.writer.attribute("id", id);
        }
        if self.ids.is_view_replaced(view.id.as_str()) {
            reserve.text("id", view.id.as_str());
        }
        if let Some(viewpoint) = &view.viewpoint {
            self.writer.attribute("viewpoint", viewpoint);
        }
        self.kept_attributes(archi);
        let description = reserve.localized("description", &view.description, self.main);
        if let Some(selector) = &view.selector
            && let Ok(json) = serde_json::to_string(selector)
        {
            reserve.text("selector", &json);
        }
        if let Some(show) = &view.show
            && let Ok(json) = serde_json::to_string(show)
        {
            reserve.text("show", &json);
        }
        if *filed.path != *path {
            reserve.text("path", &filed.path);
        }
        reserve.record("attributes", &view.attributes);
        reserve.extra(TOOL, &view.extra);
        if !description.is_empty() {
            self.writer.leaf("documentation", description);
        }
        let drawing = self.drawing(view);
        for node in &view.content {
            self.node(&drawing, node);
        }
        self.properties(&view.properties, archi);
        self.reserved(reserve);
        self.kept_children(archi);
        self.writer.close("element");
        if self.is_divided && archi.is_some() {
            // Views that came with the same ids for their parts keep them: each has its own file.
            drawing.ids.values().for_each(|id| self.ids.release(id));
        }
    }

    /// Finds out which part holds which connection, and names the parts.
    fn drawing(&mut self, view: &'a View) -> Drawing<'a> {
        let layout = self.layouts.get(&view.id).copied();
        let mut drawing = Drawing {
            layout,
            ids: HashMap::new(),
            replaced: HashSet::new(),
            held: HashMap::new(),
            arriving: HashMap::new(),
            geometry: Geometry::new(view, layout),
            order: HashMap::new(),
        };
        let is_kept = Recall::of(TOOL, &view.extra).is_some();
        let nodes: Vec<&Node> = view.nodes().collect();
        let parts =
            nodes.iter().map(|n| (&n.id, &n.extra)).chain(view.connections.iter().map(|c| (&c.id, &c.extra)));
        let targets: HashSet<&NodeId> = view.connections.iter().map(|c| &c.to).collect();
        for (id, extra) in parts {
            let written = match Recall::of(TOOL, extra).text("id") {
                Some("") => id.as_str().into(),
                Some(original) => {
                    let (written, is_replaced) =
                        self.ids.original(id.as_str(), original, targets.contains(id));
                    if is_replaced {
                        drawing.replaced.insert(id);
                    }
                    written
                }
                None => {
                    let sign = if is_kept { &view.extra } else { extra };
                    let written = self.ids.claim(id.as_str(), sign, view.id.as_str());
                    if written != id.as_str() {
                        drawing.replaced.insert(id);
                    }
                    written
                }
            };
            drawing.ids.insert(id, written);
        }
        let known: HashMap<&str, &NodeId> = drawing.ids.keys().map(|id| (id.as_str(), *id)).collect();
        let Some(first) = nodes.first().map(|node| &node.id) else { return drawing };
        let mut held: HashMap<&NodeId, Vec<&Connection>> = HashMap::new();
        for connection in &view.connections {
            let parent =
                Recall::of(TOOL, &connection.extra).text("parent").and_then(|id| known.get(id)).copied();
            let from = known.get(connection.from.as_str()).copied();
            let holder = parent.or(from).unwrap_or(first);
            held.entry(holder).or_default().push(connection);
            drawing.arriving.entry(&connection.to).or_default().push(&connection.id);
        }
        // Connections that no chain of reasonable length leads to from a node go to the first node.
        let mut reached: HashSet<&NodeId> = HashSet::new();
        let mut stack: Vec<(&NodeId, usize)> = nodes.iter().map(|node| (&node.id, 0)).collect();
        let mut pruned: Vec<&NodeId> = Vec::new();
        while let Some((holder, length)) = stack.pop() {
            if length == MAX_CHAIN {
                pruned.push(holder);
                continue;
            }
            for connection in held.get(holder).into_iter().flatten() {
                if reached.insert(&connection.id) {
                    stack.push((&connection.id, length + 1));
                }
            }
        }
        for holder in pruned {
            let cut = held.remove(holder).unwrap_or_default();
            held.entry(first).or_default().extend(cut);
        }
        let lost: Vec<&Connection> = view.connections.iter().filter(|c| !reached.contains(&c.id)).collect();
        if !lost.is_empty() {
            let names: HashSet<&NodeId> = lost.iter().map(|c| &c.id).collect();
            for list in held.values_mut() {
                list.retain(|c| !names.contains(&c.id));
            }
            held.entry(first).or_default().extend(lost);
        }
        drawing.held = held;
        self.order(view, &mut drawing);
        drawing
    }

    /// Notes the positions of connections when writing them with their nodes changes the order.
    fn order(&self, view: &'a View, drawing: &mut Drawing<'a>) {
        let mut written: Vec<&NodeId> = Vec::with_capacity(view.connections.len());
        for node in view.nodes() {
            let mut stack: Vec<&Connection> =
                drawing.held.get(&node.id).into_iter().flatten().rev().copied().collect();
            while let Some(connection) = stack.pop() {
                written.push(&connection.id);
                stack.extend(drawing.held.get(&connection.id).into_iter().flatten().rev());
            }
        }
        if !written.iter().copied().eq(view.connections.iter().map(|c| &c.id)) {
            drawing.order = view.connections.iter().enumerate().map(|(n, c)| (&c.id, n)).collect();
        }
    }
}
