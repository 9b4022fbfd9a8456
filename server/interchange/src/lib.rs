//! Other tools' formats: bytes to a model and back.
//!
//! Pure: no clock, disk or network. What an importer does not understand is kept in the model's
//! `extra`, so that the way back gives the same document. Wrong content is not an error: the model
//! comes with one [`Diagnostic`] for each finding; [`ImportError`] means that nothing could be read.
//!
//! - [`archimate`]: the native files of the Archi tool (`.archimate`), plain or zipped with images
//! - [`exchange`]: the ArchiMate Model Exchange File Format (Open Exchange), one XML file
//! - [`bundle`]: several files in one zip container
//! - [`coarchi`]: folders of one XML file per object, as Archi models are kept in git
//! - [`csv`]: three tables, as Archi reads and writes them
//! - [`json`]: a whole model as one JSON document
//! - [`sheet`]: one table of cells: CSV, TSV, XLSX
//! - [`detect`]: which format some bytes are in
//! - [`events`]: what tools report of changes, builds, deployments and the like

pub mod archimate;
pub mod bundle;
pub mod coarchi;
pub mod csv;
pub mod detect;
mod drafts;
mod escape;
pub mod events;
pub mod exchange;
mod findings;
pub mod json;
mod kept;
mod properties;
mod reserved;
pub mod sheet;
mod source;
mod text_json;
mod xml;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::Model;

/// A model that was read, and what was wrong with its source.
#[derive(Debug)]
pub struct Imported {
    /// Everything that could be read.
    pub model: Model,
    /// In the order of the source, with line and column.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of a format that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the folder that holds them, parts joined by `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A file that was written, and what it does not say.
#[derive(Debug)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// One for each part of the model that the format cannot carry.
    pub warnings: Vec<Diagnostic>,
}

/// Why nothing could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes.
    #[error("{file} is empty; choose a file that holds a model")]
    Empty {
        /// Name of the file.
        file: String,
    },
    /// More than this importer is ready to hold in memory.
    #[error("{file}: {what} has more than {limit}; split the model or remove what is not part of it")]
    TooLarge {
        /// Name of the file.
        file: String,
        /// What is too large.
        what: String,
        /// How much is allowed, with its unit.
        limit: String,
    },
    /// Bytes that are not text.
    #[error("{file} is not {encoding} text at byte {offset}; save it as UTF-8")]
    Encoding {
        /// Name of the file.
        file: String,
        /// What the text should be in.
        encoding: String,
        /// Where the first wrong byte stands.
        offset: usize,
    },
    /// Text that is not what its format asks for.
    #[error("{file}:{line}:{column}: {message}")]
    Malformed {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// What is wrong and what to do.
        message: String,
    },
    /// A zip container that cannot be opened.
    #[error("{file} is not a readable zip container: {message}; save the model again in its tool")]
    Container {
        /// Name of the file.
        file: String,
        /// What is wrong.
        message: String,
    },
}

/// Why a model could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something kept from an import is no XML any more, so that no file can be made of it.
    #[error("what an import kept is damaged: {0}; remove it from `extra` of the model")]
    Piece(String),
    /// The container with the images could not be made.
    #[error("the zip container could not be written: {0}; remove images that are too large")]
    Container(String),
}
