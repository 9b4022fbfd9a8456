//! The picture of a history, and the views that a comparison touches.

use serde_json::{Value, json};

use super::{code_of, grown};
use crate::product::api::set;

const GRAPH: &str =
    "query($b: [String!], $n: Int = 50, $a: String) { model { graph(branches: $b, first: $n, after: $a) {
    totalCount pageInfo { hasNextPage endCursor } nodes { revision parents refs email title } } } }";

#[test]
fn a_history_of_branches_has_every_commit_once_before_its_parents() {
    let host = grown();
    let base = host.head("main");
    host.git(&["branch", "draft/li", "main"]);
    let ours = host.committed("main", &base, json!([set("crm", &["description"], json!("ours"))]));
    let theirs = host.committed("draft/li", &base, json!([set("desk", &["description"], json!("theirs"))]));
    let merge = "mutation($from: String!) { mergeBranch(model: \"centre\", into: \"main\", from: $from) { __typename } }";
    let merged = host.ask(merge, &json!({ "from": "draft/li" }));
    assert_eq!(merged["mergeBranch"]["__typename"], "Merged");

    let all = host.ask(GRAPH, &json!({}))["model"]["graph"].clone();
    let nodes = all["nodes"].as_array().unwrap();
    let told = host.git(&["rev-list", "--topo-order", "--all"]);
    let mut expected: Vec<&str> = told.lines().collect();
    let mut found: Vec<&str> = nodes.iter().map(|node| node["revision"].as_str().unwrap()).collect();
    for (n, node) in nodes.iter().enumerate() {
        for parent in node["parents"].as_array().unwrap() {
            let at = found.iter().position(|revision| parent == revision).unwrap();
            assert!(at > n, "children come before parents");
        }
    }
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "git's own list");
    assert_eq!(all["totalCount"], expected.len());
    let refs =
        |revision: &str| nodes.iter().find(|node| node["revision"] == revision).unwrap()["refs"].clone();
    assert_eq!(refs(&host.head("main")), json!(["main"]));
    assert_eq!((refs(&theirs), refs(&ours)), (json!(["draft/li"]), json!([])));
    assert_eq!(nodes[0]["parents"].as_array().unwrap().len(), 2);

    let page =
        |n: usize, after: &Value| host.ask(GRAPH, &json!({ "n": n, "a": after }))["model"]["graph"].clone();
    let (mut paged, mut after) = (Vec::new(), Value::Null);
    loop {
        let part = page(2, &after);
        paged.extend(part["nodes"].as_array().unwrap().iter().cloned());
        after = part["pageInfo"]["endCursor"].clone();
        if part["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(&paged, nodes, "pages are parts of one list");
    let one = host.ask(GRAPH, &json!({ "b": ["draft/li"] }))["model"]["graph"]["totalCount"].clone();
    assert_eq!(one.as_u64(), Some(expected.len() as u64 - 2), "neither ours nor the merge");
    assert_eq!(code_of(&host, GRAPH, &json!({ "b": ["nowhere"] })), "NOT_FOUND");
}

#[test]
fn a_comparison_knows_the_views_that_it_touches() {
    let host = grown();
    let base = host.head("main");
    let query = "query($b: String!, $a: String!) { compare(before: $b, after: $a) { views { viewId sort added changed removed isLayoutOnly view { name } } } }";
    let touched =
        |after: &str| host.ask(query, &json!({ "b": base, "a": after }))["compare"]["views"].clone();
    let renamed =
        host.committed("main", &base, json!([{ "rename": { "item": "element/crm", "name": "Hub" } }]));
    let row = |id: &str, name: &str, counts: [u64; 3], is_layout_only: bool| {
        json!({ "viewId": id, "sort": "CHANGED", "added": counts[0], "changed": counts[1], "removed": counts[2],
            "isLayoutOnly": is_layout_only, "view": { "name": name } })
    };
    assert_eq!(
        touched(&renamed),
        json!([
            row("landscape", "Landscape", [0, 1, 0], false),
            row("overview", "Overview", [0, 1, 0], false)
        ]),
        "one selects the element, one names it"
    );
    let views = host.ask("{ model { element(id: \"crm\") { views { viewId } } } }", &json!({}));
    assert_eq!(
        views["model"]["element"]["views"],
        json!([{ "viewId": "overview" }, { "viewId": "landscape" }])
    );
    let moved = json!([{ "create": { "item": "node-layout/overview/n1",
        "fields": { "x": 10, "y": 10, "w": 120, "h": 60 } } }]);
    let moved = host.committed("main", &renamed, moved);
    let after = host.ask(query, &json!({ "b": renamed, "a": moved }))["compare"]["views"].clone();
    assert_eq!(after, json!([row("overview", "Overview", [0, 0, 0], true)]));
    let gone = host.committed(
        "main",
        &host.head("main"),
        json!([{ "delete": { "item": "view/overview", "references": true } }]),
    );
    let removed = touched(&gone);
    assert_eq!(
        (&removed[1]["sort"], &removed[1]["view"]["name"]),
        (&json!("REMOVED"), &json!("Overview")),
        "{removed:#}"
    );
}
