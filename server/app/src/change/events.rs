//! What happened to a model's branches, for whoever listens.

use std::sync::Arc;

use archweave_model::change::ChangeSet;
use archweave_store::RevisionId;
use tokio::sync::broadcast;

/// A branch that moved to another revision.
#[derive(Clone, Debug)]
pub struct RevisionAdded {
    /// Name of the model.
    pub model: String,
    /// The branch.
    pub branch: String,
    /// Where it was; none if it is new.
    pub before: Option<RevisionId>,
    /// Where it is.
    pub revision: RevisionId,
    /// Who moved it.
    pub by: String,
    /// What changed; none where that is not known without looking, as for a new branch.
    pub changes: Option<Arc<ChangeSet>>,
}

/// Events that a slow listener may lag behind; beyond that it misses some and is told.
const MAX_LAG: usize = 256;

/// Sends events to listeners.
pub(crate) struct Events(broadcast::Sender<RevisionAdded>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::Sender::new(MAX_LAG))
    }
}

impl Events {
    pub(crate) fn send(&self, event: RevisionAdded) {
        // Fails only if nobody listens.
        let _ = self.0.send(event);
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<RevisionAdded> {
        self.0.subscribe()
    }
}
