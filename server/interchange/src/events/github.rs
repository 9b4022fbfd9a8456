//! Webhooks of GitHub, also of one's own server: `X-GitHub-Event` says what happened,
//! `X-GitHub-Delivery` which event it is, also when it is delivered again.
//!
//! `deployment` and `deployment_status` become deployments, `workflow_run` a build, `push` to the main
//! branch and `pull_request` changes, `issues` tickets, `release` a release. Everything else, `ping`
//! too, is an event without facts. The `payload` of a deployment may carry fields of our record.

mod code;
mod deploy;

use archweave_model::delivery::{Moment, Record};
use serde_json::Value;

use super::look::Look;
use super::{Draft, Event, EventError, Headers, MAX_BATCH, body, repository};

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    let Some(event) = headers.get("x-github-event") else {
        return Err(EventError::Header {
            name: "X-GitHub-Event",
            help: "GitHub sends the sort of event in it",
        });
    };
    let Some(delivery) = headers.get("x-github-delivery") else {
        return Err(EventError::Header {
            name: "X-GitHub-Delivery",
            help: "GitHub sends the id of the event in it",
        });
    };
    if headers.media_type() != "application/json" {
        let expected = "`application/json`: choose it as content type of the webhook";
        return Err(EventError::MediaType { found: headers.media_type(), expected });
    }
    let value = body::json(bytes, MAX_BATCH)?;
    let look = Look(&value);
    if event == "ping" {
        return Ok(Vec::new());
    }
    let view = View { look, repository: look.str("repository.html_url").map(repository).unwrap_or_default() };
    let (at, records) = match event {
        "deployment" => view.deployment()?,
        "deployment_status" => view.deployment_status()?,
        "workflow_run" => view.workflow_run(),
        "push" => view.push(),
        "pull_request" => view.pull_request(),
        "issues" => view.issue(),
        "release" => view.release(),
        _ => (None, Vec::new()),
    };
    let Some(at) = at.or_else(|| some_time(look)) else {
        // Nothing to say, and no time to say it at.
        return Ok(Vec::new());
    };
    if view.repository.is_empty() && !records.is_empty() {
        return Err(EventError::form("repository.html_url", "is missing; GitHub sends it with every event"));
    }
    let sort = match look.str("action") {
        Some(action) => format!("github.{event}.{action}"),
        None => format!("github.{event}"),
    };
    let source = view.source();
    let id = delivery.to_owned();
    Ok(vec![Draft { source, id, sort, at, original: &value, records, keeps_original: false }.finish()?])
}

/// When an event of a sort that is no concern of ours happened.
fn some_time(look: Look<'_>) -> Option<Moment> {
    let paths = ["repository.updated_at", "repository.pushed_at", "organization.updated_at"];
    paths.iter().find_map(|path| look.moment(path))
}

type Told = (Option<Moment>, Vec<(String, Record)>);

struct View<'a> {
    look: Look<'a>,
    /// `github.com/acme/gateway`
    repository: String,
}

impl View<'_> {
    /// `github.com/acme`
    fn source(&self) -> String {
        match self.repository.rsplit_once('/') {
            Some((owner, _)) => owner.to_owned(),
            None => "github.com".to_owned(),
        }
    }

    /// Names of labels, in small letters.
    fn labels(&self, path: &str) -> Vec<String> {
        self.look.list(path).filter_map(|label| label.str("name").map(str::to_lowercase)).collect()
    }
}

/// The sort of work that labels speak of.
fn flow_kind(labels: &[String]) -> Option<String> {
    let has = |words: &[&str]| labels.iter().any(|label| words.iter().any(|word| label.contains(word)));
    let kind = if has(&["bug", "defect", "fix"]) {
        "defect"
    } else if has(&["security", "risk", "compliance"]) {
        "risk"
    } else if has(&["debt", "refactor", "chore"]) {
        "debt"
    } else if has(&["feature", "enhancement"]) {
        "feature"
    } else {
        return None;
    };
    Some(kind.to_owned())
}

/// The object in a member that GitHub passes on as it got it: an object, or its text.
fn passed_on(value: Option<&Value>) -> Option<serde_json::Map<String, Value>> {
    match value? {
        Value::Object(members) => Some(members.clone()),
        Value::String(text) => match body::json(text.as_bytes(), super::MAX_BODY) {
            Ok(Value::Object(members)) => Some(members),
            _ => None,
        },
        _ => None,
    }
}
