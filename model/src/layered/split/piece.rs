//! One piece: a set of children that edges join, as a graph for the library, and its answer.

use std::collections::BTreeMap;

use super::super::elk::Way;
use super::super::{Failure, Graph, Node, Placed, check, quality};
use super::{Block, Splitter, joined, ports};
use crate::diagram::Rect;

/// Nodes of a nested graph that is laid out twice.
const TWICE: usize = 150;

/// Seeds from which a nested graph of so many nodes is laid out: each begins with another order, and where
/// lines cross borders the number of crossings depends on it.
const SEEDS: u32 = 4;
const SEEDED: usize = 80;

/// A graph for the library.
#[derive(Default)]
struct Piece {
    graph: Graph,
    /// Which node of ours each node is; none for a block.
    nodes: Vec<Option<usize>>,
    /// Where each of our nodes is in it.
    places: BTreeMap<usize, usize>,
    /// What is inside a node already, from which point of it on.
    blocks: Vec<(usize, [f64; 2], Block)>,
    edges: Vec<usize>,
}

impl Splitter<'_> {
    /// Lays out children of one node that edges join.
    pub(super) fn piece(&mut self, members: &[usize]) -> Result<Block, Failure> {
        let mut piece = Piece::default();
        piece.graph.direction = self.graph.direction;
        piece.graph.spacing = self.graph.spacing;
        let mut ranks = None;
        for &member in members {
            ranks = joined(ranks, self.graph.nodes[member].rank.map(|rank| (rank, rank)));
            self.add(&mut piece, member, None)?;
        }
        let starting = |node: &usize| self.starting[*node].iter().copied();
        piece.edges = piece.places.keys().flat_map(starting).collect();
        piece.edges.sort_unstable();
        for &edge in &piece.edges {
            let mut edge = self.graph.edges[edge].clone();
            for end in [&mut edge.from, &mut edge.to] {
                let Some(&place) = piece.places.get(&end.node) else {
                    return Err(Failure::invalid(format!(
                        "an edge leads out of its piece to node {}",
                        end.node
                    )));
                };
                if let Some(port) = &mut end.port
                    && piece.graph.nodes[place].ports.len() < self.graph.nodes[end.node].ports.len()
                {
                    *port = self.used[end.node].binary_search(port).unwrap_or(*port);
                }
                end.node = place;
            }
            piece.graph.edges.push(edge);
        }
        rank_all(&mut piece.graph);
        let placed = self.ask(&piece.graph)?;
        let mut block = self.settle(piece, placed);
        block.ranks = ranks;
        Ok(block)
    }

    /// Adds a node with what has to be laid out together with it.
    fn add(&mut self, piece: &mut Piece, at: usize, parent: Option<usize>) -> Result<(), Failure> {
        let mut node = Node { parent, ..self.graph.nodes[at].clone() };
        let place = piece.graph.nodes.len();
        let block = self.block(Some(at))?;
        let is_open = !self.parts(Some(at)).open.is_empty();
        let [top, right, bottom, left] = node.padding;
        let has_block = !block.nodes.is_empty();
        if !is_open && has_block {
            node.w = node.w.max(left + block.size[0] + right);
            node.h = node.h.max(top + block.size[1] + bottom);
        }
        if is_open {
            node.ports = self.used[at].iter().map(|&port| node.ports[port]).collect();
        } else {
            ports::fit(&mut node);
        }
        piece.places.insert(at, place);
        piece.nodes.push(Some(at));
        piece.graph.nodes.push(node);
        if !is_open {
            if has_block {
                piece.blocks.push((place, [left, top], block));
            }
            return Ok(());
        }
        for child in self.parts(Some(at)).open.clone() {
            self.add(piece, child, Some(place))?;
        }
        if has_block {
            piece.blocks.push((piece.graph.nodes.len(), [0.0; 2], block));
            let [w, h] = piece.blocks.last().map_or([0.0; 2], |(.., block)| block.size);
            let rank = piece.blocks.last().and_then(|(.., block)| block.ranks).map(|(low, _)| low);
            piece.nodes.push(None);
            piece.graph.nodes.push(Node { parent: Some(place), w, h, rank, ..Node::default() });
        }
        Ok(())
    }

    /// The library's answer: the first without a line through a box, or the one with fewest.
    fn ask(&self, graph: &Graph) -> Result<Placed, Failure> {
        if let ([node], []) = (&graph.nodes[..], &graph.edges[..])
            && node.ports.is_empty()
        {
            let nodes = vec![Rect::new(0.0, 0.0, node.w, node.h)];
            return Ok(Placed { nodes, ports: vec![Vec::new()], edges: Vec::new() });
        }
        let attempt = |graph: &Graph, way, seed| {
            let mut placed = self.library.layout(graph, way, seed)?;
            check::answer(graph, &placed)?;
            let bounds = placed.bounds();
            placed.shift(-bounds.x, -bounds.y);
            Ok(placed)
        };
        // With ports on containers it fails so often that the last way is the first.
        let mut parents = graph.nodes.iter().filter_map(|node| node.parent);
        let ways = match parents.any(|parent| !graph.nodes[parent].ports.is_empty()) {
            true => [Way::Inside, Way::Fast, Way::Best, Way::Free],
            false => [Way::Best, Way::Free, Way::Fast, Way::Inside],
        };
        // In a nested graph, keeping to the order of nodes may cost crossings; two tries tell.
        let is_nested = graph.nodes.iter().any(|node| node.parent.is_some());
        let has_second = |way| way == Way::Best && is_nested && graph.nodes.len() <= TWICE;
        let mut best: Option<([usize; 2], Placed)> = None;
        let mut failure = None;
        let plain = std::cell::LazyCell::new(|| plain(graph));
        let seeds = if is_nested && graph.nodes.len() <= SEEDED { SEEDS } else { 1 };
        for (at, way) in ways.into_iter().chain(ways).enumerate() {
            // Without ranks only where nothing else was an answer.
            let graph = match at.checked_sub(ways.len()) {
                None => graph,
                Some(_) if best.is_some() => break,
                Some(_) => &plain,
            };
            for seed in 1..=if way == Way::Best { seeds } else { 1 } {
                match attempt(graph, way, seed) {
                    Ok(placed) => {
                        let quality = quality::of(graph, &placed);
                        let faults = [quality.edge_node_hits, quality.crossings];
                        if best.as_ref().is_none_or(|(least, _)| faults < *least) {
                            best = Some((faults, placed));
                        }
                    }
                    // What the first try failed with is what gets reported.
                    Err(error) => {
                        failure.get_or_insert(error);
                    }
                }
                if best.as_ref().is_some_and(|(faults, _)| *faults == [0, 0]) {
                    break;
                }
            }
            if best.as_ref().is_some_and(|(faults, _)| faults[0] == 0 && !(has_second(way) && faults[1] > 0))
            {
                break;
            }
        }
        let none = || failure.unwrap_or(Failure::Library("it was not asked".into()));
        best.map(|(_, placed)| placed).ok_or_else(none)
    }

    /// Takes over the answer.
    fn settle(&mut self, piece: Piece, placed: Placed) -> Block {
        let bounds = placed.bounds();
        let mut whole = Block { size: [bounds.w, bounds.h], ..Block::default() };
        for (place, [x, y], block) in piece.blocks {
            let rect = placed.nodes[place];
            self.shift(&block, [rect.x + x, rect.y + y]);
            whole.absorb(block);
        }
        let answers = placed.nodes.into_iter().zip(placed.ports);
        for (node, (rect, places)) in piece.nodes.into_iter().zip(answers) {
            if let Some(node) = node {
                let all = &self.graph.nodes[node].ports;
                self.placed.nodes[node] = rect;
                self.placed.ports[node] = if places.len() == all.len() {
                    places
                } else {
                    let known: Vec<_> = self.used[node].iter().copied().zip(places).collect();
                    ports::place(all, rect, &known)
                };
                whole.nodes.push(node);
            }
        }
        for (&edge, answer) in piece.edges.iter().zip(placed.edges) {
            self.placed.edges[edge] = answer;
        }
        whole.edges.extend(piece.edges);
        whole
    }
}

/// The same graph without ranks: the library fails on some that have both ranks and labels.
fn plain(graph: &Graph) -> Graph {
    let mut plain = graph.clone();
    plain.nodes.iter_mut().for_each(|node| node.rank = None);
    plain
}

/// Gives every sibling of a ranked node a rank, because the library fails where some have none: that of a
/// neighbour, else the lowest. Ranks become 0, 1, 2.
fn rank_all(graph: &mut Graph) {
    let mut known: Vec<i32> = graph.nodes.iter().filter_map(|node| node.rank).collect();
    known.sort_unstable();
    known.dedup();
    let Some(&lowest) = known.first() else { return };
    if known.len() == 1 {
        // One rank tells nothing apart, and costs the library half as much time again.
        return graph.nodes.iter_mut().for_each(|node| node.rank = None);
    }
    let ends = graph.edges.iter().map(|edge| [edge.from.node, edge.to.node]);
    let mut pairs: Vec<[usize; 2]> = ends.collect();
    pairs.retain(|&[a, b]| graph.nodes[a].parent == graph.nodes[b].parent);
    let mut has_changed = true;
    while std::mem::take(&mut has_changed) {
        for &[a, b] in &pairs {
            for [from, to] in [[a, b], [b, a]] {
                if graph.nodes[to].rank.is_none() && graph.nodes[from].rank.is_some() {
                    graph.nodes[to].rank = graph.nodes[from].rank;
                    has_changed = true;
                }
            }
        }
    }
    let ranked: std::collections::BTreeSet<Option<usize>> =
        graph.nodes.iter().filter(|node| node.rank.is_some()).map(|node| node.parent).collect();
    for node in graph.nodes.iter_mut().filter(|node| ranked.contains(&node.parent)) {
        let rank = node.rank.unwrap_or(lowest);
        node.rank = known.binary_search(&rank).ok().and_then(|rank| rank.try_into().ok());
    }
}
