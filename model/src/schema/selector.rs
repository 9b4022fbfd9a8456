//! Selectors.

use serde_json::{Value, json};

use crate::metamodel::{Layer, Metamodel, zachman};
use crate::schema::basic::{list, map, of, or_nothing, scalar, words};
use crate::schema::{Part, kinds};

/// A selector by itself.
pub(super) fn schema(metamodel: &Metamodel) -> Part {
    define(Part::new(json!({ "allOf": [of("selector")] })), metamodel)
}

/// Defines `selector`.
pub(super) fn define(part: Part, metamodel: &Metamodel) -> Part {
    part.define("selector", selector(metamodel))
}

/// Ids of elements.
fn described_list(description: &str) -> Value {
    json!({ "type": "array", "items": of("id"), "description": description })
}

fn selector(metamodel: &Metamodel) -> Value {
    let text = || json!({ "type": ["string", "number", "boolean"] });
    map(
        &[],
        [
            ("ids", described_list("Elements by id.")),
            ("kinds", list(kinds::element(metamodel))),
            ("layers", list(words(Layer::ALL.iter().map(|layer| layer.id())))),
            ("tags", list(text())),
            ("cells", list(words(zachman().cells.iter().map(|cell| &*cell.id)))),
            ("text", scalar()),
            ("properties", json!({ "type": "object", "additionalProperties": text() })),
            ("any", list(of("selector"))),
            ("not", or_nothing(of("selector"))),
        ],
    )
}
