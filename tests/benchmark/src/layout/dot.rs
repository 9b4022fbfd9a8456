//! Graphviz, with the same sizes and distances; its curves as short straight pieces.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use archweave_model::diagram::Rect;
use archweave_model::layered::Graph;
use archweave_model::layered::quality::{Drawing, Line, measure};
use serde_json::Value;

use super::Outcome;
use crate::{Failure, clock};

/// Seconds after which it is stopped.
const PATIENCE: &str = "120";
/// Pieces of a curve.
const PIECES: usize = 8;

/// Lays out and measures.
pub fn layout(graph: &Graph, folder: &Path, splines: &str) -> Result<Outcome, Failure> {
    let file = folder.join("graph.dot");
    std::fs::write(&file, source(graph, splines)?)?;
    let before = clock::cpu_of_children();
    let output = Command::new("timeout").args([PATIENCE, "dot", "-Tjson"]).arg(file).output()?;
    let seconds = clock::cpu_of_children() - before;
    if !output.status.success() {
        return Err(format!("{} after {seconds:.1} s", output.status).into());
    }
    let answer: Value = serde_json::from_slice(&output.stdout)?;
    Ok(Outcome { seconds, quality: measure(&drawing(graph, &answer)) })
}

fn has_children(graph: &Graph, at: usize) -> bool {
    graph.nodes.iter().any(|node| node.parent == Some(at))
}

fn source(graph: &Graph, splines: &str) -> Result<String, Failure> {
    let inch = |pixels: f64| pixels / 72.0;
    let mut dot = format!("digraph {{ splines={splines}; compound=true; ");
    write!(dot, "nodesep={}; ranksep={}; ", inch(graph.spacing.node), inch(graph.spacing.layer))?;
    dot += "node [shape=box fixedsize=true label=\"\"]; edge [arrowhead=none];\n";
    for at in 0..graph.nodes.len() {
        if graph.nodes[at].parent.is_none() {
            write_node(graph, at, &mut dot)?;
        }
    }
    for (at, edge) in graph.edges.iter().enumerate() {
        let (from, to) = (leaf(graph, edge.from.node), leaf(graph, edge.to.node));
        write!(dot, "n{from} -> n{to} [id=e{at}")?;
        if from != edge.from.node {
            write!(dot, " ltail=cluster{}", edge.from.node)?;
        }
        if to != edge.to.node {
            write!(dot, " lhead=cluster{}", edge.to.node)?;
        }
        if let Some(label) = edge.labels.first() {
            let (w, h) = (label.w, label.h);
            let table = "TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" FIXEDSIZE=\"TRUE\"";
            write!(dot, " label=<<{table} WIDTH=\"{w}\" HEIGHT=\"{h}\"><TR><TD></TD></TR></TABLE>>")?;
        }
        dot += "];\n";
    }
    Ok(dot + "}\n")
}

fn write_node(graph: &Graph, at: usize, dot: &mut String) -> Result<(), Failure> {
    let node = &graph.nodes[at];
    if has_children(graph, at) {
        let margin = node.padding[1];
        writeln!(dot, "subgraph cluster{at} {{ margin={margin};")?;
        for child in (at + 1..graph.nodes.len()).filter(|&child| graph.nodes[child].parent == Some(at)) {
            write_node(graph, child, dot)?;
        }
        *dot += "}\n";
    } else {
        writeln!(dot, "n{at} [width={} height={}];", node.w / 72.0, node.h / 72.0)?;
    }
    Ok(())
}

/// A node that dot can draw a line to, inside of a container.
fn leaf(graph: &Graph, at: usize) -> usize {
    (at + 1..graph.nodes.len())
        .find(|&child| graph.nodes[child].parent == Some(at))
        .map_or(at, |child| leaf(graph, child))
}

fn numbers(text: &Value) -> Vec<f64> {
    let parts = text.as_str().unwrap_or_default().split([',', ' ', ';']);
    parts.filter_map(|part| part.parse().ok()).collect()
}

fn drawing(graph: &Graph, answer: &Value) -> Drawing {
    let height = numbers(&answer["bb"]).get(3).copied().unwrap_or_default();
    let mut boxes = vec![Rect::default(); graph.nodes.len()];
    for object in answer["objects"].as_array().into_iter().flatten() {
        let name = object["name"].as_str().unwrap_or_default();
        let at = name.trim_start_matches(|c: char| c.is_alphabetic()).parse::<usize>();
        let Some(place) = at.ok().and_then(|at| boxes.get_mut(at)) else { continue };
        if let [left, bottom, right, top] = numbers(&object["bb"])[..] {
            *place = Rect::new(left, height - top, right - left, top - bottom);
        } else if let [x, y] = numbers(&object["pos"])[..] {
            let [w, h] = ["width", "height"]
                .map(|key| numbers(&object[key]).first().copied().unwrap_or_default() * 72.0);
            *place = Rect::new(x - w / 2.0, height - y - h / 2.0, w, h);
        }
    }
    let mut lines: Vec<Line> = graph
        .edges
        .iter()
        .map(|edge| Line { ends: [edge.from.node, edge.to.node], ..Line::default() })
        .collect();
    for edge in answer["edges"].as_array().into_iter().flatten() {
        let at = edge["id"].as_str().and_then(|id| id.get(1..)?.parse::<usize>().ok());
        let Some(line) = at.and_then(|at| lines.get_mut(at)) else { continue };
        let points: Vec<[f64; 2]> =
            numbers(&edge["pos"]).chunks_exact(2).map(|p| [p[0], height - p[1]]).collect();
        line.points = flattened(&points);
        if let ([x, y], Some(label)) =
            (&numbers(&edge["lp"])[..], graph.edges[at.unwrap_or_default()].labels.first())
        {
            line.labels.push(Rect::new(x - label.w / 2.0, height - y - label.h / 2.0, label.w, label.h));
        }
    }
    Drawing { boxes, parents: graph.nodes.iter().map(|node| node.parent).collect(), lines }
}

/// Cubic curves as straight pieces.
fn flattened(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut flat: Vec<[f64; 2]> = points.first().copied().into_iter().collect();
    let mut start = 0;
    while let Some([a, b, c, d]) =
        points.get(start..start + 4).and_then(|four| <[[f64; 2]; 4]>::try_from(four).ok())
    {
        for piece in 1..=PIECES {
            let t = piece as f64 / PIECES as f64;
            let weights =
                [(1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3)];
            let axis = |axis: usize| [a, b, c, d].iter().zip(weights).map(|(p, w)| p[axis] * w).sum();
            flat.push([axis(0), axis(1)]);
        }
        start += 3;
    }
    flat
}
