//! Who commits what and why: the bytes of a commit object.

use std::fmt;

use git2::Oid;

use crate::{RevisionId, Time};

/// Who commits, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// A person or a program.
    pub name: String,
    /// Its address.
    pub email: String,
    /// When.
    pub time: Time,
}

impl fmt::Display for Signature {
    /// As in a commit: `Name <address> seconds zone`, without what would break the line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clean = |text: &str| text.replace(['<', '>', '\n', '\r', '\0'], "").trim().to_owned();
        let (name, email) = (clean(&self.name), clean(&self.email));
        let name = if name.is_empty() { "unknown" } else { &name };
        let Time { seconds, offset } = self.time;
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
        write!(f, "{name} <{email}> {} {sign}{hours:02}{minutes:02}", seconds.max(0))
    }
}

/// The bytes of a commit object.
pub(crate) fn commit_bytes(
    tree: Oid,
    parents: &[RevisionId],
    author: &Signature,
    committer: &Signature,
    message: &str,
) -> Vec<u8> {
    let parents: String = parents.iter().map(|parent| format!("parent {parent}\n")).collect();
    let message = clean(message);
    format!("tree {tree}\n{parents}author {author}\ncommitter {committer}\n\n{message}\n").into_bytes()
}

/// The bytes of a tag that says who made it and why.
pub(crate) fn tag_bytes(of: RevisionId, name: &str, tagger: &Signature, message: &str) -> Vec<u8> {
    let message = clean(message);
    format!("object {of}\ntype commit\ntag {name}\ntagger {tagger}\n\n{message}\n").into_bytes()
}

fn clean(message: &str) -> String {
    message.replace('\0', "").trim().to_owned()
}
