//! Which records of a trace are drawn as themselves, where a step has very many.
//!
//! What says most stays: ends of suspect links, what states are proved by, what incidents hit, the first
//! and the newest. One box stands for the rest of its step.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::trace::{Step, Trace};

/// Boxes of one step, the one that stands for the rest among them.
const MAX_OF_A_STEP: usize = 5;

/// Which node stands for which.
pub(super) struct Folded {
    /// For each node the one that is drawn for it: itself, or the one that stands for the rest.
    pub stands_for: Vec<usize>,
    /// For each that stands for the rest, how many that are.
    pub more: BTreeMap<usize, usize>,
}

pub(super) fn fold(trace: &Trace) -> Folded {
    let mut stands_for: Vec<usize> = (0..trace.nodes.len()).collect();
    let mut more = BTreeMap::new();
    let weight = weights(trace);
    for step in Step::ALL {
        let mut of_step: Vec<usize> = (0..trace.nodes.len())
            .filter(|n| trace.nodes[*n].step == step && trace.nodes[*n].record.is_some())
            .collect();
        if of_step.len() <= MAX_OF_A_STEP {
            continue;
        }
        // The heaviest first, of equals the newest; nodes are in order of time.
        of_step.sort_by_key(|n| (std::cmp::Reverse(weight[*n]), std::cmp::Reverse(*n)));
        let mut rest = of_step.split_off(MAX_OF_A_STEP - 1);
        rest.sort_unstable();
        if let Some(first) = rest.first().copied() {
            more.insert(first, rest.len());
            rest.into_iter().for_each(|n| stands_for[n] = first);
        }
    }
    Folded { stands_for, more }
}

/// How much each node says.
fn weights(trace: &Trace) -> Vec<u8> {
    let mut weight = vec![0; trace.nodes.len()];
    for edge in &trace.edges {
        let is_incident = trace.nodes[edge.to].step == Step::Incident;
        for end in [edge.from, edge.to] {
            if edge.suspect.is_some() {
                weight[end] = weight[end].max(2);
            }
            if is_incident {
                weight[end] = weight[end].max(3);
            }
        }
    }
    let standings = &trace.whereabouts.standings;
    let named: BTreeSet<&str> = standings
        .iter()
        .flat_map(|one| [one.version.as_deref(), one.deployment.as_deref()])
        .flatten()
        .collect();
    let mut first: BTreeMap<Step, usize> = BTreeMap::new();
    for (n, node) in trace.nodes.iter().enumerate() {
        let key = node.record.as_ref().map(|(_, key)| key.as_str()).unwrap_or_default();
        if named.contains(key) {
            weight[n] = 4;
        }
        let is_deployment = node.step == Step::Deployment;
        let went_back = |state: &str| state.contains("rollback") || state.contains("fail");
        if is_deployment && node.state.as_deref().is_some_and(went_back) {
            weight[n] = weight[n].max(3);
        }
        let first = *first.entry(node.step).or_insert(n);
        if first == n {
            weight[n] = weight[n].max(3);
        }
    }
    weight
}
