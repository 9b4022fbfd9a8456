//! Combined fragments, read from the frames and dividers that a layout drew.

use archweave_model::diagram::{Content, Diagram, End, Line, Node, Rect};

/// A fragment.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub rect: Rect,
    pub operator: String,
    pub guard: String,
    /// Height and guard of each operand but the first, the last one first.
    pub operands: Vec<(f64, String)>,
}

/// Operators of UML.
const OPERATORS: &[&str] = &[
    "alt", "opt", "loop", "par", "break", "critical", "neg", "ref", "seq", "strict", "assert", "ignore",
    "consider",
];

/// All fragments; those that begin lower come first, and inner ones before those around them.
pub(super) fn all(diagram: &Diagram) -> Vec<Frame> {
    let is_frame = |content: &Content| match content {
        Content::Decor(shape) => &**shape == "frame",
        Content::Part(part) => &*part.shape == "frame",
        _ => false,
    };
    let frames = diagram.nodes.iter().enumerate().filter(|(_, node)| is_frame(&node.content));
    let mut frames: Vec<Frame> = frames.map(|(at, node)| frame(diagram, at, node)).collect();
    frames.sort_by(|a, b| b.rect.y.total_cmp(&a.rect.y).then(a.rect.h.total_cmp(&b.rect.h)));
    frames
}

fn frame(diagram: &Diagram, at: usize, node: &Node) -> Frame {
    let (operator, mut guard) = read(&node.label);
    let mut operands: Vec<(f64, String)> = Vec::new();
    for edge in &diagram.edges {
        let (Line::Decor(name), Some(point)) = (&edge.line, edge.points.first()) else { continue };
        let is_own = edge.joins.is_none_or(|(from, _)| from == End::Node(at));
        if &**name == "divider" && is_own && point.y > node.rect.y && point.y < node.rect.bottom() {
            operands.push((point.y, bare(&edge.label)));
        }
    }
    operands.sort_by(|a, b| b.0.total_cmp(&a.0));
    // A guard stands in its operand: at the top of the frame, or below a divider.
    let texts = diagram.nodes.iter().filter(|text| {
        text.parent == Some(at) && matches!(&text.content, Content::Decor(shape) if &**shape == "text")
    });
    for text in texts {
        let middle = text.rect.centre().y;
        let own = operands.iter_mut().find(|(y, _)| *y <= middle).map_or(&mut guard, |(_, guard)| guard);
        if !own.is_empty() {
            own.push(' ');
        }
        own.push_str(&bare(&text.label));
    }
    Frame { rect: node.rect, operator, guard, operands }
}

/// Operator and guard of `alt [guard]`; a label without an operator is all guard.
fn read(label: &str) -> (String, String) {
    let label = label.trim();
    let (first, rest) = label.split_once(char::is_whitespace).unwrap_or((label, ""));
    match OPERATORS.iter().find(|known| first.eq_ignore_ascii_case(known)) {
        Some(operator) => ((*operator).to_owned(), bare(rest)),
        None => ("seq".to_owned(), bare(label)),
    }
}

/// Without the brackets around it.
fn bare(guard: &str) -> String {
    let guard = guard.trim();
    let inside = guard.strip_prefix('[').and_then(|g| g.strip_suffix(']'));
    inside.filter(|g| !g.contains(['[', ']'])).unwrap_or(guard).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_frames_are_read() {
        let read = |label| {
            let (operator, guard) = read(label);
            format!("{operator}|{guard}")
        };
        assert_eq!(read("alt [known outage]"), "alt|known outage");
        assert_eq!(read("loop"), "loop|");
        assert_eq!(read("ALT [a[0] > b[1]]"), "alt|[a[0] > b[1]]");
        assert_eq!(read("every night"), "seq|every night");
    }
}
