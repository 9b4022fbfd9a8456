//! What differs between two models, by meaning.

mod json;
mod markdown;
mod text;

use std::path::PathBuf;

use archweave_app::change::{Comparison, Counts, Entry, Group, Side, counts};
use clap::ValueEnum;

use crate::Outcome;
use crate::console::{Console, Progress};
use crate::failure::Failure;

/// Show what differs between two models: elements, relations, views; not lines of text
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave diff main my-branch
  archweave diff v1.0 --stat
  archweave diff main HEAD --format markdown > comment.md
  archweave diff old.archimate new.archimate
  archweave diff main landscape.archimate --no-geometry --format json

A and B are each a folder with a model, a file or folder of another tool, or a revision of --repo:
a branch, tag, commit or date. Without B the files on disk in --repo are compared with A.

+ is new, - is gone, ~ is there in both and not the same. Where and how views are drawn is told
apart from what they show. JSON has the changes as people see them, and as edits that make A into
B: those that GraphQL takes.")]
pub(crate) struct Args {
    /// Before
    #[arg(value_name = "A")]
    before: String,
    /// After; the files in --repo if not given
    #[arg(value_name = "B")]
    after: Option<String>,
    /// Where revisions are looked up
    #[arg(long, value_name = "REPO", default_value = ".")]
    repo: PathBuf,
    /// For people, for machines, or for a comment on a pull request
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Only counts
    #[arg(long, conflicts_with = "stat")]
    summary: bool,
    /// What changed, without the fields
    #[arg(long)]
    stat: bool,
    /// Leave out where and how views are drawn
    #[arg(long)]
    no_geometry: bool,
    /// End with 1 if there is a difference
    #[arg(long)]
    exit_code: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
}

/// What is shown.
struct Shown {
    comparison: Comparison,
    entries: Vec<Entry>,
    counts: Counts,
    detail: Detail,
}

/// How much is shown of each thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    Counts,
    Things,
    Fields,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let comparison = {
        let _progress = Progress::start("comparing");
        comparison(args)?
    };
    let mut entries = comparison.entries();
    if args.no_geometry {
        entries.retain(|entry| Group::of(&entry.item) != Group::Layouts);
    }
    let shown = Shown {
        counts: counts(&entries),
        comparison,
        detail: match (args.summary, args.stat) {
            (true, _) => Detail::Counts,
            (_, true) => Detail::Things,
            _ => Detail::Fields,
        },
        entries,
    };
    match args.format {
        Format::Text => Console::text().write(text::text(&shown)),
        Format::Json => Console::raw().line(json::json(&shown, !args.no_geometry)?),
        Format::Markdown => Console::raw().write(markdown::markdown(&shown)),
    }
    match args.exit_code && !shown.entries.is_empty() {
        true => Ok(Outcome::Findings),
        false => Ok(Outcome::Clean),
    }
}

fn comparison(args: &Args) -> Result<Comparison, Failure> {
    if let Some(after) = &args.after
        && let Some(found) = Comparison::between_revisions(&args.before, after, &args.repo)?
    {
        return Ok(found);
    }
    let before = Side::open(&args.before, &args.repo)?;
    let after = match &args.after {
        Some(after) => Side::open(after, &args.repo)?.aligned(&before)?,
        None => on_disk(&args.repo)?,
    };
    Ok(Comparison::between(&before, &after)?)
}

/// The model whose files are in the folder.
fn on_disk(repo: &std::path::Path) -> Result<Side, Failure> {
    let name = repo.to_str().ok_or_else(|| Failure::new("the path of --repo is not UTF-8"))?;
    Ok(Side::open(name, repo)?)
}

/// `2 elements added, 1 changed; 1 relation removed`
fn summary(counts: &Counts) -> String {
    let words = ["added", "changed", "removed"];
    let group = |(group, numbers): (&Group, &[usize; 3])| {
        let mut parts = Vec::new();
        for (number, word) in numbers.iter().zip(words).filter(|(number, _)| **number > 0) {
            parts.push(match (parts.is_empty(), noun(*group, *number)) {
                (true, noun) if noun.is_empty() => format!("{} {word}", group.name()),
                (true, noun) => format!("{noun} {word}"),
                (false, _) => format!("{} {word}", crate::console::number(*number)),
            });
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let found: Vec<String> = counts.iter().filter_map(group).collect();
    match found.is_empty() {
        true => "no difference".to_owned(),
        false => found.join("; "),
    }
}

/// `2 elements`; empty for what there is one of.
fn noun(group: Group, number: usize) -> String {
    let one = match group {
        Group::Elements => "element",
        Group::Relations => "relation",
        Group::Views => "view",
        Group::Layouts => "layout",
        Group::Metamodel => "metamodel file",
        Group::Extra => "file for another tool",
        Group::Files => "other file",
        Group::Manifest => return String::new(),
    };
    match (group, number) {
        (Group::Extra, 2..) => format!("{number} files for other tools"),
        _ => crate::console::count(number, one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_as_a_sentence() {
        let mut counts = counts(&[]);
        assert_eq!(summary(&counts), "no difference");
        counts.insert(Group::Elements, [1200, 1, 0]);
        counts.insert(Group::Manifest, [0, 1, 0]);
        counts.insert(Group::Extra, [0, 0, 2]);
        let expected = "1,200 elements added, 1 changed; manifest changed; 2 files for other tools removed";
        assert_eq!(summary(&counts), expected);
    }
}
