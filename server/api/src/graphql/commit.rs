//! Commits and names for them.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use archweave_app::records::{Millis, Protected};
use archweave_app::{BranchName, CommitInfo, CommitPage, Hosted, RevisionId, Time};
use async_graphql::{Context, Object, Result, SimpleObject};

use super::connection::{Page, after_key, connection};
use super::scope::{Dependencies, Scope};
use super::{invalid, to_graphql};

/// A commit of a model.
pub(super) struct CommitObject {
    commit: CommitInfo,
    names: Arc<Names>,
}

/// Branches and tags by where they are, read when somebody asks.
pub(super) struct Names {
    model: Arc<Hosted>,
    found: OnceLock<HashMap<RevisionId, Vec<String>>>,
}

impl Names {
    /// Of a model; shared by the commits of a page.
    pub fn of(model: &Arc<Hosted>) -> Arc<Self> {
        Arc::new(Self { model: model.clone(), found: OnceLock::new() })
    }

    fn at(&self, revision: RevisionId) -> Result<Vec<String>> {
        if self.found.get().is_none() {
            let mut found: HashMap<RevisionId, Vec<String>> = HashMap::new();
            for branch in self.model.branches().map_err(to_graphql)? {
                found.entry(branch.revision).or_default().push(branch.name.as_str().to_owned());
            }
            for tag in self.model.tags().map_err(to_graphql)? {
                found.entry(tag.revision).or_default().push(tag.name);
            }
            // Whoever was faster read the same.
            let _ = self.found.set(found);
        }
        Ok(self.found.get().and_then(|found| found.get(&revision)).cloned().unwrap_or_default())
    }
}

impl CommitObject {
    /// A commit; `names` is shared by those that are shown together.
    pub fn new(commit: CommitInfo, names: &Arc<Names>) -> Self {
        Self { commit, names: names.clone() }
    }
}

/// Who changed the model, when and why.
#[Object(name = "Commit")]
impl CommitObject {
    /// Its id.
    async fn revision(&self) -> String {
        self.commit.id.to_string()
    }

    /// Ids of the commits before it.
    async fn parents(&self) -> Vec<String> {
        self.commit.parents.iter().map(ToString::to_string).collect()
    }

    /// Who wrote the change.
    async fn author(&self) -> &str {
        &self.commit.author
    }

    /// The author's address.
    async fn email(&self) -> &str {
        &self.commit.email
    }

    /// Branches, then tags, that are at this commit.
    async fn refs(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        if let Ok(seen) = ctx.data::<Dependencies>() {
            seen.never_keep();
        }
        self.names.at(self.commit.id)
    }

    /// When it was committed, RFC 3339.
    async fn time(&self) -> String {
        self.commit.time.to_string()
    }

    /// First line of the message.
    async fn title(&self) -> &str {
        self.commit.message.lines().next().unwrap_or_default()
    }

    /// The whole message.
    async fn message(&self) -> &str {
        &self.commit.message
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
    let start = start_of(after)?;
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
    Ok(shown(&scope.model, read(size, start)?, start.is_some(), total))
}

fn shown(model: &Arc<Hosted>, page: CommitPage, has_previous: bool, total: usize) -> CommitConnection {
    let names = Names::of(model);
    let entries = page.commits.into_iter();
    let entries = entries.map(|commit| (commit.id.to_string(), CommitObject::new(commit, &names)));
    CommitConnection(Page { entries: entries.collect(), has_next: page.next.is_some(), has_previous, total })
}

/// The commits of several branches, for a picture of their history.
pub(super) fn graph(
    ctx: &Context<'_>,
    scope: &Arc<Scope>,
    branches: Option<&[BranchName]>,
    size: usize,
    after: Option<&str>,
) -> Result<CommitConnection> {
    let start = start_of(after)?;
    let read = |size, start| scope.model.graph(branches, size, start).map_err(to_graphql);
    let total = match ctx.look_ahead().field("totalCount").exists() {
        true => read(MAX_COUNTED, None)?.commits.len(),
        false => 0,
    };
    Ok(shown(&scope.model, read(size, start)?, start.is_some(), total))
}

/// The commit after which a page starts.
fn start_of(after: Option<&str>) -> Result<Option<RevisionId>> {
    match after_key(after)? {
        None => Ok(None),
        Some(key) => match RevisionId::parse(&key) {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(invalid("`after` is a cursor of another list")),
        },
    }
}
