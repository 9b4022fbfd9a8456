//! The bundled example: valid without findings, and big enough to show something.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass};

fn collect(root: &Path, folder: &Path, files: &mut Vec<(Arc<str>, Arc<yaml::ParsedFile>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
            continue;
        }
        let relative = path.strip_prefix(root).unwrap().to_str().unwrap();
        if let Some(class) = FileClass::of(relative) {
            let bytes = std::fs::read(&path).unwrap();
            files.push((relative.into(), Arc::new(yaml::read(class, &bytes))));
        }
    }
}

#[test]
fn the_example_is_valid_without_findings() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/customer-centre");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    let snapshot = Snapshot::build(files);
    let mut found = snapshot.diagnostics();
    yaml::locate(&mut found, |file| std::fs::read_to_string(root.join(file)).ok());
    let lines: Vec<String> = found
        .iter()
        .map(|d| {
            format!("{}:{}:{} {} {}", d.location.file, d.location.line, d.location.column, d.code, d.message)
        })
        .collect();
    assert_eq!(lines, [""; 0]);
    assert!(snapshot.element_count() >= 120, "{}", snapshot.element_count());
    assert!(snapshot.views().len() >= 5);
    for layer in archweave_model::metamodel::Layer::ALL {
        let is_used = snapshot
            .slots()
            .any(|slot| snapshot.kind_at(slot).is_some_and(|k| snapshot.metamodel().kind(k).layer == *layer));
        assert!(is_used, "no element of layer {}", layer.id());
    }
}
