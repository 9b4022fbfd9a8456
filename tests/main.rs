//! Tests of the whole: the workspace's own rules, the library against the standards, the documents,
//! and the product over its public protocols (command line, HTTP, GraphQL, a browser).
//!
//! What is tested through one crate's functions belongs to that crate. What cannot be checked on a
//! machine is said in a line `skipped: reason`, which `make test` lists.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod architecture;
mod browser;
mod documents;
mod product;
mod provenance;
mod rules;
mod standards;
mod support;
mod views;
