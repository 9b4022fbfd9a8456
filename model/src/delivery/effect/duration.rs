//! Durations as the model writes them, `P21D`, in milliseconds.

const SECOND: f64 = 1_000.0;
const DAY: f64 = 86_400.0 * SECOND;

/// An ISO 8601 duration in milliseconds; a month counts 30 days, a year 365. None for a text that is
/// none, or longer than can be said.
pub fn milliseconds(text: &str) -> Option<i64> {
    // Longer ones are nobody's period, and would let the parser work for nothing.
    let span: jiff::Span = (text.len() <= 64).then(|| text.parse().ok())??;
    let days = f64::from(span.get_years()) * 365.0
        + f64::from(span.get_months()) * 30.0
        + f64::from(span.get_weeks()) * 7.0
        + f64::from(span.get_days());
    let seconds = f64::from(span.get_hours()) * 3_600.0
        + span.get_minutes() as f64 * 60.0
        + span.get_seconds() as f64
        + span.get_milliseconds() as f64 / 1_000.0;
    let total = days * DAY + seconds * SECOND;
    (total.abs() < i64::MAX as f64).then_some(total as i64)
}
