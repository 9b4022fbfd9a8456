//! Names of things in git: revisions, blobs, branches.

use std::fmt;

use git2::Oid;

/// Why a text is not an id or a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Not 40 hexadecimal digits.
    #[error("`{0}` is not 40 hexadecimal digits")]
    Id(String),
    /// Git does not allow this name.
    #[error("`{0}` is not a name that git allows for a branch")]
    Branch(String),
    /// Git does not allow this name.
    #[error("`{0}` is not a name that git allows for a tag")]
    Tag(String),
}

/// Identity of one state of a model: a commit, the files of a plain folder as they were, or what was
/// staged in a clone.
///
/// A revision never changes, so what was computed from one may be kept under it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevisionId {
    hash: [u8; 20],
    of: Of,
}

/// What the digits of a revision name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Of {
    Commit,
    Files,
    Tree,
}

impl RevisionId {
    /// Reads the 40 hexadecimal digits of a commit.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse_hex(text).map(Self::commit)
    }

    /// Whether this is a commit, so that it has a history.
    pub fn is_commit(&self) -> bool {
        self.of == Of::Commit
    }

    /// Whether these are files on disk, so that git does not have it.
    pub fn is_files(&self) -> bool {
        self.of == Of::Files
    }

    pub(crate) fn commit(hash: [u8; 20]) -> Self {
        Self { hash, of: Of::Commit }
    }

    pub(crate) fn files(hash: [u8; 20]) -> Self {
        Self { hash, of: Of::Files }
    }

    /// A tree that is in no commit: what is staged.
    pub(crate) fn of_tree(id: Oid) -> Self {
        Self { hash: from_oid(id), of: Of::Tree }
    }

    /// The tree, if this is one.
    pub(crate) fn tree(&self) -> Option<Oid> {
        (self.of == Of::Tree).then(|| to_oid(&self.hash))
    }

    /// The commit to look up; none for a folder and for what is staged.
    pub(crate) fn oid(&self) -> Option<Oid> {
        self.is_commit().then(|| to_oid(&self.hash))
    }
}

impl From<Oid> for RevisionId {
    fn from(id: Oid) -> Self {
        Self::commit(from_oid(id))
    }
}

impl fmt::Display for RevisionId {
    /// The commit's digits, or the first digits of a folder's fingerprint or tree after a word.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.of {
            Of::Commit => return write_hex(&self.hash, f),
            Of::Files => "files-",
            Of::Tree => "staged-",
        };
        f.write_str(word)?;
        write_hex(&self.hash[..6], f)
    }
}

impl fmt::Debug for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RevisionId({self})")
    }
}

/// Identity of the content of a file, as git computes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId([u8; 20]);

impl BlobId {
    /// Reads the 40 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse_hex(text).map(Self)
    }

    pub(crate) fn oid(self) -> Oid {
        to_oid(&self.0)
    }
}

impl From<Oid> for BlobId {
    fn from(id: Oid) -> Self {
        Self(from_oid(id))
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobId({self})")
    }
}

/// Name of a branch, without `refs/heads/`.
///
/// Invariant: git allows it, and it does not start with a dash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BranchName(Box<str>);

impl BranchName {
    /// Reads a name as a person wrote it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match is_allowed("refs/heads/", text) {
            true => Ok(Self(text.into())),
            false => Err(ParseError::Branch(text.to_owned())),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with `refs/heads/`.
    pub fn reference(&self) -> String {
        format!("refs/heads/{}", self.0)
    }
}

impl fmt::Display for BranchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Name of a tag, without `refs/tags/`.
///
/// Invariant: git allows it, and it does not start with a dash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagName(Box<str>);

impl TagName {
    /// Reads a name as a person wrote it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match is_allowed("refs/tags/", text) {
            true => Ok(Self(text.into())),
            false => Err(ParseError::Tag(text.to_owned())),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with `refs/tags/`.
    pub fn reference(&self) -> String {
        format!("refs/tags/{}", self.0)
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether git takes a name, and a file system a file of that name and its lock.
fn is_allowed(top: &str, name: &str) -> bool {
    !name.starts_with('-')
        && name != "HEAD"
        && name.len() <= 255
        && name.split('/').all(|part| part.len() + ".lock".len() <= 255)
        && git2::Reference::is_valid_name(&format!("{top}{name}"))
}

/// The bytes of an object's id.
pub(crate) fn from_oid(id: Oid) -> [u8; 20] {
    let mut hash = [0; 20];
    hash.copy_from_slice(&id.as_bytes()[..20]);
    hash
}

/// The id with these bytes.
pub(crate) fn to_oid(hash: &[u8; 20]) -> Oid {
    // Only a wrong length is refused, and the length is right.
    Oid::from_bytes(hash).unwrap_or(Oid::ZERO_SHA1)
}

fn parse_hex(text: &str) -> Result<[u8; 20], ParseError> {
    let bad = || ParseError::Id(text.to_owned());
    let digits = text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if !digits {
        return Err(bad());
    }
    Oid::from_str(text).map(from_oid).map_err(|_| bad())
}

fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_git_refuses_are_refused() {
        for bad in ["", "-d", "a..b", "a b", "HEAD", "a.lock", "/a", "a/", "@{", "a~1", "a\u{7}", "refs//x"] {
            assert!(BranchName::parse(bad).is_err(), "{bad:?}");
        }
        assert!(BranchName::parse(&"x".repeat(251)).is_err());
        for good in ["main", "feature/订单", "2026-03-01", "v1.0"] {
            assert_eq!(BranchName::parse(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn a_revision_reads_what_it_writes() {
        let text = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(RevisionId::parse(text).unwrap().to_string(), text);
        assert!(RevisionId::parse("0123").is_err());
        assert!(RevisionId::parse(&"x".repeat(40)).is_err());
    }
}
