//! Repositories that mean harm: findings or errors, never a panic, a hang or another file.

use std::fs;

use archweave_store::{LoadError, OpenError, Repository};

use crate::{Fixture, author, element, input, main_branch};

#[test]
fn links_and_submodules_are_ignored() {
    let fixture = Fixture::bare();
    let good = fixture.blob(element("good", "Good").as_bytes());
    let link = fixture.blob(b"/etc/passwd");
    let commit = "1111111111111111111111111111111111111111";
    let revision = fixture.commit_entries(
        "main",
        &[
            ("100644", &good, "elements/good.yaml"),
            ("120000", &link, "elements/link.yaml"),
            ("120000", &link, "images/link.png"),
            ("120000", &link, "views"),
            ("160000", commit, "elements/module.yaml"),
            ("160000", commit, "layouts"),
        ],
    );
    let loaded = fixture.store.load(revision).unwrap();
    assert_eq!(loaded.snapshot.paths().collect::<Vec<_>>(), ["elements/good.yaml"]);
    assert!(loaded.images.is_empty());
    for path in ["elements/link.yaml", "elements/module.yaml", "views", "elements", "elements/none", ""] {
        assert!(fixture.store.blob(revision, path).is_err(), "{path}");
    }
    // A file that becomes a link is gone.
    let second = fixture.commit_entries("main", &[("120000", &link, "elements/good.yaml")]);
    let advanced = fixture.store.advance(&loaded, second).unwrap();
    assert_eq!(advanced.snapshot.element_count(), 0);
}

#[test]
fn links_in_a_folder_are_ignored() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("elements")).unwrap();
    fs::write(folder.path().join("secret.yaml"), element("secret", "Secret")).unwrap();
    fs::write(folder.path().join("elements/a.yaml"), element("a", "A")).unwrap();
    std::os::unix::fs::symlink("../secret.yaml", folder.path().join("elements/b.yaml")).unwrap();
    std::os::unix::fs::symlink("elements", folder.path().join("views")).unwrap();
    std::os::unix::fs::symlink(".", folder.path().join("elements/loop")).unwrap();
    let store = Repository::open(folder.path()).unwrap();
    let loaded = store.load(store.head().unwrap()).unwrap();
    assert_eq!(loaded.snapshot.paths().collect::<Vec<_>>(), ["elements/a.yaml"]);
    assert!(store.blob(loaded.revision, "elements/b.yaml").is_err());
}

#[test]
fn files_that_cannot_be_read_are_findings_and_the_others_are_read() {
    let fixture = Fixture::bare();
    let good = fixture.blob(element("good", "Good").as_bytes());
    let large = fixture.blob(&vec![b'#'; (1 << 20) + 1]);
    let image = fixture.blob(&vec![0; (10 << 20) + 1]);
    let damaged = fixture.blob(b"soon damaged");
    let deep = format!("views/{}v.yaml", "d/".repeat(70));
    let long = format!("elements/{}.yaml", "x".repeat(1100));
    let revision = fixture.commit_entries(
        "main",
        &[
            ("100644", &good, "elements/good.yaml"),
            ("100644", &large, "elements/large.yaml"),
            ("100644", &image, "images/large.png"),
            ("100644", &damaged, "elements/damaged.yaml"),
            ("100644", "2222222222222222222222222222222222222222", "elements/missing.yaml"),
            ("100644", "2222222222222222222222222222222222222222", "images/missing.png"),
            ("100644", &good, &deep),
            ("100644", &good, &long),
        ],
    );
    let object = fixture.path().join("objects").join(&damaged[..2]).join(&damaged[2..]);
    fs::remove_file(&object).unwrap();
    fs::write(&object, b"not zlib").unwrap();
    let loaded = fixture.store.load(revision).unwrap();
    assert_eq!(loaded.snapshot.element_count(), 1);
    assert!(loaded.images.is_empty());
    let mut found: Vec<_> =
        loaded.snapshot.diagnostics().into_iter().map(|d| (d.location.file.to_string(), d.code)).collect();
    found.sort();
    let folder = format!("views{}", "/d".repeat(64));
    for expected in [
        ("elements/damaged.yaml", "unreadable-file"),
        ("elements/large.yaml", "file-too-large"),
        ("elements/missing.yaml", "unreadable-file"),
        (&long, "bad-path"),
        ("images/large.png", "file-too-large"),
        ("images/missing.png", "unreadable-file"),
        (&folder, "bad-path"),
    ] {
        assert!(
            found.iter().any(|(file, code)| (file.as_str(), *code) == expected),
            "{expected:?} in {found:?}"
        );
    }
    assert!(fixture.store.blob(revision, "images/large.png").unwrap_err().to_string().contains("more than"));
    assert!(fixture.store.blob(revision, "elements/damaged.yaml").is_err());
}

#[test]
fn a_path_that_is_not_text_is_a_finding() {
    let fixture = Fixture::bare();
    let good = fixture.blob(element("good", "Good").as_bytes());
    let entries = [b"100644 blob ".as_slice(), good.as_bytes(), b"\t\xff.yaml\n"].concat();
    let inner = input(fixture.path(), &["mktree"], &entries);
    let tree = input(fixture.path(), &["mktree"], format!("040000 tree {inner}\telements\n").as_bytes());
    let revision = fixture.commit_of_tree("main", &tree);
    let loaded = fixture.store.load(revision).unwrap();
    let found = loaded.snapshot.diagnostics();
    assert!(
        found.iter().any(|d| d.code == "bad-path" && &*d.location.file == "elements/\u{fffd}.yaml"),
        "{found:?}"
    );
    // An import leaves alone what it cannot name.
    let model = archweave_model::model::Model::default();
    fixture.store.commit_model(&main_branch(), Some(revision), &model, &author(0), "import").unwrap();
    assert!(fixture.git(&["ls-tree", "-r", "--name-only", "main"]).contains("\\377.yaml"));
}

#[test]
fn a_bomb_of_folders_is_refused_in_time() {
    // Twenty levels of ten times the same folder: ten to the twentieth files in twenty objects.
    let fixture = Fixture::bare();
    let blob = fixture.blob(b"x");
    let mut entry = format!("100644 blob {blob}");
    for _ in 0..20 {
        let lines: String = (0..10).map(|i| format!("{entry}\tf{i}\n")).collect();
        let tree = input(fixture.path(), &["mktree"], lines.as_bytes());
        entry = format!("040000 tree {tree}");
    }
    let top = input(fixture.path(), &["mktree"], format!("{entry}\telements\n").as_bytes());
    let revision = fixture.commit_of_tree("main", &top);
    assert!(matches!(fixture.store.load(revision), Err(LoadError::TooMany(_))));
}

#[test]
fn a_damaged_tree_is_an_error_that_names_it() {
    let fixture = Fixture::bare();
    let raw = input(
        fixture.path(),
        &["hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        b"100644 \0short",
    );
    let revision = fixture.commit_of_tree("main", &raw);
    let error = fixture.store.load(revision).err().unwrap();
    assert_eq!(error.to_string(), format!("object {raw} of the repository is damaged: a tree is cut off"));
    let blob = fixture.blob(b"a blob");
    let raw = input(
        fixture.path(),
        &["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        format!("tree {blob}\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx\n").as_bytes(),
    );
    let revision = archweave_store::RevisionId::parse(&raw).unwrap();
    assert!(matches!(fixture.store.load(revision), Err(LoadError::Damaged { .. })));
}

#[test]
fn configuration_that_runs_programs_runs_none() {
    let fixture = Fixture::bare();
    let mark = fixture.path().join("mark");
    let run = format!("touch {}", mark.display());
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.editor",
        "core.pager",
        "filter.x.smudge",
        "filter.x.clean",
        "diff.external",
        "uploadpack.packObjectsHook",
    ] {
        fixture.git(&["config", key, &run]);
    }
    fixture.git(&["config", "core.hooksPath", fixture.path().join("hooks").to_str().unwrap()]);
    fs::create_dir_all(fixture.path().join("hooks")).unwrap();
    for hook in ["pre-commit", "post-commit", "reference-transaction", "update", "post-update", "pre-receive"]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = fixture.path().join("hooks").join(hook);
        fs::write(&path, format!("#!/bin/sh\n{run}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let store = Repository::open(fixture.path()).unwrap();
    let write =
        |path: &str, text: &str| archweave_store::FileWrite { path: path.into(), bytes: Some(text.into()) };
    let files = vec![write(".gitattributes", "* filter=x"), write("elements/a.yaml", &element("a", "A"))];
    let made = store.commit(&main_branch(), None, files, &author(0), "a").unwrap();
    assert_eq!(store.load(made.revision()).unwrap().snapshot.element_count(), 1);
    assert!(!mark.exists());
}

#[test]
fn a_repository_of_somebody_else_says_how_to_trust_it() {
    let fixture = Fixture::bare();
    if std::os::unix::fs::chown(fixture.path(), Some(65_534), None).is_err() {
        eprintln!("skipped: only root may give a folder away");
        return;
    }
    match Repository::open(fixture.path()) {
        Err(error @ OpenError::Owner(_)) => assert!(error.to_string().contains("safe.directory"), "{error}"),
        Err(other) => panic!("{other}"),
        // The machine's own configuration trusts every folder.
        Ok(_) => {}
    }
}
