//! Moments, as people write and read them. All in UTC.

use archweave_app::Time;
use archweave_app::records::Millis;

const SECOND: i64 = 1000;
const HOUR: i64 = 3600 * SECOND;

/// Reads the last day (`2027-01-01`), a moment (RFC 3339) or a time from now (`12h`, `90d`, `8w`).
pub(super) fn expiry(text: &str) -> Result<Millis, String> {
    if let Some(time) = Time::parse(text) {
        return Ok(Millis((time.seconds + 1) * SECOND));
    }
    let hours = [('h', 1), ('d', 24), ('w', 7 * 24)];
    let span = hours.into_iter().find_map(|(unit, hours)| {
        let number: i64 = text.strip_suffix(unit)?.parse().ok()?;
        (1..=100_000).contains(&number).then_some(number * hours * HOUR)
    });
    span.map(|span| Millis(Millis::now().0 + span))
        .ok_or_else(|| "write a day like 2027-01-01, or a time from now like 12h, 90d or 8w".to_owned())
}

/// `2027-01-01 10:00`
pub(crate) fn shown(at: Millis) -> String {
    let [year, month, day, hour, minute, _] = parts(at);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
}

/// `2027-01-01T10:00:00Z`
pub(crate) fn rfc3339(at: Millis) -> String {
    let [year, month, day, hour, minute, second] = parts(at);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn parts(at: Millis) -> [i64; 6] {
    let seconds = at.0.div_euclid(SECOND);
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Counted from 1 March of the year 0, so that the leap day is the last of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let of_era_year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_era_year + of_era_year / 4 - of_era_year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + of_era_year + i64::from(month <= 2);
    [year, month, day, of_day / 3600, of_day / 60 % 60, of_day % 60]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_written() {
        for (text, end) in [
            ("2027-01-01", "2027-01-02T00:00:00Z"),
            ("2028-02-28", "2028-02-29T00:00:00Z"),
            ("1999-12-31", "2000-01-01T00:00:00Z"),
        ] {
            assert_eq!(expiry(text).map(rfc3339), Ok(end.to_owned()), "{text}");
        }
        // `date -u -d @1800000000`
        assert_eq!(shown(Millis(1_800_000_000_000)), "2027-01-15 08:00");
    }

    #[test]
    fn spans_count_from_now() {
        let now = Millis::now().0;
        for (text, hours) in [("12h", 12), ("90d", 90 * 24), ("8w", 8 * 7 * 24)] {
            let found = expiry(text).unwrap().0 - now - hours * HOUR;
            assert!((0..60 * SECOND).contains(&found), "{text}");
        }
        for wrong in ["", "d", "0d", "-1d", "1y", "soon", "99999999999d", "2027-13-01"] {
            assert!(expiry(wrong).is_err(), "{wrong}");
        }
    }
}
