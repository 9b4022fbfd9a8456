//! JSON Schemas of the file format, and the GraphQL schema.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_model::metamodel::Metamodel;
use serde_json::{Map, Value};

use crate::Outcome;
use crate::console::{Console, GOOD, RESET, count};
use crate::failure::Failure;
use crate::open::{At, Place};

/// Print or write the JSON Schemas of the file format, or the GraphQL schema
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  archweave schema --out schemas/
  archweave schema my-model --out my-model/.schemas
  archweave schema --graphql > schema.graphql

An editor with a YAML language server uses one if the first line of a file is
  # yaml-language-server: $schema=../../../schemas/element.json")]
pub(crate) struct Args {
    /// A model whose own kinds and properties are known to the schemas
    #[arg(value_name = "REPO")]
    repo: Option<PathBuf>,
    #[command(flatten)]
    at: At,
    /// Write one file for each type of file into this folder, instead of one JSON object
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The GraphQL schema
    #[arg(long, conflicts_with_all = ["repo", "at"])]
    graphql: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let files = match args.graphql {
        true => vec![("schema.graphql".to_owned(), archweave_api::graphql::sdl())],
        false => {
            let all = archweave_model::schema::schemas(&*metamodel(args)?);
            if args.out.is_none() {
                let all: Map<String, Value> = all.into_iter().collect();
                Console::raw().line(format!("{:#}", Value::Object(all)));
                return Ok(Outcome::Clean);
            }
            all.into_iter().map(|(name, schema)| (name, format!("{schema:#}\n"))).collect()
        }
    };
    match &args.out {
        Some(folder) => write(folder, &files)?,
        None => files.iter().for_each(|(_, text)| Console::raw().write(text)),
    }
    Ok(Outcome::Clean)
}

fn metamodel(args: &Args) -> Result<Arc<Metamodel>, Failure> {
    let Some(repo) = &args.repo else {
        return Ok(Metamodel::library());
    };
    let place = Place { repo: repo.clone(), at: At { at: args.at.at.clone() } };
    let (_, revision) = place.read()?;
    Ok(revision.snapshot().metamodel().clone())
}

fn write(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::write(folder, &error))?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| Failure::write(&path, &error))?;
    }
    let what = count(files.len(), "file");
    Console::text().line(format!("{GOOD}wrote{RESET} {what} to {}", folder.display()));
    Ok(())
}
