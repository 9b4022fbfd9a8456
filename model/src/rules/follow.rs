//! Which other elements' findings depend on an element, beyond its neighbours.

use crate::metamodel::KindIndex;
use crate::rules::joined::{sources, targets};
use crate::snapshot::Snapshot;

/// Elements to be looked at again when this one is.
pub(crate) fn dependents(snapshot: &Snapshot, slot: u32) -> Vec<u32> {
    let known = snapshot.metamodel.known();
    let Some(kind) = snapshot.kind_at(slot) else { return Vec::new() };
    let is = |wanted: Option<KindIndex>| wanted.is_some_and(|wanted| snapshot.metamodel.is_a(kind, wanted));
    let parts = [known.aggregation, known.composition];
    if is(known.goal) {
        // A goal is measured through its parts.
        return sources(snapshot, slot, &parts).map(|joined| joined.slot).collect();
    }
    if is(known.application_component) {
        // Duplicates are found at what they share.
        let kept = [known.access, known.realization];
        return targets(snapshot, slot, &kept).map(|joined| joined.slot).collect();
    }
    if is(known.data_object) {
        // What a data product may share depends on its data.
        return sources(snapshot, slot, &parts).map(|joined| joined.slot).collect();
    }
    Vec::new()
}
