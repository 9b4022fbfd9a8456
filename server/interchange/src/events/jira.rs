//! Webhooks of Jira, cloud and data centre: `jira:issue_created` and `jira:issue_updated` become
//! tickets; everything else is an event without facts.
//!
//! The model names a ticket by its key (`CSC-103`) among the external ids of a requirement, or has a
//! requirement of just that id.

use std::collections::BTreeSet;

use archweave_model::delivery::record::{Basis, Mention, Sort, Ticket};
use archweave_model::delivery::{Record, mention};

use super::look::Look;
use super::{Draft, Event, EventError, Headers, MAX_BODY, body, digest, keys};

/// Reads a body.
pub fn read(headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
    body::expect_json(headers)?;
    let value = body::json(bytes, MAX_BODY)?;
    let look = Look(&value);
    let Some(sort) = look.str("webhookEvent") else {
        return Err(EventError::form("webhookEvent", "is missing; Jira sends the sort of event in it"));
    };
    let Some(at) = look.moment("timestamp").or_else(|| look.moment("issue.fields.updated")) else {
        return Err(EventError::form("timestamp", "is missing; Jira sends the time of the event in it"));
    };
    let records = match sort {
        "jira:issue_created" | "jira:issue_updated" => vec![ticket(look)?],
        _ => Vec::new(),
    };
    let address = ["issue.self", "user.self", "project.self", "version.self"];
    let source =
        address.iter().find_map(|path| keys::host(look.str(path)?)).unwrap_or_else(|| "jira".to_owned());
    // The data centre sends no id of the event: the same body is the same event.
    let id = match headers.get("x-atlassian-webhook-identifier") {
        Some(id) => id.to_owned(),
        None => digest(&value),
    };
    let sort = format!("jira.{}", sort.strip_prefix("jira:").unwrap_or(sort));
    Ok(vec![Draft { source, id, sort, at, original: &value, records, keeps_original: false }.finish()?])
}

fn ticket(look: Look<'_>) -> Result<(String, Record), EventError> {
    let issue = look.part("issue");
    let Some(number) = issue.text("key") else {
        return Err(EventError::form("issue.key", "is missing; Jira sends it with every issue"));
    };
    let host = issue.str("self").and_then(keys::host).unwrap_or_else(|| "jira".to_owned());
    let fields = issue.part("fields");
    let summary = fields.text("summary");
    let mut mentions: BTreeSet<Mention> = BTreeSet::new();
    mentions.extend(summary.as_deref().map(mention::in_title).unwrap_or_default());
    // A part of a ticket is about what the whole is about.
    let about = [Some(number.clone()), fields.text("parent.key")];
    let named = |text| Mention { sort: Sort::Requirement, text, basis: Basis::Ticket };
    mentions.extend(about.into_iter().flatten().map(named));
    let is_done = fields.str("status.statusCategory.key") == Some("done");
    let closed = fields.moment("resolutiondate");
    let key = format!("{host}/{number}");
    let ticket = Ticket {
        url: Some(format!("https://{host}/browse/{number}")),
        system: Some(host),
        number: Some(number),
        summary,
        kind: fields.text("issuetype.name"),
        status: fields.text("status.name"),
        priority: fields.text("priority.name"),
        team: fields.text("project.name"),
        created_at: fields.moment("created"),
        closed_at: closed.or_else(|| fields.moment("statuscategorychangedate").filter(|_| is_done)),
        resolution: fields.text("resolution.name"),
        mentions,
    };
    Ok((key, ticket.into()))
}
