//! How far a model has come: one file for each report.

mod adm;
mod completeness;
mod table;
mod zachman;

use std::path::PathBuf;

use archweave_app::kinds::meaning;
use archweave_model::metamodel::{self, Layer, Metamodel};
use archweave_model::select::Selector;
use clap::{Subcommand, ValueEnum};

use crate::Outcome;
use crate::failure::Failure;
use crate::open::{At, Place};

/// Show how far a model has come: Zachman cells, TOGAF deliverables, what elements lack
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave report zachman my-model
  archweave report zachman my-model --layer application --format markdown
  archweave report adm my-model --phase B
  archweave report completeness my-model --kind requirement
  archweave report completeness model.git --at v1.0 --format csv > lacking.csv

A report says what there is; it never fails a build. `archweave validate` does that.")]
pub(crate) struct Args {
    #[command(subcommand)]
    report: Report,
}

#[derive(Debug, Subcommand)]
enum Report {
    Zachman(zachman::Args),
    Adm(adm::Args),
    Completeness(completeness::Args),
}

/// Which model, and how the report is written.
#[derive(Debug, clap::Args)]
struct Source {
    /// Folder with a model, git repository or bare git repository
    #[arg(value_name = "REPO", default_value = ".")]
    repo: PathBuf,
    #[command(flatten)]
    at: At,
    /// For people, for machines, for a spreadsheet, or for a page
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

impl Source {
    fn place(&self) -> Place {
        Place { repo: self.repo.clone(), at: At { at: self.at.at.clone() } }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Csv,
    Markdown,
}

/// Which elements count. Options are *and*, the values of one option are *or*.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which elements")]
struct Selection {
    /// Only elements of this kind and those that specialize it; may be given several times
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only elements of this layer: strategy, business, application ...
    #[arg(long, value_name = "LAYER")]
    layer: Vec<String>,
    /// Only elements with this tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Only elements in this Zachman cell, confirmed or by default: architect.how
    #[arg(long, value_name = "CELL")]
    cell: Vec<String>,
    /// Only elements whose id, names, aliases or description hold this text
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

impl Selection {
    /// The selector; names that the metamodel does not know are refused.
    fn selector(&self, metamodel: &Metamodel) -> Result<Selector, Failure> {
        let mut kinds = Vec::new();
        for name in &self.kind {
            let found = meaning(metamodel, name).ok_or_else(|| {
                Failure::new(format!("there is no kind `{name}`"))
                    .help("`archweave metamodel` lists the kinds")
            })?;
            kinds.push(metamodel.kind(found.kind).id.to_string());
        }
        if let Some(unknown) = self.layer.iter().find(|layer| Layer::parse(layer).is_none()) {
            let known: Vec<&str> = Layer::ALL.iter().map(|layer| layer.id()).collect();
            let help = format!("there are {}", known.join(", "));
            return Err(Failure::new(format!("there is no layer `{unknown}`")).help(help));
        }
        let cells = &metamodel::zachman().cells;
        if let Some(unknown) = self.cell.iter().find(|id| !cells.iter().any(|cell| cell.id == **id)) {
            return Err(Failure::new(format!("there is no Zachman cell `{unknown}`"))
                .help("write `row.column`; `archweave report zachman` shows the rows and columns"));
        }
        Ok(Selector {
            kinds,
            layers: self.layer.clone(),
            tags: self.tag.clone(),
            cells: self.cell.clone(),
            text: self.text.clone().filter(|text| !text.is_empty()),
            ..Selector::default()
        })
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    match &args.report {
        Report::Zachman(args) => zachman::run(args),
        Report::Adm(args) => adm::run(args),
        Report::Completeness(args) => completeness::run(args),
    }?;
    Ok(Outcome::Clean)
}

/// A share in whole percent: 100 only if nothing is missing.
fn percent(present: usize, required: usize) -> usize {
    match required {
        0 => 100,
        required => present * 100 / required,
    }
}
