//! Pushes, pull requests and issues of GitHub.

use std::collections::BTreeSet;

use archweave_model::delivery::mention;
use archweave_model::delivery::record::{Basis, Change, Mention, Sort, Ticket};

use super::super::change_key;
use super::super::commits::{self, Commit};
use super::{Told, View, flow_kind};

impl View<'_> {
    pub(super) fn pull_request(&self) -> Told {
        let pull = self.look.part("pull_request");
        let action = self.look.str("action").unwrap_or_default();
        let at = match action {
            "opened" => pull.moment("created_at"),
            "closed" => pull.moment("closed_at"),
            _ => pull.moment("updated_at"),
        };
        let at = at.or_else(|| pull.moment("updated_at"));
        let Some(number) = pull.id("number") else { return (at, Vec::new()) };
        let is_merged = pull.is("merged");
        let (title, branch) = (pull.text("title"), pull.text("head.ref"));
        let mut mentions: BTreeSet<Mention> = BTreeSet::new();
        mentions.extend(title.as_deref().map(mention::in_title).unwrap_or_default());
        mentions.extend(branch.as_deref().map(mention::in_branch).unwrap_or_default());
        mentions.extend(pull.str("body").map(mention::in_message).unwrap_or_default());
        let merge = pull.text("merge_commit_sha").filter(|_| is_merged);
        let reference = format!("pull/{number}");
        let key = change_key(&self.repository, &reference);
        let change = Change {
            repository: Some(self.repository.clone()),
            reference: Some(reference),
            title,
            author: pull.text("user.login"),
            branch,
            url: pull.text("html_url"),
            opened_at: pull.moment("created_at"),
            merged_at: pull.moment("merged_at"),
            abandoned_at: pull.moment("closed_at").filter(|_| !is_merged && action == "closed"),
            reopened_at: at.filter(|_| action == "reopened"),
            size: lines(pull.count("additions"), pull.count("deletions")),
            flow_kind: flow_kind(&self.labels("pull_request.labels")),
            commits: pull.text("head.sha").into_iter().chain(merge).collect(),
            mentions,
            fixes: pull.str("body").map(mention::fixes).unwrap_or_default().into_iter().collect(),
            ..Change::default()
        };
        (at, vec![(key, change.into())])
    }

    /// Commits on the main branch: those that a pull request brought belong to it, the others are
    /// changes on their own. Commits on other branches come with their pull request.
    pub(super) fn push(&self) -> Told {
        let look = self.look;
        let head = look.part("head_commit");
        let at = head.moment("timestamp").or_else(|| look.moment("repository.pushed_at"));
        let main = look.str("repository.default_branch").map(|name| format!("refs/heads/{name}"));
        if look.str("ref") != main.as_deref() || look.is("deleted") {
            return (at, Vec::new());
        }
        let merged = head.str("message").filter(|message| message.starts_with("Merge pull request"));
        let merged = merged.and_then(commits::github_pull);
        let found = look.list("commits").filter_map(|commit| {
            Some(Commit {
                id: commit.text("id")?,
                message: commit.str("message").unwrap_or_default().to_owned(),
                author: commit.text("author.username").or_else(|| commit.text("author.name")),
                url: commit.text("url"),
                at: commit.moment("timestamp"),
            })
        });
        let reference = |commit: &Commit| merged.clone().or_else(|| commits::github_pull(&commit.message));
        (at, commits::changes(&self.repository, found, reference, at))
    }

    pub(super) fn issue(&self) -> Told {
        let issue = self.look.part("issue");
        let at = match self.look.str("action") {
            Some("opened") => issue.moment("created_at"),
            Some("closed") => issue.moment("closed_at"),
            _ => issue.moment("updated_at"),
        };
        let at = at.or_else(|| issue.moment("updated_at"));
        let Some(number) = issue.id("number") else { return (at, Vec::new()) };
        let labels = self.labels("issue.labels");
        let (summary, url) = (issue.text("title"), issue.text("html_url"));
        let mut mentions: BTreeSet<Mention> = BTreeSet::new();
        mentions.extend(summary.as_deref().map(mention::in_title).unwrap_or_default());
        // The model names a ticket by its address: numbers are those of one repository.
        let named = url.clone().map(|text| Mention { sort: Sort::Requirement, text, basis: Basis::Ticket });
        mentions.extend(named);
        let ticket = Ticket {
            system: Some(self.repository.clone()),
            number: Some(format!("#{number}")),
            url,
            summary,
            kind: issue.text("type.name").or_else(|| flow_kind(&labels)),
            status: issue.text("state"),
            created_at: issue.moment("created_at"),
            closed_at: issue.moment("closed_at"),
            resolution: issue.text("state_reason"),
            mentions,
            ..Ticket::default()
        };
        (at, vec![(format!("{}#{number}", self.repository), ticket.into())])
    }
}

/// Lines added and removed.
fn lines(added: Option<u64>, removed: Option<u64>) -> Option<u32> {
    let sum = added?.saturating_add(removed?);
    Some(u32::try_from(sum).unwrap_or(u32::MAX))
}
