//! Views: what is shown, and where it is drawn.
//!
//! A view is a question to the model. The answer is a picture: which elements
//! ([`question`]), how they are shown ([`dress`]), where they stand ([`layout`]); or a [`table`].

mod asked;
mod chain;
mod draft;
mod dress;
mod freeze;
mod grouping;
pub mod layout;
mod picture;
mod question;
mod special;
pub mod table;
mod tone;

pub use asked::{Asked, MAX_SHOWN};
pub use draft::{Draft, Hint, decor, guide};
pub use freeze::{freeze, keeps_places};
pub use grouping::{layer_name, state_name};
pub use picture::{Picture, draft, picture};
pub use question::{Answer, answer};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::element::Place;
use crate::id::{ElementId, NodeId, RelationId, ViewId};
use crate::select::Selector;
use crate::text::Text;
use crate::value::Properties;
use crate::viewpoint::Show;

/// What one picture shows of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Stable for life.
    pub id: ViewId,
    /// Title.
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Id of a viewpoint, if it follows one.
    pub viewpoint: Option<Box<str>>,
    /// Nodes at the top level, back to front.
    pub content: Vec<Node>,
    /// Which elements it shows instead of explicit content; without either, its viewpoint selects.
    #[serde(with = "crate::compact")]
    pub selector: Option<Box<Selector>>,
    /// How it is shown, where that differs from its viewpoint.
    #[serde(with = "crate::compact")]
    pub show: Option<Box<Show>>,
    /// Lines, back to front.
    pub connections: Vec<Connection>,
    /// Free properties.
    pub properties: Properties,
    /// Keys this version does not know.
    pub attributes: Properties,
    /// What importers keep for the way back, by tool.
    pub extra: Properties,
    /// Where in its file the view stands.
    pub place: Place,
}

impl View {
    /// A view with nothing in it.
    pub fn new(id: ViewId) -> Self {
        Self {
            id,
            name: Text::default(),
            description: Text::default(),
            viewpoint: None,
            content: Vec::new(),
            selector: None,
            show: None,
            connections: Vec::new(),
            properties: Properties::default(),
            attributes: Properties::default(),
            extra: Properties::default(),
            place: Place::default(),
        }
    }

    /// Every node at every depth, parents before their children.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        let mut stack: Vec<&Node> = self.content.iter().rev().collect();
        std::iter::from_fn(move || {
            let node = stack.pop()?;
            stack.extend(node.nodes.iter().rev());
            Some(node)
        })
    }
}

/// A box of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Unique in its view, across nodes and connections.
    pub id: NodeId,
    /// What it stands for.
    pub shows: Shows,
    /// A label of its own (for an element: instead of the element's name).
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Nodes inside it, back to front.
    pub nodes: Vec<Node>,
    /// Free properties.
    pub properties: Properties,
    /// Keys this version does not know.
    pub attributes: Properties,
    /// What importers keep for the way back, by tool.
    pub extra: Properties,
    /// Where in its file the node stands.
    pub place: Place,
}

impl Node {
    /// A node with nothing but its id and what it shows.
    pub fn new(id: NodeId, shows: Shows) -> Self {
        Self {
            id,
            shows,
            name: Text::default(),
            description: Text::default(),
            nodes: Vec::new(),
            properties: Properties::default(),
            attributes: Properties::default(),
            extra: Properties::default(),
            place: Place::default(),
        }
    }
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shows {
    /// An element of the model.
    Element(ElementId),
    /// Free text.
    Note(Text),
    /// A frame with a title, for the reader only.
    Group(Text),
    /// A reference to another view.
    View(ViewId),
    /// A picture: a path under `images/`.
    Image(Box<str>),
}

/// A line of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// Unique in its view, across nodes and connections.
    pub id: NodeId,
    /// The relation it shows; none is a plain line.
    pub relation: Option<RelationId>,
    /// A node or a connection of the same view.
    pub from: NodeId,
    /// A node or a connection of the same view.
    pub to: NodeId,
    /// A label of its own.
    pub name: Text,
    /// Prose.
    pub description: Text,
    /// Free properties.
    pub properties: Properties,
    /// Keys this version does not know.
    pub attributes: Properties,
    /// What importers keep for the way back, by tool.
    pub extra: Properties,
    /// Where in its file the connection stands.
    pub place: Place,
}

impl Connection {
    /// A connection with nothing but its id and ends.
    pub fn new(id: NodeId, relation: Option<RelationId>, from: NodeId, to: NodeId) -> Self {
        Self {
            id,
            relation,
            from,
            to,
            name: Text::default(),
            description: Text::default(),
            properties: Properties::default(),
            attributes: Properties::default(),
            extra: Properties::default(),
            place: Place::default(),
        }
    }
}

/// Where a view is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The view it belongs to.
    pub view: ViewId,
    /// By node.
    pub nodes: BTreeMap<NodeId, NodeLayout>,
    /// By connection.
    pub connections: BTreeMap<NodeId, ConnectionLayout>,
    /// Where in its file the layout stands.
    pub place: Place,
}

impl Layout {
    /// A layout that places nothing.
    pub fn new(view: ViewId) -> Self {
        Self { view, nodes: BTreeMap::new(), connections: BTreeMap::new(), place: Place::default() }
    }
}

/// Where a node is drawn. Coordinates are pixels from the parent's top left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NodeLayout {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width; none is the default of what it shows.
    pub w: Option<f64>,
    /// Height; none is the default of what it shows.
    pub h: Option<f64>,
    /// See the keys in `docs/reference/file-format.md`.
    pub style: Properties,
    /// Where in its file it stands.
    pub place: Place,
}

/// How a connection is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConnectionLayout {
    /// From source to target.
    pub bends: Vec<Bend>,
    /// Centre of its label, in coordinates of the view; none is where the drawing puts it.
    pub label: Option<[f64; 2]>,
    /// See the keys in `docs/reference/file-format.md`.
    pub style: Properties,
    /// Where in its file it stands.
    pub place: Place,
}

/// A point where a line turns.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Bend {
    /// A point of the view.
    At([f64; 2]),
    /// Offsets from the centre of the source (x, y) and of the target (x, y); the point moves with
    /// both. With n bends, bend i (from 1) is the mean of both, weighted n + 1 - i to i.
    Between([f64; 4]),
}

/// Width and height of a node whose layout gives none.
pub const DEFAULT_NODE_SIZE: (f64, f64) = (120.0, 55.0);
