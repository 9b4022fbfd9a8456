//! Who is behind the two sides of a conflict.

use std::collections::HashMap;

use archweave_model::change::{ItemId, Source};
use archweave_model::snapshot::Snapshot;
use archweave_store::{CommitInfo, RevisionId};

use crate::change::Conflict;
use crate::{AppError, Hosted, Revision};

/// The last commits that touched the file of a conflict.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    /// On our side.
    pub ours: Option<CommitInfo>,
    /// On theirs.
    pub theirs: Option<CommitInfo>,
}

/// Files whose history is looked at; it may be long.
const MAX_FILES: usize = 100;

impl Hosted {
    /// Who changed last, on each side, the file that each conflict is in.
    pub fn authors(
        &self,
        conflicts: &[Conflict],
        ours: RevisionId,
        theirs: Option<RevisionId>,
    ) -> Result<Vec<Authors>, AppError> {
        let ours = self.revision(ours)?;
        let theirs = theirs.map(|theirs| self.revision(theirs)).transpose()?;
        let mut known: HashMap<Box<str>, Authors> = HashMap::new();
        let mut found = Vec::with_capacity(conflicts.len());
        for conflict in conflicts {
            let file = [Some(&ours), theirs.as_ref()].into_iter().flatten();
            let Some(file) = file.filter_map(|side| file_of(&conflict.id.item, side.snapshot())).next()
            else {
                found.push(Authors::default());
                continue;
            };
            if known.len() == MAX_FILES && !known.contains_key(&file) {
                found.push(Authors::default());
                continue;
            }
            let last =
                |side: &Revision| self.history_of(side, &file, 1, None).ok()?.commits.into_iter().next();
            let authors = known
                .entry(file.clone())
                .or_insert_with(|| Authors { ours: last(&ours), theirs: theirs.as_deref().and_then(last) });
            found.push(authors.clone());
        }
        Ok(found)
    }
}

/// The file that something is in.
fn file_of(item: &ItemId, snapshot: &Snapshot) -> Option<Box<str>> {
    let document = match item {
        ItemId::File(path) => return Some(path.clone()),
        ItemId::Relation(id) => snapshot.holder(id.as_str())?,
        other => other.document()?,
    };
    Some(snapshot.document(&document)?.file)
}
