//! A trace for programs.

use serde_json::{Value, json};

use crate::ledger::trace::{Trace, TraceEdge, TraceNode};
use crate::ledger::where_is::Whereabouts;

/// The trace as JSON: where the requirement is, the nodes in the order of the chain, the edges by the ids
/// of nodes. Names are stable; times are RFC 3339.
pub fn json(trace: &Trace) -> Value {
    let whereabouts = &trace.whereabouts;
    json!({
        "requirement": whereabouts.requirement.as_str(),
        "at": whereabouts.at,
        "revision": whereabouts.revision,
        "decision": whereabouts.decision.name(),
        "state": whereabouts.state.name(),
        "since": whereabouts.since,
        "column": whereabouts.column.map(|column| column.name()),
        "effect": whereabouts.effect.state.name(),
        "environments": standings(whereabouts),
        "links": links(whereabouts),
        "nodes": trace.nodes.iter().map(node).collect::<Vec<_>>(),
        "edges": trace.edges.iter().map(|one| edge(trace, one)).collect::<Vec<_>>(),
        "isCut": trace.is_cut,
    })
}

fn standings(found: &Whereabouts) -> Vec<Value> {
    let one = |standing: &archweave_model::delivery::standing::Standing| {
        let evidence = standing.evidence.iter().map(
            |one| json!({ "kind": one.kind, "key": one.key, "at": one.at, "by": one.by, "basis": one.basis }),
        );
        json!({
            "environment": standing.environment.as_ref().map(|id| id.as_str()),
            "stage": standing.stage.map(|stage| stage.name()),
            "state": standing.state.name(),
            "since": standing.since,
            "share": standing.share,
            "version": standing.version,
            "commit": standing.commit,
            "deployment": standing.deployment,
            "target": standing.target.as_ref().map(|id| id.as_str()),
            "modelRevision": standing.model_revision,
            "verifiedAt": standing.verified_at,
            "acceptedAt": standing.accepted_at,
            "evidence": evidence.collect::<Vec<_>>(),
        })
    };
    found.standings.iter().map(one).collect()
}

fn links(found: &Whereabouts) -> Vec<Value> {
    let one = |link: &crate::ledger::Link| {
        json!({
            "kind": link.kind,
            "key": link.key,
            "title": link.title,
            "url": link.url,
            "assertedBy": link.asserted_by,
            "assertedAt": link.asserted_at,
            "basis": link.basis,
            "revision": link.revision,
            "affirmedAt": link.affirmed_at,
            "affirmedBy": link.affirmed_by,
            "suspectSince": link.suspect,
        })
    };
    found.links.iter().map(one).collect()
}

fn node(node: &TraceNode) -> Value {
    json!({
        "id": node.id,
        "step": node.step.name(),
        "label": node.label,
        "state": node.state,
        "at": node.at,
        "element": node.element.as_ref().map(|id| id.as_str()),
        "record": node.record.as_ref().map(|(kind, key)| json!({ "kind": kind, "key": key })),
        "url": node.url,
        "count": node.count,
    })
}

fn edge(trace: &Trace, edge: &TraceEdge) -> Value {
    json!({
        "from": trace.nodes[edge.from].id,
        "to": trace.nodes[edge.to].id,
        "meaning": edge.bond.words("en"),
        "basis": edge.basis,
        "by": edge.by,
        "suspectSince": edge.suspect,
    })
}
