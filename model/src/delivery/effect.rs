//! Whether what was delivered has the effect that was wanted, told from measured values.
//!
//! [`effect()`] judges one indicator by its readings, [`of_requirement`] one requirement by all the
//! indicators that [`indicators_of`] finds for it. [`roll_up`] makes one value of the readings of
//! several elements; [`pair`] asks whether one number moves another, as the model expects.

mod days;
mod duration;
mod indicator;
mod lines;
mod pair;
mod roll_up;
mod which;

pub use days::{Daily, daily};
pub use duration::milliseconds;
pub use indicator::{Direction, Indicator};
pub(crate) use indicator::{day_after, number_of};
pub use pair::{
    Declared, Expected, Pair, PairVerdict, SMALLEST_PAIR_SAMPLE, Sign, expected_pairs, pair, scan,
};
pub use roll_up::{ElementReading, RollUp, roll_up};
pub(crate) use which::is_realizing;
pub use which::{Watched, Why, indicators_of};

use super::Moment;

/// One measured value of an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// When it was so.
    pub at: Moment,
    /// How much.
    pub value: f64,
    /// How many cases it was computed from.
    pub sample: u64,
}

/// How far the wanted effect has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EffectState {
    /// Nothing measures it.
    NoIndicator,
    /// Something does, and there is no value with enough cases behind it yet.
    NoData,
    /// Values come; the target is not met, and its day is not past.
    Moving,
    /// The last value meets the target.
    Reached,
    /// The target's day is past, and the last value does not meet it.
    Missed,
}

impl EffectState {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::NoIndicator, Self::NoData, Self::Moving, Self::Reached, Self::Missed];

    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoIndicator => "no-indicator",
            Self::NoData => "no-data",
            Self::Moving => "moving",
            Self::Reached => "reached",
            Self::Missed => "missed",
        }
    }
}

/// What the readings of one indicator say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// How far it has come.
    pub state: EffectState,
    /// There are readings, and none of them has enough cases behind it.
    pub needs_more_data: bool,
    /// The reading that decides: the last one with enough cases.
    pub last: Option<Reading>,
    /// The very last reading, whatever its sample.
    pub newest: Option<Reading>,
    /// How much of the way from baseline to target is done: 0 at the baseline, 1 at the target, more
    /// beyond it, less than 0 the wrong way.
    pub progress: Option<f64>,
}

/// What the readings say of the indicator at a moment. They may be in any order; later ones than `at`
/// are not known yet.
///
/// 1. No reading: no data. None with at least [`Indicator::min_sample`] cases: no data, needs more.
/// 2. The last reading with enough cases meets the target: reached, also when it is late.
/// 3. It does not, and the target's day is over: missed.
/// 4. Otherwise, and always where there is no target: moving.
pub fn effect(indicator: &Indicator, readings: &[Reading], at: Moment) -> Effect {
    let known = || readings.iter().filter(|reading| reading.at <= at && reading.value.is_finite());
    let newest = known().copied().max_by(order);
    let last = known().filter(|reading| reading.sample >= indicator.min_sample).copied().max_by(order);
    let state = match last {
        None => EffectState::NoData,
        Some(reading) => match indicator.is_met(reading.value) {
            Some(true) => EffectState::Reached,
            Some(false) if indicator.is_due(at) => EffectState::Missed,
            _ => EffectState::Moving,
        },
    };
    Effect {
        state,
        needs_more_data: newest.is_some() && last.is_none(),
        last,
        newest,
        progress: last.and_then(|reading| indicator.progress(reading.value)),
    }
}

/// Of two readings of one moment the one with more cases decides, then the higher value: any rule
/// does, as long as it does not depend on the order in which they came.
pub(crate) fn order(a: &Reading, b: &Reading) -> std::cmp::Ordering {
    a.at.cmp(&b.at).then(a.sample.cmp(&b.sample)).then(a.value.total_cmp(&b.value))
}

/// The readings that can be an effect of something that is live since a moment: those not before it,
/// and not before the indicator's own lag is over.
pub fn since(indicator: &Indicator, readings: &[Reading], live: Moment) -> Vec<Reading> {
    let from = live.plus(indicator.lag);
    readings.iter().filter(|reading| reading.at >= from).copied().collect()
}

/// What several indicators say together of one requirement: missed if one of them is, reached if all
/// are, no data if none has any, else moving.
pub fn of_requirement(states: impl IntoIterator<Item = EffectState>) -> EffectState {
    let mut counts = [0_usize; 5];
    for state in states {
        if let Some(count) = counts.get_mut(state as usize) {
            *count += 1;
        }
    }
    let [_, no_data, moving, reached, missed] = counts;
    match (no_data, moving, reached, missed) {
        (0, 0, 0, 0) => EffectState::NoIndicator,
        (_, _, _, 1..) => EffectState::Missed,
        (_, 0, 0, 0) => EffectState::NoData,
        (0, 0, _, 0) => EffectState::Reached,
        _ => EffectState::Moving,
    }
}

#[cfg(test)]
mod tests;
