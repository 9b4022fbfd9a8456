//! The server's public protocols: GraphQL, git, events of tools, pages and static files. Translates and delegates to
//! [`archweave_app`]; decides nothing itself.
//!
//! Start at [`serve`]. [`graphql`] answers queries, also without a server; [`pages`] are for a
//! browser.

mod assets;
mod git;
pub mod graphql;
mod hooks;
mod pages;
mod server;
mod who;

pub use server::{Config, State, serve, urls};
pub use who::{Access, Network, ParseNetworkError, TrustedProxy};
