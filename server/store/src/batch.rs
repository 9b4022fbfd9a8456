//! Commits that share one flush: built one upon the other in memory, written together, and shown
//! by moving the branch once.
//!
//! The order makes it safe: objects are on disk for good, then the branch moves by
//! compare-and-swap, also for good. A crash leaves objects that nobody refers to, never a branch
//! without its objects. The work tree is never touched.

use std::sync::Arc;

use archweave_model::yaml::{self, MAX_IMAGE_BYTES};
use foldhash::HashMap;
use git2::{ObjectType, Oid};
use rayon::prelude::*;

use crate::commit::by_folders;
use crate::file::{Item, Refusal, classify};
use crate::id::{from_oid, to_oid};
use crate::listing::{Row, row_key, within_limit};
use crate::load::{Loaded, State, tree_of};
use crate::object::{NewObject, NewObjects};
use crate::parse::on_two_threads;
use crate::reference::{MoveProblem, Moved, References};
use crate::repository::Git;
use crate::signature::commit_bytes;
use crate::stage::{Content, is_valid_path, stage};
use crate::tree::{self, Mode};
use crate::{BlobId, BranchName, CommitError, Committed, FileWrite, Repository, RevisionId, Signature, pack};

/// A commit to be made.
#[derive(Clone, Debug)]
pub struct NewCommit<'a> {
    /// Files that are written or removed; all others stay as they are.
    pub files: Vec<FileWrite>,
    /// Files that are taken as another commit has them.
    pub taken: Vec<FileTaken>,
    /// The commits that this one merges into the branch.
    pub other_parents: Vec<RevisionId>,
    /// Who made the change.
    pub author: &'a Signature,
    /// Who puts it on the branch.
    pub committer: &'a Signature,
    /// Why; the first line is its title.
    pub message: &'a str,
}

/// A file whose content the repository has already, as in a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTaken {
    /// Path within the repository.
    pub path: String,
    /// Its content.
    pub blob: BlobId,
    /// A file, or a link; not a folder or a submodule.
    pub mode: Mode,
}

/// Commits on top of a branch that nobody sees yet. Dropping it forgets them.
pub struct Batch<'a> {
    repository: &'a Repository,
    git: &'a Git,
    branch: BranchName,
    /// Where the branch was seen.
    expected: Option<RevisionId>,
    /// The last commit.
    tip: Option<RevisionId>,
    /// Its tree.
    tree: Option<Oid>,
    new: NewObjects,
    /// How many objects there were when the batch was at a commit.
    counts: HashMap<Option<RevisionId>, usize>,
    line: String,
}

/// What a commit does to the files of a branch.
pub(crate) type Changes = Vec<(String, Content)>;

impl Repository {
    /// Starts a batch on top of `expected`; none starts the branch with a commit without parents.
    /// Others may move the branch meanwhile: then [`Batch::finish`] says so.
    pub fn batch(&self, branch: &BranchName, expected: Option<RevisionId>) -> Result<Batch<'_>, CommitError> {
        let git = self.writable(branch, expected)?;
        let tree = expected.map(|revision| tree_of(git, revision)).transpose()?;
        let (branch, tip, new) = (branch.clone(), expected, NewObjects::default());
        let counts = HashMap::from_iter([(tip, 0)]);
        Ok(Batch { repository: self, git, branch, expected, tip, tree, new, counts, line: String::new() })
    }
}

impl Batch<'_> {
    /// Where the branch would be: the last commit that was added.
    pub fn revision(&self) -> Option<RevisionId> {
        self.tip
    }

    /// The tree of [`Self::revision`].
    pub(crate) fn tree(&self) -> Option<Oid> {
        self.tree
    }

    /// Adds a commit and gives the model at it: `before`, which must be the model where the batch is
    /// ([`Repository::nothing`] before the first commit), with the files that differ. Costs what the
    /// change costs.
    ///
    /// Where no file differs and nothing is merged, no commit is made: the answer has the revision
    /// of `before`. An error leaves the batch as it was.
    pub fn add(&mut self, before: &Loaded, commit: NewCommit<'_>) -> Result<Loaded, CommitError> {
        let is_here = matches!(before.state, State::Tree(tree) if tree == self.tree.unwrap_or(tree::empty()));
        if !is_here || (self.tip.is_some() && self.tip != Some(before.revision)) {
            return Err(CommitError::Elsewhere { model: before.revision, branch: self.branch.clone() });
        }
        let (made, changes) = self.add_commit(commit)?;
        let (Committed::Moved(revision), Some(tree)) = (made, self.tree) else { return Ok(before.clone()) };
        let rows = self.rows(&changes)?;
        let rows = changes.into_iter().zip(rows).filter_map(|((path, _), row)| match row {
            Some(row) => Some((row.path, Some((row.parsed, to_oid(&row.blob).into())))),
            None => classify(path.as_bytes(), false).map(|(path, _)| (path, None)),
        });
        Ok(before.with_changes(revision, State::Tree(tree), rows))
    }

    /// Adds a commit. Gives what it does to each path, sorted.
    pub(crate) fn add_commit(&mut self, commit: NewCommit<'_>) -> Result<(Committed, Changes), CommitError> {
        let NewCommit { files, taken, other_parents, author, committer, message } = commit;
        self.check_known(&taken, &other_parents)?;
        let (mut changes, blobs) = contents(files)?;
        changes
            .extend(taken.into_iter().map(|file| (file.path, Content::Exactly(file.mode, file.blob.oid()))));
        changes.sort_unstable_by(|(a, _), (b, _)| by_folders(a, b));
        check_paths(&changes)?;
        let staged: Vec<_> = changes.iter().map(|(path, content)| (path.as_str(), *content)).collect();
        let mut new = Vec::new();
        let (known, base) = (&self.new, self.tree);
        let tree = self.git.handles.with_objects(|objects| {
            stage(&|id| known.tree(objects, id), base, &staged, &mut new)
                .map_err(|error| CommitError::of_stage(error, self.expected))
        })?;
        let tree = match tree {
            Some(tree) => tree,
            None => {
                new.push(NewObject::new(ObjectType::Tree, Vec::new())?);
                tree::empty()
            }
        };
        if let (Some(tip), true) = (self.tip, base == Some(tree) && other_parents.is_empty()) {
            return Ok((Committed::Unchanged(tip), changes));
        }
        let parents: Vec<RevisionId> = self.tip.into_iter().chain(other_parents).collect();
        let bytes = commit_bytes(tree, &parents, author, committer, message);
        let object = NewObject::new(ObjectType::Commit, bytes)?;
        let next = RevisionId::from(object.id);
        new.into_iter().chain([object]).chain(blobs).for_each(|object| self.new.add(object));
        (self.tip, self.tree) = (Some(next), Some(tree));
        self.counts.insert(self.tip, self.new.len());
        let title = message.trim().lines().next().unwrap_or_default();
        self.line = format!("{committer}\tcommit: {title}");
        Ok((Committed::Moved(next), changes))
    }

    /// Forgets the commits after `to`: a model that this batch gave, or the one it started from.
    pub fn rewind(&mut self, to: &Loaded) {
        if let State::Tree(tree) = to.state {
            let is_start = self.expected.is_none() && !to.revision.is_commit();
            self.tip = (!is_start).then_some(to.revision);
            self.tree = (!is_start).then_some(tree);
            // What the forgotten commits brought is not written.
            if let Some(count) = self.counts.get(&self.tip) {
                self.new.truncate(*count);
            }
        }
    }

    /// Writes all commits, flushes them, and moves the branch to the last, unless somebody else has
    /// moved it. On any error the branch is where it was.
    pub fn finish(self) -> Result<RevisionId, CommitError> {
        let Some(next) = self.tip else { return Err(CommitError::Nothing(self.branch)) };
        let (Some(id), true) = (next.oid(), self.tip != self.expected) else { return Ok(next) };
        // Objects that nobody will refer to are better not written.
        self.repository.writable(&self.branch, self.expected)?;
        let new = self.new.into_all();
        for tree in new.iter().filter(|object| object.kind == ObjectType::Tree) {
            self.git.handles.trees.insert(tree.id, tree.data.as_slice().into());
        }
        pack::write(&self.git.folder.join("objects").join("pack"), new)?;
        let expected = self.expected.and_then(|revision| revision.oid());
        let moved = self.git.handles.with(|repository| {
            let references = References { git: repository, folder: &self.git.folder };
            references.swap(&self.branch.reference(), expected, id, &self.line)
        });
        let (branch, expected) = (self.branch, self.expected);
        match moved {
            Ok(Moved::Yes) => Ok(next),
            Ok(Moved::Stale(actual)) => {
                Err(CommitError::Stale { branch, expected, actual: actual.map(RevisionId::from) })
            }
            Ok(Moved::Taken(other)) => Err(CommitError::Taken { branch, other }),
            Ok(Moved::Busy) => Err(CommitError::Busy(branch)),
            Err(MoveProblem::Git(error)) => Err(error.into()),
            Err(MoveProblem::Io(error)) => Err(error.into()),
        }
    }

    /// A commit must not refer to what is not there.
    fn check_known(&self, taken: &[FileTaken], parents: &[RevisionId]) -> Result<(), CommitError> {
        self.git.handles.with_objects(|objects| {
            let is = |id: Oid, kind| match self.new.get(id) {
                Some(object) => object.kind == kind,
                None => objects.read_header(id).is_ok_and(|(_, found)| found == kind),
            };
            for file in taken {
                let is_file = file.mode.is_file() || file.mode == Mode::Symlink;
                if !is_file || !is(file.blob.oid(), ObjectType::Blob) {
                    return Err(CommitError::Unknown(format!("{} for `{}`", file.blob, file.path)));
                }
            }
            for parent in parents {
                if !parent.oid().is_some_and(|id| is(id, ObjectType::Commit)) {
                    return Err(CommitError::Unknown(parent.to_string()));
                }
            }
            Ok(())
        })
    }

    /// What the model sees of each change: none where there is no file, or none of the model.
    fn rows(&self, changes: &Changes) -> Result<Vec<Option<Row>>, CommitError> {
        let row = |(path, content): &(String, Content)| {
            let id = match content {
                Content::File(id) => *id,
                Content::Exactly(mode, id) if mode.is_file() => *id,
                Content::Exactly(..) | Content::Gone => return None,
            };
            let (path, item) = classify(path.as_bytes(), false)?;
            Some(self.row(path, id, item))
        };
        let rows: Vec<Option<Row>> = changes.iter().map(row).collect();
        let (places, mut found): (Vec<usize>, Vec<Row>) =
            rows.into_iter().enumerate().filter_map(|(i, row)| Some((i, row?))).unzip();
        self.repository.parse_rows(self.git, &mut found)?;
        let mut rows: Vec<Option<Row>> = changes.iter().map(|_| None).collect();
        places.into_iter().zip(found).for_each(|(place, row)| rows[place] = Some(row));
        Ok(rows)
    }

    /// A file of the model, parsed if its bytes are in memory.
    fn row(&self, path: Arc<str>, id: Oid, item: Item) -> Row {
        let bytes = self.new.get(id).map(|object| object.data.as_slice());
        let item = match bytes {
            Some(bytes) if item == Item::Image && bytes.len() > MAX_IMAGE_BYTES => {
                Item::Refused(Box::new(Refusal::ImageTooLarge(bytes.len() as u64)))
            }
            Some(_) => item,
            None => {
                let checked = self
                    .git
                    .handles
                    .with_objects::<_, git2::Error>(|o| Ok(within_limit(o, id, item.clone())));
                checked.unwrap_or(item)
            }
        };
        let mut row = Row { path, blob: from_oid(id), item, parsed: None };
        if let (Some(key), Some(bytes)) = (row_key(&row), bytes) {
            row.parsed = self.repository.parsed.get(&[key]).pop().flatten();
            let parsed = row.parsed.get_or_insert_with(|| Arc::new(yaml::read(key.1, bytes)));
            self.repository.parsed.insert(std::iter::once((key, Arc::clone(parsed))));
        }
        row
    }
}

/// The blobs of files, and where they go.
fn contents(files: Vec<FileWrite>) -> Result<(Changes, Vec<NewObject>), CommitError> {
    let blob = |file: FileWrite| -> Result<_, git2::Error> {
        let blob = file.bytes.map(|bytes| NewObject::new(ObjectType::Blob, bytes)).transpose()?;
        Ok((file.path, blob))
    };
    let blobs: Result<Vec<_>, git2::Error> = match files.len() > 256 {
        true => on_two_threads(|| files.into_par_iter().with_min_len(256).map(blob).collect()),
        false => files.into_iter().map(blob).collect(),
    };
    let mut new = Vec::new();
    let content = |(path, blob): (String, Option<NewObject>)| {
        let content = blob.as_ref().map_or(Content::Gone, |blob| Content::File(blob.id));
        new.extend(blob);
        (path, content)
    };
    let changes = blobs?.into_iter().map(content).collect();
    Ok((changes, new))
}

/// Of sorted changes.
fn check_paths(changes: &Changes) -> Result<(), CommitError> {
    let bad = changes.iter().find(|(path, _)| !is_valid_path(path));
    let twice = || changes.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| &pair[0]);
    match bad.or_else(twice) {
        Some((path, _)) => Err(CommitError::Path(path.clone())),
        None => Ok(()),
    }
}
