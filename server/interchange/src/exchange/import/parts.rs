//! What the parts of a view could not say themselves: nodes and connections have no properties in
//! the file, so the view has a property with a record for each.

use std::collections::HashMap;

use archweave_model::id::{ElementId, NodeId, RelationId, ViewId};
use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use archweave_model::view::{Bend, Connection, Layout, Node, NodeLayout, Shows, View};

use crate::archimate::style::sorted;
use crate::drafts::found::merge_extra;
use crate::exchange::TOOL;
use crate::kept;

/// The key of the prefix of ids.
pub const PREFIX: &str = "";

/// Gives everything back to the parts it belongs to, and takes the shift of the view out again.
pub fn restore(view: &mut View, layout: &mut Layout, shift: Option<&str>, all: Option<&Value>) {
    if let Some([x, y]) = shift.and_then(|shift| super::node::point(&shift.into())) {
        unshift(view, layout, [x, y]);
    }
    let Some(all) = all.and_then(Value::as_record) else { return };
    let prefix = all.text(PREFIX).unwrap_or_default();
    let records = all.iter().filter_map(|(id, value)| Some((id, value.as_record()?)));
    let records: HashMap<&str, &Properties> = records.collect();
    let mut renamed: HashMap<NodeId, NodeId> = HashMap::new();
    let mut rename = |id: &mut NodeId, extra: &mut Properties, record: Option<&Properties>| {
        let own = record.and_then(|record| record.text("id"));
        let short = || id.as_str().strip_prefix(prefix).filter(|_| !prefix.is_empty());
        let Some(original) = own.or_else(short).and_then(|id| NodeId::parse(id).ok()) else { return };
        kept::set(extra, TOOL, "id", id.as_str().into());
        renamed.insert(std::mem::replace(id, original.clone()), original);
    };
    let mut nodes: Vec<&mut Node> = view.content.iter_mut().collect();
    while let Some(node) = nodes.pop() {
        let record = records.get(node.id.as_str()).copied();
        let mut place = layout.nodes.remove(&node.id);
        rename(&mut node.id, &mut node.extra, record);
        if let Some(record) = record {
            restore_node(node, place.get_or_insert_default(), record);
            if record.text("unplaced").is_some() {
                place = None;
            }
        }
        if let Some(place) = place {
            layout.nodes.insert(node.id.clone(), place);
        }
        nodes.extend(node.nodes.iter_mut());
    }
    for connection in &mut view.connections {
        let record = records.get(connection.id.as_str()).copied();
        let mut line = layout.connections.remove(&connection.id).unwrap_or_default();
        rename(&mut connection.id, &mut connection.extra, record);
        if let Some(record) = record {
            if let Some(bends) = record.get("bends") {
                line.bends = bends.items().iter().filter_map(bend).collect();
            }
            line.label = record.get("label").and_then(bend).and_then(point);
            restore_style(&mut line.style, record);
            restore_connection(connection, record);
        }
        if !line.bends.is_empty() || line.label.is_some() || !line.style.is_empty() {
            layout.connections.insert(connection.id.clone(), line);
        }
    }
    for connection in &mut view.connections {
        for (key, end) in [("from", &mut connection.from), ("to", &mut connection.to)] {
            if let Some(id) = renamed.get(end) {
                *end = id.clone();
            }
            let record = kept::Recall::of(TOOL, &connection.extra);
            let own = record.text("id").unwrap_or(connection.id.as_str());
            let written = records.get(own).and_then(|record| record.text(key));
            if let Some(id) = written.and_then(|id| NodeId::parse(id).ok()) {
                *end = id;
            }
        }
    }
}

fn unshift(view: &mut View, layout: &mut Layout, [x, y]: [f64; 2]) {
    for node in &view.content {
        if let Some(place) = layout.nodes.get_mut(&node.id) {
            place.x -= x;
            place.y -= y;
        }
    }
    for line in layout.connections.values_mut() {
        for bend in &mut line.bends {
            if let Bend::At([bx, by]) = bend {
                *bx -= x;
                *by -= y;
            }
        }
    }
    for connection in &mut view.connections {
        for key in ["sourceAttachment", "targetAttachment"] {
            let kept = kept::Recall::of(TOOL, &connection.extra);
            if let Some([px, py]) = kept.get(key).and_then(super::node::point) {
                let moved = format!("{} {}", px - x, py - y);
                kept::set(&mut connection.extra, TOOL, key, moved.as_str().into());
            }
        }
    }
}

fn restore_node(node: &mut Node, place: &mut NodeLayout, record: &Properties) {
    let label = match &node.shows {
        Shows::Note(text) | Shows::Group(text) => text.clone(),
        _ => std::mem::take(&mut node.name),
    };
    if let Some(shows) = record.get("shows").and_then(Value::as_record) {
        if let Some(id) = shows.text("element").and_then(|id| ElementId::parse(id).ok()) {
            node.shows = Shows::Element(id);
        } else if let Some(id) = shows.text("view").and_then(|id| ViewId::parse(id).ok()) {
            node.shows = Shows::View(id);
        } else if let Some(path) = shows.text("image") {
            node.shows = Shows::Image(path.into());
        } else if shows.get("note").is_some() {
            node.shows = Shows::Note(Text::default());
        }
    }
    let own = record.get("text").map(|value| text(value, &label)).unwrap_or_else(|| label.clone());
    match &mut node.shows {
        Shows::Note(shown) | Shows::Group(shown) => {
            *shown = own;
            node.name = record.get("name").map(|value| text(value, &label)).unwrap_or_default();
        }
        _ => node.name = record.get("name").map(|value| text(value, &label)).unwrap_or(label),
    }
    if let Some(value) = record.get("description") {
        node.description = text(value, &node.description);
    }
    if let Some(bounds) = record.get("bounds") {
        let numbers: Vec<Option<f64>> = bounds.items().iter().map(|n| n.as_text()?.parse().ok()).collect();
        if let [Some(x), Some(y), w, h] = numbers[..] {
            (place.x, place.y, place.w, place.h) = (x, y, w, h);
        }
    }
    restore_style(&mut place.style, record);
    restore_common(&mut node.properties, &mut node.attributes, &mut node.extra, record);
}

fn restore_connection(connection: &mut Connection, record: &Properties) {
    if let Some(value) = record.get("name") {
        connection.name = text(value, &connection.name);
    }
    if let Some(value) = record.get("description") {
        connection.description = text(value, &connection.description);
    }
    if let Some(id) = record.text("relation").and_then(|id| RelationId::parse(id).ok()) {
        connection.relation = Some(id);
    }
    restore_common(&mut connection.properties, &mut connection.attributes, &mut connection.extra, record);
}

fn restore_common(
    properties: &mut Properties,
    attributes: &mut Properties,
    extra: &mut Properties,
    record: &Properties,
) {
    let own = |key: &str| record.get(key).and_then(Value::as_record).cloned();
    if let Some(all) = own("properties") {
        *properties = all;
    }
    if let Some(all) = own("attributes") {
        *attributes = all;
    }
    if let Some(others) = own("extra") {
        merge_extra(extra, others);
    }
}

/// Adds what the file's own style could not say.
fn restore_style(style: &mut Properties, record: &Properties) {
    if let Some(rest) = record.get("style").and_then(Value::as_record) {
        for (key, value) in rest.iter() {
            style.set(key, value.clone());
        }
        sorted(style);
    }
}

/// A text from a value: plain, in languages, or the language that the file's own text is in.
fn text(value: &Value, own: &Text) -> Text {
    match value {
        Value::Text(text) => Text::One(text.clone()),
        Value::Record(all) => {
            Text::languages(all.iter().filter_map(|(code, text)| Some((code.into(), text.as_text()?.into()))))
        }
        Value::List(codes) => {
            let code = codes.first().and_then(Value::as_text);
            code.map_or_else(Text::default, |code| Text::languages([(code.into(), own.main().into())]))
        }
    }
}

/// `[x, y]`, or four offsets.
/// The centre of a label.
fn point(bend: Bend) -> Option<[f64; 2]> {
    match bend {
        Bend::At(point) if point.iter().all(|n| n.is_finite()) => Some(point),
        _ => None,
    }
}

fn bend(value: &Value) -> Option<Bend> {
    let numbers: Vec<f64> = value.items().iter().filter_map(|n| n.as_text()?.parse().ok()).collect();
    match numbers[..] {
        [x, y] => Some(Bend::At([x, y])),
        [a, b, c, d] => Some(Bend::Between([a, b, c, d])),
        _ => None,
    }
}
