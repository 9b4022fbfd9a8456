//! One small file for each thing that real files carry. What is imported is written beside each as
//! text (`UPDATE=1` writes it anew; read it before accepting); every file comes back whole.

#![allow(clippy::unwrap_used)]

mod canonical;

use std::path::Path;

use archweave_model::stats::stats;

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let bytes = std::fs::read(folder.join(format!("{name}.archimate"))).unwrap();
    let imported = canonical::check_round_trip(name, &bytes);
    canonical::dump::check(&folder.join(format!("{name}.txt")), &imported);
    let tree = canonical::tree(std::str::from_utf8(&bytes).unwrap());
    if name != "broken" {
        assert_eq!(stats(&imported.model), canonical::count(&tree), "{name}");
    }
}

#[test]
fn the_oldest_names_numbers_and_folders() {
    check("oldest");
}

#[test]
fn relations_and_connections_end_on_each_other() {
    check("ends");
}

#[test]
fn notes_groups_references_images_sketches_and_canvases() {
    check("parts");
}

#[test]
fn properties_languages_and_specializations() {
    check("properties");
}

#[test]
fn what_is_broken_is_read_reported_and_kept() {
    check("broken");
}

#[test]
fn folders_keep_their_tree_order_and_content() {
    check("folders");
}
