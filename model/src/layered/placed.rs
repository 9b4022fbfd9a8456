//! The answer: where everything goes.

use serde::{Deserialize, Serialize};

use crate::diagram::Rect;

/// The answer, parallel to the question. Coordinates are absolute and in pixels; the leftmost and the
/// topmost thing are at 0.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// A rectangle for each node; children lie inside their parent's.
    pub nodes: Vec<Rect>,
    /// For each node, a rectangle for each of its ports: x, y, width, height.
    pub ports: Vec<Vec<[f64; 4]>>,
    /// A line for each edge.
    pub edges: Vec<PlacedEdge>,
}

/// Where an edge runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlacedEdge {
    /// Two or more corners, from its start on the border of a node or port to its end on one; each piece
    /// is horizontal or vertical.
    pub points: Vec<[f64; 2]>,
    /// A rectangle for each label: x, y, width, height.
    pub labels: Vec<[f64; 4]>,
}

impl Placed {
    /// Moves everything.
    pub(super) fn shift(&mut self, dx: f64, dy: f64) {
        for rect in &mut self.nodes {
            rect.x += dx;
            rect.y += dy;
        }
        let labels = self.edges.iter_mut().flat_map(|edge| &mut edge.labels);
        for [x, y, ..] in self.ports.iter_mut().flatten().chain(labels) {
            *x += dx;
            *y += dy;
        }
        for [x, y] in self.edges.iter_mut().flat_map(|edge| &mut edge.points) {
            *x += dx;
            *y += dy;
        }
    }

    /// The smallest rectangle around everything; empty where there is nothing.
    pub fn bounds(&self) -> Rect {
        let nodes = self.nodes.iter().copied();
        let labels = self.edges.iter().flat_map(|edge| &edge.labels);
        let boxes = self.ports.iter().flatten().chain(labels).map(|&[x, y, w, h]| Rect::new(x, y, w, h));
        let points = self.edges.iter().flat_map(|edge| &edge.points).map(|&[x, y]| Rect::new(x, y, 0.0, 0.0));
        nodes.chain(boxes).chain(points).reduce(Rect::union).unwrap_or_default()
    }
}
