//! When a trial runs.

use super::Decided;
use crate::delivery::Moment;
use crate::delivery::effect::day_after;

/// The time in which readings and deployments belong to a trial.
#[derive(Clone, Copy)]
pub(super) struct Span {
    from: Option<Moment>,
    pub(super) until: Moment,
}

impl Span {
    /// From its first day to the end of its last one or of the day of its decision, or to now.
    pub(super) fn of(
        start: Option<&str>,
        expires: Option<&str>,
        decided: Option<&Decided>,
        at: Moment,
    ) -> Self {
        let after = |day: Option<&str>| day_after(day?);
        let ends = [after(expires), after(decided.and_then(|decided| decided.on.as_deref()))];
        let last = ends.into_iter().flatten().map(|end| end.plus(-1)).min();
        Self { from: start.and_then(|day| day.parse().ok()), until: last.map_or(at, |last| last.min(at)) }
    }

    pub(super) fn holds(self, at: Moment) -> bool {
        self.from.is_none_or(|from| from <= at) && at <= self.until
    }
}
