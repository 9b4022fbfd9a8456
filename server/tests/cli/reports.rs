//! The formats that CI systems read: against their schemas, within their limits, with hostile names.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::support::{Bench, Run, binary, has, program, run, schema};

/// Everything that some format has a meaning for.
const HOSTILE: &str = "a%0A::error::b]]>\u{1b}[2J<&\"'`|@me,c:d\u{7}%25\u{202e}x##[error]y";

/// A model in a subfolder of a clone, with findings of each severity and names that attack formats.
fn hostile() -> Bench {
    let bench = Bench::new();
    let key = serde_json::to_string(HOSTILE).unwrap();
    // An id has no control characters.
    let kind = key.replace("\\u001b", "").replace("\\u0007", "");
    bench.write("clone/archi tecture/archweave.yaml", "format: 1\nrules: { unknown-specialization: info }\n");
    bench.write(
        "clone/archi tecture/elements/a:b,c%.yaml",
        format!("id: x\nkind: {kind}\nname: X\n{key}: 1\n"),
    );
    bench.write(
        "clone/archi tecture/elements/处理.yaml",
        "id: y\nkind: driver\nspecialization: nope\nrelations:\n  - { kind: association, to: 处理来电, id: r }\n",
    );
    bench.git("clone", &["init", "-q"]);
    bench
}

fn check_schema(name: &str, instance: &Value) {
    let Some(path) = schema(name) else { return };
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(instance).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Asserts that xmllint accepts the report.
fn check_junit(bench: &Bench, file: &str) {
    let Some(path) = schema("junit-10.xsd").filter(|_| has("xmllint")) else { return };
    let mut lint = program("xmllint");
    lint.args(["--noout", "--schema"]).arg(path).arg(bench.path(file));
    run(&mut lint).ends(0);
}

fn validate(bench: &Bench, format: &str) -> Run {
    bench.run_with(&["validate", "clone/archi tecture", "--format", format]).ends(1)
}

#[test]
fn sarif_holds_all_that_code_scanning_uses() {
    let bench = hostile();
    let log = validate(&bench, "sarif").json();
    check_schema("sarif-2.1.0.schema.json", &log);
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let of = |code: &str| results.iter().find(|result| result["ruleId"] == code).unwrap();
    let place = &of("dangling-relation")["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "archi%20tecture/elements/%E5%A4%84%E7%90%86.yaml");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 5, "startColumn": 30, "endColumn": 34 }));
    let uri = &of("unknown-kind")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "archi%20tecture/elements/a%3Ab%2Cc%25.yaml");
    let levels: Vec<&str> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert!(levels.is_sorted_by_key(|level| ["error", "warning", "note"].iter().position(|l| l == level)));
    assert_eq!(levels.iter().collect::<BTreeSet<_>>().len(), 3, "{levels:?}");
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            rule["helpUri"]
                .as_str()
                .unwrap()
                .ends_with(&format!("/blob/main/docs/reference/rules/{}.md", rule["id"].as_str().unwrap()))
        );
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
    }
    assert_eq!(run["automationDetails"]["id"], "archweave/archi%20tecture/");
}

#[test]
fn sarif_of_a_clean_model_is_valid_too() {
    let bench = Bench::with_models();
    let log = bench.run("validate folder --format sarif").ends(0).json();
    check_schema("sarif-2.1.0.schema.json", &log);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

/// A model with more findings than any platform shows: a warning and an error for each element.
fn crowd(elements: usize) -> Bench {
    let bench = Bench::new();
    bench.write("m/archweave.yaml", "format: 1\n");
    let one = |at: usize| format!("id: e{at}\nkind: driver\nextras: 1\nsteward: nobody\n");
    let text: Vec<String> = (0..elements).map(one).collect();
    for (at, part) in text.chunks(1000).enumerate() {
        bench.write(&format!("m/elements/{at}.yaml"), part.join("---\n"));
    }
    bench
}

#[test]
fn sarif_keeps_to_the_limit_and_says_how_many_it_hides() {
    let log = crowd(13_000).run("validate m --format sarif").ends(1).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 13_000);
    let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().unwrap().starts_with("1000 more findings are not listed"), "{note}");
}

#[test]
fn junit_is_valid_xml_with_a_test_for_each_rule_and_file() {
    let bench = hostile();
    bench.run_with(&["validate", "clone/archi tecture", "--format", "junit=report.xml"]).ends(1);
    check_junit(&bench, "report.xml");
    let report = bench.read("report.xml");
    for part in [
        "<testcase classname=\"archweave.dangling-relation\" name=\"archi tecture/elements/处理.yaml\"><failure type=\"dangling-relation\"",
        "<testcase classname=\"archweave.yaml-syntax\" name=\"all files\"></testcase>",
        "archi tecture/elements/处理.yaml:5:30 error:",
        "see `archweave explain dangling-relation`",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    assert!(!report.contains(['\x1b', '\x07']) && !report.contains("]]>"));
    // What the exit code does not count does not fail.
    let warning = "<testcase classname=\"archweave.unknown-specialization\" name=\"archi tecture/elements/处理.yaml\"><system-out>";
    assert!(report.contains(warning), "{report}");
    bench
        .run_with(&["validate", "clone/archi tecture", "--fail-on", "never", "--format", "junit=none.xml"])
        .ends(0);
    check_junit(&bench, "none.xml");
    assert!(!bench.read("none.xml").contains("<failure"));
}

#[test]
fn junit_shows_rules_that_are_turned_off_as_skipped() {
    let bench = Bench::with_models();
    bench.write("folder/archweave.yaml", "format: 1\nrules: { unknown-key: off }\n");
    bench.run("validate folder --format junit=report.xml").ends(0);
    check_junit(&bench, "report.xml");
    let off = "name=\"all files\"><skipped message=\"turned off in archweave.yaml\"/>";
    assert_eq!(bench.read("report.xml").matches(off).count(), 1);
}

#[test]
fn gitlab_gets_one_fingerprint_for_each_finding() {
    let bench = hostile();
    let report = validate(&bench, "gitlab").json();
    check_schema("gitlab-code-quality.schema.json", &report);
    let all = report.as_array().unwrap();
    let prints: BTreeSet<&str> = all.iter().map(|f| f["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), all.len());
    let relation = all.iter().find(|f| f["check_name"] == "dangling-relation").unwrap();
    assert_eq!(
        relation["location"],
        serde_json::json!({ "path": "archi tecture/elements/处理.yaml", "lines": { "begin": 5 } })
    );
    let severities: BTreeSet<&str> = all.iter().map(|f| f["severity"].as_str().unwrap()).collect();
    assert_eq!(severities, BTreeSet::from(["critical", "minor", "info"]));
    let crowd = crowd(500).run("validate m --format gitlab").ends(1).json();
    let prints: BTreeSet<&str> =
        crowd.as_array().unwrap().iter().map(|f| f["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), 1000);
    let clean = Bench::with_models().run("validate folder --format gitlab").ends(0).json();
    check_schema("gitlab-code-quality.schema.json", &clean);
}

/// Reads workflow commands as the runner does: at the start of a line, not between the marks of
/// `stop-commands`.
fn commands(log: &str) -> Vec<(String, String, String)> {
    let mut stopped: Option<String> = None;
    let mut found = Vec::new();
    for line in log.lines() {
        let Some((head, text)) = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::"))
        else {
            continue;
        };
        if let Some(mark) = &stopped {
            stopped = stopped.clone().filter(|_| head != mark);
            continue;
        }
        let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
        if name == "stop-commands" {
            stopped = Some(text.to_owned());
        }
        found.push((name.to_owned(), properties.to_owned(), text.to_owned()));
    }
    assert_eq!(stopped, None, "commands are switched on again");
    found
}

#[test]
fn github_annotations_are_escaped_and_placed() {
    let bench = hostile();
    let log = validate(&bench, "github").out;
    let all = commands(&log);
    let names: Vec<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&"error", &"warning", &"notice"]));
    assert!(names.is_sorted_by_key(|name| ["error", "warning", "notice"].iter().position(|n| n == name)));
    let (_, properties, text) = all.iter().find(|(_, p, _)| p.contains("title=dangling-relation")).unwrap();
    assert_eq!(
        properties,
        "file=archi tecture/elements/处理.yaml,line=5,col=30,endColumn=34,title=dangling-relation"
    );
    assert!(text.contains(", or remove the relation%0Asee `archweave explain"), "{text}");
    let (_, properties, text) = all.iter().find(|(_, p, _)| p.contains("title=unknown-kind")).unwrap();
    assert!(properties.starts_with("file=archi tecture/elements/a%3Ab%2Cc%25.yaml,line="), "{properties}");
    assert!(text.contains("a%250A::error::b]]>[2J<&"), "{text}");
    let (_, _, text) = all.iter().find(|(_, p, _)| p.contains("title=unknown-key")).unwrap();
    assert!(text.contains("a%250A::error::b]]>\u{fffd}[2J<&"), "{text}");
    assert!(!log.contains(['\x1b', '\x07', '\u{202e}']));
}

#[test]
fn github_gets_ten_of_each_severity_and_is_told_of_the_others() {
    let bench = crowd(15);
    // In the list of what is not annotated, names could be commands.
    bench.write(
        "m/elements/zz.yaml",
        "id: z\nkind: driver\nsteward: \"x\\n::error file=evil::gotcha\"\nextras: 1\n",
    );
    let log = bench.run("validate m --format github").ends(1).out;
    let all = commands(&log);
    let count = |name: &str| all.iter().filter(|(n, ..)| n == name).count();
    assert_eq!((count("error"), count("warning"), count("notice")), (10, 10, 1), "{log}");
    assert!(log.contains("12 more findings are not shown as annotations"), "{log}");
    assert!(log.contains("\nm/elements/0.yaml:") || log.contains("\nelements/0.yaml:"), "{log}");
    assert!(!all.iter().any(|(_, properties, _)| properties.contains("evil")), "{log}");
    assert!(log.ends_with("16 errors, 16 warnings\n"), "{log}");
}

#[test]
fn github_gets_findings_in_changed_files_first() {
    let bench = crowd(15);
    bench.git("m", &["init", "-q"]);
    bench.git("m", &["add", "."]);
    bench.git("m", &["commit", "-q", "-m", "Crowd"]);
    // Taking the kind's file away makes findings elsewhere; those in the touched file come first.
    bench.write("m/elements/b.yaml", "id: b\nkind: driver\nsteward: nobody\n");
    let text = bench.read("m/elements/0.yaml").replace("id: e3\nkind: driver", "id: e3\nkind: drivers");
    bench.write("m/elements/0.yaml", text);
    let log = bench.run("validate m --since HEAD --format github").ends(1).out;
    let all = commands(&log);
    assert!(
        all.iter().all(|(_, p, _)| p.contains("elements/0.yaml,line=1") || p.contains("elements/b.yaml")),
        "{log}"
    );
}

#[test]
fn the_job_summary_is_a_page_on_which_nothing_of_the_model_is_markup() {
    let bench = hostile();
    let summary = bench.path("summary.md");
    fs::write(&summary, "# Before\n").unwrap();
    let mut command = binary();
    command.args(["validate", "clone/archi tecture", "--format", "github"]).current_dir(bench.path(""));
    command.env("GITHUB_STEP_SUMMARY", &summary).env("GITHUB_SERVER_URL", "https://github.example");
    command.env("GITHUB_REPOSITORY", "acme/model").env("GITHUB_SHA", "abc123");
    run(&mut command).ends(1);
    let page = bench.read("summary.md");
    assert!(page.starts_with("# Before\n### Architecture model: "), "{page}");
    for part in [
        "| [dangling-relation](https://",
        "(https://github.example/acme/model/blob/abc123/archi%20tecture/elements/%E5%A4%84%E7%90%86.yaml#L5)",
        r#"&lt;&amp;\"\'\`\|&#64;me"#,
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("@me") && !page.contains("<&"), "{page}");
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!(bars == 4 || bars == 3, "{row}");
    }
    // Long lists are cut, and say so.
    let crowd = crowd(200);
    let mut command = binary();
    command.args(["validate", "m", "--format", "github"]).current_dir(crowd.path(""));
    run(command.env("GITHUB_STEP_SUMMARY", crowd.path("s.md"))).ends(1);
    let page = crowd.read("s.md");
    assert!(page.contains("\n300 more findings are not listed"), "{page}");
    assert!(page.len() < 100_000);
}

#[test]
fn one_run_writes_several_formats() {
    let bench = hostile();
    let place = "clone/archi tecture";
    let both =
        ["validate", place, "--format", "github", "--format", "sarif=a.sarif", "--format", "human=a.txt"];
    let run = bench.run_with(&both).ends(1).says("::error file=");
    assert!(!run.out.contains("-[ "), "{run:?}");
    assert!(bench.read("a.sarif").contains("\"version\": \"2.1.0\""));
    let text = bench.read("a.txt");
    assert!(text.contains("archi tecture/elements/处理.yaml:5:30") && !text.contains('\x1b'), "{text}");
    // Only files: people still see what was found.
    bench
        .run_with(&["validate", place, "--format", "sarif=b.sarif"])
        .ends(1)
        .says("-[ archi tecture/elements");
    bench
        .run_with(&["validate", place, "--format", "github", "--format", "json"])
        .ends(2)
        .complains("only one format can go to standard output");
    bench
        .run_with(&["validate", place, "--format", "checkstyle"])
        .ends(2)
        .complains("formats are human, json");
    bench.run_with(&["validate", place, "--format", "sarif="]).ends(2);
    bench
        .run_with(&["validate", place, "--format", "sarif=no/such/a"])
        .ends(2)
        .complains("make its folder first");
}

#[test]
fn paths_are_those_of_the_whole_repository() {
    let bench = hostile();
    let report = validate(&bench, "json").json();
    let all = report["diagnostics"].as_array().unwrap();
    let one = all.iter().find(|d| d["code"] == "dangling-relation").unwrap();
    assert_eq!(
        (&one["file"], &one["path"]),
        (&"elements/处理.yaml".into(), &"archi tecture/elements/处理.yaml".into())
    );
    assert!(one["fingerprint"].as_str().is_some_and(|print| print.len() == 32));
}
