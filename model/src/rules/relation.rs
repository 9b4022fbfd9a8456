//! Rules about the relations an element holds, and about junctions.

use crate::diagnostic::{Diagnostic, Subject};
use crate::element::Relation;
use crate::metamodel::{End, RelationIndex};
use crate::rules::{Report, property};
use crate::snapshot::{EndRef, RelationEntry, Slot, Snapshot};

pub(super) fn check(report: &mut Report<'_>, slot: u32, entry: &Slot) {
    let snapshot = report.snapshot;
    let element = &*entry.element;
    for (position, relation) in element.relations.iter().enumerate() {
        let known = known_target(snapshot, slot, position, relation);
        let source = match &relation.from {
            None => entry.kind.map(End::Element),
            Some(from) => {
                if snapshot.end(from.as_str()).is_none() {
                    let help = "a relation starts at its element or at one of its relations";
                    dangling(report, relation, "from", from.as_str(), help);
                }
                snapshot.end_kind(from.as_str())
            }
        };
        let to = relation.to.as_str();
        if known.is_none() && snapshot.end(to).is_none() {
            let help = "add what is missing, or remove the relation";
            // The short form has no key `to`; its first key marks the place.
            let key = if relation.has_written_id { "to" } else { "" };
            dangling(report, relation, key, to, help);
        }
        let Some(kind) = snapshot.metamodel.relation_index(relation.kind.as_str()) else {
            let message = format!("unknown kind of relation `{}`", relation.kind);
            let help = "see `archweave metamodel` for the relations there are";
            report.add(about("unknown-kind", relation, "kind", message, help));
            continue;
        };
        attributes(report, relation, kind);
        property::of_relation(report, relation, &snapshot.metamodel.relation(kind).properties);
        let target = match known {
            Some(target) => snapshot.kind_at(target).map(End::Element),
            None => snapshot.end_kind(to),
        };
        if let Some(EndRef::Part(_)) = to.contains('#').then(|| snapshot.end(to)).flatten()
            && Some(snapshot.metamodel.relation(kind).archimate) != snapshot.metamodel.known().association
        {
            let message = format!("`{}` ends at `{to}`, a part", relation.kind);
            let help = "only an association may end at a part; let the relation end at its element";
            report.add(about(
                "illegal-relation",
                relation,
                if relation.has_written_id { "to" } else { "" },
                message,
                help,
            ));
        }
        if let (Some(source), Some(target)) = (source, target) {
            allowed(report, entry, relation, kind, source, target);
        }
    }
    if is_junction(entry) {
        junction(report, slot, entry);
    }
}

/// The element at which a relation ends, from the graph, which has looked it up already. None where
/// relations end at relations: there a step of the graph is not the relation's own end.
fn known_target(snapshot: &Snapshot, slot: u32, position: usize, relation: &Relation) -> Option<u32> {
    if relation.from.is_some() || !snapshot.on_relation.is_empty() {
        return None;
    }
    let edges = snapshot.out_edges(slot);
    let at = edges.partition_point(|edge| (edge.relation.position as usize) < position);
    let edge = edges.get(at).filter(|edge| edge.relation.position as usize == position);
    edge.map(|edge| edge.slot)
}

fn about(code: &'static str, relation: &Relation, key: &str, message: String, help: &str) -> Diagnostic {
    let subject = Subject::Relation(relation.id.as_str().into());
    let finding = Diagnostic::error(code, message).help(help).about(subject).at(relation.place.0);
    if key.is_empty() { finding } else { finding.key(key) }
}

fn dangling(report: &mut Report<'_>, relation: &Relation, key: &str, id: &str, help: &str) {
    let what = if key == "from" { "starts" } else { "ends" };
    let message = format!("`{}` {what} at `{id}`, which is not in the model", relation.kind);
    report.add(about("dangling-relation", relation, key, message, help));
}

/// Access, strength and direction belong to one kind of relation each.
fn attributes(report: &mut Report<'_>, relation: &Relation, kind: RelationIndex) {
    let known = report.snapshot.metamodel.clone();
    let has = |name: &str| known.relation(kind).attributes.iter().any(|a| a == name);
    for (name, is_set) in [
        ("access", relation.access.is_some()),
        ("strength", relation.strength.is_some()),
        ("directed", relation.directed),
    ] {
        if is_set && !has(name) {
            let message = format!("`{name}` says nothing about a `{}`", relation.kind);
            let mut finding = about("misplaced-attribute", relation, name, message, "remove the key");
            finding.severity = crate::diagnostic::Severity::Warning;
            report.add(finding);
        }
    }
    for name in &relation.specializations {
        let id = known.relation(kind).id.as_str();
        if known.specialization(id, name).is_none() {
            let message = format!("`{}` has no specialization `{name}`", relation.kind);
            let help = "define it under `metamodel/`";
            let mut finding = about("unknown-specialization", relation, "specialization", message, help);
            finding.severity = crate::diagnostic::Severity::Warning;
            report.add(finding);
        }
    }
}

fn allowed(
    report: &mut Report<'_>,
    entry: &Slot,
    relation: &Relation,
    kind: RelationIndex,
    source: End,
    target: End,
) {
    let metamodel = &report.snapshot.metamodel;
    if metamodel.allows(kind, source, target) {
        return;
    }
    let Some(severity) = report.settings.of_illegal_relations() else { return };
    let name = |end: End| match end {
        End::Element(kind) => metamodel.kind(kind).id.as_str(),
        End::Relation => "relation",
    };
    let from = relation.source(&entry.element.id);
    let message = format!(
        "`{}` is not allowed from {} `{from}` to {} `{}`",
        relation.kind,
        name(source),
        name(target),
        relation.to
    );
    let list = |from: End, to: End| {
        let names = metamodel.allowed(from, to);
        let names: Vec<&str> = names.iter().map(|r| metamodel.relation(r).id.as_str()).collect();
        names.join(", ")
    };
    let mut help = format!("allowed in this direction: {}", list(source, target));
    if metamodel.allows(kind, target, source) {
        help = format!("turn it round: `{}` is allowed from `{}` to `{from}`", relation.kind, relation.to);
    }
    let key = if relation.has_written_id { "kind" } else { "" };
    let mut finding = about("illegal-relation", relation, key, message, &help);
    finding.severity = severity;
    report.add(finding);
}

fn is_junction(entry: &Slot) -> bool {
    entry.element.kind.as_str() == "junction"
}

/// A junction joins relations of one kind, and what it joins must be allowed between its outer ends.
fn junction(report: &mut Report<'_>, slot: u32, entry: &Slot) {
    let snapshot = report.snapshot;
    let metamodel = &snapshot.metamodel;
    let element = &*entry.element;
    let incoming = snapshot.incoming(element.id.as_str());
    let outgoing = snapshot.outgoing(element.id.as_str());
    let kind_of = |e: &RelationEntry<'_>| {
        let index = metamodel.relation_index(e.relation.kind.as_str())?;
        Some(metamodel.relation(index).archimate)
    };
    let mut kinds: Vec<RelationIndex> = incoming.iter().chain(&outgoing).filter_map(kind_of).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let [kind] = kinds[..] else {
        if kinds.len() > 1 {
            let names: Vec<&str> = kinds.iter().map(|k| metamodel.relation(*k).id.as_str()).collect();
            let message =
                format!("junction `{}` joins relations of different kinds: {}", element.id, names.join(", "));
            let help = "use one kind of relation on both sides of a junction";
            report.about_element(element, "id", "mixed-junction", message, help);
        }
        return;
    };
    let Some(severity) = report.settings.of_illegal_relations() else { return };
    // One end of each kind stands for all of that kind: many to many would be dear.
    let sources = ends_by_kind(snapshot, slot, incoming.iter().map(|from| from.source()));
    let targets = ends_by_kind(snapshot, slot, outgoing.iter().map(|to| to.relation.to.as_str()));
    let pairs = sources.iter().flat_map(|source| targets.iter().map(move |target| (source, target)));
    let wrong = pairs.into_iter().find(|(source, target)| !metamodel.allows(kind, source.0, target.0));
    if let Some(((_, from), (_, to))) = wrong {
        let message = format!(
            "junction `{}` joins `{from}` to `{to}`, between which `{}` is not allowed",
            element.id,
            metamodel.relation(kind).id
        );
        let mut finding = Diagnostic::error("junction-ends", message)
            .help("join elements between which the relation is allowed")
            .about(Subject::Element(element.id.as_str().into()))
            .at(element.place.0)
            .key("id");
        finding.severity = severity;
        report.add(finding);
    }
}

/// The kinds of outer ends, each with the first id of that kind.
fn ends_by_kind<'a>(
    snapshot: &Snapshot,
    junction: u32,
    ids: impl Iterator<Item = &'a str>,
) -> Vec<(End, &'a str)> {
    let mut found: Vec<(End, &str)> = Vec::new();
    for id in ids {
        if let Some(end) = outer(snapshot, id, junction)
            && !found.iter().any(|(known, _)| *known == end)
        {
            found.push((end, id));
        }
    }
    found
}

/// The kind of an outer end; none for another junction, which is checked by itself.
fn outer(snapshot: &Snapshot, id: &str, junction: u32) -> Option<End> {
    match snapshot.slot_of(id) {
        Some(slot) if slot == junction || is_junction(snapshot.slot(slot)?) => None,
        _ => snapshot.end_kind(id),
    }
}
