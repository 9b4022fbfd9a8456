//! What differs between the kinds of nodes: figure, colours by name, and where the text stands.

use archweave_model::diagram::{Align, Border, Content, Figure, Font, Form, Node, Rect, TextPosition};
use archweave_model::element::Junction;
use archweave_model::viewpoint::Notation;

use crate::shape::{Place, Shape};
use crate::templates::Templates;

/// How a node is drawn, before colours.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// Name in the palette.
    pub palette: String,
    /// How much of that colour is seen.
    pub tint: f64,
    /// Name of the border among the lines of the theme.
    pub line: Option<String>,
    /// Lengths of dashes and gaps.
    pub dash: Option<String>,
    /// Template of the figure.
    pub figure: String,
    /// Small icon: name of its template.
    pub icon: Option<String>,
    /// Icon that is the figure, drawn large.
    pub large: Option<String>,
    /// How the label stands to the figure.
    pub place: Place,
    /// The node as far as no compartments are in it.
    pub above: Rect,
    /// Where text may stand, in the node's coordinates.
    pub area: Rect,
    pub align: Align,
    pub position: TextPosition,
    /// Height of a tab or strip at the top, width of a strip at the left.
    pub head: f64,
    /// Left and right end of the face that compartments lie on.
    pub face: (f64, f64),
    /// Where text may stand if it does not fit the area.
    pub spare: Option<Rect>,
    /// Keyword where the diagram gives none.
    pub keyword: Option<String>,
    pub font: Font,
    pub is_muted: bool,
    /// Whether keywords are shown in guillemets.
    pub has_guillemets: bool,
}

/// Distance of text from the border.
const MARGIN: f64 = 6.0;
const ICONS: &str = "shapes/archimate/icons/";
const FIGURES: &str = "shapes/archimate/";
/// Height of small letters, in pixels.
const SMALL: f64 = 11.0;

/// How `node` is drawn in `notation`; `head` is where its name stands if it has compartments.
pub(crate) fn of(templates: &Templates, notation: Notation, node: &Node, head: Rect) -> Look {
    let usual = Look { has_guillemets: notation != Notation::Plain, ..usual(node, head) };
    let style = &node.style;
    let plain = |name: &str| {
        let shape = templates.shape(name).filter(|shape| shape.notation == notation.name());
        shape.filter(|_| notation == Notation::Plain)
    };
    match &node.content {
        Content::Element(figure) => {
            let shape = templates.shape(&figure.shape);
            let is_friendly = shape.is_some_and(|s| s.notation == "archimate") && !figure.is_junction();
            match plain("plain").filter(|_| is_friendly).or(shape) {
                Some(shape) => of_element(figure, shape, node, usual),
                None => usual,
            }
        }
        Content::Part(part) => match templates.shape(&part.shape) {
            Some(shape) => of_shape(shape, node, Look { palette: "other".into(), ..usual }),
            None => usual,
        },
        Content::Decor(name) => match templates.added(name) {
            Some(shape) => of_shape(shape, node, usual),
            None => usual,
        },
        Content::Missing(_) => Look { palette: "missing".into(), dash: Some("5 4".into()), ..usual },
        Content::Note => Look {
            palette: "note".into(),
            figure: match style.border {
                Some(Border::Rectangle | Border::None) => usual.figure.clone(),
                _ if templates.has(&format!("shapes/{}/note", notation.name())) => {
                    format!("shapes/{}/note", notation.name())
                }
                _ => format!("{FIGURES}note"),
            },
            align: style.text_align.unwrap_or(Align::Left),
            position: style.text_position.unwrap_or(TextPosition::Top),
            ..usual
        },
        Content::Group => match plain("plain-group") {
            Some(shape) => of_shape(shape, node, usual),
            None if style.border == Some(Border::Rectangle) => Look {
                palette: "group".into(),
                align: style.text_align.unwrap_or(Align::Left),
                position: style.text_position.unwrap_or(TextPosition::Top),
                ..usual
            },
            None => tab(node, Look { palette: "group".into(), figure: format!("{FIGURES}group"), ..usual }),
        },
        Content::View { .. } => Look { palette: "view".into(), icon: Some(format!("{ICONS}view")), ..usual },
        Content::Image(_) => Look { palette: "image".into(), dash: Some("5 4".into()), ..usual },
    }
}

/// A box of nothing in particular.
fn usual(node: &Node, head: Rect) -> Look {
    let (w, h) = (node.rect.w, head.h);
    let position = node.style.text_position;
    let side = MARGIN.min(w / 8.0);
    let end = if node.is_container { 3.0 } else { MARGIN }.min(h / 10.0);
    let font = node.style.text_font();
    Look {
        palette: "other".into(),
        tint: 1.0,
        line: None,
        dash: None,
        figure: format!("{FIGURES}square"),
        icon: None,
        large: None,
        place: Place::Inside,
        above: head,
        area: room(node, head, [side, end, side, end]),
        align: node.style.text_align.unwrap_or(Align::Center),
        position: position.unwrap_or(if node.is_container {
            TextPosition::Top
        } else {
            TextPosition::Middle
        }),
        head: 0.0,
        face: (0.0, w),
        spare: None,
        keyword: None,
        font: Font { bold: font.bold || !node.compartments.is_empty(), ..font },
        is_muted: false,
        has_guillemets: true,
    }
}

/// What margins leave of the head; under the title of a container begins what is inside it, but a
/// line of it is always shown.
fn room(node: &Node, head: Rect, [left, top, right, bottom]: [f64; 4]) -> Rect {
    let w = (head.w - left - right).max(0.0);
    let is_title = matches!(node.style.text_position, None | Some(TextPosition::Top)) && node.is_container;
    let below = if is_title {
        let line = node.style.text_font().size * 1.3 + top;
        head.h - node.head_room.max(line).min(head.h)
    } else {
        bottom
    };
    Rect::new(left, top, w, (head.h - top - below).max(0.0))
}

fn tab(node: &Node, look: Look) -> Look {
    let w = node.rect.w;
    let head = tab_height(node);
    Look {
        area: Rect::new(8.0_f64.min(w / 4.0), 1.0, (w - 16.0).max(0.0), head - 2.0),
        align: Align::Left,
        position: TextPosition::Middle,
        place: Place::Tab,
        head,
        ..look
    }
}

fn of_element(figure: &Figure, shape: &Shape, node: &Node, usual: Look) -> Look {
    let palette = shape.palette.clone().unwrap_or_else(|| figure.layer.id().to_owned());
    let usual = Look { palette, ..usual };
    let folder = format!("shapes/{}/", shape.notation);
    if figure.is_junction() {
        let palette = match figure.junction {
            Junction::And => "junction",
            Junction::Or => "junction-or",
        };
        let figure = format!("{folder}junction");
        return Look { palette: palette.into(), figure, place: Place::Nowhere, ..usual };
    }
    if let Some(frame) = &shape.frame {
        return tab(node, Look { figure: format!("{folder}{frame}"), ..usual });
    }
    if shape.both.is_some() || shape.label != Place::Inside {
        return of_shape(shape, node, usual);
    }
    let icon = shape.icon.as_ref().map(|icon| format!("{folder}icons/{icon}"));
    if figure.form == Form::Icon {
        if let Some(inside) = &shape.figure {
            let area = inset(shape, node.rect.w, node.rect.h);
            return Look { figure: format!("{folder}{inside}"), area, ..usual };
        }
        if icon.is_some() && !node.is_container {
            return below(node, Look { large: icon, ..usual });
        }
    }
    Look { icon, figure: format!("{folder}{}", shape.corner), ..usual }
}

/// A shape that is the same as a box and as an icon.
fn of_shape(shape: &Shape, node: &Node, usual: Look) -> Look {
    let (w, h) = (node.rect.w, node.rect.h);
    let folder = format!("shapes/{}/", shape.notation);
    let style = &node.style;
    let size = unit(w, h);
    let margins = shape.margins(w, h, size);
    let font = Font {
        bold: usual.font.bold || shape.bold,
        size: if shape.small && style.font_size.is_none() { SMALL } else { usual.font.size },
    };
    let look = Look {
        palette: shape.palette.clone().unwrap_or_else(|| usual.palette.clone()),
        tint: shape.tint.unwrap_or(1.0),
        line: shape.line.clone(),
        dash: shape.dash.clone(),
        figure: format!("{folder}{}", shape.both.as_deref().unwrap_or(&shape.corner)),
        icon: shape.icon.as_ref().map(|icon| format!("{folder}icons/{icon}")),
        place: shape.label,
        area: room(node, usual.above, margins),
        align: style.text_align.or(shape.align).unwrap_or(usual.align),
        position: style.text_position.or(shape.position).unwrap_or(usual.position),
        face: (shape.face[0] * size, w - shape.face[1] * size),
        spare: shape.loose.then(|| Rect::new(0.0, 0.0, w, h)),
        keyword: shape.keyword.clone(),
        font,
        is_muted: shape.muted,
        ..usual
    };
    match shape.label {
        Place::Below | Place::Under => {
            Look { place: shape.label, ..below(node, Look { large: look.icon.clone(), ..look }) }
        }
        Place::Nowhere if shape.both.is_none() => Look { large: look.icon.clone(), icon: None, ..look },
        Place::Tab => tab(node, look),
        Place::Tag => {
            let head = shape.strip.min(h);
            let area = Rect::new(8.0_f64.min(w / 4.0), 1.0, (w - 22.0).max(0.0), (head - 2.0).max(0.0));
            Look { area, head, position: TextPosition::Middle, ..look }
        }
        Place::Folder if node.is_container => Look { place: Place::Folder, ..tab(node, look) },
        Place::Folder => {
            let head = tab_height(node).min(h * 0.25);
            let area =
                Rect::new(margins[0], head + 2.0, (w - 2.0 * margins[0]).max(0.0), (h - head - 4.0).max(0.0));
            Look { area, head, place: Place::Inside, ..look }
        }
        Place::Strip => {
            let head = if node.is_container { node.head_room.min(shape.strip) } else { shape.strip }.min(h);
            let area =
                Rect::new(MARGIN.min(w / 8.0), 1.0, (w - 2.0 * MARGIN).max(0.0), (head - 2.0).max(0.0));
            Look { area, head, position: TextPosition::Middle, ..look }
        }
        Place::Up => {
            let head = if shape.strip > 0.0 { shape.strip.min(w) } else { w };
            Look { area: Rect::new(1.0, 4.0, (head - 2.0).max(0.0), (h - 8.0).max(0.0)), head, ..look }
        }
        _ => look,
    }
}

/// A symbol with its name below it.
fn below(node: &Node, look: Look) -> Look {
    let (w, h) = (node.rect.w, node.rect.h);
    let text_high = (h * 0.55).min(node.style.text_font().size * 2.6);
    let area = Rect::new(0.0, h - text_high, w, text_high);
    Look { area, icon: None, place: Place::Below, position: TextPosition::Bottom, ..look }
}

fn inset(shape: &Shape, w: f64, h: f64) -> Rect {
    let [left, top, right, bottom] = shape.margins(w, h, unit(w, h));
    Rect::new(left, top, (w - left - right).max(0.0), (h - top - bottom).max(0.0))
}

/// Height of the tab of a frame.
fn tab_height(node: &Node) -> f64 {
    (node.style.text_font().size * 1.25 + 5.0).min(node.rect.h * 0.5)
}

/// Length of a unit of shape templates.
pub(crate) fn unit(w: f64, h: f64) -> f64 {
    (w / 100.0).min(h / 45.0).clamp(0.05, 1.0)
}
