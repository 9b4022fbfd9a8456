//! Points in time as git and people write them; no clock is read except in [`Time::now`].

use std::fmt;

/// Seconds since 1970 in UTC and the offset of the person's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Minutes east of Greenwich; says how to show it, not when it was.
    pub offset: i32,
}

impl Time {
    /// The machine's clock, in UTC.
    pub fn now() -> Self {
        let elapsed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self::utc(elapsed.map_or(0, |time| time.as_secs() as i64))
    }

    /// A time in UTC.
    pub fn utc(seconds: i64) -> Self {
        Self { seconds, offset: 0 }
    }

    /// Reads `2026-03-01` (its last second, UTC) or RFC 3339: `2026-03-01T10:00:00+01:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let day = days(text.get(..10)?)?;
        let Some(rest) = text.get(10..).filter(|rest| !rest.is_empty()) else {
            return Some(Self::utc(day * DAY + DAY - 1));
        };
        let clock = rest.strip_prefix(['T', 't', ' '])?;
        let seconds = seconds_of_day(clock.get(..8)?)?;
        let zone = match clock.get(8..)?.strip_prefix('.') {
            None => &clock[8..],
            Some(fraction) => {
                let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
                (zone.len() < fraction.len()).then_some(zone)?
            }
        };
        let offset = offset(zone)?;
        Some(Self { seconds: day * DAY + seconds - i64::from(offset) * 60, offset })
    }
}

const DAY: i64 = 86_400;

/// Days since 1970-01-01 of `yyyy-mm-dd`.
fn days(text: &str) -> Option<i64> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // Counted from 1 March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_year = (153 * month + 2) / 5 + day - 1;
    let until_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    (1..=length).contains(&day).then_some(until_year + of_year - 719_468)
}

/// Seconds of `hh:mm:ss`; a leap second counts as the one before it.
fn seconds_of_day(text: &str) -> Option<i64> {
    let [hour, minute, second] = numbers(text, ':', [2, 2, 2])?;
    let valid = hour < 24 && minute < 60 && second <= 60;
    valid.then_some(hour * 3600 + minute * 60 + second.min(59))
}

/// Minutes of `Z`, `+hh:mm` or `-hh:mm`.
fn offset(text: &str) -> Option<i32> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('+') { 1 } else { -1 };
    let [hours, minutes] = numbers(text.strip_prefix(['+', '-'])?, ':', [2, 2])?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i32)
}

/// Exactly as many numbers of exactly as many digits.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut out = [0; N];
    for (out, digits) in out.iter_mut().zip(digits) {
        let part = parts.next()?;
        let valid = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        *out = valid.then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(out)
}

impl fmt::Display for Time {
    /// RFC 3339 in the person's own zone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.seconds.saturating_add(i64::from(self.offset) * 60);
        let (day, clock) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        // The inverse of `days`: eras of 400 years that start on 1 March.
        let shifted = day + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let of_era_year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * of_era_year + of_era_year / 4 - of_era_year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = era * 400 + of_era_year + i64::from(month <= 2);
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.offset == 0 {
            return f.write_str("Z");
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_seconds_as_the_date_command_says() {
        // date -u -d <text> +%s
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-03-01", 1_772_409_599),
            ("2024-02-29T12:30:01Z", 1_709_209_801),
            ("2026-03-01T10:00:00+01:00", 1_772_355_600),
            ("2026-03-01T10:00:00.25-05:30", 1_772_379_000),
            ("2000-12-31t23:59:59z", 978_307_199),
            ("1969-12-31T23:59:59Z", -1),
        ] {
            assert_eq!(Time::parse(text).map(|t| t.seconds), Some(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for bad in [
            "",
            "main",
            "2026-3-1",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-01-01T",
            "2026-01-01T10:00",
            "2026-01-01T10:00:00",
            "2026-01-01T25:00:00Z",
            "2026-01-01T10:00:00.Z",
            "2026-01-01T10:00:00+1:00",
            "2026-01-01x",
            "２０２６-01-01",
        ] {
            assert_eq!(Time::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_time_reads_what_it_writes() {
        for seconds in (-70_000_000_i64..4_200_000_000).step_by(9_876_543) {
            for offset in [0, 60, -330, 845] {
                let time = Time { seconds, offset };
                assert_eq!(Time::parse(&time.to_string()), Some(time), "{time}");
            }
        }
    }
}
