//! `git merge` by meaning, one file at a time, as git asks for it.
//!
//! [`versions`] are the three files that git hands over, [`text`] what git itself makes of them, and
//! [`install`] tells git of all this.

mod install;
pub(crate) mod text;
pub(crate) mod versions;

use std::path::PathBuf;

use archweave_app::change::{Choice, Conflict, OneFile, Resolutions};
use clap::Subcommand;

use crate::Outcome;
use crate::console::clean;
use crate::failure::Failure;
use text::{Favour, Texts};
use versions::Versions;

/// Let `git merge` merge files of a model by meaning
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  archweave merge-driver install
  archweave merge-driver install --model docs/architecture
  archweave merge-driver uninstall
  archweave merge-driver %O %A %B %P %L

Once it is installed, git calls `archweave merge-driver` wherever both sides changed a file of the
model: in merge, rebase, cherry-pick, stash. What does not conflict in meaning is merged, comments
and all; a conflict in meaning has conflict markers around just the lines it is about, and
`git mergetool --tool=archweave` asks what to take. A file that is not of the model, or cannot be
read, is merged as git does it.

`install` is for one clone: git never takes commands from a repository. The lines in .gitattributes
are for everybody; commit them. To ask git to leave a file to its own merge, give it `merge` after
them: `elements/generated/** merge`.

Exit codes of the driver: 0 merged, 1 conflicts, 2 could not run."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    given: Option<Given>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Set up a clone: the driver and the merge tool in its configuration, lines in .gitattributes
    Install {
        #[command(flatten)]
        place: Place,
        /// Folder of a model within the clone; may be repeated; those that are found if not given
        #[arg(long = "model", value_name = "PATH")]
        models: Vec<String>,
    },
    /// Take it out of the clone again
    Uninstall {
        #[command(flatten)]
        place: Place,
    },
}

/// Which clone.
#[derive(Debug, clap::Args)]
struct Place {
    /// The clone
    #[arg(long, value_name = "PATH", default_value = ".")]
    repo: PathBuf,
}

/// What git hands over.
#[derive(Debug, clap::Args)]
struct Given {
    /// %O: the file as it was
    base: PathBuf,
    /// %A: our version, and where the result goes
    ours: PathBuf,
    /// %B: their version
    theirs: PathBuf,
    /// %P: its path in the clone
    path: PathBuf,
    /// %L: how long conflict markers are
    #[arg(value_name = "SIZE")]
    size: Option<usize>,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match (&args.action, &args.given) {
        (Some(Action::Install { place, models }), _) => install::install(&place.repo, models),
        (Some(Action::Uninstall { place }), _) => install::uninstall(&place.repo),
        (None, Some(given)) => drive(given),
        (None, None) => Err(Failure::new("nothing to merge").help("see archweave merge-driver --help")),
    }
}

fn drive(given: &Given) -> Result<Outcome, Failure> {
    let versions = Versions::read(&given.base, &given.ours, &given.theirs)?;
    let texts = Texts { base: &given.base, ours: &given.ours, theirs: &given.theirs, size: given.size };
    let path = given.path.display().to_string();
    if let Some(file) = versions.file(&given.path) {
        match by_meaning(&file, &texts, &Resolutions::new()) {
            Ok((text, conflicts)) => {
                std::fs::write(&given.ours, text).map_err(|error| Failure::write(&given.ours, &error))?;
                return Ok(report(&path, &conflicts));
            }
            Err(failure) => anstream::eprintln!(
                "archweave: {} is merged as text: {}",
                clean(&path),
                clean(failure.message())
            ),
        }
    }
    let (text, is_clean) = texts.merge(Favour::None)?;
    std::fs::write(&given.ours, text).map_err(|error| Failure::write(&given.ours, &error))?;
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}

/// The merged text with these answers, and markers around what is open.
pub(crate) fn by_meaning(
    file: &OneFile,
    texts: &Texts<'_>,
    answers: &Resolutions,
) -> Result<(Vec<u8>, Vec<Conflict>), Failure> {
    let conflicts = file.merge(answers)?.conflicts;
    let favoured = |favours: &[Favour]| -> Vec<Vec<u8>> {
        let merged = favours.iter().filter_map(|favour| texts.merge(*favour).ok());
        merged.filter(|(_, is_clean)| *is_clean).map(|(text, _)| text).collect()
    };
    if conflicts.is_empty() {
        let favours = match answers.is_empty() {
            true => &[Favour::None][..],
            false => &[Favour::None, Favour::Ours, Favour::Theirs],
        };
        return Ok((file.text(answers, &Choice::Ours, &favoured(favours))?, conflicts));
    }
    let ours = file.text(answers, &Choice::Ours, &favoured(&[Favour::Ours]))?;
    let theirs = file.text(answers, &Choice::Theirs, &favoured(&[Favour::Theirs]))?;
    Ok((text::marked(&ours, &theirs, texts.size), conflicts))
}

fn report(path: &str, conflicts: &[Conflict]) -> Outcome {
    for conflict in conflicts {
        anstream::eprintln!("archweave: conflict in {}: {}", clean(path), clean(&conflict.id.to_string()));
    }
    if conflicts.is_empty() { Outcome::Clean } else { Outcome::Findings }
}
