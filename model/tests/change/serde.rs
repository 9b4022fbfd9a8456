//! Change sets and values as JSON and in caches.

use archweave_model::change::{ChangeSet, ItemId, diff, models};
use archweave_model::value::{Properties, Value};
use proptest::prelude::*;
use serde_json::json;

use crate::check;
use crate::generator::{Choices, model, properties, value};

#[test]
fn a_change_set_is_the_same_after_json() {
    check(150, |choices| {
        let (first, second) = choices.split_at(choices.len() / 2);
        let edits = diff(&models(&model(&mut Choices::new(first)), &model(&mut Choices::new(second))));
        let text = serde_json::to_string(&edits).unwrap();
        let again: ChangeSet = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(again, edits);
        Ok(())
    });
}

#[test]
fn values_are_natural_json() {
    for (written, expected) in [
        (json!({ "a": "x" }), json!({ "a": "x" })),
        (
            json!({ "b": [1, 2.5, true, "x"], "a": { "z": {}, "y": [] } }),
            json!({ "b": ["1", "2.5", "true", "x"], "a": { "z": {}, "y": [] } }),
        ),
        (
            json!({ "n": -3, "big": 18446744073709551615_u64, "f": false }),
            json!({ "n": "-3", "big": "18446744073709551615", "f": "false" }),
        ),
    ] {
        let read: Properties = serde_json::from_value(written).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), expected.to_string());
    }
    for (bad, message) in [
        ("{\"a\":null}", "invalid type: null, expected text, a number, true or false, a list or an object"),
        ("{\"a\":1,\"a\":2}", "a key stands twice"),
        ("[1]", "invalid type: sequence, expected an object"),
    ] {
        let error = serde_json::from_str::<Properties>(bad).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn unknown_fields_are_refused_with_their_name() {
    for (bad, message) in [
        (json!({ "edits": [], "more": 1 }), "unknown field `more`"),
        (json!({ "edits": [{ "paint": {} }] }), "unknown variant `paint`"),
        (json!({ "edits": [{ "rename": { "item": "element/a", "nam": "x" } }] }), "unknown field `nam`"),
        (json!({ "edits": [{ "rename": { "item": "element/a" } }] }), "missing field `name`"),
        (
            json!({ "edits": [{ "update": { "item": "element/a", "fields": [{ "path": ["x"], "too": "y" }] } }] }),
            "unknown field `too`",
        ),
        (json!({ "edits": [{ "delete": { "item": "a" } }] }), "`a` is not the address of an item"),
        (json!({ "edits": [{ "delete": { "item": "element/a b" } }] }), "`element/a b`: an id has no spaces"),
        (
            json!({ "edits": [], "verbatim": [{ "file": "x", "when": null, "to": null, "splices": [], "x": 1 }] }),
            "unknown field `x`",
        ),
    ] {
        let error = serde_json::from_value::<ChangeSet>(bad).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

/// What the derived form of a value was, and is in caches.
#[derive(serde::Serialize)]
enum Derived {
    Text(Box<str>),
    List(Box<[Derived]>),
    Record(Box<[(Box<str>, Derived)]>),
}

fn derived(value: &Value) -> Derived {
    match value {
        Value::Text(text) => Derived::Text(text.clone()),
        Value::List(items) => Derived::List(items.iter().map(derived).collect()),
        Value::Record(entries) => {
            Derived::Record(entries.iter().map(|(key, v)| (key.into(), derived(v))).collect())
        }
    }
}

#[test]
fn caches_keep_values_as_before() {
    check(300, |choices| {
        let c = &mut Choices::new(choices);
        let value = value(c, 3);
        let bytes = postcard::to_stdvec(&value).unwrap();
        prop_assert_eq!(&bytes, &postcard::to_stdvec(&derived(&value)).unwrap());
        prop_assert_eq!(postcard::from_bytes::<Value>(&bytes).unwrap(), value);
        let map = properties(c, 2);
        let bytes = postcard::to_stdvec(&map).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Properties>(&bytes).unwrap(), map);
        Ok(())
    });
    let value = Value::List([Value::record([("k", Value::from("v"))])].into());
    assert_eq!(postcard::to_stdvec(&value).unwrap(), [1, 1, 2, 1, 1, b'k', 0, 1, b'v']);
}

#[test]
fn every_item_has_an_address_that_reads_back() {
    check(300, |choices| {
        let model = model(&mut Choices::new(choices));
        for (id, placed) in archweave_model::change::documents_of(&model) {
            for item in archweave_model::change::take_apart(&id, &placed.document) {
                prop_assert_eq!(item.id.to_string().parse::<ItemId>(), Ok(item.id));
            }
        }
        Ok(())
    });
}
