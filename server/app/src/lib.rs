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
mod make;
pub mod parts;
mod picture;
mod pin;
mod project;
mod recent;
pub mod records;
mod report;
mod rewrite;
pub mod sending;
mod showing;
mod site;
mod stats;
mod survey;
pub mod tables;
mod trend;
mod who;

pub use ad_hoc::ad_hoc_view;
pub use backup::BackupInfo;
pub use draw::{DrawOptions, Picture, percent};
pub use error::{AppError, Code};
pub use export::{Content, ExportFormat, Exported, Target};
pub use format::{Unformatted, unformatted};
pub use history::CommitPage;
pub use hosted::{Hosted, Revision};
pub use import::{
    BringOutcome, BringRequest, Brought, Change, ChangeKind, Changes, Destination, Import, ImportMode,
    ImportOutcome, Plan,
};
pub use init::init;
pub use maintain::Housekeeping;
pub use make::{NewModel, Template};
pub use picture::{PictureFile, PictureFormat};
pub use project::{Projection, Projector};
pub use records::Records;
pub use report::{Baseline, BaselineError, Check, Finding, Report, Scope, Waived};
pub use rewrite::rewrite;
pub use showing::Selecting;
pub use site::{Site, SiteOptions};
pub use stats::stats_of;
pub use survey::{Figures, PhaseStatus};
pub use trend::{HealthCounts, HealthPoint};
pub use who::{Admin, Caller, Editor, Identity, Role};

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

pub use archweave_render::{Pages, Templates, Theme};
pub use archweave_store::{BranchName, CommitInfo, Kind, RevisionId, Signature, TagName, Time};

/// The models of one server or one command.
pub struct App {
    /// All models, anew for each that is made while others read the list; the last that is set counts.
    models: Box<[OnceLock<Vec<Arc<Hosted>>>]>,
    /// Which of the lists is the last.
    last: AtomicUsize,
    records: Option<Records>,
    templates: Option<Arc<Templates>>,
    /// Where new models are made; none where a server has those that it was started with.
    folder: Option<PathBuf>,
    making: Mutex<()>,
    /// Told of each model that is made.
    told: Mutex<Vec<Listener>>,
}

/// Somebody who wants to know of new models.
type Listener = Box<dyn Fn(&Arc<Hosted>) + Send>;

/// How many models are made before a server has to be started again.
const MAX_MADE: usize = 1000;

impl App {
    /// Opens the models at these paths; each is named after its folder, without `.git`. Without
    /// templates of the operator, the bundled ones are used.
    pub fn open(paths: &[PathBuf], templates: Option<Arc<Templates>>) -> Result<Self, AppError> {
        Ok(Self::of_models(named(paths, templates.clone())?, None, templates))
    }

    /// Opens the models for a server: bare repositories are claimed and cleared of what a crash left.
    /// `data` is the folder with the database; none is the folder around the first bare repository.
    pub fn open_to_serve(
        paths: &[PathBuf],
        templates: Option<Arc<Templates>>,
        data: Option<&Path>,
    ) -> Result<Self, AppError> {
        let models = named(paths, templates.clone())?;
        let records = match database(&models, data) {
            Some(place) => Some(Records::open(&place)?),
            None => None,
        };
        Self::serving(models, records, templates)
    }

    /// The same with a database that was opened already, such as one that servers share.
    pub fn open_to_serve_with(
        paths: &[PathBuf],
        templates: Option<Arc<Templates>>,
        records: Records,
    ) -> Result<Self, AppError> {
        Self::serving(named(paths, templates.clone())?, Some(records), templates)
    }

    /// Lets admins make models in a folder.
    pub fn making_models_in(self, folder: PathBuf) -> Self {
        let mut lists: Vec<OnceLock<Vec<Arc<Hosted>>>> = self.models.into_vec();
        lists.resize_with(lists.len() + MAX_MADE, OnceLock::new);
        Self { models: lists.into(), folder: Some(folder), ..self }
    }

    fn serving(
        mut models: Vec<Hosted>,
        records: Option<Records>,
        templates: Option<Arc<Templates>>,
    ) -> Result<Self, AppError> {
        for model in &mut models {
            model.prepare(records.as_ref())?;
        }
        Ok(Self::of_models(models, records, templates))
    }

    fn of_models(models: Vec<Hosted>, records: Option<Records>, templates: Option<Arc<Templates>>) -> Self {
        let models: Vec<Arc<Hosted>> = models.into_iter().map(Arc::new).collect();
        Self {
            models: vec![OnceLock::from(models)].into(),
            last: AtomicUsize::new(0),
            records,
            templates,
            folder: None,
            making: Mutex::default(),
            told: Mutex::default(),
        }
    }

    /// Shows a model that was made; the caller is the only one who makes one now.
    fn add(&self, model: Arc<Hosted>) -> Result<(), AppError> {
        let next = self.last.load(Ordering::Acquire) + 1;
        let Some(list) = self.models.get(next) else {
            let message = format!("{MAX_MADE} models were made since the server started; start it again");
            return Err(AppError::Limited(message));
        };
        let mut models = self.models().to_vec();
        models.push(model.clone());
        // Nobody else sets it: one model is made at a time.
        let _ = list.set(models);
        self.last.store(next, Ordering::Release);
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.iter().for_each(|listener| listener(&model));
        Ok(())
    }

    /// Calls `listener` with each model that is made from now on.
    pub(crate) fn when_made(&self, listener: Listener) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// Tokens, audit and what else is not in git; none for a command on its own.
    pub fn records(&self) -> Option<&Records> {
        self.records.as_ref()
    }

    /// All models, in the order they were given or made.
    pub fn models(&self) -> &[Arc<Hosted>] {
        let last = self.models.get(self.last.load(Ordering::Acquire));
        last.and_then(OnceLock::get).map_or(&[], Vec::as_slice)
    }

    /// A model by its name.
    pub fn model(&self, name: &str) -> Result<&Arc<Hosted>, AppError> {
        let found = self.models().iter().find(|model| model.name() == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = self.models().iter().map(|m| m.name()).collect();
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
