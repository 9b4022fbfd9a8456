//! The bundled example: its main line without findings at every step, its branches with just those
//! they are there for.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_model::diagnostic::Diagnostic;
use archweave_model::report::coverage;
use archweave_model::rules::dated;
use archweave_model::select::Selector;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass};

/// The day of the story, and the last day for which the README promises a clean main line.
const DAYS: [&str; 2] = ["2026-11-22", "2036-12-21"];

/// Paths of a tree with their bytes.
type Tree = BTreeMap<String, Vec<u8>>;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

fn collect(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, tree);
            continue;
        }
        let relative = path.strip_prefix(root).unwrap().to_str().unwrap();
        tree.insert(relative.to_owned(), std::fs::read(&path).unwrap());
    }
}

fn main_line() -> Tree {
    let root = examples().join("customer-centre");
    let mut tree = Tree::new();
    collect(&root, &root, &mut tree);
    tree
}

/// The tree with a step's files laid over it and without what its `delete.txt` names.
fn with(mut tree: Tree, step: &str) -> Tree {
    let step = examples().join(step);
    let files = step.join("files");
    if files.is_dir() {
        collect(&files, &files, &mut tree);
    }
    let gone = std::fs::read_to_string(step.join("delete.txt")).unwrap_or_default();
    for path in gone.lines() {
        let before = tree.len();
        tree.retain(|file, _| file != path && !file.starts_with(&format!("{path}/")));
        assert!(tree.len() < before, "{}: `{path}` is not there", step.display());
    }
    tree
}

/// Names of the folders in a folder, sorted.
fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(examples().join(folder)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Where branches leave the main line: before its last step.
fn branch_point() -> Tree {
    let steps = names("history");
    with(main_line(), &format!("history/{}", steps[steps.len() - 2]))
}

fn snapshot(tree: &Tree) -> Snapshot {
    let files = tree.iter().filter_map(|(path, bytes)| {
        let class = FileClass::of(path)?;
        Some((Arc::from(path.as_str()), Arc::new(yaml::read(class, bytes))))
    });
    Snapshot::build(files.collect())
}

/// All findings on a day.
fn findings(tree: &Tree, day: &str) -> Vec<Diagnostic> {
    let snapshot = snapshot(tree);
    let mut found = snapshot.diagnostics();
    found.extend(dated(&snapshot, day));
    yaml::locate(&mut found, |file| tree.get(file).map(|bytes| String::from_utf8_lossy(bytes).into_owned()));
    found
}

fn assert_clean(tree: &Tree, what: &str, days: &[&str]) {
    for day in days {
        let found = findings(tree, day);
        let lines = found.iter().map(|d| {
            format!("{}:{}:{} {} {}", d.location.file, d.location.line, d.location.column, d.code, d.message)
        });
        assert_eq!(lines.collect::<Vec<_>>(), [""; 0], "{what} on {day}");
    }
}

#[test]
fn the_example_is_valid_without_findings() {
    let tree = main_line();
    assert_clean(&tree, "main", &DAYS);
    let snapshot = snapshot(&tree);
    assert!(snapshot.element_count() >= 320, "{}", snapshot.element_count());
    assert!(snapshot.relation_count() >= 500, "{}", snapshot.relation_count());
    assert!(snapshot.views().len() >= 15);
    for layer in archweave_model::metamodel::Layer::ALL {
        let is_used = snapshot
            .slots()
            .any(|slot| snapshot.kind_at(slot).is_some_and(|k| snapshot.metamodel().kind(k).layer == *layer));
        assert!(is_used, "no element of layer {}", layer.id());
    }
}

#[test]
fn every_step_of_the_history_is_valid_on_its_day_and_the_proposals_are_today() {
    for step in names("history") {
        let commit =
            std::fs::read_to_string(examples().join("history").join(&step).join("commit.txt")).unwrap();
        let day = commit.strip_prefix("date: ").and_then(|rest| rest.get(..10)).unwrap();
        assert_clean(&with(main_line(), &format!("history/{step}")), &step, &[day]);
    }
    for branch in names("branches/proposal") {
        assert_clean(&with(branch_point(), &format!("branches/proposal/{branch}")), &branch, &DAYS);
    }
}

#[test]
fn the_planted_findings_are_found_all_and_only_those() {
    let tree = with(branch_point(), "branches/demo/findings");
    for day in DAYS {
        let found = findings(&tree, day);
        let mut found: Vec<(&str, &str)> =
            found.iter().map(|d| (d.code, d.subject.as_ref().map_or("", |subject| subject.id()))).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                ("duplicate-application", "app-kb-north"),
                ("expired-trial", "tr-summary"),
                ("missing-owner", "app-wfm"),
                ("missing-realization", "req-116"),
                ("shared-sensitive-data", "dp-outage"),
                ("unmeasured-goal", "g-brand"),
            ],
            "{day}"
        );
    }
}

/// Cells above the operations row without an element, confirmed or by default.
fn empty_cells(tree: &Tree) -> Vec<&'static str> {
    let snapshot = snapshot(tree);
    let selector = Selector::default();
    let cells = coverage(&snapshot, &selector.matcher(snapshot.metamodel())).cells;
    let empty = cells.iter().filter(|cell| cell.confirmed + cell.by_default == 0);
    empty.map(|cell| &*cell.cell.id).filter(|id| !id.starts_with("enterprise.")).collect()
}

#[test]
fn one_cell_above_the_operations_row_is_left_to_be_filled() {
    assert_eq!(empty_cells(&main_line()), ["engineer.why"]);
    assert_eq!(empty_cells(&with(branch_point(), "branches/demo/findings")), [""; 0]);
}
