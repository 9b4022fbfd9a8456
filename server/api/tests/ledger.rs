//! The ledger over GraphQL: a small model with a history, events that are posted, and questions at several
//! times. What is expected was worked out by hand from the story in `ledger/story.rs`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "ledger/languages.rs"]
mod languages;
#[path = "ledger/series.rs"]
mod series;
#[path = "server/mod.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod server;
#[path = "ledger/story.rs"]
mod story;
#[path = "ledger/world.rs"]
mod world;

use serde_json::{Value, json};
use world::World;

/// State, since and version of a requirement in an environment, at times.
#[test]
fn a_requirement_is_where_it_was_at_every_time() {
    let world = World::told();
    let (one, fix) = ("pkg:oci/app@1.1.0", "pkg:oci/app@1.1.1");
    for (requirement, at, environment, state, since, version) in [
        ("req-2", "2026-01-18", "env-prod", "NOT_STARTED", None, None),
        ("req-2", "2026-01-21", "env-prod", "BUILDING", Some("2026-01-19T08:00:00Z"), None),
        ("req-2", "2026-01-26", "env-prod", "BUILT", Some("2026-01-25T00:00:00Z"), Some(one)),
        ("req-2", "2026-02-01T12:00:00Z", "env-prod", "LIVE", Some("2026-02-01T00:00:00Z"), Some(one)),
        ("req-2", "2026-02-03", "env-prod", "ROLLED_BACK", Some("2026-02-02T00:00:00Z"), Some(one)),
        ("req-2", "2026-02-06", "env-prod", "LIVE", Some("2026-02-05T00:00:00Z"), Some(fix)),
        (
            "req-1",
            "2026-01-14T06:00:00Z",
            "env-test",
            "VERIFIED",
            Some("2026-01-14T00:00:00Z"),
            Some("pkg:oci/app@1.0.0"),
        ),
        (
            "req-1",
            "2026-01-14T18:00:00Z",
            "env-test",
            "DEPLOYED",
            Some("2026-01-14T12:00:00Z"),
            Some("pkg:oci/app@1.0.0"),
        ),
        ("req-1", "2026-02-03", "env-prod", "LIVE", Some("2026-01-15T00:00:00Z"), Some("pkg:oci/app@1.0.0")),
        ("req-3", "2026-02-06", "env-prod", "NOT_STARTED", None, None),
    ] {
        let query = format!(
            r#"{{ model {{ whereIs(requirement: "{requirement}", at: "{at}") {{
                standings {{ environment {{ elementId }} state since version }} }} }} }}"#
        );
        let answer = world.ask(&query);
        let standings = answer["model"]["whereIs"]["standings"].as_array().unwrap();
        let there = standings.iter().find(|one| one["environment"]["elementId"] == environment).unwrap();
        // Before work began there may be a version that does not have it yet.
        let expected = json!({ "environment": { "elementId": environment }, "state": state, "since": since, "version": version });
        assert_eq!(*there, expected, "{requirement} at {at}");
    }
}

#[test]
fn a_link_is_suspect_from_the_change_of_the_statement_until_somebody_affirms_it() {
    let world = World::told();
    let suspect = |at: &str| {
        let query = format!(
            r#"{{ model {{ whereIs(requirement: "req-1", at: "{at}") {{ links(suspect: true) {{ kind key suspectSince }} }} }} }}"#
        );
        world.ask(&query)["model"]["whereIs"]["links"].clone()
    };
    assert_eq!(suspect("2026-02-28"), json!([]));
    let links = suspect("2026-03-25");
    let keys: Vec<&str> =
        links.as_array().unwrap().iter().map(|link| link["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&"git.example.org/app!pull/1"), "{links}");
    for link in links.as_array().unwrap() {
        assert_eq!(link["suspectSince"], "2026-03-01T00:00:00Z", "{links}");
    }
    let affirmed = world.ask(
        r#"mutation { affirmLink(model: "small", requirement: "req-1", kind: CHANGE, key: "git.example.org/app!pull/1", note: "read again") }"#,
    );
    assert_eq!(affirmed["affirmLink"], true);
    let now =
        world.ask(r#"{ model { whereIs(requirement: "req-1") { links { key suspectSince affirmedBy } } } }"#);
    let links = now["model"]["whereIs"]["links"].as_array().unwrap().clone();
    let change = links.iter().find(|link| link["key"] == "git.example.org/app!pull/1").unwrap();
    assert_eq!((&change["suspectSince"], &change["affirmedBy"]), (&Value::Null, &json!("operator")));
    // What nobody affirmed stays as it was, and so does the past.
    assert!(links.iter().any(|link| !link["suspectSince"].is_null()), "{links:?}");
    assert_eq!(suspect("2026-03-25").as_array().unwrap().len(), keys.len());
    let refused = world.code(
        r#"mutation { affirmLink(model: "small", requirement: "req-3", kind: CHANGE, key: "git.example.org/app!pull/1") }"#,
    );
    assert_eq!(refused, "NOT_FOUND");
}

#[test]
fn the_trace_leads_from_the_demand_to_the_environment() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { trace(requirement: "req-2", at: "2026-02-06") { isCut
            nodes { nodeId step element { elementId } key } edges { from { nodeId } to { nodeId } words zh: words(language: "zh") basis } } } }"#,
    );
    let trace = &answer["model"]["trace"];
    assert_eq!(trace["isCut"], false);
    let steps: Vec<&str> =
        trace["nodes"].as_array().unwrap().iter().map(|n| n["step"].as_str().unwrap()).collect();
    let mut order = steps.clone();
    let all = [
        "need",
        "demand",
        "requirement",
        "element",
        "ticket",
        "change",
        "build",
        "version",
        "verification",
        "release",
        "deployment",
        "environment",
        "incident",
        "indicator",
    ];
    order.sort_by_key(|step| all.iter().position(|known| known == step));
    assert_eq!(steps, order, "nodes are in the order of the chain");
    let has = |from: &str, to: &str, words: &str| {
        let edges = trace["edges"].as_array().unwrap();
        let found = edges.iter().any(|edge| {
            edge["from"]["nodeId"] == from && edge["to"]["nodeId"] == to && edge["words"] == words
        });
        assert!(found, "{from} -{words}-> {to} is missing in {}", trace["edges"]);
    };
    has("demand:dem-1", "requirement:req-2", "split into");
    has("requirement:req-2", "element:app", "realized by");
    has("requirement:req-2", "change:git.example.org/app!pull/2", "implemented by");
    has("change:git.example.org/app!pull/2", "version:pkg:oci/app@1.1.0", "made");
    has("requirement:req-2", "release:rel-1", "released in");
    let deployed = "deployment:env-prod/pkg:oci/app@1.1.0@2026-02-01T00:00:00Z";
    has("version:pkg:oci/app@1.1.0", deployed, "deployed by");
    has(deployed, "environment:env-prod", "to");
    has(deployed, "incident:inc-1", "hit by");
}

#[test]
fn an_environment_has_what_ran_there_then() {
    let world = World::told();
    for (at, versions, requirements, missing) in [
        ("2026-01-10", vec![], vec![], vec![]),
        ("2026-01-20", vec!["1.0.0"], vec!["req-1"], vec![]),
        ("2026-02-01T12:00:00Z", vec!["1.1.0"], vec!["req-1", "req-2"], vec!["req-3"]),
        ("2026-02-03", vec!["1.0.0"], vec!["req-1"], vec!["req-2", "req-3"]),
        ("2026-02-06", vec!["1.1.1"], vec!["req-1", "req-2"], vec!["req-3"]),
    ] {
        let query = format!(
            r#"{{ model {{ whatIsIn(place: {{ environment: "env-prod" }}, at: "{at}") {{
                versions {{ version unknownCode }} requirements {{ elementId }} missing {{ elementId }} }} }} }}"#
        );
        let found = world.ask(&query)["model"]["whatIsIn"].clone();
        let list = |name: &str, key: &str| -> Vec<String> {
            found[name].as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(list("versions", "version"), versions, "{at}");
        assert_eq!(list("requirements", "elementId"), requirements, "{at}");
        assert_eq!(list("missing", "elementId"), missing, "{at}");
    }
    assert_eq!(world.code(r#"{ model { whatIsIn(place: { environment: "req-1" }) { at } } }"#), "NOT_FOUND");
    let release = world.ask(
        r#"{ model { whatIsIn(place: { release: "1.0" }) { element { elementId } at versions { version } requirements { elementId } missing { elementId } } } }"#,
    );
    assert_eq!(
        release["model"]["whatIsIn"],
        json!({
            "element": { "elementId": "rel-1" }, "at": "2026-02-01T00:00:00Z", "versions": [{ "version": "1.1.0" }],
            "requirements": [{ "elementId": "req-1" }, { "elementId": "req-2" }], "missing": [{ "elementId": "req-3" }],
        })
    );
}

#[test]
fn what_changed_is_the_difference_of_two_times() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { whatChanged(before: { place: { environment: "env-prod" }, at: "2026-01-20" },
            after: { place: { environment: "env-prod" }, at: "2026-02-01T12:00:00Z" }) {
            added { elementId package version } removed { elementId } versions { package before after } } } }"#,
    );
    assert_eq!(
        answer["model"]["whatChanged"],
        json!({
            "added": [{ "elementId": "req-2", "package": "pkg:oci/app", "version": "1.1.0" }], "removed": [],
            "versions": [{ "package": "pkg:oci/app", "before": ["1.0.0"], "after": ["1.1.0"] }],
        })
    );
    let back = world.ask(
        r#"{ model { whatChanged(before: { place: { environment: "env-prod" }, at: "2026-02-01T12:00:00Z" },
            after: { place: { environment: "env-prod" }, at: "2026-02-03" }) { added { elementId } removed { elementId } } } }"#,
    );
    assert_eq!(back["model"]["whatChanged"], json!({ "added": [], "removed": [{ "elementId": "req-2" }] }));
}

#[test]
fn an_incident_touches_what_depends_on_the_version_that_caused_it() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { impactOf(cause: { incident: "inc-1" }) { title deployment version hit { elementId }
            touched { sort element { elementId } path { elementId } } } } }"#,
    );
    let impact = &answer["model"]["impactOf"];
    assert_eq!(impact["title"], "Orders are slow");
    assert_eq!(impact["version"], "pkg:oci/app@1.1.0");
    assert_eq!(impact["hit"], json!([{ "elementId": "art-app" }]));
    let touched: Vec<(&str, &str)> = impact["touched"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["sort"].as_str().unwrap(), one["element"]["elementId"].as_str().unwrap()))
        .collect();
    // The image realizes the application, which realizes three requirements and serves a capability; the
    // requirements fulfil the goal.
    for expected in [
        ("REQUIREMENT", "req-2"),
        ("REQUIREMENT", "req-1"),
        ("COMPONENT", "app"),
        ("CAPABILITY", "cap-orders"),
        ("GOAL", "g-fast"),
    ] {
        assert!(touched.contains(&expected), "{expected:?} is missing in {touched:?}");
    }
    let goal = impact["touched"].as_array().unwrap().iter().find(|one| one["sort"] == "GOAL").unwrap();
    let path: Vec<&str> =
        goal["path"].as_array().unwrap().iter().map(|e| e["elementId"].as_str().unwrap()).collect();
    assert_eq!(path.last(), Some(&"g-fast"));
    assert_eq!(
        world.code(r#"{ model { impactOf(cause: { incident: "nothing" }) { title } } }"#),
        "NOT_FOUND"
    );
}

#[test]
fn the_board_shows_every_time_and_pages_without_gaps() {
    let world = World::told();
    let board = |at: &str| {
        let query = format!(
            r#"{{ model {{ board(at: "{at}") {{ columns {{ column count }} rows {{ totalCount nodes {{ elementId column state priority suspectLinks }} }} }} }} }}"#
        );
        world.ask(&query)["model"]["board"].clone()
    };
    let ids = |board: &Value| -> Vec<(String, String)> {
        let nodes = board["rows"]["nodes"].as_array().unwrap().iter();
        nodes
            .map(|row| {
                (row["elementId"].as_str().unwrap().into(), row["column"].as_str().unwrap_or("-").into())
            })
            .collect()
    };
    let rows = |of: &[(&str, &str)]| -> Vec<(String, String)> {
        of.iter().map(|(id, column)| ((*id).into(), (*column).into())).collect()
    };
    // By priority: req-1 and req-2 have 1, then urgency and id; req-3 has 2, req-4 none.
    assert_eq!(
        ids(&board("2026-01-05")),
        rows(&[("req-1", "AGREED"), ("req-2", "AGREED"), ("req-3", "PROPOSED"), ("req-4", "-")])
    );
    assert_eq!(
        ids(&board("2026-01-21")),
        rows(&[("req-1", "DEPLOYED"), ("req-2", "BUILDING"), ("req-3", "PROPOSED"), ("req-4", "-")])
    );
    assert_eq!(
        ids(&board("2026-02-06")),
        rows(&[("req-1", "MEASURED"), ("req-2", "DEPLOYED"), ("req-3", "PROPOSED"), ("req-4", "-")])
    );
    let mut seen = Vec::new();
    let mut after = String::new();
    for _ in 0..4 {
        let query = format!(
            r#"{{ model {{ board(at: "2026-02-06", sort: STATE, first: 1{after}) {{ rows {{ nodes {{ elementId }} pageInfo {{ endCursor hasNextPage }} }} }} }} }}"#
        );
        let page = world.ask(&query)["model"]["board"]["rows"].clone();
        seen.push(page["nodes"][0]["elementId"].as_str().unwrap().to_owned());
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        assert_eq!(page["pageInfo"]["hasNextPage"], seen.len() < 4);
    }
    assert_eq!(seen, ["req-1", "req-2", "req-3", "req-4"]);
    let live = world.ask(
        r#"{ model { board(at: "2026-02-06", filter: { state: LIVE, environment: "env-prod" }) { rows { totalCount } }
            owned: board(at: "2026-02-06", filter: { owner: "desk" }) { rows { nodes { elementId } } }
            named: board(at: "2026-02-06", filter: { text: "下单" }) { rows { nodes { elementId } } } } }"#,
    );
    assert_eq!(live["model"]["board"]["rows"]["totalCount"], 2);
    assert_eq!(live["model"]["owned"]["rows"]["nodes"], json!([{ "elementId": "req-1" }]));
    assert_eq!(live["model"]["named"]["rows"]["nodes"], json!([{ "elementId": "req-2" }]));
}

#[test]
fn now_is_what_is_true_after_all_that_was_reported() {
    let world = World::told();
    let now = world.ask(r#"{ model { board { rows { nodes { elementId column state since } } } } }"#);
    let then = world
        .ask(r#"{ model { board(at: "2026-12-31") { rows { nodes { elementId column state since } } } } }"#);
    assert_eq!(now, then, "the settled rows and the computed ones agree");
}

#[test]
fn numbers_of_delivery_come_from_the_deployments_of_the_window() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { metrics(from: "2026-01-01", until: "2026-02-28", by: COMPONENT) { from until figures { figureId value unit sample }
            parts { subject figures { figureId value } } business { figureId value sample } } } }"#,
    );
    let metrics = &answer["model"]["metrics"];
    let figure = |id: &str| {
        let all = metrics["figures"].as_array().unwrap();
        all.iter().find(|figure| figure["figureId"] == id).unwrap().clone()
    };
    let day = 86_400_000.0;
    // Three successful deployments of a change in 59 days; the rollback is none.
    assert_eq!(figure("deployment-frequency")["value"].as_f64().unwrap(), 3.0 / 59.0);
    // From commit to production: 01-09 to 01-15, 01-19 08:00 to 02-01, 02-03 to 02-05: 6, 12.7 and 2 days.
    assert_eq!(figure("change-lead-time")["value"].as_f64().unwrap(), 6.0 * day);
    assert_eq!(figure("change-lead-time")["sample"], 3);
    // One of three was undone.
    assert!((figure("change-fail-rate")["value"].as_f64().unwrap() - 1.0 / 3.0).abs() < 1e-9);
    assert_eq!(metrics["parts"][0]["subject"], "app");
    assert_eq!(
        world.code(r#"{ model { metrics(from: "2026-02-01", until: "2026-01-01") { from } } }"#),
        "INVALID"
    );
    assert_eq!(world.code(r#"{ model { metrics(from: "2006-02-01") { from } } }"#), "LIMITED");
}

#[test]
fn an_indicator_says_how_far_it_has_come() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { indicators(from: "2026-01-01", until: "2026-12-31") { nodes { indicator { elementId } direction target state last { at value sample } series { value } measures { elementId } } }
            whereIs(requirement: "req-1", at: "2026-02-06") { effect { state isMeasured indicators { indicator { elementId } why last { value } } } } } }"#,
    );
    let indicator = &answer["model"]["indicators"]["nodes"][0];
    assert_eq!(indicator["indicator"]["elementId"], "i-wait");
    assert_eq!((&indicator["state"], &indicator["last"]["value"]), (&json!("MOVING"), &json!(18.0)));
    assert_eq!(indicator["series"].as_array().unwrap().len(), 3);
    assert_eq!(indicator["measures"], json!([{ "elementId": "g-fast" }]));
    assert_eq!(
        answer["model"]["whereIs"]["effect"],
        json!({ "state": "MOVING", "isMeasured": true,
            "indicators": [{ "indicator": { "elementId": "i-wait" }, "why": "goal", "last": { "value": 22.0 } }] })
    );
}

#[test]
fn coverage_names_what_counts_and_what_is_missing() {
    let world = World::told();
    let answer = world.ask(
        r#"{ model { coverage(at: "2026-02-06") { at numbers { figure { figureId value numerator meaning zh: meaning(language: "zh") } missing } }
            traceability(at: "2026-02-06", gaps: true) { nodes { requirement { elementId } missing } } } }"#,
    );
    let numbers = answer["model"]["coverage"]["numbers"].as_array().unwrap();
    let goals = numbers.iter().find(|n| n["figure"]["figureId"] == "goals-measured").unwrap();
    assert_eq!(goals["figure"]["numerator"], json!(["g-fast"]), "{goals}");
    for number in numbers {
        assert_ne!(number["figure"]["meaning"], "");
        assert_ne!(number["figure"]["zh"], number["figure"]["meaning"]);
    }
    let gaps = answer["model"]["traceability"]["nodes"].as_array().unwrap();
    // req-1 and req-2 are agreed; neither says when it is accepted.
    let ids: Vec<&str> = gaps.iter().map(|gap| gap["requirement"]["elementId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["req-1", "req-2"]);
}

#[test]
fn names_that_the_model_does_not_have_are_listed_and_matched_by_hand() {
    let world = World::told();
    let told = world.ask(
        r#"mutation { recordDeployment(model: "small", records: [{ environment: "the shop", purl: "pkg:oci/app@1.1.1", result: "success", at: "2026-02-10T00:00:00Z" }]) {
            key isDuplicate unmatched { sort text } } }"#,
    );
    let one = &told["recordDeployment"][0];
    assert_eq!(one["unmatched"], json!([{ "sort": "ENVIRONMENT", "text": "the shop" }]));
    let listed = world.ask(r#"{ model { unmatched { nodes { sort text code reason count } next } } }"#);
    let names = listed["model"]["unmatched"]["nodes"].as_array().unwrap();
    let shop = names.iter().find(|name| name["text"] == "the shop").unwrap();
    assert_eq!(shop["code"], "UNKNOWN");
    world.ask(r#"mutation { matchReference(model: "small", sort: ENVIRONMENT, text: "the shop", element: "env-test") }"#);
    let listed = world.ask(r#"{ model { unmatched { nodes { text } } whereIs(requirement: "req-2") { standings { environment { elementId } state } } } }"#);
    assert!(!listed["model"]["unmatched"].to_string().contains("the shop"));
    let standings = &listed["model"]["whereIs"]["standings"];
    assert!(
        standings
            .as_array()
            .unwrap()
            .contains(&json!({ "environment": { "elementId": "env-test" }, "state": "DEPLOYED" })),
        "{standings}"
    );
}

#[test]
fn needs_become_a_demand_and_are_forgotten_when_that_is_asked() {
    let world = World::told();
    let words = ["Tell me when my order arrives", "When does my order arrive, tell me", "My bill is wrong"];
    let records: Vec<Value> = words
        .iter()
        .enumerate()
        .map(|(n, text)| json!({ "key": format!("n{n}"), "text": text, "kind": "request", "customerRef": format!("c{n}"), "receivedAt": format!("2026-02-0{}T00:00:00Z", n + 1) }))
        .collect();
    world.ask_with(
        "mutation($r: [NeedInput!]!) { recordNeed(model: \"small\", records: $r) { key } }",
        json!({ "r": records }),
    );
    let groups = world.ask("{ model { needGroups { nodes { count keys } } } }");
    assert_eq!(groups["model"]["needGroups"]["nodes"], json!([{ "count": 2, "keys": ["n0", "n1"] }]));
    let promoted = world.ask(
        r#"mutation { promoteNeeds(model: "small", needs: ["n0", "n1"], new: { fields: { name: "Say when it arrives",
            properties: { problem: "They wait", origin: "business-pull", raised_by: "desk", priority: "1", urgency: "2", decision: "open" } } }) {
            elementId grouped commit { __typename } } }"#,
    );
    assert_eq!(
        promoted["promoteNeeds"],
        json!({ "elementId": "say-when-it-arrives", "grouped": 2, "commit": { "__typename": "CommitSucceeded" } })
    );
    let needs = world.ask(r#"{ model { needs { nodes { key demand { elementId name } } } demandOrder { nodes { demand { elementId } needCount } } } }"#);
    let demand = json!({ "elementId": "say-when-it-arrives", "name": "Say when it arrives" });
    assert_eq!(needs["model"]["needs"]["nodes"][1], json!({ "key": "n1", "demand": demand }));
    assert!(
        needs["model"]["demandOrder"]["nodes"]
            .as_array()
            .unwrap()
            .contains(&json!({ "demand": { "elementId": "say-when-it-arrives" }, "needCount": 2 }))
    );
    assert_eq!(
        world.ask(r#"mutation { eraseCustomer(model: "small", customerRef: "c0") }"#)["eraseCustomer"],
        1
    );
    let needs = world.ask(r#"{ model { needs { nodes { key text erasedAt demand { elementId } } } } }"#);
    let first = needs["model"]["needs"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|need| need["key"] == "n0")
        .unwrap()
        .clone();
    assert_eq!(
        (&first["text"], &first["demand"]["elementId"]),
        (&Value::Null, &json!("say-when-it-arrives"))
    );
    assert!(first["erasedAt"].is_string());
}

#[test]
fn what_is_stated_twice_is_recorded_once() {
    let world = World::told();
    let state = |value: u32| {
        let query = format!(
            r#"mutation {{ recordIndicatorValue(model: "small", records: [{{ statementId: "s1", indicator: "i-wait", at: "2026-05-01", value: {value}, sample: 9 }}]) {{ key isDuplicate }} }}"#
        );
        world.answer(&query, json!({}))
    };
    let first = state(5);
    assert_eq!(
        first["data"]["recordIndicatorValue"],
        json!([{ "key": "i-wait@2026-05-01T00:00:00Z", "isDuplicate": false }]),
        "{first}"
    );
    assert_eq!(state(5)["data"]["recordIndicatorValue"][0]["isDuplicate"], true);
    assert_eq!(state(6)["errors"][0]["extensions"]["code"], "STALE");
    let missing = world.answer(
        r#"mutation { recordIncident(model: "small", records: [{ title: "x" }]) { key } }"#,
        json!({}),
    );
    assert_eq!(missing["errors"][0]["extensions"]["code"], "INVALID");
}

#[test]
fn assessments_are_seen_beside_coverage() {
    let world = World::told();
    world.ask(
        r#"mutation { recordAssessment(model: "small", at: "2026-03-01", answers: [{ dimension: "system", stage: "steady-running", note: "one platform" }]) { key } }"#,
    );
    let seen = world.ask("{ model { assessments { key dimension stage by note } } }");
    assert_eq!(
        seen["model"]["assessments"],
        json!([{ "key": "system@2026-03-01", "dimension": "system", "stage": "steady-running", "by": "operator", "note": "one platform" }])
    );
    assert_eq!(world.code(r#"mutation { recordAssessment(model: "small", answers: [{ dimension: "luck", stage: "x" }]) { key } }"#), "INVALID");
}

#[test]
fn what_is_done_to_the_ledger_is_in_the_audit() {
    let world = World::told();
    world.ask(r#"mutation { matchReference(model: "small", sort: ENVIRONMENT, text: "nowhere") }"#);
    let audit =
        world.ask(r#"{ audit(filter: { model: "small" }, first: 20) { nodes { action outcome who } } }"#);
    let acts = audit["audit"]["nodes"].as_array().unwrap();
    for action in ["ledger.record", "ledger.match"] {
        assert!(
            acts.contains(&json!({ "action": action, "outcome": "done", "who": "operator" })),
            "{action}: {acts:?}"
        );
    }
}

/// Every example query answers without an error over the bundled example's own kinds; here over the small model,
/// whose ids the examples do not have, so `NOT_FOUND` is an answer too.
#[test]
fn example_queries_are_valid() {
    let world = World::told();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/graphql");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "graphql") {
            continue;
        }
        count += 1;
        let query = std::fs::read_to_string(&path).unwrap();
        if query.contains("\nmutation") || query.contains("\nsubscription") {
            continue;
        }
        let answer = world.answer(&query, json!({}));
        let errors = answer["errors"].as_array().cloned().unwrap_or_default();
        for error in errors {
            assert_eq!(error["extensions"]["code"], "NOT_FOUND", "{}: {error}", path.display());
        }
    }
    assert!(count >= 10, "{count} examples");
}
