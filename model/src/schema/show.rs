//! How a view is shown: in views, viewpoints and audiences.

use serde_json::{Value, json};

use crate::metamodel::Metamodel;
use crate::report::adm_phases;
use crate::schema::Part;
use crate::schema::basic::{described, list, map, of, words};

/// Defines `show` and what it is made of; needs `selector`.
pub(super) fn define(part: Part, _: &Metamodel) -> Part {
    part.define("show", show())
        .define("step", step())
        .define("nesting", nesting())
        .define("group", group())
        .define("arrangement", arrangement())
        .define("labels", labels())
        .define("color", color())
        .define("field", field())
        .define("matrix", matrix())
        .define("axis", axis())
}

/// A list of texts.
pub(super) fn texts(description: &str) -> Value {
    let text = json!({ "type": ["string", "number", "boolean"] });
    json!({ "type": "array", "items": text, "description": description })
}

/// Kinds of elements.
pub(super) fn kinds(description: &str) -> Value {
    texts(description)
}

fn relations() -> Value {
    texts("Kinds of relation.")
}

fn way() -> Value {
    let mut way = words(["out", "in", "both"]);
    way["description"] =
        json!("Which end of the relation: out from source to target, in the other way round.");
    way
}

fn flag(description: &str) -> Value {
    json!({ "enum": [true, false, "true", "false"], "description": description })
}

fn word<'a>(all: impl IntoIterator<Item = &'a str>, description: &str) -> Value {
    let mut schema = words(all);
    schema["description"] = json!(description);
    schema
}

fn count(description: &str) -> Value {
    json!({ "type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$", "description": description })
}

fn table(description: &str) -> Value {
    let text = json!({ "type": ["string", "number", "boolean"] });
    json!({ "type": "object", "additionalProperties": text, "description": description })
}

fn items(item: &str, description: &str) -> Value {
    json!({ "type": "array", "items": of(item), "description": description })
}

fn show() -> Value {
    let phases = words(adm_phases().iter().map(|phase| &*phase.id));
    map(
        &[],
        [
            ("notation", word(["archimate", "uml", "plain"], "The language of shapes and lines.")),
            ("relations", texts("Kinds of relation that are drawn; absent: all.")),
            (
                "follow",
                items("step", "From what is selected on to more of the model, one step after the other."),
            ),
            ("nesting", items("nesting", "Relations that become boxes in boxes.")),
            ("group", described("group", "Frames, bands, lanes or stages around what belongs together.")),
            ("layout", described("arrangement", "How it is laid out where no person placed it.")),
            ("figures", table("Shape by kind: business-object: uml-class.")),
            ("lines", table("Line by kind of relation: composition: uml-composition.")),
            ("keywords", table("Keyword above the name, by kind: device: device.")),
            (
                "compartments",
                texts("Properties that are lists of parts, shown below the name: attributes, operations."),
            ),
            ("labels", described("labels", "What boxes and lines say.")),
            ("color", described("color", "What colours mean.")),
            ("fields", items("field", "Of a catalog: its columns.")),
            ("matrix", described("matrix", "Of a matrix: rows, columns and cells.")),
            ("detail", word(["brief", "usual", "full"], "How much is said of each element.")),
            ("phase", phases),
        ],
    )
}

fn step() -> Value {
    let depth = json!({
        "type": ["integer", "string"], "minimum": 1, "maximum": 10, "pattern": "^([1-9]|10)$",
        "description": "How many times; absent: once.",
    });
    map(
        &[],
        [
            ("relations", relations()),
            ("way", way()),
            ("kinds", kinds("Kinds of elements to arrive at; absent: all.")),
            ("depth", depth),
            ("from", kinds("Only from elements of these kinds; absent: all.")),
        ],
    )
}

fn nesting() -> Value {
    map(
        &["relations"],
        [
            ("relations", relations()),
            ("outer", word(["source", "target"], "Which end is outside.")),
            ("outside", kinds("Kinds of the outer element; absent: all.")),
            ("inside", kinds("Kinds of the inner element; absent: all.")),
        ],
    )
}

fn group() -> Value {
    let by = ["layer", "kind", "owner", "lifecycle", "zachman-row", "stage", "property", "relation"];
    map(
        &["by"],
        [
            ("by", words(by)),
            ("property", described("scalar", "Of `property`: its key.")),
            ("relations", texts("Of `relation`: kinds of relation that lead to what stands for the group.")),
            ("way", way()),
            (
                "kinds",
                kinds(
                    "Of `relation`: kinds of what stands for the group. Of `kind` and `layer`: their order.",
                ),
            ),
        ],
    )
}

fn arrangement() -> Value {
    let engines = [
        "layered", "grid", "map", "bands", "lanes", "sequence", "states", "roadmap", "radial", "journey",
        "cascade",
    ];
    map(
        &[],
        [
            ("engine", words(engines)),
            ("direction", word(["down", "up", "right", "left"], "Which way relations run.")),
            ("columns", count("Of a grid or map: most boxes beside each other.")),
            ("layers", flag("Layers stand in the order readers expect, whatever way relations point.")),
        ],
    )
}

fn labels() -> Value {
    map(
        &[],
        [
            ("below", texts("Lines below the name: kind, id, owner, lifecycle, or the key of a property.")),
            ("edge", word(["name", "kind", "none"], "What a line says that has no name of its own.")),
            (
                "edge_property",
                described(
                    "scalar",
                    "Key of a property of the relation, said instead where there is a value.",
                ),
            ),
            ("ends", flag("Roles and multiplicities at the ends of lines.")),
        ],
    )
}

fn color() -> Value {
    let by = [
        "layer",
        "kind",
        "lifecycle",
        "owner",
        "property",
        "difference",
        "count",
        "related",
        "findings",
        "none",
    ];
    let value = map(
        &["value"],
        [
            ("value", of("scalar")),
            ("label", of("text")),
            ("tone", described("scalar", "A name of the theme: good, bad, warning, neutral, c1 to c8.")),
        ],
    );
    map(
        &["by"],
        [
            ("by", words(by)),
            ("property", described("scalar", "Key of a property.")),
            ("minus", described("scalar", "Of `difference`: key of the property that is taken away.")),
            ("relations", relations()),
            ("way", way()),
            ("kinds", kinds("Of `count` and `related`: kinds at the other end.")),
            ("scale", word(["category", "sequential", "diverging"], "How values become colours.")),
            ("low", described("number", "Where the scale begins; absent: at the smallest value shown.")),
            ("high", described("number", "Where it ends; absent: at the greatest value shown.")),
            ("values", list(value)),
            ("label", described("text", "Title of the legend.")),
            ("on", kinds("Only elements of these kinds are coloured; absent: all.")),
        ],
    )
}

fn field() -> Value {
    map(
        &[],
        [
            (
                "of",
                described(
                    "scalar",
                    "name, id, kind, description, owner, lifecycle, tags, zachman, or the key of a property.",
                ),
            ),
            ("label", described("text", "Title of the column.")),
            ("relations", texts("Names of the elements joined by these relations.")),
            ("way", way()),
            ("kinds", kinds("Kinds at the other end; absent: all.")),
        ],
    )
}

fn matrix() -> Value {
    map(
        &["rows", "columns"],
        [
            ("rows", described("axis", "Elements at the left.")),
            ("columns", described("axis", "Elements at the top.")),
            ("relations", texts("Kinds of relation that fill a cell, either way; absent: all.")),
            ("through", texts("Over one element between, through these kinds, counts too.")),
            ("shows", word(["mark", "kind", "raci", "crud", "property", "count"], "What a cell says.")),
            ("property", described("scalar", "Of `property`: key of a property of the relation.")),
            ("hide_empty", flag("Rows and columns without a mark are left out.")),
            (
                "keep_rows",
                flag("Rows stay although nothing is marked in them: what is not covered is the point."),
            ),
        ],
    )
}

fn axis() -> Value {
    map(
        &[],
        [
            ("kinds", kinds("Kinds, with those that specialize them.")),
            ("select", described("selector", "Which of them; absent: all.")),
            ("label", of("text")),
            ("property", described("scalar", "Values of a property instead of elements: the key.")),
        ],
    )
}
