//! How a view is shown: every key may be left open, and a later say wins.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::viewpoint::rule::{Axis, CellShows, Color, Field, Matrix};

/// How a view is shown. An open key is decided elsewhere: by the viewpoint, or by default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Show {
    /// The language of shapes and lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notation: Option<Notation>,
    /// Kinds of relation that are drawn, with those that specialize them; open: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relations: Option<Vec<String>>,
    /// From what is selected on to more of the model, one step after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow: Option<Vec<Step>>,
    /// Relations that become boxes in boxes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nesting: Option<Vec<Nesting>>,
    /// Frames, bands, lanes or stages around what belongs together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// How it is laid out where no person placed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Arrangement>,
    /// Shape by kind, for it and those that specialize it: `business-object: uml-class`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, String>,
    /// Line by kind of relation: `composition: uml-composition`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: BTreeMap<String, String>,
    /// Keyword in guillemets above the name, by kind: `device: device`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keywords: BTreeMap<String, String>,
    /// Properties that are lists of parts, shown below the name: `attributes`, `operations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compartments: Option<Vec<String>>,
    /// What boxes and lines say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Labels>,
    /// What colours mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// Of a catalog: its columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<Field>>,
    /// Of a matrix: rows, columns and cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Matrix>,
    /// How much is said of each element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Of a phase: which; of anything else nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

impl Show {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What `self` says, and where it is silent, what `under` says. Tables by kind are joined entry
    /// by entry.
    pub fn over(&self, under: &Self) -> Self {
        fn first<T: Clone>(a: &Option<T>, b: &Option<T>) -> Option<T> {
            a.as_ref().or(b.as_ref()).cloned()
        }
        fn join(a: &BTreeMap<String, String>, b: &BTreeMap<String, String>) -> BTreeMap<String, String> {
            let mut joined = b.clone();
            joined.extend(a.iter().map(|(key, value)| (key.clone(), value.clone())));
            joined
        }
        Self {
            notation: first(&self.notation, &under.notation),
            relations: first(&self.relations, &under.relations),
            follow: first(&self.follow, &under.follow),
            nesting: first(&self.nesting, &under.nesting),
            group: first(&self.group, &under.group),
            layout: first(&self.layout, &under.layout),
            figures: join(&self.figures, &under.figures),
            lines: join(&self.lines, &under.lines),
            keywords: join(&self.keywords, &under.keywords),
            compartments: first(&self.compartments, &under.compartments),
            labels: first(&self.labels, &under.labels),
            color: first(&self.color, &under.color),
            fields: first(&self.fields, &under.fields),
            matrix: first(&self.matrix, &under.matrix),
            detail: first(&self.detail, &under.detail),
            phase: first(&self.phase, &under.phase),
        }
    }

    /// Rows and columns of a matrix, if it is one.
    pub fn axes(&self) -> Option<(&Axis, &Axis, CellShows)> {
        let matrix = self.matrix.as_ref()?;
        Some((&matrix.rows, &matrix.columns, matrix.shows))
    }
}

/// A language of shapes and lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Notation {
    /// ArchiMate 3.2.
    #[default]
    Archimate,
    /// UML 2.5.1.
    Uml,
    /// Boxes and arrows that need no key.
    Plain,
}

impl Notation {
    /// The name in files, and the folder of its shapes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Archimate => "archimate",
            Self::Uml => "uml",
            Self::Plain => "plain",
        }
    }
}

/// Which end of a relation, seen from an element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Either.
    #[default]
    Both,
}

/// A step from elements to their neighbours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    /// Kinds of relation to follow; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// In which direction.
    pub way: Way,
    /// Kinds of elements to arrive at; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// How many times, 1 to 10; none is once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depth: Option<u32>,
    /// Start only from elements of these kinds among those found so far; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
}

/// A relation that becomes a box in a box.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nesting {
    /// Kinds of relation.
    pub relations: Vec<String>,
    /// Which end is outside.
    pub outer: Outer,
    /// Kinds of the outer element; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<String>,
    /// Kinds of the inner element; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inside: Vec<String>,
}

/// Which end of a relation is the outer box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outer {
    /// Where it starts: the whole of a composition.
    #[default]
    Source,
    /// Where it ends.
    Target,
}

/// Frames around what belongs together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Group {
    /// By what.
    pub by: By,
    /// Of `property`: its key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub property: String,
    /// Of `relation`: kinds of relation that lead to what stands for the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<String>,
    /// Of `relation`: in which direction from the element.
    pub way: Way,
    /// Of `relation`: kinds of what stands for the group. Of `kind` and `layer`: their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
}

/// What makes elements belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Layer: motivation above, technology below.
    #[default]
    Layer,
    /// Kind.
    Kind,
    /// Accountable person or unit.
    Owner,
    /// State of the lifecycle.
    Lifecycle,
    /// Row of the Zachman grid.
    ZachmanRow,
    /// Stage of the delivery chain.
    Stage,
    /// Value of a property.
    Property,
    /// The element at the other end of a relation.
    Relation,
}

/// How a view is laid out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arrangement {
    /// Which layout.
    pub engine: Engine,
    /// Which way relations run.
    pub direction: Direction,
    /// Of a grid or map: most boxes beside each other; none: about as wide as a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<u32>,
    /// Layers stand in the order readers expect, whatever way relations point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layers: Option<bool>,
}

/// A layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// Layers of boxes with orthogonal lines.
    #[default]
    Layered,
    /// Rows of boxes.
    Grid,
    /// Boxes in boxes, packed; no lines but those asked for.
    Map,
    /// Horizontal bands, one a group, boxes in rows.
    Bands,
    /// Swimlanes with a flow through them.
    Lanes,
    /// Lifelines and messages.
    Sequence,
    /// States and transitions of one element.
    States,
    /// Bars over time.
    Roadmap,
    /// Rings around the first element.
    Radial,
    /// Stages from left to right with what supports each below.
    Journey,
    /// Columns from left to right, one a group: a chain with its gaps.
    Cascade,
}

/// Which way relations run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Top to bottom.
    #[default]
    Down,
    /// Bottom to top.
    Up,
    /// Left to right.
    Right,
    /// Right to left.
    Left,
}

/// What boxes and lines say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Labels {
    /// Lines below the name: `kind`, `id`, `owner`, `lifecycle`, or the key of a property.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub below: Vec<String>,
    /// What a line says that has no name of its own.
    pub edge: EdgeLabel,
    /// Key of a property of the relation, said instead of `edge` where there is a value.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub edge_property: String,
    /// Roles and multiplicities at the ends of lines.
    pub ends: bool,
}

/// What a line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeLabel {
    /// The relation's name, if it has one.
    #[default]
    Name,
    /// Its name, else its kind as a verb: `serves`.
    Kind,
    /// Nothing.
    None,
}

/// How much is said of each element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detail {
    /// Names only.
    Brief,
    /// What the viewpoint says.
    #[default]
    Usual,
    /// Kinds and ids too.
    Full,
}
