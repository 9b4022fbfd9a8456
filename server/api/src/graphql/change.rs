//! What changed, counted and edit by edit.

use std::sync::Arc;

use archweave_app::change::{ChangeSet, Counts, Edit, Group, ItemId, tally};
use async_graphql::{Object, Result, SimpleObject};

use super::connection::MAX_PAGE;
use super::edit::shown;
use super::invalid;
use super::json::AnyJson;

/// How many things of one sort were made, changed and removed.
#[derive(SimpleObject, Clone, Copy, Default)]
#[graphql(name = "ChangeCounts")]
pub(super) struct CountsObject {
    /// New ones.
    added: usize,
    /// Those that are there before and after, and not the same.
    changed: usize,
    /// Those that are gone.
    removed: usize,
}

/// Changes from one revision to another.
pub(super) struct ChangesObject {
    edits: Arc<ChangeSet>,
    counts: Counts,
}

impl ChangesObject {
    /// Of these edits.
    pub fn new(edits: Arc<ChangeSet>) -> Self {
        Self { counts: tally(&edits), edits }
    }

    fn count(&self, group: Group) -> CountsObject {
        let [added, changed, removed] = self.counts.get(&group).copied().unwrap_or_default();
        CountsObject { added, changed, removed }
    }
}

/// What an edit is about; none for one that is about several things, or a text.
fn item(edit: &Edit) -> Option<&ItemId> {
    match edit {
        Edit::Create { item, .. }
        | Edit::Update { item, .. }
        | Edit::Rename { item, .. }
        | Edit::ChangeKind { item, .. }
        | Edit::Move { item, .. }
        | Edit::Delete { item, .. } => Some(item),
        Edit::Order { items } => items.first(),
        Edit::Connect { .. } | Edit::Disconnect { .. } | Edit::Retarget { .. } | Edit::Restore { .. } => None,
    }
}

/// What changed. A thing counts once; what stands in a view counts as a change of the view.
#[Object(name = "Changes")]
impl ChangesObject {
    /// Elements, without their relations.
    async fn elements(&self) -> CountsObject {
        self.count(Group::Elements)
    }

    /// Relations.
    async fn relations(&self) -> CountsObject {
        self.count(Group::Relations)
    }

    /// Views with their content.
    async fn views(&self) -> CountsObject {
        self.count(Group::Views)
    }

    /// Where views are drawn.
    async fn layouts(&self) -> CountsObject {
        self.count(Group::Layouts)
    }

    /// Everything else: kinds, the manifest, what is kept for other tools.
    async fn others(&self) -> CountsObject {
        let groups = [Group::Metamodel, Group::Manifest, Group::Extra, Group::Files];
        groups.into_iter().map(|group| self.count(group)).fold(CountsObject::default(), |sum, one| {
            let (added, changed) = (sum.added + one.added, sum.changed + one.changed);
            CountsObject { added, changed, removed: sum.removed + one.removed }
        })
    }

    /// How many edits there are.
    async fn edit_count(&self) -> usize {
        self.edits.edits.len()
    }

    /// Edits that do the same, in the shape of `EditInput`. `geometry` leaves out all others, or these.
    #[graphql(complexity = "usize::try_from(first).unwrap_or(0) + 1")]
    async fn edits(
        &self,
        #[graphql(default = 100)] first: i32,
        #[graphql(default)] skip: i32,
        geometry: Option<bool>,
    ) -> Result<Vec<AnyJson>> {
        let wrong = || invalid(format!("`first` is a number from 0 to {MAX_PAGE}, `skip` one from 0"));
        let first = usize::try_from(first).ok().filter(|first| *first <= MAX_PAGE).ok_or_else(wrong)?;
        let skip = usize::try_from(skip).map_err(|_| wrong())?;
        let is_wanted = |edit: &&Edit| {
            geometry.is_none_or(|geometry| item(edit).is_some_and(ItemId::is_geometry) == geometry)
        };
        Ok(self.edits.edits.iter().filter(is_wanted).skip(skip).take(first).map(shown).collect())
    }
}
