//! Our layout against its peers: elkjs, which is ELK itself, with the same options; and Graphviz.
//!
//! `archweave-benchmark --task layout FOLDER` lays out generated graphs, and prints for each engine what it
//! took and how good the drawing is; files for the peers go into the folder. [`compare`] does the same for
//! any graph.

pub mod corpus;
mod dot;
mod elkjs;
mod graphs;

use std::path::Path;

use archweave_model::layered::quality::{self, Quality};
use archweave_model::layered::{self, Graph};

use crate::{Failure, clock};

/// What an engine made of a graph.
struct Outcome {
    /// CPU seconds of the layout.
    seconds: f64,
    quality: Quality,
}

/// Lays out all generated graphs.
pub fn run(folder: &Path) -> Result<(), Failure> {
    elkjs::install()?;
    println!(
        "| graph | engine | CPU s | crossings | overlaps | hits | labels hit | length | area, Mpx | aspect |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (name, graph) in graphs::all() {
        compare(&name, &graph, folder)?;
    }
    Ok(())
}

/// Lays out a graph with every engine, and prints a line for each.
pub fn compare(name: &str, graph: &Graph, folder: &Path) -> Result<(), Failure> {
    let (seconds, placed) = clock::measure(|| layered::layout(graph));
    let ours = placed.map(|placed| Outcome { seconds, quality: quality::of(graph, &placed) });
    let ours = ours.map_err(Failure::from);
    let peer = elkjs::layout(graph, folder);
    print(name, "ours", &ours);
    print(name, "elkjs", &peer);
    if let (Ok(ours), Ok(peer)) = (&ours, &peer) {
        let ratio = |of: fn(&Outcome) -> f64| format!("{:.3}", of(ours) / of(peer).max(1e-9));
        println!(
            "| {name} | ours / elkjs | {} | {} | | | | {} | {} | |",
            ratio(|it| it.seconds),
            ratio(|it| it.quality.crossings as f64),
            ratio(|it| it.quality.edge_length),
            ratio(|it| it.quality.area),
        );
    }
    print(name, "dot", &dot::layout(graph, folder, "true"));
    if graph.nodes.len() <= 50 {
        print(name, "dot ortho", &dot::layout(graph, folder, "ortho"));
    }
    Ok(())
}

fn print(name: &str, engine: &str, result: &Result<Outcome, Failure>) {
    match result {
        Ok(Outcome { seconds, quality: q }) => println!(
            "| {name} | {engine} | {seconds:.3} | {} | {} | {} | {} | {:.0} | {:.2} | {:.2} |",
            q.crossings,
            q.node_overlaps,
            q.edge_node_hits,
            q.label_collisions,
            q.edge_length,
            q.area / 1e6,
            q.aspect,
        ),
        Err(error) => println!("| {name} | {engine} | {} | | | | | | | |", first_line(&error.to_string())),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(100).collect()
}
