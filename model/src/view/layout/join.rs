//! From a plan of boxes to a diagram: lines, labels, and what every layout has to see to.

use super::floor::{Floor, Needs};
use super::labels;
use super::route::{self, Wire};
use crate::diagram::{Diagram, End, Outline, Point, clip, middle, own_loop, preferred_size};
use crate::view::Draft;

/// Makes a draft fit to be laid out, whoever wrote it: containers know that they are, and every box
/// that was not measured is.
pub(super) fn prepare(draft: &mut Draft) {
    let nodes = &mut draft.diagram.nodes;
    for n in 0..nodes.len() {
        match nodes[n].parent {
            Some(parent) if parent < n => nodes[parent].is_container = true,
            _ => nodes[n].parent = None,
        }
    }
    for node in nodes.iter_mut() {
        let is_size = |size: f64| size.is_finite() && size > 0.0;
        if !is_size(node.rect.w) || !is_size(node.rect.h) {
            (node.rect.w, node.rect.h) = preferred_size(node);
        }
    }
    draft.hints.resize_with(draft.diagram.nodes.len(), Default::default);
    let count = draft.diagram.nodes.len();
    let edges = draft.ends.len().min(draft.diagram.edges.len());
    draft.ends.truncate(edges);
    draft.diagram.edges.truncate(edges);
    // Only what follows may end at a line.
    let is_there = |n: usize, end: End| match end {
        End::Node(node) => node < count,
        End::Edge(edge) => edge < n,
    };
    debug_assert!(draft.ends.iter().enumerate().all(|(n, (a, b))| is_there(n, *a) && is_there(n, *b)));
}

/// Edges between nodes that are drawn, by position, with the nodes they join.
pub(super) fn drawn(draft: &Draft) -> impl Iterator<Item = (usize, usize, usize)> {
    draft.ends.iter().enumerate().filter_map(|(n, ends)| match ends {
        (End::Node(from), End::Node(to)) if !draft.diagram.edges[n].is_implied => Some((n, *from, *to)),
        _ => None,
    })
}

/// Places boxes as planned and routes lines between them; `settle` may change the plan whenever it
/// has grown.
pub(super) fn route(
    mut draft: Draft,
    mut floor: Floor,
    settle: impl FnMut(&mut Floor, Option<&Needs>),
) -> Diagram {
    let drawn: Vec<(usize, usize, usize)> = drawn(&draft).collect();
    let wire = |&(n, from, to): &(usize, usize, usize)| Wire {
        from,
        to,
        label: labels::size(&draft.diagram.edges[n]),
    };
    let wires: Vec<Wire> = drawn.iter().map(wire).collect();
    let lines = route::run(&mut floor, &wires, settle);
    if floor.is_turned {
        floor.turn();
    }
    for (node, rect) in draft.diagram.nodes.iter_mut().zip(floor.rects) {
        node.rect = rect;
    }
    let mut wanted = vec![None; draft.diagram.edges.len()];
    for ((n, ..), line) in drawn.into_iter().zip(lines) {
        draft.diagram.edges[n].points = line.points;
        wanted[n] = line.label_at;
    }
    complete(draft, &wanted)
}

/// Everything that is left once boxes stand and lines between them run: lines to lines, lines that
/// nesting says already, labels.
pub(super) fn complete(mut draft: Draft, wanted: &[Option<Point>]) -> Diagram {
    head_rooms(&mut draft);
    for (edge, (from, to)) in draft.diagram.edges.iter_mut().zip(&draft.ends) {
        for (is_last, end) in [(false, from), (true, to)] {
            if let End::Node(node) = end {
                round(&mut edge.points, is_last, draft.diagram.nodes[*node].outline());
            }
        }
    }
    for n in 0..draft.diagram.edges.len() {
        if draft.diagram.edges[n].points.len() >= 2 {
            continue;
        }
        let outline = |end: End| match end {
            End::Node(node) => draft.diagram.nodes[node].outline(),
            End::Edge(edge) => Outline::Point(middle(&draft.diagram.edges[edge].points)),
        };
        let (from, to) = draft.ends[n];
        draft.diagram.edges[n].points = match (from, to) {
            (End::Node(a), End::Node(b)) if a == b => own_loop(draft.diagram.nodes[a].rect),
            _ => free(&draft, (outline(from), outline(to)), [from, to]),
        };
    }
    let ends: Vec<Vec<usize>> = draft.ends.iter().map(|(a, b)| joined(&draft, [*a, *b])).collect();
    labels::place(&mut draft.diagram, wanted, &ends);
    draft.finish()
}

/// Leads a line that ends at the rectangle around an ellipse on to the ellipse.
fn round(points: &mut [Point], is_last: bool, outline: Outline) {
    let Outline::Ellipse(rect) = outline else { return };
    let (end, next) = match points {
        [.., next, end] if is_last => (end, *next),
        [end, next, ..] if !is_last => (end, *next),
        _ => return,
    };
    let (centre, rx, ry) = (rect.centre(), rect.w / 2.0, rect.h / 2.0);
    let reach = |off: f64, half: f64| (1.0 - (off / half.max(0.01)).powi(2)).max(0.0).sqrt();
    if end.x == next.x {
        end.y = centre.y + (next.y - centre.y).signum() * ry * reach(end.x - centre.x, rx);
    } else if end.y == next.y {
        end.x = centre.x + (next.x - centre.x).signum() * rx * reach(end.y - centre.y, ry);
    }
}

/// Nodes at the ends of a line, and at the ends of lines it ends at.
fn joined(draft: &Draft, ends: [End; 2]) -> Vec<usize> {
    let mut waiting = ends.to_vec();
    let mut nodes = Vec::new();
    while let Some(end) = waiting.pop() {
        match end {
            End::Node(node) => nodes.push(node),
            End::Edge(edge) if waiting.len() < 64 => waiting.extend([draft.ends[edge].0, draft.ends[edge].1]),
            End::Edge(_) => {}
        }
    }
    nodes
}

/// A line that crosses as few boxes as possible: straight, or around one corner.
fn free(draft: &Draft, (from, to): (Outline, Outline), ends: [End; 2]) -> Vec<Point> {
    let (a, b) = (from.centre(), to.centre());
    let bends: [&[Point]; 3] = [&[], &[Point::new(a.x, b.y)], &[Point::new(b.x, a.y)]];
    let mut around: Vec<usize> = Vec::new();
    for node in joined(draft, ends) {
        around.extend(std::iter::successors(Some(node), |n| draft.diagram.nodes[*n].parent));
    }
    let crossed = |points: &[Point]| {
        let nodes = draft.diagram.nodes.iter().enumerate().filter(|(n, _)| !around.contains(n));
        let crosses = |rect| points.windows(2).any(|pair| super::crosses(pair[0], pair[1], rect));
        nodes.filter(|(_, node)| crosses(node.rect)).count()
    };
    let lines = bends.into_iter().map(|bends| clip(from, bends, to));
    if draft.diagram.nodes.len() > 500 {
        return clip(from, &[], to);
    }
    lines.min_by_key(|points| crossed(points)).unwrap_or_default()
}

/// Tells containers how much room is above what they hold.
fn head_rooms(draft: &mut Draft) {
    let nodes = &mut draft.diagram.nodes;
    for node in nodes.iter_mut() {
        node.head_room = node.rect.h;
    }
    for n in 0..nodes.len() {
        if let Some(parent) = nodes[n].parent {
            let room = (nodes[n].rect.y - nodes[parent].rect.y).max(0.0);
            nodes[parent].head_room = nodes[parent].head_room.min(room);
        }
    }
}
