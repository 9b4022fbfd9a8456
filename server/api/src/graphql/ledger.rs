//! What happened to a model, asked over GraphQL: fields of `Model`, mutations and a subscription.
//!
//! Every question may be asked of a moment (`at`): of the model as it was then and what had been reported
//! until then. Answers are computed where waiting is allowed and are never kept: they change whenever
//! something is reported.

mod board;
mod contents;
mod coverage;
mod fields;
mod figure;
mod impact;
mod indicator;
mod input;
mod intake;
mod lists;
mod metrics;
pub(super) mod mutation;
mod names;
pub(super) mod subscription;
mod trace;
mod trace_state;
mod trial;
mod unmatched;
mod where_is;

use std::sync::Arc;

use archweave_app::AppError;
use archweave_app::ledger::Ledger;
use archweave_model::delivery::Moment;
use archweave_model::delivery::moment::DAY;
use archweave_model::id::ElementId;
use async_graphql::{Context, Result};

use super::element::ElementObject;
use super::scope::{Dependencies, Scope};
use super::{invalid, to_graphql};

pub(super) use fields::LedgerFields;

/// An answer and the model that it is about.
pub(super) struct Asked<T> {
    scope: Arc<Scope>,
    found: T,
}

/// Asks the ledger beside the model of a request, or both as they were at a moment.
async fn ask<T: Send + 'static>(
    ctx: &Context<'_>,
    scope: &Arc<Scope>,
    at: Option<&str>,
    question: impl FnOnce(&Ledger<'_>) -> Result<T, AppError> + Send + 'static,
) -> Result<Asked<T>> {
    if let Ok(seen) = ctx.data::<Dependencies>() {
        seen.never_keep();
    }
    let at = at.map(moment).transpose()?;
    let Some(records) = scope.model.records().cloned() else {
        // Says why there is none.
        return match scope.model.ledger_of(scope.revision.clone(), None) {
            Err(error) => Err(to_graphql(error)),
            Ok(_) => Err(invalid("there is no ledger")),
        };
    };
    let scope = scope.clone();
    let asked = records.offload(move || {
        let ledger = match at {
            Some(_) => scope.model.ledger(at)?,
            // A model that was asked for by date is asked with what was known on that date.
            None => scope.model.ledger_of(scope.revision.clone(), moment(&scope.asked).ok())?,
        };
        let found = question(&ledger)?;
        let scope = match at {
            Some(at) => Arc::new(Scope {
                model: scope.model.clone(),
                revision: ledger.revision().clone(),
                asked: at.to_string().into(),
            }),
            None => scope.clone(),
        };
        Ok(Asked { scope, found })
    });
    asked.await.map_err(to_graphql)
}

/// A moment as somebody wrote it; a day means its end, as for revisions.
fn moment(text: &str) -> Result<Moment> {
    let read: Moment = text.parse().map_err(|error| invalid(format!("{error}")))?;
    Ok(match text.trim().len() {
        10 => read.plus(DAY - 1),
        _ => read,
    })
}

/// A moment in an answer.
fn time(at: Moment) -> String {
    at.to_string()
}

/// The element of an id in an answer; none if the revision does not have it.
fn element(scope: &Arc<Scope>, id: &ElementId) -> Option<ElementObject> {
    ElementObject::find(scope, id.as_str())
}

fn elements<'a>(scope: &Arc<Scope>, ids: impl IntoIterator<Item = &'a ElementId>) -> Vec<ElementObject> {
    ids.into_iter().filter_map(|id| element(scope, id)).collect()
}
