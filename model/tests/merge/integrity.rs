//! What only the combination of two sides breaks.

use std::sync::Arc;

use archweave_model::change::merge::{Resolutions, Side, integrity, merge};
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{FileClass, ParsedFile, write_document};

use crate::support::{Files, documents, options, text};

/// Findings as `severity code id`.
fn found(base: &str, ours: &str, theirs: &str) -> Vec<String> {
    let files = |text: &str| -> Files { serde_yaml::from_str(text).unwrap() };
    let over = |changed: Files| -> Files {
        let kept = files(base).into_iter().filter(|(path, _)| !changed.contains_key(path));
        kept.chain(changed.clone()).filter(|(_, content)| !content.is_null()).collect()
    };
    let (ours, theirs) = (over(files(ours)), over(files(theirs)));
    let read = |path: &str, text: &str| {
        Arc::new(archweave_model::yaml::read(FileClass::of(path).unwrap(), text.as_bytes()))
    };
    let snapshot = |files: &Files| {
        let parsed = files.iter().map(|(path, content)| (path.as_str().into(), read(path, &text(content))));
        Snapshot::build(parsed.collect())
    };
    let [before, here, there] = [&files(base), &ours, &theirs].map(documents);
    let merged = merge(&before, &here, &there, &options(Side::Ours), &Resolutions::new());
    assert_eq!(merged.conflicts, Vec::new());
    let mut changes: Vec<(Arc<str>, Option<Arc<ParsedFile>>)> = Vec::new();
    for change in merged.changes.values() {
        let old = change.before.iter().map(|placed| (placed.file.clone().into(), None));
        changes.extend(old.filter(|_| change.after.is_none()));
        let new = change
            .after
            .iter()
            .map(|p| (p.file.clone().into(), Some(read(&p.file, &write_document(&p.document)))));
        changes.extend(new);
    }
    let (ours, theirs) = (snapshot(&ours), snapshot(&theirs));
    let updated = ours.update(changes);
    let told = |merged: &Snapshot| {
        let all = integrity(&ours, &theirs, merged).into_iter();
        let lines = all.map(|d| format!("{} {} {}", d.severity.name(), d.code, d.subject.unwrap().id()));
        lines.collect::<Vec<String>>()
    };
    // Sharing with ours only makes it faster.
    let files = updated.paths().map(|path| (Arc::from(path), updated.file(path).unwrap().clone())).collect();
    assert_eq!(told(&updated), told(&Snapshot::build(files)));
    told(&updated)
}

const TWO: &str = "
elements/a.yaml: { id: a, kind: application-component, name: A }
elements/b.yaml: { id: b, kind: application-component, name: B }
";

#[test]
fn a_relation_to_what_the_other_side_deleted() {
    let ours = "elements/b.yaml: null";
    let theirs = "elements/a.yaml: { id: a, kind: application-component, name: A, relations: [{ id: r1, kind: association, to: b }] }";
    assert_eq!(found(TWO, ours, theirs), ["error dangling-relation r1"]);
    assert_eq!(found(TWO, theirs, ours), ["error dangling-relation r1"]);
}

#[test]
fn a_view_that_shows_what_the_other_side_deleted() {
    let ours = "elements/b.yaml: null";
    let theirs = "views/x.yaml: { id: v, content: [{ node: n, element: b }] }";
    assert_eq!(found(TWO, ours, theirs).len(), 1);
    assert_eq!(found(TWO, theirs, ours).len(), 1);
}

#[test]
fn a_relation_that_only_the_other_sides_kind_makes_illegal() {
    let ours = "elements/b.yaml: { id: b, kind: goal, name: B }";
    let theirs = "elements/a.yaml: { id: a, kind: application-component, name: A, relations: [{ id: r1, kind: composition, to: b }] }";
    assert_eq!(found(TWO, ours, theirs).len(), 1);
}

#[test]
fn what_was_wrong_before_is_not_told() {
    let base = "elements/a.yaml: { id: a, kind: nonsense, name: A, relations: [{ association: ghost }] }";
    let ours = "elements/a.yaml: { id: a, kind: nonsense, name: 甲, relations: [{ association: ghost }] }";
    let theirs = "elements/b.yaml: { id: b, kind: goal, name: B }";
    assert_eq!(found(base, ours, theirs), Vec::<String>::new());
}
