//! Adjacency: for each slot its edges, in compressed rows of 256 slots a chunk.

use crate::persistent::Chunks;
use crate::snapshot::RelationRef;

/// One step along a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Slot of the element at the other end. For an end that is a relation: an element at one of
    /// the ends of that relation.
    pub slot: u32,
    /// The relation.
    pub relation: RelationRef,
}

const ROWS: usize = 256;

/// The rows of 256 neighbouring slots.
#[derive(Clone, Debug, Default)]
struct Block {
    /// Where each row ends in `edges`.
    ends: Vec<u32>,
    edges: Vec<Edge>,
}

impl Block {
    fn bounds(&self, row: usize) -> (usize, usize) {
        let start = if row == 0 { 0 } else { self.ends[row - 1] as usize };
        (start, self.ends[row] as usize)
    }
}

/// Rows of edges by slot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows(Chunks<std::sync::Arc<Block>>);

impl Rows {
    /// Rows for `count` slots from edges in any order; within a row the order is kept.
    pub(crate) fn build(count: usize, edges: &[(u32, Edge)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (slot, _) in edges {
            starts[*slot as usize + 1] += 1;
        }
        for slot in 0..count {
            starts[slot + 1] += starts[slot];
        }
        let mut next = starts.clone();
        let nothing = Edge { slot: 0, relation: RelationRef { owner: 0, position: 0 } };
        let mut sorted = vec![nothing; edges.len()];
        for (slot, edge) in edges {
            let at = &mut next[*slot as usize];
            sorted[*at as usize] = *edge;
            *at += 1;
        }
        let blocks = (0..count).step_by(ROWS).map(|first| {
            let last = (first + ROWS).min(count);
            let base = starts[first];
            Block {
                ends: starts[first + 1..=last].iter().map(|end| end - base).collect(),
                edges: sorted[base as usize..starts[last] as usize].to_vec(),
            }
        });
        Self(blocks.map(std::sync::Arc::new).collect())
    }

    /// The edges of a slot.
    pub(crate) fn get(&self, slot: u32) -> &[Edge] {
        let (block, row) = (slot as usize / ROWS, slot as usize % ROWS);
        match self.0.get(block) {
            Some(block) if row < block.ends.len() => {
                let (start, end) = block.bounds(row);
                &block.edges[start..end]
            }
            _ => &[],
        }
    }

    /// Replaces the edges of a slot.
    pub(crate) fn set(&mut self, slot: u32, edges: Vec<Edge>) {
        let (at, row) = (slot as usize / ROWS, slot as usize % ROWS);
        while self.0.len() <= at {
            self.0.push(std::sync::Arc::default());
        }
        let Some(block) = self.0.get_mut(at) else { return };
        let block = std::sync::Arc::make_mut(block);
        while block.ends.len() <= row {
            block.ends.push(block.edges.len() as u32);
        }
        let (start, end) = block.bounds(row);
        let change = edges.len() as i64 - (end - start) as i64;
        block.edges.splice(start..end, edges);
        for end in &mut block.ends[row..] {
            *end = (i64::from(*end) + change) as u32;
        }
    }
}
