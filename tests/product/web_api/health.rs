//! Findings: counted, filtered, mended with a click, and over time.

use serde_json::{Value, json};

use super::{code_of, commit_given, grown};
use crate::product::api::{Host, git};

/// A model with a mistake that somebody pushed past the server.
fn mistaken() -> Host {
    let host = grown();
    let work = host.folder.path().join("careless");
    git(host.folder.path(), &["clone", "-q", host.repository("centre").to_str().unwrap(), "careless"]);
    let path = work.join("elements/business/business-actor/desk.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}lifecycle: actve\nowner: crm\nrelations:\n  - serving: ghost\n"))
        .unwrap();
    git(&work, &["commit", "-qam", "Careless"]);
    // Straight into the repository: a push through the server would be refused.
    git(&work, &["push", "-q", "origin", "HEAD:main"]);
    host
}

const FOUND: &str = "query($kind: String, $owner: String, $subject: String, $code: String) { model {
    diagnostics(kind: $kind, owner: $owner, subject: $subject, code: $code) { totalCount nodes {
        code title(language: \"zh\") message(language: \"zh\") fixes { title(language: \"zh\") edits } } } } }";

fn found(host: &Host, variables: &Value) -> Value {
    host.ask(FOUND, variables)["model"]["diagnostics"].clone()
}

#[test]
fn findings_are_counted_filtered_and_mended() {
    let host = mistaken();
    let counts = |by: &str| {
        let query = format!(
            "{{ model {{ diagnosticCounts(by: {by}) {{ key label(language: \"zh\") errors warnings infos total }} }} }}"
        );
        host.ask(&query, &json!({}))["model"]["diagnosticCounts"].clone()
    };
    let total = found(&host, &json!({}))["totalCount"].as_u64().unwrap();
    for by in ["CODE", "KIND", "OWNER", "SEVERITY"] {
        let all = counts(by);
        let sum: u64 = all.as_array().unwrap().iter().map(|count| count["total"].as_u64().unwrap()).sum();
        assert_eq!(sum, total, "{by}: every finding once: {all:#}");
    }
    let by_code = counts("CODE");
    let dangling =
        by_code.as_array().unwrap().iter().find(|count| count["key"] == "dangling-relation").unwrap();
    assert_eq!(
        (&dangling["errors"], &dangling["label"]),
        (&json!(1), &json!("关系的起点或终点不在模型中。"))
    );
    let of_kind = found(&host, &json!({ "kind": "business-actor" }));
    assert_eq!(of_kind["totalCount"], 2, "{of_kind:#}");
    assert_eq!(found(&host, &json!({ "owner": "crm" }))["totalCount"], 2);
    assert_eq!(found(&host, &json!({ "subject": "desk" }))["totalCount"], 1);

    for (code, title) in [("dangling-relation", "删除该关系"), ("bad-lifecycle", "将 `state` 设为 `active`")]
    {
        let one = found(&host, &json!({ "code": code }))["nodes"][0].clone();
        assert!(one["message"].as_str().unwrap().contains('`'), "{one:#}");
        let fix = &one["fixes"][0];
        assert_eq!(fix["title"], title, "{one:#}");
        commit_given(&host, &fix["edits"]);
        assert_eq!(found(&host, &json!({ "code": code }))["totalCount"], 0, "{code}");
    }
}

#[test]
fn health_over_time_counts_each_commit_by_what_it_was() {
    let host = mistaken();
    let query = "query($m: Int! = 12, $f: String) { model { healthTrend(moments: $m, from: $f) { at revision errors warnings elements } } }";
    let trend = host.ask(query, &json!({ "m": 60 }))["model"]["healthTrend"].clone();
    let trend = trend.as_array().unwrap();
    let last = trend.last().unwrap();
    assert_eq!(
        (&last["revision"], &last["errors"], &last["elements"]),
        (&json!(host.head("main")), &json!(2), &json!(4))
    );
    let first = &trend[0];
    assert_eq!(first["errors"], 0, "{trend:#?}");
    let again = host.ask(query, &json!({ "m": 60 }))["model"]["healthTrend"].clone();
    assert_eq!(again.as_array().unwrap(), trend);
    assert_eq!(host.ask(query, &json!({ "m": 1 }))["model"]["healthTrend"].as_array().unwrap().len(), 1);
    for variables in [json!({ "m": 0 }), json!({ "m": 61 }), json!({ "f": "yesterday" })] {
        assert_eq!(code_of(&host, query, &variables), "INVALID", "{variables}");
    }
}
