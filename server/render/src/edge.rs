//! Edges: from a diagram's edge to its piece of SVG.

use archweave_model::diagram::{Edge, Line, LineStyle, Point};
use archweave_model::viewpoint::Notation;

use crate::number::Number;
use crate::shape::LineShape;
use crate::sheet::Sheet;
use crate::{RenderError, edge_label};

/// Radius of corners.
const RADIUS: f64 = 4.0;
/// Strokes of lines, and of those whose colour means something.
const WIDTH: f64 = 1.2;
const ACCENT_WIDTH: f64 = 1.6;
/// Length of line that a marker at full size needs.
const MARKER_ROOM: f64 = 20.0;

/// Draws a line and, apart, its labels, which go on top of all lines.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    edge: &Edge,
    lines: &mut String,
    labels: &mut String,
) -> Result<(), RenderError> {
    let colors = sheet.colors;
    let style = &edge.style;
    let (name, shape) = shape(sheet, edge);
    let is_missing = matches!(edge.line, Line::Missing(_));
    let line = match (style.line, &edge.tone) {
        (_, Some(tone)) => colors.stroke(tone),
        (Some(line), None) => colors.visible(line, colors.canvas),
        (None, None) if is_missing => colors.missing,
        (None, None) => shape.line.as_deref().and_then(|line| colors.line(line)).unwrap_or(colors.edge),
    };
    let usual = shape.width.unwrap_or(if edge.tone.is_some() { ACCENT_WIDTH } else { WIDTH });
    let line_width = style.line_width.unwrap_or(usual).max(1.0);
    let own_dash = match style.line_style {
        Some(LineStyle::Dashed) => Some("6 4"),
        Some(LineStyle::Dotted) => Some("1.6 3"),
        _ => None,
    };
    // The strokes of a relation say what it is; an author's own are for plain lines.
    let dash = match &edge.line {
        Line::Plain => own_dash,
        Line::Missing(_) => Some("5 4"),
        Line::Relation(_) | Line::Part(_) | Line::Decor(_) => shape.dash.as_deref(),
    };
    let of = Subject::of(edge);
    let is_bare = edge.line == Line::Plain && style.line_style == Some(LineStyle::None);
    let heads = heads(sheet, &edge.points, shape.start.as_deref(), shape.end.as_deref())?;
    let opacity = style.line_opacity.filter(|o| *o < 1.0);
    let class = if of.decor.is_some() { "decor" } else { name };
    let fields = [
        ("id", Some(edge.id.as_str().into())),
        ("relation", of.relation.map(Into::into)),
        ("kind", of.kind.map(Into::into)),
        ("element", of.element.map(Into::into)),
        ("part", of.part.as_deref().map(Into::into)),
        ("decor", of.decor.map(Into::into)),
        ("title", Some(title(edge).into())),
        ("path", Some(path(&edge.points).into())),
        ("line", Some(if is_bare { "none".into() } else { line.to_string().into() })),
        ("line_width", Some(Number(line_width).to_string().into())),
        ("line_opacity", opacity.map(|o| Number(o).to_string().into())),
        ("dash", dash.map(Into::into)),
        ("hollow", Some(colors.canvas.to_string().into())),
        ("heads", Some(heads.into())),
    ];
    sheet.fill("edges/edge", class, &fields, lines)?;
    lines.push('\n');
    let ink = match () {
        () if is_missing => Some(colors.missing),
        () if of.decor.is_some() && shape.line.is_some() => Some(colors.readable(line, colors.canvas)),
        () => None,
    };
    let label = edge_label::draw(sheet, edge, shape.keyword.as_deref(), ink)?;
    if !label.is_empty() {
        let fields = [
            ("id", Some(edge.id.as_str().into())),
            ("relation", of.relation.map(Into::into)),
            ("part", of.part.map(Into::into)),
            ("decor", of.decor.map(Into::into)),
            ("label", Some(label.into())),
        ];
        sheet.fill("edges/label", class, &fields, labels)?;
        labels.push('\n');
    }
    Ok(())
}

/// Name of the line and how it is drawn.
fn shape<'e>(sheet: &Sheet<'_>, edge: &'e Edge) -> (&'e str, LineShape) {
    let templates = sheet.templates;
    match &edge.line {
        Line::Relation(arrow) => {
            let mode = arrow.access.map(|a| a.name()).or(arrow.directed.then_some("directed"));
            let name = &*arrow.shape;
            // Boxes that need no key have lines that need none.
            let friendly = match name {
                _ if sheet.notation != Notation::Plain || templates.is_line_of("plain", name) => None,
                "composition" | "aggregation" | "association" => Some("plain-part"),
                _ => Some("plain"),
            };
            (name, templates.line(friendly.unwrap_or(name), mode))
        }
        Line::Missing(_) => ("missing", LineShape::default()),
        Line::Part(part) => (&*part.shape, templates.line(&part.shape, None)),
        Line::Decor(name) => (&**name, templates.line(name, None)),
        Line::Plain => ("plain", LineShape::default()),
    }
}

/// Whether a line lies behind the nodes.
pub(crate) fn is_behind(sheet: &Sheet<'_>, edge: &Edge) -> bool {
    matches!(edge.line, Line::Decor(_)) && shape(sheet, edge).1.behind
}

/// What an edge stands for, as its attributes tell.
struct Subject<'a> {
    relation: Option<&'a str>,
    kind: Option<&'a str>,
    element: Option<&'a str>,
    part: Option<String>,
    decor: Option<&'a str>,
}

impl<'a> Subject<'a> {
    fn of(edge: &'a Edge) -> Self {
        let nothing = Self { relation: None, kind: None, element: None, part: None, decor: None };
        match &edge.line {
            Line::Relation(arrow) => {
                Self { relation: Some(arrow.relation.as_str()), kind: Some(arrow.kind.as_str()), ..nothing }
            }
            Line::Missing(id) => Self { relation: Some(id.as_str()), ..nothing },
            Line::Part(part) => Self {
                element: Some(part.element.as_str()),
                part: Some(format!("{}#{}", part.element, part.part)),
                ..nothing
            },
            Line::Decor(name) => Self { decor: Some(name), ..nothing },
            Line::Plain => nothing,
        }
    }
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

/// A line as legends show it.
pub(crate) fn sample(sheet: &mut Sheet<'_>, name: &str, points: &[Point]) -> Result<String, RenderError> {
    let shape = sheet.templates.line(name, None);
    let colors = sheet.colors;
    let line = shape.line.as_deref().and_then(|line| colors.line(line)).unwrap_or(colors.edge);
    let heads = heads(sheet, points, shape.start.as_deref(), shape.end.as_deref())?;
    let dash = shape.dash.map(|dash| format!(r#" stroke-dasharray="{dash}""#)).unwrap_or_default();
    Ok(format!(
        r#"<path d="{}" fill="none" stroke="{line}" stroke-width="{}"{dash}/><g fill="{}" stroke="{line}" color="{line}" stroke-width="1.2">{heads}</g>"#,
        path(points),
        Number(shape.width.unwrap_or(WIDTH)),
        colors.canvas,
    ))
}

fn heads(
    sheet: &mut Sheet<'_>,
    points: &[Point],
    start: Option<&str>,
    end: Option<&str>,
) -> Result<String, RenderError> {
    let mut heads = String::new();
    let [first, .., last] = points else { return Ok(heads) };
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

fn title(edge: &Edge) -> String {
    let kind = match &edge.line {
        Line::Relation(arrow) => &arrow.kind_label,
        Line::Part(part) => &part.kind_label,
        Line::Missing(_) | Line::Decor(_) | Line::Plain => return edge.label.clone(),
    };
    match edge.label.is_empty() {
        true => kind.clone(),
        false if kind.is_empty() => edge.label.clone(),
        false => format!("{} ({kind})", edge.label),
    }
}
