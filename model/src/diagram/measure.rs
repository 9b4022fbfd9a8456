//! How wide a text is.
//!
//! Advance widths are those of the font that the renderer embeds (`library/font-widths.txt`).
//! Chinese, Japanese and Korean letters are one em wide in every font.

use std::sync::LazyLock;

/// Pixels of one point.
pub const PIXELS_PER_POINT: f64 = 96.0 / 72.0;

/// Distance of two lines of text, in font sizes.
pub const LINE_HEIGHT: f64 = 1.25;

/// What a width depends on. Italic letters are not wider than upright ones are taken to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// Pixels.
    pub size: f64,
    /// Heavy letters.
    pub bold: bool,
}

/// Width of one line of text in pixels.
pub fn width(text: &str, font: Font) -> f64 {
    let units: u64 = text.chars().map(|c| u64::from(units(c, font.bold))).sum();
    units as f64 * font.size / 1000.0
}

/// Whether a letter is as wide as high, and lines may break beside it.
pub(super) fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f
        | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// Whether a character takes no room of its own.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff)
}

/// First code point that is not in the dense table.
const END: usize = 0x2600;
/// Width of a letter that no table knows.
const UNKNOWN: u16 = 700;

static WIDTHS: LazyLock<[Vec<u16>; 2]> = LazyLock::new(|| {
    let mut faces = [vec![UNKNOWN; END], vec![UNKNOWN; END]];
    for line in include_str!("../../library/font-widths.txt").lines() {
        let Some((head, widths)) = line.split_once(": ") else { continue };
        let Some((face, first)) = head.split_once(' ') else { continue };
        let Ok(first) = usize::from_str_radix(first, 16) else { continue };
        let face = usize::from(face == "bold");
        for (n, width) in widths.split(' ').enumerate() {
            if let (Some(place), Ok(width)) = (faces[face].get_mut(first + n), width.parse()) {
                *place = width;
            }
        }
    }
    faces
});

fn units(c: char, bold: bool) -> u16 {
    if is_mark(c) {
        return 0;
    }
    if let Some(width) = WIDTHS[usize::from(bold)].get(c as usize) {
        return *width;
    }
    if is_wide(c) { 1000 } else { UNKNOWN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_the_advances_of_the_font() {
        // From the font's hmtx table: A 1296, V 1219 of 2048 upright; italic is narrower.
        let font = Font { size: 1000.0, bold: false };
        assert_eq!(width("A", font), 633.0);
        assert_eq!(width("AV", font), 633.0 + 596.0);
        assert_eq!(width("客户", font), 2000.0);
        assert_eq!(width("e\u{301}", font), 562.0);
        assert!(width("A", Font { bold: true, ..font }) > 633.0);
        assert_eq!(width("", font), 0.0);
    }
}
