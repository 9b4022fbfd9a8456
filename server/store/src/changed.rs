//! What differs between two revisions, file by file, for merging and for the report of a push: all
//! files, of the model or not, at the cost of the change.

use std::sync::Arc;

use archweave_model::yaml::{FileClass, ParsedFile};
use git2::{ObjectType, Oid};

use crate::diff::{DiffError, Leaf, diff};
use crate::listing::{Row, row_of};
use crate::load::{LoadError, tree_of};
use crate::tree::Mode;
use crate::{BlobId, Repository, RevisionId};

/// A path that two revisions hold differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Path within the repository.
    pub path: Arc<str>,
    /// What the file is to the model; none for README files, images, code.
    pub class: Option<FileClass>,
    /// What it was; none if it was not there.
    pub before: Option<Held>,
    /// What it is; none if it is gone.
    pub after: Option<Held>,
}

/// What a path holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The content; for a submodule its commit, which is not in this repository.
    pub blob: BlobId,
    /// A file, a file that may be run, a link or a submodule.
    pub mode: Mode,
}

impl Repository {
    /// The files that differ, in git's order. A plain folder has no revisions to compare, so none.
    ///
    /// A path that is not UTF-8, or lies deeper than files are taken, is [`LoadError::Damaged`].
    pub fn changed_files(
        &self,
        before: RevisionId,
        after: RevisionId,
    ) -> Result<Vec<ChangedFile>, LoadError> {
        let Some(git) = self.git() else { return Ok(Vec::new()) };
        let trees = (tree_of(git, before)?, tree_of(git, after)?);
        let mut found = Vec::new();
        let mut odd = None;
        let walked = git.handles.with_objects(|objects| {
            diff(objects, Some(trees.0), Some(trees.1), &|_| true, &mut |path, before, after| {
                match changed_file(path, before, after) {
                    Ok(file) => found.push(file),
                    Err(path) => odd = Some(path),
                }
            })
        });
        walked.map_err(|error: DiffError| LoadError::of_diff(error, after))?;
        match odd {
            None => Ok(found),
            Some(path) => {
                Err(LoadError::Damaged { object: path, reason: "no file can be named so".to_owned() })
            }
        }
    }

    /// Files of the model by content, each parsed at most once while it is remembered. A blob that
    /// cannot be read is a finding in its place.
    pub fn parsed(&self, wanted: &[(BlobId, FileClass)]) -> Result<Vec<Arc<ParsedFile>>, LoadError> {
        let Some(git) = self.git() else { return Ok(Vec::new()) };
        let mut rows: Vec<Row> = wanted.iter().map(|(blob, class)| row_of(*blob, *class)).collect();
        self.parse_rows(git, &mut rows)?;
        Ok(rows.into_iter().filter_map(|row| row.parsed).collect())
    }
}

/// Merges one text file as git does: what either side changed. None if both changed the same lines
/// differently, or if it is not text.
pub fn merge_text(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    if [base, ours, theirs].iter().any(|text| text[..text.len().min(8000)].contains(&0)) {
        return None;
    }
    // The binding starts libgit2 with the first id that it computes, but not for a merge.
    Oid::hash_object(ObjectType::Blob, base).ok()?;
    // The binding cannot give an empty result, so all texts begin with the same line.
    let texts = [base, ours, theirs].map(|text| [FIRST_LINE, text].concat());
    let mut inputs = texts.each_ref().map(|_| git2::MergeFileInput::new());
    for (input, text) in inputs.iter_mut().zip(&texts) {
        input.content(text);
    }
    let merged = git2::merge_file(&inputs[0], &inputs[1], &inputs[2], None).ok()?;
    let merged = merged.is_automergeable().then(|| merged.content())?;
    merged.strip_prefix(FIRST_LINE).map(<[u8]>::to_vec)
}

const FIRST_LINE: &[u8] = b"first\n";

/// The path, if it cannot be used.
fn changed_file(path: &[u8], before: Option<Leaf>, after: Option<Leaf>) -> Result<ChangedFile, String> {
    let name = || String::from_utf8_lossy(path).into_owned();
    let text = str::from_utf8(path).map_err(|_| name())?;
    let held = |leaf: Leaf| match leaf.mode {
        Mode::Tree => Err(name()),
        mode => Ok(Held { blob: leaf.id.into(), mode }),
    };
    let (before, after) = (before.map(held).transpose()?, after.map(held).transpose()?);
    Ok(ChangedFile { path: text.into(), class: FileClass::of(text), before, after })
}
