//! Which revision a name meant a moment ago.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use archweave_store::{At, Kind, Repository, RevisionId};

use crate::AppError;

/// A branch is looked up again after this time: reads a moment old, at a fraction of the cost.
const OF_A_REPOSITORY: Duration = Duration::from_millis(10);
/// A folder has to be walked, so its files are looked at less often.
const OF_A_FOLDER: Duration = Duration::from_millis(500);
/// How many names are remembered.
const MAX_NAMES: usize = 64;

/// Names that were asked for lately.
#[derive(Default)]
pub(crate) struct Recent(Mutex<Vec<(String, RevisionId, Instant)>>);

impl Recent {
    /// The revision that `at` names.
    pub(crate) fn resolve(&self, repository: &Repository, at: &str) -> Result<RevisionId, AppError> {
        let keep = match repository.kind() {
            Kind::Folder => OF_A_FOLDER,
            _ => OF_A_REPOSITORY,
        };
        let now = Instant::now();
        {
            let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let found = known.iter().find(|(name, ..)| name == at);
            if let Some((_, revision, since)) = found
                && now.duration_since(*since) < keep
            {
                return Ok(*revision);
            }
        }
        let parsed = At::parse(at).map_err(|error| AppError::Invalid(error.to_string()))?;
        let revision = repository.resolve(&parsed)?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(name, _, since)| name != at && now.duration_since(*since) < keep);
        if known.len() < MAX_NAMES {
            known.push((at.to_owned(), revision, now));
        }
        Ok(revision)
    }

    /// Looks everything up again: a branch was moved here.
    pub(crate) fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
