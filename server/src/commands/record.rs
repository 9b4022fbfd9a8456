//! What happened, from CI jobs and people at a terminal, into the ledger.

mod changes;
mod fields;
mod import;
mod replay;
mod send;

use clap::{ArgMatches, Command, FromArgMatches};

use crate::Outcome;
use crate::failure::Failure;

/// Tell a server what happened: deployments, builds, changes, incidents, measured values
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave record deployment --environment production --purl pkg:oci/message-gateway@3.4.1
  archweave record changes --range v3.4.0..v3.4.1 --repository https://git.example.org/csc/gateway
  archweave record artifact --purl pkg:oci/message-gateway@3.4.1 --commit \"$GIT_COMMIT\" \\
      --repository https://git.example.org/csc/gateway
  archweave record verification --kind business-acceptance --result passed --requirement REQ-103
  archweave record import incidents.xlsx --sort incidents --preview

Where to: --server URL, or ARCHWEAVE_SERVER; the token of an editor in ARCHWEAVE_TOKEN. Without a
server, --database FILE --model REPO writes into the database of a server on this machine.

A job that is run again tells of the same record: what names it is made from its fields and the
number of the pipeline's run. Exit code 1: something else was recorded under an id before.")]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug)]
enum Action {
    /// One record, by its fields.
    One(Box<fields::One>),
    Changes(changes::Args),
    Import(import::Args),
    Replay(replay::Args),
}

impl clap::Subcommand for Action {
    fn augment_subcommands(command: Command) -> Command {
        let command = command.subcommand_required(true).arg_required_else_help(true);
        let command = command.subcommands(fields::commands());
        command
            .subcommand(<changes::Args as clap::Args>::augment_args(Command::new("changes")))
            .subcommand(<import::Args as clap::Args>::augment_args(Command::new("import")))
            .subcommand(<replay::Args as clap::Args>::augment_args(Command::new("replay")))
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        ["changes", "import", "replay"].contains(&name) || fields::kind(name).is_some()
    }
}

impl FromArgMatches for Action {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        match matches.subcommand() {
            Some(("changes", inner)) => changes::Args::from_arg_matches(inner).map(Self::Changes),
            Some(("import", inner)) => import::Args::from_arg_matches(inner).map(Self::Import),
            Some(("replay", inner)) => replay::Args::from_arg_matches(inner).map(Self::Replay),
            Some((name, inner)) => match fields::kind(name) {
                Some(kind) => fields::One::read(kind, inner).map(Box::new).map(Self::One),
                None => Err(clap::Error::new(clap::error::ErrorKind::InvalidSubcommand)),
            },
            None => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.action {
        Action::One(one) => one.run(),
        Action::Changes(args) => changes::run(args),
        Action::Import(args) => import::run(args),
        Action::Replay(args) => replay::run(args),
    }
}
