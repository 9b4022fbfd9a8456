//! What the web application asks for beside single elements: search, folders, tables, texts, imports, health,
//! history. Whatever comes back as edits is committed here, unchanged.

mod health;
mod history;
mod import;
mod navigate;
mod reading;

use serde_json::{Value, json};

use super::api::Host;

/// Commits edits that an answer gave, and takes the answer's word for nothing.
fn commit_given(host: &Host, edits: &Value) -> String {
    assert!(edits.as_array().is_some_and(|edits| !edits.is_empty()), "{edits:#}");
    host.committed("main", &host.head("main"), edits.clone())
}

/// The code of the first error of a question.
fn code_of(host: &Host, query: &str, variables: &Value) -> String {
    super::api::code(&host.ask_as(None, query, variables).json()).to_owned()
}

/// A model with a goal, a process and a few views, made through the API itself.
fn grown() -> Host {
    let host = Host::one();
    let edits = json!([
        { "create": { "item": "element/app-ticket", "fields": { "kind": "application-component", "tags": ["core"],
            "name": { "en": "Ticketing", "zh": "工单系统" }, "owner": "desk", "aliases": ["TKT"] } } },
        { "create": { "item": "element/proc-ticket", "file": "elements/process/",
            "fields": { "kind": "business-process", "name": { "en": "Ticket handling", "zh": "工单处理" } } } },
        { "connect": { "from": "app-ticket", "kind": "serving", "to": "proc-ticket" } },
        { "create": { "item": "view/landscape", "fields": { "name": "Landscape", "viewpoint": "application_cooperation" } } },
    ]);
    commit_given(&host, &edits);
    host
}
