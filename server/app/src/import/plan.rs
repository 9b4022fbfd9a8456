//! An import that knows its destination: what would become of the model there, before anything is
//! written.

use archweave_interchange::{Imported, csv};
use archweave_model::diagnostic::Diagnostic;
use archweave_model::model::Model;
use archweave_model::stats::{Stats, stats};
use archweave_store::{BranchName, Committed, FileWrite, Kind, Repository, RevisionId};

use super::changes::Changes;
use super::{Destination, Import, ImportOutcome, files};
use crate::{AppError, Hosted, Revision, init};

/// An import and the state of its destination.
pub struct Plan {
    imported: Imported,
    /// None if there is no repository yet.
    repository: Option<Repository>,
    branch: Option<(BranchName, Option<RevisionId>)>,
    /// What the destination holds, if that was asked for or matters.
    before: Option<Before>,
    is_merged: bool,
    to: Destination,
    message: String,
}

/// The model that is there.
struct Before {
    model: Model,
    /// None if there is none yet.
    revision: Option<std::sync::Arc<Revision>>,
}

impl Import {
    /// Looks at the destination. What it holds is read for tables, which are merged into it, and if
    /// somebody wants to know what would change.
    pub fn plan(self, to: &Destination, wants_changes: bool) -> Result<Plan, AppError> {
        let Self { imported, tables, source } = self;
        let is_new =
            !to.path.exists() || to.path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
        let repository = match is_new && !to.path.is_file() {
            true => None,
            false => Some(Repository::open(&to.path)?),
        };
        let branch = match &repository {
            Some(repository) if repository.kind() != Kind::Folder => Some(branch(repository, to)?),
            _ => None,
        };
        let needs_before = tables.is_some() || wants_changes;
        let before = match &repository {
            Some(repository) if needs_before => Some(before(repository, branch.as_ref(), to)?),
            None if needs_before => Some(Before { model: Model::default(), revision: None }),
            _ => None,
        };
        let is_merged = tables.is_some();
        let imported = match (&tables, &before) {
            (Some(tables), Some(before)) if before.revision.is_some() => {
                csv::merge(&source, tables, &before.model)?
            }
            _ => imported,
        };
        let message = to.message.clone().unwrap_or_else(|| format!("Import {source}"));
        Ok(Plan { imported, repository, branch, before, is_merged, to: to.clone(), message })
    }
}

fn branch(repository: &Repository, to: &Destination) -> Result<(BranchName, Option<RevisionId>), AppError> {
    let name = match &to.branch {
        Some(name) => BranchName::parse(name).map_err(|e| AppError::Invalid(e.to_string()))?,
        None => repository.default_branch()?.ok_or_else(|| {
            AppError::Invalid("the repository has no default branch; name one with --branch".into())
        })?,
    };
    let revision = repository.branch(&name)?;
    Ok((name, revision))
}

fn before(
    repository: &Repository,
    branch: Option<&(BranchName, Option<RevisionId>)>,
    to: &Destination,
) -> Result<Before, AppError> {
    let none = Before { model: Model::default(), revision: None };
    let revision = match branch {
        Some((_, None)) => return Ok(none),
        Some((_, Some(revision))) => *revision,
        None => repository.head()?,
    };
    let hosted = Hosted::open(&to.path, None)?;
    let revision = hosted.revision(revision)?;
    let has_manifest = hosted.file(&revision, "archweave.yaml").is_ok();
    if !has_manifest && revision.snapshot().element_count() == 0 {
        return Ok(none);
    }
    Ok(Before { model: hosted.model(&revision)?, revision: Some(revision) })
}

impl Plan {
    /// What was wrong with the source.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.imported.diagnostics
    }

    /// Counts of the model as it would be.
    pub fn stats(&self) -> Stats {
        stats(&self.imported.model)
    }

    /// Whether there is a model that would be changed or replaced.
    pub fn has_model(&self) -> bool {
        self.before.as_ref().is_some_and(|before| before.revision.is_some())
    }

    /// Whether the model that is there is changed and not replaced.
    pub fn is_merged(&self) -> bool {
        self.is_merged
    }

    /// What would change; none if what is there was not read.
    pub fn changes(&self) -> Option<Changes> {
        let before = self.before.as_ref()?;
        Some(Changes::between(&before.model, &self.imported.model))
    }

    /// Stores the model, as one commit or as files.
    pub fn store(self) -> Result<ImportOutcome, AppError> {
        let repository = match self.repository {
            Some(repository) => repository,
            None => Repository::init_bare(&self.to.path)?,
        };
        let model = &self.imported.model;
        let merged = match &self.before {
            Some(Before { model: before, revision: Some(revision) }) if self.is_merged => {
                Some(files::changed(revision.snapshot(), before, model))
            }
            _ => None,
        };
        if repository.kind() == Kind::Folder {
            let files = match merged {
                Some(files) => init::write_all(&self.to.path, files)?.len(),
                None => init::write_files(&self.to.path, model)?.len(),
            };
            return Ok(ImportOutcome::Written { files });
        }
        let (branch, expected) = match self.branch {
            Some(branch) => branch,
            None => branch(&repository, &self.to)?,
        };
        let author = &self.to.author;
        let committed = match merged {
            Some(files) => {
                let write = |file: archweave_model::yaml::OutFile| FileWrite {
                    path: file.path,
                    bytes: Some(file.bytes),
                };
                let files = files.into_iter().map(write).collect();
                repository.commit(&branch, expected, files, author, &self.message)?
            }
            None => repository.commit_model(&branch, expected, model, author, &self.message)?,
        };
        Ok(match committed {
            Committed::Moved(revision) => {
                ImportOutcome::Committed { revision, branch: branch.as_str().to_owned() }
            }
            Committed::Unchanged(revision) => ImportOutcome::Unchanged { revision },
        })
    }
}
