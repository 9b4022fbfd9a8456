//! The legend: what colours, shapes and lines mean, in rows below the picture.

use archweave_model::diagram::{Align, Color, FEATURE_FONT, Font, Legend, Point, Rect, Sample, width};

use crate::number::Number;
use crate::sheet::Sheet;
use crate::symbol::{self, Ink};
use crate::{RenderError, edge, label};

/// Distance from the picture.
const GAP: f64 = 18.0;
/// Height of a row.
const ROW: f64 = 20.0;
/// Size of a sample, and of one that is a line.
const SAMPLE: (f64, f64) = (16.0, 12.0);
const LINE: f64 = 30.0;
/// Between a sample and its label, and between entries.
const SPACES: (f64, f64) = (6.0, 18.0);
/// Rows are at least this wide, however narrow the picture is.
const LEAST_WIDTH: f64 = 300.0;

/// Draws the legend below `picture`; returns it with what it takes up.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    legend: &Legend,
    picture: Rect,
) -> Result<Option<(String, Rect)>, RenderError> {
    if legend.entries.is_empty() {
        return Ok(None);
    }
    let wide = picture.w.max(LEAST_WIDTH);
    let (left, top) = (picture.x, picture.bottom() + GAP);
    let bold = Font { bold: true, ..FEATURE_FONT };
    let title = label::one_line(&legend.title, bold, wide).unwrap_or_default();
    let mut x = left;
    let mut y = top + ROW / 2.0;
    let mut right = left;
    if !title.is_empty() {
        x += width(&title, bold) + SPACES.1;
        right = x - SPACES.1;
    }
    let title_y = y;
    let mut entries = String::new();
    for entry in &legend.entries {
        let sample = if matches!(entry.sample, Sample::Line(_)) { LINE } else { SAMPLE.0 };
        let Some(text) = label::one_line(&entry.label, FEATURE_FONT, wide - sample - SPACES.0) else {
            continue;
        };
        let length = sample + SPACES.0 + width(&text, FEATURE_FONT);
        if x > left && x + length > left + wide {
            (x, y) = (left, y + ROW);
        }
        let rect = Rect::new(x, y - SAMPLE.1 / 2.0, sample, SAMPLE.1);
        let fields = [
            ("sample", Some(draw_sample(sheet, &entry.sample, rect)?.into())),
            ("x", Some(Number(x + sample + SPACES.0).to_string().into())),
            ("y", Some(Number(y + FEATURE_FONT.size * 0.35).to_string().into())),
            ("label", Some(text.into())),
        ];
        sheet.fill("legend-entry", "", &fields, &mut entries)?;
        right = right.max(x + length);
        x += length + SPACES.1;
    }
    let fields = [
        ("color", Some(sheet.colors.text.to_string().into())),
        ("title", Some(title.into())),
        ("x", Some(Number(left).to_string().into())),
        ("y", Some(Number(title_y + FEATURE_FONT.size * 0.35).to_string().into())),
        ("entries", Some(entries.into())),
    ];
    let mut out = String::new();
    sheet.fill("legend", "", &fields, &mut out)?;
    Ok(Some((out, Rect::new(left, top, right - left, y + ROW / 2.0 - top))))
}

fn draw_sample(sheet: &mut Sheet<'_>, sample: &Sample, rect: Rect) -> Result<String, RenderError> {
    let colors = sheet.colors;
    match sample {
        Sample::Tone(tone) => {
            let fill = colors.fill(tone);
            Ok(swatch(fill, colors.border(fill), rect))
        }
        Sample::Letter(letter) => {
            let bold = Font { bold: true, ..FEATURE_FONT };
            let text = label::one_line(letter, bold, rect.w + 4.0).unwrap_or_default();
            let mut label = label::rows(vec![(text, rect, rect.centre().y)], bold, Align::Center);
            label.color = colors.text.to_string();
            let plate = swatch(colors.fill("cell"), colors.line("guide").unwrap_or(colors.edge), rect);
            Ok(format!("{plate}{}", label.draw(sheet)?))
        }
        Sample::Shape(name) => shape(sheet, name, rect),
        Sample::Line(name) => {
            let y = rect.centre().y;
            let points = [Point::new(rect.x, y), Point::new(rect.right(), y)];
            edge::sample(sheet, name, &points)
        }
    }
}

fn shape(sheet: &mut Sheet<'_>, name: &str, rect: Rect) -> Result<String, RenderError> {
    let colors = sheet.colors;
    let Some(shape) = sheet.templates.shape(name).cloned() else { return Ok(String::new()) };
    let palette = shape.palette.as_deref().unwrap_or("other");
    let fill = colors.fill(palette);
    let line =
        shape.line.as_deref().and_then(|name| colors.line(name)).unwrap_or_else(|| colors.border(fill));
    let folder = format!("shapes/{}/", shape.notation);
    if let Some(icon) = shape.icon.filter(|_| shape.both.is_none()) {
        let symbol = sheet.symbol(&format!("{folder}icons/{icon}"));
        let side = Rect::new(rect.x + 1.0, rect.centre().y - 7.0, 14.0, 14.0);
        let ink = Ink { fill: fill.unwrap_or(colors.canvas), line, width: 1.0 };
        return Ok(symbol::place(&symbol, side, ink));
    }
    let figure = format!("{folder}{}", shape.both.or(shape.frame).unwrap_or(shape.corner));
    let drawn = sheet.figure(&figure, rect.w, rect.h, rect.w * 0.5, rect.h * 0.3)?;
    let fill = fill.map_or_else(|| "none".to_owned(), |fill| fill.to_string());
    Ok(format!(
        r#"<g transform="translate({} {})" fill="{fill}" stroke="{line}" color="{line}">{drawn}</g>"#,
        Number(rect.x),
        Number(rect.y),
    ))
}

fn swatch(fill: Option<Color>, line: Color, rect: Rect) -> String {
    let fill = fill.map_or_else(|| "none".to_owned(), |fill| fill.to_string());
    format!(
        r#"<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{fill}" stroke="{line}"/>"#,
        Number(rect.x),
        Number(rect.y),
        Number(rect.w),
        Number(rect.h),
    )
}
