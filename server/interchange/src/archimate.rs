//! Native files of the Archi tool: `.archimate`, plain XML or a zip container with images.
//!
//! All generations are read: the namespace of versions 1 and 2, type names before ArchiMate 3,
//! numeric viewpoints, figures that changed their meaning. What is written is version 5.0.0.
//! Everything in the file finds a place: in the model where it means something there, else under
//! `extra: {archi: ...}` ([`kept`]); so reading and writing gives the same document again.
//!
//! Start at [`import`] and [`export`].

mod container;
pub(crate) mod export;
mod import;
pub(crate) mod names;
pub(crate) mod style;

use archweave_model::model::Model;

pub(crate) use self::container::{MAX_IMAGE, is_image_path};
pub(crate) use self::export::{PieceFolder, Pieces, pieces};
use crate::{ExportError, ImportError, Imported, source, xml};

/// The tool's name in `extra`.
const TOOL: &str = "archi";

/// Reads a native file; `name` is what diagnostics call it.
pub fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty { file: name.into() });
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return import_plain(name, bytes);
    }
    let container = container::read(name, bytes)?;
    let mut imported = import_plain(name, &container.model)?;
    imported.model.images = container.images;
    imported.diagnostics.extend(container.diagnostics);
    Ok(imported)
}

/// Writes a native file: plain XML, or the container when the model has images.
pub fn export(model: &Model) -> Result<Vec<u8>, ExportError> {
    let text = export::document(model);
    if model.images.is_empty() {
        return Ok(text.into_bytes());
    }
    container::write(text.as_bytes(), &model.images)
}

/// Reads a native document that was put together from files, whose objects are in no order of their
/// own; findings have only an offset that means something.
pub(crate) fn import_assembled(text: &str) -> xml::Result<Imported> {
    import::document("", text, false)
}

fn import_plain(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    source::read(name, bytes, |name, text| import::document(name, text, true))
}
