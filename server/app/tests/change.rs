//! Changing models through the app: real repositories in temporary folders, git as the judge.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "change/commit.rs"]
mod commit;
#[path = "change/merge.rs"]
mod merge;
#[path = "change/project.rs"]
mod project;
#[path = "change/support.rs"]
mod support;
