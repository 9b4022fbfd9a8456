//! Completeness of one element after another, with what a kind asks for looked up once.

use crate::report::completeness::{Completeness, Demands};
use crate::snapshot::Snapshot;

/// Completeness of elements of one snapshot.
pub struct Each<'a> {
    snapshot: &'a Snapshot,
    /// By kind.
    demands: Vec<Option<Demands<'a>>>,
}

impl<'a> Each<'a> {
    /// For the elements of `snapshot`.
    pub fn new(snapshot: &'a Snapshot) -> Self {
        let demands = snapshot.metamodel().kinds().map(|_| None).collect();
        Self { snapshot, demands }
    }

    /// What the element in a slot has of what its kind asks for; of an unknown kind nothing is asked.
    pub fn of(&mut self, slot: u32) -> Completeness<'a> {
        let snapshot = self.snapshot;
        let (Some(element), Some(kind)) = (snapshot.element_at(slot), snapshot.kind_at(slot)) else {
            return Completeness::default();
        };
        let Some(demands) = self.demands.get_mut(kind.position()) else { return Completeness::default() };
        let demands = demands.get_or_insert_with(|| Demands::of(snapshot.metamodel(), kind));
        demands.check(snapshot, slot, element)
    }
}
