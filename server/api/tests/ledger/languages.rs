//! What the ledger says in words: by names that programs know, and in English and Chinese.

use serde_json::{Value, json};

use crate::world::World;

#[test]
fn states_of_a_trace_are_names_and_sentences() {
    let world = World::told();
    world.ask(r#"mutation { recordTicket(model: "small", records: [{ system: "jira", number: "CSC-1", status: "In Arbeit", createdAt: "2026-01-20T00:00:00Z", mentions: ["req-2"] }]) { key } }"#);
    // For a third of the users, for an hour.
    world.ask(r#"mutation { recordDeployment(model: "small", records: [{ key: "canary", environment: "env-prod", purl: "pkg:oci/app@1.1.1", at: "2026-02-06T00:00:00Z", result: "success", share: 0.3 }]) { key } }"#);
    let answer = world.ask(
        r#"{ model { trace(requirement: "req-2", at: "2026-02-06") {
            nodes { nodeId label zhName: label(language: "zh-CN")
                state { names delivery share decision effect outcome deploymentKind sentence zh: sentence(language: "zh-CN") } }
            edges { to { nodeId } meaning words zh: words(language: "zh-CN") } } } }"#,
    );
    let trace = &answer["model"]["trace"];
    let state = |id: &str| {
        let nodes = trace["nodes"].as_array().unwrap();
        let node =
            nodes.iter().find(|node| node["nodeId"] == id).unwrap_or_else(|| panic!("{id}: {trace:#}"));
        // What is none is left out.
        let said = node["state"].as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
        Value::Object(said.map(|(key, value)| (key.clone(), value.clone())).collect())
    };
    for (id, expected) in [
        (
            "requirement:req-2",
            json!({ "names": ["agreed"], "decision": "AGREED", "sentence": "agreed", "zh": "已确认" }),
        ),
        (
            "environment:env-prod",
            json!({ "names": ["live"], "delivery": "LIVE", "share": 0.3, "sentence": "live for 30% of users", "zh": "已对 30% 用户上线" }),
        ),
        (
            "change:git.example.org/app!pull/3",
            json!({ "names": ["merged"], "outcome": "MERGED", "sentence": "merged", "zh": "已合入" }),
        ),
        (
            "deployment:env-prod/pkg:oci/app@1.1.1@2026-02-05T00:00:00Z",
            json!({ "names": ["hotfix", "success"], "outcome": "SUCCESS", "deploymentKind": "HOTFIX",
                "sentence": "hotfix, succeeded", "zh": "热修复、成功" }),
        ),
        ("ticket:jira/CSC-1", json!({ "names": ["In Arbeit"], "sentence": "In Arbeit", "zh": "In Arbeit" })),
        (
            "indicator:i-wait",
            json!({ "names": ["no-data"], "effect": "NO_DATA", "sentence": "no values yet", "zh": "暂无数据" }),
        ),
    ] {
        assert_eq!(state(id), expected, "{id}");
    }
    let nodes = trace["nodes"].as_array().unwrap();
    let root = nodes.iter().find(|node| node["nodeId"] == "requirement:req-2").unwrap();
    assert_eq!((&root["label"], &root["zhName"]), (&json!("Order by app"), &json!("应用下单")));
    let edges = trace["edges"].as_array().unwrap();
    let edge = edges.iter().find(|edge| edge["to"]["nodeId"] == "ticket:jira/CSC-1").unwrap();
    assert_eq!(
        (&edge["meaning"], &edge["words"], &edge["zh"]),
        (&json!("TRACKED_BY"), &json!("tracked by"), &json!("跟踪于"))
    );
}

#[test]
fn why_a_name_is_not_matched_is_said_in_both_languages() {
    let world = World::told();
    world.ask(r#"mutation { recordDeployment(model: "small", records: [{ key: "d", environment: "moon", purl: "pkg:oci/app@9", at: "2026-03-01T00:00:00Z", result: "success" }]) { key } }"#);
    let answer = world
        .ask(r#"{ model { unmatched { nodes { sort text code reason zh: reason(language: "zh-CN") } } } }"#);
    assert_eq!(
        answer["model"]["unmatched"]["nodes"],
        json!([{ "sort": "ENVIRONMENT", "text": "moon", "code": "UNKNOWN",
            "reason": "the model has no environment of this name; add it to `aliases` of the environment, or match it by hand",
            "zh": "模型中没有此名称的环境；请将其加入该环境的 `aliases`，或人工匹配" }])
    );
}

#[test]
fn names_are_found_in_the_nearest_language() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { element(id: "req-2") { a: name(language: "zh") b: name(language: "zh-CN") c: name(language: "zh-Hans-CN") d: name(language: "fr") } } }"#,
    );
    assert_eq!(
        answer["model"]["element"],
        json!({ "a": "应用下单", "b": "应用下单", "c": "应用下单", "d": "Order by app" })
    );
}

/// What is in a release is known also of a version of which nobody said when it was built.
#[test]
fn a_version_without_its_time_of_building_was_reported() {
    let world = World::told();
    let query = r#"{ model { whatIsIn(place: { release: "2.0" }) { versions { version unknownCode unknownReason zh: unknownReason(language: "zh") } requirements { elementId } } } }"#;
    world.ask(r#"mutation { recordRelease(model: "small", records: [{ name: "2.0", at: "2026-03-02T00:00:00Z", purls: ["pkg:oci/app@2.0.0"] }]) { key } }"#);
    let unknown = world.ask(query)["model"]["whatIsIn"].clone();
    let version = &unknown["versions"][0];
    assert_eq!(
        (&version["unknownCode"], &unknown["requirements"]),
        (&json!("not-reported"), &json!([])),
        "{unknown}"
    );
    assert_eq!(version["zh"], "此版本未上报，因此不知其包含的变更；请在构建时发送制品事件");
    world.ask(r#"mutation { recordArtifact(model: "small", records: [{ purl: "pkg:oci/app@2.0.0", commit: "c9" }]) { key } }"#);
    let reported = world.ask(query)["model"]["whatIsIn"]["versions"].clone();
    assert_eq!(
        reported,
        json!([{ "version": "2.0.0", "unknownCode": null, "unknownReason": null, "zh": null }])
    );
    // Its place among the versions of its package is that of its first deployment.
    world.ask(r#"mutation { recordDeployment(model: "small", records: [{ environment: "env-test", purl: "pkg:oci/app@2.0.0", at: "2026-03-01T00:00:00Z", result: "success" }]) { key } }"#);
    let held = world.ask(query)["model"]["whatIsIn"]["requirements"].clone();
    assert_eq!(held, json!([{ "elementId": "req-1" }, { "elementId": "req-2" }]));
}

/// A change that was closed, opened again and merged is merged, whatever is heard of first.
#[test]
fn what_was_opened_again_is_not_given_up() {
    let closed = r#"{ statementId: "closed", repository: "git.example.org/app", reference: "pull/9", openedAt: "2026-03-01T00:00:00Z", abandonedAt: "2026-03-02T00:00:00Z", mentions: ["req-3"] }"#;
    let reopened = r#"{ statementId: "again", repository: "git.example.org/app", reference: "pull/9", reopenedAt: "2026-03-03T00:00:00Z" }"#;
    let merged = r#"{ statementId: "merged", repository: "git.example.org/app", reference: "pull/9", mergedAt: "2026-03-04T00:00:00Z" }"#;
    for order in [[closed, reopened, merged], [merged, reopened, closed], [reopened, closed, merged]] {
        let world = World::told();
        for record in order {
            world.ask(&format!(
                r#"mutation {{ recordChange(model: "small", records: [{record}]) {{ key }} }}"#
            ));
        }
        for (at, state, outcome) in [
            ("2026-03-01T12:00:00Z", "BUILDING", "OPEN"),
            ("2026-03-02T12:00:00Z", "NOT_STARTED", "ABANDONED"),
            ("2026-03-03T12:00:00Z", "BUILDING", "OPEN"),
            ("2026-03-04T12:00:00Z", "BUILDING", "MERGED"),
        ] {
            let query = format!(
                r#"{{ model {{ trace(requirement: "req-3", at: "{at}") {{ whereabouts {{ state }} nodes {{ step state {{ outcome }} }} }} }} }}"#
            );
            let trace = world.ask(&query)["model"]["trace"].clone();
            let nodes = trace["nodes"].as_array().unwrap();
            let change = nodes.iter().find(|node| node["step"] == "change").unwrap();
            assert_eq!(
                (&trace["whereabouts"]["state"], &change["state"]["outcome"]),
                (&json!(state), &json!(outcome)),
                "{at}"
            );
        }
        let now = world.ask(r#"{ model { whereIs(requirement: "req-3") { state } } }"#);
        assert_eq!(now["model"]["whereIs"]["state"], "BUILDING");
    }
}
