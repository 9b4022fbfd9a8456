//! A database from a backup.

use std::path::PathBuf;

use archweave_app::Records;
use archweave_app::records::{Entry, Millis};

use crate::Outcome;
use crate::commands::backup::{contents, json};
use crate::commands::token::{Format, Place};
use crate::console::{BOLD, Console, DIM, GOOD, RESET, clean};
use crate::failure::Failure;

/// Put a backup in the place of a database, all or nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave restore /backup/archweave-2026-11-22.db --database /srv/models/archweave.db
  DATABASE_URL=postgres://archweave@db/archweave archweave restore archweave.db --replace

Stop the server first. The backup is read and checked as a whole before anything is changed; one of an
older version is brought up to date. Tokens that were revoked after it was made are valid again: revoke
them again. What comes from git is written anew when the server starts.")]
pub(crate) struct Args {
    /// A file that `archweave backup` wrote
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    /// Lose what is in the database now
    #[arg(long)]
    replace: bool,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let records = match Records::of_environment()? {
        Some(records) => records,
        None => Records::open(&args.place.database)?,
    };
    let info = records.restore(&args.file, args.replace)?;
    let (who, email) = crate::commands::import::default_author();
    let entry = Entry {
        at: Millis::now(),
        who,
        email,
        token: None,
        action: "database.restore".to_owned(),
        outcome: "done".to_owned(),
        model: None,
        reference: None,
        revision: None,
        from: None,
        detail: format!("{}: {} rows", args.file.display(), info.rows()),
    };
    records.wait(records.index().record(entry))?;
    match args.format {
        Format::Json => Console::raw().line(format!("{:#}", json(&info))),
        Format::Text => {
            let mut out = Console::text();
            let file = clean(&args.file.display().to_string());
            out.line(format!("{GOOD}restored{RESET} {BOLD}{file}{RESET}: {}", contents(&info)));
            out.line(format!(
                "{DIM}the models' tables are written anew by `serve`, or now by `reindex`{RESET}"
            ));
        }
    }
    Ok(Outcome::Clean)
}
