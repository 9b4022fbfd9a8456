//! Points in time as the database keeps them.

/// A moment: milliseconds since 1970-01-01T00:00:00Z. A type of its own, since git counts seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Millis {
    /// The machine's clock.
    pub fn now() -> Self {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self(elapsed.map_or(0, |time| i64::try_from(time.as_millis()).unwrap_or(i64::MAX)))
    }

    /// Milliseconds from `earlier` until this; negative if the clock was set back.
    pub(crate) fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
