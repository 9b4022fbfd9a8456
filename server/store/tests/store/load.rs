//! Reading: the same model whatever way it was read.

use std::path::{Path, PathBuf};

use archweave_store::{At, Kind, Loaded, OpenError, Repository, RevisionId};

use crate::{Fixture, GONE, Random, element, git};

/// All that a reader can see.
fn seen(
    loaded: &Loaded,
) -> (archweave_model::model::Model, Vec<archweave_model::diagnostic::Diagnostic>, Vec<String>) {
    let images = loaded.images.iter().map(|(path, blob)| format!("{path} {blob}")).collect();
    (loaded.snapshot.to_model(), loaded.snapshot.diagnostics(), images)
}

pub(crate) fn check_same(one: &Loaded, other: &Loaded) {
    let (one, other) = (seen(one), seen(other));
    assert_eq!(one.1, other.1);
    assert_eq!(one.2, other.2);
    assert_eq!(one.0.elements.len(), other.0.elements.len());
    assert!(one.0 == other.0, "models differ");
}

/// Many elements, some of them wrong, and all other classes.
fn varied(count: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("archweave.yaml".to_owned(), "format: 1\nname: Sample\nlanguages: [en]\n".to_owned()),
        ("README.md".to_owned(), "not ours".to_owned()),
        ("views/a/v.yaml".to_owned(), "id: v\nname: V\ncontent:\n  - { node: n1, element: e1 }\n".to_owned()),
        ("layouts/a/v.yaml".to_owned(), "view: v\nnodes:\n  n1: { x: 1, y: 2, w: 3, h: 4 }\n".to_owned()),
        (
            "metamodel/own.yaml".to_owned(),
            "kinds:\n  - { id: acme:regulation, parents: [requirement], label: { en: Regulation } }\n"
                .to_owned(),
        ),
        ("images/a.png".to_owned(), "png".to_owned()),
        ("elements/broken.yaml".to_owned(), "id: [\n".to_owned()),
    ];
    for i in 0..count {
        let mut text = element(&format!("e{i}"), &format!("Element {i}"));
        text.push_str(&format!("relations:\n  - serving: e{}\n", (i * 7 + 1) % (count + 1)));
        files.push((format!("elements/application/application-component/{:02x}/e{i}.yaml", i % 7), text));
    }
    files
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn caches(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder.join("archweave"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect()
}

#[test]
fn a_cached_load_equals_a_cold_one_and_a_bad_cache_is_ignored() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&borrowed(&varied(1500)));
    let open = || Repository::open(fixture.path()).unwrap();
    let cold = open().load(first).unwrap();
    assert!(cold.snapshot.diagnostics().len() > 1);
    let [cache] = caches(fixture.path()).try_into().unwrap();
    check_same(&open().load(first).unwrap(), &cold);

    // Another revision from the cache of this one.
    let second = fixture.commit(&[
        ("elements/application/application-component/00/e0.yaml", GONE),
        ("elements/application/application-component/01/e1.yaml", &element("e1", "Changed")),
        ("elements/new.yaml", &element("new", "New")),
        ("images/a.png", GONE),
        ("images/b.png", "other"),
        ("views/a/v.yaml", "id: ["),
    ]);
    let from_cache = open().load(second).unwrap();
    let good = std::fs::read(&cache).unwrap();
    std::fs::remove_file(&cache).unwrap();
    check_same(&from_cache, &open().load(second).unwrap());

    for bad in [&b""[..], b"awparse1", &good[..good.len() / 2], &[0; 4096]] {
        std::fs::write(&cache, bad).unwrap();
        check_same(&open().load(first).unwrap(), &cold);
        // And replaced by a good one.
        assert!(std::fs::metadata(&cache).unwrap().len() > 10_000);
    }
    assert_eq!(caches(fixture.path()).len(), 1);
}

#[test]
fn a_cache_of_a_tree_that_is_gone_still_serves_what_it_knows() {
    let fixture = Fixture::bare();
    let first = fixture.commit(&borrowed(&varied(600)));
    let cold = fixture.store.load(first).unwrap();
    let clone = tempfile::tempdir().unwrap();
    let other = Fixture { store: Repository::init_bare(clone.path()).unwrap(), folder: clone };
    let mut files = varied(600);
    files[10].1 = element("e3", "Changed");
    let second = other.commit(&borrowed(&files));
    let from = caches(fixture.path()).remove(0);
    std::fs::create_dir_all(other.path().join("archweave")).unwrap();
    std::fs::copy(&from, other.path().join("archweave").join(from.file_name().unwrap())).unwrap();
    let loaded = Repository::open(other.path()).unwrap().load(second).unwrap();
    check_same(&loaded, &Repository::open(other.path()).unwrap().load(second).unwrap());
    assert_eq!(loaded.snapshot.element_count(), cold.snapshot.element_count());
    assert_eq!(loaded.snapshot.element("e3").unwrap().name.main(), "Changed");
}

#[test]
fn advancing_equals_loading_forward_and_back() {
    let fixture = Fixture::bare();
    let mut random = Random(42);
    fixture.commit(&borrowed(&varied(60)));
    let mut loaded = fixture.store.load(fixture.store.head().unwrap()).unwrap();
    let mut revisions: Vec<RevisionId> = vec![loaded.revision];
    for round in 0..25 {
        let mut files: Vec<(String, String)> = Vec::new();
        for _ in 0..=random.below(4) {
            let i = random.below(70);
            let path = format!("elements/application/application-component/{:02x}/e{i}.yaml", i % 7);
            let text = match random.below(4) {
                0 => GONE.to_owned(),
                1 => format!("id: e{i}\nkind: [broken {round}\n"),
                _ => format!(
                    "{}relations:\n  - serving: e{}\n",
                    element(&format!("e{i}"), &format!("Round {round}")),
                    random.below(70)
                ),
            };
            files.retain(|(known, _)| *known != path);
            files.push((path, text));
        }
        files.push(("README.md".into(), round.to_string()));
        if random.below(4) == 0 {
            files.push(("images/a.png".into(), format!("{round}")));
        }
        let next = fixture.commit(&borrowed(&files));
        loaded = fixture.store.advance(&loaded, next).unwrap();
        assert_eq!(loaded.revision, next);
        check_same(&loaded, &fixture.store.load(next).unwrap());
        revisions.push(next);
    }
    let back = fixture.store.advance(&loaded, revisions[3]).unwrap();
    check_same(&back, &Repository::open(fixture.path()).unwrap().load(revisions[3]).unwrap());
}

#[test]
fn a_folder_equals_a_repository_and_follows_its_files() {
    let fixture = Fixture::bare();
    let revision = fixture.commit(&borrowed(&varied(120)));
    let clone = tempfile::tempdir().unwrap();
    let folder = clone.path().join("clone");
    git(clone.path(), &["clone", "-q", fixture.path().to_str().unwrap(), "clone"]);
    let working = Repository::open(&folder).unwrap();
    assert_eq!((working.kind(), fixture.store.kind()), (Kind::WorkingClone, Kind::Bare));
    let committed = working.load(working.head().unwrap()).unwrap();
    check_same(&committed, &fixture.store.load(revision).unwrap());

    std::fs::remove_dir_all(folder.join(".git")).unwrap();
    let plain = Repository::open(&folder).unwrap();
    assert_eq!(plain.kind(), Kind::Folder);
    let now = plain.head().unwrap();
    assert!(!now.is_commit() && now.to_string().starts_with("files-"));
    let loaded = plain.load(now).unwrap();
    check_same(&loaded, &committed);
    assert_eq!((loaded.revision, plain.head().unwrap()), (now, now));
    assert_eq!(plain.blob(now, "images/a.png").unwrap(), b"png");
    assert!(plain.blob(now, "../secret").is_err() && plain.blob(now, "/etc/passwd").is_err());

    std::fs::write(folder.join("elements/extra.yaml"), element("extra", "Extra")).unwrap();
    std::fs::remove_file(folder.join("images/a.png")).unwrap();
    std::fs::remove_file(folder.join("views/a/v.yaml")).unwrap();
    let later = plain.head().unwrap();
    assert_ne!(later, now);
    let advanced = plain.advance(&loaded, later).unwrap();
    check_same(&advanced, &Repository::open(&folder).unwrap().load(later).unwrap());
    assert!(advanced.images.is_empty() && advanced.snapshot.element("extra").is_some());
    assert!(plain.history(later, 5, None).unwrap().commits.is_empty());
    let error = plain.resolve(&At::parse("main").unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "`main` needs a git repository; this is a plain folder");
}

#[test]
fn the_work_tree_is_never_read() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    std::fs::create_dir(folder.path().join("elements")).unwrap();
    std::fs::write(folder.path().join("elements/a.yaml"), element("a", "A")).unwrap();
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "one"]);
    std::fs::write(folder.path().join("elements/b.yaml"), element("b", "B")).unwrap();
    let store = Repository::open(folder.path()).unwrap();
    assert_eq!(store.load(store.head().unwrap()).unwrap().snapshot.element_count(), 1);
    let files = Repository::open_files(folder.path()).unwrap();
    assert_eq!(files.load(files.head().unwrap()).unwrap().snapshot.element_count(), 2);
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Repository::open(&file), Err(OpenError::NotAFolder(_))));
    assert!(matches!(Repository::open(folder.path().join("none")), Err(OpenError::NotFound(_))));
    git(folder.path(), &["init", "-q", "--object-format=sha256", "new"]);
    let error = Repository::open(folder.path().join("new")).unwrap_err();
    assert!(matches!(error, OpenError::Unsupported { .. }), "{error}");
}

#[test]
fn an_unknown_revision_is_not_found() {
    let fixture = Fixture::bare();
    let unknown = RevisionId::parse(&"1".repeat(40)).unwrap();
    let error = fixture.store.load(unknown).err().unwrap().to_string();
    assert_eq!(error, format!("revision {unknown} is not in this repository"));
    assert!(fixture.store.blob(unknown, "a").is_err());
    assert!(fixture.store.commit_info(unknown).is_err());
}
