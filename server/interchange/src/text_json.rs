//! Values as JSON text within a property: order of keys kept, every scalar a string.

use archweave_model::value::Value;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Writes a value. The text holds no character that XML cannot carry.
pub fn write(value: &Value) -> String {
    let mut out = String::new();
    push(&mut out, value);
    out
}

fn push(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => push_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                push(out, item);
            }
            out.push(']');
        }
        Value::Record(entries) => {
            out.push('{');
            for (n, (key, item)) in entries.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                push_text(out, key);
                out.push(':');
                push(out, item);
            }
            out.push('}');
        }
    }
}

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if (c as u32) < 0x20 || !crate::escape::is_xml(c) => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Reads a value; none if the text is not JSON. Numbers and booleans become text.
pub fn read(text: &str) -> Option<Value> {
    serde_json::from_str::<Json>(text).ok().map(|json| json.0)
}

struct Json(Value);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json(text.into()))
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json, E> {
        self.visit_str(if flag { "true" } else { "false" })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        self.visit_str("")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(Json(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Json(Value::List(list.into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut entries: Vec<(Box<str>, Value)> = Vec::new();
        while let Some((key, Json(value))) = map.next_entry::<Box<str>, Json>()? {
            entries.push((key, value));
        }
        Ok(Json(Value::Record(entries.into_iter().collect())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back() {
        let value = Value::record([
            ("z", Value::List(["a \"b\" \\ \u{1}\u{FFFF}".into(), "".into()].into())),
            ("a", Value::record([("k", Value::from("1.10"))])),
        ]);
        let text = write(&value);
        assert!(crate::escape::is_clean(&text));
        assert_eq!(read(&text), Some(value));
        assert_eq!(read("{"), None);
        assert_eq!(read("{\"a\": 1}"), Some(Value::record([("a", Value::from("1"))])));
    }
}
