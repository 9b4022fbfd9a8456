//! The part of a page that says which revision is shown, and leads to others.

use archweave_app::AppError;
use serde::Serialize;

use crate::pages::ask::cut;
use crate::pages::reading::Reading;

/// Most branches and tags to choose from.
const MAX_NAMES: usize = 200;

/// Which revision is shown.
#[derive(Serialize)]
pub(crate) struct At {
    /// Whether the model has a history; a plain folder has none.
    is_git: bool,
    /// First digits of the commit.
    short: String,
    /// All of them.
    revision: String,
    /// When it was committed.
    time: Option<String>,
    /// What was asked for: a branch, tag, date ...
    asked: String,
    /// The branch shown where nothing is asked for.
    branch: String,
    /// Whether something else than the newest is asked for.
    is_past: bool,
    /// Says so.
    banner: String,
    /// Address of the newest.
    newest: String,
    /// Branches and tags.
    choices: Vec<String>,
    /// Values of the address that the form keeps.
    hidden: Vec<(String, String)>,
    /// Where the form leads.
    action: String,
}

impl At {
    /// For the revision that is read.
    pub fn of(reading: &Reading<'_>) -> Result<Self, AppError> {
        let hosted = &reading.hosted;
        let id = reading.revision.id();
        let is_git = id.is_commit();
        let asked = cut(reading.ask.at(), 200).to_owned();
        let branch = if is_git { hosted.default_branch()?.unwrap_or_default() } else { String::new() };
        let mut choices = Vec::new();
        if is_git {
            let branches = hosted.branches()?;
            let tags = hosted.tags()?;
            let branches = branches.iter().map(|b| b.name.as_str().to_owned());
            choices.extend(branches.chain(tags.into_iter().map(|tag| tag.name)).take(MAX_NAMES));
        }
        let revision = id.to_string();
        let short = revision.chars().take(if is_git { 7 } else { 12 }).collect();
        let hidden = reading.ask.query().filter(|(name, _)| !matches!(*name, "at" | "page" | "after"));
        let is_past = is_git && !asked.is_empty() && asked != branch;
        Ok(Self {
            is_git,
            time: hosted.commit(id).map(|commit| minute(&commit.time.to_string())),
            is_past,
            banner: reading.words().fill("at_banner", &[("at", &asked)]),
            newest: reading.ask.here(&[("at", ""), ("page", ""), ("after", "")]),
            hidden: hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).take(20).collect(),
            action: reading.ask.path().to_owned(),
            revision,
            short,
            asked,
            branch,
            choices,
        })
    }
}

/// A time to the minute: `2026-03-01 10:00`.
pub(crate) fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}
