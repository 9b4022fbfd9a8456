//! The gate that every push goes through: who may move what, are the objects safe, is the model right.
//! Nothing has moved when it is asked; git moves the references when it says yes.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use archweave_model::diagnostic::{Diagnostic, Severity};
use archweave_store::service::{Outcome, Push, RefUpdate, Verdict};
use archweave_store::{BranchName, Loaded, Repository, RevisionId};

use crate::change::commit::new_findings;
use crate::change::events::RevisionAdded;
use crate::records::Act;
use crate::who::{Editor, Identity};
use crate::{AppError, Hosted};

/// How long a push waits for commits and pushes to the same branches.
const PATIENCE: Duration = Duration::from_secs(60);
/// Findings that a pusher is told; the report has a limit of its own too.
const MAX_TOLD: usize = 20;

/// A branch that will move, with the model it will have.
struct Moving {
    branch: BranchName,
    before: Option<RevisionId>,
    after: Option<Loaded>,
}

impl Editor {
    /// Judges a push. If it is let through, its branches are held until git has moved them.
    pub fn receive(&self, push: Push) -> Verdict {
        let hosted = self.hosted.clone();
        let names: Vec<String> = push.updates.iter().map(|update| update.name.clone()).collect();
        let Some(held) = hosted.locks.hold(names, PATIENCE) else {
            return Verdict::Refuse(vec!["somebody else is changing these branches; push again".to_owned()]);
        };
        match self.judge(&push) {
            Ok(moving) => {
                let who = self.who.clone();
                Verdict::Accept(Box::new(move |outcome| {
                    settle(&hosted, &who, &push, moving, outcome);
                    drop(held);
                }))
            }
            Err(lines) => {
                let detail = lines.first().cloned().unwrap_or_default();
                let act = |update: &RefUpdate| Act {
                    action: "push",
                    outcome: "refused",
                    reference: update.name.clone(),
                    revision: update.new,
                    detail: detail.clone(),
                };
                hosted.note(push.updates.iter().map(|update| (self.who.clone(), act(update))).collect());
                Verdict::Refuse(lines)
            }
        }
    }

    fn judge(&self, push: &Push) -> Result<Vec<Moving>, Vec<String>> {
        let hosted = &self.hosted;
        let seen = match &push.quarantine {
            Some(quarantine) => self.inspected(push, quarantine)?,
            None => None,
        };
        let repository = seen.as_ref().unwrap_or(&hosted.repository);
        let mut moving = Vec::new();
        for update in &push.updates {
            match update.name.strip_prefix("refs/heads/") {
                Some(name) => moving.push(self.judge_branch(repository, update, name)?),
                None => self.judge_tag(update)?,
            }
        }
        Ok(moving)
    }

    /// The repository as it would be, once its new objects were found to be safe.
    fn inspected(&self, push: &Push, quarantine: &Path) -> Result<Option<Repository>, Vec<String>> {
        let hosted = &self.hosted;
        let seen = hosted.repository.with_objects_from(quarantine).map_err(|e| failed(&e.into()))?;
        let branches = hosted.branches().map_err(|e| failed(&e))?.into_iter().map(|branch| branch.revision);
        let tags = hosted.tags().map_err(|e| failed(&e))?.into_iter().map(|tag| tag.revision);
        let known: Vec<RevisionId> = branches.chain(tags).collect();
        let new: Vec<RevisionId> = push.updates.iter().filter_map(|update| update.new).collect();
        let refusals =
            seen.inspect(&known, &new).map_err(|error| vec![format!("the push was not read: {error}")])?;
        match refusals.is_empty() {
            true => Ok(Some(seen)),
            false => Err(refusals.iter().map(ToString::to_string).collect()),
        }
    }

    fn judge_branch(
        &self,
        repository: &Repository,
        update: &RefUpdate,
        name: &str,
    ) -> Result<Moving, Vec<String>> {
        let hosted = &self.hosted;
        let branch = BranchName::parse(name).map_err(|error| vec![error.to_string()])?;
        let is_protected = hosted.is_protected(name).map_err(|e| failed(&e))?;
        let Some(new) = update.new else {
            return match is_protected {
                true => Err(vec![format!("branch `{name}` is protected and cannot be deleted")]),
                false => Ok(Moving { branch, before: update.old, after: None }),
            };
        };
        if repository.commit_info(new).is_err() {
            return Err(vec![
                format!(
                    "`refs/heads/{name}` would be at something that is no commit, such as a tag with a message"
                ),
                format!("push the commit itself: git push origin <commit>:refs/heads/{name}"),
            ]);
        }
        if let (Some(old), true) = (update.old, is_protected) {
            let base = repository.common(old, new).map_err(|e| failed(&e.into()))?;
            if base != Some(old) {
                return Err(vec![
                    format!("branch `{name}` is protected: it takes new commits and is not rewritten"),
                    "get what is there (git pull), then push again".to_owned(),
                ]);
            }
        }
        let loaded = self.validated(repository, update.old, new, name)?;
        Ok(Moving { branch, before: update.old, after: Some(loaded) })
    }

    /// The model that the branch would have, unless that has errors that were not there before.
    fn validated(
        &self,
        repository: &Repository,
        old: Option<RevisionId>,
        new: RevisionId,
        name: &str,
    ) -> Result<Loaded, Vec<String>> {
        let hosted = &self.hosted;
        let before = match old {
            Some(old) => Some(old),
            None => self.start_of(repository, new).map_err(|e| failed(&e))?,
        };
        let before = match before {
            Some(before) => hosted.revision(before).map_err(|e| failed(&e))?.loaded.clone(),
            None => hosted.repository.nothing(),
        };
        let after = repository.advance(&before, new).map_err(|e| failed(&e.into()))?;
        let bytes = |path: &str| repository.blob(new, path).ok();
        let (errors, _) = new_findings(&before.snapshot, &after.snapshot, &bytes);
        match errors.is_empty() {
            true => Ok(after),
            false => Err(report(name, &errors)),
        }
    }

    /// Where a new branch left what is here already.
    fn start_of(&self, repository: &Repository, new: RevisionId) -> Result<Option<RevisionId>, AppError> {
        let Some(main) = self.hosted.default_branch()? else { return Ok(None) };
        let main = BranchName::parse(&main).map_err(|error| AppError::Invalid(error.to_string()))?;
        match repository.branch(&main)? {
            Some(main) => Ok(repository.common(main, new)?),
            None => Ok(None),
        }
    }

    fn judge_tag(&self, update: &RefUpdate) -> Result<(), Vec<String>> {
        let name = update.name.strip_prefix("refs/tags/").unwrap_or(&update.name);
        match update.old.is_some() && self.as_admin().is_none() {
            true => Err(vec![
                format!("tag `{name}` stays where it is: others rely on it"),
                "use a new name, or ask an admin to move or delete it".to_owned(),
            ]),
            false => Ok(()),
        }
    }
}

/// After git has ended: readers see what it moved, and it is written down.
fn settle(hosted: &Arc<Hosted>, who: &Identity, push: &Push, moving: Vec<Moving>, outcome: Outcome) {
    let mut acts = Vec::new();
    hosted.forget_names();
    for Moving { branch, before, after } in moving {
        let now = hosted.repository.branch(&branch).ok().flatten();
        let Some(loaded) = after.filter(|after| now == Some(after.revision)) else { continue };
        let revision = loaded.revision;
        hosted.adopt(&branch, loaded);
        hosted.events.send(RevisionAdded {
            model: hosted.name().to_owned(),
            branch: branch.as_str().to_owned(),
            before,
            revision,
            by: who.name.clone(),
            changes: None,
        });
    }
    let outcome = match outcome {
        Outcome::Durable => "done",
        Outcome::Unknown => "failed",
    };
    for update in &push.updates {
        let detail = match (update.old, update.new) {
            (None, _) => "created",
            (_, None) => "deleted",
            _ => "",
        };
        let reference = update.name.clone();
        let act = Act { action: "push", outcome, reference, revision: update.new, detail: detail.to_owned() };
        acts.push((who.clone(), act));
    }
    hosted.note(acts);
}

fn failed(error: &AppError) -> Vec<String> {
    vec![format!("the push could not be checked: {error}"), "try again, or tell the operator".to_owned()]
}

/// What the pusher reads: file, line, rule, what to do.
fn report(branch: &str, errors: &[Diagnostic]) -> Vec<String> {
    let count = errors.iter().filter(|finding| finding.severity == Severity::Error).count();
    let word = if count == 1 { "error" } else { "errors" };
    let mut lines = vec![
        format!("the model on `{branch}` would have {count} new {word}; nothing was changed"),
        String::new(),
    ];
    for finding in errors.iter().take(MAX_TOLD) {
        let place = &finding.location;
        let mut line = place.file.to_string();
        if place.line > 0 {
            let _ = write!(line, ":{}:{}", place.line, place.column);
        }
        lines.push(format!("{line}: {} [{}]", finding.message, finding.code));
        if !finding.help.is_empty() {
            lines.push(format!("    {}", finding.help));
        }
    }
    if errors.len() > MAX_TOLD {
        lines.push(format!("... and {} more", errors.len() - MAX_TOLD));
    }
    lines.push(String::new());
    lines.push(
        "check before you push: archweave validate . ; about a rule: archweave explain <rule>".to_owned(),
    );
    lines
}
