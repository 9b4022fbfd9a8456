//! A merge as JSON: `{conflicts, integrity, settled, resolved, unused, counts, written}`.

use std::path::Path;

use archweave_app::change::{Conflict, ItemId, Merged};
use archweave_model::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

/// Everything that is known of it. Values that are not there are null.
pub(super) fn json(merged: &Merged, out: Option<&Path>, is_written: bool) -> Value {
    let merge = &merged.merge;
    let errors = merged.integrity.iter().filter(|found| found.severity == Severity::Error).count();
    let settled = merge.settled.iter().map(|settled| {
        json!({
            "element": element(&settled.item),
            "item": settled.item.to_string(),
            "attribute": settled.path.join("."),
            "rule": settled.rule,
            "ours": settled.ours,
            "theirs": settled.theirs,
            "taken": settled.taken,
        })
    });
    let resolved = merge.resolved.iter().map(|(conflict, choice)| {
        let mut found = one(conflict);
        found["choice"] = json!(choice);
        found
    });
    json!({
        "conflicts": merge.conflicts.iter().map(one).collect::<Vec<_>>(),
        "integrity": merged.integrity.iter().map(finding).collect::<Vec<_>>(),
        "settled": settled.collect::<Vec<_>>(),
        "resolved": resolved.collect::<Vec<_>>(),
        "unused": merge.unused,
        "counts": {
            "conflicts": merge.conflicts.len(),
            "integrity": merged.integrity.len(),
            "errors": errors,
            "settled": merge.settled.len(),
            "resolved": merge.resolved.len(),
            "changed_documents": merge.changes.len(),
            "changed_files": merged.files.len(),
        },
        "written": out.filter(|_| is_written).map(|path| path.display().to_string()),
    })
}

fn one(conflict: &Conflict) -> Value {
    let inside = conflict.inside.iter();
    let inside = inside.map(|i| json!({ "item": i.item.to_string(), "base": i.base, "now": i.now }));
    json!({
        "id": conflict.id.to_string(),
        "element": element(&conflict.id.item),
        "item": conflict.id.item.to_string(),
        "attribute": conflict.id.path.join("."),
        "kind": conflict.kind,
        "base": conflict.base,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "inside": inside.collect::<Vec<_>>(),
    })
}

/// The id of the element, relation or view that something is about.
fn element(item: &ItemId) -> Option<&str> {
    match item {
        ItemId::Element(_) | ItemId::Relation(_) => Some(item.local()),
        _ => item.view().map(|view| view.as_str()),
    }
}

fn finding(diagnostic: &Diagnostic) -> Value {
    let place = &diagnostic.location;
    let known = |number: u32| (number > 0).then_some(number);
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "element": diagnostic.subject.as_ref().map(|subject| subject.id()),
        "file": (!place.file.is_empty()).then_some(&*place.file),
        "line": known(place.line),
        "column": known(place.column),
    })
}
