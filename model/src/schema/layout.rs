//! Where a view is drawn.

use serde_json::{Value, json};

use crate::schema::Part;
use crate::schema::basic::{list, map, of, or_nothing, scalar, words};

pub(super) fn schema() -> Part {
    let placed = |item: &str| {
        let names = json!({ "minLength": 1, "maxLength": 255, "pattern": "^\\S+$" });
        or_nothing(json!({ "type": "object", "propertyNames": names, "additionalProperties": of(item) }))
    };
    let schema = map(
        &["view"],
        [("view", of("id")), ("nodes", placed("node")), ("connections", placed("connection"))],
    );
    let pair = json!({ "type": "array", "items": of("number"), "minItems": 2, "maxItems": 2 });
    let offsets = json!({ "type": "array", "items": of("number"), "minItems": 4, "maxItems": 4 });
    let node = map(
        &[],
        [
            ("x", of("number")),
            ("y", of("number")),
            ("w", of("number")),
            ("h", of("number")),
            ("style", of("style")),
        ],
    );
    let bends = json!({
        "description": "Points of the view, or offsets from the centres of source and target.",
        "anyOf": [list(json!({ "anyOf": [pair, offsets] })), { "type": "null" }],
    });
    let label = json!({
        "description": "Centre of the label, in coordinates of the view.",
        "anyOf": [pair, { "type": "null" }],
    });
    let connection = map(&[], [("bends", bends), ("label", label), ("style", of("style"))]);
    Part::new(schema).define("node", node).define("connection", connection).define("style", style())
}

/// Keys of a style; an unknown one is kept.
fn style() -> Value {
    let color = json!({ "type": ["string", "null"], "pattern": "^#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$" });
    let opacity = json!({ "type": ["number", "string"], "minimum": 0, "maximum": 1 });
    json!({
        "type": ["object", "null"],
        "properties": {
            "fill": color,
            "line": color,
            "font_color": color,
            "fill_opacity": opacity,
            "line_opacity": opacity,
            "line_width": of("number"),
            "line_style": words(["solid", "dashed", "dotted", "none"]),
            "font": scalar(),
            "font_size": of("number"),
            "font_style": words(["normal", "bold", "italic", "bold-italic"]),
            "text_align": words(["left", "center", "right"]),
            "text_position": words(["top", "middle", "bottom"]),
            "label_position": words(["source", "middle", "target"]),
            "form": words(["box", "icon"]),
            "icon": { "enum": ["yes", "no", true, false] },
            "border": words(["rectangle", "tab", "dog-ear", "none"]),
            "image": scalar(),
        },
    })
}
