//! A JSON Schema of the plain form, from the table of fields: for editors, and for whoever writes a
//! sender.

use archweave_model::delivery::RecordKind;
use serde_json::{Map, Value, json};

use super::fields::{self, Form};
use super::{MAX_EVENTS, MAX_NAME};

/// The schema (draft-07) of a body of the plain form.
pub fn plain() -> Value {
    let mut definitions = Map::new();
    for kind in RecordKind::ALL {
        definitions.insert(fields::word(*kind).to_owned(), record(*kind));
    }
    let mut members = Map::new();
    members.insert(
        "id".into(),
        text("Unique in its source; without one, what says the same is the same event."),
    );
    members.insert("source".into(), text("Who reports it, such as ci.example.org/csc."));
    members
        .insert("at".into(), time("When it happened; may be left out where a field of the record says it."));
    for kind in RecordKind::ALL {
        let word = fields::word(*kind);
        members.insert(word.to_owned(), json!({ "$ref": format!("#/definitions/{word}") }));
    }
    let one: Vec<Value> =
        RecordKind::ALL.iter().map(|kind| json!({ "required": [fields::word(*kind)] })).collect();
    definitions.insert(
        "event".into(),
        json!({ "type": "object", "properties": members, "additionalProperties": false, "oneOf": one }),
    );
    let event = json!({ "$ref": "#/definitions/event" });
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Delivery events, plain form",
        "oneOf": [
            { "allOf": [event, { "required": ["source"] }] },
            {
                "type": "object",
                "properties": {
                    "source": { "type": "string", "minLength": 1, "maxLength": MAX_NAME },
                    "events": { "type": "array", "items": event, "maxItems": MAX_EVENTS },
                },
                "required": ["events"],
                "additionalProperties": false,
            },
        ],
        "definitions": definitions,
    })
}

fn record(kind: RecordKind) -> Value {
    let mut members = Map::new();
    members.insert(
        "key".into(),
        json!({ "type": "string", "description": "Which record it is, where its fields do not say it." }),
    );
    for field in fields::of(kind) {
        members.insert(field.name.to_owned(), value(field.form));
    }
    if fields::has_mentions(kind) {
        for (name, ..) in fields::MENTIONS {
            members.insert(name.to_owned(), value(Form::Texts));
        }
        members.insert("mentions".into(), mentions());
    }
    json!({ "type": "object", "properties": members, "additionalProperties": false })
}

fn mentions() -> Value {
    let sorts = [
        "requirement",
        "demand",
        "component",
        "artifact",
        "repository",
        "environment",
        "target",
        "release",
        "indicator",
        "element",
    ];
    let bases = ["declared", "trailer", "ticket", "branch-name", "purl", "guessed"];
    json!({ "type": "array", "items": {
        "type": "object",
        "properties": {
            "sort": { "enum": sorts },
            "text": { "type": "string", "minLength": 1, "maxLength": 500 },
            "basis": { "enum": bases },
        },
        "required": ["sort", "text"],
        "additionalProperties": false,
    } })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": MAX_NAME, "description": description })
}

fn time(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn value(form: Form) -> Value {
    let several = json!({ "anyOf": [
        { "type": "string", "minLength": 1, "maxLength": 500 },
        { "type": "array", "maxItems": 1000, "items": { "type": ["string", "number"] } },
    ] });
    match form {
        Form::Text => json!({ "type": ["string", "number"], "maxLength": 4000 }),
        Form::Time => time("2026-07-14T20:10:00+08:00, or a day: 2026-07-14."),
        Form::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Form::Count => json!({ "type": "integer", "minimum": 0 }),
        Form::Rank => json!({ "type": "integer", "minimum": 1, "maximum": 4 }),
        Form::Number => json!({ "type": "number" }),
        Form::Share => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Choice(words) => json!({ "enum": words }),
        Form::Purl => json!({ "type": "string", "description": "pkg:oci/message-gateway@3.4.1" }),
        Form::Repository => {
            json!({ "type": "string", "description": "git.example.org/csc/message-gateway, or its address." })
        }
        Form::Texts | Form::Purls => several,
    }
}
