//! Models in and out: init, import, export and back.

use std::process::Command;

use crate::support::{Bench, example};

#[test]
fn init_makes_a_model_that_is_valid() {
    let bench = Bench::new();
    bench
        .run_with(&["init", "new/model", "--name", "New one", "--language", "en", "--language", "zh"])
        .ends(0);
    bench.run("validate new/model").ends(0);
    assert!(bench.read("new/model/archweave.yaml").contains("[en, zh]"));
    bench.run("init new/model").ends(2).complains("holds a model already");
    bench.run("init other --language x").ends(2);
    bench.write("file", "");
    bench.run("init file").ends(2).complains("is a file");
}

#[test]
fn the_example_comes_back_from_a_repository_and_from_both_formats() {
    let bench = Bench::new();
    let example = example();
    let source = example.to_str().unwrap();
    bench
        .run_with(&[
            "import",
            source,
            "--into",
            "model.git",
            "--author",
            "Ada <ada@example.org>",
            "--message",
            "Start",
        ])
        .ends(0)
        .says("committed");
    let counts = |what: &str| bench.run_with(&["stats", what, "--format", "json"]).ends(0).json();
    let expected = counts(source);
    assert_eq!(counts("model.git"), expected);
    for format in ["json", "archimate", "open-exchange"] {
        bench.run(&format!("export model.git --format {format} --out model.{format}")).ends(0);
        assert_eq!(counts(&format!("model.{format}")), expected);
        bench.run(&format!("import model.{format} --into {format}.git")).ends(0);
        bench.run(&format!("export {format}.git --format {format} --out again.{format}")).ends(0);
        assert_eq!(
            bench.read(&format!("model.{format}")),
            bench.read(&format!("again.{format}")),
            "{format}"
        );
    }
    let log = Command::new("git")
        .args(["log", "--format=%an %ae %s"])
        .current_dir(bench.path("model.git"))
        .output();
    assert_eq!(log.unwrap().stdout, b"Ada ada@example.org Start\n");
    bench.run_with(&["import", source, "--into", "model.git"]).ends(0).says("holds just this already");
}

#[test]
fn an_import_goes_to_the_branch_or_folder_it_is_told() {
    let bench = Bench::with_models();
    bench.run("export folder --format json --out model.json").ends(0);
    bench.run("import model.json --into new.git --branch draft").ends(0).says("to draft of new.git");
    bench.run("stats new.git --at draft").ends(0);
    bench.write("plain/README.md", "mine");
    bench.run("import model.json --into plain").ends(0).says("nothing was committed");
    bench.run("validate plain").ends(0);
    bench.run("import model.json --into clone").ends(2).complains("checked out");
    bench.run("import model.json --into clone --branch draft").ends(0);
    bench.run("import model.json --into new.git --branch a..b").ends(2).complains("a..b");
    bench.run("import bare.git --at v1 --into from-tag.git").ends(0);
    bench.run("import model.json --at v1 --into x.git").ends(2).complains("has no revisions");
    bench
        .run_with(&["import", "model.json", "--into", "x.git", "--author", "Ada"])
        .ends(2)
        .complains("Ada Lovelace <ada@example.org>");
    assert!(!bench.path("x.git").exists());
}

#[test]
fn an_import_lists_what_was_unusual() {
    let bench = Bench::new();
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:archimate="http://www.archimatetool.com/archimate" name="Odd" id="m" version="4.9.0">
  <folder name="Business" id="f1" type="business">
    <element xsi:type="archimate:BusinessActor" name="A" id="a"/>
    <element xsi:type="archimate:BusinessActor" name="B" id="a"/>
  </folder>
  <folder name="Relations" id="f2" type="relations">
    <element xsi:type="archimate:AssociationRelationship" id="r" source="a" target="nowhere"/>
  </folder>
</archimate:model>"#;
    bench.write("odd.archimate", text);
    let run = bench
        .run("import odd.archimate --into odd.git")
        .ends(1)
        .says("odd.archimate:5:")
        .says("imported 2 elements");
    assert!(run.out.contains("committed"), "{run:?}");
    bench.run("stats odd.archimate").ends(0).complains("findings while reading");
}
