//! The past, from a table.

use std::path::PathBuf;

use archweave_app::sending::fields;
use archweave_app::sending::table::{self, Reading, Table};
use archweave_app::sending::{check, of_table};
use archweave_model::delivery::RecordKind;

use super::send::{self, Destination};
use crate::Outcome;
use crate::console::{Console, DIM, GOOD, Progress, RESET, WARNING, clean, count};
use crate::failure::Failure;

/// Records from a table, a row each: CSV or a spreadsheet (.xlsx)
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave record import incidents.xlsx --sort incidents --preview
  archweave record import needs.csv --sort needs --zone +08:00 --server https://archweave.example.org
  archweave record import values.csv --sort metrics --database archweave.db --model centre.git

The first row names the columns: fields of the record, in English (`detected_at`) or Chinese
(发现时间); others are left out and said. A row is known by what it says: a table that is imported
again changes nothing, and one with more rows adds those. Sorts: needs, demands, tickets, changes,
builds, artifacts, verifications, releases, deployments, incidents, defects, metrics, assessments.

Exit code 1: some rows do not fit; nothing is sent unless --partly is given.")]
pub(super) struct Args {
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the rows are
    #[arg(long, value_name = "SORT", value_parser = sort)]
    sort: RecordKind,
    /// Offset from UTC of times that say none
    #[arg(long, value_name = "+HH:MM", default_value = "+00:00", value_parser = zone, allow_hyphen_values = true)]
    zone: i32,
    /// Show what would be recorded, and record nothing
    #[arg(long)]
    preview: bool,
    /// Record the rows that fit, also if others do not
    #[arg(long)]
    partly: bool,
    #[command(flatten)]
    destination: Destination,
}

/// Problems and events that are shown.
const SHOWN: usize = 20;

fn sort(text: &str) -> Result<RecordKind, String> {
    table::kind_of(text).ok_or_else(|| "write one of those that --help lists, such as deployments".to_owned())
}

/// Minutes that a clock is ahead of UTC.
fn zone(text: &str) -> Result<i32, String> {
    let wrong = || "write it like +08:00".to_owned();
    if text == "Z" {
        return Ok(0);
    }
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
    let number = |text: &str, most: i32| {
        let is_fit = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| is_fit && *number <= most)
    };
    let hours = number(hours, 14).ok_or_else(wrong)?;
    Ok(sign * (hours * 60 + number(minutes, 59).ok_or_else(wrong)?))
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(&args.file)
        .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", args.file.display())))?;
    let reading = Reading { kind: args.sort, source: args.destination.sender(), offset: args.zone };
    let table = {
        let _progress = Progress::start("reading");
        table::read(&bytes, &reading).map_err(archweave_app::AppError::from)?
    };
    let events = of_table(&table);
    show(&table, args);
    let has_problems = !table.problems.is_empty();
    if args.preview || events.is_empty() || (has_problems && !args.partly) {
        if has_problems && !args.preview {
            Console::text().line("nothing was recorded; mend the rows, or give --partly");
        }
        return Ok(if has_problems { Outcome::Findings } else { Outcome::Clean });
    }
    check(&events)?;
    let sent = send::send(&args.destination, &events)?;
    Ok(if has_problems { Outcome::Findings } else { sent })
}

fn show(table: &Table, args: &Args) {
    let mut out = Console::text();
    let word = fields::word(args.sort);
    let fit = count(table.events.len(), word);
    out.line(format!("{GOOD}read{RESET} {}: {fit}", count(table.rows, "row")));
    if table.repeated > 0 {
        out.line(format!("{} the same as an earlier row", count(table.repeated, "row")));
    }
    let others: Vec<String> = table
        .columns
        .iter()
        .filter(|(_, field)| field.is_none())
        .map(|(head, _)| clean(head).to_string())
        .collect();
    if !others.is_empty() {
        out.line(format!("{WARNING}columns left out{RESET}: {}", others.join(", ")));
    }
    let listed = table.problems.iter().take(SHOWN);
    for problem in listed {
        let place = match problem.column.is_empty() {
            true => format!("row {}", problem.row),
            false => format!("row {}, {}", problem.row, clean(&problem.column)),
        };
        out.line(format!("  {WARNING}{place}{RESET} {}", clean(&problem.message)));
    }
    let more = table.problems.len().saturating_sub(SHOWN) + table.unlisted;
    if more > 0 {
        out.line(format!("  {DIM}... and {} more{RESET}", count(more, "problem")));
    }
    if args.preview {
        for event in of_table(table).iter().take(SHOWN) {
            out.line(format!("  {DIM}{}{RESET}", clean(&event[word].to_string())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{sort, zone};

    #[test]
    fn zones_are_offsets() {
        for (text, minutes) in [
            ("Z", Some(0)),
            ("+08:00", Some(480)),
            ("-05:30", Some(-330)),
            ("08:00", None),
            ("+8:00", None),
            ("+15:00", None),
            ("+08:60", None),
            ("+é0:00", None),
            ("", None),
        ] {
            assert_eq!(zone(text).ok(), minutes, "{text}");
        }
        assert!(sort("deployments").is_ok() && sort("planets").is_err());
    }
}
