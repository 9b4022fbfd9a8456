//! What is drawn beside elements and relations: their parts, and what colours mean.

use crate::id::ElementId;

/// A part of an element as a box or a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFigure {
    /// The element it is part of.
    pub element: ElementId,
    /// Its id within the element; `element#part` is its address.
    pub part: Box<str>,
    /// Name of the shape or line.
    pub shape: Box<str>,
    /// What it is, for readers: the name of its list.
    pub kind_label: String,
}

/// A part as a line of text in a box: an attribute, an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feature {
    /// Its id within the element.
    pub part: Box<str>,
    /// `+ number : text [0..1]`.
    pub text: String,
    /// Abstract.
    pub italic: bool,
    /// Static, or a key.
    pub underline: bool,
}

/// What the colours of a diagram mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// Of what.
    pub title: String,
    /// In the order of the scale.
    pub entries: Vec<LegendEntry>,
}

/// A colour and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// What is shown of it.
    pub sample: Sample,
    /// What it means.
    pub label: String,
}

/// What a legend shows beside a meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// A colour: a name in the palette of the theme.
    Tone(Box<str>),
    /// A shape, by its name.
    Shape(Box<str>),
    /// A line, by its name.
    Line(Box<str>),
    /// A letter, as in the cells of a matrix.
    Letter(Box<str>),
}
