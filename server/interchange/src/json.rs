//! A whole model as one JSON document: the values of the file format, in one file.
//!
//! ```json
//! { "format": 1, "manifest": {}, "elements": [], "relations": [], "views": [], "layouts": [],
//!   "metamodel": [], "images": [], "extra": [] }
//! ```
//!
//! Elements, loose relations, layouts and the manifest are as in the files of a repository; a view
//! is `{"path": "service", "view": {...}}`, a metamodel file `{"path": "own", "content": {...}}`, an image
//! `{"path": "images/a.png", "base64": "..."}` and what is kept for a tool `{"tool": "archi", "value": {...}}`.
//! Every element and view stands on a line of its own, so that versions of a file can be compared.

mod base64;
mod tree;
mod write;

use std::sync::Arc;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::metamodel::Extension;
use archweave_model::model::{Filed, Image, Model};
use archweave_model::yaml::decode::{self, Findings};
use serde::Deserialize;

use self::tree::Tree;
use crate::{ImportError, Imported};

/// The largest document, in bytes.
const MAX_BYTES: usize = 512 << 20;
/// The largest image, in bytes.
const MAX_IMAGE: usize = 10 << 20;
const FORMAT: u32 = 1;

#[derive(Deserialize)]
struct Document {
    format: u32,
    manifest: Option<Tree>,
    #[serde(default)]
    elements: Vec<Tree>,
    #[serde(default)]
    relations: Vec<Tree>,
    #[serde(default)]
    views: Vec<FiledView>,
    #[serde(default)]
    layouts: Vec<Tree>,
    #[serde(default)]
    metamodel: Vec<FiledExtension>,
    #[serde(default)]
    images: Vec<EncodedImage>,
    #[serde(default)]
    extra: Vec<Kept>,
}

#[derive(Deserialize)]
struct FiledView {
    #[serde(default)]
    path: Box<str>,
    view: Tree,
}

#[derive(Deserialize)]
struct FiledExtension {
    path: Box<str>,
    content: Extension,
}

#[derive(Deserialize)]
struct EncodedImage {
    path: Box<str>,
    base64: String,
}

#[derive(Deserialize)]
struct Kept {
    tool: Box<str>,
    value: Tree,
}

/// Reads a model; `name` is what diagnostics call the file.
pub fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { file: name.into() });
    }
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge {
            file: name.into(),
            what: "the document".into(),
            limit: format!("{} MiB", MAX_BYTES >> 20),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ImportError::Encoding {
        file: name.into(),
        encoding: "UTF-8".into(),
        offset: error.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let malformed = |line: usize, column: usize, message: String| ImportError::Malformed {
        file: name.into(),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        message,
    };
    let document: Document = serde_json::from_str(text).map_err(|error| {
        let message = format!("{error}; choose a file that `archweave export --format json` has written");
        malformed(error.line(), error.column(), message)
    })?;
    if document.format != FORMAT {
        let message = format!("this is format {}; this program reads format {FORMAT}", document.format);
        return Err(malformed(1, 1, message));
    }
    let mut diagnostics = Vec::new();
    let model = decode(document, &mut diagnostics);
    for finding in &mut diagnostics {
        // Values carry no position; the message names what is wrong.
        finding.location.file = name.into();
        finding.location.offset = 0;
    }
    Ok(Imported { model, diagnostics })
}

fn decode(document: Document, diagnostics: &mut Vec<Diagnostic>) -> Model {
    let mut model = Model::default();
    let mut out = Findings(diagnostics);
    if let Some(Tree(node)) = &document.manifest
        && let Some(manifest) = decode::manifest(node, &mut out)
    {
        model.manifest = manifest;
    }
    let elements = document.elements.iter();
    model.elements =
        elements.filter_map(|Tree(node)| decode::element(node, &mut out).map(Arc::new)).collect();
    let relations = document.relations.iter();
    model.loose =
        relations.filter_map(|Tree(node)| decode::loose_relation(node, &mut out).map(Arc::new)).collect();
    for filed in document.views {
        if let Some(view) = decode::view(&filed.view.0, &mut out) {
            model.views.push(Filed { path: filed.path, value: Arc::new(view) });
        }
    }
    let layouts = document.layouts.iter();
    model.layouts = layouts.filter_map(|Tree(node)| decode::layout(node, &mut out).map(Arc::new)).collect();
    for extension in document.metamodel {
        model.extensions.push(Filed { path: extension.path, value: Arc::new(extension.content) });
    }
    for image in document.images {
        let bytes = base64::decode(&image.base64).filter(|bytes| bytes.len() <= MAX_IMAGE);
        match bytes {
            Some(bytes) => model.images.push(Image { path: image.path, bytes: bytes.into() }),
            None => {
                let message =
                    format!("image `{}` is not base64, or has more than {} MiB", image.path, MAX_IMAGE >> 20);
                let finding = Diagnostic::of("import-image", message).help("put the picture in again");
                out.0.push(finding);
            }
        }
    }
    for kept in document.extra {
        model.extra.push((kept.tool, Arc::new(decode::value(&kept.value.0))));
    }
    model
}

/// Writes a model; the same model gives the same bytes.
pub fn export(model: &Model) -> Vec<u8> {
    write::document(model).into_bytes()
}
