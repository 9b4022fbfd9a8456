//! The operations database of one server: who may do what, who did what, and merges that wait for a
//! person. The only crate that names sea-orm.
//!
//! Nothing of a model is in it: models live in git, and a server that loses this file loses tokens
//! and the audit, never an architecture. It is one SQLite file beside the repositories; everything
//! but `sqlite.rs` is written for PostgreSQL too.
//!
//! - [`Index::open`]: makes, checks and migrates the file
//! - [`Index::add_token`], [`Index::authenticate`], [`Index::revoke_token`]: who may do what
//! - [`Index::record`], [`Index::audit`]: who did what
//! - [`Index::create_merge`], [`Index::save_resolutions`]: a half-resolved merge, resumed later
//! - [`Index::protect`], [`Index::is_protected`]: branches that are not rewritten
//!
//! Every write is one statement, so that it is whole without a transaction and two processes (the
//! server and `archweave token`) can write at the same time. The caller says what time it is.
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
mod error;
mod merge;
mod migrations;
mod open;
mod protect;
mod role;
mod rows;
mod secret;
mod sqlite;
mod text;
mod time;
mod token;

pub use audit::{AuditFilter, AuditPage, Entry, Recorded};
pub use error::IndexError;
pub use merge::{MergeRow, MergeState, NewMerge};
pub use open::Index;
pub use protect::Protected;
pub use role::{ParseRoleError, Role};
pub use secret::Secret;
pub use time::Millis;
pub use token::{NewToken, TokenInfo};
