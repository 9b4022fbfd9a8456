//! What `archweave record` sends: events in the plain form, from fields, from the commits of a source
//! repository, from tables of the past. They go to a server, or straight into its database.

use std::path::Path;

use archweave_interchange::events::commits::{self, Commit};
use archweave_interchange::events::table::TableError;
use archweave_interchange::events::{EventError, plain};
use archweave_model::delivery::{Fact, Moment};
use archweave_store::{LandedError, SourceCommit};
use serde_json::Value;

pub use archweave_interchange::events::fields;
pub use archweave_interchange::events::repository as repository_name;
pub use archweave_interchange::events::schema::plain as plain_schema;
pub use archweave_interchange::events::table;
pub use archweave_interchange::events::{MAX_EVENTS, digest};

use crate::ledger::Taken;
use crate::records::Records;
use crate::{AppError, Hosted};

/// The changes that came to the main line of a source repository in a range of commits, in the plain
/// form: one for each merge, and one for each commit that is in none.
pub fn changes(clone: &Path, range: &str, repository: &str, sender: &str) -> Result<Vec<Value>, AppError> {
    let mut events = Vec::new();
    for landed in archweave_store::landed(clone, range)? {
        let at = Moment(landed.commit.at.saturating_mul(1000));
        let merge = landed.commit.clone();
        let known = commits::github_pull(&merge.message).or_else(|| commits::gitlab_merge(&merge.message));
        // A merge without a number is a change under the name of its commit.
        let reference = known.or_else(|| (merge.parents > 1).then(|| format!("commit/{}", merge.id)));
        let title = landed_title(&merge, &landed.brought);
        let all = landed.brought.into_iter().chain([merge.clone()]).map(commit);
        for (key, record) in commits::changes(repository, all, |_| reference.clone(), Some(at)) {
            let id = format!(
                "change-{}",
                digest(&serde_json::json!([key, record])).chars().take(40).collect::<String>()
            );
            let mut event = plain::written(&Fact { source: sender.to_owned(), id, at, key, record });
            let change = &mut event["change"];
            if change.get("title").is_none() {
                change["title"] = title.clone().into();
            }
            events.push(event);
        }
    }
    Ok(events)
}

/// What a merge is about: the first line of GitHub's second paragraph, else its own title.
fn landed_title(merge: &SourceCommit, brought: &[SourceCommit]) -> String {
    let mut lines = merge.message.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let title = match first.starts_with("Merge ") {
        true => lines.next().or_else(|| brought.last()?.message.lines().next()).unwrap_or(first),
        false => first,
    };
    title.chars().take(500).collect()
}

fn commit(commit: SourceCommit) -> Commit {
    let SourceCommit { id, message, author, at, .. } = commit;
    let author = Some(author).filter(|author| !author.is_empty());
    Commit { id, message, author, url: None, at: Some(Moment(at.saturating_mul(1000))) }
}

/// The events of a table in the plain form.
pub fn of_table(table: &table::Table) -> Vec<Value> {
    table.events.iter().flat_map(|event| &event.facts).map(plain::written).collect()
}

/// Checks events in the plain form, as a server would.
pub fn check(events: &[Value]) -> Result<(), AppError> {
    events.iter().try_for_each(|event| plain::of_json(event).map(drop)).map_err(AppError::from)
}

impl Hosted {
    /// Stores events in the plain form in a database, matched against this model. Waits for the database.
    pub fn take_plain(&self, records: &Records, events: &[Value]) -> Result<Taken, AppError> {
        let mut all = Taken::default();
        for part in events.chunks(MAX_EVENTS) {
            let read: Result<Vec<_>, EventError> = part.iter().map(plain::of_json).collect();
            let taken = self.take_into(records, read?.into_iter().flatten().collect())?;
            all.stored += taken.stored;
            all.duplicate += taken.duplicate;
            all.conflicts.extend(taken.conflicts);
            all.unlisted += taken.unlisted;
            for name in taken.unmatched {
                if !all.unmatched.contains(&name) {
                    all.unmatched.push(name);
                }
            }
        }
        Ok(all)
    }
}

impl From<EventError> for AppError {
    fn from(error: EventError) -> Self {
        match error {
            EventError::TooLarge { .. } => Self::Limited(error.to_string()),
            _ => Self::Invalid(error.to_string()),
        }
    }
}

impl From<TableError> for AppError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::TooLarge(_) => Self::Limited(error.to_string()),
            _ => Self::Invalid(error.to_string()),
        }
    }
}

impl From<LandedError> for AppError {
    fn from(error: LandedError) -> Self {
        match error {
            LandedError::TooMany(_) => Self::Limited(error.to_string()),
            LandedError::Range(_) => Self::Invalid(error.to_string()),
            LandedError::Git(_) => Self::NotFound(error.to_string()),
        }
    }
}
