//! Which model a command is about.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use archweave_app::{AppError, Hosted, Kind, Revision};

use crate::console::Progress;
use crate::failure::Failure;

/// A repository on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// Folder with a model, git repository or bare git repository
    #[arg(value_name = "REPO")]
    pub(crate) repo: PathBuf,
    #[command(flatten)]
    pub(crate) at: At,
}

/// A revision on the command line.
#[derive(Debug, clap::Args)]
pub(crate) struct At {
    /// Read this branch, tag, commit or date (2026-03-01, UTC) from git instead of the files on disk
    #[arg(long, value_name = "REVISION")]
    pub(crate) at: Option<String>,
}

impl At {
    /// As the app wants it.
    pub(crate) fn text(&self) -> &str {
        self.at.as_deref().unwrap_or_default()
    }
}

/// Opens a model.
pub(crate) fn hosted(repo: &Path, at: &At) -> Result<Hosted, Failure> {
    opened(repo, at, |repo| Hosted::open(repo, None))
}

/// Opens a model that may be a folder of a clone: then it has the clone's revisions.
pub(crate) fn within(repo: &Path, at: &At) -> Result<Hosted, Failure> {
    opened(repo, at, Hosted::open_within)
}

fn opened(
    repo: &Path,
    at: &At,
    open: impl FnOnce(&Path) -> Result<Hosted, AppError>,
) -> Result<Hosted, Failure> {
    if repo.is_file() {
        let message = format!("`{}` is a file, not a folder or repository", repo.display());
        let help = format!("import it first: archweave import {} --into model.git", repo.display());
        return Err(Failure::new(message).help(help));
    }
    let hosted = open(repo)?;
    match (hosted.kind(), &at.at) {
        (Kind::Folder, Some(at)) => {
            let message = format!("`{}` is a plain folder; it has no revision `{at}`", repo.display());
            Err(Failure::new(message).help("leave out --at, or keep the folder in git"))
        }
        _ => Ok(hosted),
    }
}

impl Place {
    /// Opens the model and reads the revision.
    pub(crate) fn read(&self) -> Result<(Hosted, Arc<Revision>), Failure> {
        let _progress = Progress::start("reading the model");
        let hosted = hosted(&self.repo, &self.at)?;
        let revision = hosted.at(self.at.text())?;
        if revision.snapshot().paths().next().is_none() {
            return Err(no_model(&self.repo));
        }
        Ok((hosted, revision))
    }
}

/// Nothing of a model is there.
pub(crate) fn no_model(place: &Path) -> Failure {
    Failure::new(format!("`{}` holds no model", place.display()))
        .help("name the folder that has the archweave.yaml; `archweave init` makes one")
}
