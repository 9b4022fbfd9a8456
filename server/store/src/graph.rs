//! The commits of several branches at once, with all their parents: what a picture of a history shows.

use std::collections::HashSet;

use git2::{Oid, Sort};

use crate::history::info;
use crate::limits::MAX_COMMITS;
use crate::load::LoadError;
use crate::{HistoryError, HistoryPage, Repository, RevisionId};

impl Repository {
    /// Commits that any of `heads` holds, children before parents and newest first; with `after`, those that
    /// follow that one. Empty for a plain folder.
    pub fn graph(
        &self,
        heads: &[RevisionId],
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<HistoryPage, HistoryError> {
        let Some(git) = self.git() else { return Ok(HistoryPage::default()) };
        let heads: HashSet<Oid> = heads.iter().filter_map(|head| head.oid()).collect();
        git.handles.with(|repository| {
            let mut walk = repository.revwalk()?;
            walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
            for head in heads {
                walk.push(head)?;
            }
            let (mut page, mut is_after) = (HistoryPage::default(), after.is_none());
            for id in walk.take(MAX_COMMITS) {
                let id: RevisionId = id?.into();
                if !is_after {
                    is_after = after == Some(id);
                    continue;
                }
                if page.commits.len() == limit {
                    page.next = page.commits.last().map(|commit| commit.id);
                    break;
                }
                if let Some(oid) = id.oid() {
                    page.commits.push(info(&repository.find_commit(oid)?));
                }
            }
            match (is_after, after) {
                (false, Some(after)) => Err(LoadError::NotFound(after).into()),
                _ => Ok(page),
            }
        })
    }
}
