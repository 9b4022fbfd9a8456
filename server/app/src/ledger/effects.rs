//! Whether what was delivered had its effect: the indicators that the model holds it to, and their values
//! since it is live.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use archweave_model::delivery::Moment;
use archweave_model::delivery::effect::{self, EffectState, Indicator, Reading, Watched, Why};
use archweave_model::id::ElementId;

use super::Ledger;
use crate::AppError;

/// Whether a requirement had its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What all its indicators say together.
    pub state: EffectState,
    /// Whether one of them has a value from after it went live.
    pub is_measured: bool,
    /// Each of them, the nearest first.
    pub indicators: Vec<IndicatorEffect>,
}

/// What one indicator says of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorEffect {
    /// The indicator.
    pub indicator: ElementId,
    /// What it measures.
    pub measures: ElementId,
    /// How that is known to matter.
    pub why: Why,
    /// What its values since the requirement is live say.
    pub effect: effect::Effect,
}

impl Default for Effect {
    fn default() -> Self {
        Self { state: EffectState::NoIndicator, is_measured: false, indicators: Vec::new() }
    }
}

/// The values that a question needs, read at once.
pub(crate) struct Values {
    watched: HashMap<ElementId, Vec<Watched>>,
    indicators: HashMap<ElementId, (Indicator, Arc<[Reading]>)>,
}

impl Values {
    /// Reads the values of all indicators of these requirements.
    pub(crate) fn read(ledger: &Ledger<'_>, requirements: &[ElementId]) -> Result<Self, AppError> {
        let snapshot = ledger.snapshot();
        let mut watched: HashMap<ElementId, Vec<Watched>> = HashMap::new();
        let mut wanted: BTreeSet<ElementId> = BTreeSet::new();
        for id in requirements {
            let Some(slot) = snapshot.slot_of(id.as_str()) else { continue };
            let found = effect::indicators_of(snapshot, slot);
            wanted.extend(found.iter().map(|one| one.indicator.clone()));
            watched.insert(id.clone(), found);
        }
        let mut readings = ledger.effect_readings(&wanted)?;
        let one = |id: ElementId| {
            let indicator = Indicator::of(snapshot.element(id.as_str())?);
            let readings = readings.remove(&id).unwrap_or_default();
            Some((id, (indicator, readings)))
        };
        let indicators = wanted.into_iter().filter_map(one).collect();
        Ok(Self { watched, indicators })
    }

    /// The effect of a requirement that is live since a moment, or not.
    pub(crate) fn effect(&self, requirement: &ElementId, live: Option<Moment>, at: Moment) -> Effect {
        let watched = self.watched.get(requirement).map_or(&[][..], |watched| watched);
        let one = |watched: &Watched| {
            let (indicator, readings) = self.indicators.get(&watched.indicator)?;
            let counted = live.map(|live| effect::since(indicator, readings, live)).unwrap_or_default();
            Some(IndicatorEffect {
                indicator: watched.indicator.clone(),
                measures: watched.measures.clone(),
                why: watched.why,
                effect: effect::effect(indicator, &counted, at),
            })
        };
        let indicators: Vec<IndicatorEffect> = watched.iter().filter_map(one).collect();
        Effect {
            state: effect::of_requirement(indicators.iter().map(|one| one.effect.state)),
            is_measured: indicators.iter().any(|one| one.effect.newest.is_some()),
            indicators,
        }
    }
}
