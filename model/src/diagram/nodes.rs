//! Nodes: what each stands for, and where it is in the view's coordinates.

use crate::diagram::geometry::Rect;
use crate::diagram::grid::{self, Slot};
use crate::diagram::style::{Form, Style};
use crate::diagram::{Content, Figure, Lookup, MAX_NODES, Node};
use crate::element::Element;
use crate::metamodel::Layer;
use crate::view::{self, DEFAULT_NODE_SIZE, Layout, NodeLayout, Shows, View};

/// Width and height of a junction whose layout gives none.
const JUNCTION_SIZE: (f64, f64) = (15.0, 15.0);
/// Of a note.
const NOTE_SIZE: (f64, f64) = (185.0, 80.0);
/// Of a group.
const GROUP_SIZE: (f64, f64) = (400.0, 140.0);
/// Farthest a coordinate may be from the origin.
const FARTHEST: f64 = 32_000.0;
/// Above this many nodes, covering is not looked for.
const MAX_COVERING: usize = 1_500;

pub(super) fn place(
    view: &View,
    layout: Option<&Layout>,
    lookup: &Lookup<'_>,
    language: &str,
    notes: &mut Vec<String>,
) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut slots: Vec<Slot> = Vec::new();
    let mut waiting: Vec<(&view::Node, Option<usize>)> =
        view.content.iter().rev().map(|n| (n, None)).collect();
    while let Some((node, parent)) = waiting.pop() {
        if nodes.len() == MAX_NODES {
            notes.push(format!("only the first {MAX_NODES} nodes are drawn"));
            break;
        }
        let here = layout.and_then(|l| l.nodes.get(&node.id));
        waiting.extend(node.nodes.iter().rev().map(|n| (n, Some(nodes.len()))));
        let drawn = resolve(node, parent, here, lookup, language, notes);
        slots.push(slot(&drawn, parent, here));
        nodes.push(drawn);
    }
    grid::fill(&mut slots);
    for n in 0..nodes.len() {
        let (x, y) = slots[n].at.unwrap_or_default();
        let (w, h) = slots[n].size;
        let origin = slots[n].parent.map_or((0.0, 0.0), |p| (nodes[p].rect.x, nodes[p].rect.y));
        let within = |v: f64| v.clamp(-FARTHEST, FARTHEST);
        nodes[n].rect = Rect::new(within(origin.0 + x), within(origin.1 + y), w, h);
    }
    find_containers(&mut nodes);
    nodes
}

/// The nodes of a view before they are placed: parents before what is inside them.
pub(crate) fn unplaced(
    view: &View,
    lookup: &Lookup<'_>,
    language: &str,
    notes: &mut Vec<String>,
) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut waiting: Vec<(&view::Node, Option<usize>)> =
        view.content.iter().rev().map(|n| (n, None)).collect();
    while let Some((node, parent)) = waiting.pop() {
        if nodes.len() == MAX_NODES {
            notes.push(format!("only the first {MAX_NODES} nodes are drawn"));
            break;
        }
        waiting.extend(node.nodes.iter().rev().map(|n| (n, Some(nodes.len()))));
        let drawn = resolve(node, parent, None, lookup, language, notes);
        if let Some(parent) = parent {
            nodes[parent].is_container = true;
        }
        nodes.push(drawn);
    }
    nodes
}

fn slot(node: &Node, parent: Option<usize>, layout: Option<&NodeLayout>) -> Slot {
    let default = match &node.content {
        Content::Element(figure) if figure.is_junction() => JUNCTION_SIZE,
        Content::Note => NOTE_SIZE,
        Content::Group => GROUP_SIZE,
        _ => DEFAULT_NODE_SIZE,
    };
    let size = |given: Option<f64>, default: f64| {
        given.filter(|v| v.is_finite() && *v > 0.0).map_or(default, |v| v.min(FARTHEST))
    };
    let place = |v: f64| if v.is_finite() { v.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    let default = match layout {
        // What has others inside and no size of its own grows around them.
        None if matches!(node.content, Content::Group) => DEFAULT_NODE_SIZE,
        _ => default,
    };
    Slot {
        parent,
        at: layout.map(|l| (place(l.x), place(l.y))),
        size: (size(layout.and_then(|l| l.w), default.0), size(layout.and_then(|l| l.h), default.1)),
        grows: layout.is_none(),
        rank: rank(&node.content),
    }
}

/// Layers from top to bottom as readers expect them.
fn rank(content: &Content) -> u8 {
    let Content::Element(figure) = content else { return 7 };
    match figure.layer {
        Layer::Motivation => 0,
        Layer::Strategy => 1,
        Layer::Business => 2,
        Layer::Application => 3,
        Layer::Technology => 4,
        Layer::Implementation => 5,
        Layer::Other => 6,
    }
}

fn resolve(
    node: &view::Node,
    parent: Option<usize>,
    layout: Option<&NodeLayout>,
    lookup: &Lookup<'_>,
    language: &str,
    notes: &mut Vec<String>,
) -> Node {
    let style = layout.map_or_else(Style::default, |l| Style::read(&l.style));
    let mut own = node.name.get(language).to_owned();
    let content = match &node.shows {
        Shows::Element(id) => match (lookup.element)(id.as_str()) {
            Some(element) => {
                if own.is_empty() {
                    own = element.name.get(language).to_owned();
                }
                Content::Element(figure(element, &style, lookup, language))
            }
            None => {
                notes.push(format!("node `{}` shows unknown element `{id}`", node.id));
                own = id.to_string();
                Content::Missing(id.clone())
            }
        },
        Shows::Note(text) => {
            own = text.get(language).to_owned();
            Content::Note
        }
        Shows::Group(title) => {
            if own.is_empty() {
                own = title.get(language).to_owned();
            }
            Content::Group
        }
        Shows::View(id) => {
            let name = (lookup.view_name)(id.as_str());
            if name.is_none() {
                notes.push(format!("node `{}` refers to unknown view `{id}`", node.id));
            }
            let found = name.is_some();
            if own.is_empty() {
                own = name.unwrap_or_else(|| id.to_string());
            }
            Content::View { id: id.clone(), found }
        }
        Shows::Image(path) => Content::Image(path.clone()),
    };
    Node { style, ..Node::bare(node.id.clone(), parent, content, own) }
}

fn figure(element: &Element, style: &Style, lookup: &Lookup<'_>, language: &str) -> Figure {
    let kind = lookup.metamodel.kind_index(element.kind.as_str());
    let kind = kind.map(|index| lookup.metamodel.kind(index));
    let of = kind.map_or(element.kind.as_str(), |k| k.id.as_str());
    let mut specializations = Vec::with_capacity(element.specializations.len());
    let mut image = None;
    for name in &element.specializations {
        let known = lookup.metamodel.specialization(of, name);
        specializations.push(known.map_or_else(|| name.to_string(), |s| s.title(language).to_owned()));
        image = image.or_else(|| known?.image.as_deref().map(Into::into));
    }
    Figure {
        element: element.id.clone(),
        kind: element.kind.clone(),
        kind_label: kind.map_or(of, |k| k.label.get(language)).to_owned(),
        shape: kind.map_or_else(|| "unknown".into(), |k| k.shape.clone()),
        layer: kind.map_or(Layer::Other, |k| k.layer),
        specializations,
        image,
        form: style.form.unwrap_or(Form::Box),
        junction: element.junction,
    }
}

/// Marks nodes that have others inside or, drawn later, on top of them.
fn find_containers(nodes: &mut [Node]) {
    for node in nodes.iter_mut() {
        node.head_room = node.rect.h;
    }
    let hold = |nodes: &mut [Node], below: usize, above: usize| {
        let room = nodes[above].rect.y - nodes[below].rect.y;
        let node = &mut nodes[below];
        node.is_container = true;
        node.head_room = node.head_room.min(room.max(0.0));
    };
    for n in 0..nodes.len() {
        if let Some(parent) = nodes[n].parent {
            hold(nodes, parent, n);
        }
    }
    if nodes.len() > MAX_COVERING {
        return;
    }
    for below in 0..nodes.len() {
        let rect = nodes[below].rect;
        for above in below + 1..nodes.len() {
            let other = nodes[above].rect;
            if other != rect && other.overlap(rect) > 0.5 * other.w * other.h {
                hold(nodes, below, above);
            }
        }
    }
}
