//! The models' tables in the database, anew.

use std::path::PathBuf;

use archweave_app::{App, BranchName, Hosted, Kind, Projection};

use crate::Outcome;
use crate::commands::token::Place;
use crate::console::{BOLD, Console, DIM, GOOD, Progress, RESET, clean, count};
use crate::failure::Failure;

/// Write the models' tables of a server's database anew from git
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave reindex centre.git grid.git --database archweave.db
  archweave reindex centre.git --branch release/2026 --database archweave.db

Reports read these tables (docs/reference/reporting.md). A server keeps them up to date by itself; they
hold nothing that is not in git. Name the models in the order in which they are served. Reports show
the default branch; a branch that is named once is kept up to date from then on. It may run beside the
server: readers see what was there before until all of it is written.")]
pub(crate) struct Args {
    /// Models: repositories or bare repositories
    #[arg(value_name = "REPO", required = true)]
    repos: Vec<PathBuf>,
    /// Branch to project; may be repeated; the default branch if not given
    #[arg(long = "branch", value_name = "BRANCH", value_parser = branch)]
    branches: Vec<BranchName>,
    #[command(flatten)]
    place: Place,
}

fn branch(name: &str) -> Result<BranchName, String> {
    BranchName::parse(name).map_err(|error| error.to_string())
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let records = args.place.existing()?;
    let app = App::open(&args.repos, None)?;
    for model in app.models() {
        for branch in branches(args, model)? {
            let how = {
                let _progress = Progress::start("writing tables");
                model.project(&records, &branch, true, &|| true)?
            };
            tell(model.name(), &branch, how);
        }
    }
    Ok(Outcome::Clean)
}

fn branches(args: &Args, model: &Hosted) -> Result<Vec<BranchName>, Failure> {
    if !args.branches.is_empty() {
        return Ok(args.branches.clone());
    }
    if model.kind() == Kind::Folder {
        let message = format!("`{}` is a folder without git: only commits are projected", model.name());
        return Err(Failure::new(message).help("name a repository"));
    }
    let name = model.default_branch()?;
    let name = name.ok_or_else(|| Failure::new(format!("`{}` has no branch", model.name())))?;
    Ok(vec![BranchName::parse(&name).map_err(|error| Failure::new(error.to_string()))?])
}

fn tell(model: &str, branch: &BranchName, how: Projection) {
    let what = match how {
        Projection::Whole { elements, relations, commits } => format!(
            "{}, {} {DIM}and the history of {}{RESET}",
            count(elements, "element"),
            count(relations, "relation"),
            count(commits, "commit")
        ),
        Projection::Steps(commits) => count(commits, "commit"),
        Projection::Current => "up to date".to_owned(),
    };
    let name = format!("{} {}", clean(model), clean(branch.as_str()));
    Console::text().line(format!("{GOOD}projected{RESET} {BOLD}{name}{RESET}: {what}"));
}
