//! A view as a file: SVG, PNG, PDF, a table for spreadsheets, or the text of another tool.

use archweave_model::view::Picture;
use archweave_render::table::{self, Formulas};
use archweave_render::{Export, exports};

use crate::draw::DrawOptions;
use crate::{AppError, Hosted, Revision};

/// What a view is written as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// Vector graphics for pages.
    Svg,
    /// Pixels.
    Png,
    /// Vector graphics for paper.
    Pdf,
    /// Rows for any spreadsheet.
    Csv,
    /// A workbook.
    Xlsx,
    /// A text format that a template writes, by its name: `plantuml`.
    Text(String),
}

/// A view as a file.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// Its content.
    pub bytes: Vec<u8>,
    /// For HTTP.
    pub media_type: String,
    /// Of its name, without the dot.
    pub extension: String,
}

/// Formats that no template writes: name, media type, extension.
const BUILT_IN: [(PictureFormat, &str, &str); 5] = [
    (PictureFormat::Svg, "svg", "image/svg+xml"),
    (PictureFormat::Png, "png", "image/png"),
    (PictureFormat::Pdf, "pdf", "application/pdf"),
    (PictureFormat::Csv, "csv", "text/csv; charset=utf-8"),
    (PictureFormat::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

impl PictureFormat {
    /// The name in addresses.
    pub fn name(&self) -> &str {
        match self {
            Self::Text(name) => name,
            known => known.built_in().1,
        }
    }

    /// Media type and extension of a format that no template writes.
    pub(crate) fn built_in(&self) -> (&'static str, &'static str) {
        let known = BUILT_IN.iter().find(|(known, ..)| known == self);
        known.map_or(("application/octet-stream", "bin"), |(_, extension, media_type)| {
            (*media_type, *extension)
        })
    }
}

impl Hosted {
    /// Names of all formats that views are written in, with the extensions of their files.
    pub fn picture_formats(&self) -> Vec<(String, String)> {
        let built_in = BUILT_IN.iter().map(|(_, name, _)| ((*name).to_owned(), (*name).to_owned()));
        let texts = exports(self.templates()).iter().map(|e| (e.name.clone(), e.extension.clone()));
        built_in.chain(texts).collect()
    }

    /// The format of this name or extension.
    pub fn picture_format(&self, name: &str) -> Option<PictureFormat> {
        let built_in = BUILT_IN.iter().find(|(_, known, _)| *known == name);
        built_in.map(|(format, ..)| format.clone()).or_else(|| {
            let is = |e: &&Export| e.name == name || e.extension == name;
            exports(self.templates()).iter().find(is).map(|e| PictureFormat::Text(e.name.clone()))
        })
    }

    /// A view as a file; of a PNG `scale` pixels stand for each unit of the view.
    pub fn picture(
        &self,
        revision: &Revision,
        view: &str,
        format: &PictureFormat,
        options: &DrawOptions,
        scale: f32,
    ) -> Result<PictureFile, AppError> {
        let bytes = match format {
            PictureFormat::Svg => self.draw(revision, view, options)?.svg.as_bytes().to_vec(),
            PictureFormat::Png => self.png(revision, view, options, scale)?,
            PictureFormat::Pdf => {
                let picture = self.draw(revision, view, options)?;
                let found = revision.snapshot().view(view);
                let title = found.map_or("", |view| view.name.get(&options.language));
                archweave_render::pdf(&picture.svg, title, &options.language)?
            }
            _ => return self.written(revision, &self.answer(revision, view, options)?, format, options),
        };
        Ok(file(format, bytes))
    }

    /// A view that was answered, as text or as a spreadsheet.
    pub fn written(
        &self,
        revision: &Revision,
        answer: &Picture,
        format: &PictureFormat,
        options: &DrawOptions,
    ) -> Result<PictureFile, AppError> {
        // Of a picture, its elements and its relations.
        let listed = || match &answer.table {
            Some(rows) => vec![rows.clone()],
            None => table::of_diagram(&answer.diagram).into(),
        };
        let bytes = match format {
            // A person opens it in a spreadsheet, so no cell may be a formula.
            PictureFormat::Csv => {
                let tables = listed();
                tables
                    .first()
                    .map(|rows| table::csv(rows, Formulas::Guarded))
                    .unwrap_or_default()
                    .into_bytes()
            }
            PictureFormat::Xlsx => table::xlsx(&listed())?,
            PictureFormat::Text(name) => {
                let export = exports(self.templates()).iter().find(|export| export.name == *name);
                let Some(export) = export else {
                    return Err(AppError::NotFound(format!("no format `{name}`")));
                };
                let text = match &answer.table {
                    Some(rows) if name == "markdown" => table::markdown(rows),
                    _ => self.text(revision, name, answer, options)?,
                };
                return Ok(PictureFile {
                    bytes: text.into_bytes(),
                    media_type: export.media_type.clone(),
                    extension: export.extension.clone(),
                });
            }
            PictureFormat::Svg => {
                self.draw_diagram(revision, &answer.diagram, options)?.svg.as_bytes().to_vec()
            }
            PictureFormat::Png => {
                let svg = self.draw_diagram(revision, &answer.diagram, options)?.svg;
                archweave_render::png(&svg, 2.0)?
            }
            PictureFormat::Pdf => {
                let svg = self.draw_diagram(revision, &answer.diagram, options)?.svg;
                archweave_render::pdf(&svg, &answer.diagram.title, &options.language)?
            }
        };
        Ok(file(format, bytes))
    }

    fn text(
        &self,
        revision: &Revision,
        name: &str,
        answer: &Picture,
        options: &DrawOptions,
    ) -> Result<String, AppError> {
        self.with_render_options(revision, options, |render| {
            Ok(archweave_render::export(name, &answer.diagram, render)?)
        })
    }
}

fn file(format: &PictureFormat, bytes: Vec<u8>) -> PictureFile {
    let (media_type, extension) = format.built_in();
    PictureFile { bytes, media_type: media_type.to_owned(), extension: extension.to_owned() }
}
