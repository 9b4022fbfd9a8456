//! Middles and tails of samples.

/// The middle of the values, half-way between the two middle ones of an even number; none of none.
pub fn median(values: &[f64]) -> Option<f64> {
    let sorted = sorted(values);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    match sorted.len() % 2 {
        1 => Some(upper),
        _ => Some(f64::midpoint(*sorted.get(middle.checked_sub(1)?)?, upper)),
    }
}

/// The smallest value that at least this share (0 to 1) of the values do not exceed: nearest rank, so
/// that it is a value that was measured.
pub fn percentile(values: &[f64], share: f64) -> Option<f64> {
    let sorted = sorted(values);
    // A share like 0.9 is not exact, and must not push a whole rank up.
    let rank = (share.clamp(0.0, 1.0) * sorted.len() as f64 - 1e-9).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}
