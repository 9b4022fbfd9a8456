//! From bytes to JSON, within limits.

use serde_json::Value;

use super::{EventError, Headers};

/// Deepest nesting of a body.
const MAX_DEPTH: usize = 64;

/// Reads a body of at most `limit` bytes.
pub(super) fn json(bytes: &[u8], limit: usize) -> Result<Value, EventError> {
    if bytes.len() > limit {
        return Err(EventError::TooLarge { what: "the body", limit: format!("{} MiB", limit >> 20) });
    }
    // A mark of the byte order is common in what PowerShell sends.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| EventError::Json(error.to_string()))?;
    check(&value, MAX_DEPTH)?;
    Ok(value)
}

/// A body that says it is JSON.
pub(super) fn expect_json(headers: &Headers) -> Result<(), EventError> {
    let found = headers.media_type();
    match found == "application/json" || found.ends_with("+json") {
        true => Ok(()),
        false => Err(EventError::MediaType { found, expected: "`Content-Type: application/json`" }),
    }
}

/// Not too deep, and without the one character that a database does not keep.
fn check(value: &Value, left: usize) -> Result<(), EventError> {
    if left == 0 {
        let what = format!("is nested deeper than {MAX_DEPTH}; send a flatter one");
        return Err(EventError::value("body", what));
    }
    match value {
        Value::Object(members) => members.iter().try_for_each(|(name, value)| {
            has_no_null(name)?;
            check(value, left - 1)
        }),
        Value::Array(items) => items.iter().try_for_each(|item| check(item, left - 1)),
        Value::String(text) => has_no_null(text),
        _ => Ok(()),
    }
}

fn has_no_null(text: &str) -> Result<(), EventError> {
    match text.contains('\0') {
        true => Err(EventError::value("body", "has a text with the character U+0000; leave it out")),
        false => Ok(()),
    }
}
