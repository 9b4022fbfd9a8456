//! Commits and names for them.

use std::sync::Arc;

use archweave_app::records::{Millis, Protected};
use archweave_app::{CommitInfo, Hosted, RevisionId, Time};
use async_graphql::{Context, Object, Result, SimpleObject};

use super::connection::{Page, after_key, connection};
use super::scope::Scope;
use super::{invalid, to_graphql};

/// A commit of a model.
pub(super) struct CommitObject(pub CommitInfo);

/// Who changed the model, when and why.
#[Object(name = "Commit")]
impl CommitObject {
    /// Its id.
    async fn revision(&self) -> String {
        self.0.id.to_string()
    }

    /// Ids of the commits before it.
    async fn parents(&self) -> Vec<String> {
        self.0.parents.iter().map(ToString::to_string).collect()
    }

    /// Who wrote the change.
    async fn author(&self) -> &str {
        &self.0.author
    }

    /// When it was committed, RFC 3339.
    async fn time(&self) -> String {
        self.0.time.to_string()
    }

    /// First line of the message.
    async fn title(&self) -> &str {
        self.0.message.lines().next().unwrap_or_default()
    }

    /// The whole message.
    async fn message(&self) -> &str {
        &self.0.message
    }
}

connection!(CommitConnection, CommitEdge, CommitObject, "CommitConnection", "CommitEdge");

/// A branch or tag and where it is.
#[derive(SimpleObject)]
#[graphql(name = "Ref")]
pub(super) struct RefObject {
    /// Name without `refs/`.
    pub name: String,
    /// The commit it stands for.
    pub revision: String,
    /// Whether it is the branch that stands for the model where none is named.
    pub is_default: bool,
    /// Whether it is neither rewritten nor removed; never of a tag.
    pub is_protected: bool,
}

/// A branch that is neither rewritten nor removed, or a pattern of such branches.
#[derive(SimpleObject)]
#[graphql(name = "Protection")]
pub(super) struct ProtectionObject {
    /// A branch, or a pattern in which `*` stands for any characters.
    pattern: String,
    /// Who protected it.
    by: String,
    /// When, RFC 3339.
    at: String,
}

impl From<Protected> for ProtectionObject {
    fn from(protected: Protected) -> Self {
        let at = time(protected.created);
        Self { pattern: protected.pattern, by: protected.created_by, at }
    }
}

/// What an admin has protected.
pub(super) async fn protected(model: &Hosted) -> Result<Vec<Protected>> {
    let Some(records) = model.records() else { return Ok(Vec::new()) };
    let found = records.index().protected(model.name()).await;
    found.map_err(|error| to_graphql(error.into()))
}

/// A moment as RFC 3339, UTC.
pub(super) fn time(at: Millis) -> String {
    Time { seconds: at.0.div_euclid(1000), offset: 0 }.to_string()
}

/// How far back commits are counted.
const MAX_COUNTED: usize = 20_000;

/// Commits that led to the revision, or those of them that changed a file. All of it is counted
/// only where that is asked for, because that may be a long walk.
pub(super) fn commits(
    ctx: &Context<'_>,
    scope: &Arc<Scope>,
    file: Option<String>,
    size: usize,
    after: Option<&str>,
) -> Result<CommitConnection> {
    let start = match after_key(after)? {
        None => None,
        Some(key) => match RevisionId::parse(&key) {
            Ok(id) => Some(id),
            Err(_) => return Err(invalid("`after` is a cursor of another list")),
        },
    };
    let read = |size: usize, start: Option<RevisionId>| {
        let page = match &file {
            Some(file) => scope.model.history_of(&scope.revision, file, size, start),
            None => scope.model.history(&scope.revision, size, start),
        };
        page.map_err(to_graphql)
    };
    let total = match ctx.look_ahead().field("totalCount").exists() {
        true => read(MAX_COUNTED, None)?.commits.len(),
        false => 0,
    };
    let page = read(size, start)?;
    let entries = page.commits.into_iter().map(|commit| (commit.id.to_string(), CommitObject(commit)));
    Ok(CommitConnection(Page {
        entries: entries.collect(),
        has_next: page.next.is_some(),
        has_previous: start.is_some(),
        total,
    }))
}
