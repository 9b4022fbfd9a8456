//! Relations that name a part of an element: they belong to the element too.

use archweave_model::parts;
use archweave_model::snapshot::{RelationEntry, Snapshot};

/// Relations that end at a part of the element in a slot.
pub fn ending_at_parts(snapshot: &Snapshot, slot: u32) -> Vec<RelationEntry<'_>> {
    let Some(element) = snapshot.element_at(slot) else { return Vec::new() };
    let is_part = |to: &str| parts::split(to).is_some_and(|(owner, _)| owner == element.id.as_str());
    let edges = snapshot.in_edges(slot).iter().filter_map(|edge| snapshot.relation_at(edge.relation));
    let mut found: Vec<RelationEntry<'_>> =
        edges.filter(|entry| is_part(entry.relation.to.as_str())).collect();
    found.dedup_by_key(|entry| entry.at);
    found
}
