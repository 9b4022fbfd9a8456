//! A trace that is being put together: nodes are added once, and stand in the order of the chain at the end.

use std::collections::HashMap;

use archweave_model::delivery::Moment;
use archweave_model::delivery::record::RecordKind;
use archweave_model::id::ElementId;

use super::super::Ledger;
use super::super::links::Link;
use super::super::where_is::Whereabouts;
use super::{Bond, MAX_OF_A_STEP, Step, Trace, TraceEdge, TraceNode};

/// A trace that is being put together; nodes are added once.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<TraceNode>,
    edges: Vec<TraceEdge>,
    known: HashMap<String, usize>,
}

impl Builder {
    pub(super) fn find(&self, step: Step, id: &str) -> Option<usize> {
        self.known.get(&format!("{}:{id}", step.name())).copied()
    }

    pub(super) fn node(&mut self, node: TraceNode) -> usize {
        if let Some(known) = self.known.get(&node.id) {
            return *known;
        }
        self.known.insert(node.id.clone(), self.nodes.len());
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(super) fn element(&mut self, ledger: &Ledger<'_>, step: Step, id: &ElementId) -> usize {
        let snapshot = ledger.snapshot();
        let name = snapshot.element(id.as_str()).map(|element| element.name.get(snapshot.main_language()));
        self.node(TraceNode {
            id: format!("{}:{id}", step.name()),
            step,
            label: name.filter(|name| !name.is_empty()).unwrap_or(id.as_str()).to_owned(),
            state: None,
            at: None,
            element: Some(id.clone()),
            record: None,
            url: None,
            count: None,
        })
    }

    pub(super) fn record(
        &mut self,
        step: Step,
        kind: RecordKind,
        key: &str,
        label: Option<String>,
        at: Option<Moment>,
    ) -> usize {
        self.node(TraceNode {
            id: format!("{}:{key}", step.name()),
            step,
            label: label.filter(|label| !label.is_empty()).unwrap_or_else(|| key.to_owned()),
            state: None,
            at,
            element: None,
            record: Some((kind, key.to_owned())),
            url: None,
            count: None,
        })
    }

    pub(super) fn tell(&mut self, node: usize, state: Option<String>, url: Option<String>) {
        self.nodes[node].state = state;
        self.nodes[node].url = url;
    }

    pub(super) fn edge(&mut self, from: usize, to: usize, bond: Bond) {
        self.linked(from, to, bond, None);
    }

    pub(super) fn linked(&mut self, from: usize, to: usize, bond: Bond, link: Option<&Link>) {
        let is_known = |edge: &TraceEdge| edge.from == from && edge.to == to && edge.bond == bond;
        if from == to || self.edges.iter().any(is_known) {
            return;
        }
        self.edges.push(TraceEdge {
            from,
            to,
            bond,
            basis: link.map(|link| link.basis),
            by: link.map(|link| link.asserted_by.clone()),
            suspect: link.and_then(|link| link.suspect),
        });
    }

    /// Puts everything in the order of the chain.
    pub(super) fn finish(self, whereabouts: Whereabouts) -> Trace {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by(|a, b| {
            let key = |at: &usize| {
                let node = &self.nodes[*at];
                (node.step, node.at, node.id.clone())
            };
            key(a).cmp(&key(b))
        });
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let mut nodes: Vec<Option<TraceNode>> = self.nodes.into_iter().map(Some).collect();
        let nodes: Vec<TraceNode> = order.iter().filter_map(|old| nodes[*old].take()).collect();
        let mut edges = self.edges;
        for edge in &mut edges {
            (edge.from, edge.to) = (place[edge.from], place[edge.to]);
        }
        edges.sort_by_key(|edge| (edge.from, edge.to));
        let chain = &whereabouts.chain;
        let lengths = [
            chain.tickets.len(),
            chain.changes.len(),
            chain.builds.len(),
            chain.versions.len(),
            chain.verifications.len(),
            chain.deployments.len(),
            chain.incidents.len(),
        ];
        let is_cut = lengths.iter().any(|length| *length > MAX_OF_A_STEP);
        Trace { whereabouts, nodes, edges, is_cut }
    }
}
