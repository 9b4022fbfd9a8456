//! States and transitions of elements: the life of an order.

use foldhash::HashMap;

use crate::diagram::{Content, Edge, End, Feature, Line, Node};
use crate::element::Element;
use crate::value::Properties;
use crate::view::special::{duration, empty, flow, list_label, part, part_id, parts, words};
use crate::view::{Asked, Draft, Hint, decor};
use crate::viewpoint::{Arrangement, Detail, Engine};

/// Most elements whose states are drawn side by side.
const MAX_MACHINES: usize = 12;

/// States and transitions of the selected elements; more than one stand in a frame each.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let arrangement = Arrangement { engine: Engine::Layered, layers: None, ..arrangement.clone() };
    let mut draft = empty(asked, &arrangement);
    let elements = asked.selected().into_iter().filter_map(|slot| asked.snapshot.element_at(slot));
    let mut machines: Vec<&Element> = elements.filter(|e| has_states(e)).map(|e| &**e).collect();
    if machines.is_empty() {
        draft.diagram.notes.push("none of the selected elements has states".to_owned());
    }
    if machines.len() > MAX_MACHINES {
        draft.diagram.notes.push(format!("only the states of the first {MAX_MACHINES} elements are drawn"));
        machines.truncate(MAX_MACHINES);
    }
    let is_framed = machines.len() > 1;
    for element in machines {
        let frame =
            is_framed.then(|| decor(element.id.as_str(), "frame", asked.name(element), None)).flatten();
        let frame = frame.map(|node| draft.add_node(node, Hint::default()));
        machine(asked, &mut draft, element, frame);
    }
    rank(&mut draft);
    draft.measure();
    draft
}

fn has_states(element: &Element) -> bool {
    element
        .properties
        .get("states")
        .is_some_and(|value| value.items().iter().any(|s| s.as_record().is_some()))
}

fn machine(asked: &Asked<'_>, draft: &mut Draft, element: &Element, frame: Option<usize>) {
    let states = parts(element, "states", &mut draft.diagram.notes);
    let mut by_id: HashMap<&str, usize> = HashMap::default();
    for (n, state) in states.iter().enumerate() {
        by_id.entry(state.text("id").unwrap_or_default()).or_insert(n);
    }
    let parents = parents(&states, &by_id);
    let label = list_label(asked, element, "states");
    let mut drawn: HashMap<&str, usize> = HashMap::default();
    for n in order(&states, &parents) {
        let id = states[n].text("id").unwrap_or_default();
        // Of two with the same id, the first.
        if by_id.get(id) != Some(&n) {
            continue;
        }
        let is_composite = parents.iter().flatten().any(|parent| *parent == n);
        let shape = shape(states[n], is_composite);
        let Some(node_id) = part_id(element, id) else { continue };
        let within = parents[n].and_then(|parent| drawn.get(states[parent].text("id")?).copied()).or(frame);
        let content = Content::Part(part(element, id, shape, &label));
        let node = Node::bare(node_id, within, content, String::new());
        let node = texts(asked, states[n], node, is_composite);
        drawn.insert(id, draft.add_node(node, Hint::default()));
    }
    let label = list_label(asked, element, "transitions");
    for (n, transition) in parts(element, "transitions", &mut draft.diagram.notes).into_iter().enumerate() {
        let id = transition.text("id").map_or_else(|| format!("transition-{n}"), str::to_owned);
        let end = |key| drawn.get(transition.text(key)?).copied();
        let (Some(from), Some(to)) = (end("from"), end("to")) else {
            let note = format!("transition `{}#{id}` has an end that is no state", element.id);
            draft.diagram.notes.push(note);
            continue;
        };
        let Some(edge_id) = part_id(element, &id) else { continue };
        let line = Line::Part(part(element, &id, "uml-transition", &label));
        let mut edge = Edge::bare(edge_id, line, Vec::new());
        edge.label = said(asked, transition);
        draft.add_edge(edge, from, to);
    }
}

/// Puts states in the order in which they are reached, beside those inside the same state.
fn rank(draft: &mut Draft) {
    let nodes = &draft.diagram.nodes;
    let above = |n: usize| -> Vec<usize> {
        let mut above: Vec<usize> = std::iter::successors(Some(n), |n| nodes[*n].parent).collect();
        above.reverse();
        above
    };
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for ends in &draft.ends {
        let (End::Node(from), End::Node(to)) = ends else { continue };
        // Seen from outside, a line from or to an inner state joins the outer ones.
        let (from, to) = (above(*from), above(*to));
        let apart = from.iter().zip(&to).find(|(from, to)| from != to);
        if let Some((from, to)) = apart {
            out[*from].push(*to);
        }
    }
    for (hint, step) in draft.hints.iter_mut().zip(flow::steps(&out).0) {
        hint.rank = i32::try_from(step).ok();
    }
}

/// Position of the state each lies inside; a state inside itself lies in none.
fn parents(states: &[&Properties], by_id: &HashMap<&str, usize>) -> Vec<Option<usize>> {
    let parent = |n: usize| states[n].text("parent").and_then(|id| by_id.get(id)).copied();
    let is_in_itself = |n: usize| {
        let above = std::iter::successors(parent(n), |n| parent(*n));
        above.take(states.len()).any(|other| other == n)
    };
    (0..states.len()).map(|n| parent(n).filter(|_| !is_in_itself(n))).collect()
}

/// Initial states first, and no state before the one it lies inside.
fn order(states: &[&Properties], parents: &[Option<usize>]) -> Vec<usize> {
    let depth = |n: usize| std::iter::successors(parents[n], |parent| parents[*parent]).count();
    let mut order: Vec<usize> = (0..states.len()).collect();
    order.sort_by_key(|n| (depth(*n), states[*n].text("kind") != Some("initial")));
    order
}

fn shape(state: &Properties, is_composite: bool) -> &'static str {
    match state.text("kind") {
        _ if is_composite => "uml-composite-state",
        Some("initial") => "uml-initial",
        Some("final") => "uml-final",
        Some("choice") => "uml-choice",
        Some("history") => "uml-history",
        Some("composite") => "uml-composite-state",
        _ => "uml-state",
    }
}

/// Name and inner behaviour; an initial or final state says nothing.
fn texts(asked: &Asked<'_>, state: &Properties, mut node: Node, is_composite: bool) -> Node {
    let is_dot =
        matches!(state.text("kind"), Some("initial" | "final" | "choice" | "history")) && !is_composite;
    if is_dot {
        return node;
    }
    node.label = match words(asked, state.get("name")) {
        name if name.is_empty() => state.text("id").unwrap_or_default().to_owned(),
        name => name,
    };
    if asked.show.detail == Some(Detail::Brief) {
        return node;
    }
    let inner = ["entry", "do", "exit"].into_iter().filter_map(|key| {
        let text = words(asked, state.get(key));
        (!text.is_empty()).then(|| format!("{key} / {text}"))
    });
    let inner: Vec<String> = inner.collect();
    if is_composite {
        node.below = inner;
    } else if !inner.is_empty() {
        node.compartments =
            vec![inner.into_iter().map(|text| Feature { text, ..Feature::default() }).collect()];
    }
    node
}

/// `trigger [guard] ≤ time / effect`; who performs it stands for the effect, or below it.
fn said(asked: &Asked<'_>, transition: &Properties) -> String {
    let text = |key| words(asked, transition.get(key));
    let mut said: Vec<String> = Vec::new();
    said.extend(Some(text("trigger")).filter(|t| !t.is_empty()));
    said.extend(Some(text("guard")).filter(|t| !t.is_empty()).map(|t| format!("[{t}]")));
    said.extend(transition.text("sla").map(|sla| format!("≤ {}", duration(asked, sla))));
    let performer = Some(text("performed_by")).filter(|_| asked.show.detail != Some(Detail::Brief));
    let performer = performer.filter(|t| !t.is_empty());
    match (Some(text("effect")).filter(|t| !t.is_empty()), performer) {
        (Some(effect), Some(performer)) => {
            said.push(format!("/ {effect}"));
            format!("{}\n({performer})", said.join(" "))
        }
        (effect, performer) => {
            said.extend(effect.or(performer).map(|t| format!("/ {t}")));
            said.join(" ")
        }
    }
}
