//! A revision in another tool's format.

use std::sync::Arc;

use archweave_interchange::{archimate, json};
use archweave_model::model::{Image, Model};

use crate::{AppError, Hosted, Revision};

/// A format to export to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Archi's native file; a zip container if the model has pictures.
    Archimate,
    /// One JSON document with everything.
    Json,
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

    /// A revision in another format.
    pub fn export(&self, revision: &Revision, format: ExportFormat) -> Result<Vec<u8>, AppError> {
        let model = self.model(revision)?;
        match format {
            ExportFormat::Archimate => Ok(archimate::export(&model)?),
            ExportFormat::Json => Ok(json::export(&model)),
        }
    }
}
