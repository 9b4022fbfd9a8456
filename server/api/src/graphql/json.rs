//! JSON of requests: bounded, and read into the values of a model.

use archweave_model::text::Text;
use archweave_model::value::{Properties, Value};
use async_graphql::{Json, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as JsonValue;

use super::invalid;
use super::limits::MAX_JSON_DEPTH;

/// The scalar `JSON`.
pub(super) type AnyJson = Json<JsonValue>;

/// Something of ours as JSON. What models hold always can be.
pub(super) fn to_json(value: &impl Serialize) -> AnyJson {
    Json(serde_json::to_value(value).unwrap_or_default())
}

/// JSON as something of ours; `what` says which argument, for the refusal.
pub(super) fn read<T: DeserializeOwned>(json: JsonValue, what: &str) -> Result<T> {
    check(&json, what)?;
    serde_json::from_value(json).map_err(|error| invalid(format!("`{what}` is not as it should be: {error}")))
}

/// A value of a field: text, a list or an object; numbers and the like are taken as they are written.
pub(super) fn value(json: JsonValue, what: &str) -> Result<Value> {
    read(json, what)
}

/// Fields of something.
pub(super) fn fields(json: JsonValue, what: &str) -> Result<Properties> {
    match json {
        JsonValue::Object(_) => read(json, what),
        _ => Err(invalid(format!("`{what}` is an object with the fields as a file has them"))),
    }
}

/// A name: text, or an object with a text for each language.
pub(super) fn name(json: JsonValue, what: &str) -> Result<Text> {
    read(json, what)
}

/// Refuses what is nested too deep.
fn check(json: &JsonValue, what: &str) -> Result<()> {
    fn is_within(json: &JsonValue, left: usize) -> bool {
        match json {
            JsonValue::Array(items) => left > 0 && items.iter().all(|item| is_within(item, left - 1)),
            JsonValue::Object(entries) => left > 0 && entries.values().all(|item| is_within(item, left - 1)),
            _ => true,
        }
    }
    match is_within(json, MAX_JSON_DEPTH) {
        true => Ok(()),
        false => Err(invalid(format!("`{what}` is nested deeper than {MAX_JSON_DEPTH} levels"))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_taken_as_they_are_written() {
        let read = value(json!({ "a": 1.5, "b": true, "c": ["x", { "d": "1.10" }] }), "to").unwrap();
        let expected = json!({ "a": "1.5", "b": "true", "c": ["x", { "d": "1.10" }] });
        assert_eq!(serde_json::to_value(&read).unwrap(), expected);
        assert!(fields(json!(["x"]), "fields").is_err());
    }

    #[test]
    fn deep_values_are_refused() {
        let nested = |depth: usize| (0..depth).fold(json!("x"), |inner, _| json!([inner]));
        assert!(value(nested(MAX_JSON_DEPTH), "to").is_ok());
        assert!(value(nested(MAX_JSON_DEPTH + 1), "to").is_err());
    }
}
