//! A number that says where it comes from.

use super::definition::{Definition, Unit, definition};

/// A number with its definition, its sample and what it was counted from.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Stable id; the key of [`definitions`](super::definitions).
    pub id: &'static str,
    /// The number in `unit`; none where there is nothing to compute it from.
    pub value: Option<f64>,
    /// What the number counts.
    pub unit: Unit,
    /// How many cases it was computed from. A page shows it beside the number.
    pub sample: u64,
    /// Keys of what is counted above the line, in order of time.
    pub numerator: Vec<String>,
    /// How many are counted below the line; the sample where there is no line.
    pub denominator: u64,
    /// Name, meaning and source, in English and Chinese.
    pub definition: &'static Definition,
    /// The step of DORA's quick check, 1 (slowest) to 6, where it has one.
    pub dora_step: Option<u8>,
}

impl Figure {
    fn new(id: &'static str, value: Option<f64>, sample: u64, numerator: Vec<String>, below: u64) -> Self {
        let definition = definition(id);
        let value = value.filter(|value| value.is_finite());
        let step = value.filter(|_| sample > 0).zip(definition.scale);
        Self {
            id,
            value,
            unit: definition.unit,
            sample,
            numerator,
            denominator: below,
            definition,
            dora_step: step.map(|(value, scale)| scale.step(value)),
        }
    }

    /// A number computed from measured values.
    pub(crate) fn measured(
        id: &'static str,
        value: Option<f64>,
        sample: u64,
        numerator: Vec<String>,
    ) -> Self {
        Self::new(id, value, sample, numerator, sample)
    }

    /// A number that counts things in a time.
    pub(crate) fn counted(id: &'static str, value: Option<f64>, numerator: Vec<String>) -> Self {
        let sample = numerator.len() as u64;
        Self::new(id, value, sample, numerator, sample)
    }

    /// A share of `all`, 0 to 1; none of nothing.
    pub(crate) fn share(id: &'static str, numerator: Vec<String>, all: u64) -> Self {
        let value = (all > 0).then(|| numerator.len() as f64 / all as f64);
        Self::new(id, value, all, numerator, all)
    }
}
