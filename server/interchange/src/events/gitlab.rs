//! Webhooks of GitLab: `X-Gitlab-Event` says what happened.
//!
//! `Push Hook` and `Merge Request Hook` become changes, `Pipeline Hook` a build, `Deployment Hook` a
//! deployment, `Issue Hook` (also confidential) a ticket, `Release Hook` a release. Everything else is
//! an event without facts.
//!
//! A delivery that is tried again has the same `Idempotency-Key`. Before version 17 there was only
//! `X-Gitlab-Event-UUID`, which events share that one caused the other: the body tells them apart.

mod facts;

use serde_json::Value;

use super::look::Look;
use super::{Draft, Event, EventError, Headers, MAX_BATCH, body, digest, repository};

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    let Some(event) = headers.get("x-gitlab-event") else {
        return Err(EventError::Header {
            name: "X-Gitlab-Event",
            help: "GitLab sends the sort of event in it",
        });
    };
    body::expect_json(headers)?;
    let value = body::json(bytes, MAX_BATCH)?;
    let id = id(headers, &value)?;
    let look = Look(&value);
    let addresses = ["project.web_url", "project.git_http_url", "project.http_url"];
    let repository = addresses.iter().find_map(|path| look.str(path)).map(repository).unwrap_or_default();
    let view = View { look, repository };
    let (at, records) = match event {
        "Push Hook" => view.push(),
        "Merge Request Hook" => view.merge_request(),
        "Pipeline Hook" => view.pipeline(),
        "Deployment Hook" => view.deployment()?,
        "Issue Hook" | "Confidential Issue Hook" => view.issue(),
        "Release Hook" => view.release(),
        _ => (some_time(look), Vec::new()),
    };
    let Some(at) = at else {
        return match records.is_empty() {
            true => Ok(Vec::new()),
            false => Err(EventError::form("object_attributes", "has no time; GitLab sends `updated_at`")),
        };
    };
    if view.repository.is_empty() && !records.is_empty() {
        return Err(EventError::form("project.web_url", "is missing; GitLab sends it with every event"));
    }
    let name = event.strip_suffix(" Hook").unwrap_or(event).to_lowercase().replace(' ', "_");
    let action = look.str("object_attributes.action").or_else(|| look.str("status"));
    let sort = match action.or_else(|| look.str("object_attributes.status")) {
        Some(action) => format!("gitlab.{name}.{action}"),
        None => format!("gitlab.{name}"),
    };
    let source = view.source();
    Ok(vec![Draft { source, id, sort, at, original: &value, records, keeps_original: false }.finish()?])
}

fn id(headers: &Headers, body: &Value) -> Result<String, EventError> {
    if let Some(key) = headers.get("idempotency-key") {
        return Ok(key.to_owned());
    }
    let Some(event) = headers.get("x-gitlab-event-uuid") else {
        return Err(EventError::Header {
            name: "X-Gitlab-Event-UUID",
            help: "GitLab sends the id of the event in it",
        });
    };
    let told: String = digest(body).chars().take(16).collect();
    Ok(format!("{event}:{told}"))
}

fn some_time(look: Look<'_>) -> Option<archweave_model::delivery::Moment> {
    let paths = ["object_attributes.updated_at", "object_attributes.created_at", "commit.timestamp"];
    paths.iter().find_map(|path| look.moment(path))
}

struct View<'a> {
    look: Look<'a>,
    /// `gitlab.example.org/csc/message-gateway`
    repository: String,
}

impl View<'_> {
    /// Host and first group: `gitlab.example.org/csc`.
    fn source(&self) -> String {
        match self.repository.split('/').take(2).collect::<Vec<_>>().join("/") {
            source if source.is_empty() => "gitlab".to_owned(),
            source => source,
        }
    }
}
