//! Viewpoints, audiences and terms.

use serde_json::{Value, json};

use crate::metamodel::Layer;
use crate::schema::Part;
use crate::schema::basic::{described, list, map, of, words};
use crate::schema::show::{kinds, texts};

/// A file of the glossary.
pub(super) fn glossary() -> Part {
    Part::new(map(&[], [("terms", list(of("term")))])).define("term", term())
}

/// Defines `viewpoint`, `audience` and `term`; needs `show` and `selector`.
pub(super) fn define(part: Part) -> Part {
    part.define("viewpoint", viewpoint()).define("audience", audience()).define("term", term())
}

fn viewpoint() -> Value {
    let by_audience = json!({
        "type": "object", "additionalProperties": of("show"),
        "description": "What is different for an audience, by its id.",
    });
    let layers = json!({
        "type": "array", "items": words(Layer::ALL.iter().map(|layer| layer.id())),
        "description": "Layers whose kinds it admits.",
    });
    map(
        &["id", "label"],
        [
            ("id", described("id", "One that the library has too stands in its place.")),
            ("label", of("text")),
            ("description", described("text", "Which question it answers, and for whom.")),
            ("standard", words(["archimate", "uml", "zachman", "togaf", "archweave", "own"])),
            ("form", words(["diagram", "catalog", "matrix", "zachman", "phase"])),
            ("kinds", kinds("Kinds it admits, beside those of `layers`; neither admits all.")),
            ("layers", layers),
            ("select", described("selector", "What a view shows that has neither content nor selector.")),
            (
                "about",
                kinds(
                    "It is about one element or a few: the first of these kinds stands in where a view names none.",
                ),
            ),
            ("with", described("scalar", "Of `about`: only elements that have this property stand in.")),
            ("show", of("show")),
            ("audiences", by_audience),
        ],
    )
}

fn audience() -> Value {
    map(
        &["id", "label"],
        [
            ("id", of("id")),
            ("label", of("text")),
            ("description", described("text", "Who they are.")),
            ("like", described("id", "An audience whose words are used where this one has none: business.")),
            ("show", of("show")),
        ],
    )
}

fn term() -> Value {
    let by_audience = json!({
        "type": "object", "additionalProperties": of("text"),
        "description": "The word of an audience, by its id.",
    });
    let avoid = json!({
        "type": "array", "items": of("text"),
        "description": "Other words that mean the same and should not be used.",
    });
    map(
        &["id", "name"],
        [
            ("id", described("id", "Unique in the glossary.")),
            ("name", described("text", "The word that everybody should use.")),
            ("definition", described("text", "What it means.")),
            ("elements", texts("Ids of the elements that it names.")),
            ("kind", described("id", "A kind that it names.")),
            ("avoid", avoid),
            ("audiences", by_audience),
        ],
    )
}
