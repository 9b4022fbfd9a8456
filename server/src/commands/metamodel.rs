//! Which kinds there are, and what may connect to what.

mod json;
mod kind;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_app::kinds::{Meaning, meaning, similar};
use archweave_model::metamodel::{End, Metamodel, RelationIndex};
use clap::ValueEnum;

use crate::Outcome;
use crate::console::Console;
use crate::failure::Failure;
use crate::open::{At, Place};

/// List the kinds of elements and relations, and what may connect to what
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave metamodel
  archweave metamodel business-process
  archweave metamodel uml:component
  archweave metamodel --from application-component --to business-process
  archweave metamodel --viewpoints
  archweave metamodel my-model --format json

A REPO adds its own kinds. The name of a kind of the library is a KIND even if a folder is
called so: write ./node for the folder. A KIND may be what another standard calls it. `relation` as --from or --to stands for a relation that
another one ends at.")]
pub(crate) struct Args {
    /// One kind of element or relation, and a model whose own kinds count too
    #[arg(value_name = "KIND|REPO", num_args = 0..=2)]
    what: Vec<String>,
    #[command(flatten)]
    at: At,
    /// Which relations may start at this kind
    #[arg(long, value_name = "KIND")]
    from: Option<String>,
    /// Which relations may end at this kind
    #[arg(long, value_name = "KIND")]
    to: Option<String>,
    /// List viewpoints and the kinds they admit
    #[arg(long, conflicts_with_all = ["from", "to"])]
    viewpoints: bool,
    /// For people, or for machines
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is asked about a metamodel.
enum Question<'a> {
    /// Everything.
    All,
    Viewpoints,
    /// An element kind.
    Kind(Meaning<'a>),
    /// A relation kind.
    Relation(RelationIndex),
    /// What may connect the one to the other; none stands for every kind.
    Between(Option<End>, Option<End>),
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let (kind, repo) = split(&args.what)?;
    let metamodel = match &repo {
        Some(repo) => own(repo, args)?,
        None if args.at.at.is_some() => {
            return Err(Failure::new("--at needs a REPO").help("archweave metamodel my-model --at main"));
        }
        None => Metamodel::library(),
    };
    let end = |name: &Option<String>| name.as_deref().map(|name| end(&metamodel, name)).transpose();
    let question = match (end(&args.from)?, end(&args.to)?, kind) {
        _ if args.viewpoints => Question::Viewpoints,
        (None, None, None) => Question::All,
        (None, None, Some(name)) => match (meaning(&metamodel, &name), metamodel.relation_index(&name)) {
            (Some(meaning), _) => Question::Kind(meaning),
            (None, Some(relation)) => Question::Relation(relation),
            (None, None) => return Err(unknown(&name)),
        },
        (from, to, None) => Question::Between(from, to),
        (_, _, Some(_)) => {
            return Err(
                Failure::new("a KIND and --from or --to ask different things").help("leave out one of them")
            );
        }
    };
    match args.format {
        Format::Json => Console::raw().line(format!("{:#}", json::answer(&metamodel, &question))),
        Format::Text => text::answer(&mut Console::text(), &metamodel, &question),
    }
    Ok(Outcome::Clean)
}

/// Which argument is a kind and which a repository.
fn split(what: &[String]) -> Result<(Option<String>, Option<PathBuf>), Failure> {
    let library = Metamodel::library();
    let is_kind = |name: &str| meaning(&library, name).is_some() || library.relation_index(name).is_some();
    match what {
        [] => Ok((None, None)),
        [one] if is_kind(one) => Ok((Some(one.clone()), None)),
        [one] if PathBuf::from(one).exists() => Ok((None, Some(one.into()))),
        [one] => Err(unknown(one)),
        [kind, repo, ..] => Ok((Some(kind.clone()), Some(repo.into()))),
    }
}

fn own(repo: &Path, args: &Args) -> Result<Arc<Metamodel>, Failure> {
    let place = Place { repo: repo.to_owned(), at: At { at: args.at.at.clone() } };
    let (_, revision) = place.read()?;
    Ok(revision.snapshot().metamodel().clone())
}

fn end(metamodel: &Metamodel, name: &str) -> Result<End, Failure> {
    match name {
        "relation" | "relationship" => Ok(End::Relation),
        _ => meaning(metamodel, name).map(|m| End::Element(m.kind)).ok_or_else(|| unknown(name)),
    }
}

fn unknown(name: &str) -> Failure {
    let library = Metamodel::library();
    let similar = similar(&library, name);
    let help = match similar.is_empty() {
        true => {
            "`archweave metamodel` lists the kinds; a repository's own kinds need the REPO too".to_owned()
        }
        false => format!("other standards use the word: `{}`", similar.join("`, `")),
    };
    Failure::new(format!("there is no kind, folder or repository `{name}`")).help(help)
}

/// Every kind as an end, and relations.
fn ends(metamodel: &Metamodel) -> Vec<End> {
    let kinds = metamodel.kinds().map(|(index, _)| End::Element(index));
    kinds.chain(std::iter::once(End::Relation)).collect()
}

/// The name of an end.
fn name_of(metamodel: &Metamodel, end: End) -> &str {
    match end {
        End::Element(kind) => metamodel.kind(kind).id.as_str(),
        End::Relation => "relation",
    }
}

/// Names of the relations allowed from one end to another, own ones included.
fn allowed(metamodel: &Metamodel, from: End, to: End) -> Vec<&str> {
    let all = metamodel.relations().filter(|(index, _)| metamodel.allows(*index, from, to));
    all.map(|(_, relation)| relation.id.as_str()).collect()
}
