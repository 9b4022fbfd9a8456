//! Processes and events one after the other, in the lane of who does them.

use crate::diagram::{Content, Edge, End, Line, Node};
use crate::element::{Access, Junction};
use crate::id::NodeId;
use crate::view::special::{into_lanes, of_view, tops, words};
use crate::view::{Asked, Draft, Hint, decor, question};
use crate::viewpoint::{Arrangement, Direction, Notation};

/// Thickness and length of the bar where a flow divides.
const FORK: (f64, f64) = (8.0, 56.0);

/// The selected elements with their flow; groups of the view are the lanes.
pub(super) fn draft(asked: &Asked<'_>, arrangement: &Arrangement) -> Draft {
    let answer = question::answer(asked);
    let mut draft = of_view(asked, &answer.view, arrangement);
    draft.diagram.notes.extend(answer.notes);
    label_guards(asked, &mut draft);
    turn_reads(&mut draft);
    let mut draft = lanes_of(asked, draft);
    if asked.notation() == Notation::Uml {
        as_activity(&mut draft);
    }
    draft.measure();
    let is_right = matches!(arrangement.direction, Direction::Right | Direction::Left);
    for node in &mut draft.diagram.nodes {
        let Content::Element(figure) = &node.content else { continue };
        if &*figure.shape == "uml-fork" {
            (node.rect.w, node.rect.h) = if is_right { FORK } else { (FORK.1, FORK.0) };
        }
    }
    draft
}

/// A flow without a name says when it is taken.
fn label_guards(asked: &Asked<'_>, draft: &mut Draft) {
    for edge in &mut draft.diagram.edges {
        let Line::Relation(arrow) = &edge.line else { continue };
        let Some(entry) = asked.snapshot.relation(arrow.relation.as_str()) else { continue };
        let guard = words(asked, entry.relation.properties.get("guard"));
        if !guard.is_empty() && (edge.label.is_empty() || edge.label == guard) {
            edge.label = if guard.starts_with('[') { guard } else { format!("[{guard}]") };
        }
    }
}

/// What is read flows from the object to the process.
fn turn_reads(draft: &mut Draft) {
    for (edge, ends) in draft.diagram.edges.iter_mut().zip(&mut draft.ends) {
        if let Line::Relation(arrow) = &mut edge.line
            && arrow.access == Some(Access::Read)
            && &*arrow.shape == "uml-object-flow"
        {
            *ends = (ends.1, ends.0);
        }
    }
}

/// Moves everything into lanes: what stands in none goes where what it leads to is, else to where it
/// comes from, else to a lane of its own.
fn lanes_of(asked: &Asked<'_>, draft: Draft) -> Draft {
    let tops = tops(&draft);
    let mut lanes: Vec<usize> = Vec::new();
    let mut lane: Vec<Option<usize>> = vec![None; tops.len()];
    for (n, node) in draft.diagram.nodes.iter().enumerate() {
        if node.parent.is_none() && node.is_container {
            lanes.push(n);
        } else if node.parent.is_some() {
            lane[n] = lanes.iter().position(|lane| *lane == tops[n]);
        }
    }
    let is_lane: Vec<bool> = (0..tops.len()).map(|n| lanes.contains(&n)).collect();
    for _ in 0..tops.len() {
        let mut found = Vec::new();
        for is_out in [true, false] {
            for (from, to) in &draft.ends {
                let (from, to) = if is_out { (*from, *to) } else { (*to, *from) };
                let (End::Node(from), End::Node(to)) = (from, to) else { continue };
                if lane[from].is_none() && !is_lane[from] && lane[to].is_some() {
                    found.push((from, lane[to]));
                }
            }
        }
        if found.is_empty() {
            break;
        }
        for (n, of) in found {
            lane[n] = lane[n].or(of);
        }
    }
    let mut nodes: Vec<Node> = lanes.iter().map(|n| draft.diagram.nodes[*n].clone()).collect();
    let is_open = |n: &usize| lane[*n].is_none() && !is_lane[*n];
    let open: Vec<usize> = (0..tops.len()).filter(is_open).collect();
    if !open.is_empty() {
        let title = if nodes.is_empty() { "" } else { asked.says("Other", "其他") };
        if let Some(node) = decor("lane:other", "lane", title, None) {
            for n in open {
                lane[n] = Some(nodes.len());
            }
            nodes.push(node);
        }
    }
    for node in &mut nodes {
        node.parent = None;
    }
    let mut draft = into_lanes(draft, nodes, &lane);
    // Lanes that a person put there keep their order.
    for n in 0..draft.hints.len() {
        if !asked.view.content.is_empty() && draft.diagram.nodes[n].parent.is_none() {
            draft.hints[n].order = draft.hints[n].lane.and_then(|lane| i64::try_from(lane).ok());
        }
    }
    draft
}

/// Shapes of an activity: junctions divide or join, events are sent or accepted, and the flow has a
/// start and an end.
fn as_activity(draft: &mut Draft) {
    let count = draft.diagram.nodes.len();
    let (mut goes_in, mut goes_out) = (vec![false; count], vec![false; count]);
    for (edge, (from, to)) in draft.diagram.edges.iter().zip(&draft.ends) {
        let is_object = matches!(&edge.line, Line::Relation(arrow) if arrow.access.is_some());
        if let (End::Node(from), End::Node(to), false) = (from, to, is_object) {
            (goes_out[*from], goes_in[*to]) = (true, true);
        }
    }
    for n in 0..count {
        let node = &mut draft.diagram.nodes[n];
        let Content::Element(figure) = &mut node.content else { continue };
        if node.parent.is_none() {
            continue;
        }
        if figure.is_junction() {
            figure.shape = if figure.junction == Junction::Or { "uml-decision" } else { "uml-fork" }.into();
            node.label.clear();
            continue;
        }
        if &*figure.shape == "uml-accept" && goes_in[n] && !goes_out[n] {
            figure.shape = "uml-send".into();
        }
        let is_action = &*figure.shape == "uml-action";
        if is_action && !goes_in[n] {
            dot(draft, n, "uml-initial", true);
        }
        if is_action && !goes_out[n] {
            dot(draft, n, "uml-final", false);
        }
    }
}

/// Adds the start or end of the flow beside a box.
fn dot(draft: &mut Draft, n: usize, shape: &str, is_start: bool) {
    let beside = &draft.diagram.nodes[n];
    let id = format!("{shape}:{}", beside.id);
    let Some(mut node) = decor(&id, shape, "", beside.parent) else { return };
    node.rect.w = 20.0;
    let Ok(edge) = NodeId::parse(&format!("{id}:flow")) else { return };
    let hint = Hint { lane: draft.hints[n].lane, ..Hint::default() };
    let dot = draft.add_node(node, hint);
    let edge = Edge::bare(edge, Line::Decor("uml-flow".into()), Vec::new());
    let (from, to) = if is_start { (dot, n) } else { (n, dot) };
    draft.add_edge(edge, from, to);
}
