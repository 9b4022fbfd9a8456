//! What GitHub and GitLab run for us, run here: with real git and the built program.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{Bench, Run, framework, has, program, root, run};

const BROKEN: &str =
    "id: x\nkind: driver\nextras: 1\nrelations:\n  - { id: r2, kind: association, to: nowhere }\n";
const MENDED: &str = "id: x\nkind: driver\nrelations:\n  - { id: r2, kind: association, to: crm }\n";

/// A clone whose last commit breaks the model in the folder `model`.
fn clone(element: &str) -> Bench {
    let bench = Bench::with_models();
    fs::rename(bench.path("folder"), bench.path("model")).unwrap();
    fs::create_dir(bench.path("work")).unwrap();
    fs::rename(bench.path("model"), bench.path("work/model")).unwrap();
    bench.git("work", &["init", "-q"]);
    bench.git("work", &["add", "."]);
    bench.git("work", &["commit", "-q", "-m", "Start"]);
    bench.git("work", &["tag", "base"]);
    bench.write("work/model/elements/x.yaml", element);
    bench.git("work", &["add", "."]);
    bench.git("work", &["commit", "-q", "-m", "Change"]);
    bench
}

/// Runs the script of the action as a runner would.
fn action(bench: &Bench, set: &[(&str, &str)]) -> (Run, BTreeMap<String, String>) {
    let mut script = program("bash");
    script.arg(root().join("ci/github/validate.sh")).current_dir(bench.path("work"));
    fs::create_dir_all(bench.path("temp")).unwrap();
    let _ = fs::remove_file(bench.path("output"));
    script.env("RUNNER_TEMP", bench.path("temp")).env("GITHUB_OUTPUT", bench.path("output"));
    script.env("GITHUB_STEP_SUMMARY", bench.path("summary.md")).env("GITHUB_ACTIONS", "true");
    script.env("MODEL", "model").env("SARIF", "archweave.sarif").envs(set.iter().copied());
    let run = run(&mut script);
    let output = fs::read_to_string(bench.path("output")).unwrap_or_default();
    let pairs = output.lines().filter_map(|line| line.split_once('='));
    (run, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

fn outputs(errors: &str, warnings: &str) -> BTreeMap<String, String> {
    let pairs = [("errors", errors), ("warnings", warnings), ("sarif", "archweave.sarif")];
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[test]
fn the_action_stops_a_bad_commit_and_lets_a_mended_one_pass() {
    if !has("bash") {
        return;
    }
    let bench = clone(BROKEN);
    let (run, output) = action(&bench, &[]);
    let run = run.ends(1).says("::error file=model/elements/x.yaml,line=5,col=");
    run.says("title=dangling-relation::").says("::warning file=model/elements/x.yaml,line=3");
    assert_eq!(output, outputs("1", "1"));
    let sarif: Value = serde_json::from_str(&bench.read("work/archweave.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    assert!(bench.read("summary.md").contains("Architecture model: 1 error, 1 warning"));

    let bench = clone(MENDED);
    let (run, output) = action(&bench, &[]);
    run.ends(0).says("0 errors, 0 warnings");
    assert_eq!(output, outputs("0", "0"));
}

#[test]
fn the_inputs_of_the_action_are_options() {
    if !has("bash") {
        return;
    }
    let bench = clone(BROKEN);
    let (run, output) = action(&bench, &[("FAIL_ON", "never"), ("SARIF", "a b.sarif")]);
    run.ends(0);
    assert_eq!(output["sarif"], "a b.sarif");
    assert!(bench.path("work/a b.sarif").exists());
    let (run, output) = action(&bench, &[("SINCE", "HEAD")]);
    run.ends(0);
    assert_eq!(output, outputs("0", "0"));
    let (run, _) = action(&bench, &[("SINCE", "base")]);
    run.ends(1);
    // A new branch has no commit before, only zeros.
    let (run, _) = action(&bench, &[("SINCE", "0000000000000000000000000000000000000000")]);
    run.ends(1);
    bench.run("validate work/model --write-baseline work/known.json").ends(0);
    let (run, _) = action(&bench, &[("BASELINE", "known.json")]);
    run.ends(0);
    let (run, output) = action(&bench, &[("MODEL", "nowhere; touch oops")]);
    run.ends(2).says("::error title=archweave::the model was not checked");
    assert!(output.is_empty() && !bench.path("work/oops").exists());
}

#[test]
fn the_action_runs_a_download_only_if_its_checksum_is_right() {
    if !(has("bash") && has("curl") && has("tar") && has("sha256sum")) {
        return;
    }
    let bench = clone(BROKEN);
    let machine = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    if std::env::consts::OS != "linux" {
        println!("skipped: the download is tried on Linux only");
        return;
    }
    let folder = bench.path("releases/download/v0.1.0");
    fs::create_dir_all(&folder).unwrap();
    let file = format!("archweave-{machine}.tar.gz");
    let built = std::path::Path::new(env!("CARGO_BIN_EXE_archweave"));
    let mut pack = program("tar");
    pack.arg("-czf").arg(folder.join(&file)).arg("-C").arg(built.parent().unwrap()).arg("archweave");
    run(&mut pack).ends(0);
    let sum = run(program("sha256sum").arg(&file).current_dir(&folder)).ends(0).out;
    fs::write(folder.join(format!("{file}.sha256")), &sum).unwrap();
    let releases = format!("file://{}", bench.path("releases").display());
    let set = [("VERSION", "0.1.0"), ("ARCHWEAVE_RELEASES", releases.as_str())];
    let (run_, output) = action(&bench, &set);
    run_.ends(1).says("::error file=model/elements/x.yaml");
    assert_eq!(output, outputs("1", "1"));

    let wrong = sum.replacen(&sum[..1], if sum.starts_with('0') { "1" } else { "0" }, 1);
    fs::write(folder.join(format!("{file}.sha256")), wrong).unwrap();
    fs::remove_dir_all(bench.path("temp")).unwrap();
    let (run_, output) = action(&bench, &set);
    run_.ends(2).says("::error title=archweave::the checksum of");
    assert!(output.is_empty() && !bench.path("temp/archweave-release/archweave").exists());
    let (run_, _) = action(&bench, &[("VERSION", "9.9.9"), set[1]]);
    run_.ends(2).says("::error title=archweave::cannot download");
}

/// The documents of a YAML file. No test crate reads YAML; the framework's Python does.
fn yaml(path: &str) -> Option<Vec<Value>> {
    let read = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))";
    let mut python = Command::new(framework("python")?);
    let json = run(python.args(["-c", read]).arg(root().join(path))).ends(0).json();
    json.as_array().cloned()
}

#[test]
fn the_action_passes_each_input_to_its_script() {
    let Some(documents) = yaml("action.yml") else { return };
    let action = &documents[0];
    let step = &action["runs"]["steps"][0];
    let script = fs::read_to_string(root().join("ci/github/validate.sh")).unwrap();
    let set = step["env"].as_object().unwrap();
    for (name, input) in action["inputs"].as_object().unwrap() {
        assert!(input["description"].is_string() && input["default"].is_string(), "{name}");
        let value = format!("${{{{ inputs.{name} }}}}");
        let variable =
            set.iter().find(|(_, set)| **set == value).unwrap_or_else(|| panic!("{name} is not passed"));
        assert!(script.contains(&format!("${{{}", variable.0)), "{name} is not used");
    }
    for (name, output) in action["outputs"].as_object().unwrap() {
        assert_eq!(
            output["value"],
            format!("${{{{ steps.{}.outputs.{name} }}}}", step["id"].as_str().unwrap())
        );
        assert!(script.contains(&format!("echo \"{name}=")), "{name} is not written");
    }
    // Text of a workflow is never part of a script.
    assert_eq!(step["run"], "\"$GITHUB_ACTION_PATH/ci/github/validate.sh\"");
}

/// The shell script of the GitLab component, with these inputs and the defaults of the others, and
/// what is set for it.
fn component(inputs: &[(&str, &str)]) -> Option<(String, BTreeMap<String, String>, Value)> {
    let documents = yaml("ci/gitlab/component.yml")?;
    let [head, jobs] = documents.try_into().unwrap();
    let fill = |text: &str| {
        let mut text = text.to_owned();
        for (name, input) in head["spec"]["inputs"].as_object().unwrap() {
            let given = inputs.iter().find(|(given, _)| given == name).map(|(_, value)| *value);
            let value = given.or(input["default"].as_str()).unwrap_or("");
            text = text.replace(&format!("$[[ inputs.{name} ]]"), value);
        }
        assert!(!text.contains("$[["), "{text}");
        text
    };
    let job = jobs["archweave-validate"].clone();
    let lines = job["script"].as_array().unwrap().iter().map(|line| fill(line.as_str().unwrap()));
    let variables = job["variables"].as_object().unwrap().iter();
    let variables = variables.map(|(name, value)| (name.clone(), fill(value.as_str().unwrap()))).collect();
    Some((lines.collect::<Vec<_>>().join("\n"), variables, job))
}

#[test]
fn the_gitlab_component_stops_a_bad_commit_and_leaves_its_reports() {
    let check = |element: &str, inputs: &[(&str, &str)]| {
        let (script, variables, job) = component(&[&[("path", "model")], inputs].concat())?;
        let bench = clone(element);
        let mut shell = program("sh");
        shell.args(["-e", "-c", &script]).envs(variables).current_dir(bench.path("work"));
        Some((run(&mut shell), bench, job))
    };
    let Some((stopped, bench, job)) = check(BROKEN, &[]) else { return };
    stopped.ends(1).says("dangling-relation");
    let reports = &job["artifacts"]["reports"];
    let file = |kind: &str| bench.read(&format!("work/{}", reports[kind].as_str().unwrap()));
    let quality: Value = serde_json::from_str(&file("codequality")).unwrap();
    assert_eq!(quality[0]["location"]["path"], "model/elements/x.yaml");
    assert!(file("junit").contains("tests=\"") && file("junit").contains("<failure"));
    assert_eq!(job["artifacts"]["when"], "always", "reports of a failed job are what it is for");

    for (element, inputs, code) in [
        (MENDED, vec![], 0),
        (BROKEN, vec![("fail-on", "never")], 0),
        (BROKEN, vec![("since", "HEAD")], 0),
        (BROKEN, vec![("since", "base")], 1),
        (BROKEN, vec![("since", "0000000000000000000000000000000000000000")], 1),
        (BROKEN, vec![("baseline", "nowhere.json")], 2),
    ] {
        let (run, ..) = check(element, &inputs).unwrap();
        assert_eq!(run.code, code, "{inputs:?}: {run:?}");
    }
}
