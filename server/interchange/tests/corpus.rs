//! Every native model of the corpus, when that folder is there: counts and round trips.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::Path;

use archweave_model::stats::stats;

#[test]
fn every_corpus_model_is_counted_right_and_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !folder.join("archi").is_dir() {
        println!("skipped: ../shared/corpus not present");
        return;
    }
    let table = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("archi")).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "archimate"));
    files.sort();
    assert!(!files.is_empty());
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(path).unwrap();
        let imported = canonical::check_round_trip(name, &bytes);
        let json = archweave_interchange::json::export(&imported.model);
        let again = archweave_interchange::json::import(name, &json).unwrap();
        assert!(again.diagnostics.is_empty(), "{name}: {:?}", again.diagnostics);
        canonical::check_same(name, &imported.model, &again.model);
        let counted = stats(&imported.model);
        assert_eq!(counted, canonical::count(&canonical::tree(&canonical::xml(&bytes))), "{name}");
        assert_eq!(counted, canonical::promised(&table, name), "{name}");
        println!("{name}: {counted:?}");
        for finding in imported.diagnostics.iter().take(3) {
            println!("  {}:{} {}", finding.location.line, finding.location.column, finding.message);
        }
    }
    println!("{} models", files.len());
}
