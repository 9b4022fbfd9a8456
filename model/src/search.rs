//! Search as one types: elements by name in every language, id, alias and id in other systems.
//!
//! The folded texts of 256 neighbouring elements lie in one string ([`block::Block`]), and a search reads
//! all of them. That is exact for every script, Chinese included, and a pass over 100,000 elements takes
//! a few milliseconds, so there is no table of word parts to keep. A block belongs to a chunk of the
//! snapshot; [`SearchIndex::of`] reads only chunks that the revision before does not share.
//!
//! What is found is ordered: a whole text, its start, the start of a word, elsewhere, several words apart,
//! description; then shorter names, then ids. Start at [`SearchIndex::find`].

mod block;
mod query;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::sync::Arc;

use self::block::{Block, Rank};
pub use self::query::Query;
use crate::snapshot::Snapshot;

/// The texts of a model at a revision, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    blocks: Vec<Arc<Block>>,
}

/// A part of what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Slots, best first.
    pub slots: Vec<u32>,
    /// How many were found in all.
    pub total: usize,
}

impl SearchIndex {
    /// The index of a snapshot; shares with that of another revision what these have in common.
    pub fn of(snapshot: &Snapshot, other: Option<&Self>) -> Self {
        let known = other.map_or(&[][..], |other| &other.blocks);
        let blocks = snapshot.slots.chunks().iter().enumerate().map(|(at, chunk)| match known.get(at) {
            Some(block) if block.is_of(chunk) => block.clone(),
            _ => Arc::new(Block::of(chunk)),
        });
        Self { blocks: blocks.collect() }
    }

    /// How many blocks are the same in both, in memory.
    pub fn shared_with(&self, other: &Self) -> usize {
        self.blocks.iter().zip(&other.blocks).filter(|(a, b)| Arc::ptr_eq(a, b)).count()
    }

    /// How many blocks there are.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// What fits the query, from the `skip`th on.
    pub fn find(&self, snapshot: &Snapshot, query: &Query, skip: usize, take: usize) -> Found {
        let filter = query.filter(snapshot);
        let mut hits: Vec<Hit> = Vec::new();
        let mut ranks = Vec::new();
        for (at, block) in self.blocks.iter().enumerate() {
            block.ranks(query, &mut ranks);
            let ranked = ranks.iter().enumerate().filter_map(|(n, rank)| Some((n, (*rank)?)));
            hits.extend(ranked.filter_map(|(n, rank)| {
                let slot = u32::try_from(at * crate::persistent::CHUNK + n).ok()?;
                filter.takes(snapshot, slot).then(|| Hit { rank, length: block.length(n), slot })
            }));
        }
        let total = hits.len();
        let end = skip.saturating_add(take);
        let order = |a: &Hit, b: &Hit| a.order(b, snapshot);
        if end < total {
            // Only the pages that are asked for are put in order.
            hits.select_nth_unstable_by(end, order);
            hits.truncate(end);
        }
        hits.sort_unstable_by(order);
        Found { slots: hits.iter().skip(skip).map(|hit| hit.slot).collect(), total }
    }
}

/// An element that was found.
struct Hit {
    rank: Rank,
    /// Characters of its name.
    length: u16,
    slot: u32,
}

impl Hit {
    fn order(&self, other: &Self, snapshot: &Snapshot) -> Ordering {
        let id = |hit: &Self| snapshot.slot(hit.slot).map(|slot| slot.id.as_str());
        (self.rank, self.length).cmp(&(other.rank, other.length)).then_with(|| id(self).cmp(&id(other)))
    }
}
