//! A model in another tool's format.

use std::path::{Path, PathBuf};

use archweave_app::{Content, ExportFormat, Target};
use archweave_model::diagnostic::Diagnostic;
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, GOOD, Progress, RESET, WARNING, clean, count};
use crate::failure::Failure;
use crate::open::Place;

/// Write a model as one file for another tool
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave export model.git --format archimate --out landscape.archimate
  archweave export model.git --format open-exchange --out landscape.xml
  archweave export model.git --at v1.0 --format json --out - | jq .manifest
  archweave export model.git --format coarchi --out landscape
  archweave export model.git --format csv --out tables.zip

What a format cannot carry is told on standard error; everything else comes back on import.

coarchi is a folder of one XML file per object, csv a folder of elements.csv, relations.csv and
properties.csv in the form of Archi; --out x.zip packs either. A folder that is there must be empty
or hold an export of the same form, whose objects are replaced; nothing else in it is touched.
Cells of csv are exact. A spreadsheet runs cells that begin with = + - or @ as formulas:
--safe-for-spreadsheets puts a space before them and marks the files as UTF-8 for Excel.")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Archi's native file (a zip container if the model has pictures), the ArchiMate Model Exchange
    /// File Format (.xml), one JSON document, a folder of one XML file per object (coArchi), or tables
    #[arg(long, value_enum)]
    format: Format,
    /// File to write, - for standard output; for coarchi and csv a folder or a .zip
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
    /// Write into a folder that holds something else; nothing there is removed
    #[arg(long)]
    force: bool,
    /// Put a space before csv cells that a spreadsheet would run as formulas
    #[arg(long)]
    safe_for_spreadsheets: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Archimate,
    OpenExchange,
    Json,
    Coarchi,
    Csv,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    if args.safe_for_spreadsheets && !matches!(args.format, Format::Csv) {
        return Err(Failure::new("--safe-for-spreadsheets is for --format csv").help("leave it out"));
    }
    let (hosted, revision) = args.place.read()?;
    let format = match args.format {
        Format::Archimate => ExportFormat::Archimate,
        Format::OpenExchange => ExportFormat::OpenExchange,
        Format::Json => ExportFormat::Json,
        Format::Coarchi => ExportFormat::Coarchi,
        Format::Csv => ExportFormat::Csv { is_for_spreadsheets: args.safe_for_spreadsheets },
    };
    let exported = {
        let _progress = Progress::start("exporting");
        hosted.export(&revision, format)?
    };
    warn(&exported.warnings);
    if args.out == Path::new("-") {
        let Content::Bytes(bytes) = &exported.content else {
            return Err(Failure::new("this format is several files, which standard output cannot hold")
                .help("name a folder, or a file that ends in .zip"));
        };
        Console::raw().write(bytes);
        return Ok(Outcome::Clean);
    }
    let files = match &exported.content {
        Content::Bytes(bytes) => {
            std::fs::write(&args.out, bytes).map_err(|error| Failure::write(&args.out, &error))?;
            String::new()
        }
        Content::Files(_) => {
            let files = exported.store(&Target { path: args.out.clone(), is_forced: args.force })?;
            format!("{}, ", count(files, "file"))
        }
    };
    let elements = count(revision.snapshot().element_count(), "element");
    let mut out = Console::text();
    out.line(format!("{GOOD}wrote{RESET} {} with {files}{elements}", args.out.display()));
    Ok(Outcome::Clean)
}

/// How many warnings are shown.
const SHOWN: usize = 20;

/// Tells what the format does not carry, beside the file and not in it.
pub(crate) fn warn(warnings: &[Diagnostic]) {
    for warning in warnings.iter().take(SHOWN) {
        anstream::eprintln!("{WARNING}warning{RESET}: {}", clean(&warning.message));
    }
    if warnings.len() > SHOWN {
        anstream::eprintln!("{WARNING}warning{RESET}: {} more are left out", warnings.len() - SHOWN);
    }
}
