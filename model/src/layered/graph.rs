//! The question: what is to be laid out.

use serde::{Deserialize, Serialize};

/// What is to be laid out. Serializable: it crosses to a worker process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// Where edges point.
    pub direction: Direction,
    /// Least distances.
    pub spacing: Spacing,
    /// A node comes after its parent. The order counts where nothing else decides.
    pub nodes: Vec<Node>,
    /// Loops, parallel edges and edges to a node's own parent or child are welcome.
    pub edges: Vec<Edge>,
}

/// Where edges point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From bottom to top.
    Up,
    /// From left to right.
    Right,
    /// From right to left.
    Left,
}

/// Least distances, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spacing {
    /// Between nodes of a layer.
    pub node: f64,
    /// Between layers.
    pub layer: f64,
    /// Between an edge and what runs beside it.
    pub edge: f64,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { node: 28.0, layer: 42.0, edge: 12.0 }
    }
}

/// A box.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Index of the node it is inside, an earlier one.
    pub parent: Option<usize>,
    /// Width; a node with children grows around them.
    pub w: f64,
    /// Height; likewise.
    pub h: f64,
    /// Room between the border and the children: top, right, bottom, left. A title goes there.
    pub padding: [f64; 4],
    /// Places on the border where edges may be attached.
    pub ports: Vec<Port>,
    /// Among the children of one parent, lower ranks come before higher ones, whatever way edges point;
    /// nodes without one go anywhere.
    pub rank: Option<i32>,
}

/// A small box on the border of a node, outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Port {
    /// The side it stays on.
    pub side: Side,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// A side of a node, whatever way the graph runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// Above.
    Top,
    /// To the right.
    Right,
    /// Below.
    Bottom,
    /// To the left.
    Left,
}

/// A line from one node to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// Where it starts.
    pub from: End,
    /// Where it ends.
    pub to: End,
    /// Texts beside it.
    pub labels: Vec<Label>,
}

/// An end of an edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// Index of the node.
    pub node: usize,
    /// Index into the node's ports; none where any place on the border will do.
    pub port: Option<usize>,
}

impl End {
    /// Anywhere on the border of a node.
    pub const fn node(node: usize) -> Self {
        Self { node, port: None }
    }
}

/// Room for a text beside an edge.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Where along the edge.
    pub place: LabelPlace,
}

/// Where along an edge a label is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelPlace {
    /// In the middle.
    #[default]
    Center,
    /// Where the edge starts.
    Tail,
    /// Where it ends.
    Head,
}
