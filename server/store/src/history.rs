//! Who changed the model, when and why: along first parents, newest first.

use archweave_model::yaml::MAX_FILE_BYTES;
use git2::{Commit, ErrorCode, Oid};

use crate::file::is_ours;
use crate::handles::GitError;
use crate::limits::MAX_COMMITS;
use crate::load::{LoadError, tree_of};
use crate::objects::Objects;
use crate::parse::read_blob;
use crate::repository::Git;
use crate::tree::Mode;
use crate::{Repository, RevisionId, Time, diff, tree};

/// A commit without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitInfo {
    /// Its id.
    pub id: RevisionId,
    /// None for the first; more than one for a merge.
    pub parents: Vec<RevisionId>,
    /// Who wrote the change.
    pub author: String,
    /// The author's address.
    pub email: String,
    /// When it was written, by the author's clock.
    pub authored: Time,
    /// Who put it on the branch.
    pub committer: String,
    /// The committer's address.
    pub committer_email: String,
    /// When it was committed: what a date in a question is compared with.
    pub time: Time,
    /// All of it; the first line is its title.
    pub message: String,
}

/// Part of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryPage {
    /// Newest first.
    pub commits: Vec<CommitInfo>,
    /// Pass it as `after` for what follows; none at the end.
    pub next: Option<RevisionId>,
}

/// Why there is no history to show.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// No such revision, or it cannot be read.
    #[error(transparent)]
    Revision(#[from] LoadError),
    /// The repository could not be read.
    #[error("cannot read the repository: {0}")]
    Git(#[from] GitError),
}

impl From<git2::Error> for HistoryError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.into())
    }
}

impl Repository {
    /// One commit.
    pub fn commit_info(&self, revision: RevisionId) -> Result<CommitInfo, HistoryError> {
        let (Some(git), Some(id)) = (self.git(), revision.oid()) else {
            return Err(LoadError::NotFound(revision).into());
        };
        tree_of(git, revision)?;
        git.handles.with(|git| Ok(info(&git.find_commit(id)?)))
    }

    /// The commit from which two lines of work went apart; none if they share nothing. Where they
    /// crossed (each merged the other) there are several: then the one committed last, and of equal
    /// times the one with the smallest id, whichever line is asked first.
    pub fn common(&self, a: RevisionId, b: RevisionId) -> Result<Option<RevisionId>, HistoryError> {
        let (Some(git), Some(a), Some(b)) = (self.git(), a.oid(), b.oid()) else { return Ok(None) };
        git.handles.with(|git| {
            let bases = match git.merge_bases(a, b) {
                Ok(bases) => bases,
                Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            let mut best: Option<(i64, Oid)> = None;
            for id in bases.iter() {
                let time = git.find_commit(*id)?.time().seconds();
                if best.is_none_or(|(latest, first)| (time, first) > (latest, *id)) {
                    best = Some((time, *id));
                }
            }
            Ok(best.map(|(_, id)| id.into()))
        })
    }

    /// The commits that led to `revision`, itself first; with `after`, those that led to that one,
    /// which a page before has shown. Empty for a plain folder.
    pub fn history(
        &self,
        revision: RevisionId,
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<HistoryPage, HistoryError> {
        let Some(git) = self.git() else { return Ok(HistoryPage::default()) };
        self.walk(git, revision, limit, after, |_, _| Ok(true))
    }

    /// Those commits of [`Self::history`] that changed the file at `path`: added, changed or
    /// removed it. `after` is the last commit of the page before.
    ///
    /// A file that came by another name is followed when the commit removed an identical file, or
    /// one that declares the same id on a line of its own (`id: crm`).
    pub fn history_of(
        &self,
        revision: RevisionId,
        path: &str,
        limit: usize,
        after: Option<RevisionId>,
    ) -> Result<HistoryPage, HistoryError> {
        let Some(git) = self.git() else { return Ok(HistoryPage::default()) };
        // Each page walks from the revision again: the name at `after` may be another one.
        let mut file = Followed::new(path);
        let mut skip = after;
        self.walk(git, revision, limit, None, |objects, step| {
            let now = file.find(objects, step.tree)?;
            let mut before = match step.parent_tree {
                Some(parent) => file.find(objects, parent)?,
                None => None,
            };
            let mut changed = now != before;
            if let (Some(now), None, Some(parent)) = (now, before, step.parent_tree) {
                if let Some(old) = earlier_path(objects, parent, step.tree, now)? {
                    file = Followed::new(&old);
                    before = file.find(objects, parent)?;
                }
                changed |= before.is_some();
            }
            if skip.is_some() {
                skip = skip.filter(|after| *after != step.id);
                return Ok(false);
            }
            Ok(changed)
        })
    }

    /// Walks first parents and keeps the commits that `keep` wants.
    fn walk(
        &self,
        git: &Git,
        revision: RevisionId,
        limit: usize,
        after: Option<RevisionId>,
        mut keep: impl FnMut(&Objects<'_>, &Step) -> Result<bool, HistoryError>,
    ) -> Result<HistoryPage, HistoryError> {
        let start = after.unwrap_or(revision);
        tree_of(git, start)?;
        git.handles.with(|repository| {
            let objects = Objects::new(repository.odb()?, &git.handles.trees);
            let find = |id: Option<Oid>| id.map(|id| repository.find_commit(id)).transpose();
            let mut next = find(start.oid())?;
            if after.is_some() {
                next = find(next.and_then(|commit| commit.parent_ids().next()))?;
            }
            let mut page = HistoryPage::default();
            for _ in 0..MAX_COMMITS {
                let Some(commit) = next else { break };
                if page.commits.len() == limit {
                    page.next = page.commits.last().map(|commit| commit.id);
                    break;
                }
                next = find(commit.parent_ids().next())?;
                let step = Step {
                    id: commit.id().into(),
                    tree: commit.tree_id(),
                    parent_tree: next.as_ref().map(Commit::tree_id),
                };
                if keep(&objects, &step)? {
                    page.commits.push(info(&commit));
                }
            }
            Ok(page)
        })
    }
}

/// A file looked up in one tree after another; folders that stayed the same are not read again.
struct Followed {
    names: Vec<Vec<u8>>,
    /// The trees on the way to the file, of the last lookup.
    trees: Vec<Oid>,
    file: Option<Oid>,
}

impl Followed {
    fn new(path: &str) -> Self {
        let names = path.split('/').map(|name| name.as_bytes().to_vec()).collect();
        Self { names, trees: Vec::new(), file: None }
    }

    fn find(&mut self, objects: &Objects<'_>, tree: Oid) -> Result<Option<Oid>, LoadError> {
        let mut tree = tree;
        for (depth, name) in self.names.iter().enumerate() {
            if self.trees.get(depth) == Some(&tree) {
                return Ok(self.file);
            }
            self.trees.truncate(depth);
            self.trees.push(tree);
            let damaged = |reason: String| LoadError::Damaged { object: tree.to_string(), reason };
            let data = objects.tree(tree).map_err(|error| damaged(error.to_string()))?;
            let entries = tree::parse(&data).map_err(|reason| damaged(reason.to_owned()))?;
            let found = entries.iter().find(|entry| entry.name == name.as_slice());
            let is_last = depth + 1 == self.names.len();
            match found {
                Some(entry) if is_last && entry.mode.is_file() => self.file = Some(entry.id),
                Some(entry) if !is_last && entry.mode == Mode::Tree => {
                    tree = entry.id;
                    continue;
                }
                _ => self.file = None,
            }
            break;
        }
        Ok(self.file)
    }
}

/// Where a file that `tree` has anew was in `parent`.
fn earlier_path(
    objects: &Objects<'_>,
    parent: Oid,
    tree: Oid,
    file: Oid,
) -> Result<Option<String>, LoadError> {
    let mut removed: Vec<(String, Oid)> = Vec::new();
    let differ = diff::diff(objects, Some(parent), Some(tree), &is_ours, &mut |path, before, after| {
        if let (Some(before), None, Ok(path)) = (before, after, std::str::from_utf8(path)) {
            removed.push((path.to_owned(), before.id));
        }
    });
    differ.map_err(|error| LoadError::Damaged { object: tree.to_string(), reason: error.to_string() })?;
    if let Some((path, _)) = removed.iter().find(|(_, id)| *id == file) {
        return Ok(Some(path.clone()));
    }
    let Some(id) = declared_id(objects, file) else { return Ok(None) };
    removed.truncate(MAX_RENAMES);
    let same = |(_, before): &(String, Oid)| declared_id(objects, *before).as_ref() == Some(&id);
    Ok(removed.into_iter().find(same).map(|(path, _)| path))
}

/// Removed files of one commit that are read to find an earlier name.
const MAX_RENAMES: usize = 1000;

/// The first line `id: ...` of a file.
fn declared_id(objects: &Objects<'_>, file: Oid) -> Option<String> {
    let data = read_blob(objects, file, MAX_FILE_BYTES).ok()?;
    let text = std::str::from_utf8(data.data()).ok()?;
    let id = text.lines().find_map(|line| line.strip_prefix("id:"))?;
    Some(id.split(" #").next()?.trim().to_owned())
}

/// A commit on the way.
struct Step {
    id: RevisionId,
    tree: Oid,
    parent_tree: Option<Oid>,
}

pub(crate) fn info(commit: &Commit<'_>) -> CommitInfo {
    let author = commit.author();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (committer, time) = (commit.committer(), commit.time());
    CommitInfo {
        id: commit.id().into(),
        parents: commit.parent_ids().map(RevisionId::from).collect(),
        author: text(author.name_bytes()),
        email: text(author.email_bytes()),
        authored: time_of(author.when()),
        committer: text(committer.name_bytes()),
        committer_email: text(committer.email_bytes()),
        time: time_of(time),
        message: text(commit.message_bytes()),
    }
}

fn time_of(time: git2::Time) -> Time {
    Time { seconds: time.seconds(), offset: time.offset_minutes() }
}
