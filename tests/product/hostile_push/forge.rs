//! Objects that git itself would not make, in a clone that can be pushed.

use std::path::{Path, PathBuf};

use super::pack::{hex, unhex};
use crate::support::git;

/// A clone, and what its branch `main` holds.
pub struct Forge {
    /// The clone.
    pub clone: PathBuf,
    /// Where `main` is.
    pub head: String,
    root: Vec<Entry>,
}

/// Mode, name and id.
type Entry = (String, Vec<u8>, String);

impl Forge {
    /// Works in this clone.
    pub fn new(clone: PathBuf) -> Self {
        let head = git::succeed(&clone, &["rev-parse", "HEAD"]);
        let listed = git::git(&clone, &["ls-tree", "-z", "HEAD"]).stdout;
        let entries = listed.split(|byte| *byte == 0).filter(|line| !line.is_empty());
        let root = entries.map(|line| {
            let (what, name) = line.split_at(line.iter().position(|byte| *byte == b'\t').unwrap());
            let words: Vec<&str> = std::str::from_utf8(what).unwrap().split(' ').collect();
            (words[0].trim_start_matches('0').to_owned(), name[1..].to_vec(), words[2].to_owned())
        });
        let root = root.collect();
        Self { clone, head, root }
    }

    /// Writes an object, whatever is in it.
    pub fn object(&self, kind: &str, content: &[u8]) -> String {
        let arguments = ["hash-object", "-t", kind, "--literally", "-w", "--stdin"];
        String::from_utf8(git::feed(&self.clone, &arguments, content)).unwrap().trim().to_owned()
    }

    /// Writes a file.
    pub fn blob(&self, content: impl AsRef<[u8]>) -> String {
        self.object("blob", content.as_ref())
    }

    /// Writes a tree with the entries in this order.
    pub fn tree(&self, entries: &[(&str, &[u8], &str)]) -> String {
        self.object("tree", &tree(entries))
    }

    /// The root of `main` with one more entry where it belongs, or in place of the one of that name.
    pub fn root_with(&self, mode: &str, name: &[u8], id: &str) -> String {
        let mut entries = self.root.clone();
        entries.retain(|(_, other, _)| other != name);
        entries.push((mode.to_owned(), name.to_vec(), id.to_owned()));
        let key = |(mode, name, _): &Entry| {
            let end: &[u8] = if mode.ends_with("40000") { b"/" } else { b"" };
            [name.as_slice(), end].concat()
        };
        entries.sort_by_key(key);
        let entries: Vec<_> =
            entries.iter().map(|(m, n, i)| (m.as_str(), n.as_slice(), i.as_str())).collect();
        self.tree(&entries)
    }

    /// The root with a file at this path, whose folders must not be there.
    pub fn root_with_file(&self, path: &str, content: impl AsRef<[u8]>) -> String {
        let mut id = self.blob(content);
        let mut mode = "100644";
        let mut names: Vec<&str> = path.split('/').collect();
        let top = names.remove(0);
        for name in names.iter().rev() {
            id = self.tree(&[(mode, name.as_bytes(), &id)]);
            mode = "40000";
        }
        self.root_with(mode, top.as_bytes(), &id)
    }

    /// A commit on top of `main`.
    pub fn commit(&self, tree: &str) -> String {
        self.commit_of(tree, &[&self.head], "a change\n")
    }

    /// A commit.
    pub fn commit_of(&self, tree: &str, parents: &[&str], message: &str) -> String {
        self.object("commit", commit(tree, parents, message).as_bytes())
    }

    /// The commit that a clone makes of these files on top of `main`.
    pub fn edit(&self, files: &[(&str, &str)]) -> String {
        git::commit(&self.clone, files, "a change");
        self.edit_now()
    }

    /// The commit of the clone as it is on disk; then the clone is as it was.
    pub fn edit_now(&self) -> String {
        let commit = git::commit(&self.clone, &[], "a change");
        git::succeed(&self.clone, &["reset", "-q", "--hard", &self.head]);
        commit
    }

    /// The content of an object of the clone.
    pub fn read(&self, kind: &str, id: &str) -> Vec<u8> {
        git::git(&self.clone, &["cat-file", kind, id]).stdout
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.clone
    }
}

/// The content of a tree.
pub fn tree(entries: &[(&str, &[u8], &str)]) -> Vec<u8> {
    let entry =
        |(mode, name, id): &(&str, &[u8], &str)| [mode.as_bytes(), b" ", name, b"\0", &unhex(id)].concat();
    entries.iter().flat_map(entry).collect()
}

/// The content of a commit.
pub fn commit(tree: &str, parents: &[&str], message: &str) -> String {
    let parents: String = parents.iter().map(|parent| format!("parent {parent}\n")).collect();
    let who = "Ada <ada@example.org> 1700000000 +0000";
    format!("tree {tree}\n{parents}author {who}\ncommitter {who}\n\n{message}")
}

/// An id that no object has.
pub fn nothing() -> String {
    hex(&[0x5a; 20])
}
