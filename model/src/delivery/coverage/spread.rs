//! All that is reached from several elements at once, each looked at once.

use crate::metamodel::RelationIndex;
use crate::snapshot::{Edge, Snapshot};

/// One step that may be taken.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// The ArchiMate kind of the relation.
    pub(super) relation: RelationIndex,
    /// Whether it is taken from source to target.
    pub(super) is_along: bool,
    /// Where it starts.
    pub(super) from: u32,
    /// Where it ends.
    pub(super) to: u32,
}

/// A set of slots.
pub(super) struct Slots(Vec<bool>);

impl Slots {
    /// None of the slots of a model.
    pub(super) fn none(snapshot: &Snapshot) -> Self {
        Self(vec![false; snapshot.slots.len()])
    }

    pub(super) fn holds(&self, slot: u32) -> bool {
        self.0.get(slot as usize) == Some(&true)
    }

    /// Adds a slot; tells whether it is new.
    pub(super) fn add(&mut self, slot: u32) -> bool {
        match self.0.get_mut(slot as usize) {
            Some(known) => !std::mem::replace(known, true),
            None => false,
        }
    }
}

/// The elements given, and all that steps which `admits` allows lead to.
pub(super) fn spread(
    snapshot: &Snapshot,
    starts: impl IntoIterator<Item = u32>,
    admits: impl Fn(Step) -> bool,
) -> Slots {
    let mut seen = Slots::none(snapshot);
    let mut waiting: Vec<u32> = starts.into_iter().filter(|slot| seen.add(*slot)).collect();
    while let Some(from) = waiting.pop() {
        let ways = [(true, snapshot.out_edges(from)), (false, snapshot.in_edges(from))];
        for (is_along, edge) in
            ways.into_iter().flat_map(|(way, edges)| edges.iter().map(move |edge| (way, edge)))
        {
            if seen.holds(edge.slot) {
                continue;
            }
            let Some(relation) = archimate(snapshot, edge) else { continue };
            if admits(Step { relation, is_along, from, to: edge.slot }) && seen.add(edge.slot) {
                waiting.push(edge.slot);
            }
        }
    }
    seen
}

/// The ArchiMate kind of the relation of an edge.
pub(super) fn archimate(snapshot: &Snapshot, edge: &Edge) -> Option<RelationIndex> {
    let entry = snapshot.relation_at(edge.relation)?;
    let metamodel = snapshot.metamodel();
    let index = metamodel.relation_index(entry.relation.kind.as_str())?;
    Some(metamodel.relation(index).archimate)
}
