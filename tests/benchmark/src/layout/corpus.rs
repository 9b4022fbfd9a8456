//! The views of other people's models, laid out anew by every engine.
//!
//! `archweave-benchmark --task layout-corpus FOLDER`, with `../shared/corpus` beside the project; the
//! folder takes the files for the peers.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use archweave_interchange::archimate;
use archweave_model::layered::quality::{self, Quality};
use archweave_model::layered::{self, Engine, Graph, Placed};
use archweave_model::snapshot::Snapshot;
use archweave_model::view::{Asked, picture};

use super::{Outcome, dot, elkjs};
use crate::{Failure, clock};

/// Views of a model: its largest.
const VIEWS: usize = 4;
/// Boxes of a view that is large enough to have a quality and small enough for the slowest peer.
const NODES: std::ops::RangeInclusive<usize> = 12..=300;

/// Keeps what it is asked to lay out.
#[derive(Default)]
struct Listener(Mutex<Vec<Graph>>);

impl Engine for Listener {
    fn layout(&self, graph: &Graph) -> Result<Placed, layered::Failure> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(graph.clone());
        layered::layout(graph)
    }
}

/// Sums of one engine over many views.
#[derive(Default)]
struct Sum {
    seconds: f64,
    overlaps: usize,
    hits: usize,
    crossings: usize,
    labels: usize,
    length: f64,
    aspect: f64,
    views: usize,
}

impl Sum {
    fn add(&mut self, Outcome { seconds, quality: q }: &Outcome) {
        self.seconds += seconds;
        self.overlaps += q.node_overlaps;
        self.hits += q.edge_node_hits;
        self.crossings += q.crossings;
        self.labels += q.label_collisions;
        self.length += q.edge_length;
        self.aspect += q.aspect;
        self.views += 1;
    }

    fn print(&self, name: &str, engine: &str) {
        println!(
            "| {name} | {engine} | {} | {:.2} | {} | {} | {} | {} | {:.0} | {:.2} |",
            self.views,
            self.seconds,
            self.crossings,
            self.overlaps,
            self.hits,
            self.labels,
            self.length,
            self.aspect / self.views.max(1) as f64,
        );
    }
}

/// Lays out the views of the corpus.
pub fn run(folder: &Path) -> Result<(), Failure> {
    let corpus = Path::new("../shared/corpus/archi");
    if !corpus.is_dir() {
        println!("skipped: ../shared/corpus/archi is not there");
        return Ok(());
    }
    elkjs::install()?;
    let mut files: Vec<_> = std::fs::read_dir(corpus)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "archimate"));
    files.sort();
    let mut all = [Sum::default(), Sum::default(), Sum::default()];
    let mut worse = Vec::new();
    println!(
        "| model | engine | views | CPU s | crossings | overlaps | hits | labels hit | length | aspect |"
    );
    println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for path in files {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut sums = [Sum::default(), Sum::default(), Sum::default()];
        for (view, graph) in graphs(&path)? {
            let (seconds, placed) = clock::measure(|| layered::layout(&graph));
            let quality: Quality = quality::of(&graph, &placed.map_err(Failure::from)?);
            let ours = Outcome { seconds, quality };
            // Only views that every engine lays out are compared.
            let (Ok(elk), Ok(dot)) = (elkjs::layout(&graph, folder), dot::layout(&graph, folder, "true"))
            else {
                println!("| {name} | {view}: a peer gave no answer | | | | | | | | |");
                continue;
            };
            if ours.quality.crossings as f64 > elk.quality.crossings as f64 * 1.05
                || ours.quality.edge_length > elk.quality.edge_length * 1.05
            {
                worse.push(format!(
                    "{name}: {view}: crossings {} to {}, length {:.0} to {:.0}",
                    ours.quality.crossings,
                    elk.quality.crossings,
                    ours.quality.edge_length,
                    elk.quality.edge_length
                ));
            }
            for (at, outcome) in [&ours, &elk, &dot].into_iter().enumerate() {
                sums[at].add(outcome);
                all[at].add(outcome);
            }
        }
        if sums[0].views > 0 {
            sums[0].print(&name, "ours");
            sums[1].print(&name, "elkjs");
        }
    }
    for (sum, engine) in all.iter().zip(["ours", "elkjs", "dot"]) {
        sum.print("**all**", engine);
    }
    println!(
        "views in which crossings or length exceed 1.05 times elkjs: {} of {}",
        worse.len(),
        all[0].views
    );
    worse.iter().for_each(|line| println!("- {line}"));
    Ok(())
}

/// What the largest views of a model ask of the engine when nothing is placed.
fn graphs(path: &Path) -> Result<Vec<(String, Graph)>, Failure> {
    let bytes = std::fs::read(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let snapshot = Snapshot::from_model(&archimate::import(&name, &bytes)?.model, &name);
    let mut graphs = Vec::new();
    for view in snapshot.views() {
        let listener = Listener::default();
        picture(&Asked::new(&snapshot, view, None, "en", None), None, &listener);
        let asked = listener.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let joined =
            asked.into_iter().filter(|graph| NODES.contains(&graph.nodes.len()) && graph.edges.len() > 5);
        graphs.extend(joined.map(|graph| (view.id.to_string(), graph)));
    }
    graphs.sort_by_key(|(_, graph)| std::cmp::Reverse(graph.nodes.len()));
    graphs.truncate(VIEWS);
    Ok(graphs)
}
