//! A model from another tool, into a repository or a folder.

use std::path::{Path, PathBuf};

use archweave_interchange::{Imported, archimate, detect, json};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::stats::{Stats, stats};
use archweave_store::{BranchName, Committed, Kind, Repository, RevisionId, Signature};

use crate::hosted::read;
use crate::{AppError, Hosted, init};

/// A model that was read from a file or folder and not yet stored.
#[derive(Debug)]
pub struct Import {
    imported: Imported,
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
    /// Reads a model in any format this program knows: a `.archimate` file, a JSON export, or a
    /// folder or repository in Archweave's own format.
    pub fn read(path: &Path, at: &str) -> Result<Self, AppError> {
        let source =
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        if path.is_dir() {
            let hosted = Hosted::open(path, None)?;
            let revision = hosted.at(at)?;
            let imported = Imported {
                model: hosted.model(&revision)?,
                diagnostics: hosted.report(&revision).diagnostics,
            };
            return Ok(Self { imported, source });
        }
        Ok(Self { imported: import_bytes(&source, &read(path)?)?, source })
    }

    /// What was wrong with the source.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.imported.diagnostics
    }

    /// Counts of the model.
    pub fn stats(&self) -> Stats {
        stats(&self.imported.model)
    }

    /// Stores the model, as one commit or as files.
    pub fn store(&self, to: &Destination) -> Result<ImportOutcome, AppError> {
        let model = &self.imported.model;
        let is_new =
            !to.path.exists() || to.path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
        let repository = if is_new && !to.path.is_file() {
            Repository::init_bare(&to.path)?
        } else {
            Repository::open(&to.path)?
        };
        if repository.kind() == Kind::Folder {
            let files = init::write_files(&to.path, model)?.len();
            return Ok(ImportOutcome::Written { files });
        }
        let branch = match &to.branch {
            Some(name) => BranchName::parse(name).map_err(|e| AppError::Invalid(e.to_string()))?,
            None => repository.default_branch()?.ok_or_else(|| {
                AppError::Invalid("the repository has no default branch; name one with --branch".into())
            })?,
        };
        let expected = repository.branch(&branch)?;
        let message = to.message.clone().unwrap_or_else(|| format!("Import {}", self.source));
        let committed = repository.commit_model(&branch, expected, model, &to.author, &message)?;
        Ok(match committed {
            Committed::Moved(revision) => {
                ImportOutcome::Committed { revision, branch: branch.as_str().to_owned() }
            }
            Committed::Unchanged(revision) => ImportOutcome::Unchanged { revision },
        })
    }
}

fn import_bytes(name: &str, bytes: &[u8]) -> Result<Imported, AppError> {
    match detect::of(bytes) {
        Some(detect::Format::Archimate) => Ok(archimate::import(name, bytes)?),
        Some(detect::Format::Json) => Ok(json::import(name, bytes)?),
        None => {
            let message = format!(
                "{name} is in no format this program reads: an .archimate file, a JSON export of archweave, or a folder with archweave.yaml"
            );
            Err(AppError::Invalid(message))
        }
    }
}
