//! Three-way merge: hand-written cases, laws over random models, cost.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "merge/cases.rs"]
mod cases;
#[path = "merge/cost.rs"]
mod cost;
#[path = "merge/dense.rs"]
mod dense;
#[path = "change/generator.rs"]
mod generator;
#[path = "merge/integrity.rs"]
mod integrity;
#[path = "merge/laws.rs"]
mod laws;
#[path = "change/mutate.rs"]
mod mutate;
#[path = "merge/random.rs"]
mod random;
#[path = "merge/support.rs"]
mod support;
