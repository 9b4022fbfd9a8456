//! Symbols: small pictures defined once and placed many times.

use archweave_model::diagram::{Color, Content, Node, Rect};

use crate::look::Look;
use crate::number::Number;
use crate::sheet::Sheet;

/// Something defined once, by its id.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Symbol {
    /// Drawn in a square of 16 with the colours of where it is placed.
    Drawn(String),
    /// A picture with colours of its own.
    Picture(String),
}

/// Distance of the icon from the corner.
const MARGIN: f64 = 5.0;

/// The symbol in the corner: a picture of the author's, of the specialization, or of the kind.
pub(crate) fn of(sheet: &mut Sheet<'_>, node: &Node, look: &Look) -> Option<Symbol> {
    if node.style.icon == Some(false) || look.large.is_some() {
        return None;
    }
    let own = match &node.content {
        Content::Element(figure) => node.style.image.as_ref().or(figure.image.as_ref()),
        Content::Note | Content::Group => node.style.image.as_ref(),
        _ => None,
    };
    if let Some(picture) = own.and_then(|path| sheet.picture(path)) {
        return Some(picture);
    }
    look.icon.as_deref().map(|icon| sheet.symbol(icon))
}

/// Where the symbol of a node stands; nowhere in a node too small for one.
pub(crate) fn corner(symbol: &Symbol, w: f64, h: f64) -> Option<Rect> {
    let usual: f64 = if matches!(symbol, Symbol::Picture(_)) { 24.0 } else { 15.0 };
    let size = usual.min(w * 0.25).min(h * 0.45);
    (size >= 7.0).then(|| Rect::new(w - size - MARGIN, MARGIN, size, size))
}

/// Colours of a symbol that is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Ink {
    pub fill: Color,
    pub line: Color,
    /// Pixels.
    pub width: f64,
}

/// The symbol in a rectangle.
pub(crate) fn place(symbol: &Symbol, rect: Rect, ink: Ink) -> String {
    match symbol {
        Symbol::Drawn(id) => {
            let scale = rect.w / 16.0;
            let Ink { fill, line, width } = ink;
            format!(
                r##"<use href="#{id}" transform="translate({} {}) scale({})" fill="{fill}" stroke="{line}" color="{line}" stroke-width="{}"/>"##,
                Number(rect.x),
                Number(rect.y),
                (scale * 1e4).round() / 1e4,
                Number(width / scale.max(0.01)),
            )
        }
        Symbol::Picture(id) => format!(
            r##"<use href="#{id}" x="{}" y="{}" width="{}" height="{}"/>"##,
            Number(rect.x),
            Number(rect.y),
            Number(rect.w),
            Number(rect.h),
        ),
    }
}
