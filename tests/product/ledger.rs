//! The example's year: the numbers that the product gives are those that other code derives from the
//! raw events (`examples/year/derive.mjs`), at the end of the year and at moments within it.

mod answers;
mod year;

use serde_json::Value;

use answers::Asked;
use year::{Year, node};

use crate::support::{read, root};

/// What the second opinion says, as it is checked in.
fn expected() -> Value {
    serde_json::from_str(&read("examples/year/expected.json")).unwrap()
}

#[test]
fn the_year_is_the_same_on_every_run_and_derived_as_it_is_checked_in() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second, derived] =
        ["1.ndjson", "2.ndjson", "derived.json"].map(|name| folder.path().join(name));
    for lines in [&first, &second] {
        node("generate.mjs", &[lines]);
    }
    assert!(std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap(), "two runs differ");
    node("derive.mjs", &[&first, &derived]);
    let derived = std::fs::read_to_string(derived).unwrap();
    let what = "node examples/year/derive.mjs says something else than examples/year/expected.json";
    assert!(
        derived == read("examples/year/expected.json"),
        "{what}; look at the difference in {}",
        root().display()
    );
}

#[test]
fn the_seeded_year_gives_the_numbers_that_other_code_derives_from_raw_events() {
    let year = Year::replayed();
    let asked = Asked { server: &year.server };
    let expected = expected();
    let mut wrong = Vec::new();
    for (at, of) in expected["dates"].as_object().unwrap() {
        asked.where_is(at, &of["where_is"], &mut wrong);
        asked.running(at, &of["running"], &mut wrong);
        asked.metrics(at, &of["windows"], &mut wrong);
        asked.indicators(at, &of["indicators"], &mut wrong);
    }
    let end = "2026-12-01T00:00:00Z";
    asked.pairs(end, &expected["pairs"], &mut wrong);
    asked.intake(end, &expected["intake"], &mut wrong);
    asked.unmatched(&expected["unmatched"], &mut wrong);
    asked.suspects(&expected["suspect"], &mut wrong);
    asked.changed(&expected["changed"], &mut wrong);
    assert!(wrong.is_empty(), "{} answers differ:\n{}", wrong.len(), wrong.join("\n"));
}
