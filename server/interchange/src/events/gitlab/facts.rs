//! What GitLab's events say about our records.

use std::collections::BTreeSet;

use archweave_model::delivery::record::{Basis, Build, Change, Deployment, Mention, Release, Sort, Ticket};
use archweave_model::delivery::{Moment, Record, mention};

use super::super::commits::{self, Commit};
use super::super::{EventError, change_key};
use super::View;

type Told = (Option<Moment>, Vec<(String, Record)>);

impl View<'_> {
    pub(super) fn merge_request(&self) -> Told {
        let merge = self.look.part("object_attributes");
        let at = merge.moment("updated_at").or_else(|| merge.moment("created_at"));
        let Some(number) = merge.id("iid") else { return (at, Vec::new()) };
        let (title, branch) = (merge.text("title"), merge.text("source_branch"));
        let mut mentions: BTreeSet<Mention> = BTreeSet::new();
        mentions.extend(title.as_deref().map(mention::in_title).unwrap_or_default());
        mentions.extend(branch.as_deref().map(mention::in_branch).unwrap_or_default());
        mentions.extend(merge.str("description").map(mention::in_message).unwrap_or_default());
        mentions.extend(merge.str("last_commit.message").map(mention::in_message).unwrap_or_default());
        let state = merge.str("state");
        let commits = ["last_commit.id", "merge_commit_sha", "squash_commit_sha"];
        let reference = format!("merge/{number}");
        let key = change_key(&self.repository, &reference);
        let change = Change {
            repository: Some(self.repository.clone()),
            reference: Some(reference),
            title,
            author: merge.text("last_commit.author.name").or_else(|| self.look.text("user.username")),
            branch,
            url: merge.text("url"),
            opened_at: merge.moment("created_at"),
            committed_at: merge.moment("last_commit.timestamp"),
            merged_at: at.filter(|_| state == Some("merged")),
            abandoned_at: at.filter(|_| state == Some("closed")),
            reopened_at: at.filter(|_| merge.str("action") == Some("reopen")),
            commits: commits.iter().filter_map(|path| merge.text(path)).collect(),
            mentions,
            fixes: merge.str("description").map(mention::fixes).unwrap_or_default().into_iter().collect(),
            ..Change::default()
        };
        (at, vec![(key, change.into())])
    }

    /// Commits on the main branch; those of a merge belong to the merge request.
    pub(super) fn push(&self) -> Told {
        let look = self.look;
        let main = look.str("project.default_branch").map(|name| format!("refs/heads/{name}"));
        let at = look.list("commits").filter_map(|commit| commit.moment("timestamp")).max();
        if look.str("ref") != main.as_deref() {
            return (at, Vec::new());
        }
        let merged = look.list("commits").find_map(|commit| commits::gitlab_merge(commit.str("message")?));
        let found = look.list("commits").filter_map(|commit| {
            Some(Commit {
                id: commit.text("id")?,
                message: commit.str("message").unwrap_or_default().to_owned(),
                author: commit.text("author.name"),
                url: commit.text("url"),
                at: commit.moment("timestamp"),
            })
        });
        (at, commits::changes(&self.repository, found, |_| merged.clone(), at))
    }

    pub(super) fn pipeline(&self) -> Told {
        let run = self.look.part("object_attributes");
        let finished = run.moment("finished_at");
        let started = run.moment("created_at");
        let Some(id) = run.id("id") else { return (finished.or(started), Vec::new()) };
        let result = match run.str("status") {
            Some("success") => Some("success"),
            Some("failed") => Some("failure"),
            Some("canceled" | "canceling" | "skipped") => Some("cancelled"),
            _ => None,
        };
        let build = Build {
            pipeline: Some(self.repository.clone()),
            run: Some(id.clone()),
            repository: Some(self.repository.clone()),
            commit: run.text("sha"),
            started_at: started,
            finished_at: finished,
            result: result.map(str::to_owned),
            url: run.text("url"),
            ..Build::default()
        };
        (finished.or(started), vec![(format!("{}#{id}", self.repository), build.into())])
    }

    pub(super) fn deployment(&self) -> Result<Told, EventError> {
        let look = self.look;
        let at = look.moment("status_changed_at");
        let result = match look.str("status") {
            Some("success") => "success",
            Some("failed") => "failure",
            Some("canceled") => "error",
            _ => "pending",
        };
        let Some(id) = look.id("deployment_id") else {
            return Err(EventError::form(
                "deployment_id",
                "is missing; GitLab sends it with every deployment",
            ));
        };
        // Only the address of the commit has all of its id.
        let whole = look.str("commit_url").and_then(|url| url.rsplit('/').next());
        let is_id = |id: &&str| id.len() >= 40 && id.bytes().all(|b| b.is_ascii_hexdigit());
        let commit = whole.filter(is_id).map(str::to_owned).or_else(|| look.text("short_sha"));
        let deployment = Deployment {
            environment: look.text("environment"),
            repository: Some(self.repository.clone()),
            commit,
            started_at: at.filter(|_| result == "pending"),
            at: at.filter(|_| result == "success"),
            result: Some(result.to_owned()),
            deployed_by: look.text("user.username").or_else(|| look.text("user.name")),
            url: look.text("deployable_url"),
            ..Deployment::default()
        };
        Ok((at, vec![(format!("{}#deployment/{id}", self.repository), deployment.into())]))
    }

    pub(super) fn issue(&self) -> Told {
        let issue = self.look.part("object_attributes");
        let at = issue.moment("updated_at").or_else(|| issue.moment("created_at"));
        let Some(number) = issue.id("iid") else { return (at, Vec::new()) };
        let (summary, url) = (issue.text("title"), issue.text("url"));
        let mut mentions: BTreeSet<Mention> = BTreeSet::new();
        mentions.extend(summary.as_deref().map(mention::in_title).unwrap_or_default());
        let named = url.clone().map(|text| Mention { sort: Sort::Requirement, text, basis: Basis::Ticket });
        mentions.extend(named);
        let ticket = Ticket {
            system: Some(self.repository.clone()),
            number: Some(format!("#{number}")),
            url,
            summary,
            kind: issue.text("type"),
            status: issue.text("state"),
            priority: issue.text("severity"),
            created_at: issue.moment("created_at"),
            closed_at: issue.moment("closed_at"),
            mentions,
            ..Ticket::default()
        };
        (at, vec![(format!("{}#{number}", self.repository), ticket.into())])
    }

    pub(super) fn release(&self) -> Told {
        let look = self.look;
        let at = look.moment("released_at").or_else(|| look.moment("created_at"));
        let Some(name) = look.text("tag").filter(|_| look.str("action") != Some("delete")) else {
            return (at, Vec::new());
        };
        let release = Release { name: Some(name.clone()), at, url: look.text("url"), ..Release::default() };
        (at, vec![(name, release.into())])
    }
}
