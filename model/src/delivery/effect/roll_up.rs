//! One value of an indicator that is measured at several elements.

use std::collections::BTreeMap;

use super::Reading;
use crate::delivery::Moment;
use crate::id::ElementId;

/// A reading at one element.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementReading {
    /// Where it was measured.
    pub element: ElementId,
    /// What was measured.
    pub reading: Reading,
}

/// The value over several elements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RollUp {
    /// The mean of the elements' last values, weighted by their samples; none where no reading has a
    /// case behind it.
    pub value: Option<f64>,
    /// All samples together.
    pub sample: u64,
    /// The elements whose values are in it, in order, each with its last reading.
    pub elements: Vec<ElementReading>,
    /// Elements whose only readings are without cases, or too old.
    pub left_out: Vec<ElementId>,
}

/// Rolls the last reading of each element until `at` up into one. Readings before `oldest` are too old
/// to stand for what is.
pub fn roll_up(readings: &[ElementReading], oldest: Option<Moment>, at: Moment) -> RollUp {
    let mut last: BTreeMap<&ElementId, Option<Reading>> = BTreeMap::new();
    for ElementReading { element, reading } in readings.iter().filter(|one| one.reading.at <= at) {
        let known = last.entry(element).or_default();
        let is_usable = reading.sample > 0
            && reading.value.is_finite()
            && oldest.is_none_or(|oldest| reading.at >= oldest);
        if is_usable && known.is_none_or(|known| super::order(&known, reading).is_lt()) {
            *known = Some(*reading);
        }
    }
    let mut result = RollUp::default();
    for (element, reading) in last {
        match reading {
            Some(reading) => {
                result.sample = result.sample.saturating_add(reading.sample);
                result.elements.push(ElementReading { element: element.clone(), reading });
            }
            None => result.left_out.push(element.clone()),
        }
    }
    let cases: f64 = result.elements.iter().map(|one| one.reading.sample as f64).sum();
    let weighted = result.elements.iter().map(|one| one.reading.value * (one.reading.sample as f64 / cases));
    result.value = (cases > 0.0).then(|| weighted.sum());
    result
}
