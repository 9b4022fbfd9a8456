//! Changing models: comparing, merging, committing. Reading is elsewhere; whoever changes something
//! holds an [`crate::Editor`].
//!
//! - [`Comparison`]: what differs between two models
//! - [`three_way`]: base, ours and theirs to one, nothing written
//! - [`crate::Editor::commit_changes`]: edits onto a branch, merged if it moved, many a flush

mod align;
mod authors;
mod branches;
mod commit;
mod compare;
mod document;
mod events;
mod lane;
mod locks;
mod merge;
mod one_file;
mod prepare;
mod push;
mod restore;
mod save_view;
mod session;
mod side;
mod store;
mod tally;
mod three_way;
mod touched;
mod words;

pub use archweave_model::change::merge::{
    Choice, Conflict, ConflictId, ConflictKind, Inside, Merge, Resolution, Resolutions, Settled, SettledBy,
};
pub use archweave_model::change::{ChangeSet, Edit, EditError, Field, ItemId};
pub use authors::Authors;
pub(crate) use commit::new_findings;
pub use commit::{CommitOutcome, CommitRequest, Committed, MAX_EDITS, Refused};
pub use compare::Comparison;
pub use document::DocumentReading;
pub(crate) use events::Events;
pub use events::RevisionAdded;
pub(crate) use lane::Lanes;
pub(crate) use locks::Locks;
pub use merge::{MergeCommit, MergeOutcome, MergeRequest, OpenMerge};
pub use one_file::OneFile;
pub use prepare::{NewItem, NewKind, Prepared, Wanted, prepare};
pub use restore::Restoration;
pub use save_view::{Places, SaveRequest, ViewToSave};
pub use session::{Answers, MergeRow, MergeState, resolutions};
pub use side::Side;
pub use tally::tally;
pub use three_way::{Content, Merged, three_way};
pub use touched::TouchedView;
pub use words::{Counts, Entry, FieldChange, Group, Sort, counts};
