//! GraphQL over the bundled example: what is asked is answered, and what must not be asked is refused.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_api::graphql::{Gateway, Question};
use archweave_app::{App, Destination, Import, ImportOutcome, Signature, Time};
use serde_json::{Value, json};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/customer-centre")
}

fn gateway(paths: &[PathBuf]) -> Gateway {
    Gateway::new(Arc::new(App::open(paths, None).unwrap()))
}

async fn ask_with(gateway: &Gateway, query: &str, variables: Value) -> Value {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let answer = gateway.answer(body.as_bytes()).await;
    // The second time the answer may come from memory; it must be the same.
    let again = gateway.answer(body.as_bytes()).await;
    assert_eq!(answer.body, again.body);
    serde_json::from_slice(&answer.body).unwrap()
}

async fn ask(gateway: &Gateway, query: &str) -> Value {
    let answer = ask_with(gateway, query, json!({})).await;
    assert_eq!(answer.get("errors"), None, "{query}\n{answer}");
    answer["data"].clone()
}

async fn code(gateway: &Gateway, query: &str) -> String {
    let answer = ask_with(gateway, query, json!({})).await;
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or("none").to_owned()
}

#[actix_web::test]
async fn questions_about_the_example_are_answered() {
    let gateway = gateway(&[example()]);
    let one = ask(
        &gateway,
        r#"{ model { name title(language: "zh") languages element(id: "app-ticket") {
        name zh: name(language: "zh") layer kindId kind { label(language: "zh") cell }
        owners { business { text element { name } } } lifecycle { state since }
        classification { cells isConfirmed } property(key: "criticality")
        outgoing(kinds: ["composition"]) { totalCount nodes { target { conceptId name } } } } } }"#,
    )
    .await;
    assert_eq!(
        one["model"],
        json!({
            "name": "customer-centre", "title": "客户服务中心", "languages": ["en", "zh"],
            "element": {
                "name": "Work-order system", "zh": "工单系统", "layer": "application", "kindId": "application-component",
                "kind": { "label": "应用组件", "cell": "architect.how" },
                "owners": { "business": { "text": "org-ops", "element": { "name": "Operations department" } } },
                "lifecycle": { "state": "active", "since": "2014-05-01" },
                "classification": { "cells": ["architect.how"], "isConfirmed": false },
                "property": "1",
                "outgoing": { "totalCount": 1, "nodes": [{ "target": { "conceptId": "api-order", "name": "Work-order API" } }] },
            }
        })
    );
    let confirmed =
        ask(&gateway, r#"{ model { element(id: "ui-desk") { classification { cells isConfirmed } } } }"#)
            .await;
    assert_eq!(
        confirmed["model"]["element"]["classification"],
        json!({ "cells": ["engineer.who"], "isConfirmed": true })
    );
    let filtered = ask(
        &gateway,
        r#"{ model { elements(filter: { kinds: ["work-package"] }) { nodes { elementId } } } }"#,
    )
    .await;
    // Trials are work packages, too.
    let nodes = filtered["model"]["elements"]["nodes"].as_array().unwrap();
    let ids: Vec<&str> = nodes.iter().map(|node| node["elementId"].as_str().unwrap()).collect();
    assert!(
        ids.is_sorted()
            && ["wp-contact", "wp-kb", "wp-outage", "wp-quality"].iter().all(|id| ids.contains(id))
    );
    assert!(ids.contains(&"tr-map"), "a trial is a work package: {ids:?}");
    let searched =
        ask(&gateway, r#"{ model { search(text: "工单系统") { totalCount nodes { elementId } } } }"#).await;
    assert!(
        searched["model"]["search"]["nodes"]
            .as_array()
            .unwrap()
            .contains(&json!({ "elementId": "app-ticket" }))
    );
    let path = ask(&gateway, r#"{ model { paths(from: "ev-call", to: "bp-identify", direction: OUT) { element { elementId } relation { kindId } } } }"#).await;
    assert_eq!(
        path["model"]["paths"],
        json!([[
            { "element": { "elementId": "bp-call" }, "relation": { "kindId": "triggering" } },
            { "element": { "elementId": "bp-identify" }, "relation": { "kindId": "triggering" } },
        ]])
    );
    let impact = ask(&gateway, r#"{ model { element(id: "ss-pg") { impact(depth: 2) { nodes { depth element { elementId } } } } } }"#).await;
    let impact = impact["model"]["element"]["impact"]["nodes"].as_array().unwrap().clone();
    assert!(impact.contains(&json!({ "depth": 1, "element": { "elementId": "ts-db" } })), "{impact:?}");
    assert!(impact.contains(&json!({ "depth": 2, "element": { "elementId": "app-ticket" } })), "{impact:?}");
    let views = ask(&gateway, r#"{ model { view(id: "landscape") { viewpoint nodes { shows } svg } diagnostics { totalCount } metamodel { allowedCount kinds { kindId } } } }"#).await;
    assert_eq!(views["model"]["view"]["viewpoint"], "landscape");
    assert!(views["model"]["view"]["svg"].as_str().unwrap().starts_with("<svg"));
    assert_eq!(views["model"]["diagnostics"]["totalCount"], 0);
    assert_eq!(views["model"]["metamodel"]["allowedCount"], 11_569);
    assert_eq!(
        ask(&gateway, "{ model { element(id: \"nobody\") { name } } }").await["model"]["element"],
        Value::Null
    );
}

#[actix_web::test]
async fn pages_cover_a_list_once_and_ids_lead_back() {
    let gateway = gateway(&[example()]);
    let mut seen: Vec<String> = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = "query($after: String) { model { elements(first: 37, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id elementId } } } }";
        let page =
            ask_with(&gateway, query, json!({ "after": after })).await["data"]["model"]["elements"].clone();
        for node in page["nodes"].as_array().unwrap() {
            seen.push(node["elementId"].as_str().unwrap().into());
            if seen.len().is_multiple_of(50) {
                let again = ask_with(
                    &gateway,
                    "query($id: ID!) { node(id: $id) { ... on Element { elementId } } }",
                    json!({ "id": node["id"] }),
                )
                .await;
                assert_eq!(again["data"]["node"]["elementId"], node["elementId"]);
            }
        }
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], seen.len());
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(seen, sorted);
    let relations = ask(&gateway, "{ model { relations(first: 500) { totalCount nodes { id relationId sourceId } } stats { relationships } } }").await;
    assert_eq!(relations["model"]["relations"]["totalCount"], relations["model"]["stats"]["relationships"]);
    let first = &relations["model"]["relations"]["nodes"][0];
    let again = ask_with(
        &gateway,
        "query($id: ID!) { node(id: $id) { ... on Relation { relationId sourceId } } }",
        json!({ "id": first["id"] }),
    )
    .await;
    assert_eq!(again["data"]["node"]["relationId"], first["relationId"]);
}

#[actix_web::test]
async fn what_must_not_be_asked_is_refused_with_a_code() {
    let gateway = gateway(&[example()]);
    let deep = format!(
        "{{ model {{ element(id: \"bp-call\") {} }} }}",
        "{ outgoing { nodes { target { ... on Element ".repeat(6) + "{ name }" + &" } } } }".repeat(6)
    );
    let wide = format!("{{ model {{ {} }} }}", (0..150).map(|n| format!("a{n}: name ")).collect::<String>());
    let many = format!("{{ model {{ {} }} }}", "name ".repeat(3_000));
    let dear =
        "{ model { elements(first: 500) { nodes { outgoing(first: 500) { nodes { target { name } } } } } } }";
    for (query, expected) in [
        ("{ model { ", "GRAPHQL_PARSE_FAILED"),
        ("{ nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "BAD_REQUEST"),
        ("{ model(name: \"other\") { name } }", "NOT_FOUND"),
        ("{ model(at: \"main\") { name } }", "NOT_FOUND"),
        ("{ model { elements(first: 501) { totalCount } } }", "INVALID"),
        ("{ model { elements(first: -1) { totalCount } } }", "INVALID"),
        ("{ model { elements(after: \"???\") { totalCount } } }", "INVALID"),
        ("{ model { elements(filter: { kinds: [\"nothing\"] }) { totalCount } } }", "INVALID"),
        ("{ model { elements(filter: { layers: [\"nothing\"] }) { totalCount } } }", "INVALID"),
        ("{ model { elements(filter: { cells: [\"nothing\"] }) { totalCount } } }", "INVALID"),
        ("{ model { search(text: \" \") { totalCount } } }", "INVALID"),
        ("{ model { element(id: \"bp-call\") { impact(depth: 99) { totalCount } } } }", "INVALID"),
        ("{ node(id: \"nonsense\") { __typename } }", "INVALID"),
        (&deep, "LIMITED"),
        (&wide, "LIMITED"),
        (&many, "LIMITED"),
        (dear, "LIMITED"),
    ] {
        assert_eq!(code(&gateway, query).await, expected, "{query:.100}");
    }
    for body in ["", "[]", "{", "{\"query\": 5}", "{\"query\": \"{version}\", \"variables\": 3}"] {
        let answer = gateway.answer(body.as_bytes()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(std::str::from_utf8(&answer.body).unwrap().contains("BAD_REQUEST"), "{body}");
    }
}

fn author(day: i64) -> Signature {
    Signature { name: "A".into(), email: "a@example.org".into(), time: Time::utc(day * 86_400 + 43_200) }
}

#[actix_web::test]
async fn every_revision_answers_and_a_kept_answer_follows_its_branch() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    let write = |name: &str| {
        std::fs::create_dir_all(source.join("elements")).unwrap();
        std::fs::write(source.join("archweave.yaml"), "format: 1\nname: M\n").unwrap();
        std::fs::write(source.join("elements/g.yaml"), format!("id: g\nkind: goal\nname: {name}\n")).unwrap();
    };
    let repository = folder.path().join("m.git");
    let store = |day: i64| -> String {
        let import = Import::read(&source, "").unwrap();
        let to = Destination { path: repository.clone(), branch: None, author: author(day), message: None };
        match import.store(&to).unwrap() {
            ImportOutcome::Committed { revision, .. } => revision.to_string(),
            other => panic!("{other:?}"),
        }
    };
    write("First");
    let first = store(20_000);
    let gateway = gateway(std::slice::from_ref(&repository));
    let name = async |at: &str| -> Value {
        let query = "query($at: String) { model(at: $at) { revision element(id: \"g\") { id name } } }";
        let body = json!({ "query": query, "variables": { "at": at } }).to_string();
        let answer = gateway.answer(body.as_bytes()).await;
        serde_json::from_slice::<Value>(&answer.body).unwrap()["data"]["model"].clone()
    };
    assert_eq!(name("").await["element"]["name"], "First");
    write("Second");
    let second = store(20_010);
    // Names are looked up again after some milliseconds.
    std::thread::sleep(std::time::Duration::from_millis(50));
    assert_eq!(name("").await["element"]["name"], "Second");
    assert_eq!(name("").await["revision"], second);
    assert_eq!(name("main").await["element"]["name"], "Second");
    assert_eq!(name(&first).await["element"]["name"], "First");
    // Day 20,005 is 2024-10-09: after the first commit, before the second.
    assert_eq!(name("2024-10-09").await["element"]["name"], "First");
    assert_ne!(name(&first).await["element"]["id"], name("main").await["element"]["id"]);
    assert_eq!(name("2000-01-01").await, Value::Null);
    // What is not there yet is not remembered as missing.
    assert_eq!(name("later").await, Value::Null);
    write("Third");
    let import = Import::read(&source, "").unwrap();
    let branch = Some("later".to_owned());
    let to = Destination { path: repository.clone(), branch, author: author(20_020), message: None };
    import.store(&to).unwrap();
    assert_eq!(name("later").await["element"]["name"], "Third");
    let history = ask(&gateway, "{ model { branches { name isDefault } history { totalCount nodes { revision title author } } element(id: \"g\") { history { nodes { revision } } } } }").await;
    assert_eq!(
        history["model"]["branches"],
        json!([{ "name": "later", "isDefault": false }, { "name": "main", "isDefault": true }])
    );
    assert_eq!(history["model"]["history"]["totalCount"], 2);
    assert_eq!(
        history["model"]["history"]["nodes"],
        json!([
            { "revision": second, "title": "Import source", "author": "A" },
            { "revision": first, "title": "Import source", "author": "A" },
        ])
    );
    assert_eq!(history["model"]["element"]["history"]["nodes"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn one_question_may_be_asked_without_a_server() {
    let gateway = gateway(&[example()]);
    let question = Question { query: "{ version }".into(), ..Question::default() };
    let answer = gateway.execute(&question).await;
    assert_eq!(answer.status, 200);
}
