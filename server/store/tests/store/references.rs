//! Branches and tags come, go and move only as the caller saw them; git is the judge of the result.

use std::fs;
use std::process::Command;

use archweave_store::{BranchName, ReferenceError, Repository, RevisionId, TagName};

use crate::{Fixture, author, git, main_branch};

fn branch(name: &str) -> BranchName {
    BranchName::parse(name).unwrap()
}

fn tag(name: &str) -> TagName {
    TagName::parse(name).unwrap()
}

/// What git lists: names and commits.
fn listed(fixture: &Fixture) -> Vec<String> {
    let format = "--format=%(refname:short) %(objectname)";
    fixture.git(&["for-each-ref", format]).lines().map(str::to_owned).collect()
}

#[test]
fn branches_are_made_renamed_and_deleted_wherever_git_keeps_them() {
    for packed in [false, true] {
        let fixture = Fixture::bare();
        let one = fixture.commit(&[("a", "1")]);
        let two = fixture.commit(&[("a", "2")]);
        let store = &fixture.store;
        let pack = || packed.then(|| fixture.git(&["pack-refs", "--all", "--prune"]));
        store.create_branch(&branch("draft/one"), one).unwrap();
        store.create_branch(&branch("draft/two"), two).unwrap();
        pack();
        assert_eq!(
            listed(&fixture),
            [format!("draft/one {one}"), format!("draft/two {two}"), format!("main {two}")]
        );
        store.rename_branch(&branch("draft/one"), &branch("kept"), one).unwrap();
        store.rename_branch(&main_branch(), &branch("trunk"), two).unwrap();
        pack();
        assert_eq!(
            listed(&fixture),
            [format!("draft/two {two}"), format!("kept {one}"), format!("trunk {two}")]
        );
        assert_eq!(fixture.git(&["symbolic-ref", "HEAD"]), "refs/heads/trunk");
        assert_eq!((store.head().unwrap(), store.default_branch().unwrap()), (two, Some(branch("trunk"))));
        store.move_branch(&branch("kept"), one, two, &author(1)).unwrap();
        store.move_branch(&branch("kept"), two, one, &author(1)).unwrap();
        pack();
        store.delete_branch(&branch("draft/two"), two).unwrap();
        assert_eq!(listed(&fixture), [format!("kept {one}"), format!("trunk {two}")]);
        // The name of the folder is free again.
        store.create_branch(&branch("draft"), one).unwrap();
        store.delete_branch(&branch("draft"), one).unwrap();
        store.create_branch(&branch("draft/two/three"), one).unwrap();
        fixture.git(&["fsck", "--strict"]);
    }
}

#[test]
fn what_somebody_else_changed_is_left_alone() {
    let fixture = Fixture::bare();
    let one = fixture.commit(&[("a", "1")]);
    let two = fixture.commit(&[("a", "2")]);
    let store = &fixture.store;
    store.create_branch(&branch("draft"), two).unwrap();
    let before = listed(&fixture);
    let stale = [
        store.delete_branch(&branch("draft"), one),
        store.rename_branch(&branch("draft"), &branch("x"), one),
        store.move_branch(&branch("draft"), one, two, &author(1)),
        store.delete_branch(&branch("none"), one),
        store.rename_branch(&branch("none"), &branch("x"), one),
        store.delete_tag(&tag("none"), one),
    ];
    for answer in stale {
        assert!(matches!(answer, Err(ReferenceError::Stale { .. })), "{answer:?}");
    }
    for name in ["draft", "draft/sub", "main"] {
        let answer = store.create_branch(&branch(name), one);
        assert!(matches!(answer, Err(ReferenceError::Taken { .. })), "{answer:?}");
    }
    for to in ["main", "main/sub", "draft/sub"] {
        let answer = store.rename_branch(&branch("draft"), &branch(to), two);
        assert!(matches!(answer, Err(ReferenceError::Taken { .. })), "{answer:?}");
    }
    assert!(matches!(store.delete_branch(&main_branch(), two), Err(ReferenceError::IsDefault(_))));
    let missing = RevisionId::parse(&"1".repeat(40)).unwrap();
    let blob = RevisionId::parse(&fixture.blob(b"x")).unwrap();
    for bad in [missing, blob, store.nothing().revision] {
        let answer = store.create_branch(&branch("new"), bad);
        assert!(matches!(answer, Err(ReferenceError::NotFound(_))), "{answer:?}");
        assert!(matches!(store.create_tag(&tag("new"), bad, None), Err(ReferenceError::NotFound(_))));
        assert!(matches!(
            store.move_branch(&branch("draft"), two, bad, &author(1)),
            Err(ReferenceError::NotFound(_))
        ));
    }
    fs::write(fixture.path().join("refs/heads/draft.lock"), "").unwrap();
    assert!(matches!(store.delete_branch(&branch("draft"), two), Err(ReferenceError::Busy(_))));
    assert_eq!(listed(&fixture), before);
    let folder = tempfile::tempdir().unwrap();
    let plain = Repository::open(folder.path()).unwrap();
    assert!(matches!(plain.create_branch(&branch("x"), one), Err(ReferenceError::Folder(_))));
}

#[test]
fn tags_are_light_or_say_who_and_why() {
    let fixture = Fixture::bare();
    let one = fixture.commit(&[("a", "1")]);
    let store = &fixture.store;
    store.create_tag(&tag("light"), one, None).unwrap();
    let who = author(1_700_000_500);
    store.create_tag(&tag("v/1.0"), one, Some((&who, "First\n\nof many\n\n"))).unwrap();
    assert!(matches!(store.create_tag(&tag("v/1.0"), one, None), Err(ReferenceError::Taken { .. })));
    assert_eq!(fixture.git(&["cat-file", "-t", "light"]), "commit");
    let tagged = fixture.git(&["cat-file", "-p", "v/1.0"]);
    assert_eq!(
        tagged,
        format!(
            "object {one}\ntype commit\ntag v/1.0\ntagger Ada <ada@example.org> 1700000500 +0000\n\nFirst\n\nof many"
        )
    );
    fixture.git(&["fsck", "--full", "--strict"]);
    let names: Vec<_> = store.tags().unwrap().into_iter().map(|tag| (tag.name, tag.revision)).collect();
    assert_eq!(names, [("light".to_owned(), one), ("v/1.0".to_owned(), one)]);
    fixture.git(&["pack-refs", "--all"]);
    store.delete_tag(&tag("v/1.0"), one).unwrap();
    store.delete_tag(&tag("light"), one).unwrap();
    assert_eq!(fixture.git(&["tag"]), "");
    let packed = fs::read_to_string(fixture.path().join("packed-refs")).unwrap();
    assert!(!packed.contains("tags") && !packed.contains('^'), "{packed}");
    assert_eq!(store.head().unwrap(), one);
}

#[test]
fn a_clone_keeps_its_logs_and_what_is_checked_out() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "one"]);
    let store = Repository::open(folder.path()).unwrap();
    let one = store.head().unwrap();
    store.create_branch(&branch("draft"), one).unwrap();
    git(folder.path(), &["reflog", "show", "main"]);
    store.rename_branch(&main_branch(), &branch("trunk"), one).unwrap();
    assert_eq!(git(folder.path(), &["status", "--short", "--branch"]), "## trunk");
    assert!(git(folder.path(), &["reflog", "show", "trunk"]).contains("one"));
    let moved = store.move_branch(&branch("trunk"), one, one, &author(1));
    assert!(matches!(moved, Err(ReferenceError::IsDefault(_))), "{moved:?}");
}

#[test]
fn names_are_those_that_git_allows() {
    for name in [
        "main",
        "a/b",
        "a.b",
        "a-b",
        "-a",
        "HEAD",
        "a..b",
        "a b",
        "a~b",
        "a^b",
        "a:b",
        "a?b",
        "a*b",
        "a[b",
        "a\\b",
        "a.lock",
        "a.lock/b",
        "a/.b",
        ".a",
        "a.",
        "a/",
        "/a",
        "a//b",
        "@",
        "a@",
        "a@{b",
        "{a}",
        "a\u{7}",
        "a\u{7f}",
        "订单",
        "a\tb",
        "",
        "refs/heads/a",
        "a/HEAD",
        "a;b",
        "a'b",
        "$(a)",
        "a\"b",
        "a&b",
    ] {
        let mut check = Command::new("git");
        let says = check.args(["check-ref-format", "--branch", name]).output().unwrap().status.success();
        assert_eq!(BranchName::parse(name).is_ok(), says, "{name:?}");
    }
    let long = ["x".repeat(250), "x".repeat(251), format!("{}/y", "x".repeat(251)), "y/".repeat(127) + "z"];
    let taken: Vec<bool> = long.iter().map(|name| BranchName::parse(name).is_ok()).collect();
    assert_eq!(taken, [true, false, false, true]);
    let fixture = Fixture::bare();
    let one = fixture.commit(&[("a", "1")]);
    fixture.store.create_branch(&branch(&long[0]), one).unwrap();
    fixture.store.create_tag(&tag(&long[3]), one, None).unwrap();
    fixture.git(&["fsck", "--strict"]);
}

#[test]
fn makers_and_deleters_of_neighbours_do_not_disturb_each_other() {
    let fixture = Fixture::bare();
    let one = fixture.commit(&[("a", "1")]);
    let store = &fixture.store;
    let work = |worker: usize| {
        for i in 0..15 {
            let name = branch(&format!("shared/folder/{worker}-{i}"));
            store.create_branch(&name, one).unwrap();
            let to = branch(&format!("shared/other/{worker}-{i}"));
            store.rename_branch(&name, &to, one).unwrap();
            if i % 3 != 0 {
                store.delete_branch(&to, one).unwrap();
            }
        }
    };
    std::thread::scope(|scope| {
        (0..3).for_each(|worker| drop(scope.spawn(move || work(worker))));
        scope.spawn(|| (0..10).for_each(|_| drop(fixture.git(&["pack-refs", "--all"]))));
    });
    assert_eq!(listed(&fixture).len(), 1 + 3 * 5);
    fixture.git(&["fsck", "--strict"]);
}
