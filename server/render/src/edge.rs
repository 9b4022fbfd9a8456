//! Edges: from a diagram's edge to its piece of SVG.

use archweave_model::diagram::{
    Align, Color, EDGE_LABEL_WIDTH, Edge, LINE_HEIGHT, Line, LineStyle, Point, Rect, TextPosition,
};

use crate::label::{self, Space};
use crate::number::Number;
use crate::sheet::Sheet;
use crate::{RenderError, fonts};

/// Radius of corners.
const RADIUS: f64 = 5.0;
/// Length of line that a marker at full size needs.
const MARKER_ROOM: f64 = 20.0;

/// Draws a line and, apart, its label, which goes on top of all lines.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    edge: &Edge,
    lines: &mut String,
    labels: &mut String,
) -> Result<(), RenderError> {
    let colors = sheet.colors;
    let style = &edge.style;
    let (name, mode) = match &edge.line {
        Line::Relation(arrow) => {
            let mode = arrow.access.map(|a| a.name()).or(arrow.directed.then_some("directed"));
            (&*arrow.shape, mode)
        }
        Line::Missing(_) => ("missing", None),
        Line::Plain => ("plain", None),
    };
    let shape = sheet.templates.line(name, mode);
    let is_missing = matches!(edge.line, Line::Missing(_));
    let line = match style.line {
        Some(line) => colors.visible(line, colors.canvas),
        None if is_missing => colors.missing,
        None => colors.edge,
    };
    let line_width = style.line_width.unwrap_or(1.0).max(1.0);
    let own_dash = match style.line_style {
        Some(LineStyle::Dashed) => Some("6 4"),
        Some(LineStyle::Dotted) => Some("1.6 3"),
        _ => None,
    };
    // The strokes of a relation say what it is; an author's own are for plain lines.
    let dash = match &edge.line {
        Line::Plain => own_dash,
        Line::Missing(_) => Some("5 4"),
        Line::Relation(_) => shape.dash.as_deref(),
    };
    let title = title(edge);
    let (relation, kind) = match &edge.line {
        Line::Relation(arrow) => (Some(arrow.relation.as_str()), Some(arrow.kind.as_str())),
        Line::Missing(id) => (Some(id.as_str()), None),
        Line::Plain => (None, None),
    };
    let is_bare = edge.line == Line::Plain && style.line_style == Some(LineStyle::None);
    let heads = heads(sheet, edge, shape.start.as_deref(), shape.end.as_deref())?;
    let opacity = style.line_opacity.filter(|o| *o < 1.0);
    let fields = [
        ("id", Some(edge.id.as_str().into())),
        ("relation", relation.map(Into::into)),
        ("kind", kind.map(Into::into)),
        ("title", Some(title.into())),
        ("path", Some(path(&edge.points).into())),
        ("line", Some(if is_bare { "none".into() } else { line.to_string().into() })),
        ("line_width", Some(Number(line_width).to_string().into())),
        ("line_opacity", opacity.map(|o| Number(o).to_string().into())),
        ("dash", dash.map(Into::into)),
        ("hollow", Some(colors.canvas.to_string().into())),
        ("heads", Some(heads.into())),
    ];
    sheet.fill("edges/edge", name, &fields, lines)?;
    lines.push('\n');
    let label = label(sheet, edge, is_missing.then_some(colors.missing))?;
    if !label.is_empty() {
        let fields = [
            ("id", Some(edge.id.as_str().into())),
            ("relation", relation.map(Into::into)),
            ("label", Some(label.into())),
        ];
        sheet.fill("edges/label", name, &fields, labels)?;
        labels.push('\n');
    }
    Ok(())
}

/// The line with rounded corners.
fn path(points: &[Point]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(points.len() * 16);
    for (n, point) in points.iter().enumerate() {
        let (before, after) = (n.checked_sub(1).and_then(|b| points.get(b)), points.get(n + 1));
        let turn = before.zip(after).map(|(before, after)| {
            let (back, on) = (point.distance(*before), point.distance(*after));
            let radius = RADIUS.min(back / 2.0).min(on / 2.0);
            (point.towards(*before, radius / back.max(0.01)), point.towards(*after, radius / on.max(0.01)))
        });
        let _ = match turn {
            None => {
                write!(text, "{}{} {}", if n == 0 { "M" } else { " L" }, Number(point.x), Number(point.y))
            }
            Some((into, out)) => write!(
                text,
                " L{} {} Q{} {} {} {}",
                Number(into.x),
                Number(into.y),
                Number(point.x),
                Number(point.y),
                Number(out.x),
                Number(out.y),
            ),
        };
    }
    text
}

fn heads(
    sheet: &mut Sheet<'_>,
    edge: &Edge,
    start: Option<&str>,
    end: Option<&str>,
) -> Result<String, RenderError> {
    let mut heads = String::new();
    let points = &edge.points;
    let [first, .., last] = &points[..] else { return Ok(heads) };
    let length: f64 = points.windows(2).map(|p| p[0].distance(p[1])).sum();
    let scale = (length / MARKER_ROOM).clamp(0.4, 1.0);
    let before_first = points.iter().find(|p| p.distance(*first) > 1.0);
    let before_last = points.iter().rev().find(|p| p.distance(*last) > 1.0);
    for (name, tip, from) in [(start, first, before_first), (end, last, before_last)] {
        let (Some(name), Some(from)) = (name, from) else { continue };
        let Some(marker) = sheet.marker(name)? else { continue };
        let angle = (tip.y - from.y).atan2(tip.x - from.x).to_degrees();
        let scale = if scale < 1.0 { format!(" scale({})", Number(scale)) } else { String::new() };
        heads.push_str(&format!(
            r#"<g transform="translate({} {}) rotate({}){scale}">{marker}</g>"#,
            Number(tip.x),
            Number(tip.y),
            Number(angle),
        ));
    }
    Ok(heads)
}

fn label(sheet: &mut Sheet<'_>, edge: &Edge, color: Option<Color>) -> Result<String, RenderError> {
    if edge.label.is_empty() {
        return Ok(String::new());
    }
    let font = edge.style.text_font();
    let lines = archweave_model::diagram::lines(&edge.label, font, EDGE_LABEL_WIDTH).len();
    let high = lines as f64 * font.size * LINE_HEIGHT;
    let Point { x, y } = edge.label_at;
    let area = Rect::new(x - EDGE_LABEL_WIDTH / 2.0, y - high / 2.0, EDGE_LABEL_WIDTH, high + 1.0);
    let space = Space { area, align: Align::Center, position: TextPosition::Middle, icon: None };
    let mut label = label::place(&edge.label, font, space);
    let colors = sheet.colors;
    let ink = edge.style.font_color.map(|given| colors.readable(given, colors.canvas));
    label.color = color.or(ink).unwrap_or(colors.text).to_string();
    label.halo = Some(colors.canvas.to_string());
    label.family = fonts::stack(edge.style.font.as_deref());
    label.italic = edge.style.italic;
    label.draw(sheet)
}

fn title(edge: &Edge) -> String {
    let kind = match &edge.line {
        Line::Relation(arrow) => &arrow.kind_label,
        Line::Missing(_) | Line::Plain => return edge.label.clone(),
    };
    match edge.label.is_empty() {
        true => kind.clone(),
        false => format!("{} ({kind})", edge.label),
    }
}
