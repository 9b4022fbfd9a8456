//! Nothing of the corpus of other people's models is committed here.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::support::{files_below, root, shared};

/// Files shorter than this may be equal by chance.
const SHORTEST: usize = 64;

#[test]
fn no_file_of_the_corpus_is_committed() {
    let Some(corpus) = shared("corpus") else { return };
    let hash = |bytes: &[u8]| (bytes.len() >= SHORTEST).then(|| Sha256::digest(bytes));
    // Texts of licences are the same wherever they stand.
    let is_licence = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("LICENSE") || path.starts_with(corpus.join("LICENSES"))
    };
    let foreign: BTreeMap<_, _> = files_below(&corpus)
        .into_iter()
        .filter(|path| !is_licence(path))
        .filter_map(|path| Some((hash(&fs::read(&path).unwrap())?, path)))
        .collect();
    assert!(foreign.len() > 100, "the corpus has models");

    let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(list).current_dir(root()).output().unwrap();
    assert!(output.status.success());
    let own = String::from_utf8(output.stdout).unwrap();
    for path in own.split('\0').filter(|path| !path.is_empty()) {
        // A file that was just removed is still listed.
        let Ok(bytes) = fs::read(root().join(path)) else { continue };
        let copy = hash(&bytes).and_then(|hash| foreign.get(&hash));
        assert_eq!(copy, None, "{path} is a copy of this file of the corpus");
    }
}
