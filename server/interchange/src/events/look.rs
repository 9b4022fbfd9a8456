//! Looking into a body whose form is another tool's: what is not there, or not of the expected sort,
//! is not known.

use archweave_model::delivery::Moment;
use serde_json::Value;

/// Most characters of a text that a tool wrote; the rest of a longer one is left out.
const MAX_CHARACTERS: usize = 2_000;

/// A part of a body.
#[derive(Clone, Copy)]
pub(super) struct Look<'a>(pub(super) &'a Value);

impl<'a> Look<'a> {
    /// The value at a path of names: `deployment.creator.login`.
    pub(super) fn at(self, path: &str) -> Option<&'a Value> {
        path.split('.').try_fold(self.0, |value, name| value.get(name)).filter(|value| !value.is_null())
    }

    /// The part at a path; nothing is in it if it is not there.
    pub(super) fn part(self, path: &str) -> Self {
        Self(self.at(path).unwrap_or(&Value::Null))
    }

    /// A text that is not empty.
    pub(super) fn str(self, path: &str) -> Option<&'a str> {
        self.at(path)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A text to keep, cut where it is very long.
    pub(super) fn text(self, path: &str) -> Option<String> {
        self.str(path).map(|text| text.chars().take(MAX_CHARACTERS).collect())
    }

    /// A number or a text that stands for something.
    pub(super) fn id(self, path: &str) -> Option<String> {
        match self.at(path)? {
            Value::Number(number) => Some(number.to_string()),
            _ => self.text(path),
        }
    }

    pub(super) fn count(self, path: &str) -> Option<u64> {
        self.at(path)?.as_u64()
    }

    pub(super) fn is(self, path: &str) -> bool {
        self.at(path).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The parts of a list; none if it is no list.
    pub(super) fn list(self, path: &str) -> impl Iterator<Item = Look<'a>> + use<'a> {
        self.at(path).and_then(Value::as_array).into_iter().flatten().map(Look)
    }

    /// A time: RFC 3339, or one of the forms that trackers write.
    pub(super) fn moment(self, path: &str) -> Option<Moment> {
        match self.at(path)? {
            Value::Number(number) => number.as_i64().map(of_epoch),
            Value::String(text) => moment(text),
            _ => None,
        }
    }
}

/// Seconds or milliseconds, whichever it can be.
fn of_epoch(number: i64) -> Moment {
    Moment(if number.abs() < 100_000_000_000 { number.saturating_mul(1000) } else { number })
}

/// `2026-07-14T20:10:00Z`, `2026-07-14 20:10:00 UTC`, `2026-07-14 20:10:00 +0800`,
/// `2026-07-14T20:10:00.000+0800`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    let zoned = match text.strip_suffix("UTC") {
        Some(rest) => format!("{}Z", rest.trim_end()),
        None => {
            let offset = text.len().checked_sub(5).filter(|at| text.is_char_boundary(*at))?;
            let (time, offset) = text.split_at(offset);
            if !offset.starts_with(['+', '-']) || !offset[1..].bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            format!("{}{}:{}", time.trim_end(), &offset[..3], &offset[3..])
        }
    };
    zoned.replacen(' ', "T", 1).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_forms_of_the_trackers() {
        let at = Some(Moment(1_784_059_800_000));
        for text in [
            "2026-07-14T20:10:00Z",
            "2026-07-14 20:10:00 UTC",
            "2026-07-15 04:10:00 +0800",
            "2026-07-15T04:10:00.000+0800",
            "2026-07-14T15:10:00-05:00",
        ] {
            assert_eq!(moment(text), at, "{text}");
        }
        for wrong in ["", "UTC", "+0800", "é0800", "yesterday at 20:10 +0800", "2026-07-14 20:10:00"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
        assert_eq!(of_epoch(1_784_059_800), Moment(1_784_059_800_000));
        assert_eq!(of_epoch(1_784_059_800_000), Moment(1_784_059_800_000));
    }
}
