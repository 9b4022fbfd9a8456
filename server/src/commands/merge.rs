//! Two models with a common past to one, by meaning.

pub(crate) mod answers;
mod json;
mod out;
pub(crate) mod text;

use std::path::PathBuf;

use archweave_app::change::{Merged, Resolutions, Side, three_way};
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, Progress};
use crate::failure::Failure;

/// Merge two models that were made from one, by meaning: what does not conflict in meaning is merged
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave merge base.archimate ours.archimate theirs.archimate --out merged.archimate
  archweave merge v1.0 main draft --format json
  archweave merge base/ ours/ theirs/ --out merged/ --state merge.yaml

BASE, OURS and THEIRS are each a folder with a model, a file or folder of another tool, or a
revision of --repo: a branch, tag, commit or date. They need not be of one format.

--out ending in .archimate, .xml (Open Exchange) or .json is a file of that format; anything else is
a folder, which gets what OURS is: files of this program or one XML file per object (coArchi). --to
says it. A folder must be new, empty, or hold the model of OURS; of coArchi, an export.

A conflict is resolved by its id, in a JSON or YAML file: `element/crm:name: theirs`. There is ours,
theirs, base, `{ value: ... }` and remove. With --state the open conflicts are written to a file in
which `choice` is filled in; the same command again goes on from there, and a choice does not count
any more once the values are others.

In a clone, `archweave merge-driver install` makes `git merge` do this.

Exit codes: 0 merged, 1 a person has to look (nothing is written to --out, unless --allow-conflicts
is given), 2 could not run.")]
pub(crate) struct Args {
    /// What both sides were made from
    base: String,
    /// The side that gets the changes; it stands where a conflict is open
    ours: String,
    /// The side whose changes are merged
    theirs: String,
    /// Where revisions are looked up
    #[arg(long, value_name = "REPO", default_value = ".")]
    repo: PathBuf,
    /// Where the merged model is written; nowhere if not given
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
    /// Format of --out, if its name does not say it
    #[arg(long, value_enum, requires = "out")]
    to: Option<out::To>,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Answers to conflicts; may be repeated, the last answer counts
    #[arg(long, value_name = "FILE")]
    resolve: Vec<PathBuf>,
    /// Keep a merge under way in this file: conflicts with both values, and the answers given so far
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Write --out although a person has to look: ours stands where a conflict is open
    #[arg(long, requires = "out")]
    allow_conflicts: bool,
    /// Also list what was decided without asking
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut resolutions = Resolutions::new();
    for file in args.state.iter().filter(|file| file.exists()).chain(&args.resolve) {
        resolutions.extend(answers::read(file)?);
    }
    let (ours, theirs, merged) = {
        let _progress = Progress::start("merging");
        let open = |name: &str| Side::open(name, &args.repo);
        let base = open(&args.base)?;
        let ours = open(&args.ours)?.aligned(&base)?;
        let theirs = open(&args.theirs)?.aligned(&base)?;
        let merged = three_way(&base, &ours, &theirs, &resolutions)?;
        (ours, theirs, merged)
    };
    if let Some(file) = &args.state {
        answers::write(file, &merged.merge)?;
    }
    let is_open = merged.needs_a_person();
    let mut written = None;
    if let Some(path) = args.out.as_ref().filter(|_| !is_open || args.allow_conflicts) {
        let to = args.to.unwrap_or_else(|| out::To::of(path, &args.ours));
        written = Some(out::write(&merged, &ours, &theirs, path, to)?);
    }
    show(args, &merged, written.as_deref());
    Ok(if is_open { Outcome::Findings } else { Outcome::Clean })
}

fn show(args: &Args, merged: &Merged, written: Option<&str>) {
    match args.format {
        Format::Json => {
            Console::raw().line(format!("{:#}", json::json(merged, args.out.as_deref(), written.is_some())))
        }
        Format::Text => {
            let mut out = Console::text();
            out.write(text::merged(merged, args.verbose));
            match (written, &args.out, &args.state) {
                (Some(written), ..) => out.line(written),
                (None, Some(path), state) => {
                    out.line(format!("nothing was written to {}", path.display()));
                    out.line(match state {
                        Some(state) if !merged.merge.conflicts.is_empty() => {
                            format!("fill in each `choice` in {} and run this again", state.display())
                        }
                        _ => "answer conflicts with --resolve or --state; --allow-conflicts writes ours in their place".to_owned(),
                    });
                }
                (None, None, _) => {}
            }
        }
    }
}
