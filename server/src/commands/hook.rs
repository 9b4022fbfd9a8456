//! Git hooks that refuse what breaks a model.
//!
//! What is installed is one line of shell that calls `archweave hook run`, so that a newer executable
//! brings newer checks: [`install`], [`check`].

mod check;
pub(crate) mod git;
mod install;
mod receive;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::Outcome;
use crate::failure::Failure;
use crate::findings::FailOn;

/// Let git refuse a commit or a push that breaks a model
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave hook install
  archweave hook install --model architecture --fail-on warning
  archweave hook uninstall
  archweave hook run pre-commit

pre-commit checks what is staged, not the files on disk; pre-push checks the last commit of each
branch or tag that is pushed. A model is looked for at the root of the repository, else in each
folder with an archweave.yaml, unless --model names it.

Hooks of somebody else are never replaced: add the line `archweave hook run pre-commit || exit 1`
to them.")]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Put the hooks pre-commit and pre-push into a clone
    Install {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        rules: Rules,
    },
    /// Take the hooks out again
    Uninstall {
        #[command(flatten)]
        place: Place,
    },
    /// What the hooks call
    Run {
        /// Which hook
        #[arg(value_enum)]
        hook: Hook,
        #[command(flatten)]
        rules: Rules,
        /// What git passes to the hook
        #[arg(hide = true)]
        passed: Vec<String>,
    },
    /// What git calls when somebody pushes to `archweave serve`
    #[command(hide = true)]
    PreReceive,
}

/// Which clone.
#[derive(Debug, clap::Args)]
struct Place {
    /// The clone
    #[arg(long, value_name = "PATH", default_value = ".")]
    repo: PathBuf,
}

/// What a hook refuses.
#[derive(Debug, clap::Args)]
struct Rules {
    /// Folder of a model within the repository; may be repeated
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<String>,
    /// The least severity that is refused
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// Findings in this file are let through; a path from the root of the clone
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

/// The hooks that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Hook {
    PreCommit,
    PrePush,
}

impl Hook {
    const ALL: [Self; 2] = [Self::PreCommit, Self::PrePush];

    /// Name of the hook's file.
    fn name(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::PrePush => "pre-push",
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.action {
        Action::Install { place, rules } => install::install(&place.repo, rules),
        Action::Uninstall { place } => install::uninstall(&place.repo),
        Action::Run { hook, rules, .. } => check::run(*hook, rules),
        Action::PreReceive => Ok(receive::run()),
    }
}
