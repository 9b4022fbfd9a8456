//! Whether a question can be asked, and whether its answer is right.

use super::{
    Failure, Graph, MAX_EDGES, MAX_LABELS, MAX_LENGTH, MAX_NESTING, MAX_NODES, MAX_PORTS, Placed, Port, Side,
};
use crate::diagram::Rect;

/// Pixels by which an answer may be off.
pub const TOLERANCE: f64 = 0.01;

/// Whether the graph is within the limits and does not contradict itself.
pub fn question(graph: &Graph) -> Result<(), Failure> {
    let ports = graph.nodes.iter().map(|node| node.ports.len()).sum();
    let labels = graph.edges.iter().map(|edge| edge.labels.len()).sum();
    few("nodes", graph.nodes.len(), MAX_NODES)?;
    few("lines", graph.edges.len(), MAX_EDGES)?;
    few("ports", ports, MAX_PORTS)?;
    few("labels", labels, MAX_LABELS)?;
    lengths("spacing", &[graph.spacing.node, graph.spacing.layer, graph.spacing.edge])?;
    let mut depths: Vec<usize> = Vec::with_capacity(graph.nodes.len());
    for (at, node) in graph.nodes.iter().enumerate() {
        let depth = match node.parent {
            None => 1,
            Some(parent) => match depths.get(parent) {
                Some(depth) => depth + 1,
                None => return Err(Failure::invalid(format!("node {at} comes before its parent {parent}"))),
            },
        };
        few("nodes inside each other", depth, MAX_NESTING)?;
        depths.push(depth);
        lengths("node", &[node.w, node.h])?;
        lengths("padding", &node.padding)?;
        for port in &node.ports {
            lengths("port", &[port.w, port.h])?;
        }
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        for end in [edge.from, edge.to] {
            let Some(node) = graph.nodes.get(end.node) else {
                return Err(Failure::invalid(format!(
                    "edge {at} ends at node {}, which is not there",
                    end.node
                )));
            };
            if end.port.is_some_and(|port| port >= node.ports.len()) {
                return Err(Failure::invalid(format!(
                    "edge {at} ends at a port that node {} lacks",
                    end.node
                )));
            }
        }
        for label in &edge.labels {
            lengths("label", &[label.w, label.h])?;
        }
    }
    Ok(())
}

fn few(what: &str, found: usize, most: usize) -> Result<(), Failure> {
    if found <= most { Ok(()) } else { Err(Failure::TooLarge { what: what.into(), found, most }) }
}

fn lengths(what: &str, lengths: &[f64]) -> Result<(), Failure> {
    match lengths.iter().find(|length| !(0.0..=MAX_LENGTH).contains(*length)) {
        Some(wrong) => Err(Failure::invalid(format!("{what}: a length of {wrong} pixels"))),
        None => Ok(()),
    }
}

/// Whether everything is somewhere, siblings are apart, children inside, lines orthogonal and joined to
/// what they join.
pub fn answer(graph: &Graph, placed: &Placed) -> Result<(), Failure> {
    let wrong = |what: String| Err(Failure::Library(what));
    let numbers = placed.nodes.iter().flat_map(|r| [r.x, r.y, r.w, r.h]);
    let ports = placed.ports.iter().flatten().flatten().copied();
    let edges = placed.edges.iter().flat_map(|edge| {
        let points = edge.points.iter().flatten();
        points.chain(edge.labels.iter().flatten()).copied()
    });
    if numbers.chain(ports).chain(edges).any(|number| !number.is_finite()) {
        return wrong("a coordinate is not a number".into());
    }
    for (at, (node, rect)) in graph.nodes.iter().zip(&placed.nodes).enumerate() {
        if rect.w < node.w - TOLERANCE || rect.h < node.h - TOLERANCE {
            return wrong(format!("node {at} became too small"));
        }
        let Some(parent) = node.parent else { continue };
        let [top, right, bottom, left] = graph.nodes[parent].padding;
        let outer = placed.nodes[parent];
        let room = Rect::new(outer.x + left, outer.y + top, outer.w - left - right, outer.h - top - bottom);
        if !grown(room).encloses(*rect) {
            return wrong(format!("node {at} sticks out of node {parent}"));
        }
    }
    for (at, (node, places)) in graph.nodes.iter().zip(&placed.ports).enumerate() {
        let own = placed.nodes[at];
        let is_off = |(port, place): (&Port, &[f64; 4])| {
            let place = rect(*place);
            let gap = match port.side {
                Side::Top => place.bottom() - own.y,
                Side::Right => place.x - own.right(),
                Side::Bottom => place.y - own.bottom(),
                Side::Left => place.right() - own.x,
            };
            gap.abs() > TOLERANCE
        };
        if node.ports.len() != places.len() || node.ports.iter().zip(places).any(is_off) {
            return wrong(format!("a port of node {at} is not on its side"));
        }
    }
    if let Some([a, b]) = overlap(graph, placed) {
        return wrong(format!("nodes {a} and {b} overlap"));
    }
    for (at, (edge, course)) in graph.edges.iter().zip(&placed.edges).enumerate() {
        let (Some(start), Some(end)) = (course.points.first(), course.points.last()) else {
            return wrong(format!("edge {at} is nowhere"));
        };
        if course.points.len() < 2 {
            return wrong(format!("edge {at} is a point"));
        }
        let is_straight = |pair: &[[f64; 2]]| {
            (pair[0][0] - pair[1][0]).abs() <= TOLERANCE || (pair[0][1] - pair[1][1]).abs() <= TOLERANCE
        };
        if !course.points.windows(2).all(is_straight) {
            return wrong(format!("edge {at} is not orthogonal"));
        }
        for (point, end) in [(start, edge.from), (end, edge.to)] {
            let rect = match end.port {
                Some(port) => rect(placed.ports[end.node][port]),
                None => placed.nodes[end.node],
            };
            if !is_on_border(*point, rect) {
                return wrong(format!("edge {at} does not touch node {}", end.node));
            }
        }
    }
    Ok(())
}

fn rect([x, y, w, h]: [f64; 4]) -> Rect {
    Rect::new(x, y, w, h)
}

fn grown(rect: Rect) -> Rect {
    Rect::new(rect.x - TOLERANCE, rect.y - TOLERANCE, rect.w + 2.0 * TOLERANCE, rect.h + 2.0 * TOLERANCE)
}

fn is_on_border([x, y]: [f64; 2], rect: Rect) -> bool {
    let outer = grown(rect);
    let is_inside = outer.x <= x && x <= outer.right() && outer.y <= y && y <= outer.bottom();
    let off = [x - rect.x, rect.right() - x, y - rect.y, rect.bottom() - y];
    is_inside && off.iter().any(|off| off.abs() <= TOLERANCE)
}

/// Two siblings that overlap, if there are any: a sweep from left to right.
fn overlap(graph: &Graph, placed: &Placed) -> Option<[usize; 2]> {
    let mut order: Vec<usize> = (0..placed.nodes.len()).collect();
    order.sort_by(|&a, &b| {
        let parent = graph.nodes[a].parent.cmp(&graph.nodes[b].parent);
        parent.then(placed.nodes[a].x.total_cmp(&placed.nodes[b].x))
    });
    for (place, &a) in order.iter().enumerate() {
        let left = placed.nodes[a];
        for &b in &order[place + 1..] {
            let right = placed.nodes[b];
            if graph.nodes[a].parent != graph.nodes[b].parent || right.x >= left.right() - TOLERANCE {
                break;
            }
            if left.y < right.bottom() - TOLERANCE && right.y < left.bottom() - TOLERANCE {
                return Some([a, b]);
            }
        }
    }
    None
}
