//! What differs between two trees: a walk over both at once that skips equal subtrees, so that its
//! cost is that of the change. A walk over one tree is its difference from nothing.

use git2::Oid;

use crate::limits::{MAX_DEPTH, MAX_ENTRIES};
use crate::objects::Objects;
use crate::tree::{self, Entry, Mode};

/// A file or link in a tree; a folder only where it lies too deep to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) mode: Mode,
    pub(crate) id: Oid,
}

/// What is called with path, before and after.
type Found<'a> = dyn FnMut(&[u8], Option<Leaf>, Option<Leaf>) + 'a;

/// Why trees could not be compared.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DiffError {
    #[error("object {id} is damaged: {reason}")]
    Damaged { id: Oid, reason: String },
    #[error("more than {MAX_ENTRIES} files and folders")]
    TooMany,
    #[error(transparent)]
    Git(#[from] git2::Error),
}

/// Compares two trees and calls `found` for each file that differs, in git's order.
pub(crate) fn diff(
    objects: &Objects<'_>,
    before: Option<Oid>,
    after: Option<Oid>,
    enter: &dyn Fn(&[u8]) -> bool,
    found: &mut Found<'_>,
) -> Result<(), DiffError> {
    let mut walk = Walk { objects, enter, found, path: Vec::new(), depth: 0, left: MAX_ENTRIES };
    walk.trees(before, after)
}

struct Walk<'a> {
    objects: &'a Objects<'a>,
    /// Whether a folder at the top is of interest.
    enter: &'a dyn Fn(&[u8]) -> bool,
    found: &'a mut Found<'a>,
    path: Vec<u8>,
    depth: usize,
    left: usize,
}

impl Walk<'_> {
    fn trees(&mut self, before: Option<Oid>, after: Option<Oid>) -> Result<(), DiffError> {
        if before == after {
            return Ok(());
        }
        let read = |id: Option<Oid>| id.map(|id| self.objects.tree(id)).transpose();
        let (before_data, after_data) = (read(before)?.unwrap_or_default(), read(after)?.unwrap_or_default());
        let mut before_entries = entries(before, &before_data)?.into_iter().peekable();
        let mut after_entries = entries(after, &after_data)?.into_iter().peekable();
        loop {
            let order = match (before_entries.peek(), after_entries.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(before), Some(after)) => before.order(after),
            };
            let before = before_entries.next_if(|_| order.is_le());
            let after = after_entries.next_if(|_| order.is_ge());
            self.left = self.left.checked_sub(1).ok_or(DiffError::TooMany)?;
            self.entry(before, after)?;
        }
    }

    /// One name on either or both sides.
    fn entry(&mut self, before: Option<Entry<'_>>, after: Option<Entry<'_>>) -> Result<(), DiffError> {
        let same = |e: Option<Entry<'_>>| e.map(|e| (e.mode, e.id));
        let Some(either) = before.or(after) else { return Ok(()) };
        if same(before) == same(after) {
            return Ok(());
        }
        if self.depth == 0 && either.mode == Mode::Tree && !(self.enter)(either.name) {
            return Ok(());
        }
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(either.name);
        if either.mode == Mode::Tree && self.depth < MAX_DEPTH {
            // Git's order never pairs a folder with a file.
            self.depth += 1;
            self.trees(before.map(|e| e.id), after.map(|e| e.id))?;
            self.depth -= 1;
        } else {
            let leaf = |e: Option<Entry<'_>>| e.map(|e| Leaf { mode: e.mode, id: e.id });
            (self.found)(&self.path, leaf(before), leaf(after));
        }
        self.path.truncate(length);
        Ok(())
    }
}

fn entries(id: Option<Oid>, data: &[u8]) -> Result<Vec<Entry<'_>>, DiffError> {
    let damaged =
        |reason: &str| DiffError::Damaged { id: id.unwrap_or(Oid::ZERO_SHA1), reason: reason.to_owned() };
    tree::parse(data).map_err(damaged)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::process::Command;

    use super::*;
    use crate::objects::KeptTrees;
    use crate::pack;
    use crate::stage::{Content, stage};

    /// A small generator of numbers, so that a failing seed can be run again.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % limit
        }
    }

    /// Names that sort differently as files and as folders.
    const NAMES: [&str; 7] = ["a", "a-b", "a.b", "a0", "ab", "b", "订"];

    fn path(random: &mut Random) -> String {
        let names: Vec<_> = (0..=random.below(4)).map(|_| NAMES[random.below(NAMES.len())]).collect();
        names.join("/")
    }

    #[test]
    fn random_trees_differ_as_git_says() {
        let folder = tempfile::tempdir().unwrap();
        let git = git2::Repository::init_bare(folder.path()).unwrap();
        let kept = KeptTrees::default();
        let objects = Objects::new(git.odb().unwrap(), &kept);
        let mut random = Random(7);
        let mut files: BTreeMap<Vec<String>, Oid> = BTreeMap::new();
        let mut before: Option<Oid> = None;
        for round in 0..40 {
            let mut changes: BTreeMap<Vec<String>, Option<Oid>> = BTreeMap::new();
            for _ in 0..=random.below(12) {
                let new: Vec<String> = path(&mut random).split('/').map(str::to_owned).collect();
                // What is in the way of a new file goes.
                let in_the_way = |old: &Vec<String>| old.starts_with(&new) || new.starts_with(old);
                let gone: Vec<_> = files.keys().filter(|old| in_the_way(old)).cloned().collect();
                gone.into_iter().for_each(|old| {
                    files.remove(&old);
                    changes.insert(old, None);
                });
                if random.below(3) > 0 {
                    let text = random.below(3).to_string();
                    let blob = git.blob(text.as_bytes()).unwrap();
                    files.insert(new.clone(), blob);
                    changes.insert(new, Some(blob));
                }
            }
            let changes: Vec<(String, Option<Oid>)> =
                changes.into_iter().map(|(path, id)| (path.join("/"), id)).collect();
            let content = |id: &Option<Oid>| id.map_or(Content::Gone, Content::File);
            let staged: Vec<_> = changes.iter().map(|(path, id)| (path.as_str(), content(id))).collect();
            let mut new = Vec::new();
            let Ok(after) = stage(&|id| objects.tree(id), before, &staged, &mut new) else {
                panic!("round {round}")
            };
            pack::write(&folder.path().join("objects/pack"), new).unwrap();
            check(folder.path(), &objects, before, after, &files);
            before = after;
        }
    }

    fn check(
        folder: &std::path::Path,
        objects: &Objects<'_>,
        before: Option<Oid>,
        after: Option<Oid>,
        files: &BTreeMap<Vec<String>, Oid>,
    ) {
        let git = |arguments: &[&str]| {
            let output = Command::new("git")
                .args(["-c", "core.quotePath=off"])
                .args(arguments)
                .current_dir(folder)
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        let empty = || "4b825dc642cb6eb9a060e54bf8d69288fbee4904".to_owned();
        let name = |tree: Option<Oid>| tree.map_or_else(empty, |tree| tree.to_string());
        let mut found = Vec::new();
        diff(objects, before, after, &|_| true, &mut |path, before, after| {
            let status = match (before, after) {
                (None, _) => 'A',
                (_, None) => 'D',
                _ => 'M',
            };
            found.push(format!("{status}\t{}", String::from_utf8_lossy(path)));
        })
        .unwrap();
        let expected =
            git(&["diff-tree", "-r", "--no-renames", "--name-status", &name(before), &name(after)]);
        assert_eq!(found, expected.lines().collect::<Vec<_>>());
        let listed = git(&["ls-tree", "-r", "--format=%(objectname) %(path)", &name(after)]);
        let mut listed: Vec<_> = listed.lines().map(str::to_owned).collect();
        let mut expected: Vec<_> =
            files.iter().map(|(path, id)| format!("{id} {}", path.join("/"))).collect();
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected);
    }
}
