//! A view: its nodes and connections, or a selector.

use serde_json::{Value, json};

use crate::metamodel::Metamodel;
use crate::schema::basic::{described, list, map, of, or_nothing, words};
use crate::schema::{Part, selector, show};
use crate::viewpoint::{Viewpoint, viewpoints};

pub(super) fn schema(metamodel: &Metamodel) -> Part {
    let all = metamodel.viewpoints();
    let known = words(all.iter().map(|viewpoint: &Viewpoint| &*viewpoint.id));
    // Without a repository's own viewpoints at hand, any id may be one of them.
    let viewpoint = match all.len() > viewpoints().len() {
        true => known,
        false => json!({ "anyOf": [known, of("id")] }),
    };
    let schema = map(
        &["id"],
        [
            ("id", of("id")),
            ("name", of("text")),
            ("description", of("text")),
            ("viewpoint", or_nothing(viewpoint)),
            ("content", or_nothing(list(of("node")))),
            ("selector", or_nothing(of("selector"))),
            ("show", described_show()),
            ("connections", or_nothing(list(of("connection")))),
            ("properties", of("properties")),
            ("extra", of("properties")),
        ],
    );
    show::define(selector::define(Part::new(schema), metamodel), metamodel)
        .define("node", node())
        .define("connection", connection())
}

fn described_show() -> Value {
    json!({
        "description": "How it is shown, where that differs from its viewpoint.",
        "anyOf": [of("show"), { "type": "null" }],
    })
}

/// A node shows exactly one thing.
fn node() -> Value {
    let mut schema = map(
        &["node"],
        [
            ("node", described("id", "Unique within the view, across nodes and connections.")),
            ("element", of("id")),
            ("view", of("id")),
            ("note", of("text")),
            ("group", of("text")),
            ("image", described("scalar", "A path under `images/`.")),
            ("name", described("text", "A label instead of the element's name.")),
            ("description", of("text")),
            ("nodes", or_nothing(list(of("node")))),
            ("properties", of("properties")),
            ("extra", of("properties")),
        ],
    );
    let shows = ["element", "view", "note", "group", "image"];
    schema["oneOf"] = json!(shows.map(|key| json!({ "required": [key] })));
    schema
}

fn connection() -> Value {
    map(
        &["id", "from", "to"],
        [
            ("id", described("id", "Unique within the view, across nodes and connections.")),
            ("from", described("id", "A node or a connection of this view.")),
            ("to", described("id", "A node or a connection of this view.")),
            ("relation", described("scalar", "Id of the relation it shows; without one it is a plain line.")),
            ("name", of("text")),
            ("description", of("text")),
            ("properties", of("properties")),
            ("extra", of("properties")),
        ],
    )
}
