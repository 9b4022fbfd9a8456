//! The canonical form of files.

use archweave_app::Kind;

use crate::Outcome;
use crate::console::{Console, GOOD, RESET, clean, count};
use crate::failure::Failure;
use crate::open::Place;

/// Rewrite files in canonical form, or check that they are
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave fmt --check model.git
  archweave fmt my-model

Files with comments are left as they are: a person wrote them so. Files with findings of their
own too: see `archweave validate`. With --check nothing is written and exit code 1 means that
some file is not canonical.")]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Only list the files that are not in canonical form
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (hosted, revision) = args.place.read()?;
    let is_on_disk = hosted.kind() != Kind::Bare && args.place.at.at.is_none();
    if !args.check && !is_on_disk {
        let message = "only files on disk can be rewritten, not what git holds";
        return Err(Failure::new(message).help("use --check, or run it in a clone without --at"));
    }
    let files = hosted.unformatted(&revision)?;
    let mut out = Console::text();
    if args.check {
        for file in &files {
            out.line(format!("{}:{}: not in canonical form", clean(&file.path), file.line));
        }
        out.line(format!(
            "{} of {} to format",
            files.len(),
            count(revision.snapshot().paths().count(), "file")
        ));
        return Ok(if files.is_empty() { Outcome::Clean } else { Outcome::Findings });
    }
    archweave_app::rewrite(&args.place.repo, &files)?;
    for file in &files {
        out.line(format!("{GOOD}formatted{RESET} {}", clean(&file.path)));
    }
    out.line(format!("{} formatted", count(files.len(), "file")));
    Ok(Outcome::Clean)
}
