//! A model in another tool's format.

use std::path::{Path, PathBuf};

use archweave_app::ExportFormat;
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, GOOD, Progress, RESET, count};
use crate::failure::Failure;
use crate::open::Place;

/// Write a model as one file for another tool
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave export model.git --format archimate --out landscape.archimate
  archweave export model.git --at v1.0 --format json --out - | jq .manifest")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Archi's native file (a zip container if the model has pictures), or one JSON document
    #[arg(long, value_enum)]
    format: Format,
    /// File to write; - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Archimate,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let format = match args.format {
        Format::Archimate => ExportFormat::Archimate,
        Format::Json => ExportFormat::Json,
    };
    let bytes = {
        let _progress = Progress::start("exporting");
        hosted.export(&revision, format)?
    };
    if args.out == Path::new("-") {
        Console::raw().write(&bytes);
        return Ok(Outcome::Clean);
    }
    std::fs::write(&args.out, &bytes).map_err(|error| Failure::write(&args.out, &error))?;
    let elements = count(revision.snapshot().element_count(), "element");
    let mut out = Console::text();
    out.line(format!("{GOOD}wrote{RESET} {} with {elements}", args.out.display()));
    Ok(Outcome::Clean)
}
