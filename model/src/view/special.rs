//! Views whose subject is not elements and relations: states, messages, time, stages, lanes.
//!
//! Each builder turns parts of elements into nodes and lines of a [`Draft`]; where they stand is the
//! business of the layout of the same name.

pub(super) mod flow;
mod journey;
mod lanes;
mod roadmap;
mod sequence;
mod states;

use crate::diagram::{Content, Diagram, Edge, End, Figure, Form, Lookup, Node, PartFigure, Rect};
use crate::element::Element;
use crate::id::NodeId;
use crate::metamodel::Layer;
use crate::value::{Properties, Value};
use crate::view::dress::{self, text_of};
use crate::view::{Asked, Draft, Hint, View};
use crate::viewpoint::{Arrangement, Engine};

/// Most parts of one list that are drawn.
const MAX_PARTS: usize = 1_000;

/// The draft of such a view; none for every other.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Option<Draft> {
    match arrangement.engine {
        Engine::States => Some(states::draft(asked, arrangement)),
        Engine::Sequence => Some(sequence::draft(asked, arrangement)),
        Engine::Lanes => Some(lanes::draft(asked, arrangement)),
        Engine::Roadmap => Some(roadmap::draft(asked, arrangement)),
        Engine::Journey => Some(journey::draft(asked, arrangement)),
        _ => None,
    }
}

/// A draft with nothing in it.
fn empty(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let diagram = Diagram {
        view: asked.view.id.clone(),
        language: asked.language.into(),
        notation: asked.notation(),
        audience: asked.audience.map(Into::into),
        title: asked.view.name.get(asked.language).to_owned(),
        description: asked.view.description.get(asked.language).to_owned(),
        bounds: Rect::default(),
        nodes: Vec::new(),
        edges: Vec::new(),
        legend: None,
        notes: Vec::new(),
    };
    Draft { diagram, hints: Vec::new(), ends: Vec::new(), arrangement: arrangement.clone() }
}

/// The nodes and lines of a view with content, dressed and without places.
fn of_view(asked: &Asked<'_>, view: &View, arrangement: &Arrangement) -> Draft {
    let snapshot = asked.snapshot;
    let lookup = Lookup {
        metamodel: snapshot.metamodel(),
        element: &|id| snapshot.element(id).map(|element| &**element),
        relation: &|id| snapshot.relation(id).map(|entry| entry.relation),
        view_name: &|id| snapshot.view(id).map(|view| view.name.get(asked.language).to_owned()),
    };
    let mut draft = Draft::of(view, &lookup, asked.language, arrangement.clone());
    dress::dress(asked, &mut draft.diagram);
    draft
}

/// Puts nodes into lanes: `lanes` become the nodes at the top level, each with the nodes that `lane`
/// names it for; a node without a lane is left out, with its lines. Order in a lane is kept.
fn into_lanes(draft: Draft, lanes: Vec<Node>, lane: &[Option<usize>]) -> Draft {
    let Draft { mut diagram, hints, ends, arrangement } = draft;
    let edges = std::mem::take(&mut diagram.edges);
    let mut nodes: Vec<Option<Node>> = std::mem::take(&mut diagram.nodes).into_iter().map(Some).collect();
    let mut moved = vec![None; nodes.len()];
    let mut draft = Draft { diagram, hints: Vec::new(), ends: Vec::new(), arrangement };
    for (number, node) in lanes.into_iter().enumerate() {
        let at = draft.add_node(node, Hint { lane: Some(number), ..Hint::default() });
        for n in 0..nodes.len() {
            if lane[n] == Some(number)
                && let Some(node) = nodes[n].take()
            {
                let node = Node { parent: Some(at), is_container: false, ..node };
                moved[n] = Some(draft.add_node(node, Hint { lane: Some(number), ..hints[n].clone() }));
            }
        }
    }
    for (edge, (from, to)) in edges.into_iter().zip(ends) {
        let end = |end: End| match end {
            End::Node(node) => moved.get(node).copied().flatten(),
            End::Edge(_) => None,
        };
        if let (Some(from), Some(to)) = (end(from), end(to)) {
            draft.add_edge(Edge { is_implied: false, ..edge }, from, to);
        }
    }
    draft
}

/// The node at the top level that each node is inside, which may be itself.
fn tops(draft: &Draft) -> Vec<usize> {
    let mut tops: Vec<usize> = Vec::new();
    for (n, node) in draft.diagram.nodes.iter().enumerate() {
        tops.push(node.parent.and_then(|parent| tops.get(parent).copied()).unwrap_or(n));
    }
    tops
}

/// Parts in a list of an element, at most [`MAX_PARTS`]; what is left out is noted.
fn parts<'a>(element: &'a Element, list: &str, notes: &mut Vec<String>) -> Vec<&'a Properties> {
    let items = element.properties.get(list).map_or(&[][..], Value::items);
    let mut parts: Vec<&Properties> = items.iter().filter_map(Value::as_record).collect();
    if parts.len() > MAX_PARTS {
        notes.push(format!("only the first {MAX_PARTS} {list} of `{}` are drawn", element.id));
        parts.truncate(MAX_PARTS);
    }
    parts
}

/// Names of the lists of an element, for readers.
fn list_label(asked: &Asked<'_>, element: &Element, list: &str) -> String {
    let kind = asked.metamodel().kind_index(element.kind.as_str()).map(|index| asked.metamodel().kind(index));
    let definition = kind.and_then(|kind| kind.properties.iter().find(|property| property.key == list));
    definition.map_or(list, |definition| definition.label.get(asked.language)).to_owned()
}

/// An element as a box, before it is dressed.
fn element_node(asked: &Asked<'_>, id: NodeId, element: &Element) -> Node {
    let kind = asked.metamodel().kind_index(element.kind.as_str()).map(|index| asked.metamodel().kind(index));
    let figure = Figure {
        element: element.id.clone(),
        kind: element.kind.clone(),
        kind_label: asked.kind_label(element.kind.as_str()),
        shape: kind.map_or_else(|| "unknown".into(), |kind| kind.shape.clone()),
        layer: kind.map_or(Layer::Other, |kind| kind.layer),
        specializations: Vec::new(),
        image: None,
        form: Form::Box,
        junction: element.junction,
    };
    Node::bare(id, None, Content::Element(figure), asked.name(element))
}

/// A part as a box or line.
fn part(element: &Element, part: &str, shape: &str, kind_label: &str) -> PartFigure {
    PartFigure {
        element: element.id.clone(),
        part: part.into(),
        shape: shape.into(),
        kind_label: kind_label.to_owned(),
    }
}

/// Id of a part in a drawing: its address.
fn part_id(element: &Element, part: &str) -> Option<NodeId> {
    NodeId::parse(&format!("{}#{part}", element.id)).ok()
}

/// Text in the language; the id of an element gives its name.
fn words(asked: &Asked<'_>, value: Option<&Value>) -> String {
    let text = text_of(value, asked.language);
    match asked.snapshot.element(&text) {
        Some(element) => asked.name(element),
        None => text.trim().to_owned(),
    }
}

/// A duration as readers say it: `PT1H30M` is `1 h 30 min`; what is none is left as it is.
fn duration(asked: &Asked<'_>, text: &str) -> String {
    let Some(rest) = text.strip_prefix('P') else { return text.to_owned() };
    let mut said: Vec<String> = Vec::new();
    let (mut is_time, mut number) = (false, String::new());
    for c in rest.chars() {
        let unit = match (c, is_time) {
            ('0'..='9' | '.', _) => {
                number.push(c);
                continue;
            }
            ('T', false) => {
                is_time = true;
                continue;
            }
            ('Y', false) => asked.says("y", "年"),
            ('M', false) => asked.says("months", "个月"),
            ('W', false) => asked.says("weeks", "周"),
            ('D', false) => asked.says("d", "天"),
            ('H', true) => asked.says("h", "小时"),
            ('M', true) => asked.says("min", "分钟"),
            ('S', true) => asked.says("s", "秒"),
            _ => return text.to_owned(),
        };
        if number.is_empty() {
            return text.to_owned();
        }
        said.push(format!("{} {unit}", std::mem::take(&mut number)));
    }
    if said.is_empty() || !number.is_empty() { text.to_owned() } else { said.join(" ") }
}

#[cfg(test)]
pub(super) mod checks;
#[cfg(test)]
mod tests;
