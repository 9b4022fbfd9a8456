//! What is derived from the model and the events together, brought up to date before it is shown: which
//! names stand for what, and where every requirement is.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use archweave_index::{Context, RequirementInfo};
use archweave_model::delivery::Moment;
use archweave_model::delivery::effect::{self, Indicator, Watched};
use archweave_model::delivery::order::RequirementRank;
use archweave_model::delivery::reference::Directory;
use archweave_model::delivery::standing::Decision;
use archweave_model::element::Element;
use archweave_model::id::ElementId;
use archweave_store::RevisionId;

use super::readings::KeptReadings;
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
    /// What the board needs of the revision for which it was settled last.
    board: Mutex<Option<(RevisionId, Arc<OfModel>)>>,
    /// The position and revision for which the board was settled last.
    settled: Mutex<Option<(i64, RevisionId)>>,
    pub(crate) readings: Mutex<KeptReadings>,
}

/// What the model says of all requirements, as the board needs it.
struct OfModel {
    context: Context,
    /// The indicators of those that have any.
    watched: Vec<(ElementId, Vec<Watched>)>,
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
        let (records, model) = (self.records(), self.of_model());
        records.wait(records.index().settle(self.name(), &model.context, Millis::now()))?;
        let measured = self.measured(&model.watched)?;
        records.wait(records.index().measure(self.name(), &measured))?;
        *settled = Some(now);
        Ok(())
    }

    /// What the model says; read once while it is the revision that is asked for.
    fn of_model(&self) -> Arc<OfModel> {
        let revision = self.revision().id();
        let mut known = self.model().ledger.board.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, model)) if *of == revision => model.clone(),
            _ => {
                let model = Arc::new(self.read_model());
                *known = Some((revision, model.clone()));
                model
            }
        }
    }

    fn read_model(&self) -> OfModel {
        let snapshot = self.snapshot();
        let one = |(slot, element): (u32, &Element)| {
            let rank = RequirementRank::of(snapshot, slot)?;
            Some(RequirementInfo {
                id: element.id.clone(),
                decision: Decision::of(element).name().to_owned(),
                priority: rank.priority,
                urgency: rank.urgency,
                risk: rank.risk.map(|risk| risk as u8),
                owner: element.owners.business.as_deref().map(str::to_owned),
            })
        };
        let watched = |(slot, element): (u32, &Element)| {
            let watched = effect::indicators_of(snapshot, slot);
            (!watched.is_empty()).then(|| (element.id.clone(), watched))
        };
        OfModel {
            context: Context {
                requirements: kinds::requirements(snapshot).filter_map(one).collect(),
                environments: self.revision().environments().to_vec(),
            },
            watched: kinds::requirements(snapshot).filter_map(watched).collect(),
        }
    }

    /// Requirements of which an indicator has a value from after they went live: the same as
    /// [`super::Effect::is_measured`], for all at once.
    fn measured(&self, watched: &[(ElementId, Vec<Watched>)]) -> Result<BTreeSet<ElementId>, AppError> {
        if watched.is_empty() {
            return Ok(BTreeSet::new());
        }
        let (snapshot, records, at) = (self.snapshot(), self.records(), self.moment());
        let live: HashMap<ElementId, Moment> =
            records.wait(records.index().live_since(self.name()))?.into_iter().collect();
        let indicators: BTreeSet<ElementId> =
            watched.iter().flat_map(|(_, watched)| watched).map(|one| one.indicator.clone()).collect();
        let readings = self.effect_readings(&indicators)?;
        let newest = readings.iter().filter_map(|(id, readings)| {
            let lag = Indicator::of(snapshot.element(id.as_str())?).lag;
            let known = readings.iter().filter(|reading| reading.at <= at && reading.value.is_finite());
            Some((id, (lag, known.map(|reading| reading.at).max()?)))
        });
        let newest: HashMap<&ElementId, (i64, Moment)> = newest.collect();
        let is_measured = |(id, watched): &&(ElementId, Vec<Watched>)| {
            let Some(live) = live.get(id) else { return false };
            let newest = watched.iter().filter_map(|one| newest.get(&one.indicator));
            newest.into_iter().any(|(lag, newest)| *newest >= live.plus(*lag))
        };
        Ok(watched.iter().filter(is_measured).map(|(id, _)| id.clone()).collect())
    }
}
