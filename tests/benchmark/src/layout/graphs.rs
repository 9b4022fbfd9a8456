//! Graphs like those of architectures: most lines stay near, a few go anywhere.

use archweave_model::layered::{Edge, End, Graph, Label, LabelPlace, Node};

use crate::generator::Random;

/// Names and graphs; always the same ones.
pub fn all() -> Vec<(String, Graph)> {
    let mut all = Vec::new();
    for size in [50, 200, 1_000] {
        all.push((format!("flat {size}"), flat(size)));
        all.push((format!("nested {size}"), nested(size)));
    }
    for size in [50, 200] {
        let mut labelled = flat(size);
        for edge in &mut labelled.edges {
            edge.labels.push(Label { w: 60.0, h: 14.0, place: LabelPlace::Center });
        }
        all.push((format!("labelled {size}"), labelled));
    }
    all
}

fn node(parent: Option<usize>) -> Node {
    Node { parent, w: 120.0, h: 55.0, padding: [28.0, 12.0, 12.0, 12.0], ..Node::default() }
}

/// One and a half edges a node between the last `size` nodes.
fn join(graph: &mut Graph, size: usize) {
    let mut random = Random::new(crate::SEED);
    let first = graph.nodes.len() - size;
    let near = 2 + (size as f64).sqrt() as usize;
    for _ in 0..size * 3 / 2 {
        let from = random.below(size);
        let step = if random.below(10) == 0 { random.below(size) } else { 1 + random.below(near) };
        // Forwards, or the last would all point back.
        let to = (from + step).min(size - 1);
        if from != to {
            graph.edges.push(Edge {
                from: End::node(first + from),
                to: End::node(first + to),
                labels: Vec::new(),
            });
        }
    }
}

fn flat(size: usize) -> Graph {
    let mut graph = Graph { nodes: vec![node(None); size], ..Graph::default() };
    join(&mut graph, size);
    graph
}

/// Groups of five in groups of twenty-five.
fn nested(size: usize) -> Graph {
    let (outer, inner) = (size.div_ceil(25), size.div_ceil(5));
    let mut graph = Graph::default();
    graph.nodes.extend((0..outer).map(|_| node(None)));
    graph.nodes.extend((0..inner).map(|at| node(Some(at / 5))));
    graph.nodes.extend((0..size).map(|at| node(Some(outer + at / 5))));
    join(&mut graph, size);
    graph
}
