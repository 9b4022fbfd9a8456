//! What the two databases call differently in the questions of views.
//!
//! - `{time x}`: milliseconds as a time: `timestamptz`, or text like `2026-07-14T20:10:00Z`
//! - `{day x}`: milliseconds as a day of UTC: `date`, or text like `2026-07-14`
//! - `{flag x}`: 0 or 1 as truth; `{true x}`: whether such a column holds

use sea_orm::DbBackend;

/// Writes the phrases out. None stands inside another.
pub(super) fn write_out(backend: DbBackend, question: &str) -> String {
    let is_sqlite = backend == DbBackend::Sqlite;
    let mut text = String::with_capacity(question.len() * 2);
    let mut rest = question.trim();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (phrase, after) = after.split_once('}').unwrap_or((after, ""));
        let (word, value) = phrase.split_once(' ').unwrap_or((phrase, ""));
        let written = match (word, is_sqlite) {
            ("time", true) => format!("strftime('%Y-%m-%dT%H:%M:%SZ', {value} / 1000, 'unixepoch')"),
            ("time", false) => format!("to_timestamp({value} / 1000.0)"),
            ("day", true) => format!("date({value} / 1000, 'unixepoch')"),
            ("day", false) => format!("CAST(to_timestamp({value} / 1000.0) AT TIME ZONE 'UTC' AS date)"),
            ("flag", false) => format!("({value}) <> 0"),
            _ => value.to_owned(),
        };
        text.push_str(&written);
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_written_for_each_database() {
        let question = "SELECT {time d.at} AS at, {day d.at}, {flag a.b} AS b WHERE {true c}";
        assert_eq!(
            write_out(DbBackend::Sqlite, question),
            "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', d.at / 1000, 'unixepoch') AS at, \
             date(d.at / 1000, 'unixepoch'), a.b AS b WHERE c"
        );
        assert_eq!(
            write_out(DbBackend::Postgres, question),
            "SELECT to_timestamp(d.at / 1000.0) AS at, \
             CAST(to_timestamp(d.at / 1000.0) AT TIME ZONE 'UTC' AS date), (a.b) <> 0 AS b WHERE c"
        );
    }
}
