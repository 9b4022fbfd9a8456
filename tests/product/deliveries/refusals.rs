//! What a hook refuses: each bad request has its status and a stable code, nothing of it is stored, and
//! the server goes on.

use serde_json::{Value, json};

use super::site::{SECRET, Site, seconds, signature};
use super::story::push;
use crate::support::http::request;
use crate::support::program::succeed;

const JSON: (&str, &str) = ("Content-Type", "application/json");
const AT: &str = "2026-07-14T20:10:00Z";

/// An event in the plain form with this record.
fn plain(record: Value) -> String {
    let mut event = json!({ "source": "ci.example.org", "id": "1", "at": AT });
    event.as_object_mut().unwrap().extend(record.as_object().unwrap().clone());
    event.to_string()
}

/// What it is, the hook, its headers and its body; the status and the code that it gets.
type Case = (&'static str, &'static str, Vec<(String, String)>, String, u16, &'static str);

#[test]
fn bad_requests_have_a_status_and_a_code_and_change_nothing() {
    let site = Site::over(None);
    let position =
        |site: &Site| site.ask("{ model { ledgerPosition } }", json!({}))["model"]["ledgerPosition"].clone();
    let before = position(&site);
    let good = plain(json!({ "deployment": { "environment": "production", "purl": "pkg:oci/gateway@1" } }));
    let many: Vec<Value> = (0..1_001).map(|n| json!({ "id": n.to_string() })).collect();
    let deep = format!("{}{}", "[".repeat(80), "]".repeat(80));
    let pushed = push(&"1".repeat(40), "Implements: REQ-13", seconds()).to_string();
    let (signed, other) = (signature(SECRET, &pushed), signature("another-secret-0123456789", &pushed));
    let github = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
        let usual = [JSON, ("X-GitHub-Event", "push"), ("X-GitHub-Delivery", "d-1")];
        usual.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let of = |headers: &[(&str, &str)]| -> Vec<(String, String)> {
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let context = |version: &str| {
        json!({ "specversion": version, "id": "c-1", "source": "/ci", "timestamp": AT,
        "type": "dev.cdevents.service.deployed.0.2.0" })
    };
    let cdevent = |version: &str| {
        json!({ "context": context(version),
        "subject": { "id": "gateway", "content": { "environment": { "id": "test" } } } })
        .to_string()
    };
    let cloud = |id: &str| {
        json!({ "specversion": "1.0", "id": id, "source": "/ci", "type": "dev.cdevents.service.deployed.0.2.0",
        "data": serde_json::from_str::<Value>(&cdevent("0.5.0")).unwrap() }).to_string()
    };
    let structured = of(&[("Content-Type", "application/cloudevents+json")]);
    let (json, gitlab) =
        (of(&[JSON]), of(&[JSON, ("X-Gitlab-Event", "Push Hook"), ("X-Gitlab-Token", "guess")]));

    let cases: Vec<Case> = vec![
        ("no JSON", "events", json.clone(), "{".into(), 400, "MALFORMED"),
        ("a list", "events", json.clone(), "[]".into(), 400, "MALFORMED"),
        ("no record", "events", json.clone(), plain(json!({})), 400, "MALFORMED"),
        ("an unknown record", "events", json.clone(), plain(json!({ "shipment": {} })), 400, "MALFORMED"),
        (
            "an unknown field",
            "events",
            json.clone(),
            plain(json!({ "deployment": { "colour": "red" } })),
            400,
            "MALFORMED",
        ),
        (
            "two records",
            "events",
            json.clone(),
            plain(json!({ "build": {}, "deployment": {} })),
            400,
            "MALFORMED",
        ),
        (
            "no source",
            "events",
            json.clone(),
            json!({ "id": "1", "at": AT, "build": {} }).to_string(),
            400,
            "MALFORMED",
        ),
        (
            "no time",
            "events",
            json.clone(),
            json!({ "source": "ci", "deployment": {} }).to_string(),
            400,
            "MALFORMED",
        ),
        ("no key", "events", json.clone(), plain(json!({ "build": {} })), 400, "MALFORMED"),
        ("nothing", "events", json.clone(), String::new(), 400, "MALFORMED"),
        (
            "an odd share",
            "events",
            json.clone(),
            plain(json!({ "deployment": { "share": 2 } })),
            422,
            "INVALID",
        ),
        (
            "an odd kind",
            "events",
            json.clone(),
            plain(json!({ "deployment": { "kind": "canary" } })),
            422,
            "INVALID",
        ),
        (
            "an odd time",
            "events",
            json.clone(),
            plain(json!({ "at": "yesterday", "deployment": {} })),
            422,
            "INVALID",
        ),
        (
            "a zero in a text",
            "events",
            json.clone(),
            plain(json!({ "need": { "text": "a\0b" } })),
            422,
            "INVALID",
        ),
        (
            "a hand that is none",
            "events",
            json.clone(),
            plain(json!({ "deployment": { "mentions": [
            { "sort": "requirement", "text": "req-13", "basis": "by-hand" }] } })),
            422,
            "INVALID",
        ),
        ("deep", "events", json.clone(), deep, 422, "INVALID"),
        (
            "too many",
            "events",
            json.clone(),
            json!({ "source": "ci", "events": many }).to_string(),
            413,
            "LIMITED",
        ),
        ("too large", "events", json.clone(), " ".repeat((8 << 20) + 1), 413, "LIMITED"),
        ("too large alone", "cdevents", json.clone(), " ".repeat((1 << 20) + 1), 413, "LIMITED"),
        (
            "a form",
            "events",
            of(&[("Content-Type", "application/x-www-form-urlencoded")]),
            good.clone(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        ("no type", "events", of(&[]), good.clone(), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (
            "a coding",
            "events",
            of(&[JSON, ("Content-Encoding", "br")]),
            good.clone(),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (
            "signed for nobody",
            "events",
            of(&[JSON, ("webhook-signature", "v1,AAAA")]),
            good.clone(),
            401,
            "UNAUTHENTICATED",
        ),
        ("no secret", "gitlab", gitlab, "{}".into(), 401, "UNAUTHENTICATED"),
        ("not signed", "github", github(&[]), pushed.clone(), 401, "UNAUTHENTICATED"),
        (
            "another secret",
            "github",
            github(&[("X-Hub-Signature-256", &other)]),
            pushed.clone(),
            401,
            "UNAUTHENTICATED",
        ),
        (
            "another body",
            "github",
            github(&[("X-Hub-Signature-256", &signed)]),
            pushed.replace("REQ-13", "REQ-12"),
            401,
            "UNAUTHENTICATED",
        ),
        (
            "half signed",
            "github",
            github(&[("X-Hub-Signature-256", &signed[..40])]),
            pushed.clone(),
            401,
            "UNAUTHENTICATED",
        ),
        (
            "an old signature",
            "github",
            github(&[("X-Hub-Signature", "sha1=0123456789012345678901234567890123456789")]),
            pushed.clone(),
            401,
            "UNAUTHENTICATED",
        ),
        (
            "no event",
            "github",
            of(&[JSON, ("X-Hub-Signature-256", &signed)]),
            pushed.clone(),
            400,
            "MALFORMED",
        ),
        ("an old version", "cdevents", json.clone(), cdevent("0.1.0"), 422, "INVALID"),
        ("no context", "cdevents", json.clone(), "{}".into(), 400, "MALFORMED"),
        ("no specversion", "cdevents", of(&[JSON, ("ce-id", "c-1")]), cdevent("0.5.0"), 400, "MALFORMED"),
        ("two ids", "cdevents", structured, cloud("c-2"), 422, "INVALID"),
        ("another model", "events?model=nowhere", json.clone(), good.clone(), 404, "NOT_FOUND"),
        ("no such hook", "svn", json.clone(), good.clone(), 404, "NOT_FOUND"),
    ];
    let mut wrong = Vec::new();
    for (name, hook, headers, body, status, code) in cases {
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = site.post(hook, &headers, &body);
        if let Err(what) = is_problem(&answer, status, code) {
            wrong.push(format!("{name}: {what}"));
        }
    }
    let got = request(site.address, "GET", "/hooks/events", &[], "");
    wrong.extend(is_problem(&got, 405, "METHOD_NOT_ALLOWED").err().map(|what| format!("GET: {what}")));
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), site.said());
    assert_eq!(position(&site), before, "nothing was stored");

    assert_eq!(site.send("events", &[JSON], &good)["stored"], 1);
    let spaced = good.replace(',', " ,\n ");
    assert_eq!(site.send("events", &[JSON], &spaced)["duplicate"], 1, "the same in other words");
    let changed = good.replace("gateway@1", "gateway@2");
    let answer = site.post("events", &[JSON], &changed);
    is_problem(&answer, 409, "CONFLICT").unwrap();
    assert_eq!(answer.json()["conflicts"], json!(["1"]), "{}", answer.text());
    let purls = site.ask("{ model { deployments { nodes { purl } } } }", json!({}));
    assert_eq!(
        purls["model"]["deployments"]["nodes"],
        json!([{ "purl": "pkg:oci/gateway@1" }]),
        "the first stays"
    );
}

#[test]
fn only_editors_report_where_tokens_are_needed() {
    let site = Site::over(None);
    let database = site.folder.path().join("archweave.db");
    let token = |name: &str, role: &str| -> String {
        let email = format!("{name}@example.org");
        let words =
            ["token", "add", name, "--email", &email, "--role", role, "--format", "json", "--database"];
        let made = succeed(words.into_iter().chain([database.to_str().unwrap()]));
        format!("Bearer {}", serde_json::from_str::<Value>(&made).unwrap()["secret"].as_str().unwrap())
    };
    let (reader, editor) = (token("rita", "reader"), token("edna", "editor"));
    let body = plain(json!({ "deployment": { "environment": "production", "purl": "pkg:oci/gateway@1" } }));
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while site.post("events", &[JSON], &body).status != 401 {
        assert!(std::time::Instant::now() < limit, "the server asks for no token");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    is_problem(&site.post("events", &[JSON], &body), 401, "UNAUTHENTICATED").unwrap();
    is_problem(
        &site.post("events", &[JSON, ("Authorization", "Bearer awt_wrong")], &body),
        401,
        "UNAUTHENTICATED",
    )
    .unwrap();
    is_problem(&site.post("events", &[JSON, ("Authorization", &reader)], &body), 403, "FORBIDDEN").unwrap();
    let answer = site.post("events", &[JSON, ("Authorization", &editor)], &body);
    assert_eq!(answer.status, 202, "{}", answer.text());
    let pushed = push(&"1".repeat(40), "Implements: REQ-13", seconds()).to_string();
    let headers = [
        JSON,
        ("X-GitHub-Event", "push"),
        ("X-GitHub-Delivery", "d-1"),
        ("X-Hub-Signature-256", &signature(SECRET, &pushed)),
    ];
    assert_eq!(site.post("github", &headers, &pushed).status, 202, "who signs needs no token");
}

/// Whether an answer is a problem (RFC 9457) with this status and code, and says what to do.
fn is_problem(answer: &crate::support::http::Answer, status: u16, code: &str) -> Result<(), String> {
    let kind = answer.header("content-type");
    let found: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let is_right = answer.status == status
        && kind == "application/problem+json"
        && found["status"] == status
        && found["title"] == code
        && found["detail"].as_str().is_some_and(|detail| detail.len() > 10);
    if is_right {
        Ok(())
    } else {
        Err(format!("expected {status} {code}, got {} {kind}: {}", answer.status, answer.text()))
    }
}
