//! The models' tables follow what is committed.

use std::time::Duration;

use archweave_app::{BranchName, Projection, Projector};
use archweave_model::id::ElementId;

use crate::support::{World, committed, edits, request};

fn main() -> BranchName {
    BranchName::parse("main").unwrap()
}

/// Sets what matters of the application, or what does not.
fn commit(world: &World, field: &str, value: &str) {
    let path: Vec<&str> = field.split('/').collect();
    let base = world.head("main");
    let changes = edits(serde_json::json!([
        { "update": { "item": "element/crm", "fields": [{ "path": path, "to": value }] } }
    ]));
    committed(world.editor("jane").commit_changes(request("main", base, changes)).unwrap());
}

fn project(world: &World, anew: bool) -> Projection {
    let records = world.app.records().unwrap();
    world.model().project(records, &main(), anew, &|| true).unwrap()
}

/// At which commits what matters of the application changed, and where the branch is.
fn history(world: &World) -> (Vec<String>, Option<String>) {
    let records = world.app.records().unwrap();
    let crm = [ElementId::parse("crm").unwrap()];
    let rows = records.wait(records.index().element_history("centre", "main", &crm)).unwrap();
    let head = records.wait(records.index().projected("centre", "main")).unwrap();
    (rows.into_iter().map(|row| row.revision).collect(), head.map(|head| head.revision))
}

#[test]
fn a_branch_is_projected_whole_once_and_then_by_commits() {
    let world = World::new();
    let first = world.head("main").to_string();
    assert_eq!(project(&world, false), Projection::Whole { elements: 2, relations: 1, commits: 1 });
    assert_eq!(project(&world, false), Projection::Current);
    commit(&world, "name", "Renamed");
    commit(&world, "properties/criticality", "3");
    let second = world.head("main").to_string();
    commit(&world, "description", "knows every caller");
    assert_eq!(project(&world, false), Projection::Steps(3));
    let expected = (vec![first, second], Some(world.head("main").to_string()));
    assert_eq!(history(&world), expected);
    // The same from nothing.
    assert_eq!(project(&world, true), Projection::Whole { elements: 2, relations: 1, commits: 4 });
    assert_eq!(history(&world), expected);
}

#[test]
fn a_branch_that_was_rewritten_is_projected_whole() {
    let world = World::new();
    let first = world.head("main").to_string();
    commit(&world, "properties/criticality", "3");
    project(&world, false);
    world.git(&["update-ref", "refs/heads/main", &first]);
    assert!(matches!(project(&world, false), Projection::Whole { commits: 1, .. }));
    assert_eq!(history(&world), (vec![first.clone()], Some(first)));
}

#[test]
fn a_server_follows_in_the_background() {
    let world = World::new();
    let projector = Projector::start(&world.app).unwrap();
    for value in ["3", "4"] {
        commit(&world, "properties/criticality", value);
        let head = Some(world.head("main").to_string());
        let follows = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(20));
            history(&world).1 == head
        });
        assert!(follows);
    }
    assert_eq!(history(&world).0.len(), 3);
    drop(projector);
    commit(&world, "properties/criticality", "1");
    assert_ne!(history(&world).1, Some(world.head("main").to_string()));
}
