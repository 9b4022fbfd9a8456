//! Ports: room for them, and places for those the library is not told of.
//!
//! The library fails on some nodes that both have ports and are led into (in Java, too), so it gets only
//! those of their ports that edges end at.

use super::super::{Graph, Node, Port, Side};
use crate::diagram::Rect;

/// Room that a port wants beside itself.
const GAP: f64 = 10.0;

/// For each node, which of its ports edges end at.
pub fn used(graph: &Graph) -> Vec<Vec<usize>> {
    let mut used = vec![Vec::new(); graph.nodes.len()];
    for end in graph.edges.iter().flat_map(|edge| [edge.from, edge.to]) {
        used[end.node].extend(end.port);
    }
    for ports in &mut used {
        ports.sort_unstable();
        ports.dedup();
    }
    used
}

/// Makes a node so large that its ports have room on their sides.
pub fn fit(node: &mut Node) {
    let along = |side: Side| -> f64 {
        let ports = node.ports.iter().filter(|port| port.side == side);
        ports.map(|port| GAP + if is_level(side) { port.w } else { port.h }).sum()
    };
    let w = along(Side::Top).max(along(Side::Bottom));
    let h = along(Side::Left).max(along(Side::Right));
    // One more gap, and something to see where there is nothing.
    let room = if node.ports.is_empty() { 1.0 } else { GAP };
    (node.w, node.h) = (node.w.max(w + room), node.h.max(h + room));
}

/// Rectangles of all ports of a node, when those of some are known: each other one goes into the middle
/// of the widest gap on its side.
pub fn place(ports: &[Port], rect: Rect, known: &[(usize, [f64; 4])]) -> Vec<[f64; 4]> {
    let mut places: Vec<Option<[f64; 4]>> = vec![None; ports.len()];
    for &(at, place) in known {
        places[at] = Some(place);
    }
    for at in 0..ports.len() {
        if places[at].is_none() {
            let taken = ports.iter().zip(&places).filter(|(port, _)| port.side == ports[at].side);
            let taken: Vec<[f64; 4]> = taken.filter_map(|(_, place)| *place).collect();
            places[at] = Some(in_gap(ports[at], rect, &taken));
        }
    }
    places.into_iter().flatten().collect()
}

fn is_level(side: Side) -> bool {
    matches!(side, Side::Top | Side::Bottom)
}

fn in_gap(port: Port, rect: Rect, taken: &[[f64; 4]]) -> [f64; 4] {
    let (axis, start, end) =
        if is_level(port.side) { (0, rect.x, rect.right()) } else { (1, rect.y, rect.bottom()) };
    let mut borders: Vec<[f64; 2]> =
        taken.iter().map(|place| [place[axis], place[axis] + place[axis + 2]]).collect();
    borders.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let starts = std::iter::once(start).chain(borders.iter().map(|border| border[1]));
    let ends = borders.iter().map(|border| border[0]).chain([end]);
    let widest = starts.zip(ends).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    let middle = widest.map_or(start, |(from, to)| (from + to) / 2.0);
    let [x, y] = match port.side {
        Side::Top => [middle - port.w / 2.0, rect.y - port.h],
        Side::Bottom => [middle - port.w / 2.0, rect.bottom()],
        Side::Left => [rect.x - port.w, middle - port.h / 2.0],
        Side::Right => [rect.right(), middle - port.h / 2.0],
    };
    [x, y, port.w, port.h]
}
