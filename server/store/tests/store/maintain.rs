//! Packing while others read, write and clone.

use std::sync::atomic::{AtomicBool, Ordering};

use archweave_store::{At, FileWrite, Maintained, Repository, RevisionId};

use crate::{Fixture, author, element, git, main_branch};

fn commit(store: &Repository, i: usize) -> RevisionId {
    let at = store.branch(&main_branch()).unwrap();
    let text = element(&format!("e{}", i % 20), &format!("Name {i}"));
    let path = format!("elements/{}/e{}.yaml", i % 5, i % 20);
    let write = FileWrite { path, bytes: Some(text.into_bytes()) };
    store.commit(&main_branch(), at, vec![write], &author(i as i64), "change").unwrap().revision()
}

fn count(fixture: &Fixture, of: &str) -> usize {
    let counts = fixture.git(&["count-objects", "-v"]);
    let line = counts.lines().find_map(|line| line.strip_prefix(&format!("{of}: ")));
    line.unwrap().parse().unwrap()
}

#[test]
fn small_packs_go_together_and_keep_every_object() {
    let fixture = Fixture::bare();
    let store = &fixture.store;
    let revisions: Vec<RevisionId> = (0..32).map(|i| commit(store, i)).collect();
    assert_eq!(store.maintain().unwrap(), Maintained::default());
    // Nobody refers to this one; it stays all the same.
    let lost = fixture.blob(b"nobody refers to me");
    commit(store, 32);
    let kept = std::fs::read_dir(fixture.path().join("objects/pack")).unwrap().flatten();
    let kept = kept.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "pack"));
    let kept = kept.unwrap();
    std::fs::write(kept.with_extension("keep"), "by hand").unwrap();
    // The kept one does not count.
    assert_eq!(store.maintain().unwrap().packs, 0);
    commit(store, 33);
    let done = store.maintain().unwrap();
    assert_eq!((done.packs, done.loose), (33, 1));
    assert_eq!((count(&fixture, "packs"), count(&fixture, "count")), (2, 0));
    assert!(kept.exists());
    assert_eq!(fixture.git(&["cat-file", "-p", &lost]), "nobody refers to me");
    fixture.git(&["fsck", "--full", "--strict"]);
    for revision in revisions {
        store.load(revision).unwrap();
    }
    assert!(!fixture.git(&["for-each-ref"]).is_empty());
    for i in 40..80 {
        commit(store, i);
    }
    assert!(store.maintain().unwrap().packs > 32);
    assert!(count(&fixture, "packs") < 6);
    assert_eq!(fixture.git(&["rev-list", "--count", "main"]), "74");
}

#[test]
fn loose_objects_that_git_wrote_are_packed() {
    let fixture = Fixture::bare();
    commit(&fixture.store, 0);
    let lines: String = (0..2100).map(|i| format!("blob\ndata {}\n{i}\n", i.to_string().len())).collect();
    fixture.git(&["config", "fastimport.unpackLimit", "100000"]);
    fixture.git(&["config", "core.fsync", "none"]);
    crate::input(fixture.path(), &["fast-import", "--quiet"], lines.as_bytes());
    assert!(count(&fixture, "count") > 2000);
    let done = fixture.store.maintain().unwrap();
    assert!(done.loose > 2000, "{done:?}");
    assert_eq!(count(&fixture, "count"), 0);
    fixture.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn nobody_notices_while_packs_are_put_together() {
    let fixture = Fixture::bare();
    let store = &fixture.store;
    commit(store, 0);
    let is_over = AtomicBool::new(false);
    let packed = std::thread::scope(|scope| {
        for reader in 0..2 {
            let is_over = &is_over;
            let own = Repository::open(fixture.path()).unwrap();
            scope.spawn(move || {
                let mut model = own.load(own.head().unwrap()).unwrap();
                while !is_over.load(Ordering::Relaxed) {
                    let head = if reader == 0 { own.head() } else { own.resolve(&At::Name("main".into())) };
                    let head = head.unwrap();
                    model = own.advance(&model, head).unwrap();
                    let history = own.history(head, 1000, None).unwrap();
                    let old = history.commits[history.commits.len() / 2].id;
                    assert!(own.load(old).unwrap().snapshot.element_count() > 0);
                }
            });
        }
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                let folder = tempfile::tempdir().unwrap();
                git(
                    folder.path(),
                    &["clone", "-q", "--bare", "--no-local", fixture.path().to_str().unwrap(), "c"],
                );
                git(&folder.path().join("c"), &["fsck", "--full"]);
            }
        });
        let packer = scope.spawn(|| {
            let mut packed = 0;
            while !is_over.load(Ordering::Relaxed) {
                packed += store.maintain().unwrap().packs;
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            packed
        });
        let writer = scope.spawn(|| {
            for i in 1..160 {
                commit(store, i);
            }
        });
        let written = writer.join();
        is_over.store(true, Ordering::Relaxed);
        written.unwrap();
        packer.join().unwrap()
    });
    assert!(packed > 60, "{packed}");
    assert_eq!(fixture.git(&["rev-list", "--count", "main"]), "160");
    fixture.git(&["fsck", "--full", "--strict"]);
}
