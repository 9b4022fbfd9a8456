//! CDEvents: the samples of the standard, the ways to send one, and what each sort says.

use std::error::Error;
use std::path::{Path, PathBuf};

use archweave_interchange::events::{Headers, Hook, cdevents};
use jsonschema::{Retrieve, Uri};
use serde_json::{Value, json};

use crate::{check_fact, facts, mention, read};

/// The standard as it was published, beside this project where there is a copy.
fn standard() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standards/cdevents/0.5.1");
    let found = folder.is_dir().then_some(folder);
    if found.is_none() {
        println!("skipped: there is no copy of the CDEvents standard");
    }
    found
}

struct Links(PathBuf);

impl Retrieve for Links {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Value, Box<dyn Error + Send + Sync>> {
        let name = uri.as_str().rsplit('/').next().unwrap_or_default();
        Ok(serde_json::from_slice(&std::fs::read(self.0.join(format!("schemas/links/{name}.json")))?)?)
    }
}

fn samples(folder: &Path) -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder.join("conformance")).unwrap().map(|entry| entry.unwrap().path());
    let mut samples: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap())
        })
        .collect();
    samples.sort_by(|a, b| a.0.cmp(&b.0));
    samples
}

#[test]
fn the_samples_of_the_standard_are_accepted() {
    let Some(folder) = standard() else { return };
    let samples = samples(&folder);
    assert_eq!(samples.len(), 45);
    for (name, sample) in samples {
        let schema = folder.join(format!("schemas/{}.json", name.replace('_', "")));
        let schema: Value = serde_json::from_slice(&std::fs::read(schema).unwrap()).unwrap();
        let validator = jsonschema::options().with_retriever(Links(folder.clone())).build(&schema).unwrap();
        assert!(validator.is_valid(&sample), "{name} is no valid sample");

        let events = read(Hook::Cdevents, &[], &sample).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(events.len(), 1, "{name}");
        assert_eq!(events[0].sort, sample["context"]["type"].as_str().unwrap());
        assert_eq!(events[0].source, sample["context"]["source"].as_str().unwrap());
        let (subject, predicate) = name.split_once('_').unwrap();
        let is_told = match subject {
            "change" | "build" | "incident" | "ticket" | "pipelinerun" | "taskrun" => true,
            "artifact" => predicate != "downloaded",
            // Without a version in its custom data.
            "service" => predicate != "published",
            "testcaserun" => matches!(predicate, "finished" | "skipped"),
            "testsuiterun" => predicate == "finished",
            _ => false,
        };
        assert_eq!(events[0].facts.len(), usize::from(is_told), "{name}");
    }
}

#[test]
fn what_we_build_on_samples_stays_valid() {
    let Some(folder) = standard() else { return };
    let schema: Value =
        serde_json::from_slice(&std::fs::read(folder.join("schemas/servicedeployed.json")).unwrap()).unwrap();
    let validator = jsonschema::options().with_retriever(Links(folder)).build(&schema).unwrap();
    assert!(validator.is_valid(&deployed(json!({ "archweave": { "share": 0.3 } }))));
}

fn cdevent(sort: &str, id: &str, content: Value, custom: Value) -> Value {
    let mut event = json!({
        "context": {
            "specversion": "0.5.1",
            "id": "e-1",
            "source": "ci.example.org/csc",
            "type": format!("dev.cdevents.{sort}"),
            "timestamp": "2026-07-14T20:10:00Z",
        },
        "subject": { "id": id, "content": content },
    });
    if !custom.is_null() {
        event["customData"] = custom;
    }
    event
}

fn deployed(custom: Value) -> Value {
    let content = json!({ "environment": { "id": "production" }, "artifactId": "pkg:oci/gateway@3.4.1" });
    cdevent("service.deployed.0.3.0", "gateway", content, custom)
}

#[test]
fn each_sort_says_its_fields() {
    let purl = "pkg:oci/gateway@3.4.1";
    let at = "2026-07-14T20:10:00Z";
    let place = json!({ "environment": { "id": "production" }, "artifactId": purl });
    let repository = json!({ "repository": { "id": "csc/gateway", "source": "https://git.example.org" } });
    for (sort, id, content, kind, key, fields) in [
        (
            "change.merged.0.3.0",
            "pull/12",
            repository.clone(),
            "app-change",
            "git.example.org/csc/gateway!pull/12",
            json!({ "merged_at": at, "repository": "git.example.org/csc/gateway", "opened_at": null }),
        ),
        (
            "change.created.0.4.0",
            "pull/12",
            json!({ "description": "Send notices\n\nImplements: REQ-103", "repository": repository["repository"] }),
            "app-change",
            "git.example.org/csc/gateway!pull/12",
            json!({ "opened_at": at, "mentions": [mention("REQ-103", "trailer")] }),
        ),
        (
            "build.finished.0.3.0",
            "4711",
            json!({ "artifactId": purl }),
            "build",
            "ci.example.org/csc#4711",
            json!({ "finished_at": at, "purl": purl, "result": "success" }),
        ),
        (
            "pipelinerun.finished.0.3.0",
            "4711",
            json!({ "pipelineName": "release", "outcome": "cancel", "uri": "https://ci.example.org/4711" }),
            "build",
            "ci.example.org/csc#4711",
            json!({ "result": "cancelled", "pipeline": "ci.example.org/csc/release", "run": "4711" }),
        ),
        (
            "artifact.packaged.0.3.0",
            purl,
            json!({ "change": { "id": "pull/12", "source": "https://git.example.org/csc/gateway" } }),
            "artifact-version",
            purl,
            json!({ "built_at": at, "changes": ["git.example.org/csc/gateway!pull/12"] }),
        ),
        (
            "artifact.signed.0.3.0",
            purl,
            json!({ "signature": "x" }),
            "artifact-version",
            purl,
            json!({ "signed_at": at }),
        ),
        (
            "service.upgraded.0.3.0",
            "gateway",
            place.clone(),
            "deployment",
            "ci.example.org/csc#e-1",
            json!({ "environment": "production", "service": "gateway", "purl": purl, "at": at, "result": "success" }),
        ),
        (
            "service.rolledback.0.3.0",
            "gateway",
            place.clone(),
            "deployment",
            "ci.example.org/csc#e-1",
            json!({ "kind": "rollback", "purl": purl }),
        ),
        (
            "service.removed.0.3.0",
            "gateway",
            json!({ "environment": { "id": "production" } }),
            "deployment",
            "ci.example.org/csc#e-1",
            json!({ "kind": "removal", "service": "gateway" }),
        ),
        (
            "incident.detected.0.3.0",
            "inc-7",
            json!({ "description": "late", "environment": { "id": "production" }, "artifactId": purl }),
            "incident",
            "ci.example.org/csc#inc-7",
            json!({ "title": "late", "detected_at": at, "purl": purl, "resolved_at": null }),
        ),
        (
            "incident.resolved.0.3.0",
            "inc-7",
            json!({ "description": "fine again", "environment": { "id": "production" } }),
            "incident",
            "ci.example.org/csc#inc-7",
            json!({ "title": null, "resolved_at": at, "detected_at": null }),
        ),
        (
            "ticket.closed.0.2.0",
            "CSC-103",
            json!({ "summary": "[REQ-103] Notices", "resolution": "completed", "uri": "https://t.example.org/CSC-103" }),
            "ticket",
            "ci.example.org/csc/CSC-103",
            json!({ "closed_at": at, "status": "closed", "resolution": "completed",
                    "mentions": [mention("CSC-103", "ticket"), mention("REQ-103", "guessed")] }),
        ),
        (
            "testcaserun.finished.0.3.0",
            "run-1",
            json!({ "outcome": "failure", "environment": { "id": "test" },
                    "testCase": { "id": "t", "name": "REQ-103: notices", "type": "security" } }),
            "verification",
            "ci.example.org/csc#run-1",
            json!({ "result": "failed", "kind": "security-scan", "environment": "test", "at": at,
                    "mentions": [mention("REQ-103", "guessed")] }),
        ),
        (
            "testsuiterun.finished.0.3.0",
            "run-2",
            json!({ "outcome": "success", "environment": { "id": "test" }, "testSuite": { "id": "all" } }),
            "verification",
            "ci.example.org/csc#run-2",
            json!({ "result": "passed", "kind": "test", "name": "all" }),
        ),
    ] {
        let events = read(Hook::Cdevents, &[], &cdevent(sort, id, content, Value::Null));
        check_fact(&events.unwrap_or_else(|error| panic!("{sort}: {error}")), kind, key, &fields);
    }
}

#[test]
fn custom_data_says_more() {
    let custom = json!({
        "team": "field", "requirements": ["REQ-103"], "share": 0.3, "target": "south", "commit": "8a1c0d",
        // Others' data of the same names.
        "kind": "blue-green", "replicas": 3, "release": { "id": 1 },
        "archweave": { "kind": "hotfix" },
    });
    let events = read(Hook::Cdevents, &[], &deployed(custom)).unwrap();
    let fields = json!({
        "team": "field", "share": 0.3, "target": "south", "commit": "8a1c0d", "kind": "hotfix",
        "release": null, "environment": "production", "mentions": [mention("REQ-103", "declared")],
    });
    check_fact(&events, "deployment", "ci.example.org/csc#e-1", &fields);

    for (custom, place) in [
        (json!({ "archweave": { "share": 30 } }), "customData.archweave.share"),
        (json!({ "archweave": { "shares": 0.3 } }), "customData.archweave.shares"),
        (json!({ "archweave": [] }), "customData.archweave"),
    ] {
        let error = read(Hook::Cdevents, &[], &deployed(custom)).unwrap_err();
        assert_eq!(error.place(), Some(place), "{error}");
    }

    // Published says no version, unless custom data does.
    let content = json!({ "environment": { "id": "production" } });
    let custom = json!({ "purl": "pkg:oci/gateway@3.4.1" });
    let events =
        read(Hook::Cdevents, &[], &cdevent("service.published.0.3.0", "gateway", content, custom)).unwrap();
    check_fact(&events, "deployment", "ci.example.org/csc#e-1", &json!({ "purl": "pkg:oci/gateway@3.4.1" }));

    let custom = Value::from("eyJ0ZWFtIjogImZpZWxkIn0=");
    let events = read(Hook::Cdevents, &[], &deployed(custom)).unwrap();
    assert_eq!(facts(&events)[0].2["team"], "field");
}

fn cloud(data: Value) -> Value {
    json!({
        "specversion": "1.0", "id": "e-1", "source": "ci.example.org/csc",
        "type": "dev.cdevents.service.deployed.0.3.0", "datacontenttype": "application/json", "data": data,
    })
}

fn send(media_type: &str, more: &[(&str, &str)], body: &Value) -> Result<usize, u16> {
    let mut headers = more.to_vec();
    headers.push(("content-type", media_type));
    let read = cdevents::read(&Headers::new(headers), body.to_string().as_bytes());
    read.map(|events| events.len()).map_err(|error| error.status())
}

#[test]
fn an_event_comes_in_four_ways() {
    let event = deployed(Value::Null);
    assert_eq!(send("application/cloudevents+json; charset=utf-8", &[], &cloud(event.clone())), Ok(1));
    let twice = json!([cloud(event.clone()), cloud(event.clone())]);
    assert_eq!(send("application/cloudevents-batch+json", &[], &twice), Ok(2));
    assert_eq!(send("application/cloudevents-batch+json", &[], &json!([])), Ok(0));
    assert_eq!(send("application/json", &[], &event), Ok(1));
    let binary = [
        ("ce-specversion", "1.0"),
        ("ce-id", "e-1"),
        ("ce-source", "ci.example.org/csc"),
        ("ce-type", "dev.cdevents.service.deployed.0.3.0"),
    ];
    assert_eq!(send("application/json", &binary, &event), Ok(1));
    let encoded = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, event.to_string());
    let mut whole = cloud(Value::Null);
    whole["data_base64"] = encoded.into();
    assert_eq!(send("application/cloudevents+json", &[], &whole), Ok(1));
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let event = deployed(Value::Null);
    for (media_type, headers, body, status) in [
        ("text/plain", &[][..], event.clone(), 415),
        ("", &[], event.clone(), 415),
        ("application/cloudevents+json", &[], event.clone(), 400),
        ("application/cloudevents+json", &[], json!({ "specversion": "0.3" }), 422),
        ("application/cloudevents+json", &[], json!({ "specversion": "1.0", "id": "e-1" }), 400),
        ("application/cloudevents-batch+json", &[], cloud(event.clone()), 400),
        ("application/json", &[("ce-id", "e-1")], event.clone(), 400),
        ("application/json", &[("ce-id", "e-2"), ("ce-specversion", "1.0")], event.clone(), 422),
        ("application/json", &[("ce-specversion", "2.0")], event.clone(), 422),
        ("application/json", &[], json!([event.clone()]), 400),
    ] {
        assert_eq!(send(media_type, headers, &body), Err(status), "{media_type} {body}");
    }
    let mut other = cloud(event);
    other["source"] = "elsewhere".into();
    assert_eq!(send("application/cloudevents+json", &[], &other), Err(422));
    let many: Vec<Value> = (0..1001).map(|_| other.clone()).collect();
    assert_eq!(send("application/cloudevents-batch+json", &[], &many.into()), Err(413));
}

#[test]
fn the_fields_that_every_event_has_are_needed() {
    let remove = |path: &str| {
        let mut event = deployed(Value::Null);
        let (outer, inner) = path.split_once('.').unwrap();
        event[outer].as_object_mut().unwrap().remove(inner);
        read(Hook::Cdevents, &[], &event).unwrap_err()
    };
    for path in [
        "context.specversion",
        "context.id",
        "context.source",
        "context.type",
        "context.timestamp",
        "subject.id",
        "subject.content",
    ] {
        let error = remove(path);
        assert_eq!((error.status(), error.place()), (400, Some(path)), "{error}");
    }
    let replace = |path: &str, value: &str| {
        let mut event = deployed(Value::Null);
        let (outer, inner) = path.split_once('.').unwrap();
        event[outer][inner] = value.into();
        read(Hook::Cdevents, &[], &event)
    };
    for (path, wrong) in [
        ("context.specversion", "0.6.0"),
        ("context.specversion", "0.30"),
        ("context.timestamp", "yesterday"),
        ("context.type", "service.deployed"),
        ("context.type", "dev.cdevents.service"),
        ("context.type", "dev.cdevents.service.deployed"),
        ("context.type", "dev.cdevents..deployed.0.3.0"),
    ] {
        let error = replace(path, wrong).unwrap_err();
        assert_eq!((error.status(), error.place()), (422, Some(path)), "{error}");
    }
    for version in ["0.3.0", "0.4.1", "0.5.0-draft", "0.5.1"] {
        assert!(replace("context.specversion", version).is_ok(), "{version}");
    }
    let custom = replace("context.type", "dev.cdeventsx.quality-gate.passed.0.1.0").unwrap();
    assert!(custom[0].facts.is_empty());
}
