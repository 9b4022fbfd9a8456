//! File types that this version reserves and does not read yet.

use serde_json::json;

use crate::metamodel::Metamodel;
use crate::schema::basic::{list, map, of, words};
use crate::schema::{Part, selector};

pub(super) fn rules(metamodel: &Metamodel) -> Part {
    let rule = map(
        &["code", "message", "select", "condition"],
        [
            ("code", of("id")),
            ("message", of("text")),
            ("select", of("selector")),
            (
                "condition",
                json!({ "type": "string", "description": "CEL: what must be true of each element." }),
            ),
            ("severity", words(["error", "warning", "info", "off"])),
        ],
    );
    selector::define(Part::new(map(&["rules"], [("rules", list(rule))])), metamodel)
}
