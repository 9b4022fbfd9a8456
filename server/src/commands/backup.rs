//! The database to a file.

use std::path::PathBuf;

use archweave_app::BackupInfo;
use serde_json::{Value, json};

use crate::Outcome;
use crate::commands::token::when::rfc3339;
use crate::commands::token::{Format, Place};
use crate::console::{BOLD, Console, DIM, GOOD, RESET, clean, count};
use crate::failure::Failure;

/// Write the database of a server to a file, while the server runs
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave backup /backup/archweave-$(date +%F).db --database /srv/models/archweave.db
  DATABASE_URL=postgres://archweave@db/archweave archweave backup archweave.db --replace

The file has what is not in git: tokens (as hashes), audit, protected branches, merges under way, and
all that was reported of deliveries. Whoever can read it learns names and addresses: keep it as you
keep the database. Models are in git: back these up with git clone --mirror.

The same file restores into SQLite and into PostgreSQL: archweave restore.")]
pub(crate) struct Args {
    /// The file to write
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Replace the file if it is there
    #[arg(long)]
    replace: bool,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let info = args.place.existing()?.backup(&args.file, args.replace)?;
    match args.format {
        Format::Json => Console::raw().line(format!("{:#}", json(&info))),
        Format::Text => {
            let file = clean(&args.file.display().to_string());
            Console::text().line(format!("{GOOD}wrote{RESET} {BOLD}{file}{RESET}: {}", contents(&info)));
        }
    }
    Ok(Outcome::Clean)
}

/// What a backup holds, in a few words.
pub(super) fn contents(info: &BackupInfo) -> String {
    let rows = usize::try_from(info.rows()).unwrap_or(usize::MAX);
    format!(
        "{}, {} {DIM}of {}{RESET}",
        count(info.tables.len(), "table"),
        count(rows, "row"),
        rfc3339(info.made_at)
    )
}

/// The same for machines.
pub(super) fn json(info: &BackupInfo) -> Value {
    let tables: serde_json::Map<String, Value> =
        info.tables.iter().map(|(name, rows)| (name.clone(), json!(rows))).collect();
    json!({ "made": rfc3339(info.made_at), "program": info.program, "rows": info.rows(), "tables": tables })
}
