//! How good a drawing is, in numbers: any drawing, ours or a peer's.
//!
//! Start at [`measure`], or at [`of`] for an answer of [`super::layout`]. Pairs of things near each other
//! come from a grid, so a thousand nodes take milliseconds.

mod grid;

use std::collections::BTreeSet;

use super::{Graph, Placed};
use crate::diagram::Rect;
use grid::Grid;

/// What two things may share before they overlap, in pixels.
const SLACK: f64 = 0.5;

/// A drawing, however it was made.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Boxes; a box comes after its parent.
    pub boxes: Vec<Rect>,
    /// For each box, the one it is inside.
    pub parents: Vec<Option<usize>>,
    /// Lines between boxes; a curve is given as many short pieces.
    pub lines: Vec<Line>,
}

/// A line of a drawing.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The boxes it joins.
    pub ends: [usize; 2],
    /// Its corners.
    pub points: Vec<[f64; 2]>,
    /// Its texts.
    pub labels: Vec<Rect>,
}

/// Numbers of a drawing. All but the first two, `area` and `aspect` are the better the less they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Quality {
    /// Boxes.
    pub nodes: usize,
    /// Lines.
    pub edges: usize,
    /// Points where two lines cross.
    pub crossings: usize,
    /// Pairs of boxes that overlap, unless one is inside the other by intention.
    pub node_overlaps: usize,
    /// Pairs of a line and a box that it runs through, though it is neither an end nor around one.
    pub edge_node_hits: usize,
    /// Pairs of a label and a box, line or label that it covers.
    pub label_collisions: usize,
    /// Length of all lines, in pixels.
    pub edge_length: f64,
    /// Area of the smallest rectangle around everything, in square pixels.
    pub area: f64,
    /// Its width by its height.
    pub aspect: f64,
}

/// Measures an answer of [`super::layout`].
pub fn of(graph: &Graph, placed: &Placed) -> Quality {
    let lines = graph.edges.iter().zip(&placed.edges).map(|(edge, placed)| Line {
        ends: [edge.from.node, edge.to.node],
        points: placed.points.clone(),
        labels: placed.labels.iter().map(|&[x, y, w, h]| Rect::new(x, y, w, h)).collect(),
    });
    measure(&Drawing {
        boxes: placed.nodes.clone(),
        parents: graph.nodes.iter().map(|node| node.parent).collect(),
        lines: lines.collect(),
    })
}

/// Measures a drawing.
pub fn measure(drawing: &Drawing) -> Quality {
    let segments: Vec<Segment> = segments(drawing);
    let labels: Vec<(usize, Rect)> = labels(drawing);
    let ends = segments.iter().flat_map(|segment| [segment.from, segment.to]);
    let points = ends.map(|[x, y]| Rect::new(x, y, 0.0, 0.0));
    let rects = drawing.boxes.iter().copied().chain(labels.iter().map(|label| label.1));
    let bounds = rects.chain(points).reduce(Rect::union).unwrap_or_default();
    let mut boxes = Grid::new(bounds, drawing.boxes.len());
    for (at, rect) in drawing.boxes.iter().enumerate() {
        boxes.add_rect(at, *rect);
    }
    let mut lines = Grid::new(bounds, segments.len());
    for (at, segment) in segments.iter().enumerate() {
        lines.add_segment(at, segment.from, segment.to);
    }
    Quality {
        nodes: drawing.boxes.len(),
        edges: drawing.lines.len(),
        crossings: crossings(&segments, &lines),
        node_overlaps: overlaps(drawing, &boxes),
        edge_node_hits: hits(drawing, &segments, &boxes),
        label_collisions: collisions(drawing, &labels, &segments, [&boxes, &lines]),
        edge_length: segments.iter().map(Segment::length).sum(),
        area: bounds.w * bounds.h,
        aspect: if bounds.h > 0.0 { bounds.w / bounds.h } else { 0.0 },
    }
}

/// A straight piece of a line.
struct Segment {
    line: usize,
    from: [f64; 2],
    to: [f64; 2],
}

impl Segment {
    fn length(&self) -> f64 {
        (self.from[0] - self.to[0]).hypot(self.from[1] - self.to[1])
    }

    /// Where it crosses another; touching is not crossing.
    fn crossing(&self, other: &Self) -> Option<[f64; 2]> {
        let along = |s: &Self| [s.to[0] - s.from[0], s.to[1] - s.from[1]];
        let cross = |a: [f64; 2], b: [f64; 2]| a[0] * b[1] - a[1] * b[0];
        let (a, b) = (along(self), along(other));
        let scale = cross(a, b);
        if scale.abs() < 1e-9 {
            return None;
        }
        let gap = [other.from[0] - self.from[0], other.from[1] - self.from[1]];
        let (s, t) = (cross(gap, b) / scale, cross(gap, a) / scale);
        let is_inner = |share: f64| (1e-9..=1.0 - 1e-9).contains(&share);
        (is_inner(s) && is_inner(t)).then(|| [self.from[0] + s * a[0], self.from[1] + s * a[1]])
    }

    /// Whether part of it lies inside a rectangle, by more than the slack.
    fn enters(&self, rect: Rect) -> bool {
        let low = [rect.x + SLACK, rect.y + SLACK];
        let high = [rect.right() - SLACK, rect.bottom() - SLACK];
        // Of its length, the share that is between the borders.
        let (mut start, mut end) = (0.0_f64, 1.0_f64);
        for axis in [0, 1] {
            let (from, step) = (self.from[axis], self.to[axis] - self.from[axis]);
            if step.abs() < 1e-12 {
                if from <= low[axis] || from >= high[axis] {
                    return false;
                }
            } else {
                let (a, b) = ((low[axis] - from) / step, (high[axis] - from) / step);
                (start, end) = (start.max(a.min(b)), end.min(a.max(b)));
            }
        }
        start < end
    }
}

fn segments(drawing: &Drawing) -> Vec<Segment> {
    let lines = drawing.lines.iter().enumerate();
    let pieces = lines.flat_map(|(line, it)| it.points.windows(2).map(move |pair| (line, pair)));
    pieces.map(|(line, pair)| Segment { line, from: pair[0], to: pair[1] }).collect()
}

/// All labels and the lines they belong to.
fn labels(drawing: &Drawing) -> Vec<(usize, Rect)> {
    let lines = drawing.lines.iter().enumerate();
    lines.flat_map(|(line, it)| it.labels.iter().map(move |&label| (line, label))).collect()
}

fn crossings(segments: &[Segment], lines: &Grid) -> usize {
    let mut found = 0;
    lines.each_cell(|cell, inside| {
        for (place, &a) in inside.iter().enumerate() {
            for &b in &inside[place + 1..] {
                let (a, b) = (&segments[a], &segments[b]);
                // Both may be in several cells; the point is in one.
                let is_here = |point| lines.cell(point) == cell;
                found += usize::from(a.line != b.line && a.crossing(b).is_some_and(is_here));
            }
        }
    });
    found
}

fn overlap(a: Rect, b: Rect) -> bool {
    let apart = |a0: f64, a1: f64, b0: f64, b1: f64| a0 >= b1 - SLACK || b0 >= a1 - SLACK;
    !apart(a.x, a.right(), b.x, b.right()) && !apart(a.y, a.bottom(), b.y, b.bottom())
}

/// Whether a box is another or around it.
fn is_around(drawing: &Drawing, outer: usize, inner: usize) -> bool {
    std::iter::successors(Some(inner), |&at| drawing.parents.get(at).copied().flatten()).any(|at| at == outer)
}

fn overlaps(drawing: &Drawing, boxes: &Grid) -> usize {
    let mut found = BTreeSet::new();
    boxes.each_cell(|_, inside| {
        for (place, &a) in inside.iter().enumerate() {
            for &b in &inside[place + 1..] {
                if overlap(drawing.boxes[a], drawing.boxes[b])
                    && !is_around(drawing, a, b)
                    && !is_around(drawing, b, a)
                {
                    found.insert((a, b));
                }
            }
        }
    });
    found.len()
}

fn hits(drawing: &Drawing, segments: &[Segment], boxes: &Grid) -> usize {
    let mut found = BTreeSet::new();
    for segment in segments {
        boxes.near_segment(segment.from, segment.to, |at| {
            if segment.enters(drawing.boxes[at])
                && drawing.lines[segment.line].ends.iter().all(|&end| !is_around(drawing, at, end))
            {
                found.insert((segment.line, at));
            }
        });
    }
    found.len()
}

fn collisions(
    drawing: &Drawing,
    labels: &[(usize, Rect)],
    segments: &[Segment],
    [boxes, lines]: [&Grid; 2],
) -> usize {
    let mut found = 0;
    let mut order: Vec<&(usize, Rect)> = labels.iter().collect();
    order.sort_by(|a, b| a.1.x.total_cmp(&b.1.x));
    for (place, (line, label)) in order.iter().enumerate() {
        let after = order[place + 1..].iter().take_while(|(_, other)| other.x < label.right());
        found += after.filter(|(_, other)| overlap(*label, *other)).count();
        let mut things = BTreeSet::new();
        boxes.near_rect(*label, |at| {
            let rect = drawing.boxes[at];
            let ends = drawing.lines[*line].ends;
            let is_home = rect.encloses(*label) && ends.iter().any(|&end| is_around(drawing, at, end));
            if overlap(rect, *label) && !is_home {
                things.insert((0, at));
            }
        });
        lines.near_rect(*label, |at| {
            let segment = &segments[at];
            if segment.line != *line && segment.enters(*label) {
                things.insert((1, segment.line));
            }
        });
        found += things.len();
    }
    found
}

#[cfg(test)]
mod tests;
