//! Points in time, as sources report them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Milliseconds in a day of UTC.
pub const DAY: i64 = 86_400_000;

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Written as RFC 3339 in UTC, and so in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// A text that is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time; write one like 2026-07-14T20:10:00Z, or a day like 2026-07-14")]
pub struct ParseMomentError(pub String);

impl Moment {
    /// The day in UTC, `YYYY-MM-DD`.
    pub fn day(self) -> String {
        self.to_string().chars().take(10).collect()
    }

    /// This many milliseconds later.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` until this; negative if this is before it.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn timestamp(self) -> jiff::Timestamp {
        let bounded = self
            .0
            .clamp(jiff::Timestamp::MIN.as_millisecond() + DAY, jiff::Timestamp::MAX.as_millisecond() - DAY);
        jiff::Timestamp::from_millisecond(bounded).unwrap_or_default()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp())
    }
}

impl FromStr for Moment {
    type Err = ParseMomentError;

    /// A time with its offset, or a day, which stands for its first moment in UTC.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseMomentError(text.chars().take(60).collect());
        let text = text.trim();
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(at.as_millisecond()));
        }
        if text.len() != 10 {
            return Err(wrong());
        }
        let day: jiff::civil::Date = text.parse().map_err(|_| wrong())?;
        let start = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| wrong())?;
        Ok(Self(start.timestamp().as_millisecond()))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for (text, written) in [
            ("2026-07-14T20:10:00Z", "2026-07-14T20:10:00Z"),
            ("2026-07-15T04:10:00+08:00", "2026-07-14T20:10:00Z"),
            ("2026-07-14T20:10:00.125Z", "2026-07-14T20:10:00.125Z"),
            ("2026-07-14", "2026-07-14T00:00:00Z"),
        ] {
            let read: Moment = text.parse().expect(text);
            assert_eq!(read.to_string(), written);
            assert_eq!(written.parse(), Ok(read));
        }
        for wrong in ["", "yesterday", "2026-02-30", "2026-07-14T20:10:00", "20260714"] {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
        }
        assert_eq!(Moment(i64::MAX).day().len(), 10);
    }
}
