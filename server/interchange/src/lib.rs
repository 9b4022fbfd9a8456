//! Other tools' formats: bytes to a model and back.
//!
//! Pure: no clock, disk or network. What an importer does not understand is kept in the model's
//! `extra`, so that the way back gives the same document. Wrong content is not an error: the model
//! comes with one [`Diagnostic`] for each finding; [`ImportError`] means that nothing could be read.
//!
//! - [`archimate`]: the native files of the Archi tool (`.archimate`), plain or zipped with images
//! - [`json`]: a whole model as one JSON document
//! - [`detect`]: which format some bytes are in

pub mod archimate;
pub mod detect;
pub mod json;

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
    /// The container with the images could not be made.
    #[error("the zip container could not be written: {0}; remove images that are too large")]
    Container(String),
}
