//! Boxes as templates get them.

use archweave_model::diagram::{Color, Content, Diagram, Feature, Node, anatomy};
use archweave_model::element::Junction;
use archweave_model::viewpoint::Notation;
use serde::Serialize;

use crate::export::data::EdgeData;
use crate::export::scene::Scene;
use crate::number::Number;
use crate::{Options, Target};

/// A box.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct NodeData {
    pub id: String,
    pub alias: String,
    pub parent: Option<String>,
    pub children: Vec<String>,
    pub indent: String,
    pub is_group: bool,
    /// Groups that end after it, innermost first.
    pub closes: Vec<Close>,
    pub what: &'static str,
    pub label: String,
    pub text: String,
    pub keyword: String,
    pub stereotype: String,
    pub below: Vec<String>,
    pub badge: String,
    pub compartments: Vec<Compartment>,
    pub element: Option<String>,
    pub part: Option<String>,
    pub view: Option<String>,
    pub kind: Option<String>,
    pub kind_label: String,
    pub specializations: Vec<String>,
    pub shape: String,
    /// Of a figure that stands for control and has no name: `initial`, `final`, `choice`, `fork`,
    /// `history`, `deep-history`.
    pub pseudo: &'static str,
    pub layer: Option<String>,
    pub link: Option<String>,
    pub is_dashed: bool,
    pub fill: Option<String>,
    pub line: String,
    pub ink: String,
    pub class: String,
    pub x: Number,
    pub y: Number,
    pub w: Number,
    pub h: Number,
    /// Left and top within its parent.
    pub dx: Number,
    pub dy: Number,
}

/// The end of a group.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Close {
    pub alias: String,
    pub indent: String,
    /// Of a diagram of states, the lines that have to stand inside the group.
    pub links: Vec<EdgeData>,
}

/// A list below the name.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Compartment {
    pub features: Vec<FeatureData>,
    pub text: String,
    pub y: Number,
    pub h: Number,
}

/// A line of such a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FeatureData {
    pub part: String,
    pub text: String,
    /// `+`, `-`, `#` or `~` and the spaces after it.
    pub visibility: String,
    /// The text without it.
    pub rest: String,
    pub is_abstract: bool,
    pub is_static: bool,
    /// Whether it is an operation: parentheses, and then at most a colon and what it results in.
    pub is_operation: bool,
    /// Of an operation, the rest up to the parenthesis, and what it results in.
    pub signature: String,
    pub result: String,
}

/// A box by its position.
pub(super) fn node(diagram: &Diagram, scene: &Scene, options: &Options<'_>, at: usize) -> NodeData {
    let node = &diagram.nodes[at];
    let mut data = NodeData {
        id: node.id.to_string(),
        alias: scene.aliases[at].clone(),
        label: node.label.clone(),
        keyword: node.keyword.trim_matches(['«', '»']).to_owned(),
        below: node.below.clone(),
        badge: node.badge.clone(),
        compartments: compartments(node),
        x: Number(node.rect.x),
        y: Number(node.rect.y),
        w: Number(node.rect.w),
        h: Number(node.rect.h),
        ..NodeData::default()
    };
    let mut palette = "other".to_owned();
    let in_palette = |shape: &str| options.templates.shape(shape).and_then(|s| s.palette.clone());
    match &node.content {
        Content::Element(figure) => {
            data.what = "element";
            data.element = Some(figure.element.to_string());
            data.kind = Some(figure.kind.to_string());
            data.kind_label = figure.kind_label.clone();
            data.specializations = figure.specializations.clone();
            data.shape = figure.shape.to_string();
            data.layer = Some(figure.layer.id().to_owned());
            data.link = options.link.and_then(|link| link(Target::Element(&figure.element)));
            palette = match figure.junction {
                _ if !figure.is_junction() => {
                    in_palette(&figure.shape).unwrap_or_else(|| figure.layer.id().to_owned())
                }
                Junction::And => "junction".to_owned(),
                Junction::Or => "junction-or".to_owned(),
            };
        }
        Content::Part(part) => {
            data.what = "part";
            data.element = Some(part.element.to_string());
            data.part = Some(part.part.to_string());
            data.kind_label = part.kind_label.clone();
            data.shape = part.shape.to_string();
            data.link = options.link.and_then(|link| link(Target::Element(&part.element)));
            palette = in_palette(&part.shape).unwrap_or(palette);
        }
        Content::Missing(element) => {
            data.what = "missing";
            data.element = Some(element.to_string());
            data.is_dashed = true;
            palette = "missing".into();
        }
        Content::View { id, found } => {
            data.what = "view";
            data.view = Some(id.to_string());
            data.link = options.link.filter(|_| *found).and_then(|link| link(Target::View(id)));
            palette = "view".into();
        }
        Content::Note => (data.what, palette) = ("note", "note".into()),
        Content::Group => (data.what, palette) = ("group", "group".into()),
        Content::Image(_) => (data.what, palette) = ("image", "image".into()),
        Content::Decor(shape) => {
            data.what = "decor";
            data.shape = shape.to_string();
            data.is_dashed = &**shape == "gap";
            palette = "group".into();
        }
    }
    paint(&mut data, node, &palette, options);
    data.pseudo = match &*data.shape {
        "uml-initial" => "initial",
        "uml-final" | "uml-flow-final" => "final",
        "uml-choice" | "uml-decision" => "choice",
        "uml-fork" => "fork",
        "uml-history" => "history",
        "uml-deep-history" => "deep-history",
        _ => "",
    };
    if data.keyword.is_empty()
        && data.specializations.is_empty()
        && matches!(data.what, "element" | "part")
        && let Some(word) = options.templates.shape(&data.shape).and_then(|shape| shape.keyword.as_ref())
    {
        data.keyword.clone_from(word);
    }
    data.stereotype = stereotype(&data, diagram.notation);
    data.text = text(&data);
    data
}

fn paint(data: &mut NodeData, node: &Node, palette: &str, options: &Options<'_>) {
    let colors = options.templates.colors(options.theme);
    let palette = node.tone.as_deref().unwrap_or(palette);
    let fill = node.style.fill.or_else(|| colors.fill(palette));
    let line = node.style.line.unwrap_or_else(|| colors.border(fill));
    let behind = fill.unwrap_or(colors.canvas);
    let ink =
        node.style.font_color.map_or_else(|| colors.text_on(behind), |given| colors.readable(given, behind));
    data.fill = fill.map(|fill: Color| fill.to_string());
    data.line = line.to_string();
    data.ink = ink.to_string();
}

/// The word that says what it is, where its figure does not.
fn stereotype(data: &NodeData, notation: Notation) -> String {
    if !data.keyword.is_empty() {
        return data.keyword.clone();
    }
    let special = data.specializations.first().cloned();
    let kind = match data.what {
        "element" if notation == Notation::Archimate && data.shape != "junction" => data.kind_label.clone(),
        _ => String::new(),
    };
    special.unwrap_or(kind)
}

/// All its lines, but for the lists.
fn text(data: &NodeData) -> String {
    let mut lines: Vec<&str> = Vec::new();
    if data.shape != "junction" {
        lines.push(&data.label);
    }
    lines.extend(data.below.iter().map(String::as_str));
    lines.push(&data.badge);
    lines.retain(|line| !line.trim().is_empty());
    // A box without a name is still a box.
    if lines.is_empty() { " ".to_owned() } else { lines.join("\n") }
}

fn compartments(node: &Node) -> Vec<Compartment> {
    let rects = anatomy(node).compartments;
    let list = |(features, rect): (&Vec<Feature>, archweave_model::diagram::Rect)| {
        let texts: Vec<&str> = features.iter().map(|feature| &*feature.text).collect();
        let feature = |feature: &Feature| {
            let text = feature.text.replace('\n', " ");
            let rest = match text.strip_prefix(['+', '-', '#', '~']) {
                Some(rest) if rest.starts_with(|c: char| c == ' ' || c.is_alphabetic()) => rest.trim_start(),
                _ => text.as_str(),
            };
            let operation = operation(rest);
            FeatureData {
                part: feature.part.to_string(),
                visibility: text[..text.len() - rest.len()].to_owned(),
                rest: rest.to_owned(),
                is_abstract: feature.italic,
                is_static: feature.underline,
                is_operation: operation.is_some(),
                signature: operation.map_or_else(String::new, |(signature, _)| signature.to_owned()),
                result: operation.map_or_else(String::new, |(_, result)| result.to_owned()),
                text,
            }
        };
        Compartment {
            text: texts.join("\n"),
            features: features.iter().filter(|f| !f.text.trim().is_empty()).map(feature).collect(),
            y: Number(rect.y),
            h: Number(rect.h),
        }
    };
    node.compartments.iter().zip(rects).map(list).collect()
}

/// Signature and result of `assign(crew : Crew) : bool`.
fn operation(text: &str) -> Option<(&str, &str)> {
    let (open, close) = (text.find('(')?, text.rfind(')')?);
    let after = text[close + 1..].trim();
    let result = if after.is_empty() { after } else { after.strip_prefix(':')?.trim_start() };
    (open > 0 && open < close && !result.starts_with(':')).then_some((&text[..=close], result))
}
