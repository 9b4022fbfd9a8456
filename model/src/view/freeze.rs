//! Places that were computed, written down: from then on a change of the model moves nothing.

use crate::diagram::{Content, Diagram, Edge, End, Line, Outline, Point};
use crate::id::ViewId;
use crate::view::asked::Asked;
use crate::view::{Bend, ConnectionLayout, Layout, NodeLayout};
use crate::viewpoint::Engine;

/// Whether a view can be drawn from places that are written down. Tables, and pictures whose places
/// mean something, such as a day or a lane, are always laid out from the model.
pub fn keeps_places(asked: &Asked<'_>) -> bool {
    let engine = asked.show.layout.as_ref().map(|layout| layout.engine).unwrap_or_default();
    let is_free =
        matches!(engine, Engine::Layered | Engine::Grid | Engine::Map | Engine::Bands | Engine::Radial);
    is_free && !asked.form().is_table()
}

/// The layout that draws a view as it is drawn now: its own nodes and lines, not what was added for
/// the reader.
pub fn freeze(view: &ViewId, diagram: &Diagram) -> Layout {
    let mut layout = Layout::new(view.clone());
    for node in diagram.nodes.iter().filter(|node| is_own(&node.content)) {
        let origin = origin(diagram, node.parent);
        let rect = node.rect;
        let place = NodeLayout {
            x: short(rect.x - origin.x),
            y: short(rect.y - origin.y),
            w: Some(short(rect.w)),
            h: Some(short(rect.h)),
            ..NodeLayout::default()
        };
        layout.nodes.insert(node.id.clone(), place);
    }
    for edge in &diagram.edges {
        if edge.is_implied || matches!(edge.line, Line::Part(_) | Line::Decor(_)) {
            continue;
        }
        let bends = bends(diagram, edge);
        let label = (!edge.label.is_empty()).then(|| [short(edge.label_at.x), short(edge.label_at.y)]);
        if !bends.is_empty() || label.is_some() {
            layout
                .connections
                .insert(edge.id.clone(), ConnectionLayout { bends, label, ..Default::default() });
        }
    }
    layout
}

/// Whether a node is one of the view.
fn is_own(content: &Content) -> bool {
    !matches!(content, Content::Part(_) | Content::Decor(_))
}

/// Left top of the nearest node of the view around.
fn origin(diagram: &Diagram, parent: Option<usize>) -> Point {
    let mut at = parent;
    while let Some(node) = at.and_then(|at| diagram.nodes.get(at)) {
        if is_own(&node.content) {
            return Point::new(node.rect.x, node.rect.y);
        }
        at = node.parent;
    }
    Point::default()
}

/// A length to a hundredth of a pixel, as a person would write it.
fn short(value: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (value * 100.0).round() / 100.0 + 0.0
}

/// Where a line turns. A layout aims lines at the centres of what they join, so that one which does not
/// turns once inside its box as well.
fn bends(diagram: &Diagram, edge: &Edge) -> Vec<Bend> {
    let (Some(first), Some(last)) = (edge.points.first(), edge.points.last()) else { return Vec::new() };
    let inner = edge.points.get(1..edge.points.len() - 1).unwrap_or_default();
    let mut points: Vec<Point> = inner.to_vec();
    if let Some((from, to)) = edge.joins {
        let next = inner.first().unwrap_or(last);
        let before = inner.last().unwrap_or(first);
        let start = entry(diagram, from, *first, *next);
        let end = entry(diagram, to, *last, *before);
        points.splice(0..0, start);
        points.extend(end);
    }
    points.into_iter().map(|point| Bend::At([short(point.x), short(point.y)])).collect()
}

/// The point inside a box from which a line leaves over `border` to `outside`; none if that is the centre.
fn entry(diagram: &Diagram, end: End, border: Point, outside: Point) -> Option<Point> {
    let End::Node(node) = end else { return None };
    let outline = diagram.nodes.get(node)?.outline();
    let centre = outline.centre();
    let length = border.distance(outside);
    if length < 0.01 || matches!(outline, Outline::Point(_)) {
        return None;
    }
    // One step along the line, inwards.
    let step = Point::new((border.x - outside.x) / length, (border.y - outside.y) / length);
    let depth = (centre.x - border.x) * step.x + (centre.y - border.y) * step.y;
    let at = |depth: f64| Point::new(border.x + step.x * depth, border.y + step.y * depth);
    let nearest = at(depth);
    if nearest.distance(centre) < 0.5 {
        return None;
    }
    [depth, 2.0, 0.5].map(at).into_iter().find(|point| outline.holds(*point))
}

#[cfg(test)]
mod tests;
