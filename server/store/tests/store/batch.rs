//! Batches: many commits, one flush, one move of the branch.

use std::sync::atomic::{AtomicUsize, Ordering};

use archweave_store::{
    BranchName, CommitError, FileTaken, FileWrite, Loaded, Mode, NewCommit, Repository, RevisionId, Signature,
};

use crate::{Fixture, GONE, Random, author, element, git, main_branch};

/// A commit of text files.
fn change<'a>(files: &[(&str, &str)], who: &'a Signature, message: &'a str) -> NewCommit<'a> {
    let write = |(path, text): &(&str, &str)| FileWrite {
        path: (*path).to_owned(),
        bytes: (*text != GONE).then(|| text.as_bytes().to_vec()),
    };
    NewCommit {
        files: files.iter().map(write).collect(),
        taken: Vec::new(),
        other_parents: Vec::new(),
        author: who,
        committer: who,
        message,
    }
}

/// That a model made in memory is the one that another process reads.
fn check_same(store: &Repository, made: &Loaded) {
    let read = Repository::open(store.path()).unwrap().load(made.revision).unwrap();
    crate::load::check_same(made, &read);
}

#[test]
fn a_batch_is_one_pack_and_nothing_is_seen_before_it_is_finished() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&[("elements/a.yaml", &element("a", "A")), ("README.md", "read")]);
    let store = &fixture.store;
    let mut model = store.load(first).unwrap();
    let who = author(1_700_000_100);
    let mut batch = store.batch(&main_branch(), Some(first)).unwrap();
    let steps: [&[(&str, &str)]; 6] = [
        &[("elements/b.yaml", &element("b", "B")), ("images/a.png", "one")],
        &[("elements/b.yaml", &element("b", "B2")), ("elements/c/d.yaml", &element("d", "D"))],
        &[("elements/a.yaml", GONE), ("docs/x.md", "x"), ("images/a.png", "two")],
        &[("elements/bad.yaml", "id: [")],
        &[("images/a.png", GONE), ("archweave.yaml", "format: 1\nname: M\n")],
        &[("elements/large.yaml", &"#".repeat((1 << 20) + 1))],
    ];
    let mut models = Vec::new();
    for (i, files) in steps.iter().enumerate() {
        let message = format!("step {i}");
        let next = batch.add(&model, change(files, &who, &message)).unwrap();
        assert_eq!(batch.revision(), Some(next.revision));
        models.push(next.clone());
        model = next;
    }
    assert_eq!(store.head().unwrap(), first);
    assert_eq!(fixture.git(&["count-objects", "-v"]).matches("packs: 1").count(), 1);
    let done = batch.finish().unwrap();
    assert_eq!((done, store.head().unwrap()), (model.revision, model.revision));
    assert!(fixture.git(&["count-objects", "-v"]).contains("packs: 2"));
    let log = fixture.git(&["log", "--format=%s"]);
    assert_eq!(log, "step 5\nstep 4\nstep 3\nstep 2\nstep 1\nstep 0\nchange");
    fixture.git(&["fsck", "--full", "--strict"]);
    models.iter().for_each(|model| check_same(store, model));
}

#[test]
fn a_batch_starts_a_branch_and_forgets_what_changes_nothing() {
    let fixture = Fixture::bare();
    let (store, who) = (&fixture.store, author(5));
    let mut batch = store.batch(&main_branch(), None).unwrap();
    let one = batch.add(&store.nothing(), change(&[("elements/a.yaml", &element("a", "A"))], &who, "one"));
    let one = one.unwrap();
    let same = batch.add(&one, change(&[("elements/a.yaml", &element("a", "A"))], &who, "same")).unwrap();
    assert_eq!(same.revision, one.revision);
    assert_eq!(batch.finish().unwrap(), one.revision);
    check_same(store, &one);
    let mut batch = store.batch(&main_branch(), Some(one.revision)).unwrap();
    batch.add(&one, change(&[("elements/none.yaml", GONE)], &who, "nothing")).unwrap();
    assert_eq!(batch.finish().unwrap(), one.revision);
    let other = BranchName::parse("other").unwrap();
    let empty = store.batch(&other, None).unwrap();
    assert!(matches!(empty.finish(), Err(CommitError::Nothing(_))));
    assert_eq!(fixture.git(&["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
}

#[test]
fn a_commit_that_is_refused_leaves_the_batch_as_it_was() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&[("elements/a.yaml", &element("a", "A")), ("x", "1")]);
    let (store, who) = (&fixture.store, author(5));
    let model = store.load(first).unwrap();
    let mut batch = store.batch(&main_branch(), Some(first)).unwrap();
    let good = change(&[("elements/b.yaml", &element("b", "B"))], &who, "good");
    let next = batch.add(&model, good.clone()).unwrap();
    let unknown = RevisionId::parse(&"1".repeat(40)).unwrap();
    let blob = archweave_store::BlobId::parse(&"2".repeat(40)).unwrap();
    let taken = |mode| vec![FileTaken { path: "y".into(), blob, mode }];
    for (bad, on) in [
        (change(&[("../x", "1")], &who, "bad"), &next),
        (change(&[("y", "1"), ("y/z", "1")], &who, "bad"), &next),
        (change(&[("a", "1"), ("a", "2")], &who, "bad"), &next),
        (NewCommit { other_parents: vec![unknown], ..good.clone() }, &next),
        (NewCommit { other_parents: vec![store.nothing().revision], ..good.clone() }, &next),
        (NewCommit { taken: taken(Mode::File), ..good.clone() }, &next),
        (NewCommit { taken: taken(Mode::Submodule), ..good.clone() }, &next),
        (change(&[("c", "1")], &who, "of another model"), &model),
        (change(&[("c", "1")], &who, "of another model"), &store.nothing()),
    ] {
        let error = batch.add(on, bad).err().unwrap();
        assert!(
            matches!(error, CommitError::Path(_) | CommitError::Unknown(_) | CommitError::Elsewhere { .. }),
            "{error}"
        );
        assert_eq!(batch.revision(), Some(next.revision));
    }
    batch.finish().unwrap();
    check_same(store, &next);
    fixture.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn a_merge_takes_files_and_modes_of_the_other_side() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&[("elements/a.yaml", &element("a", "A"))]);
    let program = fixture.blob(b"#!/bin/sh\n");
    let link = fixture.blob(b"README.md");
    let text = fixture.blob(element("b", "B").as_bytes());
    let picture = fixture.blob(b"png");
    let side = fixture.commit_entries(
        "side",
        &[
            ("100755", &program, "run"),
            ("120000", &link, "READ"),
            ("100644", &text, "elements/b.yaml"),
            ("100644", &picture, "images/b.png"),
        ],
    );
    let (store, who) = (&fixture.store, author(5));
    let mut batch = store.batch(&main_branch(), Some(first)).unwrap();
    let changed = store.changed_files(first, side).unwrap();
    let taken = changed.iter().filter_map(|file| {
        let after = file.after?;
        Some(FileTaken { path: file.path.to_string(), blob: after.blob, mode: after.mode })
    });
    let files = vec![FileWrite { path: "elements/a.yaml".into(), bytes: Some(element("a", "A2").into()) }];
    let committer = Signature { name: "Server".into(), ..author(9) };
    let merge = NewCommit {
        files,
        taken: taken.collect(),
        other_parents: vec![side],
        committer: &committer,
        ..change(&[], &who, "merge")
    };
    let merged = batch.add(&store.load(first).unwrap(), merge).unwrap();
    // A merge that changes nothing is a commit all the same.
    let again = NewCommit { other_parents: vec![side], ..change(&[], &who, "merge again") };
    let last = batch.add(&merged, again).unwrap();
    assert_ne!(last.revision, merged.revision);
    batch.finish().unwrap();
    check_same(store, &merged);
    check_same(store, &last);
    let listed = fixture.git(&["ls-tree", "-r", "--format=%(objectmode) %(path)", "main"]);
    assert_eq!(
        listed.lines().collect::<Vec<_>>(),
        [
            "120000 READ",
            "100644 elements/a.yaml",
            "100644 elements/b.yaml",
            "100644 images/b.png",
            "100755 run"
        ]
    );
    let shown = fixture.git(&["log", "-1", "--format=%P|%an|%cn", &merged.revision.to_string()]);
    assert_eq!(shown, format!("{first} {side}|Ada|Server"));
    let info = store.commit_info(merged.revision).unwrap();
    assert_eq!(
        (info.parents, info.committer.as_str(), info.authored.seconds),
        (vec![first, side], "Server", 5)
    );
    assert_eq!(info.time.seconds, 9);
    // Writing to a program leaves it one.
    let mut batch = store.batch(&main_branch(), Some(last.revision)).unwrap();
    batch.add(&last, change(&[("run", "#!/bin/sh\ntrue\n")], &who, "edit")).unwrap();
    batch.finish().unwrap();
    assert!(fixture.git(&["ls-tree", "main", "run"]).starts_with("100755"));
    fixture.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn random_batches_give_the_models_that_are_read_back() {
    let fixture = Fixture::bare();
    let (store, who) = (&fixture.store, author(7));
    let mut random = Random(3);
    let (mut model, mut at) = (store.nothing(), None);
    for round in 0..6 {
        let mut batch = store.batch(&main_branch(), at).unwrap();
        for _ in 0..=random.below(5) {
            let mut files: Vec<(String, String)> = Vec::new();
            for _ in 0..=random.below(6) {
                let (id, folder) = (random.below(12), random.below(3));
                let path = match random.below(8) {
                    0 => format!("docs/{id}.md"),
                    1 => format!("images/{id}.png"),
                    _ => format!("elements/f{folder}/{id}.yaml"),
                };
                if files.iter().any(|(other, _)| *other == path) {
                    continue;
                }
                let name = format!("Name {}", random.below(4));
                let text =
                    if random.below(4) == 0 { GONE.to_owned() } else { element(&format!("e{id}"), &name) };
                files.push((path, text));
            }
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
            model = batch.add(&model, change(&files, &who, "random")).unwrap();
        }
        at = Some(batch.finish().unwrap());
        check_same(store, &model);
        assert_eq!(at, Some(model.revision), "round {round}");
    }
    fixture.git(&["fsck", "--full", "--strict"]);
}

#[test]
fn many_writers_and_git_itself_lose_nothing() {
    const WRITERS: usize = 6;
    const COMMITS: usize = 12;
    let fixture = Fixture::bare();
    fixture.commit(&[("start", "0")]);
    let store = &fixture.store;
    let stale = AtomicUsize::new(0);
    let work = |writer: usize| {
        let who = author(writer as i64);
        let mut done = 0;
        while done < COMMITS {
            let at = store.head().unwrap();
            let Ok(mut batch) = store.batch(&main_branch(), Some(at)) else { continue };
            let mut model = store.load(at).unwrap();
            for i in done..done + 3 {
                let path = format!("elements/w{writer}-{i}.yaml");
                let text = element(&format!("w{writer}-{i}"), "N");
                model = batch.add(&model, change(&[(&path, &text)], &who, "work")).unwrap();
            }
            match batch.finish() {
                Ok(_) => done += 3,
                Err(CommitError::Stale { .. }) => drop(stale.fetch_add(1, Ordering::Relaxed)),
                Err(error) => panic!("{error}"),
            }
        }
    };
    let outside = || {
        for i in 0..10 {
            loop {
                let at = git(fixture.path(), &["rev-parse", "main"]);
                let tree = git(fixture.path(), &["rev-parse", "main^{tree}"]);
                let made =
                    git(fixture.path(), &["commit-tree", &tree, "-p", &at, "-m", &format!("outside {i}")]);
                let mut update = crate::command(fixture.path());
                update.args(["update-ref", "refs/heads/main", &made, &at]);
                if update.output().unwrap().status.success() {
                    break;
                }
            }
            git(fixture.path(), &["pack-refs", "--all"]);
        }
    };
    std::thread::scope(|scope| {
        (0..WRITERS).for_each(|writer| drop(scope.spawn(move || work(writer))));
        scope.spawn(outside);
    });
    let count = fixture.git(&["rev-list", "--count", "--first-parent", "main"]);
    // The tree of a commit from outside may be older than its parent: then files are gone by intent.
    assert_eq!(count, (1 + WRITERS * COMMITS + 10).to_string());
    fixture.git(&["fsck", "--full", "--strict"]);
}
