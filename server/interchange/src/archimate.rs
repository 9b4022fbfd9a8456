//! Native files of the Archi tool: `.archimate`, plain XML or a zip container with images.
//!
//! All generations are read: the namespace of versions 1 and 2, type names before ArchiMate 3,
//! numeric viewpoints, figures that changed their meaning. What is written is version 5.0.0.
//! Everything in the file finds a place: in the model where it means something there, else under
//! `extra: {archi: ...}` ([`kept`]); so reading and writing gives the same document again.
//!
//! Start at [`import`] and [`export`].

mod container;
mod escape;
mod export;
mod import;
mod kept;
mod names;
mod properties;
mod reserved;
mod style;
mod text_json;
mod xml;

use std::borrow::Cow;

use archweave_model::model::Model;

use crate::{ExportError, ImportError, Imported};

/// The largest document, in bytes.
const MAX_BYTES: usize = 512 << 20;

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

fn import_plain(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge {
            file: name.into(),
            what: "the document".into(),
            limit: format!("{} MiB", MAX_BYTES >> 20),
        });
    }
    let text = decode(name, bytes)?;
    if text.trim().is_empty() {
        return Err(ImportError::Empty { file: name.into() });
    }
    import::document(name, &text).map_err(|fault| {
        let mut places = import::Places::new(&text);
        let (line, column) = places.of(fault.offset);
        ImportError::Malformed { file: name.into(), line, column, message: fault.message }
    })
}

/// The text of UTF-8, or of UTF-16 with a byte order mark; without the mark.
fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, ImportError> {
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let is_whole = units.remainder().is_empty();
        let units: Vec<u16> = units.filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        let text = String::from_utf16(&units).ok().filter(|_| is_whole);
        text.map(Cow::Owned).ok_or_else(|| ImportError::Encoding {
            file: name.into(),
            encoding: "UTF-16".into(),
            offset: 0,
        })
    };
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return wide(u16::from_le_bytes);
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return wide(u16::from_be_bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ImportError::Encoding {
        file: name.into(),
        encoding: "UTF-8".into(),
        offset: error.valid_up_to(),
    })?;
    Ok(Cow::Borrowed(text.strip_prefix('\u{FEFF}').unwrap_or(text)))
}
