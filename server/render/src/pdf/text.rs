//! Text of the picture as text of the page: letters on one line are written together.
//!
//! The reader of the SVG has chosen the fonts and placed every letter; here neighbours in the same
//! font are joined, so that a line is one string for whoever searches or copies it.

use std::collections::HashMap;

use krilla::geom::{Point, Transform};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use resvg::tiny_skia;
use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::layout::{PositionedGlyph, Span};

/// Fonts that were read for a page; none for those that cannot be embedded.
#[derive(Default)]
pub(super) struct Fonts(HashMap<(ID, Axes), Option<Font>>);

/// Names and values of what varies within a font, such as its weight; the values as bits.
type Axes = Vec<([u8; 4], u32)>;

impl Fonts {
    fn get(&mut self, database: &Database, id: ID, span: &Span) -> Option<Font> {
        let axes = span.variations.iter().map(|v| (v.tag, v.value.to_bits())).collect();
        let read = || {
            let (file, index) = database.with_face_data(id, |file, index| (file.to_vec(), index))?;
            let variations: Vec<_> = span.variations.iter().map(|v| (Tag::new(&v.tag), v.value)).collect();
            Font::new_variable(file.into(), index, &variations)
        };
        self.0.entry((id, axes)).or_insert_with(read).clone()
    }
}

/// Letters in one font on one base line.
struct Run<'a> {
    id: ID,
    font: Font,
    size: f32,
    /// From the first letter's origin to the picture.
    place: tiny_skia::Transform,
    /// Each with its distance from the first, in font sizes.
    glyphs: Vec<(&'a PositionedGlyph, f32)>,
}

/// How the letters of a span are drawn.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Letters {
    /// As text.
    Text,
    /// As shapes, which are not found again by searching.
    Shapes,
}

/// Draws a span with the colours that are set.
pub(super) fn draw(
    span: &Span,
    letters: Letters,
    fonts: &mut Fonts,
    database: &Database,
    surface: &mut Surface<'_>,
) {
    for run in runs(span, fonts, database) {
        let (text, glyphs) = run.letters();
        surface.push_transform(&transform(run.place));
        let outlined = letters == Letters::Shapes;
        surface.draw_glyphs(Point::from_xy(0.0, 0.0), &glyphs, run.font, &text, run.size, outlined);
        surface.pop();
    }
}

pub(super) fn transform(ts: tiny_skia::Transform) -> Transform {
    Transform::from_row(ts.sx, ts.ky, ts.kx, ts.sy, ts.tx, ts.ty)
}

fn runs<'a>(span: &'a Span, fonts: &mut Fonts, database: &Database) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for glyph in &span.positioned_glyphs {
        let Some(font) = fonts.get(database, glyph.font, span) else { continue };
        let size = glyph.font_size();
        let units = font.units_per_em() / size;
        // The letter is placed in the font's units, a run in those of the picture.
        let place = glyph.transform().pre_scale(units, units);
        // A page counts no further, and takes no letters of no size.
        if glyph.id.0 > u32::from(u16::MAX) || place.invert().is_none() {
            continue;
        }
        match runs.last_mut().and_then(|run| Some((run.distance(glyph, place)?, run))) {
            Some((distance, run)) => run.glyphs.push((glyph, distance)),
            None => runs.push(Run { id: glyph.font, font, size, place, glyphs: vec![(glyph, 0.0)] }),
        }
    }
    runs
}

impl Run<'_> {
    /// How far along the line a letter stands; none if it stands elsewhere, or looks different.
    fn distance(&self, glyph: &PositionedGlyph, place: tiny_skia::Transform) -> Option<f32> {
        let between = self.place.invert()?.pre_concat(place);
        let is_near = |a: f32, b: f32| (a - b).abs() < 1e-3;
        let is_same = glyph.font == self.id
            && is_near(glyph.font_size(), self.size)
            && is_near(between.sx, 1.0)
            && is_near(between.sy, 1.0)
            && is_near(between.kx, 0.0)
            && is_near(between.ky, 0.0)
            && is_near(between.ty / self.size, 0.0);
        is_same.then_some(between.tx / self.size)
    }

    /// The text of the run, and its letters with their parts of the text.
    fn letters(&self) -> (String, Vec<KrillaGlyph>) {
        let mut text = String::new();
        let mut letters: Vec<KrillaGlyph> = Vec::with_capacity(self.glyphs.len());
        for (n, (glyph, distance)) in self.glyphs.iter().enumerate() {
            let next = self.glyphs.get(n + 1).map_or(*distance, |(_, next)| *next);
            // A letter and its accent are two shapes with one text.
            let before = n.checked_sub(1).and_then(|n| Some((self.glyphs.get(n)?.0, letters.get(n)?)));
            let part = match before {
                Some((before, letter)) if before.text == glyph.text && before.id != glyph.id => {
                    letter.text_range.clone()
                }
                _ => {
                    let start = text.len();
                    text.extend(glyph.text.chars().filter(|c| !c.is_control()));
                    start..text.len()
                }
            };
            let id = GlyphId::new(glyph.id.0);
            letters.push(KrillaGlyph::new(id, next - distance, 0.0, 0.0, 0.0, part, None));
        }
        (text, letters)
    }
}
