//! What the objects of one answer share: a model at a revision.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use archweave_app::{App, AppError, Caller, Hosted, Revision, RevisionId};
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

    /// Finds the model of a request: by name, or the only one. What the caller may not read is not there.
    pub fn model<'a>(ctx: &'a Context<'_>, name: Option<&str>) -> Result<&'a Arc<Hosted>> {
        let app = ctx.data::<Arc<App>>()?;
        let Some(name) = name else {
            let mut models = readable(ctx)?;
            return match (models.next(), models.next()) {
                (Some(only), None) => Ok(only),
                (None, _) => {
                    Err(to_graphql(AppError::NotFound("there is no model that you may read".into())))
                }
                (Some(first), Some(second)) => {
                    let names = [first, second].into_iter().chain(models).map(|m| m.name());
                    let names = names.collect::<Vec<&str>>().join(", ");
                    Err(super::invalid(format!(
                        "say which model: `model(name: ...)`; this server has {names}"
                    )))
                }
            };
        };
        app.read(name, caller(ctx)?).map_err(to_graphql)
    }
}

/// Who asks.
pub(super) fn caller<'a>(ctx: &'a Context<'_>) -> Result<&'a Caller> {
    Ok(ctx.data::<Arc<Caller>>()?)
}

/// The models that the caller may know of.
pub(super) fn readable<'a>(ctx: &'a Context<'_>) -> Result<impl Iterator<Item = &'a Arc<Hosted>>> {
    let (app, caller) = (ctx.data::<Arc<App>>()?, caller(ctx)?);
    Ok(app.models().iter().filter(|model| caller.may_read(model.name())))
}

/// What an answer was computed from.
#[derive(Clone, Default)]
pub(super) struct Dependencies(Arc<Mutex<Vec<Dependency>>>, Arc<AtomicBool>);

/// A name that was looked up, and what it meant.
pub(super) struct Dependency {
    model: Arc<Hosted>,
    at: Box<str>,
    revision: RevisionId,
}

impl Dependency {
    /// Whether the name still means the same.
    pub fn holds(&self) -> bool {
        self.model.resolve(&self.at).ok() == Some(self.revision)
    }
}

impl Dependencies {
    fn add(&self, model: &Arc<Hosted>, at: &str, revision: RevisionId) {
        let dependency = Dependency { model: model.clone(), at: at.into(), revision };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(dependency);
    }

    /// Says that the answer depends on more than revisions: branches, tags, people.
    pub fn never_keep(&self) {
        self.1.store(true, Ordering::Relaxed);
    }

    /// All of them; the request is over. None if the answer must not be kept.
    pub fn take(&self) -> Option<Vec<Dependency>> {
        let taken = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        (!self.1.load(Ordering::Relaxed)).then_some(taken)
    }
}
