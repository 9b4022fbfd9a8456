//! ELK's answer as ours.
//!
//! ELK's coordinates are relative: of a node to its parent, of a port to its node, of an edge to the
//! lowest common ancestor of its ends. Ours are absolute.

use elkrs::graph::graph::{EdgeId, ElkGraph, ElkNode, LabelId, NodeId, PortId, Shape};

use super::super::check::TOLERANCE;
use super::super::{Failure, Graph, Placed, PlacedEdge};
use crate::diagram::Rect;

/// Reads the answer to a graph.
pub fn read(elk: &ElkGraph, graph: &Graph) -> Result<Placed, Failure> {
    Answer { elk, graph }.read()
}

struct Answer<'a> {
    elk: &'a ElkGraph,
    graph: &'a Graph,
}

impl Answer<'_> {
    fn read(&self) -> Result<Placed, Failure> {
        let mut placed = Placed {
            nodes: vec![Rect::default(); self.graph.nodes.len()],
            ports: vec![Vec::new(); self.graph.nodes.len()],
            edges: Vec::with_capacity(self.graph.edges.len()),
        };
        for (id, node) in self.elk.nodes.iter().enumerate().skip(1) {
            let at = ours(node)?;
            // Parents come first in both.
            let [x, y] = self.origin(node.parent, &placed)?;
            let Shape { width, height, .. } = node.shape;
            placed.nodes[at] = Rect::new(x + node.shape.x, y + node.shape.y, width, height);
            let [x, y] = self.origin(Some(NodeId(id as u32)), &placed)?;
            placed.ports[at] = node.ports.iter().map(|&port| self.port(port, [x, y])).collect();
        }
        for at in 0..self.elk.edges.len() {
            let edge = self.edge(EdgeId(at as u32), &placed)?;
            placed.edges.push(edge);
        }
        Ok(placed)
    }

    /// Where the coordinates of what is inside a node start.
    fn origin(&self, node: Option<NodeId>, placed: &Placed) -> Result<[f64; 2], Failure> {
        match node {
            Some(node) if node != self.elk.root => {
                let rect = placed.nodes[ours(self.elk.node(node))?];
                Ok([rect.x, rect.y])
            }
            _ => Ok([0.0; 2]),
        }
    }

    fn port(&self, port: PortId, origin: [f64; 2]) -> [f64; 4] {
        moved(&self.elk.port(port).shape, origin)
    }

    fn label(&self, label: LabelId, origin: [f64; 2]) -> [f64; 4] {
        moved(&self.elk.label(label).shape, origin)
    }

    fn edge(&self, id: EdgeId, placed: &Placed) -> Result<PlacedEdge, Failure> {
        let edge = self.elk.edge(id);
        let [x, y] = self.origin(edge.containing_node, placed)?;
        let Some(&section) = edge.sections.first() else {
            return Err(Failure::Library(format!("edge {} has no course", id.0)));
        };
        let section = self.elk.section(section);
        let start = (section.start_x, section.start_y);
        let end = (section.end_x, section.end_y);
        let corners = std::iter::once(start).chain(section.bend_points.iter().copied()).chain([end]);
        Ok(PlacedEdge {
            points: squared(&corners.map(|(a, b)| [x + a, y + b]).collect::<Vec<_>>()),
            labels: edge.labels.iter().map(|&label| self.label(label, [x, y])).collect(),
        })
    }
}

/// The same line with a corner in each slanted piece. There is one at times where an edge leads out of a
/// node with ports; the corner prolongs the piece before.
fn squared(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let is_level = |a: [f64; 2], b: [f64; 2]| (a[1] - b[1]).abs() <= TOLERANCE;
    let is_upright = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() <= TOLERANCE;
    let mut squared: Vec<[f64; 2]> = Vec::with_capacity(points.len());
    for (at, &point) in points.iter().enumerate() {
        if let Some(&last) = squared.last()
            && !is_level(last, point)
            && !is_upright(last, point)
        {
            let before = squared.len().checked_sub(2).map(|at| squared[at]);
            let runs_level = match (before, points.get(at + 1)) {
                (Some(before), _) => is_level(before, last),
                (None, Some(&next)) => !is_level(point, next),
                (None, None) => false,
            };
            squared.push(if runs_level { [point[0], last[1]] } else { [last[0], point[1]] });
        }
        squared.push(point);
    }
    squared
}

/// Our index of a node of the library.
fn ours(node: &ElkNode) -> Result<usize, Failure> {
    let index = node.identifier.as_deref().and_then(|id| id.strip_prefix('n')?.parse().ok());
    index.ok_or_else(|| Failure::Library("it made a node of its own".into()))
}

fn moved(shape: &Shape, [x, y]: [f64; 2]) -> [f64; 4] {
    [x + shape.x, y + shape.y, shape.width, shape.height]
}
