//! From a cell to the value of a field.

use serde_json::{Value, json};

use super::super::fields::Form;
use super::words;

/// A cell as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
}

impl Cell {
    /// As a person reads it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(_) => false,
        }
    }
}

/// The value of a field that a cell stands for, or what is wrong with it.
pub(super) fn value(cell: &Cell, form: Form, offset: i32) -> Result<Value, String> {
    let text = cell.text();
    let number = || match cell {
        Cell::Number(number) => Some(*number),
        _ => text.replace([',', '，', ' '], "").parse::<f64>().ok(),
    };
    Ok(match form {
        Form::Text | Form::Purl | Form::Repository => text.into(),
        Form::Time => time(&text, offset)?.into(),
        Form::Day => day(&text)?.into(),
        Form::Count | Form::Rank => {
            let whole = number().filter(|number| number.fract() == 0.0 && (0.0..=1e15).contains(number));
            json!(whole.ok_or_else(|| format!("is `{text}`, not a whole number"))? as u64)
        }
        Form::Number => json!(number().ok_or_else(|| format!("is `{text}`, not a number"))?),
        Form::Share => match text.strip_suffix(['%', '％']) {
            Some(percent) => {
                let percent: Result<f64, _> = percent.trim().parse();
                json!(percent.map_err(|_| format!("is `{text}`, not a share"))? / 100.0)
            }
            None => {
                json!(number().ok_or_else(|| format!("is `{text}`; write a part of all, 0 to 1, or 30%"))?)
            }
        },
        Form::Flag => json!(words::flag(&text).ok_or_else(|| format!("is `{text}`; write yes or no"))?),
        Form::Choice(choices) => words::choice(&text, choices).into(),
        Form::Texts | Form::Purls => {
            let parts = text.split([',', ';', '，', '；', '、', '\n']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>().into()
        }
    })
}

/// A time with its offset; one without has that of the table.
fn time(text: &str, offset: i32) -> Result<String, String> {
    let wrong =
        || format!("is `{text}`, no time; write it like 2026-07-14 20:10 or 2026-07-14T20:10:00+08:00");
    if let Some(at) = super::super::look::moment(text).filter(|_| text.len() > 10) {
        return Ok(at.to_string());
    }
    let (date, clock) = match text.split_once([' ', 'T']) {
        Some((date, clock)) => (date, clock.trim()),
        None => (text, "00:00"),
    };
    let date = day(date).map_err(|_| wrong())?;
    let mut parts = clock.split(':');
    let hour = parts.next().filter(|hour| matches!(hour.len(), 1 | 2)).ok_or_else(wrong)?;
    let minute = parts.next().filter(|minute| minute.len() == 2).ok_or_else(wrong)?;
    let second = parts.next().unwrap_or("00");
    let sign = if offset < 0 { '-' } else { '+' };
    let ahead = offset.unsigned_abs();
    let written = format!("{date}T{hour:0>2}:{minute}:{second}{sign}{:02}:{:02}", ahead / 60, ahead % 60);
    let at: archweave_model::delivery::Moment = written.parse().map_err(|_| wrong())?;
    match parts.next() {
        None => Ok(at.to_string()),
        Some(_) => Err(wrong()),
    }
}

/// `2026-07-14`, `2026/7/14`, `2026.7.14`, `2026年7月14日`.
fn day(text: &str) -> Result<String, String> {
    let wrong = || format!("is `{text}`, no day; write it like 2026-07-14");
    let text = text.trim();
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts[..] else { return Err(wrong()) };
    let written = format!("{year}-{month:0>2}-{day:0>2}");
    let at: archweave_model::delivery::Moment = written.parse().map_err(|_| wrong())?;
    Ok(at.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, form: Form) -> Result<Value, String> {
        value(&Cell::Text(text.to_owned()), form, 480)
    }

    #[test]
    fn cells_become_values() {
        for (text, form, expected) in [
            ("2026-07-14 20:10", Form::Time, json!("2026-07-14T12:10:00Z")),
            ("2026/7/14 8:05:30", Form::Time, json!("2026-07-14T00:05:30Z")),
            ("2026-07-14T20:10:00Z", Form::Time, json!("2026-07-14T20:10:00Z")),
            ("2026年7月14日", Form::Day, json!("2026-07-14")),
            ("2026-07-14", Form::Time, json!("2026-07-13T16:00:00Z")),
            ("1,200", Form::Count, json!(1200)),
            ("30%", Form::Share, json!(0.3)),
            ("0.3", Form::Share, json!(0.3)),
            ("是", Form::Flag, json!(true)),
            ("成功", Form::Choice(&["success", "failure"]), json!("success")),
            ("REQ-1、REQ-2; REQ-3", Form::Texts, json!(["REQ-1", "REQ-2", "REQ-3"])),
        ] {
            assert_eq!(read(text, form).as_ref(), Ok(&expected), "{text}");
        }
        for (text, form) in [
            ("14.07.2026", Form::Time),
            ("2026-02-30", Form::Day),
            ("2026-07-14 25:00", Form::Time),
            ("2026-07-14 20:10:00:00", Form::Time),
            ("1.5", Form::Count),
            ("-1", Form::Rank),
            ("many", Form::Number),
            ("x%", Form::Share),
            ("maybe", Form::Flag),
        ] {
            assert!(read(text, form).is_err(), "{text}");
        }
    }
}
