//! Nodes: from a diagram's node to its piece of SVG.

use std::borrow::Cow;

use archweave_model::diagram::{
    Align, Color, Content, FEATURE_FONT, LineStyle, Node, Rect, TextPosition, width,
};
use archweave_model::view::table::Of;

use crate::compartments::{self, Compartments};
use crate::label::{self, Label, Space};
use crate::look::{self, Look};
use crate::number::Number;
use crate::shape::Place;
use crate::sheet::Sheet;
use crate::stack::{self, Stack, Words};
use crate::symbol::{self, Ink};
use crate::{RenderError, Target, fonts};

/// Least height of the head above compartments.
const LEAST_HEAD: f64 = 22.0;
/// Widest line of a label outside its node.
const OUTSIDE_WIDTH: f64 = 104.0;
/// Strokes of boxes, and of figures that are nothing but strokes.
const STROKES: (f64, f64) = (1.0, 1.2);

/// Colours of a node.
struct Paint {
    fill: Option<Color>,
    /// What its text stands on.
    inside: Color,
    line: Option<Color>,
    /// Solid parts of the figure.
    accent: Color,
    text: Color,
    muted: Color,
}

/// Draws a node on `behind`; returns the colour inside it.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    node: &Node,
    behind: Color,
    out: &mut String,
) -> Result<Color, RenderError> {
    let (w, h) = (node.rect.w, node.rect.h);
    let style = &node.style;
    let compartments = compartments::fit(node, LEAST_HEAD);
    let look = look::of(sheet.templates, sheet.notation, node, compartments.head);
    let paint = paint(sheet, node, &look, behind);
    let is_drawn_by_line = look.large.is_some();
    let stroke = style.line_width.unwrap_or(if is_drawn_by_line { STROKES.1 } else { STROKES.0 });
    let ink = Ink { fill: paint.inside, line: paint.line.unwrap_or(paint.text), width: 1.0 };

    let symbol = symbol::of(sheet, node, &look);
    let corner = symbol.as_ref().and_then(|symbol| symbol::corner(symbol, look.face.1, h));
    let badge = badge(node, &look);
    let text = texts(node, &look, corner, badge.as_ref().map(|(rect, _)| *rect));
    let icon = match (&symbol, corner) {
        (Some(symbol), Some(rect)) if text.keeps_icon => symbol::place(symbol, rect, ink),
        _ => String::new(),
    };
    let (label, is_outside) = settle(sheet, node, &look, &paint, text)?;

    let mut figure = match &look.large {
        Some(large) => {
            let text_high = if is_outside { 0.0 } else { label.1.h };
            let side = w.min(h - text_high - 2.0).max(h.min(w) * 0.4).min(h);
            let rect = Rect::new((w - side) / 2.0, ((h - text_high - side) / 2.0).max(0.0), side, side);
            let symbol = sheet.symbol(large);
            let fill = paint.fill.unwrap_or(paint.inside);
            symbol::place(&symbol, rect, Ink { fill, width: stroke, ..ink })
        }
        None => {
            let tab = match look.place {
                Place::Tab | Place::Folder | Place::Tag => (label.1.w + 18.0).clamp(w.min(40.0), w),
                _ => (w * 0.4).min(60.0),
            };
            sheet.figure(&look.figure, w, h, tab, look.head)?
        }
    };
    if let Content::Image(path) = &node.content
        && let Some(picture) = sheet.picture(path)
    {
        figure = symbol::place(&picture, Rect::new(0.0, 0.0, w, h), ink);
    }
    figure.push_str(&compartments.separators(look.face.0, look.face.1));
    let features = features(sheet, node, &look, &compartments, badge.as_ref(), &paint)?;
    let badge = match badge {
        Some((rect, text)) => draw_badge(sheet, rect, text, &paint)?,
        None => String::new(),
    };
    let is_bare = style.line_style == Some(LineStyle::None);
    let dash = match style.line_style {
        Some(LineStyle::Dashed) => Some(Cow::Borrowed("6 4")),
        Some(LineStyle::Dotted) => Some("1.6 3".into()),
        Some(_) => None,
        None => look.dash.as_deref().map(Into::into),
    };
    let opacity = |given: Option<f64>| given.filter(|o| *o < 1.0).map(|o| Number(o).to_string().into());
    let color = |color: Option<Color>| color.map_or_else(|| "none".into(), |c| c.to_string().into());
    let of = Subject::of(node);
    let decor = match &node.content {
        Content::Decor(name) => Some(Cow::Borrowed(&**name)),
        _ => None,
    };
    // What stands for nothing says nothing to those who cannot see it.
    let is_hidden = decor.is_some() && of.element.is_none() && of.view.is_none() && of.target.is_none();
    let class = if decor.is_some() { "decor" } else { &*look.palette };
    let fields = [
        ("id", Some(node.id.as_str().into())),
        ("element", of.element.map(Into::into)),
        ("kind", of.kind.map(Into::into)),
        ("part", of.part.map(Into::into)),
        ("view", of.view.map(Into::into)),
        ("decor", decor),
        ("hidden", is_hidden.then_some("yes".into())),
        ("href", of.target.and_then(|t| sheet.link(t)).map(Into::into)),
        ("title", Some(title(node).into())),
        ("x", Some(Number(node.rect.x).to_string().into())),
        ("y", Some(Number(node.rect.y).to_string().into())),
        ("fill", Some(color(paint.fill))),
        ("line", Some(color(paint.line.filter(|_| !is_bare)))),
        ("accent", Some(paint.accent.to_string().into())),
        ("line_width", Some(Number(stroke).to_string().into())),
        ("fill_opacity", opacity(style.fill_opacity)),
        ("line_opacity", opacity(style.line_opacity)),
        ("dash", dash),
        ("figure", Some(figure.into())),
        ("icon", Some(icon.into())),
        ("label", Some(label.0.into())),
        ("features", Some(features.into())),
        ("badge", Some(badge.into())),
    ];
    sheet.fill("nodes/node", class, &fields, out)?;
    Ok(paint.inside)
}

fn paint(sheet: &Sheet<'_>, node: &Node, look: &Look, behind: Color) -> Paint {
    let colors = sheet.colors;
    let style = &node.style;
    let is_missing = matches!(node.content, Content::Missing(_));
    // A colour that means something is not an author's to change.
    let tone = node.tone.as_deref().map(|tone| colors.fill(tone));
    let own = style.fill.filter(|_| tone.is_none());
    let fill = match tone {
        Some(tone) => tone,
        None => {
            own.or_else(|| colors.fill(&look.palette).map(|fill| crate::colors::mix(behind, fill, look.tint)))
        }
    };
    // A symbol that stands alone does not lie behind its label.
    let inside = match fill {
        Some(fill) if look.large.is_none() => {
            crate::colors::mix(behind, fill, style.fill_opacity.unwrap_or(1.0))
        }
        _ => behind,
    };
    let line = match (&style.line, look.line.as_deref()) {
        (Some(line), _) => Some(colors.visible(*line, behind)),
        (None, Some("none")) => None,
        (None, Some(name)) => Some(colors.line(name).unwrap_or_else(|| colors.border(fill))),
        (None, None) if is_missing => Some(colors.missing),
        (None, None) if own.is_some() => Some(colors.visible(colors.border(fill), behind)),
        (None, None) => Some(colors.border(fill)),
    };
    let is_own = own.is_some() && look.large.is_none();
    let text = match style.font_color {
        Some(given) if tone.is_none() && (is_own || sheet.is_light()) => given,
        Some(given) => colors.readable(given, inside),
        None if is_missing => colors.readable(colors.missing, inside),
        None => colors.text_on(inside),
    };
    let accent = match (tone, own) {
        (None, None) if look.tint < 1.0 => colors.line(&look.palette),
        _ => None,
    };
    let muted = colors.muted(text, inside);
    let accent = accent.or(line).unwrap_or(text);
    Paint { fill, inside, line, accent, text: if look.is_muted { muted } else { text }, muted }
}

fn texts(node: &Node, look: &Look, corner: Option<Rect>, badge: Option<Rect>) -> Stack {
    let mut area = look.area;
    if look.place == Place::Up {
        // Turned around the middle of the strip.
        let middle = area.centre();
        area = Rect::new(middle.x - area.h / 2.0, middle.y - area.w / 2.0, area.h, area.w);
    }
    let name = if look.place == Place::Nowhere { "" } else { node.label.as_str() };
    let keyword = keyword(node, look);
    let is_inside =
        matches!(look.place, Place::Inside | Place::Below | Place::Under | Place::Strip) && !name.is_empty();
    let words = Words {
        keyword: if is_inside { &keyword } else { "" },
        name,
        below: if is_inside { &node.below } else { &[] },
        font: look.font,
    };
    let icon = if look.place == Place::Up { None } else { corner };
    let space = Space { area, align: look.align, position: look.position, icon };
    let mut whole = stack::place(words, space);
    if let Some(spare) = look.spare.filter(|_| whole.is_cut() || whole.name.size.0 < look.font.size) {
        whole = stack::place(words, Space { area: spare, ..space });
    }
    match badge {
        Some(badge) if whole.extent().overlap(badge) > 0.0 => {
            let area = Rect { h: (badge.y - 1.0 - area.y).max(0.0), ..area };
            stack::place(words, Space { area, ..space })
        }
        _ => whole,
    }
}

fn keyword(node: &Node, look: &Look) -> String {
    let special = match &node.content {
        Content::Element(figure) => figure.specializations.first().map(String::as_str),
        _ => None,
    };
    // A diagram may give it with its guillemets.
    let given = Some(node.keyword.trim_matches(['«', '»'])).filter(|k| !k.is_empty());
    match given.or(special).or(look.keyword.as_deref()) {
        None => String::new(),
        Some(word) if look.has_guillemets => format!("«{word}»"),
        Some(word) => word.to_owned(),
    }
}

/// The label as SVG with what it takes up, and whether it stands outside the node.
fn settle(
    sheet: &mut Sheet<'_>,
    node: &Node,
    look: &Look,
    paint: &Paint,
    text: Stack,
) -> Result<((String, Rect), bool), RenderError> {
    let family = fonts::stack(node.style.font.as_deref());
    let is_lost = text.is_cut() || (text.name.lines.is_empty() && !node.label.is_empty());
    let may_leave = matches!(look.place, Place::Beside | Place::Under);
    if is_lost && may_leave {
        let label = outside(sheet, node, look);
        let label = Label { family, italic: node.style.italic, ..label }.draw(sheet)?;
        sheet.above(node.rect, &label);
        return Ok(((String::new(), Rect::default()), true));
    }
    let turn = (look.place == Place::Up).then(|| look.area.centre());
    let extent = text.extent();
    let dress = |label: Label, color: Color| Label {
        color: color.to_string(),
        italic: node.style.italic,
        family: family.clone(),
        turn,
        ..label
    };
    let mut drawn = Label { italic: false, ..dress(text.small, paint.muted) }.draw(sheet)?;
    drawn.push_str(&dress(text.name, paint.text).draw(sheet)?);
    Ok(((drawn, extent), false))
}

/// A label beside the upper right corner or below a node too small for it.
fn outside(sheet: &mut Sheet<'_>, node: &Node, look: &Look) -> Label {
    let (w, h) = (node.rect.w, node.rect.h);
    let font = archweave_model::diagram::Font { bold: false, ..FEATURE_FONT };
    let high = 2.0 * font.size * archweave_model::diagram::LINE_HEIGHT;
    let (area, align, position) = match look.place {
        Place::Beside => {
            let left = w * 0.62 + 4.0;
            (Rect::new(left, h * 0.2 - high, OUTSIDE_WIDTH, high), Align::Left, TextPosition::Bottom)
        }
        _ => (
            Rect::new((w - OUTSIDE_WIDTH) / 2.0, h + 1.0, OUTSIDE_WIDTH, high),
            Align::Center,
            TextPosition::Top,
        ),
    };
    let mut label = label::place(&node.label, font, Space { area, align, position, icon: None });
    let colors = sheet.colors;
    label.color = colors.text.to_string();
    label.halo = Some(colors.canvas.to_string());
    let Rect { x, y, w, h } = label.extent;
    sheet.cover(Rect::new(node.rect.x + x, node.rect.y + y, w, h));
    label
}

fn features(
    sheet: &mut Sheet<'_>,
    node: &Node,
    look: &Look,
    compartments: &Compartments<'_>,
    badge: Option<&(Rect, String)>,
    paint: &Paint,
) -> Result<String, RenderError> {
    let taken = badge.map_or(0.0, |(rect, _)| rect.w + 4.0);
    let element = Subject::of(node).element;
    compartments.draw(sheet, element, look.face, taken, &paint.text.to_string())
}

/// Where the badge of a node stands, and its text.
fn badge(node: &Node, look: &Look) -> Option<(Rect, String)> {
    const HEIGHT: f64 = 15.0;
    let right = look.face.1;
    if node.badge.is_empty() || look.large.is_some() || node.rect.h < HEIGHT + 6.0 {
        return None;
    }
    let text = label::one_line(&node.badge, FEATURE_FONT, (right - look.face.0) * 0.6)?;
    let wide = (width(&text, FEATURE_FONT) + 10.0).max(HEIGHT);
    (wide + 8.0 < right)
        .then(|| (Rect::new(right - wide - 4.0, node.rect.h - HEIGHT - 4.0, wide, HEIGHT), text))
}

fn draw_badge(sheet: &mut Sheet<'_>, rect: Rect, text: String, paint: &Paint) -> Result<String, RenderError> {
    let plate = crate::colors::mix(paint.inside, paint.text, 0.1);
    let mut label = label::rows(vec![(text, rect, rect.centre().y)], FEATURE_FONT, Align::Center);
    label.color = sheet.colors.readable(paint.text, plate).to_string();
    let fields = [
        ("x", Some(Number(rect.x).to_string().into())),
        ("y", Some(Number(rect.y).to_string().into())),
        ("w", Some(Number(rect.w).to_string().into())),
        ("h", Some(Number(rect.h).to_string().into())),
        ("plate", Some(plate.to_string().into())),
        ("label", Some(label.draw(sheet)?.into())),
    ];
    let mut out = String::new();
    sheet.fill("nodes/badge", "", &fields, &mut out)?;
    Ok(out)
}

/// What a node stands for, as its attributes tell.
struct Subject<'a> {
    element: Option<&'a str>,
    kind: Option<&'a str>,
    part: Option<String>,
    view: Option<&'a str>,
    target: Option<Target<'a>>,
}

impl<'a> Subject<'a> {
    fn of(node: &'a Node) -> Self {
        let nothing = Self { element: None, kind: None, part: None, view: None, target: None };
        match &node.content {
            Content::Element(figure) => Self {
                element: Some(figure.element.as_str()),
                kind: Some(figure.kind.as_str()),
                target: Some(Target::Element(&figure.element)),
                ..nothing
            },
            Content::Part(part) => Self {
                element: Some(part.element.as_str()),
                part: Some(format!("{}#{}", part.element, part.part)),
                target: Some(Target::Element(&part.element)),
                ..nothing
            },
            Content::Missing(id) => Self { element: Some(id.as_str()), ..nothing },
            Content::View { id, found } => {
                Self { view: Some(id.as_str()), target: found.then_some(Target::View(id)), ..nothing }
            }
            Content::Decor(_) => match &node.link {
                Of::Nothing => nothing,
                Of::Element(id) => {
                    Self { element: Some(id.as_str()), target: Some(Target::Element(id)), ..nothing }
                }
                Of::Relation(id) => Self { target: Some(Target::Relation(id)), ..nothing },
                Of::View(id) => Self { view: Some(id.as_str()), target: Some(Target::View(id)), ..nothing },
            },
            _ => nothing,
        }
    }
}

/// What a pointer or a screen reader says of the node: the whole text and the kind.
fn title(node: &Node) -> String {
    let kind = match &node.content {
        Content::Element(figure) => {
            let mut kind = figure.kind_label.clone();
            for name in &figure.specializations {
                kind.push_str(&format!(" «{name}»"));
            }
            kind
        }
        Content::Part(part) => part.kind_label.clone(),
        _ => return node.label.clone(),
    };
    match (node.label.is_empty(), kind.is_empty()) {
        (true, _) => kind,
        (false, true) => node.label.clone(),
        (false, false) => format!("{} ({kind})", node.label),
    }
}
