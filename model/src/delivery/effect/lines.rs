//! How two rows of numbers go together.

/// Pearson's correlation of pairs, -1 to 1; none where a side does not vary.
pub(super) fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    let count = pairs.len() as f64;
    let (mean_x, mean_y) = (
        pairs.iter().map(|pair| pair.0).sum::<f64>() / count,
        pairs.iter().map(|pair| pair.1).sum::<f64>() / count,
    );
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (x - mean_x, y - mean_y);
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    // What is left of equal values after rounding is no variation.
    let varies =
        |squares: f64, mean: f64| squares > count * (1e-9 * mean.abs()).powi(2).max(f64::MIN_POSITIVE);
    if pairs.len() < 2 || !varies(xx, mean_x) || !varies(yy, mean_y) {
        return None;
    }
    let found = xy / (xx.sqrt() * yy.sqrt());
    found.is_finite().then(|| found.clamp(-1.0, 1.0))
}

/// What is left of the values when the straight line that fits them best is taken away.
pub(super) fn without_trend(points: &[(f64, f64)]) -> Vec<f64> {
    let count = points.len() as f64;
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let xx: f64 = points.iter().map(|point| (point.0 - mean_x).powi(2)).sum();
    let xy: f64 = points.iter().map(|point| (point.0 - mean_x) * (point.1 - mean_y)).sum();
    let slope = if xx > 0.0 { xy / xx } else { 0.0 };
    points.iter().map(|point| point.1 - mean_y - slope * (point.0 - mean_x)).collect()
}
