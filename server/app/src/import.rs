//! A model from another tool, into a repository or a folder.

mod bring;
mod changes;
mod combine;
mod files;
mod folder;
mod plan;

use std::path::{Path, PathBuf};

use archweave_interchange::bundle::{self, Content};
use archweave_interchange::{File, ImportError, Imported, archimate, coarchi, csv, detect, exchange, json};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::Model;
use archweave_model::stats::{Stats, stats};
use archweave_store::{RevisionId, Signature};

pub use self::bring::{BringOutcome, BringRequest, Brought, ImportMode};
pub use self::changes::{Change, ChangeKind, Changes};
use self::folder::Found;
pub use self::plan::Plan;
use crate::hosted::read;
use crate::{AppError, Hosted};

/// A model that was read from a file or folder and not yet stored.
#[derive(Debug)]
pub struct Import {
    imported: Imported,
    /// Tables, which change the model that is there instead of replacing it.
    tables: Option<Vec<File>>,
    source: String,
}

/// Where an import goes.
#[derive(Clone, Debug)]
pub struct Destination {
    /// A bare repository (made if there is nothing), or a folder whose files are written.
    pub path: PathBuf,
    /// Branch of a bare repository; none for its default branch.
    pub branch: Option<String>,
    /// Who commits.
    pub author: Signature,
    /// Message of the commit; none for "Import <file>".
    pub message: Option<String>,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub enum ImportOutcome {
    /// One commit.
    Committed {
        /// The commit.
        revision: RevisionId,
        /// The branch.
        branch: String,
    },
    /// The branch holds just this already.
    Unchanged {
        /// Where the branch is.
        revision: RevisionId,
    },
    /// Files were written; nothing was committed.
    Written {
        /// How many.
        files: usize,
    },
}

impl Import {
    /// Reads a model in any format this program knows: a file, a folder of another tool, or a folder
    /// or repository in Archweave's own format.
    pub fn read(path: &Path, at: &str) -> Result<Self, AppError> {
        let source =
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        if !path.is_dir() {
            let bytes = read(path)?;
            let (imported, tables) = import_bytes(&source, &bytes)?;
            return Ok(Self { imported, tables, source });
        }
        let (imported, tables) = match folder::find(path)? {
            Some(_) if !at.is_empty() => {
                let message =
                    format!("`{}` is a folder of another tool; it has no revisions", path.display());
                return Err(AppError::Invalid(message));
            }
            Some(Found::Coarchi(files)) => (coarchi::import(&source, &files)?, None),
            Some(Found::Csv(files)) => (csv::import(&source, &files)?, Some(files)),
            None => {
                let hosted = Hosted::open(path, None)?;
                let revision = hosted.at(at)?;
                let imported = Imported {
                    model: hosted.model(&revision)?,
                    diagnostics: hosted.report(&revision).diagnostics,
                };
                (imported, None)
            }
        };
        Ok(Self { imported, tables, source })
    }

    /// What was wrong with the source. Of tables, as if they were all there is: a plan knows more.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.imported.diagnostics
    }

    /// The model as it was read.
    pub fn model(&self) -> &Model {
        &self.imported.model
    }

    /// Counts of the model.
    pub fn stats(&self) -> Stats {
        stats(&self.imported.model)
    }

    /// Whether it changes the model that is there instead of replacing it.
    pub fn is_merged(&self) -> bool {
        self.tables.is_some()
    }

    /// Stores the model, as one commit or as files.
    pub fn store(self, to: &Destination) -> Result<ImportOutcome, AppError> {
        self.plan(to, false)?.store()
    }
}

/// A file in a format that is known.
struct Known {
    imported: Imported,
    /// Tables, which change the model that is there instead of replacing it.
    tables: Option<Vec<File>>,
    /// Name of the format.
    format: &'static str,
}

/// Reads a file; none if it is in no format that is known.
fn import_known(name: &str, bytes: &[u8]) -> Result<Option<Known>, ImportError> {
    let whole = |imported, format| Ok(Some(Known { imported, tables: None, format }));
    match detect::of(bytes) {
        Some(detect::Format::Archimate) => whole(archimate::import(name, bytes)?, "archimate"),
        Some(detect::Format::Exchange) => whole(exchange::import(name, bytes)?, "open-exchange"),
        Some(detect::Format::Json) => whole(json::import(name, bytes)?, "json"),
        Some(detect::Format::Coarchi) => {
            whole(coarchi::import(name, &bundle::unpack(name, bytes, Content::Coarchi)?)?, "coarchi")
        }
        Some(detect::Format::Csv) => {
            let files = bundle::unpack(name, bytes, Content::Csv)?;
            Ok(Some(Known { imported: csv::import(name, &files)?, tables: Some(files), format: "csv" }))
        }
        None => Ok(None),
    }
}

/// Why a file is not read.
fn unknown_format(name: &str) -> String {
    match csv::is_part(name) {
        true => format!("{name} is one of three tables; name the folder or the zip that holds them"),
        false => format!(
            "{name} is in no format this program reads: an .archimate file, an Open Exchange file, a JSON export of archweave, a folder or zip of coArchi or of CSV tables, or a folder with archweave.yaml"
        ),
    }
}

/// A model and, if it is tables, these.
fn import_bytes(name: &str, bytes: &[u8]) -> Result<(Imported, Option<Vec<File>>), AppError> {
    match import_known(name, bytes)? {
        Some(known) => Ok((known.imported, known.tables)),
        None => Err(AppError::Invalid(unknown_format(name))),
    }
}
