//! The year in a database, and a server over it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::program::{Server, succeed};
use crate::support::root;

/// The example with its history, its year recorded, served.
pub struct Year {
    pub server: Server,
}

impl Year {
    /// Makes it, the way `make run` does.
    pub fn replayed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repository = folder.path().join("customer-centre.git");
        let seeded = Command::new(root().join(".ci/seed-example")).arg(&repository).output().unwrap();
        assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
        let (lines, database) = (folder.path().join("year.ndjson"), folder.path().join("archweave.db"));
        node("generate.mjs", &[&lines]);
        let replay = || {
            let path = |path: &Path| path.to_str().unwrap().to_owned();
            let (lines, database, repository) = (path(&lines), path(&database), path(&repository));
            succeed(["record", "replay", &lines, "--database", &database, "--repository", &repository])
        };
        let said = replay();
        assert!(said.contains("13,759"), "{said}");
        let again = replay();
        assert!(again.contains("recorded before"), "{again}");
        Self { server: Server::serve(folder, &repository) }
    }
}

/// Runs a script of the example's year.
pub fn node(script: &str, arguments: &[&PathBuf]) {
    let output = Command::new("node").arg(root().join("examples/year").join(script)).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("node is needed for the example's year: {error}"));
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
}
