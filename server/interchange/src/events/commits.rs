//! Commits on a main branch, as changes: those that belong together become one.

use std::collections::BTreeMap;

use archweave_model::delivery::record::Change;
use archweave_model::delivery::{Moment, Record, mention};

use super::change_key;

/// Most commits that one fact names.
const COMMITS: usize = 1_000;

/// A commit, as far as a change is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: String,
    /// The whole message.
    pub message: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it can be seen.
    pub url: Option<String>,
    /// When it was made.
    pub at: Option<Moment>,
}

/// The changes that commits on the main branch of a repository make, with their keys. `reference`
/// says which change (`pull/12`) a commit belongs to, if it is none on its own; `landed` when they
/// came to the branch.
pub fn changes(
    repository: &str,
    commits: impl IntoIterator<Item = Commit>,
    reference: impl Fn(&Commit) -> Option<String>,
    landed: Option<Moment>,
) -> Vec<(String, Record)> {
    let mut found: BTreeMap<String, Change> = BTreeMap::new();
    for commit in commits {
        let whole = reference(&commit);
        let is_alone = whole.is_none();
        let reference = whole.unwrap_or_else(|| format!("commit/{}", commit.id));
        let change = found.entry(reference.clone()).or_default();
        change.repository = Some(repository.to_owned());
        change.reference = Some(reference);
        change.committed_at = change.committed_at.into_iter().chain(commit.at).min();
        change.mentions.extend(mention::in_message(&commit.message));
        change.fixes.extend(mention::fixes(&commit.message));
        change.merged_at = change.merged_at.into_iter().chain(landed.or(commit.at)).max();
        // The title of a pull request is not that of one of its commits.
        if is_alone {
            let title = commit.message.lines().next().unwrap_or_default();
            change.mentions.extend(mention::in_title(title));
            change.title = Some(title.chars().take(500).collect()).filter(|title: &String| !title.is_empty());
            change.author = commit.author;
            change.url = commit.url;
            change.opened_at = commit.at;
        }
        change.commits.insert(commit.id);
    }
    let parts = found.into_iter().flat_map(|(reference, change)| {
        let key = change_key(repository, &reference);
        divided(change).into_iter().map(move |part| (key.clone(), part.into()))
    });
    parts.collect()
}

/// A change as several that say the same, each with not too many of its commits.
fn divided(mut change: Change) -> Vec<Change> {
    let mut parts = Vec::new();
    while change.commits.len() > COMMITS {
        let Some(at) = change.commits.iter().nth(COMMITS).cloned() else { break };
        let rest = change.commits.split_off(&at);
        parts.push(Change { commits: std::mem::replace(&mut change.commits, rest), ..change.clone() });
    }
    parts.push(change);
    parts
}

/// The pull request of a merge commit of GitHub: `Merge pull request #12 from acme/late-notices`, or
/// of a commit that holds all of it: `Send notices at once (#12)`.
pub fn github_pull(message: &str) -> Option<String> {
    let merged = message.strip_prefix("Merge pull request #").map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        &rest[..end]
    });
    let squashed = || message.lines().next()?.trim_end().strip_suffix(')')?.rsplit_once("(#").map(|(_, n)| n);
    let number = merged.or_else(squashed).filter(|number| is_number(number))?;
    Some(format!("pull/{number}"))
}

/// The merge request of a merge commit of GitLab: its message ends with `See merge request csc/gateway!12`.
pub fn gitlab_merge(message: &str) -> Option<String> {
    let line = message.lines().rev().find_map(|line| line.trim().strip_prefix("See merge request "))?;
    let (_, number) = line.rsplit_once('!')?;
    is_number(number).then(|| format!("merge/{number}"))
}

fn is_number(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_are_known_by_their_messages() {
        for (message, pull) in [
            ("Merge pull request #12 from acme/late-notices\n\nSend notices", Some("pull/12")),
            ("Send notices at once (#12)\n\nImplements: REQ-103", Some("pull/12")),
            ("Send notices at once (#12) again", None),
            ("Send notices (#x)", None),
            ("Merge pull request # from", None),
            ("", None),
        ] {
            assert_eq!(github_pull(message).as_deref(), pull, "{message}");
        }
        let message = "Merge branch 'late' into 'main'\n\nSend notices\n\nSee merge request csc/gateway!12";
        assert_eq!(gitlab_merge(message).as_deref(), Some("merge/12"));
        assert_eq!(gitlab_merge("See merge request csc/gateway"), None);
    }

    #[test]
    fn a_change_of_many_commits_is_told_in_parts() {
        let commits = (0..2_500).map(|n| Commit { id: format!("{n:040x}"), ..Commit::default() });
        let parts = changes("git.example.org/a", commits, |_| Some("pull/1".to_owned()), None);
        let sizes: Vec<usize> = parts
            .iter()
            .map(|(key, record)| match record {
                Record::Change(change) if key == "git.example.org/a!pull/1" => change.commits.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(sizes, [1000, 1000, 500]);
    }
}
