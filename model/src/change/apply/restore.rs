//! Documents brought back as a text has them.

use std::collections::BTreeMap;

use crate::change::apply::{EditProblem, Work};
use crate::change::id::DocumentId;
use crate::change::item::is_loss;
use crate::change::source::Changes;
use crate::yaml::{Document, FileClass, read};

/// A document that was brought back, and the text that holds it.
pub(super) struct Restored {
    text: Box<str>,
    document: Document,
}

impl Work<'_> {
    pub(super) fn restore(&mut self, file: &str, text: &str) -> Result<(), EditProblem> {
        let refuse = |why: String| EditProblem::Text(file.into(), why);
        let class = FileClass::of(file).ok_or_else(|| refuse("it is no file of a model".into()))?;
        let parsed = read(class, text.as_bytes());
        if let Some(finding) = parsed.findings.iter().find(|finding| is_loss(finding)) {
            return Err(refuse(finding.message.to_string()));
        }
        if parsed.documents.is_empty() {
            return Err(refuse("it holds nothing".into()));
        }
        for document in parsed.documents {
            let id = DocumentId::of(&document, file);
            if self.draft(&id).has(&id.item()) {
                return Err(EditProblem::Exists(id.item()));
            }
            let draft = self.draft(&id);
            draft.fill(&id, &document, file);
            let relations: Vec<_> = draft.items().map(|item| item.id.clone()).collect();
            for item in relations.into_iter().filter(|item| item.document().is_none()) {
                self.relations.insert(item, id.clone());
            }
            self.restored.insert(id, Restored { text: text.into(), document });
        }
        Ok(())
    }
}

/// The texts that still say what they were brought back for: later edits may have changed a document.
pub(super) fn texts(
    restored: BTreeMap<DocumentId, Restored>,
    changes: &Changes,
) -> BTreeMap<DocumentId, Box<str>> {
    let is_as_was = |id: &DocumentId, restored: &Restored| {
        let after = changes.get(id).and_then(|change| change.after.as_ref());
        after.is_some_and(|placed| placed.document == restored.document)
    };
    // A text holds several documents: it is right for all of them or for none.
    let wrong: Vec<Box<str>> = restored
        .iter()
        .filter(|(id, restored)| !is_as_was(id, restored))
        .map(|(_, restored)| restored.text.clone())
        .collect();
    let right = restored.into_iter().filter(|(_, restored)| !wrong.contains(&restored.text));
    right.map(|(id, restored)| (id, restored.text)).collect()
}
