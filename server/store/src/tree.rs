//! Git's tree objects as bytes: entries read and written, in git's order.
//!
//! Trees come from anywhere. What `git fsck` would refuse (unsorted, repeated or dangerous names)
//! is refused here too, so that code above may rely on it.

use std::cmp::Ordering;

use git2::{ObjectType, Oid};

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mode {
    /// A folder.
    Tree,
    /// A file.
    File,
    /// A file that may be run; for a model the same as a file.
    Executable,
    /// A symbolic link. Never followed.
    Symlink,
    /// A commit of another repository. Never followed.
    Submodule,
}

impl Mode {
    fn parse(octal: &[u8]) -> Option<Self> {
        Some(match octal {
            b"40000" | b"040000" => Self::Tree,
            b"100755" => Self::Executable,
            b"120000" => Self::Symlink,
            b"160000" => Self::Submodule,
            // Old versions of git wrote other permissions.
            [b'1', b'0', b'0', rest @ ..] if rest.len() == 3 => Self::File,
            _ => return None,
        })
    }

    fn octal(self) -> &'static [u8] {
        match self {
            Self::Tree => b"40000",
            Self::File => b"100644",
            Self::Executable => b"100755",
            Self::Symlink => b"120000",
            Self::Submodule => b"160000",
        }
    }

    /// Whether it is a file, runnable or not.
    pub fn is_file(self) -> bool {
        matches!(self, Self::File | Self::Executable)
    }
}

/// One entry of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    pub(crate) mode: Mode,
    pub(crate) name: &'a [u8],
    pub(crate) id: Oid,
}

impl Entry<'_> {
    /// Git's order: by name, where a folder counts as ending in a slash.
    pub(crate) fn order(&self, other: &Entry<'_>) -> Ordering {
        let common = self.name.len().min(other.name.len());
        let key = |entry: &Entry<'_>| match entry.name.get(common) {
            Some(byte) => *byte,
            None if entry.mode == Mode::Tree => b'/',
            None => 0,
        };
        self.name[..common]
            .cmp(&other.name[..common])
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

/// The tree without entries, which git knows without storing it.
pub(crate) fn empty() -> Oid {
    Oid::hash_object(ObjectType::Tree, &[]).unwrap_or(Oid::ZERO_SHA1)
}

/// Reads all entries, or says what is wrong with the tree.
pub(crate) fn parse(mut data: &[u8]) -> Result<Vec<Entry<'_>>, &'static str> {
    let mut entries: Vec<Entry<'_>> = Vec::with_capacity(data.len() / 40);
    while !data.is_empty() {
        let (entry, rest) = parse_entry(data).ok_or("a tree is cut off")?;
        data = rest;
        let dangerous = matches!(entry.name, b"" | b"." | b"..") || entry.name.contains(&b'/');
        if dangerous || entry.name.eq_ignore_ascii_case(b".git") {
            return Err("a tree has a name that git forbids");
        }
        if entries.last().is_some_and(|last| last.order(&entry) != Ordering::Less) {
            return Err("the entries of a tree are not in order");
        }
        entries.push(entry);
    }
    Ok(entries)
}

fn parse_entry(data: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let (raw, rest) = split_entry(data)?;
    Some((Entry { mode: raw.mode()?, name: raw.name, id: raw.id }, rest))
}

/// An entry as it is written, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawEntry<'a> {
    pub(crate) octal: &'a [u8],
    pub(crate) name: &'a [u8],
    pub(crate) id: Oid,
}

impl RawEntry<'_> {
    /// What it is; none for permissions that git never wrote.
    pub(crate) fn mode(&self) -> Option<Mode> {
        Mode::parse(self.octal)
    }
}

/// The first entry, and what follows it; none where the bytes are cut off.
pub(crate) fn split_entry(data: &[u8]) -> Option<(RawEntry<'_>, &[u8])> {
    let space = data.iter().take(8).position(|&b| b == b' ')?;
    let rest = &data[space + 1..];
    let end = rest.iter().position(|&b| b == 0)?;
    let (name, rest) = (&rest[..end], &rest[end + 1..]);
    let (id, rest) = rest.split_at_checked(20)?;
    Some((RawEntry { octal: &data[..space], name, id: Oid::from_bytes(id).ok()? }, rest))
}

/// The bytes of a tree; sorts the entries.
pub(crate) fn write(entries: &mut [Entry<'_>]) -> Vec<u8> {
    entries.sort_unstable_by(Entry::order);
    let mut data = Vec::with_capacity(entries.iter().map(|e| e.name.len() + 28).sum());
    for entry in entries {
        data.extend_from_slice(entry.mode.octal());
        data.push(b' ');
        data.extend_from_slice(entry.name);
        data.push(0);
        data.extend_from_slice(&entry.id.as_bytes()[..20]);
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(mode: Mode, name: &str) -> Entry<'_> {
        Entry { mode, name: name.as_bytes(), id: Oid::ZERO_SHA1 }
    }

    #[test]
    fn a_tree_is_written_in_gits_order_and_read_back() {
        let mut entries = [
            entry(Mode::Tree, "a"),
            entry(Mode::File, "a.b"),
            entry(Mode::File, "a0"),
            entry(Mode::Symlink, "b"),
            entry(Mode::Executable, "a-b"),
        ];
        let data = write(&mut entries);
        let names: Vec<_> = entries.iter().map(|e| String::from_utf8_lossy(e.name)).collect();
        assert_eq!(names, ["a-b", "a.b", "a", "a0", "b"]);
        assert_eq!(parse(&data).unwrap(), entries);
    }

    #[test]
    fn trees_that_fsck_refuses_are_refused() {
        let one = |name: &str| write(&mut [entry(Mode::File, name)]);
        for bad in ["", ".", "..", ".git", ".GIT", "a/b"] {
            assert!(parse(&one(bad)).is_err(), "{bad}");
        }
        assert!(parse(&[one("b"), one("a")].concat()).is_err());
        assert!(parse(&[one("a"), one("a")].concat()).is_err());
        let good = one("a");
        for cut in 1..good.len() {
            assert!(parse(&good[..cut]).is_err(), "{cut}");
        }
        assert!(parse(b"999999999999 x\0").is_err());
    }
}
