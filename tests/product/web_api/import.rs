//! Files of other tools onto a branch, and models made while the server runs.

use serde_json::{Value, json};

use super::reading::base64;
use crate::product::api::{Host, code, git};

const IMPORT: &str = "mutation($model: String! = \"centre\", $branch: String! = \"main\", $base: String!, $fileName: String! = \"crm.xml\",
    $content: String!, $mode: ImportMode! = ADD, $dryRun: Boolean! = false) {
    importFile(model: $model, branch: $branch, base: $base, fileName: $fileName, content: $content, mode: $mode, dryRun: $dryRun) {
        __typename
        ... on ImportSucceeded { revision isDryRun report { format stats { elements relationships } errorCount
            changes { elements { added changed removed } relations { added changed removed } views { added changed removed } }
            entries { nodes { item sort } } diagnostics { totalCount } diagnosticCounts { key total label(language: \"zh\") } findings { totalCount } } }
        ... on ImportRefused { reason line column }
        ... on CommitStale { reason head } } }";

const EXCHANGE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" identifier="id-m">
  <name xml:lang="en">Other tool</name>
  <elements>
    <element identifier="crm" xsi:type="ApplicationComponent"><name xml:lang="en">Customer hub</name></element>
    <element identifier="phone" xsi:type="ApplicationComponent"><name xml:lang="en">Telephony</name></element>
  </elements>
  <relationships>
    <relationship identifier="r1" source="phone" target="crm" xsi:type="Flow"/>
  </relationships>
</model>"#;

fn import(host: &Host, variables: &Value) -> Value {
    host.ask(IMPORT, variables)["importFile"].clone()
}

#[test]
fn an_import_is_previewed_then_one_commit_and_loses_nothing() {
    let host = Host::one();
    let base = host.head("main");
    let mut variables = json!({ "base": base, "content": base64(EXCHANGE.as_bytes()), "dryRun": true });
    let planned = import(&host, &variables);
    assert_eq!(planned["__typename"], "ImportSucceeded", "{planned:#}");
    let report = &planned["report"];
    assert_eq!((&report["format"], &report["stats"]["elements"]), (&json!("open-exchange"), &json!(2)));
    assert_eq!(
        report["changes"]["elements"],
        json!({ "added": 1, "changed": 1, "removed": 0 }),
        "{report:#}"
    );
    assert_eq!(report["changes"]["relations"], json!({ "added": 1, "changed": 0, "removed": 0 }));
    assert_eq!(host.head("main"), base, "a dry run changes nothing");

    variables["dryRun"] = json!(false);
    let done = import(&host, &variables);
    assert_eq!(done["revision"], host.head("main"), "{done:#}");
    assert_eq!(done["report"]["changes"], report["changes"]);
    assert_eq!(host.git(&["log", "-1", "--format=%an %s", "main"]), "Olga Operator Import crm.xml");
    let text = host.file("elements/application/application-component/crm.yaml");
    for kept in ["# bought in 2015", "vendor: Acme", "serving: desk", "Customer hub"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert!(host.file("views/overview.yaml").contains("n1"));
    host.git(&["fsck", "--full", "--strict"]);

    let stale = import(&host, &variables);
    assert_eq!((&stale["__typename"], &stale["head"]), (&json!("CommitStale"), &json!(host.head("main"))));
    variables["base"] = json!(host.head("main"));
    let again = import(&host, &variables);
    assert_eq!(
        again["report"]["changes"]["elements"],
        json!({ "added": 0, "changed": 0, "removed": 0 }),
        "{again:#}"
    );
    assert_eq!(again["revision"], variables["base"]);
}

#[test]
fn replacing_leaves_what_the_file_says() {
    let host = Host::one();
    host.git(&["branch", "draft", "main"]);
    let base = host.head("main");
    let variables =
        json!({ "base": base, "branch": "draft", "content": base64(EXCHANGE.as_bytes()), "mode": "REPLACE" });
    let done = import(&host, &variables);
    assert_eq!(
        done["report"]["changes"]["elements"],
        json!({ "added": 1, "changed": 1, "removed": 1 }),
        "{done:#}"
    );
    assert_eq!(done["report"]["changes"]["views"]["removed"], 1);
    let there = host.ask(
        "{ model(at: \"draft\") { stats { elements views } title } main: model { stats { elements } } }",
        &json!({}),
    );
    assert_eq!(
        (&there["model"]["stats"], &there["main"]["stats"]["elements"]),
        (&json!({ "elements": 2, "views": 0 }), &json!(2))
    );
}

#[test]
fn what_is_no_model_is_refused_in_words_and_who_only_reads_imports_nothing() {
    let host = Host::one();
    let base = host.head("main");
    let broken = EXCHANGE.replace("</elements>", "");
    for (name, content, said, has_line) in [
        ("notes.txt", "hello".as_bytes(), "in no format", false),
        ("m.xml", broken.as_bytes(), "m.xml", true),
        ("m.zip", b"PK\x03\x04rubbish".as_slice(), "m.zip", false),
        ("m.xml", b"", "in no format", false),
    ] {
        let refused = import(&host, &json!({ "base": base, "fileName": name, "content": base64(content) }));
        assert_eq!(refused["__typename"], "ImportRefused", "{refused:#}");
        assert!(refused["reason"].as_str().unwrap().contains(said), "{refused:#}");
        assert_eq!(refused["line"].is_u64(), has_line, "{refused:#}");
    }
    for (variables, expected) in [
        (json!({ "base": base, "content": "%%%" }), "INVALID"),
        (json!({ "base": base, "content": "", "fileName": "" }), "INVALID"),
        (json!({ "base": "HEAD", "content": "" }), "INVALID"),
        (json!({ "base": base, "content": "", "branch": "nowhere" }), "NOT_FOUND"),
    ] {
        assert_eq!(code(&host.ask_as(None, IMPORT, &variables).json()), expected, "{variables}");
    }
    assert_eq!(host.head("main"), base);
    let reader = host.token("Rita", "reader", &[]);
    let variables = json!({ "base": base, "content": base64(EXCHANGE.as_bytes()), "dryRun": true });
    assert_eq!(code(&host.ask_as(Some(&reader), IMPORT, &variables).json()), "FORBIDDEN");
}

const CREATE: &str = "mutation($name: String!, $title: String! = \"Grid\", $languages: [String!]! = [\"zh\", \"en\"], $template: ModelTemplate! = EMPTY) {
    createModel(name: $name, title: $title, languages: $languages, template: $template) { name title languages revision stats { elements views } } }";

#[test]
fn an_admin_makes_a_model_and_fills_it_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::start(&[], &["--models", folder.path().to_str().unwrap()]);
    let listed = || {
        let models = host.ask("{ models { name } }", &json!({}))["models"].clone();
        let names = models.as_array().unwrap().iter().map(|model| model["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(host.ask("{ canCreateModels }", &json!({})), json!({ "canCreateModels": true }));
    assert_eq!(listed(), "");
    let made = host.ask(CREATE, &json!({ "name": "grid" }))["createModel"].clone();
    assert_eq!(
        (&made["title"], &made["languages"], &made["stats"]["elements"]),
        (&json!("Grid"), &json!(["zh", "en"]), &json!(0))
    );
    assert_eq!(listed(), "grid");
    let log = git(&folder.path().join("grid.git"), &["log", "--format=%an %s"]);
    assert_eq!(log, "Olga Operator Begin Grid");

    let variables =
        json!({ "model": "grid", "base": made["revision"], "content": base64(EXCHANGE.as_bytes()) });
    let done = host.ask(IMPORT, &variables)["importFile"].clone();
    assert_eq!(done["report"]["changes"]["elements"]["added"], 2, "{done:#}");
    let found = host
        .ask("{ model(name: \"grid\") { title search(text: \"hub\") { nodes { elementId } } } }", &json!({}));
    assert_eq!(found["model"], json!({ "title": "Grid", "search": { "nodes": [{ "elementId": "crm" }] } }));
    let views = host.ask(CREATE, &json!({ "name": "cells", "template": "ZACHMAN" }));
    assert_eq!(views["createModel"]["stats"]["views"], 1);
    let example =
        host.ask(CREATE, &json!({ "name": "example", "template": "EXAMPLE" }))["createModel"].clone();
    assert_eq!(example["languages"], json!(["en", "zh"]), "{example:#}");
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/customer-centre");
    let tracked = git(&bundled, &["ls-files", "elements"]).lines().count();
    assert_eq!(example["stats"]["elements"], tracked);
    assert_eq!(listed(), "grid cells example");

    for (variables, said) in [
        (json!({ "name": "grid" }), "already"),
        (json!({ "name": "../evil" }), "small letters"),
        (json!({ "name": "a/b" }), "small letters"),
        (json!({ "name": "" }), "small letters"),
        (json!({ "name": "x", "title": " " }), "one line"),
        (json!({ "name": "x", "languages": ["../en"] }), "codes"),
    ] {
        let refused = host.ask_as(None, CREATE, &variables).json();
        assert_eq!(code(&refused), "INVALID", "{refused:#}");
        assert!(refused["errors"][0]["message"].as_str().unwrap().contains(said), "{refused:#}");
    }
    let mut names: Vec<_> = folder
        .path()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| !name.starts_with("archweave.db"));
    names.sort();
    assert_eq!(names, ["cells.git", "example.git", "grid.git"], "nothing half made is left");
}

#[test]
fn nobody_else_makes_models() {
    let host = Host::one();
    let question = "{ canCreateModels }";
    assert_eq!(host.ask(question, &json!({}))["canCreateModels"], false, "no folder of models is served");
    assert_eq!(code(&host.ask_as(None, CREATE, &json!({ "name": "grid" })).json()), "FORBIDDEN");
    let editor = host.token("Ed", "editor", &[]);
    assert_eq!(host.ask_as(Some(&editor), question, &json!({})).json()["data"]["canCreateModels"], false);
    assert_eq!(code(&host.ask_as(Some(&editor), CREATE, &json!({ "name": "grid" })).json()), "FORBIDDEN");
}
