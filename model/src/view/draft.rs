//! Drafts: a diagram before it is laid out.
//!
//! A draft has everything of a [`Diagram`] but places: the rectangles of its nodes have the size
//! their texts need and no position, its edges have no points. A layout ([`crate::view::layout`])
//! fills these in, makes containers as large as what they hold, and may add nodes and edges of its
//! own ([`Content::Decor`], [`Line::Decor`]) for headings, lanes, axes and cells.

use crate::diagram::{
    Content, Diagram, Edge, End, Line, Lookup, Node, Point, Rect, bounds, preferred_size, unplaced, unrouted,
};
use crate::id::NodeId;
use crate::view::View;
use crate::viewpoint::{Arrangement, Notation};

/// A diagram before it is laid out.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Nodes with sizes, edges without points.
    pub diagram: Diagram,
    /// What layouts are told about a node; parallel to `diagram.nodes`.
    pub hints: Vec<Hint>,
    /// What each edge joins; parallel to `diagram.edges`.
    pub ends: Vec<(End, End)>,
    /// How it is to be laid out.
    pub arrangement: Arrangement,
}

/// What a layout is told about a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hint {
    /// Layers and columns in the order readers expect: lower ranks come first.
    pub rank: Option<i32>,
    /// Row, lane or column it has to stand in.
    pub lane: Option<usize>,
    /// Place in a sequence.
    pub order: Option<i64>,
    /// First and last day, `YYYY-MM-DD`.
    pub span: [Option<Box<str>>; 2],
}

impl Draft {
    /// The nodes and lines that a view names, without places.
    pub fn of(view: &View, lookup: &Lookup<'_>, language: &str, arrangement: Arrangement) -> Self {
        let mut notes = Vec::new();
        let nodes = unplaced(view, lookup, language, &mut notes);
        let (edges, ends) = unrouted(view, &nodes, lookup, language, &mut notes);
        let diagram = Diagram {
            view: view.id.clone(),
            language: language.into(),
            notation: Notation::default(),
            audience: None,
            title: view.name.get(language).to_owned(),
            description: view.description.get(language).to_owned(),
            bounds: Rect::default(),
            nodes,
            edges,
            legend: None,
            notes,
        };
        let hints = vec![Hint::default(); diagram.nodes.len()];
        Self { diagram, hints, ends, arrangement }
    }

    /// Gives every node the size its texts need.
    pub fn measure(&mut self) {
        for node in &mut self.diagram.nodes {
            let (w, h) = preferred_size(node);
            node.rect = Rect::new(0.0, 0.0, w, h);
        }
    }

    /// Adds a node and returns its position.
    pub fn add_node(&mut self, node: Node, hint: Hint) -> usize {
        if let Some(parent) = node.parent {
            self.diagram.nodes[parent].is_container = true;
        }
        self.diagram.nodes.push(node);
        self.hints.push(hint);
        self.diagram.nodes.len() - 1
    }

    /// Adds a line between nodes.
    pub fn add_edge(&mut self, edge: Edge, from: usize, to: usize) {
        self.diagram.edges.push(edge);
        self.ends.push((End::Node(from), End::Node(to)));
    }

    /// Nodes at the top level, by position.
    pub fn roots(&self) -> impl Iterator<Item = usize> {
        let nodes = self.diagram.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.parent.is_none()).map(|(n, _)| n)
    }

    /// Nodes directly inside one, by position.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        let nodes = self.diagram.nodes.iter().enumerate();
        nodes.filter(move |(_, node)| node.parent == Some(parent)).map(|(n, _)| n)
    }

    /// The diagram once everything has its place: shifted so that its left top is 0 0, with bounds.
    pub fn finish(mut self) -> Diagram {
        let all = bounds(&self.diagram.nodes, &self.diagram.edges);
        let (dx, dy) = (-all.x, -all.y);
        let shift = |point: &mut Point| *point = Point::new(point.x + dx, point.y + dy);
        for node in &mut self.diagram.nodes {
            node.rect = Rect::new(node.rect.x + dx, node.rect.y + dy, node.rect.w, node.rect.h);
        }
        for (edge, ends) in self.diagram.edges.iter_mut().zip(&self.ends) {
            edge.joins = edge.joins.or(Some(*ends));
        }
        for edge in &mut self.diagram.edges {
            edge.points.iter_mut().for_each(shift);
            shift(&mut edge.label_at);
            edge.ends.iter_mut().flatten().for_each(|(_, at)| shift(at));
        }
        self.diagram.bounds = Rect::new(0.0, 0.0, all.w, all.h);
        self.diagram
    }
}

/// A node that a layout adds for the reader; `shape` names it in `templates/svg/shapes/decor/`.
pub fn decor(id: &str, shape: &str, label: impl Into<String>, parent: Option<usize>) -> Option<Node> {
    Some(Node::bare(NodeId::parse(id).ok()?, parent, Content::Decor(shape.into()), label.into()))
}

/// A line that a layout adds for the reader.
pub fn guide(id: &str, line: &str, points: Vec<Point>) -> Option<Edge> {
    Some(Edge::bare(NodeId::parse(id).ok()?, Line::Decor(line.into()), points))
}
