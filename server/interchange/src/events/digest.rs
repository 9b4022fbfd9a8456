//! A fingerprint of what was reported: the order of keys and white space do not count.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of a JSON value, in hexadecimal.
pub fn digest(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    digest_of_text(&text)
}

/// SHA-256 of a text, in hexadecimal.
pub fn digest_of_text(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The value with keys in order and without white space.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (at, (name, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}
