//! Many people change one model at once, over GraphQL and with git: nothing is lost in between.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::json;

use crate::support::edit::{self, Written};
use crate::support::git;
use crate::support::lasting::Lasting;
use crate::support::program::program;

/// Who changes the model over GraphQL, and who with git.
const EDITORS: usize = 8;
const PUSHERS: usize = 2;
/// Edits of each.
const EDITS: usize = 25;

const CRM: &str = "elements/application/application-component/crm.yaml";
const MODEL: [(&str, &str); 4] = [
    ("archweave.yaml", "format: 1\nname: Centre\n"),
    (
        CRM,
        "id: crm # the one\nkind: application-component\nname: CRM\nproperties:\n  vendor: Acme\n  users: 10\n",
    ),
    ("elements/hot.yaml", "id: hot\nkind: application-component\nname: Hot\n"),
    ("README.md", "# Centre\n"),
];

/// A model that everybody changes.
struct World {
    server: Lasting,
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { server: Lasting::of(folder.path(), &MODEL), folder }
    }

    fn clone(&self, name: &str) -> PathBuf {
        git::clone(self.folder.path(), &self.server.url(), name, &[])
    }

    /// A file as the branch has it.
    fn text(&self, path: &str) -> String {
        git::succeed(&self.server.repository, &["show", &format!("main:{path}")])
    }

    fn commit(&self, base: &str, message: &str, edits: serde_json::Value) -> Written {
        edit::commit_as(self.server.address, &self.server.name(), base, message, edits)
    }
}

/// Commits until it is done, on top of what was last seen; how often somebody was in the way.
fn insist(world: &World, base: &mut String, message: &str, edits: &serde_json::Value) -> usize {
    for tries in 0..200 {
        match world.commit(base, message, edits.clone()) {
            Written::Done(revision) => {
                *base = revision;
                return tries;
            }
            Written::Conflicted(conflicts) => {
                assert_eq!(conflicts, ["element/hot:name"]);
                *base = edit::head(world.server.address).unwrap();
            }
            Written::Stale(_) => *base = edit::head(world.server.address).unwrap(),
            other => panic!("{message}: {other:?}"),
        }
    }
    panic!("{message}: never done")
}

/// Pushes until it is done; how often somebody was in the way.
fn push(clone: &Path, message: &str) -> usize {
    for tries in 0..500 {
        let said = git::git(clone, &["push", "-q", "origin", "HEAD:main"]);
        if said.status.success() {
            return tries;
        }
        let words = String::from_utf8_lossy(&said.stderr);
        let is_late = ["rejected", "fetch first", "somebody else"].iter().any(|sign| words.contains(sign));
        assert!(is_late, "{message}: {words}");
        git::succeed(clone, &["pull", "-q", "--rebase", "origin", "main"]);
    }
    panic!("{message}: never pushed")
}

#[test]
fn of_everything_that_many_people_do_at_once_nothing_is_lost() {
    let world = World::new();
    let start = world.server.target("main").unwrap();
    let waits = Mutex::new((0, 0));
    std::thread::scope(|scope| {
        for editor in 0..EDITORS {
            let (world, start, waits) = (&world, &start, &waits);
            scope.spawn(move || {
                let mut base = start.clone();
                for at in 1..=EDITS {
                    let message = format!("editor {editor} edit {at}");
                    // Every fifth is about what all others change too.
                    let edits = match at % 5 {
                        0 => edit::rename("hot", &message),
                        _ => edit::set("crm", &format!("e{editor}"), at),
                    };
                    waits.lock().unwrap().0 += insist(world, &mut base, &message, &edits);
                    // Somebody who looks at nothing in between, and somebody who does.
                    if editor % 2 == 0 {
                        base = edit::head(world.server.address).unwrap();
                    }
                }
            });
        }
        for pusher in 0..PUSHERS {
            let (world, waits) = (&world, &waits);
            scope.spawn(move || {
                let clone = world.clone(&format!("pusher-{pusher}"));
                for at in 1..=EDITS {
                    let message = format!("pusher {pusher} edit {at}");
                    let text = format!("id: p{pusher}\nkind: application-component\nname: Edit {at}\n");
                    git::commit(&clone, &[(&format!("elements/p{pusher}.yaml"), &text)], &message);
                    waits.lock().unwrap().1 += push(&clone, &message);
                }
            });
        }
        for reader in 0..10 {
            let world = &world;
            scope.spawn(move || world.clone(&format!("reader-{reader}")));
        }
    });
    let log = git::succeed(&world.server.repository, &["log", "--format=%s", "main"]);
    for (who, count) in [("editor", EDITORS), ("pusher", PUSHERS)] {
        for one in (0..count).flat_map(|one| (1..=EDITS).map(move |at| format!("{who} {one} edit {at}"))) {
            assert_eq!(log.lines().filter(|line| *line == one).count(), 1, "{one}");
        }
    }
    assert_eq!(log.lines().count(), 1 + (EDITORS + PUSHERS) * EDITS, "one commit an edit, and no more");
    let crm = world.text(CRM);
    for editor in 0..EDITORS {
        assert!(crm.contains(&format!("\n  e{editor}: 24")), "{crm}");
    }
    assert!(crm.starts_with("id: crm # the one\n") && crm.contains("vendor: Acme"), "{crm}");
    for pusher in 0..PUSHERS {
        assert!(world.text(&format!("elements/p{pusher}.yaml")).contains(&format!("Edit {EDITS}")));
    }
    git::check(&world.server.repository);
    let (conflicts, late) = *waits.lock().unwrap();
    println!(
        "{EDITORS} editors and {PUSHERS} pushers: {conflicts} conflicts and {late} late pushes, none lost"
    );
}

/// A clone whose git merges by meaning.
fn with_driver(clone: &Path) {
    let installed = std::process::Command::new(program())
        .args(["merge-driver", "install"])
        .current_dir(clone)
        .output()
        .unwrap();
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
}

#[test]
fn different_attributes_of_one_element_both_survive() {
    let world = World::new();
    let clone = world.clone("ada");
    with_driver(&clone);
    let base = world.server.target("main").unwrap();
    // Neighbouring lines: as text, this is a conflict.
    let written = world.commit(&base, "Ben", edit::set("crm", "vendor", "Beta"));
    assert!(matches!(written, Written::Done(_)), "{written:?}");
    let text = std::fs::read_to_string(clone.join(CRM)).unwrap();
    git::commit(&clone, &[(CRM, &text.replace("users: 10", "users: 25"))], "Ada");
    let late = git::git(&clone, &["push", "origin", "main"]);
    let words = String::from_utf8_lossy(&late.stderr).into_owned();
    assert!(!late.status.success() && words.contains("rejected"), "{words}");
    git::succeed(&clone, &["pull", "-q", "--no-rebase", "--no-edit"]);
    git::succeed(&clone, &["push", "-q", "origin", "main"]);
    let text = world.text(CRM);
    assert!(
        text.contains("vendor: Beta") && text.contains("users: 25") && text.contains("# the one"),
        "{text}"
    );
    assert_eq!(edit::head(world.server.address), Some(git::succeed(&clone, &["rev-parse", "HEAD"])));

    // And the other way round: first the push, then GraphQL on top of what was there before it.
    let base = world.server.target("main").unwrap();
    git::commit(&clone, &[(CRM, &text.replace("users: 25", "users: 30"))], "Ada again");
    git::succeed(&clone, &["push", "-q", "origin", "main"]);
    let written = world.commit(&base, "Ben again", edit::set("crm", "vendor", "Gamma"));
    assert!(matches!(written, Written::Done(_)), "{written:?}");
    let text = world.text(CRM);
    assert!(text.contains("vendor: Gamma") && text.contains("users: 30"), "{text}");
    git::check(&world.server.repository);
}

const MERGE: &str = "
    mutation($model: String!, $resolutions: [ResolutionInput!]) {
      mergeBranch(model: $model, into: \"main\", from: \"ada\", resolutions: $resolutions) {
        __typename
        ... on Merged { revision }
        ... on MergeOpen { conflicts { id item attribute base ours theirs } }
        ... on MergeRefused { reason }
      }
    }";

#[test]
fn the_same_attribute_conflicts_and_is_resolved_over_graphql() {
    let world = World::new();
    let clone = world.clone("ada");
    let base = world.server.target("main").unwrap();
    let text = std::fs::read_to_string(clone.join(CRM)).unwrap();
    git::commit(&clone, &[(CRM, &text.replace("Acme", "Alpha").replace("users: 10", "users: 25"))], "Ada");
    git::succeed(&clone, &["push", "-q", "origin", "HEAD:refs/heads/ada"]);
    let Written::Done(ours) = world.commit(&base, "Ben", edit::set("crm", "vendor", "Beta")) else {
        panic!("not committed")
    };
    assert_eq!(
        world.commit(&base, "Cy", edit::set("crm", "vendor", "Gamma")),
        Written::Conflicted(vec!["element/crm:properties.vendor".into()])
    );

    let merge = |resolutions: serde_json::Value| {
        let answer =
            world.server.graphql(MERGE, json!({ "model": world.server.name(), "resolutions": resolutions }));
        answer["data"]["mergeBranch"].clone()
    };
    let open = merge(json!([]));
    assert_eq!(
        open,
        json!({ "__typename": "MergeOpen", "conflicts": [{
            "id": "element/crm:properties.vendor", "item": "element/crm", "attribute": "properties.vendor",
            "base": "Acme", "ours": "Beta", "theirs": "Alpha",
        }] })
    );
    assert_eq!(world.server.target("main"), Some(ours.clone()), "nothing was done");
    let choice =
        json!([{ "conflict": "element/crm:properties.vendor", "choice": "VALUE", "value": "Alpha & Beta" }]);
    let merged = merge(choice);
    assert_eq!(merged["__typename"], "Merged", "{merged}");

    git::succeed(&clone, &["fetch", "-q"]);
    let theirs = git::succeed(&clone, &["rev-parse", "origin/ada"]);
    let parents = git::succeed(&clone, &["log", "-1", "--format=%P", "origin/main"]);
    assert_eq!(parents, format!("{ours} {theirs}"));
    assert_eq!(merged["revision"], git::succeed(&clone, &["rev-parse", "origin/main"]));
    let text = git::succeed(&clone, &["show", &format!("origin/main:{CRM}")]);
    assert_eq!(
        text,
        "id: crm # the one\nkind: application-component\nname: CRM\nproperties:\n  vendor: Alpha & Beta\n  users: 25"
    );
    git::succeed(&clone, &["checkout", "-q", "-B", "main", "origin/main"]);
    git::check(&world.server.repository);
}
