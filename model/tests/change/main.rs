//! Change sets: what differs is found, done and undone exactly.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod apply;
mod diff;
mod edits;
mod errors;
mod files;
mod generator;
mod hostile;
mod items;
mod mutate;
mod serde;

use archweave_model::change::{Documents, documents_of};
use archweave_model::model::Model;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Runs a property on many choices. What fails is shrunk to few and small ones.
fn check(cases: u32, mut property: impl FnMut(&[u8]) -> Result<(), TestCaseError>) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    };
    let property = std::cell::RefCell::new(&mut property);
    TestRunner::new(config)
        .run(&prop::collection::vec(any::<u8>(), 0..700), |choices| property.borrow_mut()(&choices))
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Tells where two models differ; whole documents may stand in any order.
fn same(found: &Model, expected: &Model) -> Result<(), TestCaseError> {
    let (found, expected): (Documents, Documents) = (documents_of(found), documents_of(expected));
    let ids: std::collections::BTreeSet<_> = found.keys().chain(expected.keys()).collect();
    for id in ids {
        let (found, expected) = (found.get(id), expected.get(id));
        prop_assert_eq!(found, expected, "{:?}", id);
    }
    Ok(())
}
