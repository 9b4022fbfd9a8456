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
//! - [`Repository::commit`], [`Repository::commit_model`]: durable, by compare-and-swap;
//!   [`Repository::batch`]: many commits, one flush
//! - [`Repository::history`], [`Repository::history_of`]: who changed what
//! - [`service::GitService`]: git's own processes for clone, fetch and push
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
mod batch;
mod blob;
mod branches;
mod cache;
mod changed;
mod claim;
mod commit;
mod diff;
mod durable;
mod file;
mod folder;
mod graph;
mod handles;
mod history;
mod id;
mod inspect;
mod landed;
mod leftovers;
mod limits;
mod listing;
mod load;
mod load_folder;
mod lock;
mod maintain;
mod object;
mod objects;
mod pack;
mod pack_index;
mod packed_refs;
mod parse;
mod recover;
mod reference;
mod repack;
mod repository;
mod resolve;
pub mod service;
mod signature;
mod stage;
mod time;
mod tree;
mod worktree;

pub use at::{At, ParseAtError};
pub use batch::{Batch, FileTaken, NewCommit};
pub use blob::BlobError;
pub use branches::ReferenceError;
pub use changed::{ChangedFile, Held, merge_text};
pub use claim::{Claim, ClaimError};
pub use commit::{CommitError, Committed, FileWrite};
pub use folder::FolderError;
pub use handles::GitError;
pub use history::{CommitInfo, HistoryError, HistoryPage};
pub use id::{BlobId, BranchName, ParseError, RevisionId, TagName};
pub use inspect::{InspectError, PushProblem, PushRefusal};
pub use landed::{Landed, LandedError, SourceCommit, landed};
pub use load::{LoadError, Loaded};
pub use maintain::{MaintainError, Maintained};
pub use recover::Recovered;
pub use repository::{Kind, OpenError, Repository};
pub use resolve::{Branch, ResolveError, Tag};
pub use signature::Signature;
pub use time::Time;
pub use tree::Mode;
pub use worktree::{StagedError, work_tree_around};
