//! What tools and people report: a request's bytes and headers in, [`Event`]s with facts out.
//!
//! Each tool has a reader that knows its own form; [`Hook`] names them all, and is what a server
//! routes by. An event of a sort that says nothing about deliveries is an event without facts, so that
//! a tool can send all it has. A body that is not what its reader knows is an [`EventError`], and then
//! nothing of it is taken.
//!
//! - [`cdevents`]: CDEvents in CloudEvents, as build servers send them
//! - [`github`], [`gitlab`], [`jira`], [`argocd`]: webhooks of these tools
//! - [`plain`]: our own form, for everything else; the fields are those of [`fields`]
//! - [`signature`]: whether a body comes from who knows the secret
//! - [`table`]: the past, from tables

pub mod argocd;
mod body;
pub mod cdevents;
pub mod commits;
mod digest;
mod error;
pub mod fields;
pub mod github;
pub mod gitlab;
mod headers;
pub mod jira;
mod keys;
mod look;
pub mod plain;
mod record;
pub mod schema;
pub mod signature;
pub mod table;

pub use digest::{digest, digest_of_text};
pub use error::EventError;
pub use headers::Headers;
pub use keys::{change_key, repository};

use archweave_model::delivery::{Fact, Moment, Record};
use serde_json::Value;

/// One event as a source reported it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Who reports it: the address of a tool, such as `github.com/acme`.
    pub source: String,
    /// Unique in its source: an event with the same source and id is the same event.
    pub id: String,
    /// What sort of event it is in its tool: `github.deployment_status.created`.
    pub sort: String,
    /// When it happened.
    pub at: Moment,
    /// SHA-256 of what was reported, in hexadecimal: an event that was sent again has the same.
    pub digest: String,
    /// What was reported, as compact JSON. Of a tool with bulky bodies only what was understood.
    pub payload: String,
    /// What it says; nothing for sorts that are no concern of deliveries.
    pub facts: Vec<Fact>,
}

/// Most events in one body.
pub const MAX_EVENTS: usize = 1_000;
/// Most bytes of a body with one event.
pub const MAX_BODY: usize = 1 << 20;
/// Most bytes of a body with several.
pub const MAX_BATCH: usize = 8 << 20;
/// Most characters of a source or an event's id.
pub const MAX_NAME: usize = 255;

/// Whose form a body has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hook {
    /// [`cdevents`]
    Cdevents,
    /// [`github`]
    Github,
    /// [`gitlab`]
    Gitlab,
    /// [`jira`]
    Jira,
    /// [`argocd`]
    Argocd,
    /// [`plain`]
    Events,
}

impl Hook {
    /// All, as the documentation lists them.
    pub const ALL: [Self; 6] =
        [Self::Cdevents, Self::Github, Self::Gitlab, Self::Jira, Self::Argocd, Self::Events];

    /// Its name in addresses and options.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cdevents => "cdevents",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Jira => "jira",
            Self::Argocd => "argocd",
            Self::Events => "events",
        }
    }

    /// The hook of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hook| hook.name() == name)
    }

    /// How many bytes of a body are read.
    pub fn limit(self, headers: &Headers) -> usize {
        match self {
            Self::Cdevents if headers.media_type() == cdevents::BATCH => MAX_BATCH,
            // A push may have two thousand commits; the plain form, a thousand events.
            Self::Events | Self::Github | Self::Gitlab => MAX_BATCH,
            _ => MAX_BODY,
        }
    }

    /// Reads a body.
    pub fn read(self, headers: &Headers, bytes: &[u8]) -> Result<Vec<Event>, EventError> {
        match self {
            Self::Cdevents => cdevents::read(headers, bytes),
            Self::Github => github::read(headers, bytes),
            Self::Gitlab => gitlab::read(headers, bytes),
            Self::Jira => jira::read(headers, bytes),
            Self::Argocd => argocd::read(headers, bytes),
            Self::Events => plain::read(headers, bytes),
        }
    }
}

/// An event before its facts are told who says them.
struct Draft<'a> {
    source: String,
    id: String,
    sort: String,
    at: Moment,
    /// What was reported.
    original: &'a Value,
    records: Vec<(String, Record)>,
    /// Whether the original is kept, or only what was understood.
    keeps_original: bool,
}

impl Draft<'_> {
    /// The event, unless a name in it is too long to be kept.
    fn finish(self) -> Result<Event, EventError> {
        name("source", &self.source)?;
        name("id", &self.id)?;
        name("type", &self.sort)?;
        let mut facts = Vec::with_capacity(self.records.len());
        for (key, record) in self.records {
            if key.trim().is_empty() {
                return Err(EventError::form(fields::word(record.kind()), "has no key"));
            }
            let word = fields::word(record.kind());
            let (source, id) = (self.source.clone(), self.id.clone());
            let fact = Fact { source, id, at: self.at, key, record };
            fact.check().map_err(|error| EventError::Fact { word, error })?;
            facts.push(fact);
        }
        let payload = match self.keeps_original {
            true => self.original.to_string(),
            false => serde_json::to_string(&facts).unwrap_or_default(),
        };
        let digest = digest(self.original);
        Ok(Event { source: self.source, id: self.id, sort: self.sort, at: self.at, digest, payload, facts })
    }
}

fn name(what: &str, text: &str) -> Result<(), EventError> {
    if text.trim().is_empty() {
        return Err(EventError::form(what, "is empty; say one"));
    }
    match text.chars().count() {
        count if count > MAX_NAME => {
            Err(EventError::value(what, format!("has {count} characters; more than {MAX_NAME} are not kept")))
        }
        _ => Ok(()),
    }
}
