//! Shapes and lines as data: the entries of `shapes/<notation>/shapes.json` and `lines.json`.
//!
//! An entry names the templates that draw a shape and says where its text stands. Nothing here is
//! about one notation; a notation is a folder of such entries and figures.

use archweave_model::diagram::{Align, TextPosition};
use serde::{Deserialize, Deserializer};

/// How a shape is drawn; an entry of `shapes/<notation>/shapes.json`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Shape {
    /// Small icon: `icons/<icon>.hbs`, in a square of 16.
    pub icon: Option<String>,
    /// Figure of the box form: square, round, cut.
    pub corner: String,
    /// Figure of the icon form that holds the label; without one the icon is drawn large above it.
    pub figure: Option<String>,
    /// Figure of both forms, holding the label in the room that `inset` leaves.
    pub both: Option<String>,
    /// Room between figure and label: left, top, right, bottom, in units, or in shares below 1.
    pub inset: [f64; 4],
    /// Figure of both forms, with a tab for the label.
    pub frame: Option<String>,
    /// Name in the palette of the theme, if it is not the layer.
    pub palette: Option<String>,
    /// How much of that colour is seen, 0 to 1: less is quieter.
    pub tint: Option<f64>,
    /// Name among the lines of the theme; `none` is no border.
    pub line: Option<String>,
    /// Lengths of dashes and gaps.
    pub dash: Option<String>,
    /// Word in guillemets above the name where the diagram gives none.
    pub keyword: Option<String>,
    /// Where the label stands.
    pub label: Place,
    /// Height of a strip at the top, or width of one at the left, for the label.
    pub strip: f64,
    /// Margins of the face that compartments lie on: left, right; in units.
    pub face: [f64; 2],
    /// Margins are given up before letters are: for texts whose box was made for them.
    pub loose: bool,
    /// Alignment of the label.
    #[serde(deserialize_with = "align")]
    pub align: Option<Align>,
    /// Place of the label in its room.
    #[serde(deserialize_with = "position")]
    pub position: Option<TextPosition>,
    /// Heavy letters.
    pub bold: bool,
    /// Small letters.
    pub small: bool,
    /// Pale letters.
    pub muted: bool,
    /// Lies behind lines that lie behind nodes: lanes, bands.
    pub backdrop: bool,
    /// Which folder below `shapes/`.
    #[serde(skip)]
    pub notation: String,
}

impl Shape {
    /// Room between the figure and its label in a node of this size; `unit` is the length of a unit.
    pub fn margins(&self, w: f64, h: f64, unit: f64) -> [f64; 4] {
        let is_figure = self.notation != "decor";
        let room = |inset: f64, length: f64| match inset {
            share if share < 1.0 => share * length,
            units if is_figure => units * unit,
            // Cells of a table have the same margins, however small they are.
            pixels => pixels.min(length / 8.0),
        };
        let [left, top, right, bottom] = self.inset;
        [room(left, w), room(top, h), room(right, w), room(bottom, h)]
    }
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            icon: None,
            corner: "square".to_owned(),
            figure: None,
            both: None,
            inset: [0.0; 4],
            frame: None,
            palette: None,
            tint: None,
            line: None,
            dash: None,
            keyword: None,
            label: Place::Inside,
            strip: 0.0,
            face: [0.0; 2],
            loose: false,
            align: None,
            position: None,
            bold: false,
            small: false,
            muted: false,
            backdrop: false,
            notation: String::new(),
        }
    }
}

/// Where the label of a shape stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    /// Inside.
    #[default]
    Inside,
    /// In a tab above the frame.
    Tab,
    /// In the tab of a folder that holds something, else in its body.
    Folder,
    /// In a tag in the corner inside the frame.
    Tag,
    /// In a strip at the top.
    Strip,
    /// In a strip at the left, from bottom to top.
    Up,
    /// Below the symbol, which takes the rest.
    Below,
    /// The same, but outside if there is no room.
    Under,
    /// Inside if all of it fits, else outside, beside the upper right corner.
    Beside,
    /// Nowhere: it is only told to pointers and screen readers.
    Nowhere,
}

/// How a relation is drawn; an entry of `shapes/<notation>/lines.json`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct LineShape {
    /// Lengths of dashes and gaps.
    pub dash: Option<String>,
    /// Marker at the source: `markers/<start>.hbs`.
    pub start: Option<String>,
    /// Marker at the target.
    pub end: Option<String>,
    /// Word in guillemets, where the label has none.
    pub keyword: Option<String>,
    /// Name among the lines of the theme.
    pub line: Option<String>,
    /// Pixels.
    pub width: Option<f64>,
    /// Lies behind the nodes that are no backdrop.
    pub behind: bool,
}

fn align<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Align>, D::Error> {
    word(from, Align::parse)
}

fn position<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TextPosition>, D::Error> {
    word(from, TextPosition::parse)
}

fn word<'de, D: Deserializer<'de>, T>(from: D, read: fn(&str) -> Option<T>) -> Result<Option<T>, D::Error> {
    let word = String::deserialize(from)?;
    let known =
        read(&word).ok_or_else(|| serde::de::Error::custom(format!("`{word}` is no place of text")))?;
    Ok(Some(known))
}
