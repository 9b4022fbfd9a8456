//! Finding elements: search, folders, pages by number, legal relations.

use serde_json::json;

use super::{code_of, grown};

#[test]
fn search_gives_what_is_meant_first_and_pages_through_the_rest() {
    let host = grown();
    let query =
        "query($t: String!, $n: Int = 10, $a: String) { model { search(text: $t, first: $n, after: $a) {
        totalCount pageInfo { hasNextPage endCursor } nodes { elementId } } } }";
    let cases = [
        ("ticket", json!(["app-ticket", "proc-ticket"])),
        ("工单", json!(["app-ticket", "proc-ticket"])),
        ("tkt", json!(["app-ticket"])),
        ("handling", json!(["proc-ticket"])),
        ("callers", json!(["crm"])),
        ("ticket k:business", json!(["proc-ticket"])),
        ("@desk", json!(["app-ticket"])),
        ("#core", json!(["app-ticket"])),
        ("no such thing", json!([])),
    ];
    for (text, expected) in cases {
        let found = host.ask(query, &json!({ "t": text }))["model"]["search"].clone();
        let ids: Vec<_> =
            found["nodes"].as_array().unwrap().iter().map(|node| node["elementId"].clone()).collect();
        assert_eq!(json!(ids), expected, "{text}");
        assert_eq!(found["totalCount"], ids.len(), "{text}");
    }
    let first = host.ask(query, &json!({ "t": "ticket", "n": 1 }))["model"]["search"].clone();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let after = json!({ "t": "ticket", "n": 1, "a": first["pageInfo"]["endCursor"] });
    let second = host.ask(query, &after)["model"]["search"].clone();
    assert_eq!(
        (&second["nodes"][0]["elementId"], &second["pageInfo"]["hasNextPage"]),
        (&json!("proc-ticket"), &json!(false))
    );
    assert_eq!(code_of(&host, query, &json!({ "t": " @ " })), "INVALID");
    assert_eq!(code_of(&host, query, &json!({ "t": "x", "a": "nonsense" })), "INVALID");
    // What was just committed is found: the index follows the branch.
    let edits = json!([{ "rename": { "item": "element/desk", "name": "Help desk" } }]);
    host.committed("main", &host.head("main"), edits);
    assert_eq!(host.ask(query, &json!({ "t": "help" }))["model"]["search"]["nodes"][0]["elementId"], "desk");
}

#[test]
fn folders_are_walked_without_loading_what_is_in_them() {
    let host = grown();
    let query = "query($p: String) { model { folders(parent: $p) { path name elementCount totalCount viewCount hasChildren } } }";
    let folders = |parent: Option<&str>| host.ask(query, &json!({ "p": parent }))["model"]["folders"].clone();
    assert_eq!(
        folders(None),
        json!([
            { "path": "elements", "name": "elements", "elementCount": 0, "totalCount": 4, "viewCount": 0, "hasChildren": true },
            { "path": "views", "name": "views", "elementCount": 0, "totalCount": 0, "viewCount": 2, "hasChildren": false },
        ])
    );
    let inside = folders(Some("elements"));
    let names: Vec<_> =
        inside.as_array().unwrap().iter().map(|folder| folder["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["application", "business", "process"]);
    assert_eq!(code_of(&host, query, &json!({ "p": "elements/none" })), "NOT_FOUND");

    let listed = "query($f: String!, $s: Int! = 0) { model { elements(filter: { folder: $f }, skip: $s) { totalCount nodes { elementId folder } } } }";
    let ids = |folder: &str| {
        let found = host.ask(listed, &json!({ "f": folder }))["model"]["elements"]["nodes"].clone();
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["elementId"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("elements/application"), ["app-ticket", "crm"]);
    assert_eq!(ids("elements/process/"), ["proc-ticket"]);
    assert_eq!(ids("elements/."), [""; 0]);
    assert_eq!(ids("elements/app"), [""; 0], "no folder that only begins so");
    let skipped = host.ask(listed, &json!({ "f": "elements", "s": 3 }))["model"]["elements"].clone();
    assert_eq!((&skipped["totalCount"], skipped["nodes"].as_array().unwrap().len()), (&json!(4), 1));
    let nested = "{ model { elements(filter: { not: { folder: \"x\" } }) { totalCount } } }";
    assert_eq!(code_of(&host, nested, &json!({})), "INVALID");
}

#[test]
fn a_canvas_asks_once_which_relations_may_be() {
    let host = grown();
    let query = "query($k: [String!]!) { model { metamodel { legalEnds(kinds: $k) { from to relations } kind(name: \"application-component\") { allowedRelations(direction: OUT, other: \"business-process\") { relation { kindId } } } } } }";
    let kinds = json!({ "k": ["application-component", "business-process", "business-process"] });
    let metamodel = host.ask(query, &kinds)["model"]["metamodel"].clone();
    let pairs = metamodel["legalEnds"].as_array().unwrap();
    assert_eq!(pairs.len(), 4, "each ordered pair once: {pairs:#?}");
    let forth =
        pairs.iter().find(|p| p["from"] == "application-component" && p["to"] == "business-process").unwrap();
    // A second opinion: the question that asks for one kind at a time.
    let mut one_by_one: Vec<_> = metamodel["kind"]["allowedRelations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["relation"]["kindId"].clone())
        .collect();
    let mut at_once: Vec<_> = forth["relations"].as_array().unwrap().clone();
    one_by_one.sort_by_key(ToString::to_string);
    at_once.sort_by_key(ToString::to_string);
    assert_eq!(at_once, one_by_one);
    assert!(at_once.contains(&json!("serving")));
    assert_eq!(code_of(&host, query, &json!({ "k": ["no-kind"] })), "INVALID");
    assert_eq!(code_of(&host, query, &json!({ "k": vec!["goal"; 81] })), "INVALID");
}
