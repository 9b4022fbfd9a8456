//! Three states of random models, made with the generator of the tests of change sets.

use archweave_model::change::{Documents, documents_of};
use archweave_model::model::Model;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::generator::{Choices, model};
use crate::mutate::mutated;

/// Runs a property on many choices. What fails is shrunk to few and small ones.
pub fn check(cases: u32, mut property: impl FnMut(&[u8]) -> Result<(), TestCaseError>) {
    // For a longer run.
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    let cases = asked.unwrap_or(cases);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let property = std::cell::RefCell::new(&mut property);
    TestRunner::new(config)
        .run(&prop::collection::vec(any::<u8>(), 0..1200), |choices| property.borrow_mut()(&choices))
        .unwrap_or_else(|error| panic!("{error}"));
}

/// Choices for base, ours and theirs.
pub fn parts(choices: &[u8]) -> [&[u8]; 3] {
    let (first, rest) = choices.split_at(choices.len() / 2);
    let (second, third) = rest.split_at(rest.len() / 2);
    [first, second, third]
}

/// Base and what two people made of it.
pub fn three(choices: &[u8]) -> [Model; 3] {
    let [first, second, third] = parts(choices);
    let base = model(&mut Choices::new(first));
    let ours = mutated(&base, &mut Choices::new(second));
    let theirs = mutated(&base, &mut Choices::new(third));
    [base, ours, theirs]
}

/// By document.
pub fn by_document(models: [Model; 3]) -> [Documents; 3] {
    models.map(|model| documents_of(&model))
}
