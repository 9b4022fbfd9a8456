//! Which elements of a model the questions are about: requirements and what is around them.

use archweave_model::delivery::standing::Decision;
use archweave_model::element::{Element, Relation};
use archweave_model::id::ElementId;
use archweave_model::snapshot::{Edge, Snapshot};

/// Kinds that specialize a requirement and are no requirement that is delivered.
const NOT_DELIVERED: [&str; 5] = ["demand", "policy", "policy-clause", "business-rule", "constraint"];

/// Whether the element in a slot is of a kind, or of one that specializes it.
pub(crate) fn is_a(snapshot: &Snapshot, slot: u32, kind: &str) -> bool {
    let metamodel = snapshot.metamodel();
    let (Some(own), Some(wanted)) = (snapshot.kind_at(slot), metamodel.kind_index(kind)) else {
        return false;
    };
    metamodel.is_a(own, wanted)
}

/// Elements of a kind and of those that specialize it, by id.
pub(crate) fn all<'a>(snapshot: &'a Snapshot, kind: &'a str) -> impl Iterator<Item = (u32, &'a Element)> {
    let metamodel = snapshot.metamodel();
    // The kind is looked up once: there may be a hundred thousand elements.
    let wanted = metamodel.kind_index(kind);
    let is_wanted = move |slot: &u32| match (snapshot.kind_at(*slot), wanted) {
        (Some(own), Some(wanted)) => metamodel.is_a(own, wanted),
        _ => false,
    };
    let slots = snapshot.slots().filter(is_wanted);
    slots.filter_map(|slot| Some((slot, &**snapshot.element_at(slot)?)))
}

/// Whether it is something that is built and delivered: a requirement or user story, no demand or rule.
pub(crate) fn is_requirement(snapshot: &Snapshot, slot: u32) -> bool {
    is_a(snapshot, slot, "requirement") && !NOT_DELIVERED.iter().any(|kind| is_a(snapshot, slot, kind))
}

/// Everything that is built and delivered, by id.
pub(crate) fn requirements(snapshot: &Snapshot) -> impl Iterator<Item = (u32, &Element)> {
    all(snapshot, "requirement").filter(|(slot, _)| is_requirement(snapshot, *slot))
}

/// Which end of a relation an element is at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// It starts there.
    Out,
    /// It ends there.
    In,
    /// Either.
    Both,
}

/// Whether a relation is of a kind of the standard, under this or a labelled name.
pub(crate) fn is_relation(snapshot: &Snapshot, relation: &Relation, kind: &str) -> bool {
    let metamodel = snapshot.metamodel();
    let own = metamodel.relation_index(relation.kind.as_str());
    let wanted = metamodel.relation_index(kind);
    match (own, wanted) {
        (Some(own), Some(wanted)) => own == wanted || metamodel.relation(own).archimate == wanted,
        _ => false,
    }
}

/// Elements of a kind one step along relations of a kind, by id, each once.
pub(crate) fn related<'a>(
    snapshot: &'a Snapshot,
    slot: u32,
    relation: &str,
    way: Way,
    kind: &str,
) -> Vec<(u32, &'a Element)> {
    let mut found = neighbours(snapshot, slot, relation, way);
    found.retain(|(slot, _)| is_a(snapshot, *slot, kind));
    found
}

/// Demands that were split into the requirement.
pub(crate) fn demands(snapshot: &Snapshot, slot: u32) -> Vec<(u32, &Element)> {
    let mut found = related(snapshot, slot, "aggregation", Way::In, "demand");
    found.extend(related(snapshot, slot, "composition", Way::In, "demand"));
    found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

/// The elements that ids name, those that are not there left out.
pub(crate) fn ids<'a>(found: impl IntoIterator<Item = &'a (u32, &'a Element)>) -> Vec<ElementId> {
    found.into_iter().map(|(_, element)| element.id.clone()).collect()
}

/// Requirements that a demand was split into and that nobody turned down, by id.
pub(crate) fn parts(snapshot: &Snapshot, demand: u32) -> Vec<ElementId> {
    let mut found = related(snapshot, demand, "aggregation", Way::Out, "requirement");
    found.extend(related(snapshot, demand, "composition", Way::Out, "requirement"));
    found.retain(|(slot, element)| {
        let is_wanted =
            !matches!(Decision::of(element), Decision::Rejected | Decision::Deferred | Decision::Retired);
        is_wanted && is_requirement(snapshot, *slot)
    });
    let mut found = ids(&found);
    found.sort();
    found.dedup();
    found
}

/// Elements one step along relations of a kind, by id, each once.
pub(crate) fn neighbours<'a>(
    snapshot: &'a Snapshot,
    slot: u32,
    relation: &str,
    way: Way,
) -> Vec<(u32, &'a Element)> {
    let out = if way == Way::In { &[][..] } else { snapshot.out_edges(slot) };
    let into = if way == Way::Out { &[][..] } else { snapshot.in_edges(slot) };
    let is_wanted = |edge: &&Edge| {
        let entry = snapshot.relation_at(edge.relation);
        entry.is_some_and(|entry| is_relation(snapshot, entry.relation, relation))
    };
    let found = out.iter().chain(into).filter(is_wanted);
    let mut found: Vec<(u32, &Element)> =
        found.filter_map(|edge| Some((edge.slot, &**snapshot.element_at(edge.slot)?))).collect();
    found.sort_by(|a, b| a.1.id.cmp(&b.1.id));
    found.dedup_by(|a, b| a.0 == b.0);
    found
}

/// What an indicator measures: everything it is associated with that is no indicator, by id.
pub(crate) fn targets(snapshot: &Snapshot, indicator: u32) -> Vec<ElementId> {
    let found = neighbours(snapshot, indicator, "association", Way::Both);
    let found = found
        .into_iter()
        .filter(|(slot, _)| !is_a(snapshot, *slot, "indicator") && !is_a(snapshot, *slot, "trial"));
    found.map(|(_, element)| element.id.clone()).collect()
}
