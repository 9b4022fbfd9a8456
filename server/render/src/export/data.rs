//! What the template of a format is given; `templates/export/README.md` tells its authors.

mod edges;
mod facts;

use std::collections::{HashMap, HashSet};

use archweave_model::diagram::{Diagram, Sample};
use serde::Serialize;

use crate::export::nodes::{self, Close, NodeData};
use crate::export::scene::Scene;
use crate::export::steps::{self, Step};
use crate::export::{ends, sort};
use crate::number::Number;
use crate::{Options, Target};

pub(super) use edges::EdgeData;
use edges::Joint;
use facts::{ElementFact, RelationFact};

/// A diagram for templates.
#[derive(Serialize)]
pub(super) struct Data {
    sort: &'static str,
    notation: &'static str,
    view: String,
    language: String,
    title: String,
    description: Vec<String>,
    link: Option<String>,
    picture: Option<String>,
    x: Number,
    y: Number,
    w: Number,
    h: Number,
    /// In the order of the nesting.
    nodes: Vec<NodeData>,
    /// Dots on lines where other lines end.
    joints: Vec<Joint>,
    /// Lines between nodes and joints.
    links: Vec<EdgeData>,
    /// Everything drawn as a box, back to front.
    boxes: Vec<NodeData>,
    /// Everything drawn as a line.
    edges: Vec<EdgeData>,
    participants: Vec<NodeData>,
    steps: Vec<Step>,
    palette: Vec<Paint>,
    legend: Vec<Entry>,
    legend_title: String,
    elements: Vec<ElementFact>,
    relations: Vec<RelationFact>,
    notes: Vec<String>,
}

/// Colours that boxes share.
#[derive(Serialize)]
struct Paint {
    name: String,
    fill: Option<String>,
    line: String,
    ink: String,
    is_dashed: bool,
}

/// A colour and its meaning.
#[derive(Serialize)]
struct Entry {
    label: String,
    fill: Option<String>,
    letter: Option<String>,
}

impl Data {
    pub fn of(diagram: &Diagram, options: &Options<'_>) -> Self {
        let scene = Scene::of(diagram);
        let sort = sort::of(diagram);
        let mut boxes: Vec<NodeData> =
            (0..diagram.nodes.len()).map(|at| nodes::node(diagram, &scene, options, at)).collect();
        let palette = palette(&mut boxes);
        let mut nodes: Vec<NodeData> = scene.order.iter().map(|(at, _)| boxes[*at].clone()).collect();
        nest(&mut nodes, &scene);
        place(&mut boxes, diagram, &scene);
        let ends: Vec<_> = diagram.edges.iter().map(|edge| ends::of(diagram, edge)).collect();
        let mut all = edges::Lines::of(diagram, &scene, options, &ends);
        let groups: HashSet<&str> = nodes.iter().filter(|n| n.is_group).map(|n| &*n.alias).collect();
        for link in &mut all.links {
            let is_group = |end: &Option<String>| end.as_deref().is_some_and(|end| groups.contains(end));
            (link.from_group, link.to_group) = (is_group(&link.from), is_group(&link.to));
        }
        if sort == "states" {
            bound(&mut all.links, &mut nodes);
        }
        let (participants, steps) = match sort {
            "sequence" => {
                let (participants, steps) = steps::of(diagram, &scene, &ends);
                (participants.into_iter().map(|at| boxes[at].clone()).collect(), steps)
            }
            _ => (Vec::new(), Vec::new()),
        };
        let elements = facts::elements(diagram, &scene, options);
        let relations = facts::relations(diagram, options, &ends);
        let title = if diagram.title.trim().is_empty() { diagram.view.as_str() } else { &diagram.title };
        let (legend_title, legend) = legend(diagram, options);
        Self {
            sort,
            notation: diagram.notation.name(),
            view: diagram.view.to_string(),
            language: diagram.language.to_string(),
            title: title.to_owned(),
            description: diagram.description.lines().map(str::trim).map(str::to_owned).collect(),
            link: options.link.and_then(|link| link(Target::View(&diagram.view))),
            picture: options.picture.map(str::to_owned),
            x: Number(diagram.bounds.x),
            y: Number(diagram.bounds.y),
            w: Number(diagram.bounds.w),
            h: Number(diagram.bounds.h),
            nodes,
            joints: all.joints,
            links: all.links,
            boxes,
            edges: all.edges,
            participants,
            steps,
            palette,
            legend,
            legend_title,
            elements,
            relations,
            notes: diagram.notes.clone(),
        }
    }
}

/// Says of each node in the order of the nesting what it is inside, what is inside it, and which
/// groups end after it.
fn nest(nodes: &mut [NodeData], scene: &Scene) {
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (n, (at, depth)) in scene.order.iter().copied().enumerate() {
        nodes[n].indent = "  ".repeat(depth);
        nodes[n].parent = scene.parents[at].map(|parent| scene.aliases[parent].clone());
        open.truncate(depth);
        if let Some((parent, _)) = open.last() {
            let alias = nodes[n].alias.clone();
            nodes[*parent].is_group = true;
            nodes[*parent].children.push(alias);
        }
        open.push((n, depth));
        let next = scene.order.get(n + 1).map_or(0, |(_, depth)| *depth);
        let ended = open.iter().rev().filter(|(_, depth)| *depth >= next && *depth < open.len() - 1);
        let closes: Vec<Close> = ended
            .map(|(group, depth)| Close {
                alias: nodes[*group].alias.clone(),
                indent: "  ".repeat(*depth),
                links: Vec::new(),
            })
            .collect();
        nodes[n].closes = closes;
    }
}

/// Marks lines from an initial or to a final state, and adds them where the group ends that these are in.
fn bound(links: &mut [EdgeData], nodes: &mut [NodeData]) {
    let places: HashMap<String, Option<String>> = nodes
        .iter()
        .filter(|node| matches!(node.pseudo, "initial" | "final"))
        .map(|node| (node.alias.clone(), node.parent.clone()))
        .collect();
    let mut inside: HashMap<String, Vec<EdgeData>> = HashMap::new();
    for link in links {
        let place = |end: &Option<String>| end.as_ref().and_then(|end| places.get(end));
        let (from, to) = (place(&link.from), place(&link.to));
        (link.starts, link.stops) = (from.is_some(), to.is_some());
        link.inside = from.or(to).cloned().flatten();
        if let Some(group) = link.inside.clone() {
            inside.entry(group).or_default().push(link.clone());
        }
    }
    for close in nodes.iter_mut().flat_map(|node| &mut node.closes) {
        close.links = inside.remove(&close.alias).unwrap_or_default();
    }
}

/// Places boxes within those they are drawn in.
fn place(boxes: &mut [NodeData], diagram: &Diagram, scene: &Scene) {
    for (at, node) in diagram.nodes.iter().enumerate() {
        let parent = node.parent.filter(|parent| *parent < at);
        let origin = parent.map_or((0.0, 0.0), |p| (diagram.nodes[p].rect.x, diagram.nodes[p].rect.y));
        boxes[at].dx = Number(node.rect.x - origin.0);
        boxes[at].dy = Number(node.rect.y - origin.1);
        boxes[at].parent = parent.map(|parent| scene.aliases[parent].clone());
        if let Some(parent) = parent {
            let alias = boxes[at].alias.clone();
            boxes[parent].is_group = true;
            boxes[parent].children.push(alias);
        }
    }
}

fn palette(nodes: &mut [NodeData]) -> Vec<Paint> {
    let mut known = HashMap::new();
    let mut palette = Vec::new();
    for node in nodes {
        let key = (node.fill.clone(), node.line.clone(), node.ink.clone(), node.is_dashed);
        let name = known.entry(key).or_insert_with(|| {
            let name = format!("c{}", palette.len() + 1);
            palette.push(Paint {
                name: name.clone(),
                fill: node.fill.clone(),
                line: node.line.clone(),
                ink: node.ink.clone(),
                is_dashed: node.is_dashed,
            });
            name
        });
        node.class.clone_from(name);
    }
    palette
}

fn legend(diagram: &Diagram, options: &Options<'_>) -> (String, Vec<Entry>) {
    let Some(legend) = &diagram.legend else { return (String::new(), Vec::new()) };
    let colors = options.templates.colors(options.theme);
    let entries = legend.entries.iter().map(|entry| Entry {
        label: entry.label.clone(),
        fill: match &entry.sample {
            Sample::Tone(name) => colors.fill(name).map(|fill| fill.to_string()),
            _ => None,
        },
        letter: match &entry.sample {
            Sample::Letter(letter) => Some(letter.to_string()),
            _ => None,
        },
    });
    (legend.title.clone(), entries.collect())
}
