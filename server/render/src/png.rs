//! PNG from SVG.

use resvg::{tiny_skia, usvg};

use crate::RenderError;
use crate::fonts::{FONT_FAMILY, database};

/// Most pixels of a picture.
const MAX_PIXELS: f64 = 32e6;

/// Draws an SVG made by [`crate::svg`] as PNG, `scale` pixels (0.05 to 8) to the SVG's pixel; fewer
/// where the picture would have more than 32 million.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, RenderError> {
    draw(&usvg::Tree::from_str(svg, &reader())?, scale)
}

/// How SVG is read: nothing outside of it is, except embedded pictures and fonts.
pub(crate) fn reader() -> usvg::Options<'static> {
    usvg::Options {
        font_family: FONT_FAMILY.to_owned(),
        fontdb: database(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: usvg::ImageHrefResolver::default_data_resolver(),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

pub(crate) fn draw(tree: &usvg::Tree, scale: f32) -> Result<Vec<u8>, RenderError> {
    let scale = if scale.is_finite() { scale.clamp(0.05, 8.0) } else { 1.0 };
    let (wide, high) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = fitting(wide, high, scale);
    let side = |length: f64| (length * f64::from(scale)).floor().max(1.0) as u32;
    let mut pixels = tiny_skia::Pixmap::new(side(wide), side(high))
        .ok_or_else(|| RenderError::Png("it has no size".to_owned()))?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| RenderError::Png(e.to_string()))
}

/// The scale, or the largest at which the picture has no more than the most pixels.
fn fitting(wide: f64, high: f64, scale: f32) -> f32 {
    f64::from(scale).min((MAX_PIXELS / (wide * high)).sqrt()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_too_large_is_drawn_smaller() {
        assert_eq!(fitting(2_000.0, 1_000.0, 2.0), 2.0);
        // 80 by 40 thousand is 3,200 million pixels, a hundred times too many.
        assert_eq!(fitting(80_000.0, 40_000.0, 2.0), 0.1);
    }
}
