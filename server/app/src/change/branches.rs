//! Branches and tags: made, renamed, removed, protected.

use std::time::Duration;

use archweave_index::Millis;
use archweave_store::{BranchName, ReferenceError, RevisionId, TagName};

use crate::change::events::RevisionAdded;
use crate::records::Act;
use crate::who::{Admin, Editor};
use crate::{AppError, Hosted};

/// How long to wait for whoever moves the branch.
const PATIENCE: Duration = Duration::from_secs(30);

impl Hosted {
    /// Where a branch is.
    pub fn branch_head(&self, branch: &BranchName) -> Result<RevisionId, AppError> {
        let found = self.repository.branch(branch)?;
        found.ok_or_else(|| AppError::NotFound(format!("there is no branch `{branch}`")))
    }

    /// Whether a branch is neither rewritten nor removed: the default branch, and those an admin named.
    pub fn is_protected(&self, branch: &str) -> Result<bool, AppError> {
        if self.default_branch()?.as_deref() == Some(branch) {
            return Ok(true);
        }
        match self.records() {
            Some(records) => records.wait(records.index().is_protected(self.name(), branch)),
            None => Ok(false),
        }
    }
}

impl Editor {
    /// Makes a branch at a commit.
    pub fn create_branch(&self, name: &BranchName, at: RevisionId) -> Result<(), AppError> {
        self.on_branch("branch.create", name, Some(at), || {
            Ok(self.hosted.repository.create_branch(name, at)?)
        })?;
        self.tell(name, None, at);
        Ok(())
    }

    /// Gives a branch another name. One that is protected is renamed by an admin.
    pub fn rename_branch(&self, name: &BranchName, to: &BranchName) -> Result<RevisionId, AppError> {
        let seen = self.hosted.branch_head(name)?;
        self.may_remove(name)?;
        self.on_branch("branch.rename", name, Some(seen), || {
            Ok(self.hosted.repository.rename_branch(name, to, seen)?)
        })?;
        self.tell(to, None, seen);
        Ok(seen)
    }

    /// Removes a branch; what it held stays for a while. Commits that no other branch has are lost to those
    /// who do not know their ids, so the caller names where it saw the branch.
    pub fn delete_branch(&self, name: &BranchName, seen: RevisionId) -> Result<(), AppError> {
        self.may_remove(name)?;
        self.on_branch("branch.delete", name, Some(seen), || {
            Ok(self.hosted.repository.delete_branch(name, seen)?)
        })
    }

    /// Tags a commit; with a message, the tag says who made it and why.
    pub fn create_tag(&self, name: &TagName, at: RevisionId, message: Option<&str>) -> Result<(), AppError> {
        let signature = self.who().signature();
        let message = message.map(|message| (&signature, message));
        let done = self.hosted.repository.create_tag(name, at, message).map_err(AppError::from);
        self.noted("tag.create", name.reference(), Some(at), done)
    }

    /// Removes a tag that was seen to stand for `seen`.
    pub fn delete_tag(&self, name: &TagName, seen: RevisionId) -> Result<(), AppError> {
        let done = self.hosted.repository.delete_tag(name, seen).map_err(AppError::from);
        self.noted("tag.delete", name.reference(), Some(seen), done)
    }

    fn may_remove(&self, name: &BranchName) -> Result<(), AppError> {
        match self.hosted.is_protected(name.as_str())? && self.as_admin().is_none() {
            true => Err(AppError::Denied(format!("branch `{name}` is protected; an admin may do this"))),
            false => Ok(()),
        }
    }

    fn on_branch(
        &self,
        action: &'static str,
        name: &BranchName,
        revision: Option<RevisionId>,
        task: impl FnOnce() -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let Some(_held) = self.hosted.locks.hold([name.reference()], PATIENCE) else {
            return Err(AppError::Unavailable(format!("branch `{name}` is busy; try again")));
        };
        let done = task();
        self.hosted.forget_names();
        self.noted(action, name.reference(), revision, done)
    }

    /// Writes down what was done or refused.
    fn noted(
        &self,
        action: &'static str,
        reference: String,
        revision: Option<RevisionId>,
        done: Result<(), AppError>,
    ) -> Result<(), AppError> {
        let (outcome, detail) = match &done {
            Ok(()) => ("done", String::new()),
            Err(error) => ("refused", error.to_string()),
        };
        self.hosted.note(vec![(self.who.clone(), Act { action, outcome, reference, revision, detail })]);
        done
    }

    fn tell(&self, branch: &BranchName, before: Option<RevisionId>, revision: RevisionId) {
        self.hosted.events.send(RevisionAdded {
            model: self.hosted.name().to_owned(),
            branch: branch.as_str().to_owned(),
            before,
            revision,
            by: self.who.name.clone(),
            changes: None,
        });
    }
}

impl Admin {
    /// Protects a branch, or all that a pattern such as `release/*` stands for.
    pub fn protect(&self, pattern: &str) -> Result<(), AppError> {
        let records = self.needs_records()?;
        let (model, who) = (self.hosted.name(), &self.who().name);
        let done = records.wait(records.index().protect(model, pattern, who, Millis::now()));
        self.noted("branch.protect", format!("refs/heads/{pattern}"), None, done)
    }

    /// Takes the protection of [`Self::protect`] away.
    pub fn unprotect(&self, pattern: &str) -> Result<(), AppError> {
        let records = self.needs_records()?;
        let done = records.wait(records.index().unprotect(self.hosted.name(), pattern));
        self.noted("branch.unprotect", format!("refs/heads/{pattern}"), None, done)
    }

    fn needs_records(&self) -> Result<&crate::Records, AppError> {
        let missing = || AppError::Unavailable("this server has no database to keep that in".into());
        self.hosted.records().ok_or_else(missing)
    }
}

impl From<ReferenceError> for AppError {
    fn from(error: ReferenceError) -> Self {
        let text = error.to_string();
        match error {
            ReferenceError::NotFound(_) => Self::NotFound(text),
            ReferenceError::Stale { .. } => Self::Stale(text),
            ReferenceError::Busy(_) | ReferenceError::Io(_) | ReferenceError::Git(_) => {
                Self::Unavailable(text)
            }
            _ => Self::Invalid(text),
        }
    }
}
