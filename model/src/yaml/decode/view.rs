//! Views and layouts.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::element::Place;
use crate::id::{ElementId, NodeId, RelationId, ViewId};
use crate::view::{Bend, Connection, ConnectionLayout, Layout, Node as ViewNode, NodeLayout, Shows, View};
use crate::yaml::decode::{Findings, Rest, id, number, pairs, properties, scalar, text};
use crate::yaml::deserialize;
use crate::yaml::tree::{Data, Node};

/// A view; none without an id.
pub fn view(node: &Node<'_>, out: &mut Findings<'_>) -> Option<View> {
    let pairs = pairs(node, "a view", out)?;
    let Some(id_node) = node.get("id") else {
        out.missing(node, "id", "the view");
        return None;
    };
    let mut v = View::new(id("id", id_node, ViewId::parse, out)?);
    v.place = Place(node.start);
    let mut rest = Rest::default();
    for pair in pairs {
        let (key, value) = (&*pair.key, &pair.value);
        match key {
            "id" => {}
            "name" => v.name = text(key, value, out),
            "description" => v.description = text(key, value, out),
            "viewpoint" => v.viewpoint = scalar(key, value, out).map(Into::into),
            "content" => v.content = nodes(key, value, out),
            "selector" => v.selector = deserialize::from_node(value, out).map(Box::new),
            "show" => v.show = deserialize::from_node(value, out).map(Box::new),
            "connections" => {
                let items = items(key, value, out).iter();
                v.connections = items.filter_map(|item| connection(item, out)).collect();
            }
            "properties" => v.properties = properties(key, value, out),
            "extra" => v.extra = properties(key, value, out),
            _ => rest.keep_unknown(pair, "a view", out),
        }
    }
    v.attributes = rest.finish();
    Some(v)
}

fn items<'n, 'a>(key: &str, node: &'n Node<'a>, out: &mut Findings<'_>) -> &'n [Node<'a>] {
    match &node.data {
        Data::Sequence(items) => items,
        Data::Null => &[],
        _ => {
            out.wrong_type(key, node, "a list");
            &[]
        }
    }
}

fn nodes(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Vec<ViewNode> {
    let items = items(key, node, out).iter();
    items.filter_map(|item| view_node(item, out)).collect()
}

/// A node of a view: recursion is bounded by the depth of the tree.
fn view_node(node: &Node<'_>, out: &mut Findings<'_>) -> Option<ViewNode> {
    let pairs = pairs(node, "a node", out)?;
    let Some(id_node) = node.get("node") else {
        out.missing(node, "node", "the node");
        return None;
    };
    let node_id = id("node", id_node, NodeId::parse, out)?;
    let mut shows = None;
    for pair in pairs {
        let (key, v) = (&*pair.key, &pair.value);
        let found = match key {
            "element" => Shows::Element(id(key, v, ElementId::parse, out)?),
            "view" => Shows::View(id(key, v, ViewId::parse, out)?),
            "note" => Shows::Note(text(key, v, out)),
            "group" => Shows::Group(text(key, v, out)),
            "image" => Shows::Image(scalar(key, v, out).unwrap_or_default().into()),
            _ => continue,
        };
        if shows.replace(found).is_some() {
            let message = format!("node `{node_id}` shows two things; the last one counts");
            let finding = Diagnostic::error("wrong-type", message);
            let help = "keep one of element, view, note, group, image";
            out.0.push(finding.help(help).at(pair.key_start));
        }
    }
    let Some(shows) = shows else {
        out.missing(node, "element", "the node");
        return None;
    };
    let mut n = ViewNode::new(node_id, shows);
    n.place = Place(node.start);
    let mut rest = Rest::default();
    for pair in pairs {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "node" | "element" | "view" | "note" | "group" | "image" => {}
            "name" => n.name = text(key, v, out),
            "description" => n.description = text(key, v, out),
            "nodes" => n.nodes = nodes(key, v, out),
            "properties" => n.properties = properties(key, v, out),
            "extra" => n.extra = properties(key, v, out),
            _ => rest.keep_unknown(pair, "a node", out),
        }
    }
    n.attributes = rest.finish();
    Some(n)
}

fn connection(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Connection> {
    let pairs = pairs(node, "a connection", out)?;
    for key in ["id", "from", "to"] {
        if node.get(key).is_none() {
            out.missing(node, key, "the connection");
            return None;
        }
    }
    let mut end = |key: &str| id(key, node.get(key)?, NodeId::parse, out);
    let (connection_id, from, to) = (end("id")?, end("from")?, end("to")?);
    let relation = match node.get("relation") {
        Some(relation) => id("relation", relation, RelationId::parse, out),
        None => None,
    };
    let mut c = Connection::new(connection_id, relation, from, to);
    c.place = Place(node.start);
    let mut rest = Rest::default();
    for pair in pairs {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "id" | "from" | "to" | "relation" => {}
            "name" => c.name = text(key, v, out),
            "description" => c.description = text(key, v, out),
            "properties" => c.properties = properties(key, v, out),
            "extra" => c.extra = properties(key, v, out),
            _ => rest.keep_unknown(pair, "a connection", out),
        }
    }
    c.attributes = rest.finish();
    Some(c)
}

/// A layout; none without `view`.
pub fn layout(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Layout> {
    let found = pairs(node, "a layout", out)?;
    let Some(view_node) = node.get("view") else {
        out.missing(node, "view", "the layout");
        return None;
    };
    let mut l = Layout::new(id("view", view_node, ViewId::parse, out)?);
    l.place = Place(node.start);
    for pair in found {
        match &*pair.key {
            "view" => {}
            "nodes" => l.nodes = placed("nodes", &pair.value, node_layout, out),
            "connections" => {
                l.connections = placed("connections", &pair.value, connection_layout, out);
            }
            _ => out.unknown_key(pair, "a layout"),
        }
    }
    Some(l)
}

fn placed<T>(
    key: &str,
    node: &Node<'_>,
    read: impl Fn(&Node<'_>, &mut Findings<'_>) -> Option<T>,
    out: &mut Findings<'_>,
) -> BTreeMap<NodeId, T> {
    let mut found = BTreeMap::new();
    if matches!(node.data, Data::Null) {
        return found;
    }
    for pair in pairs(node, key, out).unwrap_or_default() {
        match NodeId::parse(&pair.key) {
            Ok(id) => {
                if let Some(value) = read(&pair.value, out) {
                    found.insert(id, value);
                }
            }
            Err(error) => {
                let finding = Diagnostic::error("bad-id", error.to_string());
                out.0.push(finding.help("name a node of the view").at(pair.key_start));
            }
        }
    }
    found
}

fn node_layout(node: &Node<'_>, out: &mut Findings<'_>) -> Option<NodeLayout> {
    let mut l = NodeLayout { place: Place(node.start), ..NodeLayout::default() };
    for pair in pairs(node, "a place", out)? {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "x" => l.x = number(key, v, out).unwrap_or_default(),
            "y" => l.y = number(key, v, out).unwrap_or_default(),
            "w" => l.w = number(key, v, out),
            "h" => l.h = number(key, v, out),
            "style" => l.style = properties(key, v, out),
            _ => out.unknown_key(pair, "a place"),
        }
    }
    Some(l)
}

fn connection_layout(node: &Node<'_>, out: &mut Findings<'_>) -> Option<ConnectionLayout> {
    let mut l = ConnectionLayout { place: Place(node.start), ..ConnectionLayout::default() };
    for pair in pairs(node, "a line", out)? {
        let (key, v) = (&*pair.key, &pair.value);
        match key {
            "bends" => {
                let points = items(key, v, out).iter();
                l.bends = points.filter_map(|point| bend(point, out)).collect();
            }
            "label" => l.label = point(key, v, out),
            "style" => l.style = properties(key, v, out),
            _ => out.unknown_key(pair, "a line"),
        }
    }
    Some(l)
}

fn point(key: &str, node: &Node<'_>, out: &mut Findings<'_>) -> Option<[f64; 2]> {
    match items(key, node, out) {
        [x, y] => Some([number(key, x, out)?, number(key, y, out)?]),
        [] if matches!(node.data, Data::Null) => None,
        _ => {
            out.wrong_type(key, node, "two numbers");
            None
        }
    }
}

fn bend(node: &Node<'_>, out: &mut Findings<'_>) -> Option<Bend> {
    let mut numbers = Vec::with_capacity(4);
    for item in items("bends", node, out) {
        numbers.push(number("bends", item, out)?);
    }
    match numbers[..] {
        [x, y] => Some(Bend::At([x, y])),
        [sx, sy, tx, ty] => Some(Bend::Between([sx, sy, tx, ty])),
        _ => {
            out.wrong_type("bends", node, "lists of two or four numbers");
            None
        }
    }
}
