//! A deleted element back from history.

use std::sync::Arc;

use archweave_model::change::ItemId;
use archweave_model::change::{ChangeSet, DocumentId, Edit, Source, take_apart};
use archweave_model::id::ElementId;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{Document, write_document};
use archweave_store::RevisionId;

use crate::{AppError, Hosted, Revision};

/// Commits that are looked through for a deleted element.
const MAX_COMMITS: usize = 2_000;

/// What brings an element back, and what cannot come back with it.
pub struct Restoration {
    /// The edits.
    pub changes: ChangeSet,
    /// The revision that has it.
    pub from: RevisionId,
    /// Relations whose other end is not there any more.
    pub lost: Vec<String>,
}

impl Hosted {
    /// The edits that bring a deleted element back onto `now`, as it was at `from`, else when it was last
    /// there: its text, the relations it held and those that others held to it.
    pub fn restoration(
        &self,
        now: &Revision,
        element: &ElementId,
        from: Option<RevisionId>,
    ) -> Result<Restoration, AppError> {
        if now.snapshot().slot_of(element.as_str()).is_some() {
            return Err(AppError::Invalid(format!("`{element}` is in the model; nothing to restore")));
        }
        let from = match from {
            Some(from) => from,
            None => self.last_with(now, element)?,
        };
        let then = self.revision(from)?;
        let id = DocumentId::Element(element.clone());
        let placed = then
            .snapshot()
            .document(&id)
            .ok_or_else(|| AppError::NotFound(format!("`{element}` is not in revision {from}")))?;
        let is_alone = then.snapshot().file(&placed.file).is_some_and(|file| file.documents.len() == 1);
        let text = match self.file(&then, &placed.file).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) if is_alone => text,
            _ => write_document(&placed.document),
        };
        let mut edits = vec![Edit::Restore { file: placed.file.clone(), text: text.into() }];
        let mut lost = Vec::new();
        let is_there = |end: &str| end == element.as_str() || now.snapshot().end(end).is_some();
        for item in take_apart(&id, &placed.document) {
            if let (ItemId::Relation(relation), Some(to)) = (&item.id, item.record.text("to"))
                && !(is_there(to) && item.record.text("from").is_none_or(is_there))
            {
                lost.push(relation.to_string());
                let (relation, was) = (relation.clone(), item.record.clone());
                edits.push(Edit::Disconnect { relation, references: false, was });
            }
        }
        self.incoming(then.snapshot(), now.snapshot(), element, &mut edits, &mut lost);
        Ok(Restoration { changes: ChangeSet::new(edits), from, lost })
    }

    /// Relations to the element that others held, and lost with it.
    fn incoming(
        &self,
        then: &Snapshot,
        now: &Snapshot,
        element: &ElementId,
        edits: &mut Vec<Edit>,
        lost: &mut Vec<String>,
    ) {
        for entry in then.incoming(element.as_str()) {
            let Some(owner) = entry.owner.filter(|owner| owner.id != *element) else { continue };
            let id = &entry.relation.id;
            if now.relation(id.as_str()).is_some() {
                continue;
            }
            if now.slot_of(owner.id.as_str()).is_none() || entry.relation.from.is_some() {
                lost.push(id.to_string());
                continue;
            }
            let document = Document::Element(Arc::new(owner.clone()));
            let items = take_apart(&DocumentId::Element(owner.id.clone()), &document);
            let item = items.into_iter().find(|item| item.id == ItemId::Relation(id.clone()));
            if let Some(item) = item {
                edits.push(Edit::Connect {
                    relation: entry.relation.has_written_id.then(|| id.clone()),
                    holder: owner.id.clone(),
                    before: None,
                    fields: item.record,
                });
            }
        }
    }

    /// The last commit that has the element, looking back from `now`.
    fn last_with(&self, now: &Revision, element: &ElementId) -> Result<RevisionId, AppError> {
        let mut after = now.id();
        for _ in 0..MAX_COMMITS {
            let Some(parent) = self.commit(after).and_then(|commit| commit.parents.first().copied()) else {
                break;
            };
            let files = self.parsed_changes(self.repository.changed_files(parent, after)?)?;
            let has = |document: &Document| matches!(document, Document::Element(e) if e.id == *element);
            if files.iter().filter_map(|file| file.parsed[0].as_ref()).any(|p| p.documents.iter().any(has)) {
                return Ok(parent);
            }
            after = parent;
        }
        Err(AppError::NotFound(format!(
            "no element `{element}` in the last {MAX_COMMITS} commits; name the revision that has it"
        )))
    }
}
