//! One value a day.

use std::collections::BTreeMap;

use super::Reading;
use crate::delivery::moment::DAY;

/// Values by day of UTC, counted from 1970-01-01.
pub type Daily = BTreeMap<i64, f64>;

/// The mean of each day's readings, weighted by their samples. A reading without cases counts only on
/// days that have no other; those are then equal.
pub fn daily(readings: &[Reading]) -> Daily {
    let mut days: BTreeMap<i64, Vec<Reading>> = BTreeMap::new();
    for reading in readings.iter().filter(|reading| reading.value.is_finite()) {
        days.entry(reading.at.0.div_euclid(DAY)).or_default().push(*reading);
    }
    let mean = |mut found: Vec<Reading>| {
        // Sums of numbers depend on their order.
        found.sort_by(super::order);
        let cases: f64 = found.iter().map(|reading| reading.sample as f64).sum();
        match cases > 0.0 {
            true => found.iter().map(|reading| reading.value * (reading.sample as f64 / cases)).sum(),
            false => found.iter().map(|reading| reading.value / found.len() as f64).sum(),
        }
    };
    days.into_iter().map(|(day, found)| (day, mean(found))).collect()
}
