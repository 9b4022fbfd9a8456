//! Lines between bars: along the gaps between rows, and through rows where nothing stands.

use crate::diagram::{End, Point, Rect};
use crate::view::Draft;

/// Farthest a line leaves the middle of its gap.
const SPREAD: [f64; 5] = [0.0, 3.0, -3.0, 5.0, -5.0];
/// Room between a line and a box it passes.
const PASS: f64 = 4.0;

/// Gives every line between bars its points; others are left out.
pub(super) fn route(draft: &mut Draft, rows: &[Vec<Rect>], bands: &[usize], gap: f64) {
    let span = |row: &[Rect]| {
        let top = row.iter().map(|rect| rect.y).fold(f64::INFINITY, f64::min);
        (top, row.iter().map(|rect| rect.bottom()).fold(f64::NEG_INFINITY, f64::max))
    };
    let spans: Vec<(f64, f64)> = rows.iter().map(|row| span(row)).collect();
    let row_of = |rect: Rect| rows.iter().position(|row| row.contains(&rect));
    let right = bands.iter().map(|band| draft.diagram.nodes[*band].rect.right()).fold(0.0, f64::max);
    for n in 0..draft.ends.len() {
        let (End::Node(from), End::Node(to)) = draft.ends[n] else { continue };
        let (a, b) = (draft.diagram.nodes[from].rect, draft.diagram.nodes[to].rect);
        let (Some(start), Some(end)) = (row_of(a), row_of(b)) else { continue };
        let shift = SPREAD[n % SPREAD.len()];
        // The gap a line leaves its row by, and where it leaves its box.
        let below = |row: usize| (spans[row].1 + gap / 2.0) + shift;
        let above = |row: usize| (spans[row].0 - gap / 2.0) + shift;
        let out = Point::new(exit(a, true) + shift, a.bottom());
        let points = if start == end {
            let y = below(start);
            vec![
                out,
                Point::new(out.x, y),
                Point::new(exit(b, false) + shift, y),
                Point::new(exit(b, false) + shift, b.bottom()),
            ]
        } else {
            let is_down = start < end;
            let (leave, arrive) =
                if is_down { (below(start), above(end)) } else { (above(start), below(end)) };
            let out = if is_down { out } else { Point::new(out.x, a.y) };
            let into = Point::new(exit(b, false) + shift, if is_down { b.y } else { b.bottom() });
            let between = if is_down { start + 1..end } else { end + 1..start };
            let x = corridor(&rows[between], into.x, right);
            let mut points = vec![out, Point::new(out.x, leave), Point::new(x, leave), Point::new(x, arrive)];
            points.extend([Point::new(into.x, arrive), into]);
            points
        };
        let edge = &mut draft.diagram.edges[n];
        edge.points = tidy(points);
        edge.label_at = crate::diagram::middle(&edge.points);
    }
    // What could not be routed is left out.
    let edges = std::mem::take(&mut draft.diagram.edges);
    let ends = std::mem::take(&mut draft.ends);
    let kept = edges.into_iter().zip(ends).filter(|(edge, _)| edge.points.len() > 1);
    (draft.diagram.edges, draft.ends) = kept.unzip();
}

/// Near the end of a bar where it is left, near its start where it is reached.
fn exit(rect: Rect, is_end: bool) -> f64 {
    match (rect.w < 40.0, is_end) {
        (true, _) => rect.centre().x,
        (false, true) => rect.right() - 12.0,
        (false, false) => rect.x + 12.0,
    }
}

/// The place nearest to `wanted` where nothing of these rows stands.
fn corridor(rows: &[Vec<Rect>], wanted: f64, right: f64) -> f64 {
    let is_free =
        |x: f64| rows.iter().flatten().all(|rect| x < rect.x - PASS + 0.1 || x > rect.right() + PASS - 0.1);
    if is_free(wanted) {
        return wanted;
    }
    let sides = rows.iter().flatten().flat_map(|rect| [rect.x - PASS, rect.right() + PASS]);
    let free = sides.filter(|x| *x > 0.0 && is_free(*x));
    free.min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs())).unwrap_or(right)
}

/// Without points that are where the one before is, or half way on a straight line.
fn tidy(points: Vec<Point>) -> Vec<Point> {
    let mut tidy: Vec<Point> = Vec::new();
    for point in points {
        if tidy.last().is_some_and(|last| last.distance(point) < 0.01) {
            continue;
        }
        if let [.., a, b] = tidy[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            tidy.pop();
        }
        tidy.push(point);
    }
    tidy
}
