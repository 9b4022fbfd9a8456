//! A repository's own kinds, relations, properties, specializations and conventions for views.

use serde_json::{Map, Value, json};

use crate::metamodel::{Aspect, Layer, Metamodel, PropertyType, zachman};
use crate::schema::basic::{described, list, map, of, or_nothing, words};
use crate::schema::kinds::OWN;
use crate::schema::{Part, selector, show, viewpoint};

/// Text that must be there.
fn plain() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn own_id() -> Value {
    json!({ "type": "string", "pattern": OWN, "description": "Qualified with a namespace of your own: acme:regulation." })
}

pub(super) fn schema(metamodel: &Metamodel) -> Part {
    let many = |item: &str| list(of(item));
    let schema = map(
        &[],
        [
            ("kinds", many("kind")),
            ("relations", many("relation")),
            ("properties", many("property")),
            ("specializations", many("specialization")),
            ("viewpoints", many("viewpoint")),
            ("audiences", many("audience")),
            ("terms", many("term")),
        ],
    );
    viewpoint::define(show::define(selector::define(Part::new(schema), metamodel), metamodel))
        .define("label", json!({ "anyOf": [plain(), { "type": "object", "additionalProperties": plain() }] }))
        .define("kind", kind())
        .define("relation", relation())
        .define("property", property())
        .define("specialization", specialization())
}

fn kind() -> Value {
    let togaf = map(&["entity"], [("entity", plain()), ("phases", list(plain()))]);
    map(
        &["id", "parents"],
        [
            ("id", own_id()),
            (
                "parents",
                json!({
                    "type": "array", "items": plain(), "minItems": 1,
                    "description": "The first decides the ArchiMate type and which relations are allowed.",
                }),
            ),
            ("label", of("label")),
            ("description", of("label")),
            ("layer", or_nothing(words(Layer::ALL.iter().map(|layer| layer.id())))),
            ("aspect", or_nothing(words(Aspect::ALL.iter().map(|aspect| aspect.id())))),
            ("physical", of("boolean")),
            ("home", words(["model", "ledger", "both"])),
            ("cell", or_nothing(words(zachman().cells.iter().map(|cell| &*cell.id)))),
            ("cells", list(cell_rule())),
            ("togaf", or_nothing(togaf)),
            ("stage", described("scalar", "Stage of the delivery chain.")),
            ("shape", described("scalar", "Name of a shape of the library.")),
            ("properties", list(of("property"))),
            ("expects", list(expectation())),
        ],
    )
}

/// A Zachman cell for the elements with these property values.
fn cell_rule() -> Value {
    let when = json!({ "type": "object", "additionalProperties": plain(), "minProperties": 1 });
    map(&["when", "cell"], [("when", when), ("cell", words(zachman().cells.iter().map(|cell| &*cell.id)))])
}

/// A relation that an element of the kind should have.
fn expectation() -> Value {
    let link = || [("relation", plain()), ("as", words(["source", "target"])), ("with", list(plain()))];
    let also = list(map(&["relation", "as"], link()));
    let label = [("or", also), ("label", of("label"))];
    map(&["relation", "as", "label"], link().into_iter().chain(label))
}

fn relation() -> Value {
    let ends = |description: &str| json!({ "type": "array", "items": plain(), "description": description });
    map(
        &["id", "of"],
        [
            ("id", own_id()),
            ("of", json!({ "type": "string", "description": "The ArchiMate relation it labels." })),
            ("label", of("label")),
            ("forward", described("label", "Read from source to target.")),
            ("backward", described("label", "Read from target to source.")),
            ("inverse", described("label", "The same as `backward`.")),
            ("from", ends("Kinds it may start at; none for whatever ArchiMate allows.")),
            ("to", ends("Kinds it may end at; none for whatever ArchiMate allows.")),
            ("pairs", list(map(&["from", "to"], [("from", plain()), ("to", plain())]))),
            ("properties", list(of("property"))),
        ],
    )
}

fn property() -> Value {
    let labelled = map(&["id", "label"], [("id", plain()), ("label", of("label"))]);
    let mut keys = Map::new();
    for (key, value) in [
        ("key", plain()),
        (
            "on",
            json!({ "type": "array", "items": plain(), "description": "Kinds that have it; only outside a kind." }),
        ),
        ("type", words(PropertyType::ALL.map(|(_, name)| name))),
        ("values", list(json!({ "anyOf": [plain(), labelled] }))),
        (
            "to",
            json!({ "type": "array", "items": plain(), "description": "Of a reference: kinds it may point to." }),
        ),
        ("items", or_nothing(of("property"))),
        ("fields", list(of("property"))),
        ("min", or_nothing(of("number"))),
        ("max", or_nothing(of("number"))),
        ("required", of("boolean")),
        ("computed", of("boolean")),
        ("parts", of("boolean")),
        ("part_of", list(plain())),
        ("own", of("boolean")),
        ("standard", of("scalar")),
        ("label", of("label")),
        ("description", of("label")),
    ] {
        keys.insert(key.into(), value);
    }
    // What a type needs besides its name.
    let needs = |kind: &str, key: &str| {
        json!({
            "if": { "properties": { "type": { "const": kind } }, "required": ["type"] },
            "then": { "required": [key] },
        })
    };
    json!({
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
        "allOf": [needs("enum", "values"), needs("record", "fields")],
    })
}

fn specialization() -> Value {
    map(
        &["id", "of"],
        [
            ("id", of("id")),
            ("name", plain()),
            ("label", of("label")),
            ("of", plain()),
            ("image", described("scalar", "Icon: a path under `images/`.")),
            ("extra", json!({ "type": "object" })),
        ],
    )
}
