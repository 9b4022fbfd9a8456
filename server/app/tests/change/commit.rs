//! Edits onto a branch.

use archweave_app::change::CommitOutcome;
use serde_json::json;

use crate::support::{World, committed, edits, request};

const CRM: &str = "elements/application/application-component/crm.yaml";
const CALLS: &str = "elements/business/business-process/calls.yaml";

#[test]
fn a_commit_touches_only_what_it_must_and_its_undo_gives_the_same_bytes() {
    let world = World::new();
    let before = world.text("main", CRM);
    let changes = edits(json!([
        { "update": { "item": "element/crm", "fields": [{ "path": ["properties", "vendor"], "to": "Beta" }] } },
        { "rename": { "item": "element/calls", "name": "Answer calls" } },
    ]));
    let base = world.head("main");
    let done = committed(world.editor("Ada").commit_changes(request("main", base, changes)).unwrap());
    assert_eq!(world.text("main", CRM), before.replace("'Acme'", "'Beta'"));
    assert_eq!(done.revision, world.head("main"));
    assert_eq!(
        world.git(&["log", "-1", "--format=%an <%ae>: %s", "main"]).trim(),
        "Ada <Ada@example.org>: Change"
    );
    let undone = world.editor("Bo").commit_changes(request("main", done.revision, done.undo)).unwrap();
    committed(undone);
    assert_eq!(world.text("main", CRM), before);
    assert_eq!(world.git(&["diff", "--stat", &base.to_string(), "main"]), "");
    world.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn edits_of_different_attributes_both_survive_and_the_same_attribute_conflicts() {
    let world = World::new();
    let base = world.head("main");
    let set = |key: &str, to: &str| {
        edits(
            json!([{ "update": { "item": "element/crm", "fields": [{ "path": ["properties", key], "to": to }] } }]),
        )
    };
    committed(world.editor("Ada").commit_changes(request("main", base, set("vendor", "Beta"))).unwrap());
    let done =
        committed(world.editor("Bo").commit_changes(request("main", base, set("criticality", "3"))).unwrap());
    assert!(done.is_merged);
    let text = world.text("main", CRM);
    assert!(text.contains("vendor: 'Beta' # since 2020") && text.contains("criticality: 3"), "{text}");
    let outcome = world.editor("Cy").commit_changes(request("main", base, set("vendor", "Gamma"))).unwrap();
    let CommitOutcome::Conflicted(conflicts) = outcome else { panic!("{outcome:?}") };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].id.to_string(), "element/crm:properties.vendor");
}

#[test]
fn a_change_that_breaks_the_model_is_refused_with_its_place() {
    let world = World::new();
    let base = world.head("main");
    let changes = edits(json!([{ "delete": { "item": "element/calls" } }]));
    let outcome = world.editor("Ada").commit_changes(request("main", base, changes)).unwrap();
    let CommitOutcome::Refused(refused) = outcome else { panic!("{outcome:?}") };
    let finding = &refused.findings[0];
    assert_eq!(
        (finding.code, &*finding.location.file, finding.location.line),
        ("dangling-relation", CRM, 10)
    );
    assert_eq!(world.head("main"), base);
    let changes = edits(json!([{ "delete": { "item": "element/calls", "references": true } }]));
    committed(world.editor("Ada").commit_changes(request("main", base, changes)).unwrap());
    assert!(!world.text("main", CRM).contains("relations"));
    assert!(!world.git(&["ls-tree", "-r", "--name-only", "main"]).contains(CALLS));
}
