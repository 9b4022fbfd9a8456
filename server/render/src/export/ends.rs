//! What a line joins: what its layout says, else what its first and last point touch.

use archweave_model::diagram::{Content, Diagram, Edge, End, Point};

/// How far a line may end from the border of what it touches, in pixels.
const NEAR: f64 = 3.0;

/// What `edge` comes from and goes to.
pub(crate) fn of(diagram: &Diagram, edge: &Edge) -> [Option<End>; 2] {
    let there = |end: End| match end {
        End::Node(n) => n < diagram.nodes.len(),
        End::Edge(n) => n < diagram.edges.len(),
    };
    if let Some((from, to)) = edge.joins {
        return [Some(from).filter(|e| there(*e)), Some(to).filter(|e| there(*e))];
    }
    let [first, .., last] = &edge.points[..] else { return [None, None] };
    [touched(diagram, *first), touched(diagram, *last)]
}

/// The smallest box whose border is near `point`; of a lifeline, what hangs below its head as well.
fn touched(diagram: &Diagram, point: Point) -> Option<End> {
    let candidates = diagram.nodes.iter().enumerate().filter(|(_, node)| match &node.content {
        Content::Decor(_) => false,
        Content::Part(part) if &*part.shape == "uml-lifeline" => {
            (node.rect.centre().x - point.x).abs() <= NEAR * 4.0 && point.y >= node.rect.y - NEAR
        }
        _ => {
            let rect = node.rect;
            let inside = point.x >= rect.x - NEAR
                && point.x <= rect.right() + NEAR
                && point.y >= rect.y - NEAR
                && point.y <= rect.bottom() + NEAR;
            let from_border = (point.x - rect.x)
                .min(rect.right() - point.x)
                .min(point.y - rect.y)
                .min(rect.bottom() - point.y);
            // A figure may be smaller than its box, so a line may end inside a box that is a leaf.
            inside && (!node.is_container || from_border <= NEAR)
        }
    });
    let area = |n: &usize| diagram.nodes[*n].rect.w * diagram.nodes[*n].rect.h;
    candidates.map(|(n, _)| n).min_by(|a, b| area(a).total_cmp(&area(b))).map(End::Node)
}
