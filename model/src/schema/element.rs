//! An element with its relations.

use serde_json::{Value, json};

use crate::element::LIFECYCLE_STATES;
use crate::metamodel::{Metamodel, zachman};
use crate::schema::basic::{described, list, map, of, or_nothing, scalar, words};
use crate::schema::property::Shared;
use crate::schema::{Part, kinds, relation};

pub(super) fn schema(metamodel: &Metamodel) -> Part {
    let mut schema = map(&["id", "kind"], keys(metamodel));
    let mut shared = Shared::new("property");
    let typed: Vec<Value> = metamodel
        .kinds()
        .filter(|(_, kind)| !kind.properties.is_empty())
        .map(|(_, kind)| {
            let names = kinds::names(&kind.id, &kind.namespace);
            json!({
                "if": { "properties": { "kind": { "enum": names } }, "required": ["kind"] },
                "then": shared.typed(&kind.properties),
            })
        })
        .chain(std::iter::once(only_junctions()))
        .collect();
    schema["allOf"] = json!(typed);
    relation::define(shared.define(Part::new(schema)), metamodel)
}

/// `junction` says something about junctions only.
fn only_junctions() -> Value {
    json!({
        "if": { "properties": { "junction": { "const": "or" } }, "required": ["junction"] },
        "then": { "properties": { "kind": { "enum": ["junction", "archimate:junction"] } } },
    })
}

fn keys(metamodel: &Metamodel) -> Vec<(&'static str, Value)> {
    let external = map(&[], [("system", scalar()), ("id", scalar()), ("url", scalar())]);
    let reviewed = map(&[], [("by", scalar()), ("on", scalar())]);
    vec![
        ("id", of("id")),
        ("kind", kinds::element(metamodel)),
        (
            "specialization",
            described("scalars", "Name or id of a specialization of this kind; a list if there are several."),
        ),
        ("name", of("text")),
        ("description", of("text")),
        ("junction", words(["and", "or"])),
        ("owner", described("scalar", "An element's id or free text; short for owners: { business: ... }.")),
        ("owners", map(&[], [("business", scalar()), ("technology", scalar())])),
        ("lifecycle", lifecycle()),
        ("zachman", cells()),
        ("tags", of("scalars")),
        ("properties", of("properties")),
        ("relations", or_nothing(list(of("relation")))),
        ("extra", described("properties", "Kept for another tool; written by importers.")),
        ("steward", described("scalar", "Id of the element that keeps this one up to date.")),
        ("plateaus", of("scalars")),
        ("aliases", json!({ "anyOf": [of("text"), list(of("text"))] })),
        ("external", json!({ "anyOf": [external, list(external.clone())] })),
        ("source", json!({})),
        ("reviewed", reviewed),
        ("confidentiality", or_nothing(words(["public", "internal", "sensitive", "secret"]))),
    ]
}

fn lifecycle() -> Value {
    let state = words(LIFECYCLE_STATES);
    let day = || or_nothing(json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }));
    let full = map(&[], [("state", or_nothing(state.clone())), ("since", day()), ("until", day())]);
    json!({ "anyOf": [state, full] })
}

/// Zachman cells, one or a list.
fn cells() -> Value {
    let cell = or_nothing(words(zachman().cells.iter().map(|cell| &*cell.id)));
    json!({ "anyOf": [cell, list(cell.clone())], "description": "Only where it differs from the kind's default." })
}
