//! What a user or a machine can do with models, one file for each thing.
//!
//! Opens repositories, keeps snapshots, and calls the crates around it: `store` for git,
//! `interchange` for other tools' formats, `render` for pictures. Knows nothing of HTTP, GraphQL or
//! the command line.
//!
//! Start at [`App`]: the models of one server or one command.

mod draw;
mod error;
mod export;
pub mod fingerprint;
mod format;
mod history;
mod hosted;
mod import;
mod init;
pub mod kinds;
pub mod parts;
mod pin;
mod recent;
mod report;
mod rewrite;
mod stats;
mod survey;

pub use draw::{DrawOptions, Picture, percent};
pub use error::{AppError, Code};
pub use export::{Content, ExportFormat, Exported, Target};
pub use format::{Unformatted, unformatted};
pub use history::CommitPage;
pub use hosted::{Hosted, Revision};
pub use import::{Change, ChangeKind, Changes, Destination, Import, ImportOutcome, Plan};
pub use init::init;
pub use report::{Baseline, BaselineError, Check, Finding, Report, Scope, Waived};
pub use rewrite::rewrite;
pub use stats::stats_of;
pub use survey::{Figures, PhaseStatus};

use std::path::PathBuf;
use std::sync::Arc;

pub use archweave_render::{Pages, Templates, Theme};
pub use archweave_store::{BranchName, CommitInfo, Kind, RevisionId, Signature, Time};

/// The models of one server or one command.
pub struct App {
    models: Vec<Arc<Hosted>>,
}

impl App {
    /// Opens the models at these paths; each is named after its folder, without `.git`. Without
    /// templates of the operator, the bundled ones are used.
    pub fn open(paths: &[PathBuf], templates: Option<Arc<Templates>>) -> Result<Self, AppError> {
        let mut models: Vec<Arc<Hosted>> = Vec::with_capacity(paths.len());
        for path in paths {
            let mut hosted = Hosted::open(path, templates.clone())?;
            let taken = |name: &str| models.iter().any(|m| m.name() == name);
            let mut counter = 2;
            let wanted = hosted.name().to_owned();
            while taken(hosted.name()) {
                hosted.rename(format!("{wanted}-{counter}"));
                counter += 1;
            }
            models.push(Arc::new(hosted));
        }
        Ok(Self { models })
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
