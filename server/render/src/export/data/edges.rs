//! Lines as templates get them.

use archweave_model::diagram::{Diagram, Edge, End, Line, LineStyle, Point};
use serde::Serialize;

use crate::export::scene::{self, Scene};
use crate::number::Number;
use crate::{Options, Target};

/// A line.
#[derive(Clone, Debug, Default, Serialize)]
pub(in crate::export) struct EdgeData {
    pub id: String,
    pub alias: String,
    /// Of a node or a joint; in `edges` of a node or a line, and none where it joins nothing.
    pub from: Option<String>,
    pub to: Option<String>,
    /// Whether nodes are nested in what it joins.
    pub from_group: bool,
    pub to_group: bool,
    /// Of a diagram of states: from an initial state, to a final one.
    pub starts: bool,
    pub stops: bool,
    pub inside: Option<String>,
    pub what: &'static str,
    pub label: String,
    pub from_label: String,
    pub to_label: String,
    pub relation: Option<String>,
    pub element: Option<String>,
    pub part: Option<String>,
    pub kind: Option<String>,
    pub kind_label: String,
    pub line: String,
    pub is_dashed: bool,
    pub tail: &'static str,
    pub head: &'static str,
    pub color: String,
    pub link: Option<String>,
    pub start: Option<PointData>,
    pub end: Option<PointData>,
    /// Between start and end.
    pub bends: Vec<PointData>,
    /// Where it leaves its ends, in shares of their width and height.
    pub exit: Option<PointData>,
    pub entry: Option<PointData>,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(in crate::export) struct PointData {
    pub x: Number,
    pub y: Number,
}

/// A dot on a line, where another line ends.
#[derive(Clone, Debug, Serialize)]
pub(in crate::export) struct Joint {
    pub alias: String,
}

/// All lines, twice: as they are drawn, and as joins of nodes.
pub(in crate::export) struct Lines {
    pub edges: Vec<EdgeData>,
    pub links: Vec<EdgeData>,
    pub joints: Vec<Joint>,
}

impl Lines {
    pub fn of(diagram: &Diagram, scene: &Scene, options: &Options<'_>, ends: &[[Option<End>; 2]]) -> Self {
        let names: Vec<String> = scene::aliases(diagram.edges.iter().map(|e| e.id.as_str()));
        let names: Vec<String> = names.into_iter().map(|name| name.replacen("n_", "e_", 1)).collect();
        let data: Vec<EdgeData> =
            diagram.edges.iter().zip(&names).map(|(edge, name)| line(edge, name, options)).collect();
        let is_shown = |n: usize| diagram.edges.get(n).is_some_and(|edge| !edge.is_implied);

        let mut edges = Vec::new();
        for (n, edge) in diagram.edges.iter().enumerate().filter(|(n, _)| is_shown(*n)) {
            let mut data = data[n].clone();
            let name = |end: Option<End>| match end? {
                End::Node(at) => scene.aliases.get(at).cloned(),
                End::Edge(at) => names.get(at).filter(|_| is_shown(at)).cloned(),
            };
            (data.from, data.to) = (name(ends[n][0]), name(ends[n][1]));
            let share = |end: Option<End>, point: Option<&Point>| match end? {
                End::Node(at) => share(diagram, at, *point?),
                End::Edge(_) => None,
            };
            data.exit = share(ends[n][0], edge.points.first());
            data.entry = share(ends[n][1], edge.points.last());
            edges.push(data);
        }

        // A line that another ends at is cut in two at a joint.
        let mut is_cut = vec![false; diagram.edges.len()];
        for end in ends.iter().enumerate().filter(|(n, _)| is_shown(*n)).flat_map(|(_, ends)| ends).flatten()
        {
            if let End::Edge(at) = end {
                is_cut[*at] = is_shown(*at);
            }
        }
        let joint = |at: usize| format!("j_{}", names[at].trim_start_matches("e_"));
        let (mut links, mut joints) = (Vec::new(), Vec::new());
        for (n, edge) in diagram.edges.iter().enumerate().filter(|(n, _)| is_shown(*n)) {
            if matches!(edge.line, Line::Decor(_)) {
                continue;
            }
            let name = |end: Option<End>| match end? {
                End::Node(at) => scene.written(diagram, at).map(|at| scene.aliases[at].clone()),
                End::Edge(at) => is_cut[at].then(|| joint(at)),
            };
            let (Some(from), Some(to)) = (name(ends[n][0]), name(ends[n][1])) else {
                is_cut[n] = false;
                continue;
            };
            let mut whole = EdgeData { from: Some(from), to: Some(to), ..data[n].clone() };
            if is_cut[n] {
                let middle = joint(n);
                joints.push(Joint { alias: middle.clone() });
                let first = EdgeData {
                    to: Some(middle.clone()),
                    head: "none",
                    label: String::new(),
                    to_label: String::new(),
                    ..whole.clone()
                };
                links.push(first);
                whole = EdgeData { from: Some(middle), tail: "none", from_label: String::new(), ..whole };
            }
            links.push(whole);
        }
        // Of lines that joined a line which was left out, nothing is left to join.
        let known: std::collections::HashSet<&str> = joints.iter().map(|j| &*j.alias).collect();
        let is_there =
            |end: &Option<String>| end.as_deref().is_some_and(|e| !e.starts_with("j_") || known.contains(e));
        links.retain(|link| is_there(&link.from) && is_there(&link.to));
        Self { edges, links, joints }
    }
}

fn share(diagram: &Diagram, at: usize, point: Point) -> Option<PointData> {
    let rect = diagram.nodes.get(at)?.rect;
    let along = |at: f64, start: f64, length: f64| {
        let share = if length > 0.0 { (at - start) / length } else { 0.5 };
        Number((share.clamp(0.0, 1.0) * 1000.0).round() / 1000.0)
    };
    Some(PointData { x: along(point.x, rect.x, rect.w), y: along(point.y, rect.y, rect.h) })
}

fn line(edge: &Edge, alias: &str, options: &Options<'_>) -> EdgeData {
    let colors = options.templates.colors(options.theme);
    let tone = edge.tone.as_deref().and_then(|tone| colors.fill(tone));
    let color = edge.style.line.or(tone).unwrap_or(colors.edge);
    let point = |p: &Point| PointData { x: Number(p.x), y: Number(p.y) };
    let end = |at: usize| edge.ends[at].as_ref().map_or_else(String::new, |(text, _)| text.clone());
    let mut data = EdgeData {
        id: edge.id.to_string(),
        alias: alias.to_owned(),
        label: edge.label.clone(),
        from_label: end(0),
        to_label: end(1),
        color: color.to_string(),
        start: edge.points.first().map(point),
        end: edge.points.last().map(point),
        bends: match &edge.points[..] {
            [_, bends @ .., _] => bends.iter().map(point).collect(),
            _ => Vec::new(),
        },
        tail: "none",
        head: "none",
        ..EdgeData::default()
    };
    let mut mode = None;
    match &edge.line {
        Line::Relation(arrow) => {
            data.what = "relation";
            data.relation = Some(arrow.relation.to_string());
            data.kind = Some(arrow.kind.to_string());
            data.kind_label = arrow.kind_label.clone();
            data.line = arrow.shape.to_string();
            data.link = options.link.and_then(|link| link(Target::Relation(&arrow.relation)));
            mode = arrow.access.map(|a| a.name()).or(arrow.directed.then_some("directed"));
        }
        Line::Part(part) => {
            data.what = "part";
            data.element = Some(part.element.to_string());
            data.part = Some(part.part.to_string());
            data.kind_label = part.kind_label.clone();
            data.line = part.shape.to_string();
        }
        Line::Missing(relation) => {
            (data.what, data.line) = ("missing", "missing".into());
            data.relation = Some(relation.to_string());
            data.is_dashed = true;
        }
        Line::Decor(name) => (data.what, data.line) = ("decor", name.to_string()),
        Line::Plain => {
            (data.what, data.line) = ("plain", "plain".into());
            data.is_dashed = matches!(edge.style.line_style, Some(LineStyle::Dashed | LineStyle::Dotted));
        }
    }
    let shape = options.templates.line(&data.line, mode);
    data.is_dashed |= shape.dash.is_some();
    if let Some(word) = shape.keyword.as_deref().filter(|_| !edge.label.contains('«')) {
        data.label = format!("«{word}»\n{}", edge.label).trim_end().to_owned();
    }
    data.tail = end_name(shape.start.as_deref());
    data.head = end_name(shape.end.as_deref());
    data
}

/// What a marker is, in the words templates choose by.
fn end_name(marker: Option<&str>) -> &'static str {
    match marker {
        None => "none",
        Some("diamond-filled" | "diamond") => "diamond",
        Some(name) if name.starts_with("diamond") => "diamond-hollow",
        Some(name) if name.starts_with("triangle") => "triangle",
        Some("arrow-filled") => "filled",
        Some("arrow-half") => "half",
        Some(name) if name.starts_with("arrow") => "open",
        Some("dot") => "dot",
        Some(name) if name.starts_with("cross") => "cross",
        Some(name) if name.starts_with("circle") || name.starts_with("ball") => "circle",
        Some(_) => "open",
    }
}
