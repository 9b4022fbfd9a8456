//! Names that the model does not have are listed with the reason, and stand for something as soon as
//! the model learns them or a person says it; and who listens hears what is reported.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::questions::{list, text, word};
use super::site::{Site, seconds, time};
use crate::product::api::socket::{Said, Socket};

/// Asks until it is so: reports follow the model a moment later.
fn eventually(what: &str, expected: &Value, ask: impl Fn() -> Value) {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let found = ask();
        if found == *expected {
            return;
        }
        assert!(Instant::now() < until, "{what}: expected {expected}, found {found}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn unmatched(site: &Site) -> Value {
    let names = site.ask(
        "{ model { unmatched { nodes { sort text code reason count exampleKind exampleKey } } } }",
        json!({}),
    );
    let names = list(&names["model"]["unmatched"]["nodes"]).map(|one| {
        assert!(text(&one["reason"]).len() > 20, "{one}");
        let words = [word(&one["sort"]), text(&one["text"]), word(&one["code"]), one["count"].to_string()];
        format!("{} in {} {}", words.join(" "), word(&one["exampleKind"]), text(&one["exampleKey"]))
    });
    names.collect()
}

/// What runs in production: artifact, version, and why it is not known what is in it.
fn running(site: &Site) -> Value {
    let field = "whatIsIn(place: { environment: \"env-prod\" }) { versions { version artifact { elementId } unknownCode } }";
    let answer = site.ask(&format!("{{ model {{ {field} }} }}"), json!({}));
    let versions = list(&answer["model"]["whatIsIn"]["versions"]);
    let one = |one: &Value| {
        format!(
            "{} {} {}",
            text(&one["artifact"]["elementId"]),
            text(&one["version"]),
            text(&one["unknownCode"])
        )
    };
    versions.map(one).collect()
}

#[test]
fn a_name_stands_for_something_once_the_model_or_a_person_knows_it() {
    let site = Site::over(None);
    let deploy = |id: &str, environment: &str| {
        site.tell(json!({ "source": "ci.example.org", "id": id, "at": time(seconds()),
            "deployment": { "key": id, "environment": environment, "purl": "pkg:oci/notifier@1" } }))
    };
    let receipt = deploy("d-1", "prod-eu");
    let told: Vec<String> = list(&receipt["unmatched"])
        .map(|one| format!("{} {} {}", text(&one["sort"]), text(&one["text"]), text(&one["code"])))
        .collect();
    assert_eq!(told, ["artifact pkg:oci/notifier unknown", "environment prod-eu unknown"]);
    let artifact = "artifact pkg:oci/notifier unknown 1 in deployment d-1";
    assert_eq!(unmatched(&site), json!([artifact, "environment prod-eu unknown 1 in deployment d-1"]));
    assert_eq!(running(&site), json!([]));
    deploy("d-2", "prod-eu");
    assert_eq!(unmatched(&site)[1], "environment prod-eu unknown 2 in deployment d-1");

    let external = json!([{ "system": "cmdb", "id": "prod-eu" }]);
    site.edit("The name of the CMDB", json!([{ "update": { "item": "element/env-prod", "fields": [{ "path": ["external"], "to": external }] } }]));
    let artifact = artifact.replace("1 in", "2 in");
    eventually("the model knows it", &json!([artifact]), || unmatched(&site));
    assert_eq!(running(&site), json!([" 1 no-artifact"]));

    let by_hand = "mutation($sort: ReferenceSort!, $text: String!, $element: String) {
        matchReference(model: \"centre\", sort: $sort, text: $text, element: $element) }";
    site.ask(by_hand, json!({ "sort": "ARTIFACT", "text": "pkg:oci/notifier", "element": "art-gateway" }));
    assert_eq!(unmatched(&site), json!([]));
    assert_eq!(running(&site), json!(["art-gateway 1 not-reported"]));
    site.edit("A notifier", json!([{ "create": { "item": "element/art-notifier", "fields": { "kind": "artifact", "name": "Notifier",
        "properties": { "purl": "pkg:oci/notifier" } } } }]));
    assert_eq!(running(&site), json!(["art-gateway 1 not-reported"]), "what a person said stays");

    deploy("d-3", "somewhere");
    assert_eq!(unmatched(&site), json!(["environment somewhere unknown 1 in deployment d-3"]));
    site.ask(by_hand, json!({ "sort": "ENVIRONMENT", "text": "somewhere" }));
    assert_eq!(unmatched(&site), json!([]), "set aside");
    assert_eq!(deploy("d-4", "somewhere")["stored"], 1);
    assert_eq!(unmatched(&site), json!([]), "for good");
}

#[test]
fn who_listens_hears_of_a_deployment() {
    let site = Site::over(None);
    let mut socket = Socket::begin(site.address, &json!(null));
    let listen = "subscription { deliveryChanged(model: \"centre\", environment: \"env-prod\") { model environments isAnything position } }";
    socket.subscribe("1", listen);
    // What is asked after it is answered after it.
    socket.subscribe("2", "{ models { name } }");
    let Said::Message(first) = socket.hear() else { panic!("closed") };
    assert_eq!((&first["id"], &first["type"]), (&json!("2"), &json!("next")), "{first}");
    assert_eq!(socket.hear(), Said::Message(json!({ "id": "2", "type": "complete" })));
    for (id, environment) in [("d-1", "test"), ("d-2", "production")] {
        site.tell(json!({ "source": "ci.example.org", "id": id, "at": time(seconds()),
            "deployment": { "environment": environment, "purl": "pkg:oci/gateway@1" } }));
    }
    let event = socket.next()["data"]["deliveryChanged"].clone();
    assert_eq!(event["environments"], json!(["env-prod"]), "that of the test system is not told: {event}");
    assert_eq!((&event["model"], &event["isAnything"]), (&json!("centre"), &json!(false)));
    let position = site.ask("{ model { ledgerPosition } }", json!({}))["model"]["ledgerPosition"].clone();
    assert_eq!(event["position"], position);
}
