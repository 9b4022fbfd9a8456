//! What is printed, and how a command ends.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{Bench, binary, example};

#[test]
fn a_finding_shows_file_line_column_code_and_a_caret() {
    let bench = Bench::with_models();
    bench.write("folder/elements/x.yaml", "id: x\nkind: busines-process\nname: 处理\nsteward: nobody\n");
    bench.write("folder/elements/y.yaml", "id: y\nkind: driver\nextras: {}\n");
    let run = bench.run("validate folder").ends(1);
    let expected = "\
[unknown-kind] error: unknown kind `busines-process`
   ,-[ elements/x.yaml:2:7 ]
   |
 2 | kind: busines-process
   |       ^^^^^^^^^^^^^^^
   |              `--------- did you mean `business-process`? see `archweave metamodel` for the kinds there are
---'
";
    let run = run
        .says(expected)
        .says("see `archweave explain unknown-kind` or https://")
        .says("/docs/reference/rules/unknown-kind.md\n")
        .says("[unknown-key] warning")
        .says("2 errors, 1 warning in 6 files");
    assert!(!run.out.contains('\x1b'), "{run:?}");

    let report = bench.run("validate folder --format json").ends(1).json();
    let first = &report["diagnostics"][0];
    assert_eq!(report["counts"], serde_json::json!({ "files": 6, "error": 2, "warning": 1, "info": 0 }));
    assert_eq!(
        (&first["file"], &first["line"], &first["column"]),
        (&"elements/x.yaml".into(), &2.into(), &7.into())
    );
    assert_eq!(first["subject"], serde_json::json!({ "type": "element", "id": "x" }));
    assert_eq!(first["code"], "unknown-kind");
}

#[test]
fn what_is_only_worth_knowing_is_no_finding() {
    let bench = Bench::with_models();
    bench.write(
        "folder/archweave.yaml",
        "format: 1\nrules: { process-accountability: off, unknown-key: info }\n",
    );
    bench.write("folder/elements/y.yaml", "id: y\nkind: driver\nextras: {}\n");
    bench.run("validate folder").ends(0).says("0 errors, 0 warnings, 1 hint");
}

#[test]
fn every_rule_is_explained() {
    let bench = Bench::new();
    let list = bench.run("explain").ends(0).says("dangling-relation");
    for code in list.out.lines().filter_map(|line| line.split_whitespace().next()) {
        let page = bench.run(&format!("explain {code}")).ends(0).says(code).says(&format!("rules/{code}.md"));
        assert!(page.out.lines().count() > 4, "{page:?}");
    }
    bench.run("explain dangling-relations").ends(2).complains("did you mean dangling-relation");
    bench.run("explain ../../README").ends(2).complains("no rule `../../README`");
}

#[test]
fn a_model_cannot_steer_the_terminal() {
    let bench = Bench::with_models();
    bench.write("folder/elements/x.yaml", "id: x\nkind: \"a\\e[2Jb\"\nname: a\u{9b}2Jb\n");
    bench.write("folder/elements/z.yaml", "id: z\nkind: goal\nname: x\nnope: \u{202e}x\n");
    let run = bench.run("validate folder").ends(1);
    assert!(!run.out.contains(['\x1b', '\u{9b}']), "{run:?}");
}

#[test]
fn colours_are_for_those_who_see_them() {
    let bench = Bench::with_models();
    bench.write("folder/elements/x.yaml", "id: x\nkind: nope\n");
    let coloured = |set: &[(&str, &str)]| {
        let done = binary()
            .args(["validate", "folder"])
            .envs(set.iter().copied())
            .current_dir(bench.path(""))
            .output()
            .unwrap();
        done.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]) || cfg!(windows));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let bench = Bench::with_models();
    for arguments in [
        vec!["metamodel", "--format", "json"],
        vec!["metamodel"],
        vec!["schema"],
        vec!["stats", "folder"],
        vec!["completions", "bash"],
    ] {
        let mut child = binary()
            .args(&arguments)
            .current_dir(bench.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let done = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), &*err), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn metamodel_says_what_may_connect_to_what() {
    let bench = Bench::new();
    let all = bench.run("metamodel --format json").ends(0).json();
    let of_archimate = |list: &str| {
        let all = all[list].as_array().unwrap().iter();
        all.filter(|kind| kind["namespace"] == "archimate").count()
    };
    assert_eq!((of_archimate("kinds"), of_archimate("relations")), (61, 11));
    let pairs = all["allowed"].as_array().unwrap();
    let ids = |list: &str| -> Vec<&Value> {
        let all = all[list].as_array().unwrap().iter();
        all.filter(|kind| kind["namespace"] == "archimate").map(|kind| &kind["id"]).collect()
    };
    let (kinds, relations) = (ids("kinds"), ids("relations"));
    let is_end = |end: &Value| kinds.contains(&end) || end == "relation";
    let of_standard = pairs.iter().filter(|pair| is_end(&pair["from"]) && is_end(&pair["to"]));
    let triples = of_standard.flat_map(|pair| pair["relations"].as_array().unwrap());
    assert_eq!(triples.filter(|relation| relations.contains(relation)).count(), 11_569);
    bench.run("metamodel").ends(0).says("business-process").says("what may connect to what");
    bench.run("metamodel business-process").ends(0).says("triggering triggers");
    bench.run("metamodel serving").ends(0).says("read backwards");
    bench.run("metamodel --from application-component --to business-process").ends(0).says("serving");
    bench.run("metamodel --from goal --to device").ends(0);
    bench.run("metamodel --to relation").ends(0).says("association from");
    bench.run("metamodel --viewpoints").ends(0).says("layered");
    let viewpoints = bench.run("metamodel --viewpoints --format json").ends(0).json();
    let of_standard = viewpoints["viewpoints"].as_array().unwrap().iter();
    assert_eq!(of_standard.filter(|viewpoint| viewpoint["standard"] == "archimate").count(), 25);
    let kind = bench.run("metamodel goal --format json").ends(0).json();
    assert_eq!(kind["layer"], "motivation");
    bench.run("metamodel nope").ends(2).complains("no kind");
    bench.run("metamodel --from nope").ends(2);
    bench.run("metamodel goal --from goal").ends(2);
    bench.run("metamodel --at main").ends(2);
}

#[test]
fn schema_writes_files_and_the_sdl() {
    let bench = Bench::new();
    bench.run("schema --out schemas").ends(0).says("10 files");
    assert!(bench.read("schemas/element.json").contains("business-process"));
    let all = bench.run("schema").ends(0).json();
    assert!(all["manifest.json"]["$schema"].as_str().unwrap().contains("draft-07"));
    bench.run("schema --graphql").ends(0).says("type Query");
    bench.write("file", "");
    bench.run("schema --out file").ends(2).complains("cannot write");
}

#[test]
fn completions_exist_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        Bench::new().run(&format!("completions {shell}")).ends(0).says("archweave");
    }
    Bench::new().run("completions tcsh").ends(2);
}

#[test]
fn help_is_clean_and_a_wrong_command_line_is_not() {
    let bench = Bench::new();
    bench.run("--help").ends(0).says("Exit codes");
    bench.run("--version").ends(0);
    bench.run("validate --help").ends(0).says("Examples:");
    bench.run("").ends(2);
    bench.run("valdiate x").ends(2).complains("validate");
    bench.run("validate").ends(2);
    bench.run("validate nowhere").ends(2).complains("`nowhere` does not exist").complains("help: ");
    bench.write("model.archimate", "");
    bench.run("validate model.archimate").ends(2).complains("import it first");
}

#[test]
fn the_example_is_clean() {
    let example = example();
    Bench::new().run_with(&["validate", example.to_str().unwrap()]).ends(0).says("0 errors, 0 warnings");
}
