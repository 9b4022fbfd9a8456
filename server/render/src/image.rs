//! Pictures of a model: checked, then embedded as data.
//!
//! PNG, JPEG and GIF are recognised by their first bytes, whatever they are called, and only their size
//! is read. SVG pictures could hold scripts and references, so they are drawn to PNG if they are
//! small and simple, and never copied.

use resvg::usvg;

/// A picture that may be embedded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    pub width: f64,
    pub height: f64,
    /// `data:` address.
    pub address: String,
}

/// Largest file, in bytes.
const MAX_BYTES: usize = 4 << 20;
/// Most pixels, so that nobody's memory is filled.
const MAX_PIXELS: u64 = 16 << 20;
/// Largest SVG drawn.
const MAX_SVG_BYTES: usize = 128 << 10;
/// Longest side of a drawn SVG, in pixels.
const SVG_PIXELS: f32 = 512.0;

/// Checks a picture; none if it is of no known format, or too large.
pub(crate) fn embed(bytes: &[u8]) -> Option<Picture> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    if let Some((kind, width, height)) = sniff(bytes) {
        let fits = width > 0 && height > 0 && u64::from(width) * u64::from(height) <= MAX_PIXELS;
        return fits.then(|| Picture {
            width: f64::from(width),
            height: f64::from(height),
            address: format!("data:{kind};base64,{}", base64(bytes)),
        });
    }
    rasterize(bytes)
}

/// Media type, width and height.
fn sniff(bytes: &[u8]) -> Option<(&'static str, u32, u32)> {
    let big = |at: usize, n: usize| {
        let part = bytes.get(at..at + n)?;
        Some(part.iter().fold(0_u32, |value, b| value << 8 | u32::from(*b)))
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
        return Some(("image/png", big(16, 4)?, big(20, 4)?));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        let little = |at: usize| Some(u32::from(*bytes.get(at)?) | u32::from(*bytes.get(at + 1)?) << 8);
        return Some(("image/gif", little(6)?, little(8)?));
    }
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        let mut at = 2;
        while bytes.get(at) == Some(&0xff) {
            let marker = *bytes.get(at + 1)?;
            // The frame headers; 0xc4, 0xc8 and 0xcc are something else.
            if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                return Some(("image/jpeg", big(at + 7, 2)?, big(at + 5, 2)?));
            }
            at += if marker == 0xff { 1 } else { 2 + big(at + 2, 2)?.max(2) as usize };
        }
    }
    None
}

/// Draws a small and simple SVG to PNG; none for everything else.
fn rasterize(bytes: &[u8]) -> Option<Picture> {
    let text = std::str::from_utf8(bytes).ok().filter(|t| t.len() <= MAX_SVG_BYTES)?;
    if !text.contains("<svg") || !is_harmless(text) {
        return None;
    }
    let tree = usvg::Tree::from_str(text, &crate::png::reader()).ok()?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SVG_PIXELS / width.max(height);
    let png = crate::png::draw(&tree, scale.min(4.0)).ok()?;
    Some(Picture {
        width: f64::from(width),
        height: f64::from(height),
        address: format!("data:image/png;base64,{}", base64(&png)),
    })
}

/// What makes a small SVG costly to draw: entities, copies of copies, filters, depth.
fn is_harmless(text: &str) -> bool {
    const COSTLY: [&str; 9] =
        ["<!", "<use", "<filter", "<pattern", "<mask", "<image", "<marker", ":use", "<symbol"];
    let without_comments = !COSTLY.iter().any(|part| text.contains(part) && *part != "<!")
        && text.matches("<!").count() == text.matches("<!--").count();
    let mut depth = 0_i32;
    let mut deepest = 0;
    for (at, _) in text.match_indices('<') {
        depth += if text[at..].starts_with("</") { -1 } else { 1 };
        deepest = deepest.max(depth);
    }
    // Empty elements count as depth here, so this is far stricter than it looks.
    without_comments && deepest <= 2_000 && nesting(text) <= 64
}

/// Deepest nesting of elements.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let word = part.iter().fold(0_u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - part.len()));
        for n in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * n)) as usize & 63];
            text.push(if n <= part.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn pictures_are_known_by_their_bytes() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08";
        assert_eq!(sniff(png), Some(("image/png", 16, 8)));
        assert_eq!(sniff(b"GIF89a\x10\0\x08\0"), Some(("image/gif", 16, 8)));
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc2, 0, 11, 8, 0, 8, 0, 16];
        assert_eq!(sniff(&jpeg), Some(("image/jpeg", 16, 8)));
        for bad in
            [&b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xff\xff", b"BM123", b"<html>"]
        {
            assert_eq!(embed(bad), None, "{bad:?}");
        }
        let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff";
        assert_eq!(embed(huge), None);
    }

    #[test]
    fn svg_pictures_are_drawn_never_copied() {
        let plain = r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>"#;
        let picture = embed(plain.as_bytes()).unwrap();
        assert!(picture.address.starts_with("data:image/png;base64,iVBOR"));
        assert_eq!((picture.width, picture.height), (20.0, 10.0));
        let bomb = plain.replace("<rect", "<use href=\"#a\"/><rect");
        let entity = format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{plain}");
        let deep = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>",
            "<g>".repeat(900),
            "</g>".repeat(900)
        );
        for bad in [bomb, entity, deep] {
            assert_eq!(embed(bad.as_bytes()), None);
        }
    }
}
