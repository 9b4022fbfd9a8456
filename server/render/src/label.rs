//! Labels: lines of text placed in a box, around the icon in its corner.

use archweave_model::diagram::{Align, Fitted, Font, LINE_HEIGHT, Point, Rect, TextPosition, fit, width};

use crate::RenderError;
use crate::number::Number;
use crate::sheet::Sheet;

/// Where a label may stand, in the coordinates of what it belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Space {
    pub area: Rect,
    pub align: Align,
    pub position: TextPosition,
    /// The icon that text must not touch.
    pub icon: Option<Rect>,
}

/// A label, ready for its template.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub lines: Vec<Line>,
    pub size: Number,
    pub anchor: &'static str,
    pub color: String,
    pub halo: Option<String>,
    pub family: Option<String>,
    pub bold: bool,
    pub italic: bool,
    /// Whether something was left out.
    pub is_cut: bool,
    /// What its lines take up.
    pub extent: Rect,
    /// Turned a quarter to the left around this point.
    pub turn: Option<Point>,
}

/// A line of text by the middle, start or end of its base line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub x: Number,
    pub y: Number,
    /// Width in the embedded font; only where another font might not fit.
    pub length: Option<Number>,
    pub text: String,
}

impl Label {
    /// The label as SVG; nothing without text.
    pub fn draw(&self, sheet: &mut Sheet<'_>) -> Result<String, RenderError> {
        let mut out = String::new();
        if self.lines.is_empty() {
            return Ok(out);
        }
        let mut lines = String::with_capacity(self.lines.len() * 64);
        for line in &self.lines {
            let fields = [
                ("x", Some(line.x.to_string().into())),
                ("y", Some(line.y.to_string().into())),
                ("length", line.length.map(|l| l.to_string().into())),
                ("text", Some(line.text.as_str().into())),
            ];
            sheet.fill("line", "", &fields, &mut lines)?;
        }
        let yes = |set: bool| set.then_some("yes".into());
        let fields = [
            ("color", Some(self.color.as_str().into())),
            ("halo", self.halo.as_deref().map(Into::into)),
            ("size", Some(self.size.to_string().into())),
            ("anchor", Some(self.anchor.into())),
            ("family", self.family.as_deref().map(Into::into)),
            ("bold", yes(self.bold)),
            ("italic", yes(self.italic)),
            ("turn", self.turn.map(|at| format!("rotate(-90 {} {})", Number(at.x), Number(at.y)).into())),
            ("lines", Some(lines.into())),
        ];
        sheet.fill("label", "", &fields, &mut out)?;
        Ok(out)
    }
}

/// From the middle of a line down to its base line, in font sizes.
const BASE: f64 = 0.35;
/// Share of the room above which a line is told its exact length, for fonts wider than ours.
const TIGHT: f64 = 0.84;

/// Places a text, as large and as whole as the space allows.
pub(crate) fn place(text: &str, font: Font, space: Space) -> Label {
    let mut best: Option<(Fitted, Rect)> = None;
    for area in areas(&space) {
        let fitted = fit(text, font, area.w, area.h);
        if collides(&fitted, area, &space) {
            continue;
        }
        let is_whole = !fitted.is_cut && !fitted.is_torn && fitted.font.size == font.size;
        let is_better = best.as_ref().is_none_or(|(known, _)| {
            let rank = |f: &Fitted| (!f.is_cut, !f.is_torn, f.font.size);
            rank(&fitted) > rank(known)
        });
        if is_better {
            best = Some((fitted, area));
        }
        if is_whole {
            break;
        }
    }
    let (fitted, area) = best.unwrap_or_else(|| (fit("", font, 0.0, 0.0), space.area));
    lay(fitted, area, space)
}

/// Parts of the space to try, from the whole to what lies beside or below the icon.
fn areas(space: &Space) -> Vec<Rect> {
    let all = space.area;
    let Some(icon) = space.icon else { return vec![all] };
    let beside = Rect::new(all.x, all.y, icon.x - 2.0 - all.x, all.h);
    let below = Rect::new(all.x, icon.bottom(), all.w, all.bottom() - icon.bottom());
    let taken = all.right() - icon.x + 2.0;
    let centred = Rect::new(all.x + taken, all.y, all.w - 2.0 * taken, all.h);
    match space.align {
        Align::Center => vec![all, centred, beside, below],
        _ => vec![all, beside, below],
    }
}

fn top_of(fitted: &Fitted, area: Rect, position: TextPosition) -> f64 {
    let high = fitted.lines.len() as f64 * fitted.font.size * LINE_HEIGHT;
    match position {
        TextPosition::Top => area.y,
        TextPosition::Middle => area.y + (area.h - high) / 2.0,
        TextPosition::Bottom => area.bottom() - high,
    }
}

fn collides(fitted: &Fitted, area: Rect, space: &Space) -> bool {
    let Some(icon) = space.icon else { return false };
    let step = fitted.font.size * LINE_HEIGHT;
    let top = top_of(fitted, area, space.position);
    fitted.lines.iter().enumerate().any(|(n, line)| {
        let wide = width(line, fitted.font);
        let left = match space.align {
            Align::Left => area.x,
            Align::Center => area.x + (area.w - wide) / 2.0,
            Align::Right => area.right() - wide,
        };
        // Letters need less height than a line has.
        let middle = top + (n as f64 + 0.5) * step;
        let high = fitted.font.size * 0.8;
        let line = Rect::new(left, middle - high / 2.0, wide, high);
        line.overlap(icon) > 0.0
    })
}

/// A text on one line, at its size, with dots where it is too long; none if not a letter fits.
pub(crate) fn one_line(text: &str, font: Font, room: f64) -> Option<String> {
    let text = text.lines().next().unwrap_or_default().trim();
    if width(text, font) <= room {
        return (!text.is_empty()).then(|| text.to_owned());
    }
    let room = room - width("…", font);
    let mut used = 0.0;
    let end = text.char_indices().find_map(|(at, c)| {
        used += width(c.encode_utf8(&mut [0; 4]), font);
        (used > room).then_some(at)
    });
    let kept = text[..end.unwrap_or(text.len())].trim_end();
    (!kept.is_empty()).then(|| format!("{kept}…"))
}

/// Lines of text, each with where it may stand and the middle of its height.
pub(crate) fn rows(rows: Vec<(String, Rect, f64)>, font: Font, align: Align) -> Label {
    let mut extent: Option<Rect> = None;
    let lines = rows.into_iter().map(|(text, area, middle)| {
        let wide = width(&text, font);
        let x = anchored(area, align);
        let rect = Rect::new(start(x, wide, align), middle - font.size / 2.0, wide, font.size);
        extent = Some(extent.map_or(rect, |known| known.union(rect)));
        row(text, middle, font, x, area.w)
    });
    let lines = lines.collect();
    Label {
        lines,
        size: Number(font.size),
        anchor: anchor(align),
        color: String::new(),
        halo: None,
        family: None,
        bold: font.bold,
        italic: false,
        is_cut: false,
        extent: extent.unwrap_or_default(),
        turn: None,
    }
}

/// A line by the middle of its height.
pub(crate) fn row(text: String, middle: f64, font: Font, x: f64, room: f64) -> Line {
    let wide = width(&text, font);
    let length = (wide > room * TIGHT).then_some(Number(wide));
    Line { x: Number(x), y: Number(middle + font.size * BASE), length, text }
}

fn anchor(align: Align) -> &'static str {
    match align {
        Align::Left => "start",
        Align::Center => "middle",
        Align::Right => "end",
    }
}

/// What lines in an area are aligned to.
fn anchored(area: Rect, align: Align) -> f64 {
    match align {
        Align::Left => area.x,
        Align::Center => area.x + area.w / 2.0,
        Align::Right => area.right(),
    }
}

/// Left end of a line that is aligned to `x`.
fn start(x: f64, wide: f64, align: Align) -> f64 {
    match align {
        Align::Left => x,
        Align::Center => x - wide / 2.0,
        Align::Right => x - wide,
    }
}

fn lay(fitted: Fitted, area: Rect, space: Space) -> Label {
    let (font, is_cut) = (fitted.font, fitted.is_cut);
    let step = font.size * LINE_HEIGHT;
    let top = top_of(&fitted, area, space.position);
    let x = anchored(area, space.align);
    let widest = fitted.lines.iter().map(|line| width(line, font)).fold(0.0, f64::max);
    let extent = Rect::new(start(x, widest, space.align), top, widest, fitted.lines.len() as f64 * step);
    let lines = fitted.lines.into_iter().enumerate().map(|(n, text)| {
        let wide = width(&text, font);
        Line {
            x: Number(x),
            y: Number(top + (n as f64 + 0.5) * step + font.size * BASE),
            length: (wide > area.w * TIGHT).then_some(Number(wide)),
            text,
        }
    });
    Label {
        lines: lines.collect(),
        size: Number(font.size),
        anchor: anchor(space.align),
        color: String::new(),
        halo: None,
        family: None,
        bold: font.bold,
        italic: false,
        is_cut,
        extent,
        turn: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 12.0, bold: false };

    fn space(w: f64, h: f64) -> Space {
        Space {
            area: Rect::new(6.0, 5.0, w - 12.0, h - 10.0),
            align: Align::Center,
            position: TextPosition::Middle,
            icon: Some(Rect::new(w - 20.0, 5.0, 15.0, 15.0)),
        }
    }

    #[test]
    fn text_keeps_clear_of_the_icon_without_tearing_words() {
        let one = place("Администраторы", FONT, space(120.0, 55.0));
        // A hair wider than the box: a little smaller, on one line.
        assert_eq!(one.lines.len(), 1);
        assert!(one.size.0 > 11.0 && one.size.0 < 12.0, "{one:?}");
        let three = place("Claim Registration Service", FONT, space(120.0, 55.0));
        assert_eq!(three.lines.len(), 3);
        // Three lines reach up to the icon, so they stand in the middle part of the box.
        assert!(three.lines.iter().all(|l| width(&l.text, FONT) <= 120.0 - 2.0 * 22.0));
        assert_eq!(three.lines[0].x, Number(60.0));
    }

    #[test]
    fn what_cannot_be_shown_is_cut() {
        let tiny = place("Tiny box with far too much text", FONT, space(60.0, 30.0));
        assert!(tiny.is_cut && tiny.lines.last().is_some_and(|l| l.text.ends_with('…')));
        assert!(place("x", FONT, space(5.0, 5.0)).lines.is_empty());
    }
}
