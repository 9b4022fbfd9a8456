//! The tools that read our formats: PlantUML, Mermaid in a browser, Graphviz.
//!
//! Each reads every sort of diagram with ordinary and with hostile names, and what it draws has to
//! show those names. Tools are looked for on the path and in `target/tools`, where `.ci/test` puts them.

pub mod hostile;
mod mermaid;
mod plantuml;
pub mod shown;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use archweave_model::diagram::Diagram;
use archweave_render::{Options, export};

use crate::scenes;
use shown::{arrives, texts};

/// A file in `target/tools`; says so where it is absent.
fn tool(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).parent()?.join("tools").join(name);
    if !path.is_file() {
        println!("skipped: no {name} in target/tools");
        return None;
    }
    Some(path)
}

/// A program on the path; says so where it is absent.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|p| p.is_file());
    if found.is_none() {
        println!("skipped: {name} is not installed");
    }
    found
}

/// Name, diagram and text of every sort with ordinary and hostile names.
fn cases(format: &str) -> Vec<(String, Diagram, String)> {
    let mut cases = Vec::new();
    for (n, words) in std::iter::once(scenes::PLAIN.to_vec()).chain(hostile::lists()).enumerate() {
        for (sort, diagram) in scenes::all(&words) {
            let text = export(format, &diagram, &Options::default()).unwrap();
            cases.push((format!("{sort}-{n}"), diagram, text));
        }
    }
    cases
}

#[test]
fn graphviz_draws_dot() {
    let Some(dot) = program("dot") else { return };
    let folder = tempfile::tempdir().unwrap();
    for (name, diagram, text) in cases("dot") {
        let file = folder.path().join(format!("{name}.dot"));
        fs::write(&file, &text).unwrap();
        let done = Command::new(&dot).arg("-Tsvg").arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        let fonts =
            said.lines().all(|line| line.is_empty() || line.contains("font") || line.contains("Pango"));
        assert!(done.status.success() && fonts, "{name}: {said}\n{text}");
        let svg = String::from_utf8(done.stdout).unwrap();
        assert!(!svg.contains("<a "), "{name}: a link out of nowhere");
        arrives(&name, &diagram, &texts(&svg), &text);
    }
}
