//! Steps from an element to those it is related with, by kind of relation.

use crate::element::Element;
use crate::metamodel::{KindIndex, RelationIndex};
use crate::snapshot::{Edge, RelationEntry, Snapshot};

/// An element at the other end of a relation.
#[derive(Clone, Copy)]
pub(crate) struct Joined<'a> {
    pub(crate) slot: u32,
    pub(crate) element: &'a Element,
    pub(crate) kind: Option<KindIndex>,
    pub(crate) relation: RelationEntry<'a>,
}

/// Where relations of these ArchiMate kinds lead from an element.
pub(crate) fn targets<'a>(
    snapshot: &'a Snapshot,
    slot: u32,
    kinds: &'a [Option<RelationIndex>],
) -> impl Iterator<Item = Joined<'a>> {
    along(snapshot, snapshot.out_edges(slot), kinds)
}

/// Where relations of these ArchiMate kinds come from.
pub(crate) fn sources<'a>(
    snapshot: &'a Snapshot,
    slot: u32,
    kinds: &'a [Option<RelationIndex>],
) -> impl Iterator<Item = Joined<'a>> {
    along(snapshot, snapshot.in_edges(slot), kinds)
}

fn along<'a>(
    snapshot: &'a Snapshot,
    edges: &'a [Edge],
    kinds: &'a [Option<RelationIndex>],
) -> impl Iterator<Item = Joined<'a>> {
    edges.iter().filter_map(move |edge| {
        let relation = snapshot.relation_at(edge.relation)?;
        let metamodel = snapshot.metamodel();
        let index = metamodel.relation_index(relation.relation.kind.as_str())?;
        let archimate = metamodel.relation(index).archimate;
        if !kinds.contains(&Some(archimate)) {
            return None;
        }
        let element = snapshot.element_at(edge.slot)?;
        Some(Joined { slot: edge.slot, element, kind: snapshot.kind_at(edge.slot), relation })
    })
}
