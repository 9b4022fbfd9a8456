//! Nodes: from a diagram's node to its piece of SVG.

use archweave_model::diagram::{
    Align, Border, Color, Content, Figure, Form, LineStyle, Node, Rect, TextPosition, width,
};
use archweave_model::element::Junction;

use crate::fonts;
use crate::label::{self, Space};
use crate::number::Number;
use crate::sheet::Sheet;
use crate::templates::Shape;
use crate::{RenderError, Target};

/// What differs between the kinds of nodes.
struct Look {
    /// Name in the palette.
    palette: String,
    /// Template of the figure.
    figure: String,
    /// Small icon: name of its template.
    icon: Option<String>,
    /// Icon that is the figure, drawn large.
    large: Option<String>,
    /// Where text may stand, in the node's coordinates.
    area: Rect,
    align: Align,
    position: TextPosition,
    /// Whether the label stands in a tab above the frame.
    has_tab: bool,
    dash: Option<&'static str>,
}

/// Distance of the icon from the corner.
const ICON_MARGIN: f64 = 5.0;
/// Distance of text from the border.
const TEXT_MARGIN: f64 = 6.0;
const ICONS: &str = "shapes/archimate/icons/";
const FIGURES: &str = "shapes/archimate/";

/// Draws a node on `behind`; returns the colour inside it.
pub(crate) fn draw(
    sheet: &mut Sheet<'_>,
    node: &Node,
    behind: Color,
    out: &mut String,
) -> Result<Color, RenderError> {
    let look = look(sheet, node);
    let colors = sheet.colors;
    let style = &node.style;
    let (w, h) = (node.rect.w, node.rect.h);

    let fill = style.fill.or_else(|| colors.fill(&look.palette));
    let opacity = style.fill_opacity.unwrap_or(1.0);
    // A symbol that stands alone does not lie behind its label.
    let inside = match fill {
        Some(fill) if look.large.is_none() => crate::colors::mix(behind, fill, opacity),
        _ => behind,
    };
    let is_missing = matches!(node.content, Content::Missing(_));
    let line = match style.line {
        Some(line) => colors.visible(line, behind),
        None if is_missing => colors.missing,
        None if style.fill.is_some() => colors.visible(colors.border(fill), behind),
        None => colors.border(fill),
    };
    let text = match style.font_color {
        Some(given) if (style.fill.is_some() && look.large.is_none()) || sheet.is_light() => given,
        Some(given) => colors.readable(given, inside),
        None if is_missing => colors.readable(colors.missing, inside),
        None => colors.text_on(inside),
    };

    let mut icon_rect = None;
    let mut icon = String::new();
    let symbol = symbol(sheet, node, &look);
    if let Some(symbol) = &symbol
        && let Some(size) = icon_size(w, h, symbol.starts_with("aw-picture"))
    {
        let rect = Rect::new(w - size - ICON_MARGIN, ICON_MARGIN, size, size);
        icon = place_symbol(symbol, rect, inside, line, 1.0);
        icon_rect = Some(rect);
    }

    let space = Space { area: look.area, align: look.align, position: look.position, icon: icon_rect };
    let font = style.text_font();
    let mut label = label::place(&shown_text(node), font, space);
    if label.is_cut && icon_rect.is_some() {
        // The name says more than the icon.
        let alone = label::place(&shown_text(node), font, Space { icon: None, ..space });
        if !alone.is_cut {
            (label, icon) = (alone, String::new());
        }
    }
    if label.is_cut
        && !node.label.is_empty()
        && matches!(&node.content, Content::Element(f) if !f.specializations.is_empty())
    {
        // Rather the whole name than half of it below its specialization.
        label = label::place(&node.label, font, space);
    }
    label.color = text.to_string();
    label.italic = style.italic;
    label.family = fonts::stack(style.font.as_deref());

    let mut outline = if let Some(large) = &look.large {
        let text_high = label.lines.len() as f64 * label.size.0 * 1.25;
        let side = w.min(h - text_high - 2.0).max(h.min(w) * 0.4).min(h);
        let rect = Rect::new((w - side) / 2.0, ((h - text_high - side) / 2.0).max(0.0), side, side);
        let symbol = sheet.symbol(large);
        let fill = fill.unwrap_or(inside);
        place_symbol(&symbol, rect, fill, line, style.line_width.unwrap_or(1.2))
    } else {
        let tab = if look.has_tab {
            let text = label
                .lines
                .iter()
                .map(|l| {
                    width(&l.text, archweave_model::diagram::Font { size: label.size.0, bold: label.bold })
                })
                .fold(0.0, f64::max);
            (text + 16.0).clamp(w.min(40.0), w)
        } else {
            0.0
        };
        let head = if look.has_tab { tab_height(node) } else { 0.0 };
        sheet.figure(&look.figure, w, h, tab, head)?
    };
    if let Content::Image(path) = &node.content
        && let Some(picture) = sheet.picture(path)
    {
        outline = place_picture(&picture, Rect::new(0.0, 0.0, w, h));
    }

    let label = label.draw(sheet)?;
    let (element, kind, view) = match &node.content {
        Content::Element(figure) => (Some(figure.element.as_str()), Some(figure.kind.as_str()), None),
        Content::Missing(id) => (Some(id.as_str()), None, None),
        Content::View { id, .. } => (None, None, Some(id.as_str())),
        _ => (None, None, None),
    };
    let target = match &node.content {
        Content::Element(figure) => Some(Target::Element(&figure.element)),
        Content::View { id, found: true } => Some(Target::View(id)),
        _ => None,
    };
    let dash = match style.line_style {
        Some(LineStyle::Dashed) => Some("6 4"),
        Some(LineStyle::Dotted) => Some("1.6 3"),
        Some(_) => None,
        None => look.dash,
    };
    let opacity = |given: Option<f64>| given.filter(|o| *o < 1.0).map(|o| Number(o).to_string().into());
    let is_bare = style.line_style == Some(LineStyle::None);
    let fields = [
        ("id", Some(node.id.as_str().into())),
        ("element", element.map(Into::into)),
        ("kind", kind.map(Into::into)),
        ("view", view.map(Into::into)),
        ("href", target.and_then(|t| sheet.link(t)).map(Into::into)),
        ("title", Some(title(node).into())),
        ("x", Some(Number(node.rect.x).to_string().into())),
        ("y", Some(Number(node.rect.y).to_string().into())),
        ("fill", Some(fill.map_or_else(|| "none".into(), |f| f.to_string().into()))),
        ("line", Some(if is_bare { "none".into() } else { line.to_string().into() })),
        ("line_width", Some(Number(style.line_width.unwrap_or(1.0)).to_string().into())),
        ("fill_opacity", opacity(style.fill_opacity)),
        ("line_opacity", opacity(style.line_opacity)),
        ("dash", dash.map(Into::into)),
        ("figure", Some(outline.into())),
        ("icon", Some(icon.into())),
        ("label", Some(label.into())),
    ];
    sheet.fill("nodes/node", &look.palette, &fields, out)?;
    Ok(inside)
}

fn look(sheet: &Sheet<'_>, node: &Node) -> Look {
    let (w, h) = (node.rect.w, node.rect.h);
    let style = &node.style;
    let position = style.text_position;
    let aligned = style.text_align;
    let inner = |left: f64, top: f64, right: f64, bottom: f64| {
        Rect::new(left, top, (w - left - right).max(0.0), (h - top - bottom).max(0.0))
    };
    let margin = TEXT_MARGIN.min(w / 8.0);
    let high_margin = if node.is_container { 3.0 } else { TEXT_MARGIN }.min(h / 10.0);
    // Under the title of a container begins what is inside it, but a line of it is always shown.
    let line = style.text_font().size * 1.3 + high_margin;
    let room = match position {
        None | Some(TextPosition::Top) if node.is_container => h - node.head_room.max(line).min(h),
        _ => high_margin,
    };
    let usual = Look {
        palette: "other".into(),
        figure: format!("{FIGURES}square"),
        icon: None,
        large: None,
        area: inner(margin, high_margin, margin, room),
        align: aligned.unwrap_or(Align::Center),
        position: position.unwrap_or(if node.is_container {
            TextPosition::Top
        } else {
            TextPosition::Middle
        }),
        has_tab: false,
        dash: None,
    };
    let tab = Look {
        area: Rect::new(8.0_f64.min(w / 4.0), 1.0, (w - 16.0).max(0.0), tab_height(node) - 2.0),
        align: Align::Left,
        position: TextPosition::Middle,
        has_tab: true,
        ..usual.clone_parts()
    };
    match &node.content {
        Content::Element(figure) => match sheet.templates.shape(&figure.shape) {
            Some(shape) => element_look(figure, shape, node, usual, tab),
            None => usual,
        },
        Content::Missing(_) => Look { palette: "missing".into(), dash: Some("5 4"), ..usual },
        Content::Note => Look {
            palette: "note".into(),
            figure: match style.border {
                Some(Border::Rectangle | Border::None) => usual.figure.clone(),
                _ => format!("{FIGURES}note"),
            },
            align: aligned.unwrap_or(Align::Left),
            position: position.unwrap_or(TextPosition::Top),
            ..usual
        },
        Content::Group if style.border == Some(Border::Rectangle) => Look {
            palette: "group".into(),
            align: aligned.unwrap_or(Align::Left),
            position: position.unwrap_or(TextPosition::Top),
            ..usual
        },
        Content::Group => Look { palette: "group".into(), figure: format!("{FIGURES}group"), ..tab },
        Content::View { .. } => Look { palette: "view".into(), icon: Some(format!("{ICONS}view")), ..usual },
        Content::Image(_) => Look { palette: "image".into(), dash: Some("5 4"), ..usual },
    }
}

impl Look {
    fn clone_parts(&self) -> Self {
        Self {
            palette: self.palette.clone(),
            figure: self.figure.clone(),
            icon: self.icon.clone(),
            large: self.large.clone(),
            ..*self
        }
    }
}

fn element_look(figure: &Figure, shape: &Shape, node: &Node, usual: Look, tab: Look) -> Look {
    let (w, h) = (node.rect.w, node.rect.h);
    let folder = format!("shapes/{}/", shape.notation);
    let icon = shape.icon.as_ref().map(|icon| format!("{folder}icons/{icon}"));
    if figure.is_junction() {
        let palette = match figure.junction {
            Junction::And => "junction",
            Junction::Or => "junction-or",
        };
        return Look { palette: palette.into(), figure: format!("{folder}junction"), ..usual };
    }
    let palette = shape.palette.clone().unwrap_or_else(|| figure.layer.id().to_owned());
    if let Some(frame) = &shape.frame {
        return Look { palette, figure: format!("{folder}{frame}"), ..tab };
    }
    let usual = Look { palette, ..usual };
    if figure.form == Form::Icon {
        if let Some(inside) = &shape.figure {
            let unit = unit(w, h);
            let room = |inset: f64, length: f64| if inset < 1.0 { inset * length } else { inset * unit };
            let [left, top, right, bottom] = shape.inset;
            let (left, right) = (room(left, w), room(right, w));
            let (top, bottom) = (room(top, h), room(bottom, h));
            let area = Rect::new(left, top, (w - left - right).max(0.0), (h - top - bottom).max(0.0));
            return Look { figure: format!("{folder}{inside}"), area, ..usual };
        }
        if icon.is_some() && !node.is_container {
            let text_high = (h * 0.55).min(node.style.text_font().size * 2.6);
            let area = Rect::new(0.0, h - text_high, w, text_high);
            return Look { large: icon, area, position: TextPosition::Bottom, ..usual };
        }
    }
    Look { icon, figure: format!("{folder}{}", shape.corner), ..usual }
}

/// Height of the tab of a frame.
fn tab_height(node: &Node) -> f64 {
    (node.style.text_font().size * 1.25 + 5.0).min(node.rect.h * 0.5)
}

/// Length of a unit of shape templates.
pub(crate) fn unit(w: f64, h: f64) -> f64 {
    (w / 100.0).min(h / 45.0).clamp(0.05, 1.0)
}

/// The symbol in the corner: a picture of the author's, of the specialization, or of the kind.
fn symbol(sheet: &mut Sheet<'_>, node: &Node, look: &Look) -> Option<String> {
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

/// How large the icon of a node may be; none if the node is too small for one.
fn icon_size(w: f64, h: f64, is_picture: bool) -> Option<f64> {
    let usual: f64 = if is_picture { 24.0 } else { 15.0 };
    let size = usual.min(w * 0.25).min(h * 0.45);
    (size >= 7.0).then_some(size)
}

fn place_symbol(symbol: &str, rect: Rect, fill: Color, line: Color, stroke: f64) -> String {
    if symbol.starts_with("aw-picture") {
        return place_picture(symbol, rect);
    }
    let scale = rect.w / 16.0;
    format!(
        r##"<use href="#{symbol}" transform="translate({} {}) scale({})" fill="{fill}" stroke="{line}" color="{line}" stroke-width="{}"/>"##,
        Number(rect.x),
        Number(rect.y),
        (scale * 1e4).round() / 1e4,
        Number(stroke / scale.max(0.01)),
    )
}

fn place_picture(symbol: &str, rect: Rect) -> String {
    format!(
        r##"<use href="#{symbol}" x="{}" y="{}" width="{}" height="{}"/>"##,
        Number(rect.x),
        Number(rect.y),
        Number(rect.w),
        Number(rect.h),
    )
}

fn shown_text(node: &Node) -> String {
    match &node.content {
        Content::Element(figure) if figure.is_junction() => String::new(),
        Content::Element(figure) => match figure.specializations.first() {
            Some(name) => format!("«{name}»\n{}", node.label),
            None => node.label.clone(),
        },
        _ => node.label.clone(),
    }
}

/// What a pointer or a screen reader says of the node: the whole text and the kind.
fn title(node: &Node) -> String {
    let Content::Element(figure) = &node.content else { return node.label.clone() };
    let mut kind = figure.kind_label.clone();
    for name in &figure.specializations {
        kind.push_str(&format!(" «{name}»"));
    }
    match node.label.is_empty() {
        true => kind,
        false => format!("{} ({kind})", node.label),
    }
}
