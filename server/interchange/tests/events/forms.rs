//! The plain form with its schema, and the form of Argo CD's notifications.

use std::collections::BTreeSet;

use archweave_interchange::events::fields::{self, Form};
use archweave_interchange::events::{Hook, plain, schema};
use archweave_model::delivery::{Record, RecordKind};
use serde_json::{Map, Value, json};

use crate::{check_fact, facts, mention, read};

fn event(word: &str, record: Value) -> Value {
    let mut event = json!({ "id": "e-1", "source": "ci.example.org/csc", "at": "2026-07-14T20:10:00+08:00" });
    event[word] = record;
    event
}

#[test]
fn each_record_has_a_key() {
    for (word, record, key) in [
        ("deployment", json!({ "environment": "production" }), "ci.example.org/csc#e-1"),
        ("deployment", json!({ "key": "d-1", "environment": "production" }), "d-1"),
        (
            "change",
            json!({ "repository": "https://git.example.org/csc/gateway.git", "reference": "pull/12" }),
            "git.example.org/csc/gateway!pull/12",
        ),
        ("build", json!({ "pipeline": "release", "run": 4711 }), "release#4711"),
        ("artifact", json!({ "purl": "pkg:oci/gateway@3.4.1" }), "pkg:oci/gateway@3.4.1"),
        ("artifact-version", json!({ "purl": "pkg:oci/gateway@3.4.1" }), "pkg:oci/gateway@3.4.1"),
        (
            "verification",
            json!({ "kind": "business-acceptance", "result": "passed" }),
            "ci.example.org/csc#e-1",
        ),
        ("incident", json!({ "title": "late" }), "ci.example.org/csc#e-1"),
        ("defect", json!({ "escaped": true }), "ci.example.org/csc#e-1"),
        ("release", json!({ "name": "2026.07" }), "2026.07"),
        ("need", json!({ "text": "When is the power back?", "kind": "enquiry" }), "ci.example.org/csc#e-1"),
        ("ticket", json!({ "system": "jira.example.org", "number": "CSC-103" }), "jira.example.org/CSC-103"),
        ("ticket", json!({ "system": "github.com/acme/a", "number": "#7" }), "github.com/acme/a#7"),
        ("metric", json!({ "indicator": "i-notify", "value": 4.0 }), "i-notify@2026-07-14T12:10:00Z"),
        (
            "metric",
            json!({ "indicator": "i-notify", "value": 4.0, "element": "app-sms" }),
            "i-notify@2026-07-14T12:10:00Z#app-sms",
        ),
        ("assessment", json!({ "dimension": "talent", "stage": "construction" }), "talent@2026-07-14"),
    ] {
        let events =
            read(Hook::Events, &[], &event(word, record)).unwrap_or_else(|error| panic!("{word}: {error}"));
        assert_eq!(facts(&events)[0].1, key);
        assert_eq!(events[0].at.to_string(), "2026-07-14T12:10:00Z");
    }
}

#[test]
fn a_deployment_says_what_it_does_not_write() {
    let mut body = event(
        "deployment",
        json!({ "purl": "pkg:oci/gateway@3.4.1", "requirements": ["REQ-103"], "share": 0.3 }),
    );
    check_fact(
        &read(Hook::Events, &[], &body).unwrap(),
        "deployment",
        "ci.example.org/csc#e-1",
        &json!({
            "result": "success", "at": "2026-07-14T12:10:00Z", "share": 0.3, "mentions": [mention("REQ-103", "declared")],
        }),
    );
    body["deployment"]["result"] = "failure".into();
    check_fact(
        &read(Hook::Events, &[], &body).unwrap(),
        "deployment",
        "ci.example.org/csc#e-1",
        &json!({ "result": "failure", "at": null }),
    );
    body["deployment"]["result"] = "pending".into();
    check_fact(
        &read(Hook::Events, &[], &body).unwrap(),
        "deployment",
        "ci.example.org/csc#e-1",
        &json!({ "at": null, "started_at": "2026-07-14T12:10:00Z" }),
    );
}

#[test]
fn several_come_in_a_list() {
    let own = json!({ "source": "other", "id": "1", "at": "2026-07-14", "release": { "name": "a" } });
    let shared = json!({ "id": "2", "at": "2026-07-14", "release": { "name": "b" } });
    let body = json!({ "source": "ci.example.org", "events": [own, shared] });
    let events = read(Hook::Events, &[], &body).unwrap();
    let sources: Vec<&str> = events.iter().map(|event| event.source.as_str()).collect();
    assert_eq!(sources, ["other", "ci.example.org"]);
}

#[test]
fn without_an_id_what_says_the_same_is_the_same() {
    let id = |text: &str| {
        let value: Value = serde_json::from_str(text).unwrap();
        read(Hook::Events, &[], &value).unwrap()[0].id.clone()
    };
    let first = id(r#"{"source":"a","at":"2026-07-14","release":{"name":"x","url":"u"}}"#);
    assert_eq!(first, id(r#"{ "release": {"url":"u", "name":"x"}, "at":"2026-07-14", "source":"a" }"#));
    assert_ne!(first, id(r#"{"source":"a","at":"2026-07-15","release":{"name":"x","url":"u"}}"#));
}

#[test]
fn what_is_not_known_is_refused_by_its_name() {
    let deployment = |fields: Value| event("deployment", fields);
    for (body, status, place) in [
        (deployment(json!({ "enviroment": "production" })), 400, "deployment.enviroment"),
        (deployment(json!({ "share": 30 })), 422, "deployment.share"),
        (deployment(json!({ "kind": "blue-green" })), 422, "deployment.kind"),
        (deployment(json!({ "at": "today" })), 422, "deployment.at"),
        (deployment(json!({ "environment": "" })), 422, "deployment.environment"),
        (deployment(json!({ "environment": ["production"] })), 422, "deployment.environment"),
        (deployment(json!({ "environment": "x".repeat(4001) })), 422, "deployment.environment"),
        (deployment(json!({ "requirements": [""] })), 422, "deployment.requirements"),
        (
            deployment(json!({ "mentions": [{ "sort": "requirement", "text": "R", "basis": "by-hand" }] })),
            422,
            "deployment.mentions[0]",
        ),
        (
            deployment(json!({ "mentions": [{ "sort": "planet", "text": "R" }] })),
            422,
            "deployment.mentions[0]",
        ),
        (deployment(json!({ "mentions": [{ "txt": "R" }] })), 400, "deployment.mentions[0].txt"),
        (deployment(json!({ "key": 7 })), 400, "deployment.key"),
        (deployment(json!([])), 400, "deployment"),
        (event("metric", json!({ "value": "many", "indicator": "i" })), 422, "metric.value"),
        (event("metric", json!({ "value": 1 })), 400, "metric.indicator"),
        (event("need", json!({ "priority": 5 })), 422, "need.priority"),
        (event("need", json!({ "retain_until": "2026" })), 422, "need.retain_until"),
        (event("need", json!({ "requirements": ["REQ-1"] })), 400, "need.requirements"),
        (event("change", json!({ "repository": "git.example.org/a" })), 400, "change.reference"),
        (event("shipment", json!({})), 400, "shipment"),
        (json!({ "id": "1", "source": "a", "at": "2026-07-14" }), 400, "event"),
        (json!({ "id": "1", "at": "2026-07-14", "release": { "name": "a" } }), 400, "source"),
        (json!({ "id": "1", "source": "a", "incident": { "title": "a" } }), 400, "at"),
        (json!({ "id": 1, "source": "a", "at": "2026-07-14", "release": { "name": "a" } }), 400, "id"),
        (
            json!({ "id": "x".repeat(256), "source": "a", "at": "2026-07-14", "release": { "name": "a" } }),
            422,
            "id",
        ),
        (json!({ "source": "a", "at": "2026-07-14", "release": { "name": "a" }, "need": {} }), 400, "need"),
        (json!({ "source": "a", "events": [{ "relese": {} }] }), 400, "events[0].relese"),
        (json!({ "source": "a", "events": {} }), 400, "events"),
        (json!({ "events": [], "at": "2026-07-14" }), 400, "at"),
        (json!([]), 400, "body"),
        (event("release", json!({ "name": "a\u{0}" })), 422, "body"),
    ] {
        let error = read(Hook::Events, &[], &body).unwrap_err();
        assert_eq!((error.status(), error.place()), (status, Some(place)), "{error}");
    }
    let name = "x".repeat(501);
    let error = read(Hook::Events, &[], &event("release", json!({ "name": name }))).unwrap_err();
    assert_eq!(error.status(), 422, "{error}");
}

/// A value that a field takes.
fn sample(form: Form) -> Value {
    match form {
        Form::Text => "text".into(),
        Form::Time => "2026-07-14T12:10:00Z".into(),
        Form::Day => "2026-07-14".into(),
        Form::Count => 7.into(),
        Form::Rank => 2.into(),
        Form::Number => json!(1.5),
        Form::Share => json!(0.5),
        Form::Flag => true.into(),
        Form::Choice(words) => words[0].into(),
        Form::Purl => "pkg:oci/gateway@3.4.1".into(),
        Form::Repository => "git.example.org/csc/gateway".into(),
        Form::Texts => json!(["text"]),
        Form::Purls => json!(["pkg:oci/gateway@3.4.1"]),
    }
}

fn full(kind: RecordKind) -> Map<String, Value> {
    fields::of(kind).iter().map(|field| (field.name.to_owned(), sample(field.form))).collect()
}

#[test]
fn the_table_of_fields_is_that_of_the_records() {
    for kind in RecordKind::ALL {
        let fields = full(*kind);
        let whole = json!({ kind.name(): fields });
        let record: Record = serde_json::from_value(whole.clone()).unwrap();
        // Every field of the table is one of the record, with this type.
        assert_eq!(serde_json::to_value(&record).unwrap(), whole);
        // And the other way round: the record, written out for people, names no other field.
        let shown = format!("{record:?}");
        let names: BTreeSet<&str> = shown
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':'))
            .filter_map(|word| word.strip_suffix(':'))
            .collect();
        let mut known: BTreeSet<&str> = fields.keys().map(String::as_str).collect();
        if fields::has_mentions(*kind) {
            known.insert("mentions");
        }
        assert_eq!(names.into_iter().filter(|name| !name.is_empty()).collect::<BTreeSet<_>>(), known);
    }
}

#[test]
fn the_schema_agrees_with_the_reader() {
    let schema = jsonschema::draft7::new(&schema::plain()).unwrap();
    let mut bodies: Vec<(Value, bool)> = Vec::new();
    for kind in RecordKind::ALL {
        bodies.push((event(fields::word(*kind), full(*kind).into()), true));
        bodies.push((event(fields::word(*kind), json!({ "wrong": 1 })), false));
    }
    let release = json!({ "at": "2026-07-14", "release": { "name": "a" } });
    bodies.push((json!({ "source": "a", "events": [release.clone(), release.clone()] }), true));
    bodies.push((release, false));
    bodies.push((json!({ "source": "a", "at": "2026-07-14" }), false));
    bodies.push((event("deployment", json!({ "share": 2 })), false));
    bodies.push((event("deployment", json!({ "kind": "canary" })), false));
    bodies.push((event("deployment", json!({ "mentions": [{ "sort": "planet", "text": "a" }] })), false));
    bodies.push((event("deployment", json!({ "mentions": [{ "sort": "demand", "text": "a" }] })), true));
    for (body, is_right) in bodies {
        assert_eq!(plain::of_json(&body).is_ok(), is_right, "{body}");
        assert_eq!(schema.is_valid(&body), is_right, "{body}");
    }
}

#[test]
fn a_sync_of_argo_cd_deploys_what_it_runs() {
    let mut body = json!({
        "application": "message-gateway", "server": "argocd.example.org", "environment": "production",
        "target": "south", "phase": "Succeeded", "health": "Healthy",
        "started_at": "2026-07-14T20:08:00Z", "finished_at": "2026-07-14T20:10:00Z",
        "repository": "https://git.example.org/csc/deploy.git", "revision": "8a1c0d",
        "images": ["registry.example.org/csc/message-gateway:3.4.1", "registry.example.org/csc/proxy@sha256:ab"],
        "requirements": ["REQ-103"],
    });
    let events = read(Hook::Argocd, &[], &body).unwrap();
    assert_eq!(events[0].source, "argocd.example.org");
    let found = facts(&events);
    let sync = "argocd.example.org/message-gateway@2026-07-14T20:08:00Z";
    let keys: Vec<&str> = found.iter().map(|found| found.1.as_str()).collect();
    assert_eq!(keys, [format!("{sync}#pkg:oci/message-gateway"), format!("{sync}#pkg:oci/proxy")]);
    crate::check_one(
        &found[0],
        "deployment",
        &format!("{sync}#pkg:oci/message-gateway"),
        &json!({
            "purl": "pkg:oci/message-gateway@3.4.1", "result": "success", "at": "2026-07-14T20:10:00Z",
            "target": "south", "service": "message-gateway", "mentions": [mention("REQ-103", "declared")],
        }),
    );
    // While it runs it is the same deployment, but another event.
    body["phase"] = "Running".into();
    let running = read(Hook::Argocd, &[], &body).unwrap();
    assert_eq!(running[0].facts[0].key, events[0].facts[0].key);
    assert_ne!(running[0].id, events[0].id);
    for (name, value, status) in [
        ("phase", json!("Done"), 422),
        ("images", json!([]), 400),
        ("images", json!(["gateway"]), 422),
        ("images", json!([7]), 422),
        ("application", Value::Null, 400),
        ("finished_at", json!("soon"), 0),
        ("kind", json!("canary"), 422),
        ("colour", json!("green"), 400),
    ] {
        let mut wrong = body.clone();
        wrong[name] = value;
        let found = read(Hook::Argocd, &[], &wrong).map_or_else(|error| error.status(), |_| 0);
        assert_eq!(found, status, "{name}");
    }
}

#[test]
fn a_fact_that_is_written_is_read_back() {
    for kind in RecordKind::ALL {
        let mut fields = full(*kind);
        if fields::has_mentions(*kind) {
            fields.insert("requirements".to_owned(), json!(["REQ-103"]));
        }
        let events = plain::of_json(&event(fields::word(*kind), fields.into())).unwrap();
        let again = plain::of_json(&plain::written(&events[0].facts[0])).unwrap();
        assert_eq!(events[0].facts, again[0].facts);
    }
}
