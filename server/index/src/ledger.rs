//! What happened, as machines and people report it: events, the records that they fold into, and the
//! answers to questions about them.
//!
//! An event is stored once. Its facts fold into records, whatever the order in which they arrive
//! ([`archweave_model::delivery::fold`]); each kind of record has its table. Names in records are rows
//! of `reference`, which say what they stand for in the model: a name that is matched later changes
//! that row and nothing else. What is derived (which versions contain a requirement, where it is) is
//! kept up to date for what an event touches, so that no question reads more than its answer.
//!
//! - [`Index::ingest`](crate::Index::ingest): takes events
//! - [`Index::chains`](crate::Index::chains), [`Index::running`](crate::Index::running),
//!   [`Index::contents`](crate::Index::contents): what is where
//! - [`Index::settle`](crate::Index::settle), [`Index::board`](crate::Index::board): all requirements
//!
//! Every question and every change is about one model, by name.

mod affirm;
mod batch;
mod board;
mod book;
mod chains;
mod contents;
mod delivered;
mod follow;
mod heard;
mod history;
mod incidents;
mod incoming;
mod measured;
mod names;
mod needs;
mod page;
mod placed;
mod readings;
mod records;
mod running;
mod settle;
mod tables;
mod unmatched;
mod versions;
mod words;

pub use affirm::{Affirmation, NewAffirmation};
pub use board::{BoardOrder, BoardQuery, BoardRow, PlacedState};
pub use delivered::DeliveredFilter;
pub use heard::Heard;
pub use incidents::IncidentFilter;
pub use incoming::{Incoming, Receipt};
pub use needs::{NeedFilter, NeedRow};
pub use page::{Page, Paging};
pub use records::Stored;
pub use running::Running;
pub use settle::{Context, RequirementInfo};
pub use unmatched::{MatchedShare, UnmatchedName};
