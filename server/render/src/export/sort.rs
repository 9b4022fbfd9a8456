//! Which sort of diagram it is: what decides the syntax of languages that have several.

use archweave_model::diagram::{Content, Diagram, Line};
use archweave_model::viewpoint::Notation;

/// The sort by name: `sequence`, `states`, `activity`, `use-case`, `deployment`, `component`,
/// `class`; `generic` of everything else. What is most particular decides.
pub(super) fn of(diagram: &Diagram) -> &'static str {
    let shape = |content: &Content| match content {
        Content::Element(figure) => figure.shape.strip_prefix("uml-").map(str::to_owned),
        Content::Part(part) => part.shape.strip_prefix("uml-").map(str::to_owned),
        _ => None,
    };
    let shapes: Vec<String> = diagram.nodes.iter().filter_map(|node| shape(&node.content)).collect();
    let has = |names: &[&str]| shapes.iter().any(|shape| names.contains(&&**shape));
    let has_line = |name: &str| {
        diagram.edges.iter().any(|edge| matches!(&edge.line, Line::Part(part) if &*part.shape == name))
    };
    if has(&["lifeline"]) {
        "sequence"
    } else if has(&["state", "composite-state", "history"]) || has_line("uml-transition") {
        "states"
    } else if diagram.notation != Notation::Uml
        && !shapes.is_empty()
        && shapes.len() * 2 < diagram.nodes.len()
    {
        "generic"
    } else if has(&["action", "initial", "final", "decision", "fork", "send", "accept"]) {
        "activity"
    } else if has(&["use-case", "subject"]) {
        "use-case"
    } else if has(&["node", "device", "environment"]) {
        "deployment"
    } else if has(&["component", "provided", "required", "port"]) {
        "component"
    } else if has(&["class", "enumeration", "interface", "object", "package"]) {
        "class"
    } else {
        "generic"
    }
}
