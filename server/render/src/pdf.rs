//! PDF from SVG: one page, drawn with lines and letters, not with pixels.
//!
//! Text stays text: it can be selected, searched and copied, and only the letters used are embedded.
//! The bytes depend on nothing but the picture, its title and the fonts: no date is written, and the
//! file's identity is a digest of its content, so that the same view gives the same file.
//!
//! Start at [`pdf`]. What is drawn how is in `drawing`, shapes are in `paint`, letters in `text`, links in `link`.

mod drawing;
mod link;
mod paint;
mod text;

use krilla::error::KrillaError;
use krilla::geom::{Size, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use resvg::usvg;

use crate::RenderError;
use drawing::{Drawing, Pictures};
use link::Link;

/// Points in a unit of the SVG, which is a 96th of an inch.
const POINTS: f32 = 0.75;
/// Longest side of a page, in points; readers take no more.
const MAX_SIDE: f32 = 14_400.0;

/// Draws an SVG made by [`crate::svg`] as a PDF of one page, as large as the picture; smaller where a
/// side would be longer than 14,400 points (five metres).
///
/// Links with an absolute address (`https:`, `http:`, `mailto:`) can be followed; others lead nowhere
/// from a file and are left out. Letters that no font has are drawn as empty boxes.
pub fn pdf(svg: &str, title: &str, language: &str) -> Result<Vec<u8>, RenderError> {
    let (svg, links) = link::mark(svg);
    let tree = usvg::Tree::from_str(&svg, &crate::png::reader())?;
    let about = about(title, language);
    match write(&tree, &links, about.clone(), Pictures::Embedded) {
        // A picture that is broken inside, which is known only now.
        Err(KrillaError::Image(..) | KrillaError::SixteenBitImage(..)) => {
            write(&tree, &links, about, Pictures::Drawn)
        }
        done => done,
    }
    .map_err(|e| RenderError::Pdf(e.to_string()))
}

fn about(title: &str, language: &str) -> Metadata {
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let about = Metadata::new().title(title).creator("Archweave".to_owned());
    let is_code = language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_code && !language.is_empty() { about.language(language.to_owned()) } else { about }
}

fn write(
    tree: &usvg::Tree,
    links: &[Link],
    about: Metadata,
    pictures: Pictures,
) -> Result<Vec<u8>, KrillaError> {
    let (wide, high) = (tree.size().width(), tree.size().height());
    let scale = scale(wide, high);
    let mut document = Document::new_with(SerializeSettings { enable_tagging: false, ..Default::default() });
    document.set_metadata(about);
    let size = Size::from_wh(wide * scale, high * scale);
    let mut page = document.start_page_with(size.map(PageSettings::new).unwrap_or_default());
    let mut surface = page.surface();
    surface.push_transform(&Transform::from_scale(scale, scale));
    Drawing::new(tree.fontdb(), pictures).draw(tree.root(), &mut surface);
    surface.pop();
    surface.finish();
    for annotation in link::places(tree.root(), links, scale) {
        page.add_annotation(annotation);
    }
    page.finish();
    document.finish()
}

/// Points to a unit, fewer where the page would be too large.
fn scale(wide: f32, high: f32) -> f32 {
    POINTS.min(MAX_SIDE / wide.max(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_too_large_is_made_smaller() {
        assert_eq!(scale(1_000.0, 19_200.0), 0.75);
        assert_eq!(scale(1_000.0, 38_400.0), 0.375);
    }
}
