//! Which format some bytes are in, told by content and not by name.

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Native file of the Archi tool, plain or zipped.
    Archimate,
    /// A whole model as JSON.
    Json,
}

/// Looks at the first bytes; none if they are in no format that can be read.
pub fn of(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(Format::Archimate);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(Format::Archimate);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        Some(b'{') => Some(Format::Json),
        Some(b'<') => {
            let head = text.get(..4096).unwrap_or(text);
            let has = |wanted: &[u8]| head.windows(wanted.len()).any(|part| part == wanted);
            (has(b"/archimate\"") || has(b"/archimate'")).then_some(Format::Archimate)
        }
        _ => None,
    }
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
        assert_eq!(of(b"<html/>"), None);
        assert_eq!(of(b""), None);
    }
}
