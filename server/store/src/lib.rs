//! Models in git: read a tree, commit files, move a branch. The only crate that names git2.
//!
//! A model is read straight from the object database, at a branch, tag, commit or date; never
//! from a work tree. A plain folder without git has the same interface and one revision, its
//! present. Nothing that a repository brings along is run or followed: hooks, filters, links,
//! submodules.
//!
//! - [`Repository`]: open one; [`Repository::resolve`] what somebody asks for ([`At`])
//! - [`Repository::load`]: a model at a revision; [`Repository::advance`]: the next one, by what
//!   differs
//! - [`Repository::commit`], [`Repository::commit_model`]: durable, by compare-and-swap
//! - [`Repository::history`], [`Repository::history_of`]: who changed what
//!
//! ```no_run
//! use archweave_store::{At, Repository};
//!
//! let repository = Repository::open("model.git")?;
//! let revision = repository.resolve(&At::parse("2026-03-01")?)?;
//! let loaded = repository.load(revision)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod at;
mod blob;
mod cache;
mod commit;
mod diff;
mod durable;
mod file;
mod folder;
mod handles;
mod history;
mod id;
mod limits;
mod listing;
mod load;
mod load_folder;
mod object;
mod pack;
mod parse;
mod reference;
mod repository;
mod resolve;
mod signature;
mod stage;
mod time;
mod tree;
mod worktree;

pub use at::{At, ParseAtError};
pub use blob::BlobError;
pub use commit::{CommitError, Committed, FileWrite};
pub use folder::FolderError;
pub use handles::GitError;
pub use history::{CommitInfo, HistoryError, HistoryPage};
pub use id::{BlobId, BranchName, ParseError, RevisionId};
pub use load::{LoadError, Loaded};
pub use repository::{Kind, OpenError, Repository};
pub use resolve::{Branch, ResolveError, Tag};
pub use signature::Signature;
pub use time::Time;
pub use worktree::{StagedError, work_tree_around};
