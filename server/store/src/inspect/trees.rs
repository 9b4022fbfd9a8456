//! The walk over what commits change: entries that the tree before does not have, at the same place
//! or at all.

use archweave_model::yaml::{FileClass, MAX_FILE_BYTES, MAX_IMAGE_BYTES};
use foldhash::HashSet;
use git2::{ObjectType, Oid};

use super::measure::Measured;
use super::{PushProblem, names, tree_size};
use crate::limits::{MAX_DEPTH, MAX_PUSHED_OBJECTS, MAX_PUSHED_PATH_BYTES, MAX_PUSHED_TREE_BYTES};
use crate::objects::Objects;
use crate::tree::{Entry, Mode, RawEntry, split_entry};

/// What is found wrong, and where.
type Found = Vec<(Vec<u8>, PushProblem)>;

/// The trees of a push.
pub(super) struct Trees<'a> {
    objects: &'a Objects<'a>,
    measured: &'a Measured,
    /// Trees found good, each with the folder at the top that it lies in: what a file may hold
    /// depends on that.
    good: HashSet<(Oid, Option<FileClass>)>,
    /// Objects looked at.
    seen: HashSet<Oid>,
    path: Vec<u8>,
    depth: usize,
    found: Found,
    room: usize,
}

impl<'a> Trees<'a> {
    pub(super) fn new(objects: &'a Objects<'a>, measured: &'a Measured) -> Self {
        let (good, seen) = (HashSet::default(), HashSet::default());
        let (path, found) = (Vec::new(), Vec::new());
        Self { objects, measured, good, seen, path, depth: 0, found, room: 0 }
    }

    /// What is wrong with what the tree of `commit` has and `before` has not: `room` things at most.
    pub(super) fn check(&mut self, commit: Oid, before: Option<Oid>, after: Oid, room: usize) -> Found {
        (self.room, self.depth) = (room, 0);
        self.path.clear();
        if self.count(commit) && before != Some(after) {
            match self.measured.of(self.objects, after) {
                Err(problem @ PushProblem::TooManyFiles) => self.refuse(problem),
                // Whatever else is wrong is found where it is: no folder is entered unmeasured.
                _ => self.tree(before, after),
            }
        }
        std::mem::take(&mut self.found)
    }

    fn refuse(&mut self, problem: PushProblem) {
        if self.found.len() < self.room {
            self.found.push((self.path.clone(), problem));
        }
    }

    fn tree(&mut self, before: Option<Oid>, after: Oid) {
        let key = (after, self.class());
        let is_known = before == Some(after) || (self.depth > 0 && self.good.contains(&key));
        if is_known || self.found.len() >= self.room || !self.count(after) {
            return;
        }
        match tree_size(self.objects, after) {
            Ok(bytes) if bytes > MAX_PUSHED_TREE_BYTES => return self.refuse(PushProblem::FolderTooLarge),
            Ok(_) => {}
            Err(problem) => return self.refuse(problem),
        }
        let data = match self.objects.tree(after) {
            Ok(data) => data,
            Err(error) => return self.refuse(PushProblem::of_tree(error)),
        };
        // A tree before that cannot be read makes everything new.
        let old = before.and_then(|id| self.objects.tree(id).ok()).unwrap_or_default();
        let wrong = self.found.len();
        self.entries(&old, &data);
        if self.found.len() == wrong {
            self.good.insert(key);
        }
    }

    fn entries(&mut self, old: &[u8], new: &[u8]) {
        let mut old_entries = Entries(old);
        let mut waiting = old_entries.next();
        let mut last: Option<RawEntry<'_>> = None;
        // A file and a folder of one name are not neighbours in git's order.
        let mut names: HashSet<&[u8]> = HashSet::default();
        let mut rest = new;
        while !rest.is_empty() {
            let Some((entry, after)) = split_entry(rest) else {
                return self.refuse(PushProblem::Damaged("a tree is cut off".to_owned()));
            };
            rest = after;
            let is_next = last.is_none_or(|last| order(&last, &entry).is_lt());
            if !is_next || !names.insert(entry.name) {
                return self.refuse(PushProblem::Damaged(
                    "the entries of a folder are not in order, or come twice".to_owned(),
                ));
            }
            last = Some(entry);
            while let Some(old) = waiting.filter(|old| order(old, &entry).is_lt()) {
                waiting = old_entries.next().filter(|next| order(&old, next).is_lt());
            }
            let before = waiting.filter(|old| order(old, &entry).is_eq());
            if before.is_none_or(|old| (old.octal, old.id) != (entry.octal, entry.id)) {
                self.entry(before, entry);
            }
        }
    }

    fn entry(&mut self, before: Option<RawEntry<'_>>, entry: RawEntry<'_>) {
        let length = self.path.len();
        if length > 0 {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(entry.name);
        if let Some(problem) = names::check(entry.name) {
            self.refuse(problem);
        } else if self.path.len() > MAX_PUSHED_PATH_BYTES {
            self.refuse(PushProblem::PathTooLong);
        } else {
            self.content(before, entry);
        }
        self.path.truncate(length);
    }

    fn content(&mut self, before: Option<RawEntry<'_>>, entry: RawEntry<'_>) {
        match (entry.octal, entry.mode()) {
            (b"40000", _) => self.folder(before, entry.id),
            (b"100644" | b"100755", _) => self.file(entry.id),
            (_, Some(Mode::Symlink)) => self.refuse(PushProblem::Link),
            (_, Some(Mode::Submodule)) => self.refuse(PushProblem::Submodule),
            (octal, _) => self.refuse(PushProblem::Mode(super::shown(octal))),
        }
    }

    fn folder(&mut self, before: Option<RawEntry<'_>>, id: Oid) {
        match self.measured.of(self.objects, id) {
            Err(problem) => return self.refuse(problem),
            Ok(measure) if self.depth + 1 + measure.depth > MAX_DEPTH => {
                return self.refuse(PushProblem::TooDeep);
            }
            Ok(measure) if self.path.len() + 1 + measure.longest > MAX_PUSHED_PATH_BYTES => {
                return self.refuse(PushProblem::PathTooLong);
            }
            Ok(_) => {}
        }
        self.depth += 1;
        self.tree(before.filter(|old| old.mode() == Some(Mode::Tree)).map(|old| old.id), id);
        self.depth -= 1;
    }

    fn file(&mut self, id: Oid) {
        if !self.count(id) {
            return;
        }
        let class = str::from_utf8(&self.path).ok().and_then(FileClass::of);
        let limit = if class.is_some() { MAX_FILE_BYTES } else { MAX_IMAGE_BYTES };
        match self.objects.read_header(id) {
            Ok((bytes, ObjectType::Blob)) if bytes <= limit => {}
            Ok((bytes, ObjectType::Blob)) => {
                self.refuse(PushProblem::FileTooLarge { bytes: bytes as u64, limit });
            }
            Ok(_) => self.refuse(PushProblem::Damaged("a file is something else".to_owned())),
            Err(error) => self.refuse(PushProblem::Damaged(error.message().to_owned())),
        }
    }

    /// Counts an object; false if there are too many, which is told once.
    fn count(&mut self, id: Oid) -> bool {
        let is_new = self.seen.len() < MAX_PUSHED_OBJECTS && self.seen.insert(id);
        if is_new && self.seen.len() == MAX_PUSHED_OBJECTS {
            self.refuse(PushProblem::TooManyObjects);
        }
        self.seen.len() < MAX_PUSHED_OBJECTS
    }

    /// What YAML files in the present folder are to the model.
    fn class(&self) -> Option<FileClass> {
        let top = self.path.split(|byte| *byte == b'/').next()?;
        FileClass::of(&format!("{}/x.yaml", str::from_utf8(top).ok()?))
    }
}

/// Git's order, and what it is by.
fn order(a: &RawEntry<'_>, b: &RawEntry<'_>) -> std::cmp::Ordering {
    let mode = |raw: &RawEntry<'_>| raw.mode().unwrap_or(Mode::File);
    let b = Entry { mode: mode(b), name: b.name, id: b.id };
    Entry { mode: mode(a), name: a.name, id: a.id }.order(&b)
}

/// The entries of a tree up to where it is damaged.
struct Entries<'a>(&'a [u8]);

impl<'a> Iterator for Entries<'a> {
    type Item = RawEntry<'a>;

    fn next(&mut self) -> Option<RawEntry<'a>> {
        let (entry, rest) = split_entry(self.0)?;
        self.0 = rest;
        Some(entry)
    }
}
