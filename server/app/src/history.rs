//! Who changed what.

use archweave_store::{BranchName, CommitInfo, Kind, RevisionId};

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
    pub fn history(
        &self,
        revision: &Revision,
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<CommitPage, AppError> {
        let page = self.repository.history(self.committed(revision)?, limit, after)?;
        Ok(CommitPage { commits: page.commits, next: page.next })
    }

    /// The commits of branches, of all if none is named: children before parents, newest first.
    pub fn graph(
        &self,
        branches: Option<&[BranchName]>,
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<CommitPage, AppError> {
        let heads: Vec<RevisionId> = match branches {
            None => self.branches()?.into_iter().map(|branch| branch.revision).collect(),
            Some(names) => names.iter().map(|name| self.branch_head(name)).collect::<Result<_, _>>()?,
        };
        let page = self.repository.graph(&heads, limit, after)?;
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
        let page = self.repository.history_of(self.committed(revision)?, file, limit, after)?;
        Ok(CommitPage { commits: page.commits, next: page.next })
    }

    /// The revision whose history is meant: for the files of a working clone, its last commit.
    fn committed(&self, revision: &Revision) -> Result<RevisionId, AppError> {
        match (self.kind(), revision.id().is_commit()) {
            (Kind::WorkingClone, false) => Ok(self.repository.head()?),
            _ => Ok(revision.id()),
        }
    }

    /// The commit of a revision; none for files that are in no commit.
    pub fn commit(&self, revision: RevisionId) -> Option<CommitInfo> {
        self.repository.commit_info(revision).ok()
    }
}
