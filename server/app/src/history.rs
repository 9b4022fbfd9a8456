//! Who changed what.

use archweave_store::{CommitInfo, RevisionId};

use crate::{AppError, Hosted, Revision};

/// Part of a history, newest first.
#[derive(Clone, Debug)]
pub struct CommitPage {
    /// The commits.
    pub commits: Vec<CommitInfo>,
    /// Ask for what comes after this one; none at the end.
    pub next: Option<RevisionId>,
}

impl Hosted {
    /// The commits that led to a revision.
    pub fn history(&self, revision: &Revision, limit: usize, after: Option<RevisionId>) -> Result<CommitPage, AppError> {
        let page = self.repository.history(revision.id(), limit, after)?;
        Ok(CommitPage { commits: page.commits, next: page.next })
    }

    /// Those commits that changed the file of an element or view, also before it was moved.
    pub fn history_of(
        &self,
        revision: &Revision,
        file: &str,
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<CommitPage, AppError> {
        let page = self.repository.history_of(revision.id(), file, limit, after)?;
        Ok(CommitPage { commits: page.commits, next: page.next })
    }

    /// The commit of a revision; none for a plain folder.
    pub fn commit(&self, revision: RevisionId) -> Option<CommitInfo> {
        self.repository.commit_info(revision).ok()
    }
}
