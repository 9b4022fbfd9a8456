//! Questions about what happened to a model: where a requirement is, what runs in a place, what
//! changed, what an incident touched, how delivery flows, whether it had the effect.
//!
//! A [`Ledger`] is a model at one revision beside what was reported until one moment. Without a
//! moment both are as they are now; with one, both are as they were then, so that a question about the
//! past gets the answer of that day. One use case a file; the calculus is pure and stands in
//! `archweave_model::delivery`, the rows come from `archweave_index`.
//!
//! Reading needs nothing but the model. Recording, matching and affirming is for an
//! [`crate::Editor`], erasing for an [`crate::Admin`].
//!
//! Start at [`Hosted::ledger`].

mod board;
mod catch_up;
mod changed;
mod contents;
mod coverage;
pub mod draw;
mod effects;
mod events;
mod impact;
mod indicators;
mod intake;
mod kinds;
mod links;
mod lists;
mod metrics;
mod readings;
mod record;
mod replay;
mod take;
mod trace;
mod unmatched;
mod where_is;
pub mod words;

pub use board::{BoardPage, BoardQuery, BoardRow, BoardSort, Delivery};
pub(crate) use catch_up::LedgerState;
pub use changed::{Difference, VersionChange};
pub use contents::{Contained, Contents, Present, Subject, Unknown};
pub use coverage::{Assessed, CoverageAt, CoverageChange, DIMENSIONS, MAX_MOMENTS, STAGES};
pub use effects::{Effect, IndicatorEffect};
pub use events::DeliveryChanged;
pub use impact::{Cause, Impact, Touched, TouchedSort};
pub use indicators::{IndicatorStatus, PairStatus, last_year};
pub use intake::{MAX_PROMOTED, NeedFilter, NeedGroup, NeedRow, Promoted, Promotion, RankedDemand};
pub use links::Link;
pub use lists::{IncidentFilter, Stored};
pub use metrics::{By, MAX_WINDOW_DAYS, Measured, Metrics};
pub use record::{MAX_STATEMENTS, Stated, Statement};
pub use replay::{PastAffirmation, REPLAYED_AT_ONCE, Replayed};
pub use take::{Taken, UnmatchedName};
pub use trace::{Bond, Step, Trace, TraceEdge, TraceNode};
pub use unmatched::{MatchedShare, Page, Paging, Unmatched, name as sort_name};
pub use where_is::Whereabouts;

use std::sync::Arc;

use archweave_model::delivery::Moment;
use archweave_model::id::ElementId;
use archweave_model::snapshot::Snapshot;
use archweave_store::Time;

use crate::records::{Millis, Records};
use crate::{AppError, Hosted, Revision};

/// What is known of one model until a moment. Its methods wait for git and the database: call them
/// where waiting is allowed ([`Records::offload`]).
#[derive(Clone)]
pub struct Ledger<'a> {
    hosted: &'a Hosted,
    records: &'a Records,
    revision: Arc<Revision>,
    at: Option<Moment>,
}

impl Hosted {
    /// The ledger beside the default branch: now, or as both were at a moment.
    pub fn ledger(&self, at: Option<Moment>) -> Result<Ledger<'_>, AppError> {
        let revision = match at {
            None => self.at("")?,
            Some(at) => self.as_it_was(at)?,
        };
        self.ledger_of(revision, at)
    }

    /// The ledger beside a revision that was read already.
    pub fn ledger_of(&self, revision: Arc<Revision>, at: Option<Moment>) -> Result<Ledger<'_>, AppError> {
        let ledger = Ledger { hosted: self, records: self.ledger_records()?, revision, at };
        ledger.match_again();
        Ok(ledger)
    }

    /// The model at the last commit of its default branch at or before a moment. Files that are in no
    /// commit have one state only.
    fn as_it_was(&self, at: Moment) -> Result<Arc<Revision>, AppError> {
        match self.resolve("")?.is_commit() {
            true => self.at(&Time::utc(at.0.div_euclid(1000)).to_string()),
            false => self.at(""),
        }
    }

    pub(crate) fn ledger_records(&self) -> Result<&Records, AppError> {
        let missing = || {
            AppError::Unavailable(
                "nothing is recorded here: a ledger needs a database; serve a bare repository, or name a \
                 folder with --data"
                    .into(),
            )
        };
        self.records().ok_or_else(missing)
    }
}

impl<'a> Ledger<'a> {
    /// The model.
    pub fn model(&self) -> &'a Hosted {
        self.hosted
    }

    /// The model at the revision that is asked about.
    pub fn revision(&self) -> &Arc<Revision> {
        &self.revision
    }

    /// The moment that is asked about; none is now.
    pub fn at(&self) -> Option<Moment> {
        self.at
    }

    /// The moment that is asked about, by the clock if it is now.
    pub fn moment(&self) -> Moment {
        self.at.unwrap_or_else(now)
    }

    /// Grows with every event that is taken in: an answer about now holds as long as this does.
    pub fn position(&self) -> Result<i64, AppError> {
        self.records.wait(self.records.index().position(self.hosted.name()))
    }

    /// The same model and ledger at another moment.
    pub fn at_moment(&self, at: Option<Moment>) -> Result<Self, AppError> {
        self.hosted.ledger(at)
    }

    pub(crate) fn snapshot(&self) -> &Snapshot {
        self.revision.snapshot()
    }

    pub(crate) fn name(&self) -> &'a str {
        self.hosted.name()
    }

    pub(crate) fn records(&self) -> &'a Records {
        self.records
    }

    /// The id of an element that is in the model.
    pub(crate) fn known(&self, id: &str) -> Result<ElementId, AppError> {
        match self.snapshot().element(id) {
            Some(element) => Ok(element.id.clone()),
            None => Err(AppError::NotFound(format!("no element `{id}` in this revision"))),
        }
    }
}

/// The machine's clock.
pub(crate) fn now() -> Moment {
    Moment(Millis::now().0)
}
