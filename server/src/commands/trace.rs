//! The chain of one requirement in a terminal.

#[cfg(test)]
mod tests;
mod text;

use std::path::PathBuf;

use archweave_app::ledger::draw;
use archweave_app::{DrawOptions, Hosted, PictureFormat, Records};
use archweave_model::delivery::Moment;
use archweave_model::view::table::Table;
use clap::ValueEnum;

use crate::Outcome;
use crate::commands::token::Place;
use crate::console::{Console, Progress};
use crate::failure::Failure;

/// Show where a requirement is and how it got there: from the needs behind it to what it brought about
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave trace REQ-103 centre.git
  archweave trace REQ-103 centre.git --at 2026-07-14 --lang zh
  archweave trace REQ-103 centre.git --format json | jq '.environments[] | {environment, state}'
  archweave trace REQ-103 centre.git --format svg > req-103.svg

It reads the database of a server: --database, or DATABASE_URL=postgres://...
A link is suspect when the requirement changed after somebody last said that they belong together.
Exit code 1: there are suspect links.")]
pub(crate) struct Args {
    /// Id of the requirement
    #[arg(value_name = "REQUIREMENT")]
    requirement: String,
    /// Folder with a model, git repository or bare git repository, of the name that is served
    #[arg(value_name = "REPO", default_value = ".")]
    repo: PathBuf,
    /// As it was at this time (2026-07-14T20:40:00Z), or at the end of this day (2026-07-14, UTC)
    #[arg(long, value_name = "DATE", value_parser = moment)]
    at: Option<Moment>,
    /// Language of words and names: en or zh
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    lang: String,
    #[command(flatten)]
    place: Place,
    /// For people, for machines, or as a drawing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Mermaid,
    Svg,
}

/// A time, or the end of a day.
fn moment(text: &str) -> Result<Moment, String> {
    let moment: Moment = text.parse().map_err(|error| format!("{error}"))?;
    let is_day = text.trim().len() == 10;
    Ok(if is_day { moment.plus(archweave_model::delivery::moment::DAY - 1) } else { moment })
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let records = args.place.existing()?;
    let answered = answer(args, &records);
    // Whatever came of it, the file is left as a server expects it.
    let closed = records.close();
    let outcome = answered?;
    closed?;
    Ok(outcome)
}

fn answer(args: &Args, records: &Records) -> Result<Outcome, Failure> {
    let progress = Progress::start("reading the model");
    let hosted = Hosted::open(&args.repo, None)?.asking(records.clone());
    let ledger = hosted.ledger(args.at)?;
    let revision = ledger.revision();
    let snapshot = revision.snapshot();
    let id = wanted(&args.requirement, |id| snapshot.element(id).is_some());
    let trace = ledger.trace(&id)?;
    drop(progress);
    let drawn = |format: PictureFormat| {
        let options = DrawOptions { language: args.lang.clone(), ..DrawOptions::default() };
        hosted.trace_file(revision, &trace, Table::default(), &format, &options)
    };
    match args.format {
        Format::Json => Console::raw().line(format!("{:#}", draw::json(&trace))),
        Format::Mermaid => Console::raw().write(drawn(PictureFormat::Text("mermaid".into()))?.bytes),
        Format::Svg => Console::raw().write(drawn(PictureFormat::Svg)?.bytes),
        Format::Text => {
            let mut out = Console::text();
            text::lines(snapshot, &trace, &args.lang).iter().for_each(|line| out.line(line));
        }
    }
    let is_suspect = trace.whereabouts.suspect().next().is_some();
    Ok(if is_suspect { Outcome::Findings } else { Outcome::Clean })
}

/// The id as the model has it: people write `REQ-12` of `req-12`.
fn wanted(asked: &str, is_there: impl Fn(&str) -> bool) -> String {
    let ways = [asked.to_owned(), asked.to_lowercase(), asked.to_uppercase()];
    ways.into_iter().find(|id| is_there(id)).unwrap_or_else(|| asked.to_owned())
}
