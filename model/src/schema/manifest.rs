//! The manifest.

use serde_json::{Map, Value, json};

use crate::model::RuleLevel;
use crate::rules::CODES;
use crate::schema::Part;
use crate::schema::basic::{map, of, words};

pub(super) fn schema() -> Part {
    let mut format = words(["1"]);
    format["description"] = json!("Version of the file format.");
    let mut languages = of("scalars");
    languages = json!({ "allOf": [languages], "description": "Language codes; the first is the main one." });
    Part::new(map(
        &[],
        [
            ("format", format),
            ("name", of("text")),
            ("description", of("text")),
            ("languages", languages),
            ("metamodel", words(["archimate-3.2"])),
            ("rules", rules()),
            ("properties", of("properties")),
        ],
    ))
}

/// Severities by code, and how strictly the table of relations is applied.
fn rules() -> Value {
    let severity = || words(["error", "warning", "info", "off"]);
    let mut keys: Map<String, Value> = CODES
        .iter()
        .map(|rule| {
            let mut schema = severity();
            schema["description"] = json!(rule.summary);
            (rule.code.to_owned(), schema)
        })
        .collect();
    let mut level = words(RuleLevel::ALL.map(|(_, name)| name));
    level["description"] =
        json!("What a relation is that the metamodel does not allow: an error, a warning, or not reported.");
    keys.insert("level".into(), level);
    json!({ "type": "object", "properties": keys, "additionalProperties": severity() })
}
