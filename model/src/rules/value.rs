//! Whether a value fits the type that its definition gives it.

use crate::metamodel::{PropertyDefinition, PropertyType};
use crate::snapshot::Snapshot;
use crate::value::Value;

/// What a definition asks for, in words.
pub(super) fn describe(definition: &PropertyDefinition) -> String {
    match definition.kind {
        PropertyType::Enum => {
            let values: Vec<&str> = definition.values.iter().map(|v| v.id()).collect();
            format!("one of {}", values.join(", "))
        }
        PropertyType::Date => "a day, written as 2026-03-31".into(),
        PropertyType::Duration => "a duration, written as P1DT2H".into(),
        PropertyType::Url => "an address with a scheme: https://...".into(),
        PropertyType::Boolean => "yes or no (true or false)".into(),
        PropertyType::Reference if definition.to.is_empty() => "the id of an element".into(),
        PropertyType::Reference => format!("the id of an element of kind {}", definition.to.join(" or ")),
        PropertyType::List => match &definition.items {
            Some(items) => format!("a list; each is {}", describe(items)),
            None => "a list".into(),
        },
        PropertyType::Record => "a map".into(),
        PropertyType::Integer => format!("a whole number{}", range(definition)),
        PropertyType::Decimal => format!("a number{}", range(definition)),
        PropertyType::Text | PropertyType::Localized => "text".into(),
    }
}

fn range(definition: &PropertyDefinition) -> String {
    match (definition.min, definition.max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) => format!(" from {min}"),
        (None, Some(max)) => format!(" up to {max}"),
        (None, None) => String::new(),
    }
}

/// Codes and messages.
pub(super) type Wrong = Vec<(&'static str, String)>;

/// Collects what is wrong with a value.
pub(super) fn fits(snapshot: &Snapshot, value: &Value, definition: &PropertyDefinition, wrong: &mut Wrong) {
    // Several values of a single-valued property are each checked: other tools repeat keys.
    if let (Value::List(items), false) = (value, definition.kind == PropertyType::List) {
        items.iter().for_each(|item| fits(snapshot, item, definition, wrong));
        return;
    }
    let mut say = |message: String| wrong.push(("bad-value", message));
    match (definition.kind, value) {
        (PropertyType::List, _) => {
            if let Some(item) = &definition.items {
                value.items().iter().for_each(|value| fits(snapshot, value, item, wrong));
            }
        }
        (PropertyType::Record, Value::Record(record)) => {
            for field in &definition.fields {
                match record.get(&field.key) {
                    Some(value) => fits(snapshot, value, field, wrong),
                    None if field.required => {
                        wrong.push(("bad-value", format!("`{}` is missing", field.key)));
                    }
                    None => {}
                }
            }
        }
        (PropertyType::Localized, Value::Record(record)) => {
            for (language, text) in record.iter() {
                if text.as_text().is_none() {
                    say(format!("the text in `{language}` is not text"));
                }
            }
        }
        (PropertyType::Record, _) => say("expected a map".into()),
        (_, Value::Record(_)) => say("expected one value, found a map".into()),
        (PropertyType::Reference, Value::Text(id)) => reference(snapshot, id, definition, wrong),
        (_, Value::Text(text)) => {
            if let Some(message) = scalar(text, definition) {
                say(message);
            }
        }
        (_, Value::List(_)) => {}
    }
}

fn reference(snapshot: &Snapshot, id: &str, definition: &PropertyDefinition, wrong: &mut Wrong) {
    let Some(slot) = snapshot.slot_of(id) else {
        wrong.push(("unknown-reference", format!("`{id}` is not in the model")));
        return;
    };
    let allowed = definition.to.iter().filter_map(|name| snapshot.metamodel.kind_index(name));
    let allowed: Vec<_> = allowed.collect();
    // An unknown kind is one mistake, and reported where it stands.
    let fits = snapshot
        .kind_at(slot)
        .is_none_or(|kind| allowed.iter().any(|wanted| snapshot.metamodel.is_a(kind, *wanted)));
    if !allowed.is_empty() && !fits {
        let message = format!("`{id}` is not of the kinds {}", definition.to.join(", "));
        wrong.push(("unknown-reference", message));
    }
}

/// What is wrong with a scalar, if anything.
fn scalar(text: &str, definition: &PropertyDefinition) -> Option<String> {
    let in_range =
        |n: f64| definition.min.is_none_or(|min| n >= min) && definition.max.is_none_or(|max| n <= max);
    let (is_right, what) = match definition.kind {
        PropertyType::Integer => {
            (text.parse::<i64>().is_ok_and(|n| in_range(n as f64)), "number allowed here")
        }
        PropertyType::Decimal => {
            (text.parse::<f64>().is_ok_and(|n| n.is_finite() && in_range(n)), "number allowed here")
        }
        PropertyType::Boolean => (as_boolean(text).is_some(), "yes or no"),
        PropertyType::Date => (is_date(text), "day"),
        PropertyType::Duration => (is_duration(text), "duration"),
        PropertyType::Url => (is_url(text), "address"),
        PropertyType::Enum => (definition.values.iter().any(|v| v.id() == text), "value of this list"),
        _ => (true, ""),
    };
    (!is_right).then(|| format!("`{text}` is no {what}"))
}

/// What people write for true and false, in any YAML.
pub(crate) fn as_boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

/// Whether the text is a day of the Gregorian calendar, `YYYY-MM-DD`.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| -> Option<u32> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// Whether the text is an ISO 8601 duration such as `P1Y2M3DT4H5M6S` or `P2W`.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let is_run = |part: &str, units: &str| {
        let mut left = units;
        let mut number = false;
        for c in part.chars() {
            match c {
                '0'..='9' => number = true,
                '.' if number => {}
                _ => match left.find(c) {
                    Some(at) if number => {
                        left = &left[at + 1..];
                        number = false;
                    }
                    _ => return false,
                },
            }
        }
        !number
    };
    let is_time = time.is_none_or(|time| !time.is_empty() && is_run(time, "HMS"));
    is_run(date, "YMWD") && is_time && !(date.is_empty() && time.is_none())
}

fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::{is_date, is_duration};

    #[test]
    fn days_and_durations_follow_the_calendar_and_iso_8601() {
        for (text, expected) in [
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("1900-02-29", false),
            ("2000-02-29", true),
            ("2026-04-31", false),
            ("2026-13-01", false),
            ("2026-1-01", false),
            ("2026-01-00", false),
            ("20260101", false),
            ("２０２６-01-01", false),
            ("", false),
        ] {
            assert_eq!(is_date(text), expected, "{text}");
        }
        for (text, expected) in [
            ("P1D", true),
            ("PT2H", true),
            ("P1Y2M3DT4H5M6S", true),
            ("P2W", true),
            ("PT0.5S", true),
            ("P", false),
            ("PT", false),
            ("1D", false),
            ("P1", false),
            ("P1H", false),
            ("PT1D", false),
            ("P1D2Y", false),
        ] {
            assert_eq!(is_duration(text), expected, "{text}");
        }
    }
}
