//! Bytes of an XML document to text, and what cannot be read to an error with its place.

use std::borrow::Cow;

use crate::findings::Places;
use crate::{ImportError, Imported, xml};

/// The largest document, in bytes.
const MAX_BYTES: usize = 512 << 20;

/// Reads a document with `parse`, which takes the name of the file and its text.
pub fn read(
    name: &str,
    bytes: &[u8],
    parse: impl FnOnce(&str, &str) -> xml::Result<Imported>,
) -> Result<Imported, ImportError> {
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
    parse(name, &text).map_err(|fault| {
        let mut places = Places::new(&text);
        let (line, column) = places.of(fault.offset);
        ImportError::Malformed { file: name.into(), line, column, message: fault.message }
    })
}

/// The text of UTF-8, or of UTF-16 with a byte order mark; without the mark.
pub fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, ImportError> {
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
