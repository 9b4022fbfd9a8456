use serde_json::json;

use super::*;
use crate::delivery::fold::sample::{Holds, fields, read};
use crate::delivery::{Moment, RecordKind};

fn check(kind: RecordKind, name: &str, value: Value) -> Result<(), FactError> {
    let record = read(kind, [(name.to_owned(), value)].into_iter().collect()).expect("it fits");
    Fact { source: "s".into(), id: "e".into(), at: Moment(0), key: "k".into(), record }.check()
}

#[test]
fn every_text_and_list_of_every_kind_is_bounded() {
    let mut tried = 0;
    for kind in RecordKind::ALL {
        for (name, holds) in fields(*kind) {
            tried += 1;
            let mention = |text: &str| json!({ "sort": "requirement", "text": text, "basis": "declared" });
            match holds {
                // Counted in characters, not in bytes.
                Holds::Text => {
                    assert_eq!(check(*kind, name, json!("务".repeat(4_000))), Ok(()));
                    let wrong = FactError::Text { field: name.into(), characters: 4_001 };
                    assert_eq!(check(*kind, name, json!("务".repeat(4_001))), Err(wrong));
                }
                Holds::Texts | Holds::Mentions => {
                    let of = |n: usize, text: &str| -> Value {
                        let text = |n| format!("{text}{n:04}");
                        let entry =
                            |n| if holds == Holds::Texts { json!(text(n)) } else { mention(&text(n)) };
                        (0..n).map(entry).collect()
                    };
                    assert_eq!(check(*kind, name, of(1_000, &"a".repeat(496))), Ok(()));
                    let wrong = FactError::List { field: name.into(), entries: 1_001 };
                    assert_eq!(check(*kind, name, of(1_001, "a")), Err(wrong));
                    let wrong = FactError::Entry { field: name.into(), bytes: 501 };
                    assert_eq!(check(*kind, name, of(1, &"a".repeat(497))), Err(wrong));
                }
                _ => {}
            }
        }
    }
    assert!(tried > 100);
}

#[test]
fn a_fact_has_a_name_that_can_be_stored() {
    let fact = |key: &str, source: &str, id: &str| Fact {
        source: source.into(),
        id: id.into(),
        at: Moment(0),
        key: key.into(),
        record: Record::empty(RecordKind::Build),
    };
    assert_eq!(fact(&"k".repeat(500), "s", "务").check(), Ok(()));
    for (wrong, field, bytes) in [
        (fact("", "s", "e"), "key", 0),
        (fact(&"k".repeat(501), "s", "e"), "key", 501),
        (fact("k", "a\nb", "e"), "source", 3),
        (fact("k", "s", "\u{0}"), "id", 1),
    ] {
        assert_eq!(wrong.check(), Err(FactError::Name { field, bytes }));
    }
}

#[test]
fn numbers_are_numbers() {
    let share = |share| crate::delivery::record::Deployment { share: Some(share), ..Default::default() };
    let value = |value| crate::delivery::record::IndicatorValue { value: Some(value), ..Default::default() };
    let fact =
        |record: Record| Fact { source: "s".into(), id: "e".into(), at: Moment(0), key: "k".into(), record };
    for (record, is_right) in [
        (Record::from(share(0.0)), true),
        (share(1.0).into(), true),
        (share(30.0).into(), false),
        (share(-0.1).into(), false),
        (share(f64::NAN).into(), false),
        (value(-1e300).into(), true),
        (value(f64::INFINITY).into(), false),
        (value(f64::NAN).into(), false),
    ] {
        assert_eq!(fact(record.clone()).check().is_ok(), is_right, "{record:?}");
    }
    let said = fact(share(30.0).into()).check().expect_err("it is too much").to_string();
    assert_eq!(said, "`share` is 30; it must be a share from 0 to 1");
}
