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
