//! What a clone has more than a bare repository: folders in a work tree and an index.
//!
//! The index is turned into a tree by git itself, not by libgit2: that knows neither split nor sparse
//! indexes, nor what `git add --intent-to-add` leaves out.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use git2::{ErrorCode, ObjectType, Oid};

use crate::diff::diff;
use crate::load::{LoadError, tree_of};
use crate::repository::Git;
use crate::{Kind, Repository, RevisionId, tree};

const MANIFEST: &str = "archweave.yaml";

/// Why there is no staged model.
#[derive(Debug, thiserror::Error)]
pub enum StagedError {
    /// Only a clone has an index.
    #[error("`{}` is not a git clone with a work tree; nothing can be staged there", .0.display())]
    NotAClone(PathBuf),
    /// Git is not installed.
    #[error("cannot run git, which knows what is staged: {0}")]
    NoGit(io::Error),
    /// Such as files with conflicts.
    #[error("git cannot say what is staged: {0}")]
    Git(String),
}

/// The work tree that a folder lies in, and the folder's place in it with `/` between names: empty
/// for the work tree itself. None where no git is around it.
pub fn work_tree_around(folder: &Path) -> Option<(PathBuf, String)> {
    let full = folder.canonicalize().ok()?;
    let root = full.ancestors().find(|above| above.join(".git").exists())?;
    let within = full.strip_prefix(root).ok()?;
    let names: Option<Vec<&str>> = within.iter().map(|name| name.to_str()).collect();
    Some((root.to_owned(), names?.join("/")))
}

impl Repository {
    /// What would be committed now: the index of this clone, or the one that `git commit` made for
    /// a hook (`GIT_INDEX_FILE`).
    pub fn staged(&self) -> Result<RevisionId, StagedError> {
        if self.kind() != Kind::WorkingClone {
            return Err(StagedError::NotAClone(self.path().to_owned()));
        }
        let mut git = Command::new("git");
        // Programs that the repository configures are not run.
        git.args(["-c", "core.fsmonitor=false", "write-tree"]).current_dir(self.path());
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX"] {
            git.env_remove(variable);
        }
        if let Some(index) = index_of_hook() {
            git.env("GIT_INDEX_FILE", index);
        }
        let done = git.stdin(Stdio::null()).output().map_err(StagedError::NoGit)?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().replace('\n', "; ");
        if !done.status.success() {
            return Err(StagedError::Git(said(&done.stderr)));
        }
        let tree = Oid::from_str(&said(&done.stdout));
        tree.map(RevisionId::of_tree).map_err(|error| StagedError::Git(error.message().to_owned()))
    }

    /// The folders of a revision that hold a manifest: the root alone if it does (empty), else all
    /// others, in order.
    pub fn models(&self, revision: RevisionId) -> Result<Vec<String>, LoadError> {
        let Some(git) = self.git() else { return Ok(Vec::new()) };
        let tree = tree_of(git, revision)?;
        let mut found = Vec::new();
        let walked = git.handles.with_objects(|objects| {
            diff(objects, None, Some(tree), &|_| true, &mut |path, _, leaf| {
                let folder = str::from_utf8(path).ok().and_then(|path| path.strip_suffix(MANIFEST));
                let folder = folder.filter(|folder| folder.is_empty() || folder.ends_with('/'));
                if let (Some(folder), true) = (folder, leaf.is_some_and(|leaf| leaf.mode.is_file())) {
                    found.push(folder.trim_end_matches('/').to_owned());
                }
            })
        });
        walked.map_err(|error| LoadError::of_diff(error, revision))?;
        found.sort();
        match found.first().is_some_and(String::is_empty) {
            true => Ok(vec![String::new()]),
            false => Ok(found),
        }
    }
}

/// The index that a hook is called for, wherever git is run afterwards.
fn index_of_hook() -> Option<OsString> {
    let index = std::env::var_os("GIT_INDEX_FILE")?;
    let full = std::path::absolute(Path::new(&index)).ok()?;
    Some(full.into_os_string())
}

/// The folder of the model in a whole tree.
pub(crate) fn tree_within(git: &Git, root: Oid) -> Result<Oid, LoadError> {
    git.handles.with(|repository| {
        let found = repository.find_tree(root)?.get_path(Path::new(&git.within));
        match found {
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => Ok(entry.id()),
            Ok(_) => Ok(tree::empty()),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(tree::empty()),
            Err(error) => Err(error.into()),
        }
    })
}
