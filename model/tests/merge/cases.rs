//! Hand-written cases: `cases.yaml`.

use archweave_model::change::Documents;
use archweave_model::change::merge::{Choice, ConflictId, Merge, Options, Resolutions, Settled, Side, merge};
use archweave_model::value::Value;
use archweave_model::yaml::write_document;
use serde::Deserialize;

use crate::support::{Files, check_laws, documents, with};

/// One case. Ours, theirs and merged are told by the files in which they differ from base.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    base: Files,
    #[serde(default)]
    ours: Files,
    #[serde(default)]
    theirs: Files,
    #[serde(default)]
    newer: Side,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    resolve: serde_json::Value,
    merged: Merged,
    #[serde(default)]
    conflicts: Vec<String>,
    #[serde(default)]
    settled: Vec<String>,
    #[serde(default)]
    unused: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Merged {
    /// `ours`, `theirs` or `base`
    As(String),
    Files(Files),
}

fn over(base: &Files, changed: &Files) -> Files {
    let mut files = base.clone();
    for (path, content) in changed {
        match content {
            serde_yaml::Value::Null => files.remove(path),
            content => files.insert(path.clone(), content.clone()),
        };
    }
    files
}

fn said(value: Option<&Value>) -> String {
    value.map_or("-".into(), |value| match value {
        Value::Text(text) => text.to_string(),
        value => serde_json::to_string(value).unwrap(),
    })
}

fn conflicts(merge: &Merge) -> Vec<String> {
    let told = merge.conflicts.iter().map(|c| {
        let kind = serde_json::to_value(c.kind).unwrap();
        let values = [&c.base, &c.ours, &c.theirs].map(|value| match c.id.path.is_empty() {
            // Whole records would only repeat the case.
            true => match value {
                Some(Value::Record(_)) => "{}".to_owned(),
                value => said(value.as_ref()),
            },
            false => said(value.as_ref()),
        });
        let inside: String = c.inside.iter().map(|inside| format!(" + {}", inside.item)).collect();
        format!("{} {}: {}{inside}", c.id, kind.as_str().unwrap(), values.join(" | "))
    });
    told.collect()
}

fn settled(s: &Settled) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap().to_owned();
    let path: String = s.path.iter().map(|key| format!(" {key}")).collect();
    let rule = word(serde_json::to_value(s.rule).unwrap());
    format!("{}{path} {rule}: {}", s.item, word(serde_json::to_value(s.taken).unwrap()))
}

fn written(documents: &Documents) -> String {
    let placed = documents.values();
    placed.map(|placed| format!("\n# {}\n{}", placed.file, write_document(&placed.document))).collect()
}

#[test]
fn cases_merge_as_written() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("cases.yaml")).unwrap();
    assert!(cases.len() >= 40, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let [ours, theirs] = [&case.ours, &case.theirs].map(|files| documents(&over(&case.base, files)));
        let base = documents(&case.base);
        let mut options = Options { newer: case.newer, ..Options::default() };
        if let Some(language) = &case.language {
            options.language = language.as_str().into();
        }
        check_laws(&base, &ours, &theirs, case.newer);
        let resolve = match &case.resolve {
            serde_json::Value::Null => Resolutions::new(),
            some => serde_json::from_value(some.clone()).unwrap(),
        };
        let found = merge(&base, &ours, &theirs, &options, &resolve);
        let merged = with(&ours, &found.changes);
        let expected = match &case.merged {
            Merged::As(side) => match side.as_str() {
                "ours" => ours,
                "theirs" => theirs,
                _ => base,
            },
            Merged::Files(files) => documents(&over(&case.base, files)),
        };
        let unused: Vec<String> = found.unused.iter().map(ToString::to_string).collect();
        let told: Vec<String> = found.settled.iter().map(settled).collect();
        for (what, is_right, seen) in [
            ("merged", merged == expected, format!("{}\nexpected {}", written(&merged), written(&expected))),
            ("conflicts", conflicts(&found) == case.conflicts, format!("{:#?}", conflicts(&found))),
            ("settled", told == case.settled, format!("{told:#?}")),
            ("unused", unused == case.unused, format!("{unused:#?}")),
        ] {
            if !is_right {
                wrong.push(format!("{}: {what} {seen}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn decisions_are_short_in_json() {
    for (json, choice) in [
        (r#""ours""#, Choice::Ours),
        (r#""theirs""#, Choice::Theirs),
        (r#""base""#, Choice::Base),
        (r#"{"value":"客户"}"#, Choice::Value(Some("客户".into()))),
        (r#"{"value":null}"#, Choice::Value(None)),
    ] {
        assert_eq!(serde_json::to_string(&choice).unwrap(), json);
        assert_eq!(serde_json::from_str::<Choice>(json).unwrap(), choice);
    }
}

#[test]
fn addresses_of_conflicts_read_back() {
    for address in [
        "element/crm",
        "element/crm:name.en",
        "node/v/n:shows",
        "element/a%3Ab:properties.x%2Ey",
        "manifest:",
    ] {
        assert_eq!(address.parse::<ConflictId>().unwrap().to_string(), address);
    }
    for wrong in ["", ":name", "element:name", "element/a:%f"] {
        assert!(wrong.parse::<ConflictId>().is_err(), "{wrong}");
    }
}
