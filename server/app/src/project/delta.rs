//! What differs between two revisions, as rows: at the cost of what differs, unless the kinds of the model
//! changed.

use std::collections::{BTreeMap, BTreeSet};

use archweave_index::projection::{FindingRow, ProjectionDelta, Replaced};
use archweave_model::id::{ElementId, ViewId};
use archweave_model::snapshot::Snapshot;

use super::rows::{self, Pen};

/// Rows that take those of `before` to those of `after`.
pub(super) fn between(before: &Snapshot, after: &Snapshot) -> ProjectionDelta {
    let since = after.since(before);
    let mut elements = since.elements;
    let mut views: BTreeSet<ViewId> = since.views;
    if since.is_all {
        for snapshot in [before, after] {
            let found = snapshot.slots().filter_map(|slot| snapshot.element_at(slot));
            elements.extend(found.map(|element| element.id.clone()));
            views.extend(snapshot.views().map(|view| view.id.clone()));
        }
    }
    let around: BTreeSet<ElementId> = elements.union(&since.around).cloned().collect();
    let mut delta = ProjectionDelta::default();
    say(&mut delta, before, after, &elements, &around);
    let (old, new) = (rows::loose(before), rows::loose(after));
    replace(&mut delta.relations, "", old, new);
    let pens = [Pen::new(before), Pen::new(after)];
    for id in views {
        let row = |pen: &Pen<'_>, snapshot: &Snapshot| snapshot.view(id.as_str()).map(|view| pen.view(view));
        let (old, new) = (row(&pens[0], before), row(&pens[1], after));
        replace(&mut delta.views, id.as_str(), old.into_iter().collect(), new.into_iter().collect());
        let found = |snapshot: &Snapshot| {
            let holder = format!("view/{id}");
            let found = rows::findings(&holder, &snapshot.diagnostics_of_view(id.as_str()));
            (holder, found)
        };
        let ((holder, old), (_, new)) = (found(before), found(after));
        replace(&mut delta.findings, &holder, old, new);
    }
    let (old, new) = (elsewhere(before), elsewhere(after));
    let holders: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for holder in holders {
        let of = |found: &BTreeMap<String, Vec<FindingRow>>| found.get(holder).cloned().unwrap_or_default();
        replace(&mut delta.findings, holder, of(&old), of(&new));
    }
    delta
}

/// Rows of elements: all of them where an element differs, where only its surroundings do those that depend
/// on these.
fn say(
    delta: &mut ProjectionDelta,
    before: &Snapshot,
    after: &Snapshot,
    elements: &BTreeSet<ElementId>,
    around: &BTreeSet<ElementId>,
) {
    let (mut old_pen, mut new_pen) = (Pen::new(before), Pen::new(after));
    for id in around {
        let key = id.as_str();
        let (old_slot, new_slot) = (before.slot_of(key), after.slot_of(key));
        let old = old_slot.and_then(|slot| old_pen.element(slot));
        let new = new_slot.and_then(|slot| new_pen.element(slot));
        replace(&mut delta.elements, key, old.into_iter().collect(), new.into_iter().collect());
        let holder = format!("element/{key}");
        let found = |snapshot: &Snapshot| rows::findings(&holder, &snapshot.diagnostics_of(key));
        replace(&mut delta.findings, &holder, found(before), found(after));
        if !elements.contains(id) {
            continue;
        }
        let (old, new) = (before.element(key), after.element(key));
        let of =
            |element: Option<&std::sync::Arc<_>>| element.map(|one| rows::relations(one)).unwrap_or_default();
        replace(&mut delta.relations, key, of(old), of(new));
        let of = |element: Option<&std::sync::Arc<_>>| {
            element.map(|one| rows::properties(one)).unwrap_or_default()
        };
        replace(&mut delta.properties, key, of(old), of(new));
    }
}

fn replace<R: PartialEq>(into: &mut Replaced<R>, key: &str, old: Vec<R>, new: Vec<R>) {
    if old != new {
        into.add(key, new);
    }
}

/// Findings about files and about the model as a whole, by what is replaced together.
pub(super) fn elsewhere(snapshot: &Snapshot) -> BTreeMap<String, Vec<FindingRow>> {
    let mut by_holder: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for finding in snapshot.diagnostics_elsewhere() {
        let holder = match &*finding.location.file {
            "" => String::new(),
            file => format!("file/{file}"),
        };
        by_holder.entry(holder).or_default().push(finding);
    }
    let rows = |(holder, found): (String, Vec<_>)| {
        let rows = rows::findings(&holder, &found);
        (holder, rows)
    };
    by_holder.into_iter().map(rows).collect()
}
