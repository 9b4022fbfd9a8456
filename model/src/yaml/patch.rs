//! Edits of a file's text: the bytes that say what has changed, and no others.
//!
//! A patch is a list of byte splices. Comments, key order, quotes, blank lines, unknown keys, line
//! ends and the way a person indents survive, because they are never read and written again. The
//! new text is read before it is handed out: it gives exactly the documents that were asked for, or
//! the edit is refused with a reason. Nothing is guessed.
//!
//! Three trees are walked together: what the file says, with its bytes ([`tree`]), and what the
//! document is before and after, as it would be written canonically ([`encode`]). Where before
//! and after are equal, the bytes are left alone, however they are spelled.
//!
//! - `walk`: the three trees, pair by pair; `spelling` and `role` know the format's keys
//! - `collection`, `steps`, `align`: which entries stay, go, come or move
//! - `block`, `flow`, `replace`, `scalar`: these steps as splices
//! - `source`, `entries`: lines, comments and where entries stand
//! - `sections`: whole documents of a file

mod align;
mod block;
mod collection;
mod entries;
mod flow;
mod refusal;
mod replace;
mod role;
mod scalar;
mod sections;
mod source;
mod spelling;
mod splice;
mod steps;
mod verify;
mod walk;

pub use refusal::{Refusal, Why};
pub use splice::{Splice, apply, invert};

use crate::yaml::file::{Document, FileClass, ParsedFile, read};
use crate::yaml::patch::source::Source;
use crate::yaml::patch::walk::Walk;
use crate::yaml::{encode, tree};

/// What is to become of one document of a file. `at` counts the documents that were read from the
/// old text, so those that were left out with a finding do not count.
#[derive(Clone, Debug, PartialEq)]
pub enum DocumentChange {
    /// It becomes this one.
    Replace {
        /// Which document.
        at: usize,
        /// Its new value, of the same class.
        after: Document,
    },
    /// It goes, with its separator.
    Remove {
        /// Which document.
        at: usize,
    },
    /// Another one after all others.
    Append(Document),
}

/// A text that was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Patched {
    /// The new text.
    pub text: String,
    /// What was replaced in the old text: in order, not overlapping.
    pub splices: Vec<Splice>,
    /// What the new text reads as.
    pub file: ParsedFile,
}

/// Changes documents of a file, touching only the bytes that say what differs.
///
/// The new text reads as the documents of the old text with the changes applied, appended ones
/// last, and has no kind of finding that neither the old text nor the new values have by themselves.
pub fn patch(class: FileClass, text: &str, changes: &[DocumentChange]) -> Result<Patched, Refusal> {
    if class == FileClass::Rule {
        return Err(Refusal::new(Why::NoDocuments, 0));
    }
    let old = read(class, text.as_bytes());
    let wanted = verify::wanted(&old.documents, changes)?;
    let mut source = Source::new(text);
    let padded = source.text.clone();
    let roots = match old.documents[..] {
        [] => Vec::new(),
        _ => tree::parse(&padded, &mut Vec::new()),
    };
    source.note_comments(&roots);
    let roots = sections::roots_of(class, &old.documents, &roots)?;
    let job = Job { class, source: &source, old: &old, roots: &roots, changes, wanted: &wanted };
    match job.run(text, false) {
        Err(refusal) if refusal.why == Why::ReadsOtherwise => job.run(text, true).map_err(|_| refusal),
        done => done,
    }
}

/// All that a patch is made from.
struct Job<'j, 't> {
    class: FileClass,
    source: &'j Source<'t>,
    old: &'j ParsedFile,
    roots: &'j [&'j tree::Node<'j>],
    changes: &'j [DocumentChange],
    wanted: &'j [Document],
}

impl Job<'_, '_> {
    /// Makes the patch. `is_careful` writes new values in one line.
    fn run(&self, text: &str, is_careful: bool) -> Result<Patched, Refusal> {
        let mut splices = Vec::new();
        let mut added = Vec::new();
        for change in self.changes {
            match change {
                DocumentChange::Replace { at, after } => {
                    let before = &self.old.documents[*at];
                    let mut walk = Walk::new(self.source, before, after, is_careful);
                    let (old, new) = (encode::document(before), encode::document(after));
                    walk.document(self.class, self.roots[*at], &old, &new)?;
                    splices.append(&mut walk.splices);
                }
                DocumentChange::Remove { at } => {
                    splices.push(sections::removal(self.source, self.roots[*at]))
                }
                DocumentChange::Append(document) => {
                    added.push(sections::addition(self.source, document, added.is_empty()));
                }
            }
        }
        splices.append(&mut added);
        let splices = self.source.finish(text, splices)?;
        let text = apply(text, &splices)?;
        let file = read(self.class, text.as_bytes());
        verify::same(self.class, self.old, self.wanted, self.changes, &file)?;
        Ok(Patched { text, splices, file })
    }
}
