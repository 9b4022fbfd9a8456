//! What a push may not bring, built raw past every check of git.

use std::path::{Path, PathBuf};

use archweave_store::{CommitError, FileWrite, PushRefusal, Repository, RevisionId};

use crate::{Fixture, author, element, input, main_branch};

/// An entry of a tree: mode, name, object.
type Entry<'a> = (&'a str, &'a [u8], &'a str);

/// Writes a tree as it is given.
fn tree(fixture: &Fixture, entries: &[Entry<'_>]) -> String {
    let mut raw = Vec::new();
    for (mode, name, id) in entries {
        raw.extend_from_slice(mode.as_bytes());
        raw.push(b' ');
        raw.extend_from_slice(name);
        raw.push(0);
        let bytes = id.as_bytes().chunks(2).map(|hex| u8::from_str_radix(str::from_utf8(hex).unwrap(), 16));
        raw.extend(bytes.map(Result::unwrap));
    }
    raw_tree(fixture, &raw)
}

fn raw_tree(fixture: &Fixture, raw: &[u8]) -> String {
    input(fixture.path(), &["hash-object", "-t", "tree", "-w", "--stdin", "--literally"], raw)
}

/// A commit of a tree on top of another.
fn commit(fixture: &Fixture, tree: &str, parent: Option<RevisionId>) -> RevisionId {
    let text = format!(
        "tree {tree}\n{}author a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx\n",
        parent.map(|parent| format!("parent {parent}\n")).unwrap_or_default()
    );
    let arguments = ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"];
    RevisionId::parse(&input(fixture.path(), &arguments, text.as_bytes())).unwrap()
}

fn inspect(fixture: &Fixture, known: &[RevisionId], new: RevisionId) -> Vec<String> {
    let refusals = fixture.store.inspect(known, &[new]).unwrap();
    let shown = |refusal: &PushRefusal| format!("{}: {}", refusal.path, refusal.problem);
    refusals.iter().map(shown).collect()
}

#[test]
fn each_bad_entry_is_refused_with_its_path_and_a_reason() {
    let fixture = Fixture::bare();
    let base = fixture.commit(&[("elements/a.yaml", &element("a", "A")), ("README.md", "read")]);
    let blob = fixture.blob(b"x");
    let blob = blob.as_str();
    let commit_id = base.to_string();
    let large = fixture.blob(&vec![b'#'; (1 << 20) + 1]);
    let huge = fixture.blob(&vec![b'#'; (10 << 20) + 1]);
    let inner = tree(&fixture, &[("100644", b"x", blob)]);
    let (long, name) = ("n".repeat(256), "n".repeat(255));
    let mut deep = inner.clone();
    (0..70).for_each(|_| deep = tree(&fixture, &[("40000", b"d", &deep)]));
    let mut far = inner.clone();
    (0..17).for_each(|_| far = tree(&fixture, &[("40000", name.as_bytes(), &far)]));
    let missing = "1".repeat(40);
    let cases: &[(Entry<'_>, &str)] = &[
        (("120000", b"link", blob), "link: symbolic links"),
        (("160000", b"module", &commit_id), "module: submodules"),
        (("100600", b"x", blob), "x: the mode 100600"),
        (("100664", b"x", blob), "x: the mode 100664"),
        (("040000", b"x", &inner), "x: the mode 040000"),
        (("120777", b"x", blob), "x: the mode 120777"),
        (("0", b"x", blob), "x: the mode 0"),
        (("40000", b".git", &inner), ".git: this name stands"),
        (("40000", b".GIT", &inner), ".GIT: this name stands"),
        (("100644", b".git", blob), ".git: this name stands"),
        (("40000", b"git~1", &inner), "git~1: this name stands"),
        (("40000", b".git ", &inner), ".git : this name stands"),
        (("40000", b".git.", &inner), ".git.: this name stands"),
        (("40000", b".git::$INDEX_ALLOCATION", &inner), ".git::$INDEX_ALLOCATION: this name stands"),
        (("40000", ".g\u{200c}it".as_bytes(), &inner), "this name stands"),
        (("40000", b".", &inner), ".: a file cannot be named so"),
        (("40000", b"..", &inner), "..: a file cannot be named so"),
        (("100644", b"", blob), ": a file cannot be named so"),
        (("100644", b"a/b", blob), "a/b: a file cannot be named so"),
        (("100644", b"a\\b", blob), "a\\b: a file cannot be named so"),
        (("100644", b"a\x1b[2Jb", blob), "a\\u{1b}[2Jb: the name has a control"),
        (("100644", b"a\nb", blob), "a\\nb: the name has a control"),
        (("100644", long.as_bytes(), blob), "the name has more than 255 bytes"),
        (("40000", b"far", &far), "far: the path has more than 4096 bytes"),
        (("40000", b"deep", &deep), "deep: more than 64 folders"),
        (
            ("100644", b"archweave.yaml", &large),
            "archweave.yaml: the file has 1048577 bytes, more than 1048576",
        ),
        (("100644", b"huge.bin", &huge), "huge.bin: the file has 10485761 bytes, more than 10485760"),
        (("40000", b"x", blob), "x: a folder is something else"),
        (("100644", b"x", &inner), "x: a file is something else"),
        (("100644", b"x", &missing), "x: object not found"),
    ];
    for (entry, expected) in cases {
        let bad = commit(&fixture, &tree(&fixture, &[*entry]), Some(base));
        let found = inspect(&fixture, &[base], bad);
        let name = String::from_utf8_lossy(entry.1);
        assert!(found.iter().any(|found| found.contains(expected)), "{name:?}: {found:?}, not {expected}");
        // Below a folder it is found as well.
        let below = tree(&fixture, &[("40000", b"docs", &tree(&fixture, &[*entry]))]);
        let found = inspect(&fixture, &[base], commit(&fixture, &below, Some(base)));
        let is_elsewhere = name == "archweave.yaml";
        assert_eq!(found.is_empty(), is_elsewhere, "{name:?}: {found:?}");
        assert!(found.iter().all(|found| found.starts_with("docs") || found.starts_with(": ")), "{found:?}");
    }
}

#[test]
fn damaged_trees_are_refused() {
    let fixture = Fixture::bare();
    let base = fixture.commit(&[("README.md", "read")]);
    let blob = fixture.blob(b"x");
    let inner = tree(&fixture, &[("100644", b"x", &blob)]);
    for (bad, expected) in [
        (tree(&fixture, &[("100644", b"b", &blob), ("100644", b"a", &blob)]), "not in order"),
        (tree(&fixture, &[("100644", b"a", &blob), ("100644", b"a", &blob)]), "come twice"),
        (
            tree(&fixture, &[("100644", b"a", &blob), ("100644", b"a.b", &blob), ("40000", b"a", &inner)]),
            "come twice",
        ),
        (raw_tree(&fixture, b"100644 a\0short"), "cut off"),
        (raw_tree(&fixture, b"99999999999 a\0"), "cut off"),
        (blob.clone(), "something else"),
        ("1".repeat(40), "object not found"),
    ] {
        let found = inspect(&fixture, &[base], commit(&fixture, &bad, Some(base)));
        assert!(found.iter().any(|found| found.contains(expected)), "{found:?}, not {expected}");
        let below = tree(&fixture, &[("40000", b"docs", &bad)]);
        let found = inspect(&fixture, &[base], commit(&fixture, &below, Some(base)));
        assert!(found.iter().any(|found| found.contains(expected)), "{found:?}, not {expected}");
    }
    let not = RevisionId::parse(&blob).unwrap();
    assert_eq!(inspect(&fixture, &[base], not), [": not a commit"]);
    let raw = b"author a <a> 0 +0000\n\nno tree\n";
    let odd = input(fixture.path(), &["hash-object", "-t", "commit", "-w", "--stdin", "--literally"], raw);
    let odd = fixture.store.inspect(&[base], &[RevisionId::parse(&odd).unwrap()]);
    assert!(odd.is_err() || odd.is_ok_and(|refusals| !refusals.is_empty()));
}

#[test]
fn bombs_are_refused_in_time() {
    let fixture = Fixture::bare();
    let base = fixture.commit(&[("README.md", "read")]);
    let blob = fixture.blob(b"x");
    let mut entries: Vec<(String, String)> = (0..10).map(|i| (format!("f{i}"), blob.clone())).collect();
    let mut mode = "100644";
    let mut top = String::new();
    for level in 0..30 {
        let list: Vec<Entry<'_>> =
            entries.iter().map(|(name, id)| (mode, name.as_bytes(), id.as_str())).collect();
        top = tree(&fixture, &list);
        mode = "40000";
        entries.iter_mut().for_each(|(_, id)| id.clone_from(&top));
        // Grown one level a push, each push is small.
        let found = inspect(&fixture, &[base], commit(&fixture, &top, Some(base)));
        assert_eq!(found.is_empty(), level < 5, "{level}: {found:?}");
    }
    let found = inspect(&fixture, &[base], commit(&fixture, &top, Some(base)));
    assert_eq!(found, [": more than 1000000 files and folders"]);
    let wide: Vec<u8> =
        (0..300_000).flat_map(|i| [format!("100644 {i:06}\0").as_bytes(), &[7; 20]].concat()).collect();
    let found = inspect(&fixture, &[base], commit(&fixture, &raw_tree(&fixture, &wide), Some(base)));
    assert_eq!(found, [": the folder has too many files; split it"]);
}

#[test]
fn every_commit_is_looked_at_and_what_was_there_before_is_not() {
    let fixture = Fixture::bare();
    let link = fixture.blob(b"README.md");
    let old = commit(&fixture, &tree(&fixture, &[("120000", b"old", &link)]), None);
    let bad = tree(&fixture, &[("120000", b"new", &link), ("120000", b"old", &link)]);
    let good = tree(&fixture, &[("100644", b"fine", &link), ("120000", b"old", &link)]);
    let one = commit(&fixture, &bad, Some(old));
    let two = commit(&fixture, &good, Some(one));
    assert_eq!(inspect(&fixture, &[old], two).len(), 1);
    assert_eq!(fixture.store.inspect(&[old], &[two]).unwrap()[0].commit, one);
    assert!(inspect(&fixture, &[old, one], two).is_empty());
    assert!(inspect(&fixture, &[old], commit(&fixture, &good, Some(old))).is_empty());
    assert_eq!(inspect(&fixture, &[], two).len(), 2);
    // Tags lead to commits.
    fixture.git(&["update-ref", "refs/heads/main", &two.to_string()]);
    fixture.git(&["tag", "-a", "v1", "-m", "v1", "main"]);
    let tag = RevisionId::parse(&fixture.git(&["rev-parse", "v1"])).unwrap();
    assert_eq!(inspect(&fixture, &[old], tag).len(), 1);
    assert!(inspect(&fixture, &[tag], two).is_empty());
    let many: Vec<(String, &str)> = (0..80).map(|i| (format!("{i:02}"), link.as_str())).collect();
    let many: Vec<Entry<'_>> = many.iter().map(|(name, id)| ("120000", name.as_bytes(), *id)).collect();
    let many = commit(&fixture, &tree(&fixture, &many), Some(old));
    assert_eq!(inspect(&fixture, &[old], many).len(), 50);
}

/// Makes a commit whose objects are in a folder of their own, as git does while it asks the hook.
fn quarantined(fixture: &Fixture, parent: RevisionId, path: &str, text: &str) -> (PathBuf, RevisionId) {
    let quarantine = fixture.path().join("objects/tmp_objdir-incoming-test");
    std::fs::create_dir_all(&quarantine).unwrap();
    let run = |arguments: &[&str], text: &[u8]| {
        use std::io::Write as _;
        let mut command = crate::command(fixture.path());
        command.env("GIT_OBJECT_DIRECTORY", &quarantine).env("GIT_INDEX_FILE", "quarantine-index");
        command.env("GIT_ALTERNATE_OBJECT_DIRECTORIES", fixture.path().join("objects"));
        let pipes = || std::process::Stdio::piped();
        let mut child = command.args(arguments).stdin(pipes()).stdout(pipes()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
    };
    let blob = run(&["hash-object", "-w", "--stdin"], text.as_bytes());
    run(&["read-tree", &parent.to_string()], b"");
    run(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")], b"");
    let tree = run(&["write-tree"], b"");
    let made = run(&["commit-tree", &tree, "-p", &parent.to_string(), "-m", "pushed"], b"");
    (quarantine, RevisionId::parse(&made).unwrap())
}

#[test]
fn a_push_is_read_from_its_quarantine_and_nothing_is_built_on_it() {
    let fixture = Fixture::bare();
    let base = fixture.commit(&[("elements/a.yaml", &element("a", "A"))]);
    let before = fixture.store.load(base).unwrap();
    let (quarantine, pushed) = quarantined(&fixture, base, "elements/b.yaml", &element("b", "B"));
    assert!(fixture.store.load(pushed).is_err());
    let within: Repository = fixture.store.with_objects_from(&quarantine).unwrap();
    let loaded = within.advance(&before, pushed).unwrap();
    assert_eq!(loaded.snapshot.element_count(), 2);
    assert_eq!(within.load(pushed).unwrap().snapshot.element_count(), 2);
    assert_eq!(within.changed_files(base, pushed).unwrap().len(), 1);
    assert_eq!(within.common(base, pushed).unwrap(), Some(base));
    assert!(within.inspect(&[base], &[pushed]).unwrap().is_empty());
    std::thread::scope(|scope| {
        (0..8).for_each(|_| drop(scope.spawn(|| assert!(within.load(pushed).is_ok()))));
    });
    let write = vec![FileWrite { path: "x".into(), bytes: Some(Vec::new()) }];
    let refused = within.commit(&main_branch(), Some(base), write, &author(1), "x");
    assert!(matches!(refused, Err(CommitError::Folder(_))), "{refused:?}");
    assert!(within.create_branch(&main_branch(), pushed).is_err());
    assert!(fixture.store.with_objects_from(Path::new("/nonexistent")).is_err());
    // Refused: git removes the folder, and what was parsed harms nobody.
    std::fs::remove_dir_all(&quarantine).unwrap();
    assert!(fixture.store.load(pushed).is_err());
    assert_eq!(fixture.store.load(base).unwrap().snapshot.element_count(), 1);
}
