//! PlantUML: all files in one run.

use std::fs;
use std::process::Command;

use super::shown::{arrives, texts};
use super::{cases, program, tool};

#[test]
fn plantuml_draws_every_sort() {
    let (Some(java), Some(jar)) = (program("java"), tool("plantuml.jar")) else { return };
    if program("dot").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let cases = cases("plantuml");
    for (name, _, text) in &cases {
        fs::write(folder.path().join(format!("{name}.puml")), text).unwrap();
    }
    let run = |option: &str| {
        let mut command = Command::new(&java);
        command.args(["-Djava.awt.headless=true", "-jar"]).arg(&jar);
        command.args(["-charset", "UTF-8", "-nbthread", "2", option, "-tsvg"]).arg(folder.path());
        command.output().unwrap()
    };
    let done = run("-failfast");
    let said = String::from_utf8_lossy(&done.stderr);
    for (name, diagram, text) in &cases {
        let svg = fs::read_to_string(folder.path().join(format!("{name}.svg")));
        let Ok(svg) = svg else { panic!("{name}: {said}\n{text}") };
        let shown = texts(&svg);
        for bad in ["Syntax Error", "has crashed", "An error has occured"] {
            assert!(!shown.contains(bad), "{name}: {shown}\n{text}");
        }
        assert!(!svg.contains("<a "), "{name}: a link out of nowhere");
        assert!(!svg.contains("<image"), "{name}: a picture out of nowhere");
        arrives(name, diagram, &shown, text);
    }
    assert!(done.status.success(), "{said}");
}
