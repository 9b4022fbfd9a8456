//! Open Exchange files of the corpus, when that folder is there: counts, round trips, schemas.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_interchange::{archimate, coarchi, exchange, json};
use archweave_model::element::Relation;
use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_model::stats::stats;
use archweave_model::value::Value;
use archweave_model::yaml::{FileClass, ParsedFile, read};

use canonical::schema::Schema;

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == extension));
    files.sort();
    assert!(!files.is_empty());
    files
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

#[test]
fn every_exchange_file_is_counted_right() {
    let Some(corpus) = canonical::schema::shared("corpus") else { return };
    let table = std::fs::read_to_string(corpus.join("README.md")).unwrap();
    for path in files(&corpus.join("open-exchange"), "xml") {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let imported = exchange::import(name, &bytes).unwrap();
        let counted = stats(&imported.model);
        let tree = canonical::tree(std::str::from_utf8(&bytes).unwrap());
        assert_eq!(counted, canonical::count_exchange(&tree), "{name}");
        assert_eq!(counted, canonical::promised(&table, name), "{name}");
        println!("{name}: {counted:?}");
        for finding in imported.diagnostics.iter().take(5) {
            println!("  {}:{} {}", finding.location.line, finding.location.column, finding.message);
        }
    }
}

/// Writes and reads a model, and checks what must be so for every model; the result is what came back.
fn round_trip(name: &str, model: &Model, schema: Option<&Schema>) -> (Model, Vec<String>) {
    let exported = exchange::export(model);
    assert!(exchange::export(model).bytes == exported.bytes, "{name}: a second export differs");
    if let Some(schema) = schema {
        schema.check(name, &exported.bytes);
    }
    let again = exchange::import(name, &exported.bytes).unwrap_or_else(|e| panic!("{e}"));
    let third = exchange::export(&again.model);
    if third.bytes != exported.bytes {
        let (a, b) = (String::from_utf8(exported.bytes).unwrap(), String::from_utf8(third.bytes).unwrap());
        for (n, (a, b)) in a.lines().zip(b.lines()).enumerate() {
            assert_eq!(a, b, "{name}: line {} differs when what was read is written", n + 1);
        }
        panic!("{name}: lengths differ when what was read is written");
    }
    (again.model, exported.warnings.into_iter().map(|w| w.message).collect())
}

#[test]
fn every_exchange_file_comes_back() {
    let Some(corpus) = canonical::schema::shared("corpus") else { return };
    let schema = Schema::find();
    for path in files(&corpus.join("open-exchange"), "xml") {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let model = exchange::import(name, &bytes).unwrap().model;
        let (again, warnings) = round_trip(name, &model, schema.as_ref());
        assert!(warnings.is_empty(), "{name}: {warnings:?}");
        canonical::check_same(name, &ordered(model), &ordered(again));
    }
}

#[test]
fn every_native_model_comes_back() {
    let Some(corpus) = canonical::schema::shared("corpus") else { return };
    let schema = Schema::find();
    for path in files(&corpus.join("archi"), "archimate") {
        let (name, bytes) = (name(&path), std::fs::read(&path).unwrap());
        let model = archimate::import(name, &bytes).unwrap().model;
        let (again, warnings) = round_trip(name, &model, schema.as_ref());
        println!("{name}: {warnings:?}");
        check_but(name, model, again, &warnings);
    }
}

#[test]
fn every_folder_comes_back() {
    let Some(corpus) = canonical::schema::shared("corpus") else { return };
    let schema = Schema::find();
    let mut folders: Vec<_> =
        std::fs::read_dir(corpus.join("archi-folder")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    assert_eq!(folders.len(), 3);
    for folder in folders {
        let name = name(&folder);
        let model = coarchi::import(name, &canonical::files_of(&folder)).unwrap().model;
        let (again, warnings) = round_trip(name, &model, schema.as_ref());
        println!("{name}: {warnings:?}");
        check_but(name, model, again, &warnings);
    }
}

/// Checks that a model came back but for what the format cannot carry:
///
/// - pictures, and relations of which an end is not in the model; the warnings name both
/// - the order of the keys of a style, and of the parts of a model
///
/// and but for what the importer keeps of the file (`extra: {open-exchange: ...}`).
fn check_but(name: &str, mut model: Model, mut again: Model, warnings: &[String]) {
    if !model.images.is_empty() {
        let count = model.images.len().to_string();
        let is_told = |warning: &String| {
            warning.starts_with(&count) && warning.contains("left out: the format has none")
        };
        assert!(warnings.iter().any(is_told), "{name}: {warnings:?}");
        model.images.clear();
    }
    let is_said = |relation: &Relation| {
        let start = format!("relation `{}` from", relation.id);
        !warnings.iter().any(|warning| warning.starts_with(&start))
    };
    for element in &mut model.elements {
        if element.relations.iter().any(|r| !is_said(r)) {
            Arc::make_mut(element).relations.retain(is_said);
        }
    }
    model.loose.retain(|relation| is_said(relation));
    strip(&mut again);
    strip(&mut model);
    canonical::check_same(name, &ordered(model), &ordered(again));
}

/// Takes out what the importer keeps for the way back.
fn strip(model: &mut Model) {
    model.extra.retain(|(tool, _)| &**tool != "open-exchange");
    canonical::strip(model, "open-exchange");
}

/// The parts of a model, and of a style, are in no particular order.
fn ordered(mut model: Model) -> Model {
    model.layouts.sort_by(|a, b| a.view.cmp(&b.view));
    model.extensions.sort_by(|a, b| a.path.cmp(&b.path));
    for layout in &mut model.layouts {
        let layout = Arc::make_mut(layout);
        let nodes = layout.nodes.values_mut().map(|n| &mut n.style);
        for style in nodes.chain(layout.connections.values_mut().map(|c| &mut c.style)) {
            let mut entries: Vec<(Box<str>, Value)> =
                style.iter().map(|(k, v)| (k.into(), v.clone())).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            *style = entries.into_iter().collect();
        }
    }
    model
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// What is read of a small file, as text beside it; and its way back.
fn check(name: &str) {
    let path = fixture(&format!("exchange/{name}.xml"));
    let bytes = std::fs::read(&path).unwrap();
    let imported = exchange::import(&format!("{name}.xml"), &bytes).unwrap();
    canonical::dump::check(&path.with_extension("txt"), &imported);
    let (again, warnings) = round_trip(name, &imported.model, Schema::find().as_ref());
    if warnings.is_empty() {
        canonical::check_same(name, &ordered(imported.model), &ordered(again));
    } else {
        check_but(name, imported.model, again, &warnings);
    }
}

#[test]
fn version_2_with_its_own_names() {
    check("version2");
}

#[test]
fn everything_of_version_3_with_a_prefix() {
    check("everything");
}

#[test]
fn viewpoints_of_the_model() {
    check("viewpoints");
}

#[test]
fn what_is_broken_is_read_reported_and_kept() {
    check("broken");
}

#[test]
fn what_no_other_tool_says_comes_back() {
    let bytes = std::fs::read(fixture("own.json")).unwrap();
    let model = json::import("own.json", &bytes).unwrap().model;
    let (again, warnings) = round_trip("own", &model, Schema::find().as_ref());
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    check_but("own", model, again, &warnings);
}

#[test]
fn native_models_with_everything_come_back() {
    let schema = Schema::find();
    for name in ["oldest", "ends", "parts", "properties", "broken", "folders"] {
        let bytes = std::fs::read(fixture(&format!("{name}.archimate"))).unwrap();
        let model = archimate::import(name, &bytes).unwrap().model;
        let (again, warnings) = round_trip(name, &model, schema.as_ref());
        check_but(name, model, again, &warnings);
    }
}

#[test]
fn the_example_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre");
    let mut files: Vec<(Arc<str>, Arc<ParsedFile>)> = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(class) = FileClass::of(name) {
                let parsed = read(class, &std::fs::read(&path).unwrap());
                files.push((name.into(), Arc::new(parsed)));
            }
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let model = Snapshot::build(files).to_model();
    assert!(model.elements.len() > 50);
    let (again, warnings) = round_trip("example", &model, Schema::find().as_ref());
    assert!(warnings.is_empty(), "{warnings:?}");
    check_but("example", model, again, &warnings);
}

/// What other tools see of kinds that only this program has.
#[test]
fn kinds_beyond_archimate_go_out_as_their_type_and_come_back() {
    let text = r#"{ "format": 1, "elements": [
        {"id": "d1", "kind": "demand", "name": "Faster refunds", "properties": {"problem": {"en": "slow", "zh": "慢"}},
         "relations": [{"kind": "aggregation", "to": "r1"}, {"kind": "association", "to": "n1"}]},
        {"id": "r1", "kind": "requirement", "name": "Refund in a day", "specialization": "Story"},
        {"id": "n1", "kind": "need", "name": "heard on the phone"}],
      "manifest": {"format": 1, "name": "Kinds", "languages": ["en", "zh"]},
      "views": [{"path": "", "view": {"id": "v", "content": [{"node": "a", "element": "d1"}, {"node": "b", "element": "n1"}],
        "connections": [{"id": "c", "from": "a", "to": "b"}]}}],
      "metamodel": [{"path": "own", "content": {"specializations": [{"id": "story", "name": "Story", "of": "requirement"}]}}] }"#;
    let model = json::import("kinds.json", text.as_bytes()).unwrap().model;
    let (again, warnings) = round_trip("kinds", &model, Schema::find().as_ref());
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert_eq!(warnings[0], "element `n1` is left out: ArchiMate has no type for `need`");
    assert!(
        warnings[1].starts_with("relation `") && warnings[1].contains("from `d1` to `n1`"),
        "{warnings:?}"
    );
    let mut expected = model.clone();
    expected.elements.retain(|element| element.id.as_str() != "n1");
    check_but("kinds", expected, again, &warnings);

    let written = String::from_utf8(exchange::export(&model).bytes).unwrap();
    let tree = canonical::tree(&written);
    let elements = tree.children.iter().find(|child| child.tag == "elements").unwrap();
    let said = |at: usize| {
        let element = &elements.children[at];
        let properties = element.children.iter().find(|child| child.tag == "properties").unwrap();
        let own =
            properties.children.iter().find(|p| p.attributes["propertyDefinitionRef"] == "specialization");
        (element.attributes["xsi:type"].clone(), own.unwrap().children[0].text.clone())
    };
    assert_eq!(said(0), ("Requirement".into(), "Demand".into()));
    assert_eq!(said(1), ("Requirement".into(), "Story".into()));
    let languages: Vec<&str> =
        written.lines().filter(|line| line.contains("<value xml:lang")).map(str::trim).collect();
    assert_eq!(languages, [r#"<value xml:lang="en">slow</value>"#, r#"<value xml:lang="zh">慢</value>"#]);
}
