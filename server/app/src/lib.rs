//! What a user or a machine can do with models, one file for each thing.
//!
//! Opens repositories, keeps snapshots, and calls the crates around it: `store` for git,
//! `interchange` for other tools' formats, `render` for pictures. Knows nothing of HTTP, GraphQL or
//! the command line.
//!
//! Start at [`App`]: the models of one server or one command.

mod ad_hoc;
mod backup;
pub mod change;
mod draw;
mod error;
mod export;
pub mod fingerprint;
mod format;
pub mod git;
mod history;
pub mod hooks;
mod hosted;
mod import;
mod init;
pub mod kept;
pub mod kinds;
pub mod layout;
pub mod ledger;
mod maintain;
pub mod parts;
mod picture;
mod pin;
mod project;
mod recent;
pub mod records;
mod report;
mod rewrite;
pub mod sending;
mod site;
mod stats;
mod survey;
mod who;

pub use ad_hoc::ad_hoc_view;
pub use backup::BackupInfo;
pub use draw::{DrawOptions, Picture, percent};
pub use error::{AppError, Code};
pub use export::{Content, ExportFormat, Exported, Target};
pub use format::{Unformatted, unformatted};
pub use history::CommitPage;
pub use hosted::{Hosted, Revision};
pub use import::{Change, ChangeKind, Changes, Destination, Import, ImportOutcome, Plan};
pub use init::init;
pub use maintain::Housekeeping;
pub use picture::{PictureFile, PictureFormat};
pub use project::{Projection, Projector};
pub use records::Records;
pub use report::{Baseline, BaselineError, Check, Finding, Report, Scope, Waived};
pub use rewrite::rewrite;
pub use site::{Site, SiteOptions};
pub use stats::stats_of;
pub use survey::{Figures, PhaseStatus};
pub use who::{Admin, Caller, Editor, Identity, Role};

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use archweave_render::{Pages, Templates, Theme};
pub use archweave_store::{BranchName, CommitInfo, Kind, RevisionId, Signature, TagName, Time};

/// The models of one server or one command.
pub struct App {
    models: Vec<Arc<Hosted>>,
    records: Option<Records>,
}

impl App {
    /// Opens the models at these paths; each is named after its folder, without `.git`. Without
    /// templates of the operator, the bundled ones are used.
    pub fn open(paths: &[PathBuf], templates: Option<Arc<Templates>>) -> Result<Self, AppError> {
        Ok(Self::of_models(named(paths, templates)?, None))
    }

    /// Opens the models for a server: bare repositories are claimed and cleared of what a crash left.
    /// `data` is the folder with the database; none is the folder around the first bare repository.
    pub fn open_to_serve(
        paths: &[PathBuf],
        templates: Option<Arc<Templates>>,
        data: Option<&Path>,
    ) -> Result<Self, AppError> {
        let models = named(paths, templates)?;
        let records = match database(&models, data) {
            Some(place) => Some(Records::open(&place)?),
            None => None,
        };
        Self::serving(models, records)
    }

    /// The same with a database that was opened already, such as one that servers share.
    pub fn open_to_serve_with(
        paths: &[PathBuf],
        templates: Option<Arc<Templates>>,
        records: Records,
    ) -> Result<Self, AppError> {
        Self::serving(named(paths, templates)?, Some(records))
    }

    fn serving(mut models: Vec<Hosted>, records: Option<Records>) -> Result<Self, AppError> {
        for model in &mut models {
            model.prepare(records.as_ref())?;
        }
        Ok(Self::of_models(models, records))
    }

    fn of_models(models: Vec<Hosted>, records: Option<Records>) -> Self {
        Self { models: models.into_iter().map(Arc::new).collect(), records }
    }

    /// Tokens, audit and what else is not in git; none for a command on its own.
    pub fn records(&self) -> Option<&Records> {
        self.records.as_ref()
    }

    /// All models, in the order they were given.
    pub fn models(&self) -> &[Arc<Hosted>] {
        &self.models
    }

    /// A model by its name.
    pub fn model(&self, name: &str) -> Result<&Arc<Hosted>, AppError> {
        let found = self.models.iter().find(|model| model.name() == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.models.iter().map(|m| m.name()).collect();
            AppError::NotFound(format!("no model `{name}`; this server has: {}", names.join(", ")))
        })
    }
}

/// Models with names that differ.
fn named(paths: &[PathBuf], templates: Option<Arc<Templates>>) -> Result<Vec<Hosted>, AppError> {
    let mut models: Vec<Hosted> = Vec::with_capacity(paths.len());
    for path in paths {
        let mut hosted = Hosted::open(path, templates.clone())?;
        let taken = |name: &str| models.iter().any(|m| m.name() == name);
        let mut counter = 2;
        let wanted = hosted.name().to_owned();
        while taken(hosted.name()) {
            hosted.rename(format!("{wanted}-{counter}"));
            counter += 1;
        }
        models.push(hosted);
    }
    Ok(models)
}

/// The database of a server. One that only shows folders gets none unless it is there.
fn database(models: &[Hosted], data: Option<&Path>) -> Option<PathBuf> {
    if let Some(data) = data {
        return Some(data.join(Records::FILE_NAME));
    }
    let around = |model: &Hosted| Some(model.place().canonicalize().ok()?.parent()?.join(Records::FILE_NAME));
    match models.iter().find(|model| model.kind() == Kind::Bare) {
        Some(bare) => around(bare),
        None => models.first().and_then(around).filter(|place| place.is_file()),
    }
}
