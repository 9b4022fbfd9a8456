//! Where nodes are in the whole view, to turn points of the view into offsets from nodes.

use std::collections::HashMap;

use archweave_model::id::NodeId;
use archweave_model::view::{Bend, Connection, DEFAULT_NODE_SIZE, Layout, Node, View};

/// Centres of nodes and connections.
pub struct Geometry<'a> {
    centres: HashMap<&'a NodeId, (f64, f64)>,
    connections: HashMap<&'a NodeId, &'a Connection>,
}

impl<'a> Geometry<'a> {
    pub fn new(view: &'a View, layout: Option<&Layout>) -> Self {
        let mut centres = HashMap::new();
        let mut stack: Vec<(&Node, f64, f64)> = view.content.iter().map(|node| (node, 0.0, 0.0)).collect();
        while let Some((node, left, top)) = stack.pop() {
            let place = layout.and_then(|l| l.nodes.get(&node.id));
            let (x, y) = place.map_or((0.0, 0.0), |p| (p.x, p.y));
            let w = place.and_then(|p| p.w).unwrap_or(DEFAULT_NODE_SIZE.0);
            let h = place.and_then(|p| p.h).unwrap_or(DEFAULT_NODE_SIZE.1);
            let (left, top) = (left + x, top + y);
            centres.insert(&node.id, (left + w / 2.0, top + h / 2.0));
            stack.extend(node.nodes.iter().map(|inner| (inner, left, top)));
        }
        Self { centres, connections: view.connections.iter().map(|c| (&c.id, c)).collect() }
    }

    /// The centre of a node; of a connection, the middle between its ends.
    fn centre(&self, id: &NodeId, depth: usize) -> (f64, f64) {
        if let Some(centre) = self.centres.get(id) {
            return *centre;
        }
        match self.connections.get(id) {
            Some(connection) if depth < 8 => {
                let from = self.centre(&connection.from, depth + 1);
                let to = self.centre(&connection.to, depth + 1);
                ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)
            }
            _ => (0.0, 0.0),
        }
    }

    /// The point of bend `n` of `count`, from 1, that has these offsets from source and target.
    pub fn point(&self, connection: &Connection, offsets: [f64; 4], n: usize, count: usize) -> [f64; 2] {
        let [sx, sy, tx, ty] = offsets;
        let from = self.centre(&connection.from, 0);
        let to = self.centre(&connection.to, 0);
        let weight = n as f64 / (count + 1) as f64;
        let mean = |a: f64, b: f64| a * (1.0 - weight) + b * weight;
        [mean(from.0 + sx, to.0 + tx), mean(from.1 + sy, to.1 + ty)]
    }

    /// A bend as whole offsets from source and target.
    pub fn offsets(&self, connection: &Connection, bend: Bend) -> [i32; 4] {
        let exact = match bend {
            Bend::Between(offsets) => offsets,
            Bend::At([x, y]) => {
                let from = self.centre(&connection.from, 0);
                let to = self.centre(&connection.to, 0);
                [x - from.0, y - from.1, x - to.0, y - to.1]
            }
        };
        exact.map(|offset| offset.round() as i32)
    }
}

/// Whether a number is whole and fits.
pub fn is_whole(number: f64) -> bool {
    f64::from(number as i32) == number
}
