//! Diagrams put together by hand: a node or a line a call.

use archweave_model::diagram::{
    Content, Diagram, Edge, Feature, Figure, Form, Legend, LegendEntry, Line, Node, PartFigure, Point, Rect,
    Sample,
};
use archweave_model::element::Junction;
use archweave_model::id::{ElementId, KindId, NodeId, ViewId};
use archweave_model::metamodel::Layer;
use archweave_model::viewpoint::Notation;

use crate::Failure;

/// A diagram being put together.
pub struct Scene {
    pub diagram: Diagram,
}

impl Scene {
    pub fn new(title: &str, notation: Notation) -> Result<Self, Failure> {
        let diagram = Diagram {
            view: ViewId::parse("gallery")?,
            language: "en".into(),
            notation,
            audience: None,
            title: title.to_owned(),
            description: String::new(),
            bounds: Rect::default(),
            nodes: Vec::new(),
            edges: Vec::new(),
            legend: None,
            notes: Vec::new(),
        };
        Ok(Self { diagram })
    }

    /// An element drawn with a shape.
    pub fn element(
        &mut self,
        shape: &str,
        layer: Layer,
        label: &str,
        rect: [f64; 4],
    ) -> Result<&mut Node, Failure> {
        let n = self.diagram.nodes.len();
        let figure = Figure {
            element: ElementId::parse(&format!("e{n}"))?,
            kind: KindId::parse("element")?,
            kind_label: shape.to_owned(),
            shape: shape.into(),
            layer,
            specializations: Vec::new(),
            image: None,
            form: Form::Box,
            junction: Junction::And,
        };
        self.add(Content::Element(figure), label, rect)
    }

    /// A part drawn with a shape.
    pub fn part(&mut self, shape: &str, label: &str, rect: [f64; 4]) -> Result<&mut Node, Failure> {
        let part = part(shape, self.diagram.nodes.len())?;
        self.add(Content::Part(part), label, rect)
    }

    pub fn decor(&mut self, shape: &str, label: &str, rect: [f64; 4]) -> Result<&mut Node, Failure> {
        self.add(Content::Decor(shape.into()), label, rect)
    }

    pub fn add(
        &mut self,
        content: Content,
        label: &str,
        [x, y, w, h]: [f64; 4],
    ) -> Result<&mut Node, Failure> {
        let id = NodeId::parse(&format!("n{}", self.diagram.nodes.len()))?;
        let rect = Rect::new(x, y, w, h);
        // The smallest of those it lies in.
        let around = self.diagram.nodes.iter().enumerate().filter(|(_, node)| node.rect.encloses(rect));
        let parent = around.map(|(n, _)| n).next_back();
        if let Some(parent) = parent {
            let outer = &mut self.diagram.nodes[parent];
            let room = y - outer.rect.y;
            outer.head_room = if outer.is_container { outer.head_room.min(room) } else { room };
            outer.is_container = true;
        }
        let node = Node { rect, head_room: h, ..Node::bare(id, parent, content, label.to_owned()) };
        self.diagram.bounds = match self.diagram.nodes.is_empty() {
            true => rect,
            false => self.diagram.bounds.union(rect),
        };
        self.diagram.nodes.push(node);
        self.diagram.nodes.last_mut().ok_or_else(|| "no node".into())
    }

    /// A line that is a part.
    pub fn line(&mut self, name: &str, label: &str, points: &[[f64; 2]]) -> Result<&mut Edge, Failure> {
        let part = part(name, self.diagram.edges.len())?;
        self.edge(Line::Part(part), label, points)
    }

    pub fn guide(&mut self, name: &str, label: &str, points: &[[f64; 2]]) -> Result<&mut Edge, Failure> {
        self.edge(Line::Decor(name.into()), label, points)
    }

    fn edge(&mut self, line: Line, label: &str, points: &[[f64; 2]]) -> Result<&mut Edge, Failure> {
        let id = NodeId::parse(&format!("l{}", self.diagram.edges.len()))?;
        let points = points.iter().map(|[x, y]| Point::new(*x, *y)).collect();
        let edge = Edge { label: label.to_owned(), ..Edge::bare(id, line, points) };
        self.diagram.edges.push(edge);
        self.diagram.edges.last_mut().ok_or_else(|| "no line".into())
    }

    pub fn legend(&mut self, title: &str, entries: Vec<(Sample, &str)>) {
        let entries =
            entries.into_iter().map(|(sample, label)| LegendEntry { sample, label: label.to_owned() });
        self.diagram.legend = Some(Legend { title: title.to_owned(), entries: entries.collect() });
    }
}

fn part(shape: &str, n: usize) -> Result<PartFigure, Failure> {
    Ok(PartFigure {
        element: ElementId::parse("owner")?,
        part: format!("p{n}").into(),
        shape: shape.into(),
        kind_label: shape.to_owned(),
    })
}

/// Features from their texts: `/x` is abstract, `_x` static.
pub fn features(texts: &[&str]) -> Vec<Feature> {
    let feature = |(n, text): (usize, &&str)| Feature {
        part: format!("f{n}").into(),
        text: text.trim_start_matches(['/', '_']).to_owned(),
        italic: text.starts_with('/'),
        underline: text.starts_with('_'),
    };
    texts.iter().enumerate().map(feature).collect()
}
