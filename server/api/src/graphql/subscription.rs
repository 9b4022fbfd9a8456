//! What happens to branches, told to whoever listens.

use std::sync::Arc;

use archweave_app::change::RevisionAdded;
use archweave_app::{App, BranchName, Hosted};
use async_graphql::{Context, MergedSubscription, Object, Result, Subscription as Subscriptions};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::act::{branch, waiting};
use super::change::ChangesObject;
use super::ledger::subscription::Deliveries;
use super::scope::caller;
use super::to_graphql;

/// The root of all subscriptions.
#[derive(MergedSubscription, Default)]
pub(super) struct Subscription(Moves, Deliveries);

/// What happens to branches.
#[derive(Default)]
pub(super) struct Moves;

/// What happens to branches.
#[Subscriptions]
impl Moves {
    /// Says when a branch of a model moves to another revision, whoever moved it: GraphQL or a push. Without
    /// `branch`, all branches.
    async fn revision_added(
        &self,
        ctx: &Context<'_>,
        model: String,
        branch: Option<String>,
    ) -> Result<impl Stream<Item = RevisionAddedObject> + use<>> {
        let branch = branch.as_deref().map(self::branch).transpose()?;
        let hosted = ctx.data::<Arc<App>>()?.read(&model, caller(ctx)?).map_err(to_graphql)?.clone();
        let listener = Listener { events: hosted.listen(), hosted, branch, missed: 0 };
        Ok(unfold(listener, |mut listener| async move { Some((listener.next().await?, listener)) }))
    }
}

/// One who listens to a model.
struct Listener {
    hosted: Arc<Hosted>,
    events: Receiver<RevisionAdded>,
    branch: Option<BranchName>,
    missed: u64,
}

impl Listener {
    async fn next(&mut self) -> Option<RevisionAddedObject> {
        loop {
            match self.events.recv().await {
                Ok(event) => {
                    if self.branch.as_ref().is_none_or(|branch| branch.as_str() == event.branch) {
                        let missed = std::mem::take(&mut self.missed);
                        return Some(RevisionAddedObject { hosted: self.hosted.clone(), event, missed });
                    }
                }
                Err(RecvError::Lagged(count)) => {
                    self.missed = self.missed.saturating_add(count);
                    // Who listens to one branch may hear nothing more of it for long.
                    if let Some(told) = self.where_it_is() {
                        self.missed = 0;
                        return Some(told);
                    }
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Where the branch is, for one who missed how it came there.
    fn where_it_is(&self) -> Option<RevisionAddedObject> {
        let branch = self.branch.as_ref()?;
        let event = RevisionAdded {
            model: self.hosted.name().to_owned(),
            branch: branch.as_str().to_owned(),
            before: None,
            revision: self.hosted.branch_head(branch).ok()?,
            by: String::new(),
            changes: None,
        };
        Some(RevisionAddedObject { hosted: self.hosted.clone(), event, missed: self.missed })
    }
}

/// A branch that moved.
pub(super) struct RevisionAddedObject {
    hosted: Arc<Hosted>,
    event: RevisionAdded,
    missed: u64,
}

/// A branch that moved to another revision.
#[Object(name = "RevisionAdded")]
impl RevisionAddedObject {
    /// Name of the model.
    async fn model(&self) -> &str {
        &self.event.model
    }

    /// The branch.
    async fn branch(&self) -> &str {
        &self.event.branch
    }

    /// Where it was; none if it is new, or if that was missed.
    async fn before(&self) -> Option<String> {
        self.event.before.map(|revision| revision.to_string())
    }

    /// Where it is.
    async fn revision(&self) -> String {
        self.event.revision.to_string()
    }

    /// Who moved it; empty if that was missed.
    async fn by(&self) -> &str {
        &self.event.by
    }

    /// Whether the branch is new.
    async fn is_new(&self) -> bool {
        self.event.before.is_none() && self.missed == 0
    }

    /// Events that were lost before this one, because the listener was too slow: load again what is shown.
    async fn missed(&self) -> u64 {
        self.missed
    }

    /// What changed; none of a branch that is new, and if that was missed.
    #[graphql(complexity = "child_complexity + 200")]
    async fn changes(&self) -> Result<Option<ChangesObject>> {
        if let Some(changes) = &self.event.changes {
            return Ok(Some(ChangesObject::new(changes.clone())));
        }
        let Some(before) = self.event.before else { return Ok(None) };
        let (hosted, after) = (self.hosted.clone(), self.event.revision);
        let compared = waiting(move || {
            let (before, after) = (hosted.revision(before)?, hosted.revision(after)?);
            hosted.compare(&before, &after)
        });
        let comparison = compared.await.map_err(to_graphql)?;
        Ok(Some(ChangesObject::new(Arc::new(comparison.edits))))
    }
}
