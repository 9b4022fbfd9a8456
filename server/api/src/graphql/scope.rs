//! What the objects of one answer share: a model at a revision.

use std::sync::{Arc, Mutex, PoisonError};

use archweave_app::{App, Hosted, Revision, RevisionId};
use archweave_model::snapshot::Snapshot;
use async_graphql::{Context, Result};

use super::to_graphql;

/// A model at one revision, and how it was asked for.
pub(super) struct Scope {
    pub model: Arc<Hosted>,
    pub revision: Arc<Revision>,
    /// The text of `at`; empty for the default branch.
    pub asked: Box<str>,
}

impl Scope {
    pub fn snapshot(&self) -> &Snapshot {
        self.revision.snapshot()
    }

    /// Reads the model at what `at` names and remembers that this answer depends on it.
    pub fn open(ctx: &Context<'_>, model: &Arc<Hosted>, at: &str) -> Result<Arc<Self>> {
        let revision = model.resolve(at).map_err(to_graphql)?;
        if let Ok(seen) = ctx.data::<Dependencies>() {
            seen.add(model, at, revision);
        }
        let revision = model.revision(revision).map_err(to_graphql)?;
        Ok(Arc::new(Self { model: model.clone(), revision, asked: at.into() }))
    }

    /// Finds the model of a request: by name, or the only one.
    pub fn model<'a>(ctx: &'a Context<'_>, name: Option<&str>) -> Result<&'a Arc<Hosted>> {
        let app = ctx.data::<Arc<App>>()?;
        match (name, app.models()) {
            (Some(name), _) => app.model(name).map_err(to_graphql),
            (None, [only]) => Ok(only),
            (None, models) => {
                let names: Vec<&str> = models.iter().map(|m| m.name()).collect();
                Err(super::invalid(format!(
                    "say which model: `model(name: ...)`; this server has {}",
                    names.join(", ")
                )))
            }
        }
    }
}

/// What an answer was computed from.
#[derive(Clone, Default)]
pub(super) struct Dependencies(Arc<Mutex<Vec<Dependency>>>);

/// A name that was looked up, and what it meant.
pub(super) struct Dependency {
    pub model: Arc<Hosted>,
    pub at: Box<str>,
    /// None if the answer must not be kept at all.
    pub revision: Option<RevisionId>,
}

impl Dependency {
    /// Whether the name still means the same.
    pub fn holds(&self) -> bool {
        self.revision.is_some() && self.model.resolve(&self.at).ok() == self.revision
    }
}

impl Dependencies {
    fn add(&self, model: &Arc<Hosted>, at: &str, revision: RevisionId) {
        self.push(Dependency { model: model.clone(), at: at.into(), revision: Some(revision) });
    }

    /// Says that the answer depends on more than revisions: branches, tags.
    pub fn never_keep(&self, model: &Arc<Hosted>) {
        self.push(Dependency { model: model.clone(), at: "".into(), revision: None });
    }

    fn push(&self, dependency: Dependency) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(dependency);
    }

    /// All of them; the request is over.
    pub fn take(&self) -> Vec<Dependency> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
