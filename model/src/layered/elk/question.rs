//! A graph as ELK's JSON, with every option we set.

use serde_json::{Map, Value};

use super::super::{Direction, Edge, End, Graph, Label, LabelPlace, Side};
use super::Way;

/// Nodes, edges and labels of a graph that gets the best placement: a tenth of a second at most. It grows
/// fast: a second at twice as many, twenty at six times.
const SMALL: usize = 400;
/// Of one in which crossings are looked at once more, in pairs.
const MEDIUM: usize = 2_000;

/// The graph in the JSON of ELK with all options.
pub fn json(graph: &Graph, way: Way, seed: u32) -> Value {
    let mut children = vec![Vec::new(); graph.nodes.len() + 1];
    for (at, node) in graph.nodes.iter().enumerate() {
        children[node.parent.map_or(0, |parent| parent + 1)].push(at);
    }
    let question = Question { graph, children, way, seed };
    let mut options = question.common(None);
    options.extend([
        option("algorithm", "layered"),
        option("direction", direction(graph.direction)),
        option("padding", padding([0.0; 4])),
        option("aspectRatio", "1.6"),
    ]);
    let mut root = object([("id", "root".into()), ("layoutOptions", options.into())]);
    root.insert("children".into(), question.nodes(None));
    root.insert(
        "edges".into(),
        graph.edges.iter().enumerate().map(|(at, edge)| question.edge(at, edge)).collect(),
    );
    root.into()
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn option(key: &str, value: impl Into<Value>) -> (String, Value) {
    (format!("org.eclipse.elk.{key}"), value.into())
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Down => "DOWN",
        Direction::Up => "UP",
        Direction::Right => "RIGHT",
        Direction::Left => "LEFT",
    }
}

fn padding([top, right, bottom, left]: [f64; 4]) -> String {
    format!("[top={top},left={left},bottom={bottom},right={right}]")
}

struct Question<'a> {
    graph: &'a Graph,
    /// Of the root, then of each node.
    children: Vec<Vec<usize>>,
    way: Way,
    seed: u32,
}

impl Question<'_> {
    fn children(&self, parent: Option<usize>) -> &[usize] {
        &self.children[parent.map_or(0, |parent| parent + 1)]
    }

    /// What ELK wants to be told again for each node with children.
    fn common(&self, parent: Option<usize>) -> Map<String, Value> {
        let spacing = self.graph.spacing;
        let is_nested = self.graph.nodes.iter().any(|node| node.parent.is_some());
        let is_ranked = self.children(parent).iter().any(|&child| self.graph.nodes[child].rank.is_some());
        let mut options: Map<String, Value> = [
            option("edgeRouting", "ORTHOGONAL"),
            option("randomSeed", self.seed),
            option("spacing.nodeNode", spacing.node),
            option("spacing.edgeNode", spacing.edge),
            option("spacing.edgeEdge", spacing.edge),
            option("spacing.componentComponent", spacing.node),
            option("layered.spacing.nodeNodeBetweenLayers", spacing.layer),
            option("layered.spacing.edgeNodeBetweenLayers", spacing.edge),
            option("layered.spacing.edgeEdgeBetweenLayers", spacing.edge),
        ]
        .into_iter()
        .collect();
        // Straighter and shorter lines for graphs that a person takes in at once, in time that grows fast.
        let labels = self.graph.edges.iter().map(|edge| edge.labels.len()).sum::<usize>();
        let size = self.graph.nodes.len() + self.graph.edges.len() + labels;
        // That placement loses ports.
        let has_ports = self.graph.nodes.iter().any(|node| !node.ports.is_empty());
        if size <= SMALL && matches!(self.way, Way::Best | Way::Free) && !has_ports {
            options.extend([
                option("layered.nodePlacement.strategy", "NETWORK_SIMPLEX"),
                option("layered.thoroughness", 20),
            ]);
        } else {
            options.extend([option("layered.nodePlacement.bk.fixedAlignment", "BALANCED")]);
        }
        if size <= MEDIUM {
            options.extend([option("layered.crossingMinimization.greedySwitch.activationThreshold", 0)]);
        }
        if is_nested {
            // Crossings around a node count before those in it, except where that fails.
            let sweepiness = if self.way == Way::Inside { -2 } else { 1 };
            options.extend([
                option("hierarchyHandling", "INCLUDE_CHILDREN"),
                option("layered.crossingMinimization.hierarchicalSweepiness", sweepiness),
            ]);
        }
        if self.way != Way::Free {
            options.extend([option("layered.considerModelOrder.strategy", "NODES_AND_EDGES")]);
        }
        if is_ranked {
            options.extend([option("partitioning.activate", true)]);
        }
        options
    }

    fn nodes(&self, parent: Option<usize>) -> Value {
        self.children(parent).iter().map(|&at| self.node(at)).collect()
    }

    fn node(&self, at: usize) -> Value {
        let node = &self.graph.nodes[at];
        let is_parent = !self.children(Some(at)).is_empty();
        let mut options = if is_parent { self.common(Some(at)) } else { Map::new() };
        if is_parent {
            // ELK turns a graph that runs down on its side, and forgets to turn this (in Java, too).
            let [w, h] = match self.graph.direction {
                Direction::Down | Direction::Up => [node.h, node.w],
                Direction::Right | Direction::Left => [node.w, node.h],
            };
            options.extend([
                option("padding", padding(node.padding)),
                option("nodeSize.constraints", "[MINIMUM_SIZE]"),
                option("nodeSize.minimum", format!("({w},{h})")),
            ]);
        }
        if !node.ports.is_empty() {
            options.extend([option("portConstraints", "FIXED_SIDE")]);
        }
        if let Some(rank) = node.rank {
            options.extend([option("partitioning.partition", rank)]);
        }
        let size = [("width", node.w.into()), ("height", node.h.into())];
        let mut json = object([("id", format!("n{at}").into()), ("layoutOptions", options.into())]);
        json.extend(object(size));
        if !node.ports.is_empty() {
            let ports = node.ports.iter().enumerate().map(|(index, port)| {
                let side = match port.side {
                    Side::Top => "NORTH",
                    Side::Right => "EAST",
                    Side::Bottom => "SOUTH",
                    Side::Left => "WEST",
                };
                object([
                    ("id", format!("n{at}p{index}").into()),
                    ("width", port.w.into()),
                    ("height", port.h.into()),
                    ("layoutOptions", Map::from_iter([option("port.side", side)]).into()),
                ])
            });
            json.insert("ports".into(), ports.collect());
        }
        if is_parent {
            json.insert("children".into(), self.nodes(Some(at)));
        }
        json.into()
    }

    fn edge(&self, at: usize, edge: &Edge) -> Value {
        let end = |end: End| match end.port {
            Some(port) => Value::from(vec![format!("n{}p{port}", end.node)]),
            None => Value::from(vec![format!("n{}", end.node)]),
        };
        let mut json =
            object([("id", format!("e{at}").into()), ("sources", end(edge.from)), ("targets", end(edge.to))]);
        if !edge.labels.is_empty() {
            let label = |label: &Label| {
                // ELK places all labels of a loop together, and fails where one is to be at its end.
                let place = match label.place {
                    _ if edge.from.node == edge.to.node => "CENTER",
                    LabelPlace::Center => "CENTER",
                    LabelPlace::Tail => "TAIL",
                    LabelPlace::Head => "HEAD",
                };
                object([
                    // ELK leaves out labels without a text.
                    ("text", "x".into()),
                    ("width", label.w.into()),
                    ("height", label.h.into()),
                    ("layoutOptions", Map::from_iter([option("edgeLabels.placement", place)]).into()),
                ])
            };
            json.insert("labels".into(), edge.labels.iter().map(label).collect());
        }
        json.into()
    }
}
