//! The changes of a release, from the commits of its repository.

use std::path::PathBuf;

use archweave_app::sending::{changes, check, repository_name};
use serde_json::Value;

use super::send::{self, Destination};
use crate::Outcome;
use crate::console::{Console, Progress};
use crate::failure::Failure;

/// The changes in a range of commits, each with the requirements that its trailers name
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave record changes --range v3.4.0..v3.4.1 --repository https://git.example.org/csc/gateway
  archweave record changes --range origin/main --repository git.example.org/csc/gateway --clone ../gateway

One change for each merge, with all commits that it brought, and one for each commit on its own.
Requirements are read from trailers of the messages: `Implements: REQ-12`, `Fixes:`, `Refs:`,
`Requirement:`. At most 10,000 commits at once.")]
pub(super) struct Args {
    /// A..B: what is in B and not yet in A; a name alone: all of it
    #[arg(long, value_name = "A..B")]
    range: String,
    /// The repository as the server knows it: host and path, or any address of it
    #[arg(long, value_name = "REPOSITORY")]
    repository: String,
    /// The clone to read
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    clone: PathBuf,
    /// The team whose changes they are
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    #[command(flatten)]
    destination: Destination,
}

pub(super) fn run(args: &Args) -> Result<Outcome, Failure> {
    let repository = repository_name(&args.repository);
    let mut events: Vec<Value> = {
        let _progress = Progress::start("reading commits");
        changes(&args.clone, &args.range, &repository, &args.destination.sender())?
    };
    if let Some(team) = &args.team {
        events.iter_mut().for_each(|event| event["change"]["team"] = team.as_str().into());
    }
    if events.is_empty() {
        Console::text().line(format!("no change in {}", args.range));
        return Ok(Outcome::Clean);
    }
    check(&events)?;
    send::send(&args.destination, &events)
}
