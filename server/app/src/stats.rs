//! Counts of a model.

use archweave_model::stats::{Stats, stats};

use crate::{Hosted, Revision};

/// Counts of a revision, to be held against those of the tool it came from.
pub fn stats_of(revision: &Revision) -> Stats {
    stats(&revision.snapshot().to_model())
}

impl Hosted {
    /// Counts of a revision.
    pub fn stats(&self, revision: &Revision) -> Stats {
        stats_of(revision)
    }
}
