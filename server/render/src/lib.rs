//! A laid-out diagram in, a picture out: SVG by templates, PNG and PDF from the SVG.
//!
//! The only crate that names handlebars, krilla and resvg. Shapes, line ends and colours are data under
//! `templates/svg/`, which the operator of a server may override ([`Templates::with_overrides`]); a
//! model repository never may. Everything that comes from a model is hostile: text is escaped,
//! pictures are checked and embedded, and the SVG holds no script and refers to nothing outside.
//!
//! Start at [`svg`], [`png`] and [`pdf`].

mod colors;
mod compartments;
mod edge;
mod edge_label;
mod escape;
mod export;
mod fonts;
mod helpers;
mod image;
mod label;
mod legend;
mod look;
mod node;
mod number;
mod page;
mod pdf;
mod png;
mod shape;
mod sheet;
mod site;
mod skeleton;
mod stack;
mod symbol;
pub mod table;
mod templates;

pub use colors::Theme;
pub use export::{Export, export, exports};
pub use fonts::{FONT_FAMILY, font_files};
pub use page::Pages;
pub use pdf::pdf;
pub use png::png;
pub use sheet::svg;
pub use templates::{TemplateError, Templates};

use std::sync::Arc;

use archweave_model::id::{ElementId, RelationId, ViewId};

/// Answers with the address that something drawn leads to.
pub type LinkTo<'a> = dyn Fn(Target<'_>) -> Option<String> + 'a;

/// Answers with the content of a picture by its path under `images/`.
pub type FindImage<'a> = dyn Fn(&str) -> Option<Arc<[u8]>> + 'a;

/// How a diagram is drawn. [`Options::default`] has the bundled templates, light, without links
/// and pictures.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Shapes and colours.
    pub templates: &'a Templates,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the sheet is painted; without it the page behind shows through.
    pub background: bool,
    /// Address that a drawn thing leads to.
    pub link: Option<&'a LinkTo<'a>>,
    /// Content of a picture by its path under `images/`.
    pub image: Option<&'a FindImage<'a>>,
    /// Prose about something drawn; only of exports with tables.
    pub describe: Option<&'a LinkTo<'a>>,
    /// Address of the diagram as a picture; only of exports that show it.
    pub picture: Option<&'a str>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            templates: Templates::bundled(),
            theme: Theme::Light,
            background: true,
            link: None,
            image: None,
            describe: None,
            picture: None,
        }
    }
}

/// What a link is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An element.
    Element(&'a ElementId),
    /// A relation.
    Relation(&'a RelationId),
    /// Another view.
    View(&'a ViewId),
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// There is no text format of this name.
    #[error("there is no export `{0}`")]
    UnknownExport(String),
    /// A template failed; only one that was overridden can.
    #[error("template failed: {0}")]
    Template(#[from] Box<handlebars::RenderError>),
    /// The SVG cannot be read; only one that was not made here.
    #[error("svg cannot be drawn: {0}")]
    Svg(#[from] resvg::usvg::Error),
    /// The PNG could not be written.
    #[error("png cannot be written: {0}")]
    Png(String),
    /// The PDF could not be written.
    #[error("pdf cannot be written: {0}")]
    Pdf(String),
    /// The workbook could not be written.
    #[error("xlsx cannot be written: {0}")]
    Xlsx(String),
}

impl From<handlebars::RenderError> for RenderError {
    fn from(error: handlebars::RenderError) -> Self {
        Self::Template(Box::new(error))
    }
}
