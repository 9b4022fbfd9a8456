//! Commits and names for them.

use std::sync::Arc;

use archweave_app::{CommitInfo, RevisionId};
use async_graphql::{Object, Result, SimpleObject};

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
}

/// Commits that led to the revision, or those of them that changed a file. Reading history may walk
/// far, so it runs beside the requests.
pub(super) async fn commits(
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
    let scope = scope.clone();
    let found = tokio::task::spawn_blocking(move || match file {
        Some(file) => scope.model.history_of(&scope.revision, &file, size, start),
        None => scope.model.history(&scope.revision, size, start),
    });
    let found = found.await.map_err(|e| archweave_app::AppError::Internal(e.to_string()));
    let page = found.and_then(|found| found).map_err(to_graphql)?;
    // The whole length would cost a walk to the first commit; it is known only at the end.
    let total = page.commits.len();
    let entries = page.commits.into_iter().map(|commit| (commit.id.to_string(), CommitObject(commit)));
    Ok(CommitConnection(Page {
        entries: entries.collect(),
        has_next: page.next.is_some(),
        has_previous: start.is_some(),
        total,
    }))
}
