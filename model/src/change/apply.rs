//! Edits done to a model: the documents they change, before and after.
//!
//! Start at [`apply`]. Documents are taken apart when an edit first touches them and put together at
//! the end, so a wrong edit changes nothing.

mod delete;
mod draft;
mod error;
mod field;
mod place;
mod relation;
mod restore;

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::change::diff::diff;
use crate::change::edit::{ChangeSet, Edit};
use crate::change::id::{DocumentId, ItemId};
use crate::change::item::{Item, put_together};
use crate::change::record;
use crate::change::source::{Change, Changes, Placed, Source};
use crate::text::Text;
use crate::yaml::encode;

use draft::Draft;
pub use error::{EditError, EditProblem};
use restore::Restored;

/// What a change set does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Applied {
    /// Documents that differ, before and after.
    pub changes: Changes,
    /// Texts of documents that are new and shall be written as they were.
    pub texts: BTreeMap<DocumentId, Box<str>>,
}

/// Does all edits, or none.
pub fn apply(source: &dyn Source, set: &ChangeSet) -> Result<Applied, EditError> {
    apply_edits(source, &set.edits).map_err(|error| match error.edit < set.edits.len() {
        true => error,
        false => EditError { edit: culprit(source, &set.edits), ..error },
    })
}

/// The edits that undo what was done, exactly.
pub fn invert(applied: &Applied) -> ChangeSet {
    let back = applied.changes.iter().map(|(id, change)| {
        let change = Change { before: change.after.clone(), after: change.before.clone() };
        (id.clone(), change)
    });
    diff(&back.collect())
}

/// Does the edits; what is wrong only with the result has the number after the last.
fn apply_edits(source: &dyn Source, edits: &[Edit]) -> Result<Applied, EditError> {
    let mut work = Work::new(source);
    for (number, edit) in edits.iter().enumerate() {
        work.edit(edit).map_err(|why| EditError { edit: number, why })?;
    }
    work.finish().map_err(|why| EditError { edit: edits.len(), why })
}

/// Which of the edits makes a document that is not valid: up to the one before, all are.
fn culprit(source: &dyn Source, edits: &[Edit]) -> usize {
    let (mut good, mut bad) = (0, edits.len());
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        match apply_edits(source, &edits[..middle]) {
            Ok(_) => good = middle,
            Err(_) => bad = middle,
        }
    }
    good
}

/// A change set under way.
struct Work<'a> {
    source: &'a dyn Source,
    drafts: BTreeMap<DocumentId, Draft>,
    /// In which draft each relation of the drafts is.
    relations: HashMap<ItemId, DocumentId>,
    restored: BTreeMap<DocumentId, Restored>,
}

impl<'a> Work<'a> {
    fn new(source: &'a dyn Source) -> Self {
        let (drafts, restored) = (BTreeMap::new(), BTreeMap::new());
        Self { source, drafts, relations: HashMap::default(), restored }
    }

    fn edit(&mut self, edit: &Edit) -> Result<(), EditProblem> {
        match edit {
            Edit::Create { item, holder, before, fields, file } => {
                self.create(item, holder.as_ref(), before.as_deref(), fields, file.as_deref())
            }
            Edit::Update { item, fields } => self.update(item, fields),
            Edit::Rename { item, name, .. } => {
                let to = (*name != Text::default()).then(|| record::value(&encode::text(name)));
                self.set(item, "name", to)
            }
            Edit::ChangeKind { item: item @ (ItemId::Element(_) | ItemId::Relation(_)), kind, .. } => {
                self.set(item, "kind", Some(kind.as_str().into()))
            }
            Edit::ChangeKind { item, .. } => Err(EditProblem::Unsuitable(item.clone(), "made another kind")),
            Edit::Move { item, holder, before, file } => {
                self.shift(item, holder.as_ref(), before.as_deref(), file.as_deref())
            }
            Edit::Delete { item, references, .. } => self.delete(item, *references),
            Edit::Connect { relation, holder, before, fields } => {
                self.connect(relation.as_ref(), holder, before.as_deref(), fields)
            }
            Edit::Disconnect { relation, references, .. } => {
                self.delete(&ItemId::Relation(relation.clone()), *references)
            }
            Edit::Retarget { relation, source, target, .. } => {
                self.retarget(relation, source.as_ref(), target.as_ref())
            }
            Edit::Order { items } => self.order(items),
            Edit::Restore { file, text } => self.restore(file, text),
        }
    }

    /// The document an item is in.
    fn document_of(&self, item: &ItemId) -> Result<DocumentId, EditProblem> {
        let missing = || EditProblem::NotFound(item.clone());
        let ItemId::Relation(id) = item else { return item.document().ok_or_else(missing) };
        // A twin is where the first with its id is.
        let names =
            std::iter::successors(Some(id.as_str()), |id| id.rsplit_once('~').map(|(first, _)| first));
        let held = names.into_iter().find_map(|id| self.source.holder(id));
        // What was in a draft and is gone was removed or moved by an earlier edit.
        let held = held.filter(|holder| !self.drafts.contains_key(holder));
        held.or_else(|| self.relations.get(item).cloned()).ok_or_else(missing)
    }

    /// The draft of a document, taken apart when it is first asked for.
    fn draft(&mut self, id: &DocumentId) -> &mut Draft {
        let (source, relations) = (self.source, &mut self.relations);
        self.drafts.entry(id.clone()).or_insert_with(|| {
            let draft = Draft::of(id, source.document(id));
            for item in draft.items().filter(|item| matches!(item.id, ItemId::Relation(_))) {
                relations.entry(item.id.clone()).or_insert_with(|| id.clone());
            }
            draft
        })
    }

    /// The draft that holds an item.
    fn with(&mut self, item: &ItemId) -> Result<&mut Draft, EditProblem> {
        let document = self.document_of(item)?;
        let draft = self.draft(&document);
        match draft.has(item) {
            true => Ok(draft),
            false => Err(EditProblem::NotFound(item.clone())),
        }
    }

    fn is_there(&mut self, item: &ItemId) -> bool {
        self.with(item).is_ok()
    }

    fn insert(&mut self, document: &DocumentId, item: Item, before: Option<&str>) {
        if matches!(item.id, ItemId::Relation(_)) {
            self.relations.insert(item.id.clone(), document.clone());
        }
        self.draft(document).insert(item, before);
    }

    /// Removes an item with all it holds: itself first.
    fn remove(&mut self, item: &ItemId) -> Result<Vec<Item>, EditProblem> {
        let document = self.document_of(item)?;
        let removed = self.draft(&document).remove(item);
        for gone in &removed {
            if self.relations.get(&gone.id) == Some(&document) {
                self.relations.remove(&gone.id);
            }
        }
        match removed.is_empty() {
            true => Err(EditProblem::NotFound(item.clone())),
            false => Ok(removed),
        }
    }

    fn finish(self) -> Result<Applied, EditProblem> {
        let mut changes = Changes::new();
        for (id, draft) in self.drafts {
            let mut items = draft.in_order(&id.item());
            items.iter_mut().for_each(relation::settle);
            let after = match items.is_empty() {
                true => None,
                false => {
                    let document = put_together(&id, &items)?;
                    let file = draft.file.or_else(|| draft.before.as_ref().map(|placed| placed.file.clone()));
                    Some(Placed { file: file.unwrap_or_default(), document })
                }
            };
            if after != draft.before {
                changes.insert(id, Change { before: draft.before, after });
            }
        }
        let texts = restore::texts(self.restored, &changes);
        Ok(Applied { changes, texts })
    }
}
