//! What must hold of every drawing, for tests.

use std::sync::Arc;

use crate::diagram::{Content, Diagram, Line, Point, Rect, label_size};
use crate::id::ViewId;
use crate::layered::InProcess;
use crate::select::Selector;
use crate::snapshot::Snapshot;
use crate::view::{Asked, View, picture};
use crate::viewpoint::Show;
use crate::yaml::{self, FileClass};

/// The model of these elements.
pub(in crate::view) fn model(elements: &str) -> Snapshot {
    let path = "elements/all.yaml";
    let file = yaml::read(FileClass::of(path).unwrap(), elements.as_bytes());
    Snapshot::build(vec![(Arc::from(path), Arc::new(file))])
}

/// The picture of these elements, by viewpoint.
pub(in crate::view) fn draw(
    elements: &str,
    viewpoint: &str,
    show: &str,
    language: &str,
    ids: &[&str],
) -> Diagram {
    let snapshot = model(elements);
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some(viewpoint.into());
    if !ids.is_empty() {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        view.selector = Some(Box::new(Selector { ids, ..Selector::default() }));
    }
    if !show.is_empty() {
        view.show = Some(Box::new(serde_yaml::from_str::<Show>(show).unwrap()));
    }
    let asked = Asked::new(&snapshot, &view, None, language, Some("2026-12-01"));
    picture(&asked, None, &InProcess).diagram
}

fn is_inside(diagram: &Diagram, mut node: usize, outer: usize) -> bool {
    while let Some(parent) = diagram.nodes[node].parent {
        if parent == outer {
            return true;
        }
        node = parent;
    }
    false
}

/// Frames lie behind what they are about, bars on their lifelines, cells of an axis beside it.
fn is_backdrop(content: &Content) -> bool {
    match content {
        Content::Decor(shape) => matches!(&**shape, "frame" | "execution"),
        Content::Part(part) => &*part.shape == "frame",
        _ => false,
    }
}

/// Boxes do not overlap, are inside their parents, and everything is somewhere.
pub(in crate::view) fn boxes(diagram: &Diagram) {
    for (n, node) in diagram.nodes.iter().enumerate() {
        let rect = node.rect;
        assert!(
            [rect.x, rect.y, rect.w, rect.h].iter().all(|v| v.is_finite() && *v >= -0.01),
            "{} {rect:?}",
            node.id
        );
        if let Some(parent) = node.parent {
            let outer = diagram.nodes[parent].rect;
            let outer = Rect::new(outer.x - 0.5, outer.y - 0.5, outer.w + 1.0, outer.h + 1.0);
            assert!(parent < n, "{} comes before what it is inside", node.id);
            assert!(outer.encloses(rect), "{} {rect:?} sticks out of {outer:?}", node.id);
        }
        for (m, other) in diagram.nodes.iter().enumerate().skip(n + 1) {
            if is_inside(diagram, m, n) || is_backdrop(&node.content) || is_backdrop(&other.content) {
                continue;
            }
            let shared = rect.overlap(other.rect);
            assert!(shared < 0.5, "{} {rect:?} and {} {:?} overlap", node.id, other.id, other.rect);
        }
    }
}

/// Whether the piece of a line from `a` to `b`, along an axis, goes through the inside of a box.
pub(in crate::view) fn goes_through(a: Point, b: Point, rect: Rect) -> bool {
    let (left, right, top, bottom) = (a.x.min(b.x), a.x.max(b.x), a.y.min(b.y), a.y.max(b.y));
    right > rect.x + 0.5 && left < rect.right() - 0.5 && bottom > rect.y + 0.5 && top < rect.bottom() - 0.5
}

/// Lines run along the axes and through no box that holds no others.
pub(in crate::view) fn lines_keep_clear(diagram: &Diagram) {
    for edge in
        diagram.edges.iter().filter(|edge| !matches!(&edge.line, Line::Decor(name) if &**name != "uml-flow"))
    {
        assert!(edge.points.len() > 1, "{} goes nowhere", edge.id);
        for pair in edge.points.windows(2) {
            let is_straight = (pair[0].x - pair[1].x).abs() < 0.01 || (pair[0].y - pair[1].y).abs() < 0.01;
            assert!(is_straight, "{} is askew: {:?}", edge.id, edge.points);
            for node in diagram.nodes.iter().filter(|node| !node.is_container && node.rect.w > 0.0) {
                assert!(
                    !goes_through(pair[0], pair[1], node.rect),
                    "{} {pair:?} goes through {} {:?}",
                    edge.id,
                    node.id,
                    node.rect
                );
            }
        }
    }
}

/// Labels of lines cover neither boxes nor each other.
pub(in crate::view) fn labels_keep_clear(diagram: &Diagram) {
    let mut taken: Vec<(String, Rect)> = Vec::new();
    for edge in diagram.edges.iter().filter(|edge| !edge.label.is_empty()) {
        let (w, h) = label_size(edge);
        let rect = Rect::new(edge.label_at.x - w / 2.0, edge.label_at.y - h / 2.0, w, h);
        for node in diagram.nodes.iter().filter(|node| !node.is_container && !is_backdrop(&node.content)) {
            assert!(
                rect.overlap(node.rect) < 0.5,
                "{} {rect:?} covers {} {:?}",
                edge.label,
                node.id,
                node.rect
            );
        }
        for (other, place) in &taken {
            assert!(rect.overlap(*place) < 0.5, "{} {rect:?} covers {other} {place:?}", edge.label);
        }
        taken.push((edge.label.clone(), rect));
    }
}
