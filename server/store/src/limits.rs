//! How much of a repository is taken before it counts as hostile.

/// Files and folders of one tree or folder.
pub(crate) const MAX_ENTRIES: usize = 1_000_000;
/// Folders within folders.
pub(crate) const MAX_DEPTH: usize = 64;
/// Bytes of a path.
pub(crate) const MAX_PATH_BYTES: usize = 1024;
/// Bytes of one tree object: about a million entries.
pub(crate) const MAX_TREE_BYTES: usize = 64 << 20;
/// Bytes of a cache of parsed files.
pub(crate) const MAX_CACHE_BYTES: u64 = 1 << 30;
/// Commits that one question about history looks at.
pub(crate) const MAX_COMMITS: usize = 20_000;

/// Bytes of a name in a tree that is pushed.
pub(crate) const MAX_NAME_BYTES: usize = 255;
/// Bytes of a path that is pushed, of the model or not.
pub(crate) const MAX_PUSHED_PATH_BYTES: usize = 4096;
/// Bytes of a tree object that is pushed: about 200,000 entries.
pub(crate) const MAX_PUSHED_TREE_BYTES: usize = 8 << 20;
/// Bytes of a commit object that is pushed.
pub(crate) const MAX_PUSHED_COMMIT_BYTES: usize = 1 << 20;
/// Commits, trees and files that a push brings.
pub(crate) const MAX_PUSHED_OBJECTS: usize = 1_000_000;
/// Refusals that are told of one push.
pub(crate) const MAX_REFUSALS: usize = 50;
/// Trees that are remembered as measured.
pub(crate) const MAX_MEASURED: usize = 1_000_000;
