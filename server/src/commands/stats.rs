//! Counts of a model.

use std::path::PathBuf;

use archweave_app::Import;
use archweave_model::diagnostic::Severity;
use archweave_model::stats::Stats;
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, DIM, Progress, RESET, count};
use crate::failure::Failure;
use crate::open::{At, Place};

/// Count what is in a model or in another tool's file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave stats landscape.archimate
  archweave stats model.git --at 2026-03-01 --format json

Elements include junctions; nodes and connections are those of every view at every depth;
properties are values anywhere; specializations are definitions. Exit code 1 means that part of
the model could not be read, so that the counts lack it.")]
pub(crate) struct Args {
    /// A file to import in memory, or a folder or repository with a model
    #[arg(value_name = "FILE|REPO")]
    source: PathBuf,
    #[command(flatten)]
    at: At,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (stats, outcome) = match args.source.is_file() {
        true => (of_file(args)?, Outcome::Clean),
        false => of_model(args)?,
    };
    match args.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&stats);
            let json = json.map_err(|error| Failure::new(format!("cannot write the counts: {error}")))?;
            Console::raw().line(json);
        }
        Format::Text => text(&stats),
    }
    Ok(outcome)
}

fn of_file(args: &Args) -> Result<Stats, Failure> {
    if args.at.at.is_some() {
        let message = format!("`{}` is a file; it has no revisions", args.source.display());
        return Err(Failure::new(message).help("leave out --at"));
    }
    let _progress = Progress::start("importing");
    let import = Import::read(&args.source, "")?;
    let found = import.diagnostics().len();
    if found > 0 {
        let what = count(found, "finding");
        note(&format!("{what} while reading; `archweave import` lists them"));
    }
    Ok(import.stats())
}

fn of_model(args: &Args) -> Result<(Stats, Outcome), Failure> {
    let place = Place { repo: args.source.clone(), at: At { at: args.at.at.clone() } };
    let (hosted, revision) = place.read()?;
    let diagnostics = revision.snapshot().diagnostics();
    let unread = diagnostics.iter().filter(|d| d.severity == Severity::Error && is_unread(d.code)).count();
    if unread == 0 {
        return Ok((hosted.stats(&revision), Outcome::Clean));
    }
    let what = count(unread, "part");
    note(&format!("{what} of the model could not be read and not counted; see `archweave validate`"));
    Ok((hosted.stats(&revision), Outcome::Findings))
}

/// Whether a finding means that something is missing from the model.
fn is_unread(code: &str) -> bool {
    matches!(
        code,
        "yaml-syntax"
            | "yaml-feature"
            | "duplicate-key"
            | "bad-encoding"
            | "bad-path"
            | "file-too-large"
            | "unreadable-file"
            | "missing-key"
            | "wrong-type"
            | "bad-id"
            | "bad-metamodel"
            | "duplicate-id"
    )
}

fn note(text: &str) {
    use std::io::Write;
    // Nobody is left to tell.
    let _ = writeln!(anstream::stderr(), "{DIM}note{RESET}: {text}");
}

/// Writes the counts one a line.
fn text(stats: &Stats) {
    let mut out = Console::text();
    for (name, number) in [
        ("elements", stats.elements),
        ("relationships", stats.relationships),
        ("views", stats.views),
        ("view nodes", stats.view_nodes),
        ("view connections", stats.view_connections),
        ("properties", stats.properties),
        ("specializations", stats.specializations),
    ] {
        out.line(format!("{name:<18}{number:>10}"));
    }
}
