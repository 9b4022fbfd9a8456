//! Which format some bytes are in, told by content and not by name.

use crate::bundle::{self, Content};

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Native file of the Archi tool, plain or zipped.
    Archimate,
    /// The ArchiMate Model Exchange File Format.
    Exchange,
    /// A whole model as JSON.
    Json,
    /// A zip container with a folder of one XML file per object.
    Coarchi,
    /// A zip container with tables.
    Csv,
}

/// Looks at the first bytes; none if they are in no format that can be read.
pub fn of(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(match bundle::content(bytes) {
            Content::Coarchi => Format::Coarchi,
            Content::Csv => Format::Csv,
            Content::Other => Format::Archimate,
        });
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        // The names that tell are plain letters; in UTF-16 each has a zero beside it.
        let narrow: Vec<u8> = bytes.iter().take(2 * HEAD).skip(2).copied().filter(|b| *b != 0).collect();
        return Some(of_xml(&narrow).unwrap_or(Format::Archimate));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        Some(b'{') => Some(Format::Json),
        Some(b'<') => of_xml(text),
        _ => None,
    }
}

/// How much of a document is looked at.
const HEAD: usize = 4096;

fn of_xml(text: &[u8]) -> Option<Format> {
    let head = text.get(..HEAD).unwrap_or(text);
    let has = |wanted: &[u8]| head.windows(wanted.len()).any(|part| part == wanted);
    if has(b"opengroup.org/xsd/archimate") {
        return Some(Format::Exchange);
    }
    (has(b"/archimate\"") || has(b"/archimate'")).then_some(Format::Archimate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(of(b"PK\x03\x04rest"), Some(Format::Archimate));
        assert_eq!(of(b" \n{ \"format\": 1 }"), Some(Format::Json));
        let native = b"\xEF\xBB\xBF<?xml version=\"1.0\"?><archimate:model xmlns:archimate=\"http://www.archimatetool.com/archimate\"/>";
        assert_eq!(of(native), Some(Format::Archimate));
        let exchange = "<model xmlns=\"http://www.opengroup.org/xsd/archimate\"/>";
        assert_eq!(of(exchange.as_bytes()), Some(Format::Exchange));
        let wide: Vec<u8> = format!("\u{FEFF}{exchange}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&wide), Some(Format::Exchange));
        assert_eq!(of(b"<html/>"), None);
        assert_eq!(of(b""), None);
    }
}
