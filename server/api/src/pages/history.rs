//! `/m/<model>/history`: who changed what.

use archweave_app::{AppError, CommitInfo, RevisionId};
use serde::Serialize;

use crate::pages::Ask;
use crate::pages::answer::Answer;
use crate::pages::ask::cut;
use crate::pages::at::minute;
use crate::pages::reading::Reading;

/// Commits on a page.
const PAGE: usize = 50;

/// A commit in a list.
#[derive(Serialize)]
pub(crate) struct Commit {
    short: String,
    /// The model at that commit.
    href: String,
    time: String,
    author: String,
    title: String,
}

#[derive(Serialize)]
struct Content {
    commits: Vec<Commit>,
    is_git: bool,
    /// Older ones.
    next: Option<String>,
    newest: Option<String>,
}

/// Builds the page.
pub(crate) fn build(ask: &Ask) -> Result<Answer, AppError> {
    let reading = Reading::open(ask)?;
    let after = ask.get("after").map(RevisionId::parse).transpose();
    let after = after.map_err(|error| AppError::Invalid(error.to_string()))?;
    let history = reading.hosted.history(&reading.revision, PAGE, after)?;
    let content = Content {
        commits: history.commits.iter().map(|commit| reading.commit(commit)).collect(),
        is_git: reading.revision.id().is_commit(),
        next: history.next.map(|last| ask.here(&[("after", &last.to_string())])),
        newest: after.map(|_| ask.here(&[("after", "")])),
    };
    reading.page("history", "history", reading.words().word("history"), content).map(Answer::page)
}

impl Reading<'_> {
    /// A commit in a list, with the address of the model as it was then.
    pub fn commit(&self, commit: &CommitInfo) -> Commit {
        self.commit_at(commit, &["m", self.hosted.name()])
    }

    /// A commit in a list, with the address of something as it was then.
    pub fn commit_at(&self, commit: &CommitInfo, parts: &[&str]) -> Commit {
        let id = commit.id.to_string();
        Commit {
            short: id.chars().take(7).collect(),
            href: self.ask.with(parts, &[("at", &id)]),
            time: minute(&commit.time.to_string()),
            author: cut(&commit.author, 100).to_owned(),
            title: cut(commit.message.lines().next().unwrap_or_default(), 200).to_owned(),
        }
    }
}
