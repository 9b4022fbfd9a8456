//! Writing: what lands in git is what git itself would accept, and nobody's work is lost.

use std::sync::Arc;

use archweave_model::element::Element;
use archweave_model::model::{Image, Model};
use archweave_model::yaml::{self, Document, FileClass};
use archweave_store::{BranchName, CommitError, Committed, FileWrite, Repository};

use crate::{Fixture, GONE, author, element, git, main_branch};

fn model(count: usize) -> Model {
    let mut model = Model::default();
    model.manifest.name = archweave_model::text::Text::default();
    for i in 0..count {
        model.elements.push(parse_element(&element(&format!("element-{i}"), &format!("Number {i}"))));
    }
    model.images.push(Image { path: "images/a.png".into(), bytes: b"\x89PNG".as_slice().into() });
    model
}

fn parse_element(text: &str) -> Arc<Element> {
    match yaml::read(FileClass::Element, text.as_bytes()).documents.swap_remove(0) {
        Document::Element(element) => element,
        other => panic!("{other:?}"),
    }
}

fn packs(fixture: &Fixture) -> usize {
    let files = std::fs::read_dir(fixture.path().join("objects/pack")).unwrap().flatten();
    files.filter(|file| file.path().extension().is_some_and(|e| e == "pack")).count()
}

#[test]
fn a_model_is_one_pack_that_git_accepts() {
    let fixture = Fixture::bare();
    let committed = fixture.store.commit_model(
        &main_branch(),
        None,
        &model(3000),
        &author(1_700_000_000),
        "import\n\nfrom a tool",
    );
    let Committed::Moved(revision) = committed.unwrap() else { panic!("nothing to do?") };
    assert_eq!(packs(&fixture), 1);
    fixture.git(&["fsck", "--strict", "--full"]);
    let listed = fixture.git(&["ls-tree", "-r", "--name-only", "main"]);
    let mut listed: Vec<_> = listed.lines().collect();
    let written = yaml::write_model(&model(3000));
    let mut expected: Vec<_> = written.iter().map(|file| file.path.as_str()).collect();
    listed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(listed, expected);
    let log = fixture.git(&["log", "--format=%an|%ae|%ct|%s|%b", "main"]);
    assert_eq!(log.trim(), "Ada|ada@example.org|1700000000|import|from a tool");
    let loaded = fixture.store.load(revision).unwrap();
    assert_eq!(loaded.snapshot.element_count(), 3000);
    assert_eq!(fixture.store.blob(revision, "images/a.png").unwrap(), b"\x89PNG");
    assert_eq!(loaded.images.keys().map(|path| &**path).collect::<Vec<_>>(), ["images/a.png"]);
}

#[test]
fn a_second_import_replaces_the_model_and_keeps_the_rest() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&[
        ("README.md", "read me"),
        (".ci/run", "make test"),
        ("elements/README.md", "about these"),
        ("elements/old.yaml", &element("old", "Old")),
        ("images/old.png", "old"),
    ]);
    let second =
        fixture.store.commit_model(&main_branch(), Some(first), &model(2), &author(1), "import").unwrap();
    assert_eq!(
        fixture.git(&["ls-tree", "-r", "--name-only", "main"]).lines().collect::<Vec<_>>(),
        [
            ".ci/run",
            "README.md",
            "archweave.yaml",
            "elements/README.md",
            "elements/application/application-component/element-0.yaml",
            "elements/application/application-component/element-1.yaml",
            "images/a.png",
        ],
    );
    assert_eq!(fixture.git(&["rev-list", "--count", "main"]), "2");
    let again =
        fixture.store.commit_model(&main_branch(), Some(second.revision()), &model(2), &author(2), "import");
    assert_eq!(again.unwrap(), Committed::Unchanged(second.revision()));
    assert_eq!(fixture.git(&["rev-list", "--count", "main"]), "2");
    fixture.git(&["fsck", "--strict", "--full"]);
}

#[test]
fn a_branch_that_moved_is_not_moved_again() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&[("a.txt", "1")]);
    let second = fixture.commit(&[("a.txt", "2")]);
    let write = || vec![FileWrite { path: "b.txt".into(), bytes: Some(b"3".to_vec()) }];
    let error = fixture.store.commit(&main_branch(), Some(first), write(), &author(3), "late").unwrap_err();
    assert_eq!(error.to_string(), format!("branch `main` is at {second}, expected {first}"));
    let CommitError::Stale { expected, actual, .. } = error else { panic!() };
    assert_eq!((expected, actual), (Some(first), Some(second)));
    let error = fixture.store.commit(&main_branch(), None, write(), &author(3), "new").unwrap_err();
    assert_eq!(error.to_string(), format!("branch `main` is at {second}, expected nothing"));
    let other = BranchName::parse("other").unwrap();
    let error = fixture.store.commit(&other, Some(first), write(), &author(3), "gone").unwrap_err();
    assert!(matches!(error, CommitError::Stale { actual: None, .. }));
    assert_eq!(fixture.store.head().unwrap(), second);
}

#[test]
fn two_writers_lose_nothing() {
    let fixture = Fixture::bare();
    fixture.commit(&[("a.txt", "0")]);
    let store = &fixture.store;
    let work = |name: &'static str| {
        for i in 0..10 {
            loop {
                let parent = store.branch(&main_branch()).unwrap();
                let write = FileWrite { path: format!("{name}/{i}"), bytes: Some(vec![i]) };
                match store.commit(&main_branch(), parent, vec![write], &author(i.into()), name) {
                    Ok(_) => break,
                    Err(CommitError::Stale { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| work("one"));
        scope.spawn(|| work("two"));
    });
    assert_eq!(fixture.git(&["rev-list", "--count", "main"]), "21");
    assert_eq!(fixture.git(&["ls-tree", "-r", "--name-only", "main"]).lines().count(), 21);
    fixture.git(&["fsck", "--strict", "--full"]);
}

#[test]
fn a_lock_that_somebody_holds_is_respected() {
    let fixture = Fixture::bare();
    let head = fixture.commit(&[("a.txt", "0")]);
    std::fs::write(fixture.path().join("refs/heads/main.lock"), "").unwrap();
    let write = vec![FileWrite { path: "b".into(), bytes: Some(Vec::new()) }];
    let error = fixture.store.commit(&main_branch(), Some(head), write, &author(0), "b").unwrap_err();
    assert!(matches!(error, CommitError::Busy(_)), "{error}");
    assert!(fixture.path().join("refs/heads/main.lock").exists());
}

#[test]
fn files_come_go_and_change_places_with_folders() {
    let fixture = Fixture::bare();
    fixture.commit(&[("a/b/c", "1"), ("a/d", "2"), ("x", "3")]);
    fixture.commit(&[("a/b/c", GONE), ("x", GONE), ("x/y", "4"), ("never", GONE)]);
    assert_eq!(fixture.git(&["ls-tree", "-r", "--name-only", "main"]), "a/d\nx/y");
    fixture.commit(&[("x/y", GONE), ("x", "5"), ("a/d", GONE)]);
    assert_eq!(fixture.git(&["ls-tree", "-r", "--name-only", "main"]), "x");
    fixture.git(&["pack-refs", "--all"]);
    fixture.commit(&[("x", GONE)]);
    assert_eq!(fixture.git(&["ls-tree", "-r", "--name-only", "main"]), "");
    fixture.git(&["fsck", "--strict", "--full"]);
}

#[test]
fn paths_and_branches_that_git_refuses_are_refused() {
    let fixture = Fixture::bare();
    let head = fixture.commit(&[("a", "1")]);
    let commit = |branch: &str, parent, paths: &[&str]| {
        let write = |path: &&str| FileWrite { path: (*path).to_owned(), bytes: Some(b"x".to_vec()) };
        let files = paths.iter().map(write).collect();
        fixture.store.commit(&BranchName::parse(branch).unwrap(), parent, files, &author(0), "x")
    };
    for bad in ["", "/a", "a/", "a//b", ".", "../a", ".git/hooks/x", "x/.GIT/y", "a\\b", "a\0b"] {
        assert!(matches!(commit("main", Some(head), &[bad]), Err(CommitError::Path(_))), "{bad:?}");
    }
    assert!(matches!(commit("main", Some(head), &["b", "b"]), Err(CommitError::Path(_))));
    assert!(matches!(commit("main", Some(head), &["b", "b/c", "b-d"]), Err(CommitError::Path(_))));
    let error = commit("main/sub", None, &["b"]).unwrap_err();
    assert_eq!(error.to_string(), "branch `main/sub` cannot be made beside `refs/heads/main`");
    commit("top/sub", None, &["b"]).unwrap();
    fixture.git(&["pack-refs", "--all"]);
    assert!(matches!(commit("top", None, &["b"]), Err(CommitError::Taken { .. })));
    fixture.git(&["branch", "-D", "top/sub"]);
    commit("top", None, &["b"]).unwrap();
}

#[test]
fn odd_names_of_people_make_no_odd_commits() {
    let fixture = Fixture::bare();
    let mut who = author(5);
    who.name = " <Eve>\nparent 0 ".into();
    who.email = "".into();
    who.time.offset = -570;
    let write = vec![FileWrite { path: "a".into(), bytes: Some(Vec::new()) }];
    fixture.store.commit(&main_branch(), None, write, &who, "\n\0 title \n\nbody\n\n").unwrap();
    fixture.git(&["fsck", "--strict", "--full"]);
    assert_eq!(
        fixture.git(&["log", "--format=%an|%ad|%s|%b", "--date=raw"]).trim(),
        "Eveparent 0|5 -0930|title|body"
    );
}

#[test]
fn a_checked_out_branch_is_left_alone_and_a_folder_has_none() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    let store = Repository::open(folder.path()).unwrap();
    let commit = |store: &Repository, branch: &str| {
        let branch = BranchName::parse(branch).unwrap();
        store.commit_model(&branch, None, &model(3), &author(1_700_000_000), "import")
    };
    assert!(matches!(commit(&store, "main"), Err(CommitError::CheckedOut(_))));
    commit(&store, "imported").unwrap();
    let log = git(folder.path(), &["reflog", "imported"]);
    assert!(log.ends_with("imported@{0}: commit: import"), "{log}");
    let plain = Repository::open_files(folder.path()).unwrap();
    assert!(matches!(commit(&plain, "main"), Err(CommitError::Folder(_))));
}
