//! Changes as values: edits, what differs between two models, merging by meaning.
//!
//! Everything works on items ([`Item`]): documents taken apart into what is changed and merged on its
//! own. A [`ChangeSet`] is one type for what somebody wants changed, for what differs and for undo.
//!
//! - [`apply`]: a change set onto a [`Source`]; gives the documents before and after
//! - [`diff`]: documents before and after to a change set
//! - [`files::write`]: changed documents to changed files
//! - [`merge`]: base, ours and theirs to one

mod apply;
mod diff;
mod documents;
mod edit;
pub mod files;
mod id;
mod item;
pub mod merge;
mod path;
mod record;
mod source;

pub use apply::{Applied, EditError, EditProblem, apply, invert};
pub use diff::diff;
pub use documents::{changed, documents_of, models};
pub use edit::{ChangeSet, Edit, Field, Verbatim};
pub use id::{DocumentId, ItemId, ParseItemIdError};
pub use item::{Item, ItemError, put_together, relation_id, take_apart};
pub use source::{Change, Changes, Documents, ModelSource, Placed, Source};
