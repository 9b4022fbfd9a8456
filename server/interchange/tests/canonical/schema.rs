//! Validation by xmllint.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder beside the checkout; none if it is not there.
pub fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(name);
    if !folder.is_dir() {
        println!("skipped: ../shared/{name} not present");
        return None;
    }
    Some(folder)
}

/// The schemas of the Open Exchange format, and where documents are put to be checked.
pub struct Schema {
    folder: PathBuf,
    scratch: PathBuf,
}

impl Schema {
    /// None if there are no schemas here, or no xmllint.
    pub fn find() -> Option<Self> {
        let folder = shared("standards")?.join("archimate-exchange");
        if Command::new("xmllint").arg("--version").output().is_err() {
            println!("skipped: xmllint is not installed (libxml2-utils)");
            return None;
        }
        let scratch = std::env::temp_dir().join(format!(
            "archweave-exchange-{}-{:?}",
            std::process::id(),
            std::thread::current().id()
        ));
        std::fs::create_dir_all(&scratch).unwrap();
        Some(Self { folder: folder.canonicalize().unwrap(), scratch })
    }

    /// Checks that a document is valid.
    pub fn check(&self, name: &str, bytes: &[u8]) {
        let path = self.scratch.join("document.xml");
        std::fs::write(&path, bytes).unwrap();
        let found = Command::new("xmllint")
            .args(["--nonet", "--noout", "--huge", "--schema", "archimate3_with_dc.xsd"])
            .arg(&path)
            .env("XML_CATALOG_FILES", self.folder.join("catalog.xml"))
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&found.stderr);
        let first: Vec<&str> = words.lines().filter(|line| line.contains("error")).take(6).collect();
        assert!(found.status.success(), "{name} does not validate:\n{}", first.join("\n"));
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.scratch);
    }
}
