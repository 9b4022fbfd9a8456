//! What changed between two revisions, as far as findings go.
//!
//! A finding counts if it was not there before, whoever caused it, or if the document that it stands
//! in was edited. Moving a file is no edit.

use std::collections::{HashMap, HashSet};

use archweave_model::diagnostic::{Diagnostic, Subject};
use archweave_model::snapshot::Snapshot;

use crate::fingerprint::Fingerprint;
use crate::{Hosted, Revision};

/// A comparison.
pub(crate) struct Since<'a> {
    hosted: &'a Hosted,
    before: &'a Revision,
    after: &'a Revision,
    known: HashSet<Fingerprint>,
    /// Files of both revisions that were read; findings come ordered by file.
    files: HashMap<(bool, Box<str>), Option<Vec<u8>>>,
}

/// Files held at a time.
const MAX_FILES: usize = 32;

impl<'a> Since<'a> {
    pub(crate) fn new(hosted: &'a Hosted, before: &'a Revision, after: &'a Revision) -> Self {
        let known = hosted.all_findings(before).into_iter().map(|finding| finding.fingerprint).collect();
        Self { hosted, before, after, known, files: HashMap::new() }
    }

    /// Whether it was not found before.
    pub(crate) fn is_new(&self, fingerprint: Fingerprint) -> bool {
        !self.known.contains(&fingerprint)
    }

    /// Whether the document that it stands in is not one of those before.
    pub(crate) fn is_touched(&mut self, finding: &Diagnostic) -> bool {
        let path = &*finding.location.file;
        let Some(after) = self.file(false, path).map(<[u8]>::to_vec) else {
            return self.file(true, path).is_some();
        };
        let place = (finding.location.offset as usize).min(after.len());
        let documents = documents(&after);
        let document =
            documents.iter().rev().find(|(start, _)| *start <= place).map_or(&*after, |(_, text)| text);
        let moved_from = earlier_file(self.before.snapshot(), finding.subject.as_ref());
        let has = |bytes: &[u8]| self::documents(bytes).iter().any(|(_, text)| *text == document);
        match self.file(true, path) {
            Some(before) => !has(before),
            None => !moved_from.is_some_and(|path| self.file(true, &path).is_some_and(has)),
        }
    }

    fn file(&mut self, is_before: bool, path: &str) -> Option<&[u8]> {
        if self.files.len() >= MAX_FILES {
            self.files.clear();
        }
        let revision = if is_before { self.before } else { self.after };
        let read = || self.hosted.file(revision, path).ok();
        self.files.entry((is_before, path.into())).or_insert_with(read).as_deref()
    }
}

/// The file that held the subject.
fn earlier_file(before: &Snapshot, subject: Option<&Subject>) -> Option<String> {
    let of_element = |id: &str| before.slot_of(id).and_then(|slot| before.file_at(slot));
    let path = match subject? {
        Subject::Element(id) => of_element(id),
        Subject::Relation(id) => before.relation(id)?.owner.and_then(|owner| of_element(owner.id.as_str())),
        Subject::View(id) => before.view_file(id),
    };
    path.map(str::to_owned)
}

/// The documents of a file, each with where it starts: `---` on a line of its own parts them.
pub(super) fn documents(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if line.trim_ascii_end() == b"---" {
            found.push((start, bytes[start..at].trim_ascii_end()));
            start = at + line.len();
        }
        at += line.len();
    }
    found.push((start, bytes[start..].trim_ascii_end()));
    found
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn documents_are_parted_by_three_dashes_alone_on_a_line() {
        let parts = |text: &'static str| -> Vec<(usize, &'static str)> {
            documents(text.as_bytes())
                .into_iter()
                .map(|(at, text)| (at, str::from_utf8(text).unwrap()))
                .collect()
        };
        assert_eq!(parts("id: a\n---\nid: b\n"), [(0, "id: a"), (10, "id: b")]);
        assert_eq!(parts("---\r\nid: a"), [(0, ""), (5, "id: a")]);
        assert_eq!(parts("a: ---\n ---\n"), [(0, "a: ---\n ---")]);
        assert_eq!(parts(""), [(0, "")]);
    }
}
