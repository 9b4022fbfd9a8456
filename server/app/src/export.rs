//! A revision in another tool's format.

mod target;

use std::sync::Arc;

use archweave_interchange::{File, archimate, coarchi, csv, exchange, json};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::{Image, Model};

pub use self::target::Target;

use crate::{AppError, Hosted, Revision};

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Archi's native file; a zip container if the model has pictures.
    Archimate,
    /// The ArchiMate Model Exchange File Format, version 3.1.
    OpenExchange,
    /// One JSON document with everything.
    Json,
    /// A folder of one XML file per object.
    Coarchi,
    /// Tables of elements, relations and properties.
    Csv {
        /// Whether no cell may be a formula, at the price of a space before such cells.
        is_for_spreadsheets: bool,
    },
}

/// A model in another format, and what that cannot carry.
#[derive(Debug)]
pub struct Exported {
    /// One file, or several.
    pub content: Content,
    /// One for each part of the model that is left out.
    pub warnings: Vec<Diagnostic>,
}

/// What was written.
#[derive(Debug)]
pub enum Content {
    /// One file.
    Bytes(Vec<u8>),
    /// Files for a folder, or for a zip container.
    Files(Vec<File>),
}

impl Hosted {
    /// The model as values, with its pictures.
    pub fn model(&self, revision: &Revision) -> Result<Model, AppError> {
        let mut model = revision.snapshot().to_model();
        for path in revision.images() {
            let bytes = self.image(revision, path).unwrap_or_else(|| Arc::from([]));
            model.images.push(Image { path: path.into(), bytes });
        }
        Ok(model)
    }

    /// A revision in another format, and what that cannot carry.
    pub fn export(&self, revision: &Revision, format: ExportFormat) -> Result<Exported, AppError> {
        exported(&self.model(revision)?, format)
    }
}

/// A model in another format, and what that cannot carry.
pub(crate) fn exported(model: &Model, format: ExportFormat) -> Result<Exported, AppError> {
    let whole = |bytes| Exported { content: Content::Bytes(bytes), warnings: Vec::new() };
    Ok(match format {
        ExportFormat::Archimate => whole(archimate::export(model)?),
        ExportFormat::OpenExchange => {
            let exported = exchange::export(model);
            Exported { content: Content::Bytes(exported.bytes), warnings: exported.warnings }
        }
        ExportFormat::Json => whole(json::export(model)),
        ExportFormat::Coarchi => {
            let (files, warnings) = coarchi::export(model)?;
            Exported { content: Content::Files(files), warnings }
        }
        ExportFormat::Csv { is_for_spreadsheets } => {
            let (files, warnings) = csv::export(model, is_for_spreadsheets);
            Exported { content: Content::Files(files), warnings }
        }
    })
}
