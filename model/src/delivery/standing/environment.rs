//! The environments of a model.

use super::{EnvironmentInfo, Stage};
use crate::snapshot::Snapshot;

/// The most steps from an environment to a target that it contains.
const DEPTH: usize = 4;

/// Environments, by stage and then id.
pub(super) fn all(snapshot: &Snapshot) -> Vec<EnvironmentInfo> {
    let metamodel = snapshot.metamodel();
    let Some(environment) = metamodel.kind_index("environment") else { return Vec::new() };
    let is = |slot: u32| snapshot.kind_at(slot).is_some_and(|kind| metamodel.is_a(kind, environment));
    let mut found: Vec<EnvironmentInfo> = Vec::new();
    for slot in snapshot.slots().filter(|slot| is(*slot)) {
        let Some(element) = snapshot.element_at(slot) else { continue };
        let stage = element.properties.text("stage").and_then(Stage::parse);
        let mut targets = contained(snapshot, slot, &is);
        targets.sort_unstable();
        let ids = targets.into_iter().filter_map(|slot| Some(snapshot.element_at(slot)?.id.clone()));
        let mut targets: Vec<_> = ids.collect();
        targets.sort();
        found.push(EnvironmentInfo { id: element.id.clone(), stage, targets });
    }
    found.sort_by(|a, b| a.stage.cmp(&b.stage).then_with(|| a.id.cmp(&b.id)));
    found
}

/// What an environment is composed of, without other environments and what these contain.
fn contained(snapshot: &Snapshot, environment: u32, is_environment: &impl Fn(u32) -> bool) -> Vec<u32> {
    let metamodel = snapshot.metamodel();
    let bases = ["composition", "aggregation"].map(|name| metamodel.relation_index(name));
    let holds = |kind: &str| {
        let base = metamodel.relation_index(kind).map(|index| metamodel.relation(index).archimate);
        base.is_some() && bases.contains(&base)
    };
    let mut found: Vec<u32> = Vec::new();
    let mut front = vec![environment];
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for edge in front.iter().flat_map(|slot| snapshot.out_edges(*slot)) {
            let is_part = snapshot
                .relation_at(edge.relation)
                .is_some_and(|entry| entry.relation.from.is_none() && holds(entry.relation.kind.as_str()));
            if is_part
                && edge.slot != environment
                && !is_environment(edge.slot)
                && !found.contains(&edge.slot)
            {
                found.push(edge.slot);
                next.push(edge.slot);
            }
        }
        front = next;
    }
    found
}
