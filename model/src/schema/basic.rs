//! What schemas of every file type are made of.

use serde_json::{Map, Value, json};

/// Definitions that every schema has.
pub(super) fn definitions() -> Map<String, Value> {
    let all = json!({
        "scalar": {
            "description": "Text; whatever YAML takes it for, it stays as written.",
            "type": ["string", "number", "boolean", "null"],
        },
        "scalars": {
            "description": "One text or a list of texts.",
            "anyOf": [scalar(), { "type": "array", "items": scalar() }],
        },
        "text": {
            "description": "Plain text, or a text for each language: { en: ..., zh: ... }.",
            "anyOf": [scalar(), { "type": "object", "additionalProperties": scalar() }],
        },
        "id": {
            "description": "1 to 255 bytes without spaces or control characters; stable for life.",
            "type": ["string", "number", "boolean"],
            "minLength": 1,
            "maxLength": 255,
            "pattern": "^[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$",
        },
        "properties": {
            "description": "Values by key: text, a list, or a map.",
            "type": ["object", "null"],
        },
        "boolean": { "enum": [true, false, "true", "false", "yes", "no"] },
        "number": {
            "type": ["number", "string"],
            "pattern": NUMBER,
        },
    });
    match all {
        Value::Object(all) => all,
        _ => Map::new(),
    }
}

/// A number written as text.
pub(super) const NUMBER: &str = "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?$";

/// Refers to a definition.
pub(super) fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Refers to a definition and says what it is for.
pub(super) fn described(name: &str, description: &str) -> Value {
    // Beside `$ref` draft-07 ignores everything else.
    json!({ "allOf": [of(name)], "description": description })
}

pub(super) fn scalar() -> Value {
    of("scalar")
}

/// A value that may be absent: `key:` with nothing after it.
pub(super) fn or_nothing(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// A list of these.
pub(super) fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A map with these keys and no others.
pub(super) fn map(required: &[&str], keys: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let keys: Map<String, Value> = keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let mut schema = json!({ "type": "object", "properties": keys, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// One of these words, also where YAML takes a word for a number or yes/no.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for word in words {
        all.push(json!(word));
        let read: Option<Value> = serde_json::from_str(word).ok();
        all.extend(read.filter(|value| value.is_number() || value.is_boolean()));
    }
    json!({ "enum": all })
}
