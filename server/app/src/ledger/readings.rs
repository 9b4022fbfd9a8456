//! The newest values of indicators. Many requirements are held to few indicators, so what was read of one is kept
//! until the ledger moves on.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError};

use archweave_model::delivery::Moment;
use archweave_model::delivery::effect::Reading;
use archweave_model::delivery::flow::Window;
use archweave_model::id::ElementId;

use super::Ledger;
use crate::AppError;

/// Values of one indicator that say whether something had its effect.
const OF_EFFECT: u32 = 500;
/// Values that are kept, of all indicators of a model together.
const MOST_KEPT: usize = 500_000;

/// Values as they were at a position of the ledger.
#[derive(Default)]
pub(crate) struct KeptReadings {
    position: i64,
    count: usize,
    of: HashMap<ElementId, Arc<[Reading]>>,
}

impl KeptReadings {
    fn at(&mut self, position: i64) -> &mut Self {
        if self.position != position {
            *self = Self { position, ..Self::default() };
        }
        self
    }

    fn keep(&mut self, id: ElementId, readings: Arc<[Reading]>) {
        self.count += readings.len();
        if self.count > MOST_KEPT {
            (self.count, self.of) = (readings.len(), HashMap::new());
        }
        self.of.insert(id, readings);
    }
}

impl Ledger<'_> {
    /// The values of indicators that say whether something had its effect, in order of time.
    pub(crate) fn effect_readings(
        &self,
        wanted: &BTreeSet<ElementId>,
    ) -> Result<HashMap<ElementId, Arc<[Reading]>>, AppError> {
        let arc = |(id, readings): (ElementId, Vec<Reading>)| (id, Arc::from(readings));
        if self.at().is_some() {
            return Ok(self.newest_readings(wanted, OF_EFFECT)?.into_iter().map(arc).collect());
        }
        // Asked for before the values are read: what comes in meanwhile makes them too new, never too old.
        let position = self.position()?;
        let kept = || self.model().ledger.readings.lock().unwrap_or_else(PoisonError::into_inner);
        let known = |kept: &mut KeptReadings| -> HashMap<ElementId, Arc<[Reading]>> {
            let of = &kept.at(position).of;
            wanted.iter().filter_map(|id| Some((id.clone(), of.get(id)?.clone()))).collect()
        };
        let mut found = known(&mut kept());
        let missing: BTreeSet<ElementId> =
            wanted.iter().filter(|id| !found.contains_key(*id)).cloned().collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let mut read = self.newest_readings(&missing, OF_EFFECT)?;
        let mut kept = kept();
        for id in missing {
            // None is an answer too.
            let (id, readings): (_, Arc<[Reading]>) = arc((id.clone(), read.remove(&id).unwrap_or_default()));
            if kept.position == position {
                kept.keep(id.clone(), readings.clone());
            }
            found.insert(id, readings);
        }
        Ok(found)
    }

    /// The newest values of indicators until the moment of this ledger, in order of time.
    pub(crate) fn newest_readings(
        &self,
        wanted: &BTreeSet<ElementId>,
        each: u32,
    ) -> Result<HashMap<ElementId, Vec<Reading>>, AppError> {
        let (records, mut found) = (self.records(), HashMap::new());
        if wanted.is_empty() {
            return Ok(found);
        }
        let Some(at) = self.at() else {
            let all = records.wait(records.index().last_readings_of(self.name(), wanted, each))?;
            return Ok(all.into_iter().collect());
        };
        let window = Window { from: Moment(i64::MIN), until: at.plus(1) };
        for id in wanted {
            let readings = records.index().readings(self.name(), id, None, window, each);
            found.insert(id.clone(), records.wait(readings)?);
        }
        Ok(found)
    }
}
