//! The manifest.

use serde_json::{Map, Value, json};

use crate::model::RuleLevel;
use crate::rules::CODES;
use crate::schema::Part;
use crate::schema::basic::{described, list, map, of, or_nothing, words};

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
            ("waivers", or_nothing(list(waiver()))),
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

/// A finding that somebody lives with until a day.
fn waiver() -> Value {
    let codes = words(CODES.iter().map(|rule| rule.code));
    let mut schema = map(
        &["rule", "reason", "owner", "until"],
        [
            ("rule", codes),
            ("element", of("id")),
            ("relation", of("id")),
            ("view", of("id")),
            ("reason", of("text")),
            ("owner", described("scalar", "Who decided: an element's id or free text.")),
            (
                "until",
                json!({
                    "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                    "description": "Last day on which it holds; after that it is a finding.",
                }),
            ),
        ],
    );
    let subject = ["element", "relation", "view"].map(|key| json!({ "required": [key] }));
    schema["oneOf"] = json!(subject);
    schema
}
