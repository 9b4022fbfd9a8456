//! Changing a model over GraphQL, as a client does that counts on nothing.

use std::net::SocketAddr;

use serde_json::{Value, json};

use super::lasting::graphql;

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is in this commit.
    Done(String),
    /// Somebody changed the same; addresses of the conflicts.
    Conflicted(Vec<String>),
    /// The model would be wrong, or the edit cannot be done; why.
    Refused(String),
    /// The branch is elsewhere; why.
    Stale(String),
    /// The server could not do it; why.
    Failed(String),
    /// No answer came: it may have been done.
    Lost,
}

const COMMIT: &str = "
    mutation($model: String!, $branch: String!, $base: String!, $message: String!, $edits: [EditInput!]!) {
      commitChanges(model: $model, branch: $branch, base: $base, message: $message, edits: $edits) {
        __typename
        ... on CommitSucceeded { revision }
        ... on CommitConflicted { conflicts { id } }
        ... on CommitRefused { reason }
        ... on CommitStale { reason }
      }
    }";

/// Commits these edits, made on top of `base`, to `main`.
pub fn commit(to: SocketAddr, model: &str, base: &str, edits: Value) -> Written {
    commit_as(to, model, base, "Change", edits)
}

/// [`commit`] with a message.
pub fn commit_as(to: SocketAddr, model: &str, base: &str, message: &str, edits: Value) -> Written {
    let variables =
        json!({ "model": model, "branch": "main", "base": base, "message": message, "edits": edits });
    let Ok(answer) = graphql(to, COMMIT, variables) else { return Written::Lost };
    let answer = answer.json();
    let done = &answer["data"]["commitChanges"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match done["__typename"].as_str() {
        Some("CommitSucceeded") => Written::Done(text(&done["revision"])),
        Some("CommitConflicted") => {
            let conflicts = done["conflicts"].as_array().into_iter().flatten();
            Written::Conflicted(conflicts.map(|conflict| text(&conflict["id"])).collect())
        }
        Some("CommitRefused") => Written::Refused(text(&done["reason"])),
        Some("CommitStale") => Written::Stale(text(&done["reason"])),
        _ => Written::Failed(answer["errors"].to_string()),
    }
}

/// Gives an element a name.
pub fn rename(element: &str, name: &str) -> Value {
    json!([{ "rename": { "item": format!("element/{element}"), "name": name } }])
}

/// Sets a property of an element.
pub fn set(element: &str, property: &str, value: impl Into<Value>) -> Value {
    let field = json!({ "path": ["properties", property], "to": value.into() });
    json!([{ "update": { "item": format!("element/{element}"), "fields": [field] } }])
}

/// Where the default branch is, as readers see it; none where the server does not answer.
pub fn head(to: SocketAddr) -> Option<String> {
    let answer = graphql(to, "{ model { revision } }", json!({})).ok()?;
    answer.json()["data"]["model"]["revision"].as_str().map(str::to_owned)
}
