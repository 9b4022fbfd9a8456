//! Reserved features of nodes and connections: what native XML has no place for in a view.

use std::collections::HashMap;

use archweave_model::id::NodeId;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Layout, Node, Shows, View};

use crate::archimate::TOOL;
use crate::drafts::found::restore_free;
use crate::kept;
use crate::reserved::Found;

/// Gives them back to the parts they belong to.
pub fn restore_parts(view: &mut View, layout: &mut Layout, all: &mut HashMap<NodeId, Found>, main: &str) {
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
                kept::set(&mut node.extra, TOOL, "id", node.id.as_str().into());
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
        line.label = found.json("label").as_ref().and_then(bend).and_then(point);
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
            kept::set(&mut connection.extra, TOOL, "id", connection.id.as_str().into());
            renamed.insert(std::mem::replace(&mut connection.id, id.clone()), id);
        }
        if !line.bends.is_empty() || line.label.is_some() || !line.style.is_empty() {
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
pub fn bend(value: &Value) -> Option<Bend> {
    let numbers: Vec<f64> = value.items().iter().filter_map(|n| n.as_text()?.parse().ok()).collect();
    match numbers[..] {
        [x, y] => Some(Bend::At([x, y])),
        [a, b, c, d] => Some(Bend::Between([a, b, c, d])),
        _ => None,
    }
}

/// The centre of a label.
fn point(bend: Bend) -> Option<[f64; 2]> {
    match bend {
        Bend::At(point) if point.iter().all(|n| n.is_finite()) => Some(point),
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
    kept::set(extra, TOOL, "features", Value::Record(features));
}
