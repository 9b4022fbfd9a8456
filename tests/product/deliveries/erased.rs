//! What a customer said is gone when it was erased: from every answer, every page and every later backup.

use serde_json::{Value, json};

use super::site::Site;
use crate::support::http::request;
use crate::support::program::succeed;

/// Words that stand nowhere else.
const SAID: [&str; 3] = ["zanzibar-7431", "quokka-2209", "stays-5512"];
const CUSTOMERS: [&str; 3] = ["customer-0f3a", "customer-77b1", "customer-9c20"];

/// Everything over GraphQL that tells of needs or of what hangs on them.
const QUESTIONS: &[&str] = &[
    "{ model { needs(first: 100) { nodes { key text kind source demand { elementId } } } } }",
    "{ model { needGroups { nodes { text keys } } demandOrder { nodes { needCount } } } }",
    "{ model { trace(requirement: \"req-13\") { nodes { nodeId label state { sentence } } edges { words by } } } }",
    "{ model { unmatched(first: 100) { nodes { text reason exampleKey } } board { rows { nodes { name } } } } }",
    "{ audit(first: 100) { nodes { action detail reference who } } }",
    "{ model { element(id: \"dem-status\") { name description } } }",
];

const PAGES: &[&str] = &[
    "/m/centre/intake",
    "/m/centre/delivery",
    "/m/centre/unmatched",
    "/m/centre/requirements/req-13",
    "/m/centre/coverage",
];

fn need(number: usize, more: &Value) -> Value {
    let mut need = json!({ "key": format!("need-{number}"), "kind": "request", "received_at": "2026-07-14T20:10:00Z",
        "text": format!("Tell me when {} has power", SAID[number]), "customer_ref": CUSTOMERS[number], "demand": "dem-status" });
    need.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "source": "crm", "id": format!("e-{number}"), "at": "2026-07-14T20:10:00Z", "need": need })
}

/// All that can be had over HTTP, and a backup made now, as one text.
fn everything(site: &Site, backup: &str) -> (String, String) {
    let mut told = String::new();
    for question in QUESTIONS {
        told += &site.ask(question, json!({})).to_string();
    }
    for page in PAGES {
        let answer = request(site.address, "GET", page, &[], "");
        assert_eq!(answer.status, 200, "{page}");
        told += answer.text();
    }
    let (file, database) = (site.folder.path().join(backup), site.folder.path().join("archweave.db"));
    succeed([std::path::Path::new("backup"), &file, std::path::Path::new("--database"), &database]);
    (told, String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned())
}

#[test]
fn what_was_erased_is_gone_everywhere() {
    let site = Site::over(None);
    site.tell(need(0, &json!({})));
    site.tell(need(1, &json!({ "retain_until": "2026-08-01" })));
    site.tell(need(2, &json!({ "retain_until": "2999-01-01" })));
    let (told, kept) = everything(&site, "before.db");
    for word in SAID.iter().chain(&CUSTOMERS) {
        assert!(kept.contains(word), "the check sees nothing of {word} in a backup");
    }
    for word in SAID {
        assert!(told.contains(word), "the check sees nothing of {word}");
    }
    let erase =
        |mutation: &str| site.ask(&format!("mutation {{ done: {mutation} }}"), json!({}))["done"].clone();
    assert_eq!(erase("eraseCustomer(model: \"centre\", customerRef: \"customer-0f3a\")"), json!(1));
    assert_eq!(erase("eraseExpired(model: \"centre\")"), json!(1));
    // A source that says it again, in the same event or in another one, brings nothing back.
    site.tell(need(0, &json!({})));
    let mut again = need(0, &json!({}));
    again["id"] = json!("e-0-again");
    site.tell(again);
    let (told, kept) = everything(&site, "after.db");
    for at in [0, 1] {
        for word in [SAID[at], CUSTOMERS[at]] {
            assert!(!told.contains(word), "{word} is still told");
            assert!(!kept.contains(word), "{word} is still in a backup");
        }
    }
    assert!(
        told.contains(SAID[2]) && kept.contains(SAID[2]) && kept.contains(CUSTOMERS[2]),
        "too much is gone"
    );
    // That there was a need stays.
    let needs = site
        .ask("{ model { needs(first: 9) { nodes { key text erasedAt demand { elementId } } } } }", json!({}));
    let needs = needs["model"]["needs"]["nodes"].as_array().unwrap().clone();
    assert_eq!(needs.len(), 3);
    for need in needs.iter().filter(|need| need["key"] != "need-2") {
        assert!(need["text"].is_null() && need["erasedAt"].is_string(), "{need}");
        assert_eq!(need["demand"]["elementId"], "dem-status");
    }
}
