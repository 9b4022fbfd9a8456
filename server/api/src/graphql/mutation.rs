//! The root of everything that changes something. Generic over kinds: a new kind never changes it.

mod branch;
pub(super) mod commit;
mod import;
mod make;
mod merge;
mod protect;
mod resolve;
mod tag;
mod view;

use async_graphql::MergedObject;

use super::ledger::mutation::{Deciding, Recording};

/// The root of everything that changes something.
#[derive(MergedObject, Default)]
pub(super) struct Mutation(
    commit::Commits,
    import::Imports,
    make::Making,
    merge::Merges,
    resolve::Resolving,
    branch::Branches,
    protect::Protecting,
    tag::Tags,
    view::Views,
    Recording,
    Deciding,
);
