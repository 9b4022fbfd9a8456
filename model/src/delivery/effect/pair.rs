//! Whether one number moves another: what the model expects, held against what was measured.

use super::days::Daily;
use super::duration::milliseconds;
use super::lines::{correlation, without_trend};
use crate::delivery::moment::DAY;
use crate::id::ElementId;
use crate::snapshot::{RelationEntry, Snapshot};

/// The fewest days with both values that say something.
pub const SMALLEST_PAIR_SAMPLE: u64 = 20;

/// The weakest correlation that counts, however many days there are.
const WEAKEST: f64 = 0.2;

/// Which way the second number goes when the first one rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// It rises too.
    Positive,
    /// It falls.
    Negative,
}

impl Sign {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }
}

/// What an influence relation between two indicators says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// Which way; none where it does not say.
    pub sign: Option<Sign>,
    /// After how many days.
    pub lag_days: u32,
}

/// A pair of indicators of which the model expects that one moves the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What moves.
    pub from: ElementId,
    /// What it is expected to move.
    pub to: ElementId,
    /// How.
    pub declared: Declared,
}

/// What the values say to the expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PairVerdict {
    /// They go together as expected; without an expected direction, in either.
    Supports,
    /// They go together the other way.
    Contradicts,
    /// They do not go together.
    NoRelation,
    /// Too few days, or a number that does not vary.
    NeedsMoreData,
}

impl PairVerdict {
    /// The name in data and interfaces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
            Self::NoRelation => "no-relation",
            Self::NeedsMoreData => "needs-more-data",
        }
    }
}

/// How two indicators went together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Days by which the second was read later.
    pub lag_days: u32,
    /// The expected direction.
    pub sign: Option<Sign>,
    /// Pearson's correlation of the daily values, -1 to 1.
    pub correlation: Option<f64>,
    /// The same after the straight line through each of the two is taken away: two numbers that both
    /// rise for a year correlate, whatever they are.
    pub without_trend: Option<f64>,
    /// Days with a value of both.
    pub sample: u64,
    /// What that means.
    pub verdict: PairVerdict,
}

/// Holds the daily values of two indicators against each other: each day of the first beside the day
/// of the second that is `lag_days` later.
///
/// The verdict needs [`SMALLEST_PAIR_SAMPLE`] days. The two go together if the correlation, and also
/// the one without trend, are of one direction and each at least 0.2 and at least 2 / √n strong, which
/// numbers that have nothing to do with each other exceed once in twenty times.
pub fn pair(from: &Daily, to: &Daily, declared: Declared) -> Pair {
    let both: Vec<(f64, f64, f64)> = from
        .iter()
        .filter_map(|(day, value)| {
            let later = to.get(&day.checked_add(i64::from(declared.lag_days))?)?;
            Some((*day as f64, *value, *later))
        })
        .collect();
    let sample = both.len() as u64;
    let values: Vec<(f64, f64)> = both.iter().map(|(_, x, y)| (*x, *y)).collect();
    let line = |of: fn(&(f64, f64, f64)) -> (f64, f64)| {
        let points: Vec<(f64, f64)> = both.iter().map(of).collect();
        without_trend(&points)
    };
    let flat: Vec<(f64, f64)> =
        line(|(day, x, _)| (*day, *x)).into_iter().zip(line(|(day, _, y)| (*day, *y))).collect();
    let raw = correlation(&values);
    let flat = raw.and_then(|_| correlation(&flat));
    let verdict = match (raw, flat) {
        (Some(raw), Some(flat)) if sample >= SMALLEST_PAIR_SAMPLE => judge(raw, flat, sample, declared.sign),
        // A straight line has nothing left without its trend.
        _ => PairVerdict::NeedsMoreData,
    };
    Pair {
        lag_days: declared.lag_days,
        sign: declared.sign,
        correlation: raw,
        without_trend: flat,
        sample,
        verdict,
    }
}

fn judge(raw: f64, flat: f64, sample: u64, sign: Option<Sign>) -> PairVerdict {
    let enough = WEAKEST.max(2.0 / (sample as f64).sqrt());
    let direction = match (raw, flat) {
        (raw, flat) if raw >= enough && flat >= enough => Sign::Positive,
        (raw, flat) if raw <= -enough && flat <= -enough => Sign::Negative,
        _ => return PairVerdict::NoRelation,
    };
    match sign {
        Some(sign) if sign != direction => PairVerdict::Contradicts,
        _ => PairVerdict::Supports,
    }
}

/// The pair at every lag from 0 to `longest` days (at most 366), to see where it is strongest. Of many
/// lags some correlate by chance: it is a place to look at, not a finding.
pub fn scan(from: &Daily, to: &Daily, longest: u32) -> Vec<Pair> {
    (0..=longest.min(366)).map(|lag_days| pair(from, to, Declared { sign: None, lag_days })).collect()
}

/// All pairs that the model expects: influence relations from one indicator to another, in the order
/// of their ids.
pub fn expected_pairs(snapshot: &Snapshot) -> Vec<Expected> {
    let metamodel = snapshot.metamodel();
    let Some(indicator) = metamodel.known().indicator else { return Vec::new() };
    let influence = metamodel.relation_index("influence");
    let is_indicator = |slot| {
        snapshot
            .kind_at(slot)
            .is_some_and(|kind: crate::metamodel::KindIndex| metamodel.is_a(kind, indicator))
    };
    let mut found = Vec::new();
    for slot in snapshot.slots().filter(|slot| is_indicator(*slot)) {
        let Some(from) = snapshot.element_at(slot) else { continue };
        for edge in snapshot.out_edges(slot).iter().filter(|edge| is_indicator(edge.slot)) {
            let Some(entry) = snapshot.relation_at(edge.relation) else { continue };
            let kind = metamodel.relation_index(entry.relation.kind.as_str());
            let is_influence = kind.is_some_and(|kind| Some(metamodel.relation(kind).archimate) == influence);
            if let (true, Some(to)) = (is_influence, snapshot.element_at(edge.slot)) {
                let (from, to) = (from.id.clone(), to.id.clone());
                found.push(Expected { from, to, declared: declared(entry) });
            }
        }
    }
    found
}

/// The relation's own attributes, else ArchiMate's strength for the direction.
fn declared(entry: RelationEntry<'_>) -> Declared {
    let properties = &entry.relation.properties;
    let strength = entry.relation.strength.as_deref().and_then(|strength| strength.chars().next());
    let sign = match (properties.text("sign"), strength) {
        (Some("positive"), _) | (None, Some('+')) => Some(Sign::Positive),
        (Some("negative"), _) | (None, Some('-')) => Some(Sign::Negative),
        _ => None,
    };
    let lag = properties.text("lag").and_then(milliseconds).unwrap_or_default();
    Declared { sign, lag_days: u32::try_from((lag + DAY / 2).div_euclid(DAY)).unwrap_or_default() }
}
