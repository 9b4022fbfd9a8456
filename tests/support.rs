//! What the tests of the whole have in common: where things are, running the program, HTTP.

pub mod cargo;
pub mod edit;
pub mod git;
pub mod http;
pub mod lasting;
#[path = "../server/index/tests/postgres/mod.rs"]
pub mod postgres;
pub mod program;

use std::fs;
use std::path::{Path, PathBuf};

/// The checkout.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The bundled example.
pub fn example() -> PathBuf {
    root().join("examples/customer-centre")
}

/// A file of the checkout.
pub fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A folder within the optional folder `shared` beside the checkout; says so where it is absent.
pub fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(folder);
    if !path.is_dir() {
        println!("skipped: ../shared/{folder} is not there");
        return None;
    }
    Some(path)
}

/// Whether a missing tool is a failure.
pub fn is_strict() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}

/// All files below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
