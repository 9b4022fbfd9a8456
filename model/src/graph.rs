//! Questions that follow relations: neighbourhood, impact, paths, cycles.
//!
//! All of them run over a snapshot's rows and cost what they reach. petgraph's algorithms run over
//! the same rows through [`Graph`].

use std::collections::HashSet;

use petgraph::visit::{
    GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable,
    Visitable,
};

use crate::metamodel::RelationIndex;
use crate::snapshot::{Edge, RelationRef, Snapshot};

/// Which way relations are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From source to target.
    Out,
    /// From target to source.
    In,
    /// Both ways.
    Both,
}

/// Kinds of relations to follow; none follows all. A kind includes its labelled directions.
#[derive(Clone, Debug, Default)]
pub struct Follow(Option<Vec<RelationIndex>>);

impl Follow {
    /// Follows every relation.
    pub fn all() -> Self {
        Self(None)
    }

    /// Follows these kinds only; names that are no kind are ignored.
    pub fn kinds<'a>(snapshot: &Snapshot, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter();
        Self(Some(names.filter_map(|name| snapshot.metamodel.relation_index(name)).collect()))
    }

    fn admits(&self, snapshot: &Snapshot, at: RelationRef) -> bool {
        let Some(wanted) = &self.0 else { return true };
        let kind = snapshot
            .relation_at(at)
            .and_then(|entry| snapshot.metamodel.relation_index(entry.relation.kind.as_str()));
        kind.is_some_and(|kind| {
            wanted.contains(&kind) || wanted.contains(&snapshot.metamodel.relation(kind).archimate)
        })
    }
}

/// An element that was reached, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The element.
    pub slot: u32,
    /// Number of steps from the start; at least 1.
    pub depth: u32,
    /// The element one step nearer to the start.
    pub from: u32,
    /// The relation of the last step.
    pub relation: RelationRef,
}

fn steps(snapshot: &Snapshot, slot: u32, direction: Direction) -> impl Iterator<Item = &Edge> {
    let (out, into) = match direction {
        Direction::Out => (snapshot.out_edges(slot), &[][..]),
        Direction::In => (&[][..], snapshot.in_edges(slot)),
        Direction::Both => (snapshot.out_edges(slot), snapshot.in_edges(slot)),
    };
    out.iter().chain(into)
}

/// A set of slots.
struct Seen(Vec<u64>);

impl Seen {
    fn new(snapshot: &Snapshot) -> Self {
        Self(vec![0; snapshot.slots.len() / 64 + 1])
    }

    /// Adds a slot; tells whether it is new.
    fn insert(&mut self, slot: u32) -> bool {
        let word = &mut self.0[slot as usize / 64];
        let bit = 1 << (slot % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }
}

/// Everything within `depth` steps of `start`, nearest first; stops after `limit` elements.
pub fn reach(
    snapshot: &Snapshot,
    start: u32,
    direction: Direction,
    depth: u32,
    follow: &Follow,
    limit: usize,
) -> Vec<Reached> {
    let mut seen = Seen::new(snapshot);
    seen.insert(start);
    let mut found: Vec<Reached> = Vec::new();
    let mut next = 0;
    let (mut slot, mut level) = (start, 0);
    loop {
        if level < depth {
            for edge in steps(snapshot, slot, direction) {
                if !follow.admits(snapshot, edge.relation) || !seen.insert(edge.slot) {
                    continue;
                }
                if found.len() == limit {
                    return found;
                }
                let relation = edge.relation;
                found.push(Reached { slot: edge.slot, depth: level + 1, from: slot, relation });
            }
        }
        let Some(step) = found.get(next) else { return found };
        (slot, level) = (step.slot, step.depth);
        next += 1;
    }
}

/// A path: the steps from start to end, each with the element it arrives at.
pub type Path = Vec<Edge>;

/// The shortest paths between two elements, at most `limit` of them and `depth` steps long, in a
/// fixed order.
pub fn paths(
    snapshot: &Snapshot,
    from: u32,
    to: u32,
    direction: Direction,
    depth: u32,
    follow: &Follow,
    limit: usize,
) -> Vec<Path> {
    if from == to {
        return vec![Vec::new()];
    }
    // Backwards from the end: how far each element is from it.
    let back = match direction {
        Direction::Out => Direction::In,
        Direction::In => Direction::Out,
        Direction::Both => Direction::Both,
    };
    let mut far = vec![u32::MAX; snapshot.slots.len()];
    far[to as usize] = 0;
    let mut level = vec![to];
    let mut steps_left = 0;
    while far[from as usize] == u32::MAX {
        steps_left += 1;
        if steps_left > depth || level.is_empty() {
            return Vec::new();
        }
        let mut before = Vec::new();
        for slot in level {
            for edge in steps(snapshot, slot, back) {
                if far[edge.slot as usize] == u32::MAX && follow.admits(snapshot, edge.relation) {
                    far[edge.slot as usize] = steps_left;
                    before.push(edge.slot);
                }
            }
        }
        level = before;
    }
    // Forwards, only over steps that come nearer; so every branch taken is a path.
    let mut found = Vec::new();
    let mut path: Path = Vec::new();
    let mut open: Vec<std::vec::IntoIter<Edge>> = vec![nearer(snapshot, from, direction, follow, &far)];
    while let Some(choices) = open.last_mut() {
        let Some(edge) = choices.next() else {
            open.pop();
            path.pop();
            continue;
        };
        path.push(edge);
        if edge.slot == to {
            found.push(path.clone());
            if found.len() == limit {
                return found;
            }
            path.pop();
            continue;
        }
        open.push(nearer(snapshot, edge.slot, direction, follow, &far));
    }
    found
}

fn nearer(
    snapshot: &Snapshot,
    slot: u32,
    direction: Direction,
    follow: &Follow,
    far: &[u32],
) -> std::vec::IntoIter<Edge> {
    let wanted = far[slot as usize].wrapping_sub(1);
    let edges = steps(snapshot, slot, direction);
    let edges: Vec<Edge> = edges
        .filter(|edge| far[edge.slot as usize] == wanted && follow.admits(snapshot, edge.relation))
        .copied()
        .collect();
    edges.into_iter()
}

/// Groups of elements that reach one another along these relations: each is one cycle or several
/// that touch.
pub fn cycles(snapshot: &Snapshot, follow: &Follow) -> Vec<Vec<u32>> {
    let graph = Graph { snapshot, follow };
    // Not Tarjan's: petgraph's version of it recurses, and a model may hold a chain of any length.
    let mut groups = petgraph::algo::kosaraju_scc(&graph);
    groups.retain(|group| group.len() > 1);
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// A snapshot as a directed graph for petgraph's algorithms: nodes are slots, edges lead from source
/// to target.
#[derive(Clone, Copy, Debug)]
pub struct Graph<'a> {
    /// The model.
    pub snapshot: &'a Snapshot,
    /// Which relations are edges.
    pub follow: &'a Follow,
}

impl GraphBase for Graph<'_> {
    type NodeId = u32;
    type EdgeId = RelationRef;
}

impl GraphRef for Graph<'_> {}

impl IntoNeighbors for &Graph<'_> {
    type Neighbors = std::vec::IntoIter<u32>;

    fn neighbors(self, slot: u32) -> Self::Neighbors {
        self.neighbors_directed(slot, petgraph::Direction::Outgoing)
    }
}

impl IntoNeighborsDirected for &Graph<'_> {
    type NeighborsDirected = std::vec::IntoIter<u32>;

    fn neighbors_directed(self, slot: u32, direction: petgraph::Direction) -> Self::NeighborsDirected {
        let edges = match direction {
            petgraph::Direction::Outgoing => self.snapshot.out_edges(slot),
            petgraph::Direction::Incoming => self.snapshot.in_edges(slot),
        };
        let edges = edges.iter().filter(|edge| self.follow.admits(self.snapshot, edge.relation));
        let slots: Vec<u32> = edges.map(|edge| edge.slot).collect();
        slots.into_iter()
    }
}

impl IntoNodeIdentifiers for &Graph<'_> {
    type NodeIdentifiers = std::vec::IntoIter<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        let slots: Vec<u32> = self.snapshot.slots().collect();
        slots.into_iter()
    }
}

impl NodeCount for Graph<'_> {
    fn node_count(&self) -> usize {
        self.snapshot.element_count()
    }
}

impl NodeIndexable for Graph<'_> {
    fn node_bound(&self) -> usize {
        self.snapshot.slots.len()
    }

    fn to_index(&self, slot: u32) -> usize {
        slot as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl Visitable for Graph<'_> {
    type Map = HashSet<u32>;

    fn visit_map(&self) -> Self::Map {
        HashSet::new()
    }

    fn reset_map(&self, map: &mut Self::Map) {
        map.clear();
    }
}
