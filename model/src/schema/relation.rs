//! Relations: in an element, in short and long form, and by themselves.

use serde_json::{Map, Value, json};

use crate::element::Access;
use crate::metamodel::Metamodel;
use crate::schema::basic::{described, of, words};
use crate::schema::property::Shared;
use crate::schema::{Part, kinds};

/// A relation whose source is not in the model.
pub(super) fn loose(metamodel: &Metamodel) -> Part {
    let schema = json!({ "allOf": [of("relation"), { "required": ["from"] }], "type": "object" });
    define(Part::new(schema), metamodel)
}

/// Defines `relation` and its two forms.
pub(super) fn define(part: Part, metamodel: &Metamodel) -> Part {
    let relation = json!({
        "type": "object",
        "if": { "anyOf": [{ "required": ["kind"] }, { "required": ["to"] }] },
        "then": of("long-relation"),
        "else": of("short-relation"),
    });
    let mut shared = Shared::new("relation-property");
    let long = long(metamodel, &mut shared);
    shared
        .define(part)
        .define("relation", relation)
        .define("long-relation", long)
        .define("short-relation", short(metamodel))
}

/// `{ id: r-8k2, kind: serving, to: crm, name: answers }`
fn long(metamodel: &Metamodel, shared: &mut Shared) -> Value {
    let mut keys = keys();
    keys.insert("kind".into(), kinds::relation(metamodel));
    keys.insert("to".into(), described("id", "Id of an element or a relation."));
    let mut schema = json!({ "required": ["kind", "to"], "properties": keys, "additionalProperties": false });
    let typed: Vec<Value> = metamodel
        .relations()
        .filter(|(_, kind)| !kind.properties.is_empty())
        .map(|(_, kind)| {
            let names = kinds::names(&kind.id, &kind.namespace);
            json!({
                "if": { "properties": { "kind": { "enum": names } } },
                "then": shared.typed(&kind.properties),
            })
        })
        .chain(["access", "strength", "directed"].map(|key| only_where_it_has_one(metamodel, key)))
        .collect();
    schema["allOf"] = json!(typed);
    schema
}

/// Access, strength and direction belong to some kinds of relation each.
fn only_where_it_has_one(metamodel: &Metamodel, key: &str) -> Value {
    let without = metamodel.relations().filter(|(_, kind)| !kind.attributes.iter().any(|a| a == key));
    let names: Vec<String> = without.flat_map(|(_, kind)| kinds::names(&kind.id, &kind.namespace)).collect();
    let never = if key == "directed" { json!({ "enum": [false, "false"] }) } else { json!(false) };
    json!({
        "if": { "properties": { "kind": { "enum": names } } },
        "then": { "properties": { key: never } },
    })
}

/// `triggering: route-ticket`: the first key is the kind and its value the target.
fn short(metamodel: &Metamodel) -> Value {
    let mut keys = keys();
    let names = kinds::relation_names(metamodel);
    let mut one: Vec<Value> = names.iter().map(|name| json!({ "required": [name] })).collect();
    keys.extend(names.into_iter().map(|name| (name, of("id"))));
    let mut schema = json!({ "properties": keys, "additionalProperties": false });
    if !kinds::has_own_relations(metamodel) {
        one.push(json!({ "not": { "propertyNames": { "not": { "pattern": kinds::OWN } } } }));
        schema["patternProperties"] = json!({ kinds::OWN: of("id") });
    }
    schema["oneOf"] = json!(one);
    schema
}

/// What both forms may have.
fn keys() -> Map<String, Value> {
    let keys = [
        ("id", described("id", "Written before anything refers to the relation.")),
        ("from", described("id", "A relation of this file at which this one starts, if not at the element.")),
        ("name", of("text")),
        ("description", of("text")),
        ("specialization", of("scalars")),
        ("access", words(Access::ALL.map(|(_, name)| name))),
        ("strength", described("scalar", "Of an influence: +, ++, 7 ...")),
        ("directed", of("boolean")),
        ("properties", of("properties")),
        ("extra", of("properties")),
    ];
    keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
