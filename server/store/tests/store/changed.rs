//! What differs, what two lines of work share, and git's own merge of one text.

use std::sync::atomic::{AtomicU32, Ordering};

use archweave_model::yaml::FileClass;
use archweave_store::{ChangedFile, Mode, RevisionId, merge_text};

use crate::{Fixture, GONE, element, git};

/// `path class before after` of each.
fn lines(files: &[ChangedFile]) -> Vec<String> {
    let line = |file: &ChangedFile| {
        let mode = |held: Option<archweave_store::Held>| match held.map(|held| held.mode) {
            None => '-',
            Some(Mode::File) => 'f',
            Some(Mode::Executable) => 'x',
            Some(Mode::Symlink) => 'l',
            Some(_) => 's',
        };
        let class = file.class.map_or(String::new(), |class| format!(" {class:?}"));
        format!("{}{class} {}{}", file.path, mode(file.before), mode(file.after))
    };
    files.iter().map(line).collect()
}

#[test]
fn files_of_every_kind_are_listed_with_what_they_were() {
    let fixture = Fixture::bare();
    let one = fixture.commit(&[
        ("elements/a.yaml", &element("a", "A")),
        ("elements/b.yaml", &element("b", "B")),
        ("src/main.c", "int"),
        ("README.md", "1"),
        ("views/v.yaml", "id: v\n"),
    ]);
    let blob = fixture.blob(b"#!/bin/sh\n");
    fixture.commit(&[("views/v.yaml", GONE)]);
    fixture.git(&["read-tree", "main"]);
    let index = |arguments: &[&str]| fixture.git(&[&["update-index", "--add"], arguments].concat());
    index(&["--cacheinfo", &format!("100755,{blob},src/main.c")]);
    index(&["--cacheinfo", &format!("120000,{blob},link")]);
    index(&["--cacheinfo", &format!("160000,{one},module")]);
    index(&["--cacheinfo", &format!("100644,{blob},elements/b.yaml")]);
    let tree = fixture.git(&["write-tree", "--missing-ok"]);
    let two = fixture.commit_of_tree("main", &tree);
    let changed = fixture.store.changed_files(one, two).unwrap();
    assert_eq!(
        lines(&changed),
        ["elements/b.yaml Element ff", "link -l", "module -s", "src/main.c fx", "views/v.yaml View f-"]
    );
    let back = fixture.store.changed_files(two, one).unwrap();
    assert_eq!(back.len(), changed.len());
    assert!(back.iter().zip(&changed).all(|(b, c)| (b.before, b.after) == (c.after, c.before)));
    assert!(fixture.store.changed_files(one, one).unwrap().is_empty());
    let all = fixture.store.changed_files(fixture.store.nothing().revision, one).unwrap();
    assert_eq!(all.len(), 5);
    let odd = fixture.blob(b"x");
    let entries = [b"100644 blob ".as_slice(), odd.as_bytes(), b"\t\xff\n"].concat();
    let tree = crate::input(fixture.path(), &["mktree"], &entries);
    let three = fixture.commit_of_tree("odd", &tree);
    assert!(fixture.store.changed_files(one, three).is_err());
}

#[test]
fn content_is_parsed_once() {
    let fixture = Fixture::bare();
    let one = fixture.commit(&[("elements/a.yaml", &element("a", "A")), ("elements/b.yaml", "id: [")]);
    let files = fixture.store.changed_files(fixture.store.nothing().revision, one).unwrap();
    let wanted: Vec<_> = files.iter().map(|file| (file.after.unwrap().blob, FileClass::Element)).collect();
    let missing = archweave_store::BlobId::parse(&"1".repeat(40)).unwrap();
    let wanted = [wanted[0], wanted[1], wanted[0], (missing, FileClass::View)];
    let parsed = fixture.store.parsed(&wanted).unwrap();
    let findings: Vec<usize> = parsed.iter().map(|file| file.findings.len()).collect();
    assert_eq!(findings, [0, 1, 0, 1]);
    assert!(std::sync::Arc::ptr_eq(&parsed[0], &parsed[2]));
    let again = fixture.store.parsed(&wanted).unwrap();
    assert!(std::sync::Arc::ptr_eq(&parsed[0], &again[0]));
}

#[test]
fn lines_that_crossed_have_one_base() {
    let fixture = Fixture::bare();
    let root = fixture.commit(&[("a", "0")]);
    let tree = fixture.git(&["rev-parse", "main^{tree}"]);
    let counter = AtomicU32::new(0);
    let commit = |at: u32, parents: &[RevisionId]| {
        let mut command = crate::command(fixture.path());
        command.args([
            "commit-tree",
            &tree,
            "-m",
            &format!("{at} {}", counter.fetch_add(1, Ordering::Relaxed)),
        ]);
        for parent in parents {
            command.args(["-p", &parent.to_string()]);
        }
        let date = format!("{} +0000", 1_700_000_000 + at);
        let made = command.env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date).output().unwrap();
        RevisionId::parse(String::from_utf8(made.stdout).unwrap().trim()).unwrap()
    };
    for same_time in [false, true] {
        let (a, b) = (
            commit(if same_time { 11 } else { 10 }, &[root]),
            commit(if same_time { 11 } else { 20 }, &[root]),
        );
        let (ab, ba) = (commit(30, &[a, b]), commit(40, &[b, a]));
        let bases = git(fixture.path(), &["merge-base", "--all", &ab.to_string(), &ba.to_string()]);
        assert_eq!(bases.lines().count(), 2);
        let expected = if same_time { a.min(b) } else { b };
        assert_eq!(fixture.store.common(ab, ba).unwrap(), Some(expected));
        assert_eq!(fixture.store.common(ba, ab).unwrap(), Some(expected));
        assert_eq!(fixture.store.common(ab, root).unwrap(), Some(root));
    }
    let alone = commit(50, &[]);
    assert_eq!(fixture.store.common(alone, root).unwrap(), None);
}

#[test]
fn a_text_is_merged_as_git_merges_it() {
    let base = "one\ntwo\nthree\nfour\nfive\n";
    for (ours, theirs) in [
        (base, base),
        ("ONE\ntwo\nthree\nfour\nfive\n", base),
        ("ONE\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nFIVE\n"),
        ("ONE\ntwo\nthree\nfour\nfive\n", "uno\ntwo\nthree\nfour\nfive\n"),
        ("one\ntwo\n", "one\ntwo\nthree\nfour\nfive\nsix\n"),
        ("same\n", "same\n"),
        ("", base),
        ("one\ntwo\nthree\nfour\nfive", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one\r\ntwo\nthree\nfour\nfive\n", "one\ntwo\nthree\nfour\nsix\n"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut command = crate::command(folder.path());
        let judged = command.args(["merge-file", "-p", "ours", "base", "theirs"]).output().unwrap();
        let expected = judged.status.success().then_some(judged.stdout);
        let merged = merge_text(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
        assert_eq!(merged, expected, "{ours:?} {theirs:?}");
    }
    assert_eq!(merge_text(b"a", b"b\0", b"a"), None);
}
