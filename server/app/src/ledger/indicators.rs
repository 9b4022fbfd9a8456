//! Indicators with targets, values and what these say; pairs of which the model expects that one moves the
//! other; trials with their guardrails.

use std::collections::{BTreeMap, BTreeSet};

use archweave_index::Paging;
use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::Placed;
use archweave_model::delivery::effect::{
    self, Effect, ElementReading, Expected, Indicator, Pair, Reading, RollUp, daily, expected_pairs, pair,
    roll_up,
};
use archweave_model::delivery::flow::Window;
use archweave_model::delivery::record::{Record, RecordKind, Sort};
use archweave_model::delivery::trial::{self, Trial};
use archweave_model::id::ElementId;

use super::contents::split;
use super::{Ledger, kinds, kinds::Way};
use crate::AppError;

/// An indicator with what is known of it.
#[derive(Clone, Debug)]
pub struct IndicatorStatus {
    /// Its element.
    pub indicator: ElementId,
    /// What the model says of it.
    pub about: Indicator,
    /// What its values say.
    pub effect: Effect,
    /// Values of the window, in order of time.
    pub series: Vec<Reading>,
    /// One value over the elements that it measures, where they have values of their own.
    pub rolled_up: Option<RollUp>,
    /// What it measures.
    pub measures: Vec<ElementId>,
}

/// A pair that the model expects, and what the values say.
#[derive(Clone, Debug)]
pub struct PairStatus {
    /// The expectation.
    pub expected: Expected,
    /// What was found.
    pub found: Pair,
    /// With `scan`: the same at every lag up to the longest, to see where it is strongest.
    pub scan: Vec<Pair>,
}

/// Values of one series.
const MAX_VALUES: u32 = 2_000;
/// Deployments that trials are looked for in.
const MAX_DEPLOYMENTS: usize = 5_000;

impl Ledger<'_> {
    /// Indicators of the model, by id, or those asked for.
    pub fn indicators(
        &self,
        ids: Option<&[String]>,
        window: Window,
    ) -> Result<Vec<IndicatorStatus>, AppError> {
        let (snapshot, at) = (self.snapshot(), self.moment());
        let window = self.bounded(window)?;
        let is_wanted = |id: &ElementId| ids.is_none_or(|ids| ids.iter().any(|wanted| wanted == id.as_str()));
        let all: Vec<_> =
            kinds::all(snapshot, "indicator").filter(|(_, element)| is_wanted(&element.id)).collect();
        let wanted: BTreeSet<ElementId> = all.iter().map(|(_, element)| element.id.clone()).collect();
        let mut newest = self.newest_readings(&wanted, 50)?;
        let mut found = Vec::with_capacity(all.len());
        for (slot, element) in all {
            let about = Indicator::of(element);
            let measures = kinds::targets(snapshot, slot);
            let readings = newest.remove(&element.id).unwrap_or_default();
            found.push(IndicatorStatus {
                effect: effect::effect(&about, &readings, at),
                series: self.series(&element.id, None, window)?,
                rolled_up: self.rolled_up(&element.id, &about, &measures, window)?,
                measures,
                indicator: element.id.clone(),
                about,
            });
        }
        Ok(found)
    }

    fn series(
        &self,
        indicator: &ElementId,
        element: Option<&ElementId>,
        window: Window,
    ) -> Result<Vec<Reading>, AppError> {
        let records = self.records();
        records.wait(records.index().readings(self.name(), indicator, element, window, MAX_VALUES))
    }

    /// One value over what the indicator measures, and over its parts.
    fn rolled_up(
        &self,
        indicator: &ElementId,
        about: &Indicator,
        measures: &[ElementId],
        window: Window,
    ) -> Result<Option<RollUp>, AppError> {
        let snapshot = self.snapshot();
        let mut elements: BTreeSet<ElementId> = measures.iter().cloned().collect();
        for slot in measures.iter().filter_map(|id| snapshot.slot_of(id.as_str())) {
            let parts = ["composition", "aggregation"].into_iter();
            let parts = parts.flat_map(|relation| kinds::neighbours(snapshot, slot, relation, Way::Out));
            elements.extend(parts.map(|(_, element)| element.id.clone()));
        }
        let mut readings = Vec::new();
        for element in elements.into_iter().take(100) {
            let of = self.series(indicator, Some(&element), window)?;
            readings
                .extend(of.into_iter().map(|reading| ElementReading { element: element.clone(), reading }));
        }
        let at = self.moment();
        let oldest = about.period.map(|period| at.plus(-period.saturating_mul(2)));
        Ok((!readings.is_empty()).then(|| roll_up(&readings, oldest, at)))
    }

    /// Pairs that the model expects, in the order of their ids; `longest` scans lags up to so many days.
    pub fn pairs(&self, window: Window, longest: Option<u32>) -> Result<Vec<PairStatus>, AppError> {
        let window = self.bounded(window)?;
        let expected = expected_pairs(self.snapshot());
        let mut series = BTreeMap::new();
        for id in expected.iter().flat_map(|pair| [&pair.from, &pair.to]) {
            if !series.contains_key(id) {
                series.insert(id.clone(), daily(&self.series(id, None, window)?));
            }
        }
        let found = expected.into_iter().filter_map(|expected| {
            let (from, to) = (series.get(&expected.from)?, series.get(&expected.to)?);
            let found = pair(from, to, expected.declared);
            let scan = longest.map(|longest| effect::scan(from, to, longest)).unwrap_or_default();
            Some(PairStatus { expected, found, scan })
        });
        Ok(found.collect())
    }

    /// Trials of the model, by id, with their guardrails.
    pub fn trials(&self) -> Result<Vec<Trial>, AppError> {
        let (snapshot, at) = (self.snapshot(), self.moment());
        let all: Vec<u32> = kinds::all(snapshot, "trial").map(|(slot, _)| slot).collect();
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let indicators: BTreeSet<ElementId> =
            kinds::all(snapshot, "indicator").map(|(_, element)| element.id.clone()).collect();
        let readings = self.newest_readings(&indicators, MAX_VALUES)?;
        let deployments = self.placed()?;
        let of = |id: &ElementId| readings.get(id).cloned().unwrap_or_default();
        Ok(all.into_iter().filter_map(|slot| trial::trial(snapshot, slot, of, &deployments, at)).collect())
    }

    /// The newest deployments until the moment of this ledger, with what their names stand for.
    fn placed(&self) -> Result<Vec<Placed>, AppError> {
        let (records, directory, until) = (self.records(), self.directory(), self.moment());
        let (mut paging, mut found) = (Paging::first(1_000), Vec::new());
        loop {
            let page = records.wait(records.index().records(self.name(), RecordKind::Deployment, &paging))?;
            for stored in page.items {
                let Record::Deployment(record) = stored.record else { continue };
                let Some(at) = record.at.or(record.started_at).filter(|at| *at <= until) else { continue };
                let find =
                    |sort, name: Option<&str>| directory.find(sort, name?).ok().map(|found| found.element);
                found.push(Placed {
                    environment: find(Sort::Environment, record.environment.as_deref()),
                    target: find(Sort::Target, record.target.as_deref()),
                    package: record.purl.as_deref().map(|purl| split(purl).0).unwrap_or_default(),
                    ordinal: at,
                    key: stored.key,
                    record,
                });
            }
            match page.next.filter(|_| found.len() < MAX_DEPLOYMENTS) {
                Some(next) => paging.after = Some(next),
                None => break,
            }
        }
        found.sort_by(|a, b| (a.ordinal, &a.key).cmp(&(b.ordinal, &b.key)));
        Ok(found)
    }
}

/// The last year until a moment.
pub fn last_year(until: Moment) -> Window {
    Window::last_days(365, until.plus(1))
}
