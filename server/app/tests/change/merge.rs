//! Branches merged, commits taken back, elements brought back.

use archweave_app::change::{Choice, ConflictId, MergeOutcome, MergeRequest, Resolution, Resolutions};
use archweave_app::{BranchName, RevisionId};
use serde_json::{Value, json};

use crate::support::{World, committed, edits, request};

const CRM: &str = "elements/application/application-component/crm.yaml";
const CALLS: &str = "elements/business/business-process/calls.yaml";

fn branch(name: &str) -> BranchName {
    BranchName::parse(name).unwrap()
}

fn merge(into: &str, from: RevisionId) -> MergeRequest {
    MergeRequest {
        into: branch(into),
        from,
        message: None,
        resolutions: Resolutions::new(),
        edits: edits(json!([])),
        is_dry_run: false,
    }
}

/// A world with a branch `idea`; both lines get edits.
fn apart(main: Value, idea: Value) -> World {
    let world = World::new();
    let base = world.head("main");
    world.editor("Ada").create_branch(&branch("idea"), base).unwrap();
    for (name, json) in [("main", main), ("idea", idea)] {
        committed(world.editor("Ada").commit_changes(request(name, base, edits(json))).unwrap());
    }
    world
}

fn set(item: &str, key: &str, to: &str) -> Value {
    json!([{ "update": { "item": item, "fields": [{ "path": ["properties", key], "to": to }] } }])
}

#[test]
fn a_merge_is_a_commit_with_two_parents_and_keeps_both_sides() {
    let world = apart(set("element/crm", "vendor", "Beta"), set("element/crm", "criticality", "3"));
    let (ours, theirs) = (world.head("main"), world.head("idea"));
    let MergeOutcome::Merged(done) = world.editor("Bo").merge(&merge("main", theirs)).unwrap() else {
        panic!()
    };
    let text = world.text("main", CRM);
    assert!(text.contains("'Beta' # since 2020") && text.contains("criticality: 3"), "{text}");
    assert_eq!(
        world.git(&["log", "-1", "--format=%P|%an|%s", "main"]).trim(),
        format!("{ours} {theirs}|Bo|Merge `idea` into main")
    );
    assert_eq!(done.edits.edits.len(), 1);
    let again = world.editor("Bo").merge(&merge("main", theirs)).unwrap();
    assert!(matches!(again, MergeOutcome::UpToDate(at) if at == done.revision));
    world.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn a_conflict_is_resolved_by_its_address() {
    let world = apart(set("element/crm", "vendor", "Beta"), set("element/crm", "vendor", "Gamma"));
    let theirs = world.head("idea");
    let before = world.head("main");
    let MergeOutcome::Open(open) = world.editor("Bo").merge(&merge("main", theirs)).unwrap() else {
        panic!()
    };
    let conflict = &open.merged.merge.conflicts[0];
    assert_eq!(conflict.id.to_string(), "element/crm:properties.vendor");
    assert_eq!(conflict.base, Some("Acme".into()));
    assert_eq!(world.head("main"), before);
    for (choice, expected) in [
        (Choice::Theirs, "'Gamma'"),
        (Choice::Value(Some("Delta".into())), "'Delta'"),
        (Choice::Base, "'Acme'"),
    ] {
        let mut request = merge("main", theirs);
        request.is_dry_run = true;
        let id: ConflictId = conflict.id.clone();
        request.resolutions.insert(id, Resolution { choice: choice.clone(), seen: Some(conflict.seen()) });
        assert!(matches!(world.editor("Bo").merge(&request).unwrap(), MergeOutcome::Merged(_)), "{choice:?}");
        assert_eq!(world.head("main"), before);
        if choice != Choice::Theirs {
            continue;
        }
        request.is_dry_run = false;
        let name = format!("try-{}", expected.len());
        world.editor("Bo").create_branch(&branch(&name), before).unwrap();
        request.into = branch(&name);
        assert!(matches!(world.editor("Bo").merge(&request).unwrap(), MergeOutcome::Merged(_)));
        assert!(world.text(&name, CRM).contains(expected));
    }
}

#[test]
fn what_only_the_combination_breaks_is_told_and_can_be_mended_in_the_merge() {
    let world = apart(
        json!([{ "delete": { "item": "element/calls", "references": true } }]),
        json!([
            { "create": { "item": "element/desk", "fields": { "kind": "application-service", "name": "Desk" } } },
            { "connect": { "holder": "desk", "fields": { "kind": "serving", "to": "calls" } } },
        ]),
    );
    let theirs = world.head("idea");
    let MergeOutcome::Open(open) = world.editor("Bo").merge(&merge("main", theirs)).unwrap() else {
        panic!()
    };
    assert!(open.merged.merge.conflicts.is_empty());
    let finding = &open.merged.integrity[0];
    assert_eq!((finding.code, finding.location.line), ("dangling-relation", 5));
    let relation =
        world.model().at("idea").unwrap().snapshot().element("desk").unwrap().relations[0].id.clone();
    let mut request = merge("main", theirs);
    request.edits = edits(json!([{ "disconnect": { "relation": relation } }]));
    assert!(matches!(world.editor("Bo").merge(&request).unwrap(), MergeOutcome::Merged(_)));
    assert!(
        world
            .model()
            .at("main")
            .unwrap()
            .snapshot()
            .diagnostics()
            .iter()
            .all(|d| d.code != "dangling-relation")
    );
}

#[test]
fn other_files_merge_as_git_does() {
    let world = World::new();
    let work = world.folder.path().join("work");
    let write = |branch: &str, from: &str, to: &str| {
        crate::support::git(&work, &["checkout", "--quiet", "-B", branch, "main"]);
        let text = std::fs::read_to_string(work.join("README.md")).unwrap();
        std::fs::write(work.join("README.md"), text.replace(from, to)).unwrap();
        crate::support::git(&work, &["commit", "--quiet", "-am", to]);
        crate::support::git(
            &work,
            &["push", "--quiet", "../centre.git", &format!("HEAD:refs/heads/{branch}")],
        );
    };
    write("first", "# Centre", "# Call centre");
    write("last", "three", "drei");
    write("same", "# Centre", "# Zentrum");
    world.editor("Bo").create_branch(&branch("sum"), world.head("first")).unwrap();
    let last = world.head("last");
    assert!(matches!(world.editor("Bo").merge(&merge("sum", last)).unwrap(), MergeOutcome::Merged(_)));
    assert_eq!(world.text("sum", "README.md"), "# Call centre\n\none\ntwo\ndrei\n");
    let same = world.head("same");
    let MergeOutcome::Open(open) = world.editor("Bo").merge(&merge("sum", same)).unwrap() else { panic!() };
    assert_eq!(open.merged.merge.conflicts[0].id.to_string(), "file/README.md");
}

#[test]
fn a_commit_is_reverted_though_others_went_on() {
    let world = World::new();
    let base = world.head("main");
    let change = |json: Value| {
        let at = world.head("main");
        committed(world.editor("Ada").commit_changes(request("main", at, edits(json))).unwrap()).revision
    };
    let first = change(json!([{ "delete": { "item": "element/calls", "references": true } }]));
    change(set("element/crm", "vendor", "Beta"));
    let MergeOutcome::Merged(_) = world.editor("Bo").revert(&merge("main", first)).unwrap() else { panic!() };
    assert_eq!(world.text("main", CALLS), world.text(&base.to_string(), CALLS));
    let text = world.text("main", CRM);
    assert!(text.contains("vendor: 'Beta'") && text.contains("- serving: calls"), "{text}");
    assert!(
        world.git(&["log", "-1", "--format=%B", "main"]).contains(&format!("This reverts commit {first}."))
    );
}

#[test]
fn a_deleted_element_comes_back_with_its_relations() {
    let world = World::new();
    let base = world.head("main");
    let gone = edits(json!([{ "delete": { "item": "element/calls", "references": true } }]));
    committed(world.editor("Ada").commit_changes(request("main", base, gone)).unwrap());
    let now = world.model().at("main").unwrap();
    let id = archweave_model::id::ElementId::parse("calls").unwrap();
    let back = world.model().restoration(&now, &id, None).unwrap();
    assert_eq!((back.from, back.lost.len()), (base, 0));
    committed(world.editor("Bo").commit_changes(request("main", now.id(), back.changes)).unwrap());
    assert_eq!(world.git(&["diff", "--stat", &base.to_string(), "main", "--", CALLS]), "");
    assert!(world.model().at("main").unwrap().snapshot().incoming("calls").len() == 1);
}

#[test]
fn a_branch_is_made_renamed_and_removed_and_the_default_one_stays() {
    let world = World::new();
    let (ada, base) = (world.editor("Ada"), world.head("main"));
    ada.create_branch(&branch("a/b"), base).unwrap();
    assert!(ada.create_branch(&branch("a"), base).is_err());
    ada.rename_branch(&branch("a/b"), &branch("c")).unwrap();
    assert!(ada.delete_branch(&branch("main"), base).is_err());
    ada.delete_branch(&branch("c"), base).unwrap();
    assert_eq!(world.git(&["for-each-ref", "--format=%(refname)"]).trim(), "refs/heads/main");
    let names: Vec<String> = world
        .app
        .records()
        .unwrap()
        .audit(&Default::default(), 20)
        .unwrap()
        .entries
        .into_iter()
        .map(|e| format!("{} {}", e.entry.action, e.entry.outcome))
        .collect();
    assert_eq!(
        names,
        ["branch.delete done", "branch.rename done", "branch.create refused", "branch.create done"]
    );
}
