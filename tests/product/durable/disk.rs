//! What of a folder would be there after a power cut: what was written and what was flushed.

use std::collections::{BTreeMap, BTreeSet};

use super::trace::Call;

/// Files and names that are not on disk for good.
#[derive(Default)]
pub struct Disk {
    /// The repository.
    folder: String,
    /// Files, and the line of the trace of the last write.
    unflushed: BTreeMap<String, usize>,
    /// New, changed and removed names, and when.
    unnamed: BTreeMap<String, usize>,
}

impl Disk {
    /// Watches a repository.
    pub fn new(folder: &str) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// What is missing now, and why.
    pub fn lost(&self) -> BTreeSet<String> {
        let files = self.unflushed.keys().map(|path| format!("{path} was not flushed"));
        // A file that has no name of its own yet is somebody's next write: nothing refers to it.
        let is_named = |path: &&String| !path.rsplit('/').next().is_some_and(|name| name.starts_with("tmp_"));
        let names =
            self.unnamed.keys().filter(is_named).map(|path| format!("the folder of {path} was not flushed"));
        files.chain(names).collect()
    }

    /// Takes a call in.
    pub fn see(&mut self, call: &Call) {
        let at = call.end;
        match call.name.as_str() {
            "write" | "pwrite64" | "writev" | "pwritev" | "pwritev2" | "ftruncate" | "fallocate" => {
                if let Some(path) = call.file() {
                    self.write(path, at);
                }
            }
            "mmap" if call.arguments.contains("PROT_WRITE") && call.arguments.contains("MAP_SHARED") => {
                let file = call.arguments.rsplit(", ").nth(1).unwrap_or_default();
                if let Some(path) = file.split(['<', '>']).nth(1) {
                    self.write(path, at);
                }
            }
            "fsync" | "fdatasync" => {
                if let Some(path) = call.file() {
                    self.flush(path, call.start);
                }
            }
            "openat" if call.arguments.contains("O_CREAT") => {
                if let Some(path) = call.opened() {
                    self.name(path, at);
                }
            }
            "rename" | "renameat" | "renameat2" => {
                if let [from, to] = call.paths(&self.folder).as_slice() {
                    self.rename(from, to, at);
                }
            }
            "link" | "linkat" => {
                if let [from, to] = call.paths(&self.folder).as_slice() {
                    if self.unflushed.contains_key(from) {
                        self.write(to, at);
                    }
                    self.name(to, at);
                }
            }
            "mkdir" | "mkdirat" => {
                if let [path] = call.paths(&self.folder).as_slice() {
                    self.name(path, at);
                }
            }
            "unlink" | "unlinkat" | "rmdir" => {
                if let [path] = call.paths(&self.folder).as_slice() {
                    self.remove(path, at);
                }
            }
            _ => {}
        }
    }

    /// Whether it matters: not what is only there while somebody writes, and not what is made anew
    /// when it is missing.
    fn matters(&self, path: &str) -> bool {
        let within = path.strip_prefix(&self.folder).and_then(|path| path.strip_prefix('/'));
        within.is_some_and(|path| {
            !path.starts_with("archweave/")
                && !path.ends_with(".lock")
                && !path.starts_with("objects/tmp_objdir")
        })
    }

    fn write(&mut self, path: &str, at: usize) {
        // A lock file is what becomes a reference.
        if path.starts_with(&self.folder) || self.matters(path) {
            self.unflushed.insert(path.to_owned(), at);
        }
        if !self.matters(path) && !path.ends_with(".lock") && !path.contains("/tmp_") {
            self.unflushed.remove(path);
        }
    }

    fn flush(&mut self, path: &str, from: usize) {
        if self.unflushed.get(path).is_some_and(|at| *at < from) {
            self.unflushed.remove(path);
        }
        self.unnamed.retain(|name, at| parent(name) != path || *at >= from);
    }

    fn name(&mut self, path: &str, at: usize) {
        if self.matters(path) {
            self.unnamed.entry(path.to_owned()).or_insert(at);
        }
    }

    fn rename(&mut self, from: &str, to: &str, at: usize) {
        self.unnamed.remove(from);
        let moved = |path: &str| path.strip_prefix(from).map(|rest| format!("{to}{rest}"));
        let old = std::mem::take(&mut self.unflushed);
        self.unflushed = old.into_iter().map(|(path, at)| (moved(&path).unwrap_or(path), at)).collect();
        if self.matters(to) {
            self.unnamed.insert(to.to_owned(), at);
        }
    }

    fn remove(&mut self, path: &str, at: usize) {
        self.unflushed.remove(path);
        let was_new = self.unnamed.remove(path).is_some();
        let is_reference = path.starts_with(&format!("{}/refs/", self.folder));
        if !was_new && is_reference && self.matters(path) {
            self.unnamed.insert(path.to_owned(), at);
        }
        // With a folder goes what is in it.
        let below = format!("{path}/");
        self.unnamed.retain(|name, _| !name.starts_with(&below));
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
