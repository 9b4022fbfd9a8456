//! What must not get worse while a trial runs.

use super::id_of;
use super::span::Span;
use crate::delivery::Moment;
use crate::delivery::effect::{Indicator, Reading, number_of, order};
use crate::id::ElementId;
use crate::snapshot::Snapshot;
use crate::value::Value;

/// A number that must not get worse than a bound while the trial runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Guardrail {
    /// The number.
    pub indicator: ElementId,
    /// Its lower bound.
    pub at_least: Option<f64>,
    /// Its upper bound.
    pub at_most: Option<f64>,
    /// Whether it holds.
    pub status: GuardrailStatus,
    /// The reading that decides: the last one in the trial's time with enough cases.
    pub last: Option<Reading>,
    /// The first reading in that time, with enough cases, that broke it.
    pub broken_at: Option<Moment>,
}

/// Whether a guardrail holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GuardrailStatus {
    /// The last reading is within its bounds.
    Holds,
    /// It is not.
    Broken,
    /// There are readings, and none has enough cases behind it.
    NeedsMoreData,
    /// There is no reading in the trial's time.
    NoData,
}

impl GuardrailStatus {
    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Broken => "broken",
            Self::NeedsMoreData => "needs-more-data",
            Self::NoData => "no-data",
        }
    }
}

/// A guardrail as the model says it, held against the readings in the trial's time.
pub(super) fn guardrail(
    snapshot: &Snapshot,
    value: &Value,
    readings: impl Fn(&ElementId) -> Vec<Reading>,
    time: Span,
) -> Option<Guardrail> {
    let indicator = id_of(value.at(&["indicator"]))?;
    let bound = |key: &str| number_of(value.at(&[key]));
    let (at_least, at_most) = (bound("at_least"), bound("at_most"));
    let smallest = snapshot.element(indicator.as_str()).map_or(0, |one| Indicator::of(one).min_sample);
    let mut found: Vec<Reading> = readings(&indicator);
    found.retain(|reading| time.holds(reading.at) && reading.value.is_finite());
    found.sort_by(order);
    let is_any = !found.is_empty();
    found.retain(|reading| reading.sample >= smallest);
    let is_broken = |reading: &Reading| {
        at_least.is_some_and(|bound| reading.value < bound)
            || at_most.is_some_and(|bound| reading.value > bound)
    };
    let last = found.last().copied();
    let status = match last {
        Some(reading) if is_broken(&reading) => GuardrailStatus::Broken,
        Some(_) => GuardrailStatus::Holds,
        None if is_any => GuardrailStatus::NeedsMoreData,
        None => GuardrailStatus::NoData,
    };
    let broken_at = found.iter().find(|reading| is_broken(reading)).map(|reading| reading.at);
    Some(Guardrail { indicator, at_least, at_most, status, last, broken_at })
}
