//! Asks a person about each conflict in a file: what `git mergetool` calls.

mod ask;
mod editor;
mod kept;

use std::path::PathBuf;

use archweave_app::change::{Resolution, Resolutions};

use crate::Outcome;
use crate::commands::merge::text::conflict;
use crate::commands::merge_driver::by_meaning;
use crate::commands::merge_driver::text::Texts;
use crate::commands::merge_driver::versions::Versions;
use crate::console::{Console, GOOD, RESET, clean, count};
use crate::failure::Failure;
use ask::{Answer, Person};
use kept::Kept;

/// Resolve the conflicts of one file of a model, one by one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  git mergetool --tool=archweave
  archweave mergetool \"$BASE\" \"$LOCAL\" \"$REMOTE\" \"$MERGED\"
  printf 'ours\\ne Customer desk\\n' | archweave mergetool base.yaml a.yaml b.yaml elements/crm.yaml

Git calls it once `archweave merge-driver install` has set up the clone. Of each conflict all
values are shown, and one line answers: o(urs), t(heirs), b(ase), e(dit) in an editor or
`e VALUE`, r(emove), s(kip), q(uit). Answers are kept: what was skipped is asked again next time,
and nothing else.

Exit codes: 0 all are resolved and MERGED is written, 1 some are open (they stand in MERGED
between conflict markers), 2 could not run.")]
pub(crate) struct Args {
    /// The file as it was
    base: PathBuf,
    /// Our version
    local: PathBuf,
    /// Their version
    remote: PathBuf,
    /// Where the result goes: the file in the clone
    merged: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let versions = Versions::read(&args.base, &args.local, &args.remote)?;
    let shown = clean(&args.merged.display().to_string());
    let Some(file) = versions.file(&args.merged) else {
        return Err(Failure::new(format!(
            "`{shown}` is no file of a model, or one of its versions cannot be read"
        ))
        .help("resolve it in an editor, or with another tool: git mergetool --tool=..."));
    };
    let texts = Texts { base: &args.base, ours: &args.local, theirs: &args.remote, size: None };
    let kept = Kept::of(&args.merged, &versions);
    let mut answers = kept.read();
    let first = file.merge(&answers)?;
    answers.retain(|id, _| !first.unused.contains(id));
    let total = first.conflicts.len();
    tell(&format!("{shown}: {}", count(total, "conflict")));
    if !first.resolved.is_empty() {
        tell(&format!("{} answered before", count(first.resolved.len(), "conflict")));
    }
    let mut person = Person::new();
    for (at, open) in first.conflicts.iter().enumerate() {
        let mut text = format!("\n({}/{total}) ", at + 1);
        conflict(open, &mut text);
        Console::text().write(text);
        let choice = match person.answer(open)? {
            Answer::Choice(choice) => choice,
            Answer::Skip => continue,
            Answer::Quit => break,
        };
        answers.insert(open.id.clone(), Resolution { choice, seen: Some(open.seen()) });
        kept.write(&file.merge(&answers)?)?;
    }
    finish(args, &answers, &kept, by_meaning(&file, &texts, &answers)?)
}

fn finish(
    args: &Args,
    answers: &Resolutions,
    kept: &Kept,
    (text, open): (Vec<u8>, Vec<archweave_app::change::Conflict>),
) -> Result<Outcome, Failure> {
    std::fs::write(&args.merged, text).map_err(|error| Failure::write(&args.merged, &error))?;
    if open.is_empty() {
        kept.remove();
        tell(&format!("{GOOD}resolved{RESET} {}", args.merged.display()));
        return Ok(Outcome::Clean);
    }
    let left = count(open.len(), "conflict");
    tell(&match answers.is_empty() {
        true => format!("{left} left"),
        false => format!("{left} left; what was answered is kept: run it again to go on"),
    });
    Ok(Outcome::Findings)
}

fn tell(line: &str) {
    Console::text().line(line);
}
