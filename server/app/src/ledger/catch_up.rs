//! What is derived from the model and the events together, brought up to date before it is shown: which
//! names stand for what, and where every requirement is.

use std::sync::{Arc, Mutex, PoisonError};

use archweave_index::{Context, RequirementInfo};
use archweave_model::delivery::order::RequirementRank;
use archweave_model::delivery::reference::Directory;
use archweave_model::delivery::standing::{Decision, EnvironmentInfo};
use archweave_store::RevisionId;

use super::{Ledger, events::Deliveries, kinds, take::Queue};
use crate::records::Millis;
use crate::{AppError, Hosted, Revision};

/// What a model remembers of its ledger between questions.
#[derive(Default)]
pub(crate) struct LedgerState {
    pub(crate) deliveries: Deliveries,
    /// Events that wait for a flush.
    pub(crate) queue: Queue,
    /// The names of the last revision that was asked for.
    names: Mutex<Option<(RevisionId, Arc<Directory>)>>,
    /// The revision with which names were matched last.
    matched: Mutex<Option<RevisionId>>,
    /// The position and revision for which the board was settled last.
    settled: Mutex<Option<(i64, RevisionId)>>,
}

impl Hosted {
    /// What names stand for in a revision; read once while it is the one that is asked for.
    pub fn directory(&self, revision: &Revision) -> Arc<Directory> {
        let mut known = self.ledger.names.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, names)) if *of == revision.id() => names.clone(),
            _ => {
                let names = Arc::new(Directory::new(revision.snapshot()));
                *known = Some((revision.id(), names.clone()));
                names
            }
        }
    }
}

impl Ledger<'_> {
    /// What names stand for in the model that is asked about.
    pub(crate) fn directory(&self) -> Arc<Directory> {
        self.model().directory(self.revision())
    }

    /// Looks names up again if the default branch moved since that was done last. Only what is now is
    /// matched: a question about the past changes nothing.
    pub(crate) fn match_again(&self) {
        // Without it the answer has the names of before; what else is wrong shows when the question is asked.
        if let Err(error) = self.try_match_again() {
            tracing::warn!(model = self.name(), %error, "names were not looked up again");
        }
    }

    fn try_match_again(&self) -> Result<(), AppError> {
        if self.at().is_some() || self.model().resolve("")? != self.revision().id() {
            return Ok(());
        }
        // Held while it is done: it is done once, and the others wait for the outcome.
        let mut matched = self.model().ledger.matched.lock().unwrap_or_else(PoisonError::into_inner);
        if *matched == Some(self.revision().id()) {
            return Ok(());
        }
        let (records, directory) = (self.records(), self.directory());
        let changed = records.wait(records.index().rematch(self.name(), &directory))?;
        *matched = Some(self.revision().id());
        drop(matched);
        if changed > 0 {
            tracing::info!(model = self.name(), changed, "names stand for something else now");
            self.model().delivered(Vec::new(), Vec::new());
        }
        Ok(())
    }

    /// Computes the rows of the board again that events or the model touched since.
    pub(crate) fn settle(&self) -> Result<(), AppError> {
        let now = (self.position()?, self.revision().id());
        let mut settled = self.model().ledger.settled.lock().unwrap_or_else(PoisonError::into_inner);
        if *settled == Some(now) {
            return Ok(());
        }
        let snapshot = self.snapshot();
        let one = |(slot, element): (u32, &archweave_model::element::Element)| {
            let rank = RequirementRank::of(snapshot, slot)?;
            Some(RequirementInfo {
                id: element.id.clone(),
                decision: Decision::of(element).name().to_owned(),
                priority: rank.priority,
                urgency: rank.urgency,
                owner: element.owners.business.as_deref().map(str::to_owned),
                effect: None,
                is_measured: false,
            })
        };
        let requirements = kinds::requirements(snapshot).filter_map(one).collect();
        let context = Context { requirements, environments: EnvironmentInfo::all(snapshot) };
        let records = self.records();
        records.wait(records.index().settle(self.name(), &context, Millis::now()))?;
        *settled = Some(now);
        Ok(())
    }
}
