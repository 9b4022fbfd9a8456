//! Folders of one XML file per object: the corpus, when it is there, comes back file by file;
//! native models come back through folders; what is broken loses nothing else.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::Path;
use std::sync::Arc;

use archweave_interchange::{File, Imported, archimate, bundle, coarchi, detect};
use archweave_model::model::Model;
use archweave_model::stats::{Stats, stats};
use archweave_model::value::{Properties, Value};

/// Counts by nothing but the text of the files.
fn count(files: &[File]) -> Stats {
    let mut stats = Stats::default();
    for file in files.iter().filter(|file| file.path.ends_with(".xml")) {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let name = file.path.rsplit('/').next().unwrap();
        let kind = name.split('_').next().unwrap();
        match kind {
            "folder.xml" => stats.specializations += text.matches("<profiles\n").count(),
            kind if kind.ends_with("Model") => stats.views += 1,
            kind if kind.ends_with("Relationship") => stats.relationships += 1,
            _ => stats.elements += 1,
        }
        stats.view_nodes += text.matches("<children\n").count();
        stats.view_connections += text.matches("<sourceConnections\n").count();
        stats.properties += text.matches("<properties\n").count();
    }
    stats
}

#[test]
fn every_corpus_folder_is_counted_right_and_comes_back() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !corpus.join("archi-folder").is_dir() {
        println!("skipped: ../shared/corpus not present");
        return;
    }
    let table = std::fs::read_to_string(corpus.join("README.md")).unwrap();
    let mut folders: Vec<_> =
        std::fs::read_dir(corpus.join("archi-folder")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    assert_eq!(folders.len(), 3);
    for folder in &folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let files = canonical::files_of(folder);
        let imported = coarchi::import(name, &files).unwrap();
        let counted = stats(&imported.model);
        assert_eq!(counted, count(&files), "{name}");
        assert_eq!(counted, canonical::promised(&table, &format!("{name}/")), "{name}");
        for finding in &imported.diagnostics {
            let at = &finding.location;
            println!("  {}:{}:{} {} {}", at.file, at.line, at.column, finding.code, finding.message);
        }
        comes_back(name, &files, &imported);
        println!("{name}: {counted:?}");
    }
}

/// The same files with the same content, and the same model again.
fn comes_back(name: &str, files: &[File], imported: &Imported) {
    let (written, warnings) = coarchi::export(&imported.model).unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
    let paths = |files: &[File]| files.iter().map(|f| f.path.clone()).collect::<Vec<_>>();
    let mut sorted = written.clone();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for (a, b) in paths(files).iter().zip(&paths(&sorted)) {
        assert_eq!(a, b, "{name}");
    }
    assert_eq!(files.len(), sorted.len());
    let root = files.iter().find(|file| file.path == "model/folder.xml").unwrap();
    let is_old = !std::str::from_utf8(&root.bytes).unwrap().contains("version=\"5.0.0\"");
    for (a, b) in files.iter().zip(&sorted).filter(|(a, b)| a.bytes != b.bytes) {
        assert!(a.path.ends_with(".xml"), "{name}/{}", a.path);
        let (old, new) = (canonical_file(a, is_old), canonical_file(b, is_old));
        if let Some(found) = canonical::difference(&old, &new, "") {
            panic!("{name}/{} changed at {found}", a.path);
        }
    }
    let again = coarchi::import(name, &written).unwrap();
    canonical::check_same(name, &imported.model, &again.model);
}

/// A file as a tree. Features, and the connections that end at a node, are in no order; the figures
/// of an old version have their present number.
fn canonical_file(file: &File, is_old: bool) -> canonical::Tree {
    let mut tree = canonical::tree(std::str::from_utf8(&file.bytes).unwrap());
    let mut stack = vec![&mut tree];
    while let Some(tree) = stack.pop() {
        if let Some(list) = tree.attributes.get_mut("targetConnections") {
            let mut ids: Vec<&str> = list.split(' ').collect();
            ids.sort_unstable();
            *list = ids.join(" ");
        }
        tree.text = tree.text.trim().to_owned();
        let kind = tree.attributes.get("xsi:type").map_or("", String::as_str);
        if is_old && kind == "archimate:DiagramModelArchimateObject" {
            tree.attributes.remove("type");
        }
        if is_old {
            tree.attributes.remove("version");
        }
        tree.children.sort_by_key(|child| {
            let name = child.attributes.get("name").cloned().unwrap_or_default();
            (child.tag.clone(), if child.tag == "features" { name } else { String::new() })
        });
        stack.extend(&mut tree.children);
    }
    tree
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// Forgets the order of objects in folders, and of folders, which the form does not have.
fn unordered(mut model: Model) -> Model {
    fn forget(value: &mut Value) {
        if let Value::Record(record) = value {
            record.remove("order");
            if let Some(Value::List(folders)) = record.get("folders").cloned() {
                let mut folders = folders.into_vec();
                folders.iter_mut().for_each(forget);
                folders.sort_by_key(|folder| format!("{folder:?}"));
                record.set("folders", Value::List(folders.into()));
            }
        }
    }
    let clear = |extra: &mut Properties| {
        if let Some(mut kept) = extra.remove("archi") {
            forget(&mut kept);
            if kept.as_record().is_some_and(|record| !record.is_empty()) {
                extra.set("archi", kept);
            }
        }
    };
    for (_, kept) in &mut model.extra {
        forget(Arc::make_mut(kept));
    }
    for element in &mut model.elements {
        let element = Arc::make_mut(element);
        clear(&mut element.extra);
        element.relations.iter_mut().for_each(|relation| clear(&mut relation.extra));
        element.relations.sort_by(|a, b| a.id.cmp(&b.id));
    }
    for relation in &mut model.loose {
        clear(&mut Arc::make_mut(relation).extra);
    }
    for view in &mut model.views {
        clear(&mut Arc::make_mut(&mut view.value).extra);
    }
    model.elements.sort_by(|a, b| a.id.cmp(&b.id));
    model.loose.sort_by(|a, b| a.id.cmp(&b.id));
    model.views.sort_by(|a, b| a.value.id.cmp(&b.value.id));
    model.layouts.sort_by(|a, b| a.view.cmp(&b.view));
    model
}

#[test]
fn native_models_come_back_through_a_folder() {
    for name in ["oldest", "ends", "parts", "properties", "folders"] {
        let model = archimate::import(name, &fixture(&format!("{name}.archimate"))).unwrap().model;
        let (files, _) = coarchi::export(&model).unwrap();
        let again = coarchi::import(name, &files).unwrap();
        canonical::check_same(name, &unordered(model), &unordered(again.model));
    }
}

const HEAD: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:archimate=\"http://www.archimatetool.com/archimate\"";

fn file(path: &str, text: &str) -> File {
    File { path: path.into(), bytes: text.replace("HEAD", HEAD).into() }
}

fn small(more: Vec<File>) -> Vec<File> {
    let mut files = vec![
        file("model/folder.xml", "<archimate:ArchimateModel HEAD name=\"m\" id=\"m\" version=\"5.0.0\"/>"),
        file(
            "model/business/folder.xml",
            "<archimate:Folder HEAD name=\"Business\" id=\"f\" type=\"business\"/>",
        ),
        file("model/business/BusinessActor_a.xml", "<archimate:BusinessActor HEAD name=\"A\" id=\"a\"/>"),
    ];
    files.extend(more);
    files
}

#[test]
fn what_is_broken_loses_nothing_else_and_has_a_place() {
    let imported = coarchi::import(
        "broken",
        &small(vec![
            file("model/business/BusinessActor_b.xml", "<archimate:BusinessActor HEAD\n<<<<<<< ours\n id=\"b\"/>"),
            file("model/business/note.txt", "hello"),
            file("model/Goal_g.xml", "<archimate:Goal HEAD id=\"g\"/>"),
            file("model/relations/x/ServingRelationship_r.xml", "<archimate:ServingRelationship HEAD\n  id=\"r\">\n<source href=\"x.xml#a\"/>\n<target href=\"y.xml#%61\"/>\n</archimate:ServingRelationship>"),
            file("model/relations/x/FlowRelationship_q.xml", "\n<archimate:FlowRelationship HEAD id=\"q\"><source href=\"x.xml#a\"/><target href=\"#zz\"/></archimate:FlowRelationship>"),
        ]),
    )
    .unwrap();
    let found: Vec<String> = imported
        .diagnostics
        .iter()
        .map(|d| format!("{}:{}:{} {}", d.location.file, d.location.line, d.location.column, d.code))
        .collect();
    assert_eq!(
        found,
        [
            "model/relations/x/FlowRelationship_q.xml:2:1 import-dangling",
            "model/business/note.txt:0:0 import-left-out",
            "model/business/BusinessActor_b.xml:1:1 import-unreadable",
            "model/Goal_g.xml:0:0 import-left-out",
            "model/relations/folder.xml:1:1 import-unreadable",
            "model/relations/x/folder.xml:1:1 import-unreadable",
        ]
    );
    let actor = &imported.model.elements[0];
    assert_eq!(imported.model.elements.len(), 1);
    let serving = actor.relations.iter().find(|r| r.id.as_str() == "r").unwrap();
    assert_eq!(serving.to.as_str(), "a", "an escaped id is the id");
}

#[test]
fn a_folder_without_its_model_is_refused() {
    let refused = |files: &[File]| coarchi::import("f", files).unwrap_err().to_string();
    assert!(refused(&[]).contains("f/model/folder.xml:1:1: this file must hold the model"));
    assert!(refused(&[file("model/folder.xml", "<a")]).contains("f/model/folder.xml:1:"));
    let evil = "<!DOCTYPE m [<!ENTITY a \"b\">]><archimate:ArchimateModel HEAD/>";
    assert!(refused(&[file("model/folder.xml", evil)]).contains("document type"));
    let deep = format!("model{}/folder.xml", "/x".repeat(40));
    let imported =
        coarchi::import("f", &small(vec![file(&deep, "<archimate:Folder HEAD id=\"x\"/>")])).unwrap();
    assert_eq!(imported.diagnostics.len(), 1);
    let nested =
        format!("<archimate:Node HEAD id=\"n\">{}{}</archimate:Node>", "<x>".repeat(40), "</x>".repeat(40));
    let imported = coarchi::import("f", &small(vec![file("model/business/Node_n.xml", &nested)])).unwrap();
    assert_eq!((imported.model.elements.len(), imported.diagnostics.len()), (1, 1));
}

#[test]
fn paths_made_from_ids_stay_in_the_folder() {
    let mut model = coarchi::import("f", &small(Vec::new())).unwrap().model;
    for id in ["../../evil", "a/b", "C:\\x", "con", "A", "a"] {
        let mut element = (*model.elements[0]).clone();
        element.id = archweave_model::id::ElementId::parse(id).unwrap();
        if model.elements.iter().all(|known| known.id != element.id) {
            model.elements.push(Arc::new(element));
        }
    }
    let (files, _) = coarchi::export(&model).unwrap();
    let mut seen = std::collections::HashSet::new();
    for file in &files {
        assert!(!file.path.contains("..") && !file.path.contains(['\\', ':']), "{}", file.path);
        assert!(file.path.starts_with("model/") && file.path.split('/').count() <= 4, "{}", file.path);
        assert!(seen.insert(file.path.to_lowercase()), "{}", file.path);
    }
    let again = coarchi::import("f", &files).unwrap().model;
    assert_eq!(again.elements.len(), model.elements.len());
}

#[test]
fn a_zip_of_files_is_bounded_and_found_wherever_it_starts() {
    let files = small(Vec::new());
    let within: Vec<File> = files
        .iter()
        .map(|f| File { path: format!("landscape-main/{}", f.path), bytes: f.bytes.clone() })
        .chain([file("landscape-main/../../up.xml", "x"), file("README.md", "x")])
        .collect();
    let bytes = bundle::pack(&within).unwrap();
    assert_eq!(detect::of(&bytes), Some(detect::Format::Coarchi));
    let unpacked = bundle::unpack("z", &bytes, bundle::Content::Coarchi).unwrap();
    assert_eq!(unpacked, files);
    let bomb = bundle::pack(&[File { path: "elements.csv".into(), bytes: vec![b' '; 64 << 20] }]).unwrap();
    assert_eq!(detect::of(&bomb), Some(detect::Format::Csv));
    let error = bundle::unpack("z", &bomb, bundle::Content::Csv).unwrap_err().to_string();
    assert!(error.contains("times its packed size"), "{error}");
    assert_eq!(bundle::content(b"PK\x03\x04 and nothing"), bundle::Content::Other);
}
