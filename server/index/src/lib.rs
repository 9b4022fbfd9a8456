//! The operations database of one server: who may do what, who did what, merges that wait for a
//! person, and the ledger of what was built, deployed and measured. The only crate that names sea-orm.
//!
//! Models live in git, and a server that loses this database never loses an architecture: what of a model
//! is in it comes from there ([`projection`]), for reports and for questions that join it with the rest.
//! It is one SQLite file beside the repositories, or a PostgreSQL database.
//!
//! - [`Index::open`], [`Index::connect`]: makes, checks and migrates the file, or a PostgreSQL database
//! - [`Index::add_token`], [`Index::authenticate`], [`Index::revoke_token`]: who may do what
//! - [`Index::record`], [`Index::audit`]: who did what
//! - [`Index::create_merge`], [`Index::save_resolutions`]: a half-resolved merge, resumed later
//! - [`Index::protect`], [`Index::is_protected`]: branches that are not rewritten
//! - [`Index::project`], [`Index::project_whole`]: a model as tables, for the views that reports read
//! - [`Index::backup`], [`Index::restore`]: all that is not in git, of either database
//! - [`Index::ingest`], [`Index::chains`], [`Index::board`]: the ledger, what happened and where things are
//!
//! A write is one statement, or a transaction that takes its lock first, so that it is whole and two
//! processes (the server and `archweave token`) can write at the same time. The caller says what time it is.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), archweave_index::IndexError> {
//! use archweave_index::{Index, Millis, NewToken, Role};
//!
//! let index = Index::in_memory().await?;
//! let jane = NewToken {
//!     name: "Jane Doe".into(),
//!     email: "jane@example.org".into(),
//!     role: Role::Editor,
//!     models: None,
//!     expires: None,
//! };
//! let (token, secret) = index.add_token(jane, Millis::now()).await?;
//! let found = index.authenticate(secret.reveal(), Millis::now(), Some("127.0.0.1")).await?;
//! assert_eq!(found.map(|found| found.id.clone()), Some(token.id));
//! # Ok(())
//! # }
//! ```

mod audit;
mod authenticate;
mod backup;
mod error;
mod ledger;
mod merge;
mod migrations;
mod open;
mod postgres;
pub mod projection;
mod protect;
mod role;
mod rows;
mod secret;
mod sql;
mod sqlite;
mod text;
mod time;
mod token;
mod views;

pub use audit::{AuditFilter, AuditPage, Entry, Recorded};
pub use backup::{BackupError, BackupInfo};
pub use error::IndexError;
pub use ledger::{
    Affirmation, BoardOrder, BoardQuery, BoardRow, Context, DeliveredFilter, Heard, IncidentFilter, Incoming,
    MatchedShare, NeedFilter, NeedRow, NewAffirmation, Page, Paging, PlacedState, Receipt, RequirementInfo,
    Running, Stored, UnmatchedName,
};
pub use merge::{MergeRow, MergeState, NewMerge};
pub use open::Index;
pub use protect::Protected;
pub use role::{ParseRoleError, Role};
pub use secret::Secret;
pub use time::Millis;
pub use token::{NewToken, TokenInfo};
