//! What is wrong with a model.

use clap::ValueEnum;

use crate::Outcome;
use crate::console::{BOLD, Console, GOOD, RESET, count};
use crate::failure::Failure;
use crate::findings;
use crate::open::Place;

/// Check a model and show every finding with its file, line and what to do
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave validate examples/customer-centre
  archweave validate model.git --at main --format json

Exit code 1 means errors or warnings were found.")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let diagnostics = hosted.report(&revision).diagnostics;
    let files = revision.snapshot().paths().count();
    match args.format {
        Format::Json => {
            let report = findings::json(&revision.id().to_string(), files, &diagnostics);
            Console::raw().line(format!("{report:#}"));
        }
        Format::Human => {
            let mut out = Console::text();
            let source = |file: &str| String::from_utf8(hosted.file(&revision, file).ok()?).ok();
            findings::human(&mut out, &diagnostics, source);
            let style = if diagnostics.is_empty() { GOOD } else { BOLD };
            let summary = findings::summary(&diagnostics);
            out.line(format!("{style}{summary} in {}{RESET}", count(files, "file")));
        }
    }
    Ok(findings::outcome(&diagnostics))
}
