//! What is not in git: tokens, the audit, protected branches, merges under way. One database a server.

use std::path::Path;
use std::sync::Arc;

pub use archweave_index::{
    AuditFilter, AuditPage, Entry, Millis, NewToken, Protected, Recorded, Secret, TokenInfo,
};
use archweave_index::{Index, IndexError};
use tokio::runtime::Runtime;

use crate::who::Identity;
use crate::{AppError, RevisionId};

/// The database, for callers that wait. Never call it from a thread that runs asynchronous tasks.
#[derive(Clone)]
pub struct Records {
    index: Index,
    /// Drives the database; its thread does nothing else.
    runtime: Arc<Runtime>,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Records")
    }
}

/// Something that was done, refused or failed.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    /// A stable word: `commit`, `push`, `merge`, `branch.create`.
    pub(crate) action: &'static str,
    /// `done`, `refused` or `failed`.
    pub(crate) outcome: &'static str,
    /// The branch or tag.
    pub(crate) reference: String,
    pub(crate) revision: Option<RevisionId>,
    pub(crate) detail: String,
}

impl Records {
    /// What the database is called.
    pub const FILE_NAME: &'static str = Index::FILE_NAME;

    /// The environment variable that names a database of a PostgreSQL server: `postgres://user@host/name`.
    pub const URL: &'static str = "DATABASE_URL";

    /// Opens the database in a file, or makes it.
    pub fn open(place: &Path) -> Result<Self, AppError> {
        Self::over(Index::open(place))
    }

    /// Opens a database of a PostgreSQL server, or makes its tables. Several servers may share it.
    pub fn connect(url: &str) -> Result<Self, AppError> {
        Self::over(Index::connect(url))
    }

    /// The database that the environment names ([`Self::URL`]), if it names one.
    pub fn of_environment() -> Result<Option<Self>, AppError> {
        let url = std::env::var(Self::URL).ok().filter(|url| !url.trim().is_empty());
        url.map(|url| Self::connect(url.trim())).transpose()
    }

    fn over(opening: impl Future<Output = Result<Index, IndexError>>) -> Result<Self, AppError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("archweave-records")
            .enable_all()
            .build()
            .map_err(|error| AppError::Unavailable(format!("cannot start a thread: {error}")))?;
        let index = runtime.block_on(opening)?;
        Ok(Self { index, runtime: Arc::new(runtime) })
    }

    /// Does something that waits for the database, on a thread where it may: for callers that run
    /// asynchronous tasks. What is done there waits for nothing that is done here, so they never wait for
    /// each other.
    pub async fn offload<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.runtime.spawn_blocking(task).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a question to the database stopped");
            Err(AppError::Internal("the question stopped; this is a mistake of the server".into()))
        })
    }

    /// The database, for asynchronous callers.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Waits for the database.
    pub fn wait<T>(&self, task: impl Future<Output = Result<T, IndexError>>) -> Result<T, AppError> {
        Ok(self.runtime.block_on(task)?)
    }

    /// Waits for what has errors of its own.
    pub(crate) fn block_on<T>(&self, task: impl Future<Output = T>) -> T {
        self.runtime.block_on(task)
    }

    /// Whether somebody can come in with a token.
    pub fn has_tokens(&self) -> Result<bool, AppError> {
        self.wait(self.index.has_tokens(Millis::now()))
    }

    /// Puts everything into the file. Later calls fail.
    pub fn close(&self) -> Result<(), AppError> {
        self.wait(self.index.clone().close())
    }

    /// Who did what, newest first.
    pub fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<AuditPage, AppError> {
        self.wait(self.index.audit(filter, limit))
    }

    /// Records what several people did. That it cannot be recorded undoes nothing: it is logged.
    pub(crate) fn note(&self, model: &str, acts: Vec<(Identity, Act)>) {
        let at = Millis::now();
        let entries = acts.into_iter().map(|(who, act)| Entry {
            at,
            who: who.name,
            email: who.email,
            token: who.token,
            action: act.action.to_owned(),
            outcome: act.outcome.to_owned(),
            model: Some(model.to_owned()),
            reference: Some(act.reference).filter(|name| !name.is_empty()),
            revision: act.revision.map(|revision| revision.to_string()),
            from: Some(who.from).filter(|from| !from.is_empty()),
            detail: act.detail,
        });
        if let Err(error) = self.wait(self.index.record_all(entries.collect())) {
            tracing::error!(%error, model, "the audit was not written");
        }
    }
}

impl From<IndexError> for AppError {
    fn from(error: IndexError) -> Self {
        let text = error.to_string();
        match error {
            IndexError::NotFound { .. } => Self::NotFound(text),
            IndexError::Invalid(_) => Self::Invalid(text),
            IndexError::Stale { .. } | IndexError::Closed { .. } => Self::Stale(text),
            _ => Self::Unavailable(text),
        }
    }
}
