//! Labels of edges: on a plate of the colour behind, so that no line crosses their letters.

use archweave_model::diagram::{
    Align, Color, EDGE_LABEL_WIDTH, Edge, FEATURE_FONT, Font, LINE_HEIGHT, Point, Rect, TextPosition,
};

use crate::label::{self, Label, Space};
use crate::number::Number;
use crate::sheet::Sheet;
use crate::{RenderError, fonts};

/// The widest a text at an end gets.
const END_WIDTH: f64 = 120.0;
/// Room between letters and the border of their plate.
const PADDING: (f64, f64) = (3.0, 0.0);

/// The label of an edge and those of its ends; `keyword` is shown where the label has none.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    edge: &Edge,
    keyword: Option<&str>,
    color: Option<Color>,
) -> Result<String, RenderError> {
    let mut out = String::new();
    let text = match keyword {
        Some(word) if !edge.label.contains('«') => format!("«{word}»\n{}", edge.label),
        _ => edge.label.clone(),
    };
    let font = edge.style.text_font();
    let small = Font { size: FEATURE_FONT.size.min(font.size), ..font };
    let middle = [(text.trim_end(), edge.label_at, font, EDGE_LABEL_WIDTH)];
    let ends = edge.ends.iter().flatten().map(|(text, at)| (text.as_str(), *at, small, END_WIDTH));
    for (text, at, font, wide) in middle.into_iter().chain(ends).filter(|(text, ..)| !text.is_empty()) {
        let mut label = placed(text, at, font, wide);
        let behind = sheet.behind(at);
        let ink = edge.style.font_color.map(|given| sheet.colors.readable(given, behind));
        label.color = color.or(ink).unwrap_or_else(|| sheet.colors.text_on(behind)).to_string();
        label.family = fonts::stack(edge.style.font.as_deref());
        label.italic = edge.style.italic;
        plate(sheet, &label, behind, &mut out)?;
    }
    Ok(out)
}

fn placed(text: &str, at: Point, font: Font, wide: f64) -> Label {
    let lines = archweave_model::diagram::lines(text, font, wide).len();
    let high = lines as f64 * font.size * LINE_HEIGHT;
    let area = Rect::new(at.x - wide / 2.0, at.y - high / 2.0, wide, high + 1.0);
    let space = Space { area, align: Align::Center, position: TextPosition::Middle, icon: None };
    label::place(text, font, space)
}

fn plate(sheet: &mut Sheet<'_>, label: &Label, behind: Color, out: &mut String) -> Result<(), RenderError> {
    let Rect { x, y, w, h } = label.extent;
    let rect = Rect::new(x - PADDING.0, y - PADDING.1, w + 2.0 * PADDING.0, h + 2.0 * PADDING.1);
    sheet.cover(rect);
    let fields = [
        ("x", Some(Number(rect.x).to_string().into())),
        ("y", Some(Number(rect.y).to_string().into())),
        ("w", Some(Number(rect.w).to_string().into())),
        ("h", Some(Number(rect.h).to_string().into())),
        ("plate", Some(behind.to_string().into())),
        ("label", Some(label.draw(sheet)?.into())),
    ];
    sheet.fill("edges/plate", "", &fields, out)
}
