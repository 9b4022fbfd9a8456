//! Diagrams: a view resolved against its model and laid out from its stored geometry.
//!
//! A [`Diagram`] is everything a renderer needs and nothing it must look up: absolute rectangles,
//! lines cut off at the borders of what they join, texts in one language, styles. It does not know
//! colours of layers, shapes or any picture format; those belong to the renderer and its templates.
//!
//! Start at [`resolve`]. Whatever a view holds, a picture comes out: what is missing is drawn as
//! missing, what cannot be drawn is said in [`Diagram::notes`].

mod anatomy;
mod edges;
mod geometry;
mod grid;
mod measure;
mod nodes;
mod part;
mod style;
mod wrap;

pub(crate) use edges::{label_size, unrouted};
pub(crate) use geometry::{clip, own_loop};
pub(crate) use nodes::unplaced;

pub use anatomy::{Anatomy, FEATURE_FONT, FEATURE_HEIGHT, anatomy, preferred_size};
pub use edges::End;
pub use geometry::{Outline, Point, Rect, middle};
pub use measure::{Font, LINE_HEIGHT, PIXELS_PER_POINT, width};
pub use part::{Feature, Legend, LegendEntry, PartFigure, Sample};
pub use style::{Align, Border, Color, Form, LabelPosition, LineStyle, Style, TextPosition};
pub use wrap::{Fitted, fit, lines};

use crate::element::{Access, Element, Junction, Relation};
use crate::id::{ElementId, KindId, NodeId, RelationId, ViewId};
use crate::metamodel::{Layer, Metamodel};
use crate::view::table::Of;
use crate::view::{Layout, View};
use crate::viewpoint::Notation;

/// Most nodes drawn of one view.
pub const MAX_NODES: usize = 5_000;
/// Most lines drawn of one view.
pub const MAX_EDGES: usize = 10_000;

/// Where a view's references are looked up.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    /// Kinds.
    pub metamodel: &'a Metamodel,
    /// An element by its id.
    pub element: &'a dyn Fn(&str) -> Option<&'a Element>,
    /// A relation by its id.
    pub relation: &'a dyn Fn(&str) -> Option<&'a Relation>,
    /// The title of a view by its id.
    pub view_name: &'a dyn Fn(&str) -> Option<String>,
}

/// A view, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// Which view.
    pub view: ViewId,
    /// Language the texts were asked in.
    pub language: Box<str>,
    /// Whose shapes and lines they are.
    pub notation: Notation,
    /// For whom it is drawn, if for somebody: the audience's id.
    pub audience: Option<Box<str>>,
    /// Its name.
    pub title: String,
    /// Its prose.
    pub description: String,
    /// Encloses everything drawn; left and top may be negative. Empty for an empty view.
    pub bounds: Rect,
    /// Back to front; a node comes before those inside it.
    pub nodes: Vec<Node>,
    /// Back to front, all in front of the nodes.
    pub edges: Vec<Edge>,
    /// What its colours mean.
    pub legend: Option<Legend>,
    /// What could not be drawn as the view says, for its author.
    pub notes: Vec<String>,
}

/// A box of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Id within the view.
    pub id: NodeId,
    /// Position in [`Diagram::nodes`] of the node it is inside.
    pub parent: Option<usize>,
    /// Whether nodes lie inside it or on top of it, so that its label has to keep to the edge.
    pub is_container: bool,
    /// Room at its top before the first of those; its height if there are none.
    pub head_room: f64,
    /// In the view's coordinates.
    pub rect: Rect,
    /// What it stands for.
    pub content: Content,
    /// Name, note text or title.
    pub label: String,
    /// Word in guillemets above the name: `device`; may be empty.
    pub keyword: String,
    /// Smaller lines below the name.
    pub below: Vec<String>,
    /// Lists below the name, each under a line across the box; an empty one is drawn too.
    pub compartments: Vec<Vec<Feature>>,
    /// Colour that means something: a name in the palette of the theme; none is the layer's.
    pub tone: Option<Box<str>>,
    /// A word in the lower right corner: a version, a count.
    pub badge: String,
    /// Of what a layout adds for the reader: what it stands for, where a link leads.
    pub link: Of,
    /// How its author wants it to look.
    pub style: Style,
}

impl Node {
    /// A node with nothing but what it stands for and its label; of no size.
    pub fn bare(id: NodeId, parent: Option<usize>, content: Content, label: String) -> Self {
        Self {
            id,
            parent,
            is_container: false,
            head_room: 0.0,
            rect: Rect::default(),
            content,
            label,
            keyword: String::new(),
            below: Vec::new(),
            compartments: Vec::new(),
            tone: None,
            badge: String::new(),
            link: Of::Nothing,
            style: Style::default(),
        }
    }

    /// Where lines that join it end.
    pub fn outline(&self) -> Outline {
        let is_round = match &self.content {
            Content::Element(figure) => {
                figure.is_junction()
                    || (&*figure.shape == "value" && figure.form == Form::Icon)
                    || is_round(&figure.shape)
            }
            Content::Part(part) => is_round(&part.shape),
            _ => false,
        };
        if is_round { Outline::Ellipse(self.rect) } else { Outline::Rect(self.rect) }
    }
}

/// Shapes that an ellipse comes nearer to than a rectangle.
fn is_round(shape: &str) -> bool {
    matches!(
        shape,
        "uml-use-case"
            | "uml-initial"
            | "uml-final"
            | "uml-flow-final"
            | "uml-history"
            | "uml-deep-history"
            | "uml-decision"
            | "uml-choice"
            | "uml-provided"
            | "uml-required"
    )
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// An element.
    Element(Figure),
    /// An element that the model does not have.
    Missing(ElementId),
    /// Free text.
    Note,
    /// A frame with a title.
    Group,
    /// Another view; `found` tells whether the model has it.
    View {
        /// Its id.
        id: ViewId,
        /// Whether the model has it.
        found: bool,
    },
    /// A picture: its path under `images/`.
    Image(Box<str>),
    /// A part of an element: a state, a lifeline.
    Part(PartFigure),
    /// Something the layout adds for the reader, by the name of its shape: `lane`, `band`, `head`,
    /// `cell`, `text`, `axis`, `bar`, `frame`.
    Decor(Box<str>),
}

/// How an element is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Which element.
    pub element: ElementId,
    /// Its kind, as written.
    pub kind: KindId,
    /// The kind's name for readers.
    pub kind_label: String,
    /// Name of the shape; `unknown` for a kind that the metamodel does not know.
    pub shape: Box<str>,
    /// Layer of the kind.
    pub layer: Layer,
    /// Names of its specializations.
    pub specializations: Vec<String>,
    /// Icon of the first specialization that has one: a path under `images/`.
    pub image: Option<Box<str>>,
    /// As a box, or as the symbol of its kind.
    pub form: Form,
    /// Only of a junction.
    pub junction: Junction,
}

impl Figure {
    /// Whether it is a junction, which is a dot without text.
    pub fn is_junction(&self) -> bool {
        &*self.shape == "junction"
    }
}

/// A line of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Id within the view.
    pub id: NodeId,
    /// What it stands for.
    pub line: Line,
    /// What it joins, from source to target, by position in [`Diagram::nodes`] and
    /// [`Diagram::edges`]; none where a layout did not say.
    pub joins: Option<(End, End)>,
    /// At least two, from source to target, ending at their borders.
    pub points: Vec<Point>,
    /// Text at [`Edge::label_at`].
    pub label: String,
    /// Centre of the label.
    pub label_at: Point,
    /// Role and multiplicity near the first point and near the last, with the centre of each.
    pub ends: [Option<(String, Point)>; 2],
    /// Colour that means something: a name in the palette of the theme.
    pub tone: Option<Box<str>>,
    /// How its author wants it to look.
    pub style: Style,
    /// The nesting of its ends already says it, so that it is not drawn: a structural relation or a
    /// specialization between a node and the one directly inside it.
    pub is_implied: bool,
}

impl Edge {
    /// A line with nothing but what it stands for and its points.
    pub fn bare(id: NodeId, line: Line, points: Vec<Point>) -> Self {
        Self {
            id,
            line,
            joins: None,
            label: String::new(),
            label_at: middle(&points),
            points,
            ends: [None, None],
            tone: None,
            style: Style::default(),
            is_implied: false,
        }
    }
}

/// What an edge stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A relation.
    Relation(Arrow),
    /// A relation that the model does not have.
    Missing(RelationId),
    /// A part of an element: a transition, a message.
    Part(PartFigure),
    /// Something the layout adds for the reader, by the name of its line: `guide`, `stem`, `today`.
    Decor(Box<str>),
    /// Nothing of the model.
    Plain,
}

/// How a relation is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// Which relation.
    pub relation: RelationId,
    /// Its kind, as written.
    pub kind: KindId,
    /// The kind's name for readers.
    pub kind_label: String,
    /// The ArchiMate relation that decides line and heads; `unknown` for an unknown kind.
    pub shape: Box<str>,
    /// Of an access relation.
    pub access: Option<Access>,
    /// Of an association.
    pub directed: bool,
}

/// Resolves and lays out `view`; texts are in `language` where there are any.
pub fn resolve(view: &View, layout: Option<&Layout>, lookup: &Lookup<'_>, language: &str) -> Diagram {
    let mut notes = Vec::new();
    if view.content.is_empty() && view.selector.is_some() {
        notes.push("the view selects its elements; it has no content of its own".to_owned());
    }
    let nodes = nodes::place(view, layout, lookup, language, &mut notes);
    let edges = edges::route(view, layout, &nodes, lookup, language, &mut notes);
    let bounds = bounds(&nodes, &edges);
    Diagram {
        view: view.id.clone(),
        language: language.into(),
        notation: Notation::Archimate,
        audience: None,
        legend: None,
        title: view.name.get(language).to_owned(),
        description: view.description.get(language).to_owned(),
        bounds,
        nodes,
        edges,
        notes,
    }
}

/// The widest a line of an edge's label gets, in pixels.
pub const EDGE_LABEL_WIDTH: f64 = 160.0;

/// Encloses what is drawn; empty if nothing is.
pub(crate) fn bounds(nodes: &[Node], edges: &[Edge]) -> Rect {
    let mut all: Option<Rect> = None;
    let mut add = |rect: Rect| all = Some(all.map_or(rect, |known| known.union(rect)));
    for node in nodes {
        add(node.rect);
    }
    for edge in edges.iter().filter(|e| !e.is_implied) {
        for point in &edge.points {
            add(Rect::new(point.x, point.y, 0.0, 0.0));
        }
        if !edge.label.is_empty() {
            let (wide, high) = label_size(edge);
            let Point { x, y } = edge.label_at;
            add(Rect::new(x - wide / 2.0, y - high / 2.0, wide, high));
        }
    }
    all.unwrap_or_default()
}

#[cfg(test)]
mod tests;
