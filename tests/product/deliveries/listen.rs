//! Who listens to deliveries hears what is reported, and of one requirement or environment only what may be
//! about it.

use serde_json::{Value, json};

use super::super::api::socket::{Said, Socket};
use super::site::Site;

/// Messages until the answer to a question that was asked after all of them.
fn heard(socket: &mut Socket, question: &str) -> Vec<(String, Value)> {
    socket.subscribe(question, "{ models { name } }");
    let mut found = Vec::new();
    loop {
        let Said::Message(message) = socket.hear() else { panic!("closed") };
        let id = message["id"].as_str().unwrap_or_default().to_owned();
        match message["type"].as_str() {
            Some("complete") if id == question => break,
            Some("next") if id != question => {
                found.push((id, message["payload"]["data"]["deliveryChanged"].clone()));
            }
            _ => {}
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn who_listens_hears_what_may_be_about_what_is_asked() {
    let site = Site::over(None);
    let mut socket = Socket::begin(site.address, &json!(null));
    for (id, of) in
        [("all", ""), ("env-prod", ", environment: \"env-prod\""), ("req-13", ", requirement: \"req-13\"")]
    {
        let query = format!(
            "subscription {{ deliveryChanged(model: \"centre\"{of}) {{ model position requirements environments isAnything }} }}"
        );
        socket.subscribe(id, &query);
    }
    assert_eq!(heard(&mut socket, "q0"), []);
    let deployment = |key: &str, environment: &str, requirements: &[&str]| {
        json!({ "source": "ci", "id": key, "at": "2026-07-14T20:10:00Z", "deployment": { "key": key,
            "environment": environment, "purl": "pkg:oci/gateway@1", "result": "success",
            "mentions": requirements.iter().map(|id| json!({ "sort": "requirement", "text": id, "basis": "declared" })).collect::<Vec<_>>() } })
    };
    let mut last = 0;
    for (number, (event, who, requirements, environments)) in [
        (
            deployment("d-1", "env-test", &["req-13"]),
            &["all", "req-13"][..],
            json!(["req-13"]),
            json!(["env-test"]),
        ),
        (
            deployment("d-2", "env-prod", &["req-13"]),
            &["all", "env-prod", "req-13"],
            json!(["req-13"]),
            json!(["env-prod"]),
        ),
        // What names no requirement may be about any.
        (deployment("d-3", "env-prod", &[]), &["all", "env-prod", "req-13"], json!([]), json!(["env-prod"])),
        (deployment("d-4", "somewhere", &[]), &["all", "env-prod", "req-13"], json!([]), json!([])),
        // What was there before is no news.
        (deployment("d-4", "somewhere", &[]), &[], json!([]), json!([])),
    ]
    .into_iter()
    .enumerate()
    {
        site.tell(event);
        let told = heard(&mut socket, &format!("q{}", number + 1));
        let ids: Vec<&str> = told.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, who, "{number}: {told:?}");
        let mut position = last;
        for (_, event) in &told {
            let is_anything = requirements == json!([]) && environments == json!([]);
            assert_eq!(
                (&event["model"], &event["requirements"], &event["environments"], &event["isAnything"]),
                (&json!("centre"), &requirements, &environments, &json!(is_anything)),
                "{number}"
            );
            position = event["position"].as_i64().unwrap();
            assert!(position > last, "{number}: {position} after {last}");
        }
        last = position;
    }
    let now = site.ask("{ model { ledgerPosition } }", json!({}));
    assert_eq!(now["model"]["ledgerPosition"], json!(last));
    // Other models are not heard of.
    socket.subscribe("other", "subscription { deliveryChanged(model: \"other\") { position } }");
    let Said::Message(refused) = socket.hear() else { panic!("closed") };
    assert_eq!(
        (&refused["type"], &refused["payload"][0]["extensions"]["code"]),
        (&json!("error"), &json!("NOT_FOUND"))
    );
}
