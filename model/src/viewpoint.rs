//! Viewpoints: conventions which part of a model a view shows, and how.
//!
//! A [`Viewpoint`] is data: a file under `model/library/viewpoints/` or an entry of a repository's
//! `metamodel/*.yaml`. What is shown ([`Show`]) may be said by the viewpoint, then by the view, then
//! by the audience it is shown to ([`Audience`]); what is said later wins, key by key
//! ([`Show::over`]). An audience changes labels, notation and detail, never which elements there are.

mod admit;
mod audience;
mod library;
mod names;
mod rule;
mod show;
mod togaf;
mod words;

pub use audience::{Audience, Term};
pub use library::{audiences, viewpoints};
pub use names::UnknownName;
pub use rule::{Axis, CellShows, Color, ColorBy, Field, Matrix, Scale, ValueColor};
pub use show::{
    Arrangement, By, Detail, Direction, EdgeLabel, Engine, Group, Labels, Nesting, Notation, Outer, Show,
    Step, Way,
};
pub(crate) use words::word_for;
pub use words::{Words, words};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::select::Selector;
use crate::text::Text;

/// A convention which kinds a view shows and how.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Viewpoint {
    /// Id in files.
    pub id: String,
    /// Name for readers.
    pub label: Text,
    /// Which question it answers, and for whom.
    #[serde(skip_serializing_if = "Text::is_absent")]
    pub description: Text,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Standard::is_own")]
    pub standard: Standard,
    /// Picture or table.
    #[serde(skip_serializing_if = "Form::is_diagram")]
    pub form: Form,
    /// Kinds it admits, beside those of `layers`; empty together with `layers` admits all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Layers whose kinds it admits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<String>,
    /// What a view shows that has neither content nor selector; without it, all that is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<Selector>,
    /// It answers a question about one element (or a few): views name them in their selector, and
    /// the first of these kinds stands in where none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// Of `about`: only elements that have this property stand in.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub with: String,
    /// How it is shown.
    #[serde(skip_serializing_if = "Show::is_empty")]
    pub show: Show,
    /// What is different for an audience, by its id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub audiences: BTreeMap<String, Show>,
}

/// Where a viewpoint comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standard {
    /// An example viewpoint of ArchiMate 3.2.
    Archimate,
    /// A diagram of UML 2.5.1.
    Uml,
    /// The Zachman framework.
    Zachman,
    /// A catalog, matrix or diagram of TOGAF.
    Togaf,
    /// Our library's.
    Archweave,
    /// A repository's.
    #[default]
    Own,
}

impl Standard {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Archimate => "archimate",
            Self::Uml => "uml",
            Self::Zachman => "zachman",
            Self::Togaf => "togaf",
            Self::Archweave => "archweave",
            Self::Own => "own",
        }
    }

    fn is_own(&self) -> bool {
        *self == Self::Own
    }
}

/// What a view of a viewpoint is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Boxes and lines.
    #[default]
    Diagram,
    /// A table of elements: one row each.
    Catalog,
    /// Elements by elements: what joins them in the cell.
    Matrix,
    /// The 6 x 6 grid of the Zachman framework.
    Zachman,
    /// Deliverables of an ADM phase and what is missing.
    Phase,
}

impl Form {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Diagram => "diagram",
            Self::Catalog => "catalog",
            Self::Matrix => "matrix",
            Self::Zachman => "zachman",
            Self::Phase => "phase",
        }
    }

    /// Whether it is a table rather than boxes and lines.
    pub fn is_table(self) -> bool {
        self != Self::Diagram
    }

    fn is_diagram(&self) -> bool {
        *self == Self::Diagram
    }
}
