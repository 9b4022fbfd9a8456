//! What makes `validate` fail, and what it leaves out.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Bench, Run};

/// Codes and ids of what a run reported as JSON.
fn found(run: &Run) -> BTreeSet<String> {
    found_in(&run.json()["diagnostics"])
}

fn found_in(findings: &Value) -> BTreeSet<String> {
    let one = |d: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        format!("{} {}", text(&d["code"]), text(&d["subject"]["id"]))
    };
    findings.as_array().unwrap().iter().map(one).collect()
}

fn set(items: &[&str]) -> BTreeSet<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

/// The severities of what is found, and for each `--fail-on` the exit code.
#[test]
fn the_exit_code_follows_fail_on() {
    let bench = Bench::with_models();
    let error = "id: x\nkind: nope\n";
    let warning = "id: x\nkind: driver\nextras: {}\n";
    let table = [
        ("clean", "", "level: strict", [0, 0, 0, 0]),
        ("an error", error, "level: strict", [1, 1, 1, 0]),
        ("a warning", warning, "level: strict", [0, 1, 1, 0]),
        ("a hint", warning, "unknown-key: info", [0, 0, 1, 0]),
        ("turned off", warning, "unknown-key: off", [0, 0, 0, 0]),
    ];
    for (name, element, rules, codes) in table {
        bench.write(
            "folder/archweave.yaml",
            format!("format: 1\nrules: {{ process-accountability: off, {rules} }}\n"),
        );
        match element.is_empty() {
            true => drop(std::fs::remove_file(bench.path("folder/elements/x.yaml"))),
            false => bench.write("folder/elements/x.yaml", element),
        }
        for (fail_on, code) in ["error", "warning", "info", "never"].into_iter().zip(codes) {
            let run = bench.run(&format!("validate folder --fail-on {fail_on} --format json"));
            assert_eq!(run.code, code, "{name}, --fail-on {fail_on}: {run:?}");
        }
        // The default is error.
        assert_eq!(bench.run("validate folder").code, codes[0], "{name}");
    }
    bench.run("validate folder --fail-on fatal").ends(2);
}

#[test]
fn statistics_count_by_rule() {
    let bench = Bench::with_models();
    for id in ["x", "y"] {
        bench.write(&format!("folder/elements/{id}.yaml"), format!("id: {id}\nkind: nope\nextras: 1\n"));
    }
    bench.run("validate folder --statistics").ends(1).says(
        "       2  error    unknown-kind\n       2  warning  unknown-key\n2 errors, 2 warnings in 6 files",
    );
    let report = bench.run("validate folder --format json").ends(1).json();
    assert_eq!(report["rules"], serde_json::json!({ "unknown-kind": 2, "unknown-key": 2 }));
}

/// A clone with an old finding (`old`) on `main`.
fn with_debt() -> Bench {
    let bench = Bench::with_models();
    std::fs::remove_file(bench.path("clone/elements/more.yaml")).unwrap();
    bench.write("clone/elements/old.yaml", "id: old\nkind: nope\nname: Old\n");
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-q", "-m", "Debt"]);
    bench.git("clone", &["branch", "-M", "main"]);
    bench.git("clone", &["checkout", "-q", "-b", "work"]);
    bench
}

#[test]
fn since_reports_what_changed_and_what_that_broke_elsewhere() {
    let bench = with_debt();
    let since = |options: &str| bench.run(&format!("validate clone --since main --format json {options}"));
    let everything = bench.run("validate clone --format json").ends(1);
    assert_eq!(found(&everything), set(&["unknown-kind old"]));
    let run = since("").ends(0);
    assert_eq!((found(&run), &run.json()["left_out"]["since"]), (set(&[]), &1.into()));
    bench
        .run("validate clone --since main")
        .ends(0)
        .says("0 errors, 0 warnings in 5 files (1 left out by --since)");

    // Broken by taking away a neighbour: the files with the findings did not change.
    std::fs::remove_file(bench.path("clone/elements/call.yaml")).unwrap();
    let broken = set(&["dangling-relation r1", "unknown-element main"]);
    assert_eq!(found(&since("").ends(1)), broken);
    // The same of a commit, and of what is staged.
    bench.git("clone", &["add", "."]);
    assert_eq!(found(&since("--staged").ends(1)), broken);
    assert_eq!(found(&since("--at work").ends(0)), set(&[]));
    bench.git("clone", &["commit", "-qm", "Take call away"]);
    assert_eq!(found(&since("--at work").ends(1)), broken);

    // What others do on main meanwhile does not count.
    bench.git("clone", &["checkout", "-q", "main"]);
    bench.write("clone/elements/theirs.yaml", "id: theirs\nkind: wrong\n");
    bench.write("clone/elements/old.yaml", "id: old\nkind: driver\n");
    bench.git("clone", &["add", "."]);
    bench.git("clone", &["commit", "-qm", "Theirs"]);
    bench.git("clone", &["checkout", "-q", "work"]);
    assert_eq!(found(&since("").ends(1)), broken);
}

#[test]
fn since_takes_a_touched_file_with_its_old_findings_but_not_a_moved_one() {
    let bench = with_debt();
    let since = || found(&bench.run("validate clone --since main --format json"));
    bench.git("clone", &["mv", "elements/old.yaml", "elements/moved.yaml"]);
    assert_eq!(since(), set(&[]));
    bench.write("clone/elements/moved.yaml", "id: old\nkind: nope\nname: Older\n");
    assert_eq!(since(), set(&["unknown-kind old"]));

    // Of several documents in a file only those that changed.
    bench.write("clone/elements/moved.yaml", "id: old\nkind: nope\nname: Old\n---\nid: new\nkind: nope\n");
    assert_eq!(since(), set(&["unknown-kind new"]));
}

#[test]
fn findings_of_reading_belong_to_the_element_they_stand_in() {
    let bench = Bench::with_models();
    let [a, b] = ["id: a\nkind: driver\nextras: 1\n", "id: b\nkind: driver\nextras: 1\n"];
    bench.write("folder/elements/x.yaml", format!("{a}---\n{b}---\nkind: driver\n"));
    bench.write("folder/views/main.yaml", format!("{}extras: 1\n", bench.read("folder/views/main.yaml")));
    let run = bench.run("validate folder --format json");
    let expected = ["missing-key -", "unknown-key a", "unknown-key b", "unknown-key main"];
    assert_eq!(found(&run), set(&expected));
    // So they are the same after a move.
    bench.run("validate folder --write-baseline known.json").ends(0);
    bench.write("folder/elements/b.yaml", b);
    bench.write("folder/elements/x.yaml", a);
    bench.run("validate folder --baseline known.json --fail-on info").ends(0);
}

#[test]
fn since_says_what_it_cannot_compare_with() {
    let bench = with_debt();
    bench
        .run("validate clone --since nope")
        .ends(2)
        .complains("cannot compare with `nope`")
        .complains("fetch-depth: 0");
    bench.run("validate folder --since main").ends(2).complains("plain folder");
    bench.run_with(&["validate", "clone", "--since", ""]).ends(2);
    bench.run("validate bare.git --since v1 --format json").ends(0);
    bench.run("validate folder --staged").ends(2).complains("nothing can be staged there");
    bench.run("validate bare.git --staged").ends(2).complains("nothing can be staged there");
    bench.run("validate clone --staged --at main").ends(2);
}

#[test]
fn a_baseline_lets_old_findings_through_and_no_new_ones() {
    let bench = Bench::with_models();
    bench.write("folder/elements/old.yaml", "id: old\nkind: nope\nname: Old\n");
    bench.run("validate folder --write-baseline known.json").ends(0).says("wrote 1 finding to known.json");
    let text = bench.read("known.json");
    assert_eq!(text.lines().count(), 3, "{text}");
    bench.run("validate folder --write-baseline again.json").ends(0);
    assert_eq!(text, bench.read("again.json"));
    let run = bench.run("validate folder --baseline known.json").ends(0);
    run.says("0 errors, 0 warnings in 5 files (1 left out by --baseline)");

    // Other lines, other name, another file: the same finding.
    std::fs::remove_file(bench.path("folder/elements/old.yaml")).unwrap();
    bench.write("folder/elements/deep/er.yaml", "# moved\n\nid: old\nname: Renamed\nkind: nope\n");
    bench.run("validate folder --baseline known.json").ends(0);
    // The same rule about another element is new.
    bench.write("folder/elements/new.yaml", "id: new\nkind: nope\n");
    let run = bench.run("validate folder --baseline known.json --format json").ends(1);
    assert_eq!((found(&run), &run.json()["left_out"]["baseline"]), (set(&["unknown-kind new"]), &1.into()));
    // What was mended should leave the baseline.
    std::fs::remove_file(bench.path("folder/elements/deep/er.yaml")).unwrap();
    bench
        .run("validate folder --baseline known.json")
        .ends(1)
        .says("1 of the baseline are mended: write it again");

    bench.write("broken.json", "{}");
    bench
        .run("validate folder --baseline broken.json")
        .ends(2)
        .complains("not a baseline")
        .complains("--write-baseline");
    bench.run("validate folder --baseline nowhere.json").ends(2).complains("cannot use the baseline");
    bench.run("validate folder --write-baseline no/such/file").ends(2).complains("make its folder first");
}

#[test]
fn a_waived_finding_is_shown_as_one_and_fails_nothing() {
    let bench = Bench::with_models();
    let waiver = "{ rule: unknown-kind, element: x, reason: Comes with the next release, owner: Ada, until: 2999-12-31 }";
    bench.write(
        "folder/archweave.yaml",
        format!("format: 1\nrules: {{ process-accountability: off }}\nwaivers:\n  - {waiver}\n"),
    );
    bench.write("folder/elements/x.yaml", "id: x\nkind: nope\n");
    bench.run("validate folder").ends(0).says("0 errors, 0 warnings in 5 files (1 waived)");
    let report = bench.run("validate folder --format json").ends(0).json();
    assert_eq!(
        (found_in(&report["waived"]), found_in(&report["diagnostics"])),
        (set(&["unknown-kind x"]), set(&[]))
    );
    let reason = "Comes with the next release (Ada, until 2999-12-31)";
    assert_eq!(report["waived"][0]["waiver"], reason);

    let log = bench.run("validate folder --format sarif").ends(0).json();
    let suppressed = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppressed["kind"], &suppressed["justification"]), (&"external".into(), &reason.into()));
    let junit = bench.run("validate folder --format junit").ends(0);
    junit.says(&format!("<skipped message=\"{reason}\"/>"));
    assert_eq!(bench.run("validate folder --format gitlab").ends(0).json(), serde_json::json!([]));

    // A waiver that ran out is a finding itself, and hides nothing.
    bench.write(
        "folder/archweave.yaml",
        format!(
            "format: 1\nrules: {{ process-accountability: off }}\nwaivers:\n  - {}\n",
            waiver.replace("2999", "2001")
        ),
    );
    let run = bench.run("validate folder --format json").ends(1);
    assert!(found(&run).contains("unknown-kind x"), "{run:?}");
    assert_eq!(found(&run).len(), 2, "{run:?}");
}
