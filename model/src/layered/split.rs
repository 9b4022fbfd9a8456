//! Takes a graph apart into pieces that no edge joins, has each laid out, and packs the answers.
//!
//! The library lays out what is joined; what is not, and what is inside a node that no edge leads into, it
//! would put in one long row. A container is *open* if an edge crosses its border; then those of its
//! children that are joined to the outside are laid out together with the outside. Everything else in it
//! is a block of its own: laid out first, and a box of known size from then on.
//!
//! Start at [`layout`]. How one piece is asked for is the business of `piece`.

mod piece;
mod ports;

use super::elk::Library;
use super::pack::pack;
use super::{Direction, Failure, Graph, Placed, PlacedEdge};
use crate::diagram::Rect;

/// Lays out a graph that is within the limits.
pub fn layout(graph: &Graph) -> Result<Placed, Failure> {
    let mut splitter = Splitter::new(graph);
    splitter.block(None)?;
    let mut placed = splitter.placed;
    let bounds = placed.bounds();
    placed.shift(-bounds.x, -bounds.y);
    Ok(placed)
}

/// Things laid out together: what they are, their least rank, and their size. Their coordinates start at
/// its corner.
#[derive(Default)]
struct Block {
    nodes: Vec<usize>,
    edges: Vec<usize>,
    ranks: Option<(i32, i32)>,
    size: [f64; 2],
}

impl Block {
    /// Takes over what another holds, of which the place is settled.
    fn absorb(&mut self, other: Self) {
        self.nodes.extend(other.nodes);
        self.edges.extend(other.edges);
    }
}

struct Splitter<'a> {
    graph: &'a Graph,
    library: Library,
    /// Of the root, then of each node.
    parts: Vec<Parts>,
    /// Edges by the node they start at.
    starting: Vec<Vec<usize>>,
    /// Ports that edges end at.
    used: Vec<Vec<usize>>,
    placed: Placed,
}

/// The children of a node.
#[derive(Default)]
struct Parts {
    /// Sets of children that edges join, but not to anything outside of the node.
    closed: Vec<Vec<usize>>,
    /// Children that are joined to something outside, directly or not.
    open: Vec<usize>,
}

impl<'a> Splitter<'a> {
    fn new(graph: &'a Graph) -> Self {
        let mut starting = vec![Vec::new(); graph.nodes.len()];
        for (at, edge) in graph.edges.iter().enumerate() {
            starting[edge.from.node].push(at);
        }
        let placed = Placed {
            nodes: graph.nodes.iter().map(|node| Rect::new(0.0, 0.0, node.w, node.h)).collect(),
            ports: vec![Vec::new(); graph.nodes.len()],
            edges: vec![PlacedEdge::default(); graph.edges.len()],
        };
        Self {
            graph,
            library: Library::new(),
            parts: parts(graph),
            starting,
            used: ports::used(graph),
            placed,
        }
    }

    fn parts(&self, container: Option<usize>) -> &Parts {
        &self.parts[container.map_or(0, |container| container + 1)]
    }

    /// Lays out those children of a node that nothing joins to the outside.
    fn block(&mut self, container: Option<usize>) -> Result<Block, Failure> {
        let mut blocks = Vec::new();
        for members in self.parts(container).closed.clone() {
            blocks.push(self.piece(&members)?);
        }
        Ok(self.packed(blocks))
    }

    /// Packs blocks into one: bands by rank, in each as little room as possible.
    fn packed(&mut self, mut blocks: Vec<Block>) -> Block {
        // The middle of its ranks says where a block goes; one without any goes with the first.
        let middle =
            |block: &Block| block.ranks.map_or(i64::MIN, |(low, high)| i64::from(low) + i64::from(high));
        let lowest = blocks.iter().filter(|block| block.ranks.is_some()).map(middle).min();
        let band = |block: &Block| middle(block).max(lowest.unwrap_or(i64::MIN));
        let is_backward = matches!(self.graph.direction, Direction::Up | Direction::Left);
        let is_across = matches!(self.graph.direction, Direction::Right | Direction::Left);
        blocks.sort_by_key(band);
        if is_backward {
            // Stable within a band.
            blocks.sort_by_key(|block| std::cmp::Reverse(band(block)));
        }
        let gap = self.graph.spacing.node;
        let mut whole = Block::default();
        // Along the bands, across them.
        let (mut length, mut depth) = (0.0_f64, 0.0_f64);
        while !blocks.is_empty() {
            let count = blocks.iter().take_while(|block| band(block) == band(&blocks[0])).count();
            let row: Vec<Block> = blocks.drain(..count).collect();
            let turned = |[a, b]: [f64; 2]| if is_across { [b, a] } else { [a, b] };
            let is_only = whole.nodes.is_empty() && blocks.is_empty();
            // One band alone is packed like any picture, whatever way the graph runs.
            let turned = |size| if is_only { size } else { turned(size) };
            let sizes: Vec<_> = row.iter().map(|block| turned(block.size)).collect();
            let (places, size) = pack(&sizes, gap, is_across && !is_only);
            for (block, place) in row.into_iter().zip(places) {
                let [x, y] = turned([place[0], place[1] + depth]);
                self.shift(&block, [x, y]);
                whole.ranks = joined(whole.ranks, block.ranks);
                whole.absorb(block);
            }
            length = length.max(size[0]);
            depth += size[1] + if blocks.is_empty() { 0.0 } else { gap };
            whole.size = turned([length, depth]);
        }
        whole
    }

    /// Moves what a block holds.
    fn shift(&mut self, block: &Block, [dx, dy]: [f64; 2]) {
        for &node in &block.nodes {
            let rect = &mut self.placed.nodes[node];
            (rect.x, rect.y) = (rect.x + dx, rect.y + dy);
            for [x, y, ..] in &mut self.placed.ports[node] {
                (*x, *y) = (*x + dx, *y + dy);
            }
        }
        for &edge in &block.edges {
            let edge = &mut self.placed.edges[edge];
            for [x, y] in &mut edge.points {
                (*x, *y) = (*x + dx, *y + dy);
            }
            for [x, y, ..] in &mut edge.labels {
                (*x, *y) = (*x + dx, *y + dy);
            }
        }
    }
}

/// The lowest and the highest rank of two sets.
fn joined(a: Option<(i32, i32)>, b: Option<(i32, i32)>) -> Option<(i32, i32)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

/// The children of the root and of each node, by what joins them.
fn parts(graph: &Graph) -> Vec<Parts> {
    let count = graph.nodes.len();
    // Each node is joined to a sibling or, as the last one, to what is outside of its parent.
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(count);
    let mut is_outward = vec![false; count];
    for edge in &graph.edges {
        // Above the ends, up to where both are inside.
        let path = |end: usize| -> Vec<usize> {
            let mut path: Vec<usize> =
                std::iter::successors(Some(end), |&node| graph.nodes[node].parent).collect();
            path.reverse();
            path
        };
        let (from, to) = (path(edge.from.node), path(edge.to.node));
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        if let (Some(&a), Some(&b)) = (from.get(common), to.get(common)) {
            sets.union(a, b);
        }
        // What lies below the first node that only one end is in crosses a border.
        let is_inside = from.len() == common || to.len() == common;
        for path in [&from, &to] {
            let first = if is_inside { common } else { common + 1 };
            for &node in path.iter().skip(first) {
                is_outward[node] = true;
            }
        }
    }
    let mut outward_sets = vec![false; count];
    for node in 0..count {
        outward_sets[sets.find(node)] |= is_outward[node];
    }
    let mut parts: Vec<Parts> = (0..=count).map(|_| Parts::default()).collect();
    let mut places = vec![None; count];
    for (node, set) in (0..count).map(|node| (node, sets.find(node))) {
        let part = &mut parts[graph.nodes[node].parent.map_or(0, |parent| parent + 1)];
        if outward_sets[set] {
            part.open.push(node);
        } else {
            let place = *places[set].get_or_insert_with(|| {
                part.closed.push(Vec::new());
                part.closed.len() - 1
            });
            part.closed[place].push(node);
        }
    }
    parts
}
