//! Labels of lines stand where they cover no box and no other label.

use foldhash::HashMap;

use crate::diagram::{Diagram, Edge, FEATURE_FONT, Font, LINE_HEIGHT, Point, Rect, label_size, width};

/// Side of the squares in which things are looked up.
const CELL: f64 = 128.0;
/// Most squares a box is entered in; larger ones are looked at each time.
const MOST_CELLS: f64 = 400.0;
/// Font of roles and multiplicities.
pub(super) const END_FONT: Font = FEATURE_FONT;

/// Width and height of the label of an edge; nothing without one.
pub(super) fn size(edge: &Edge) -> (f64, f64) {
    if edge.label.is_empty() || edge.is_implied {
        return (0.0, 0.0);
    }
    let (w, h) = label_size(edge);
    (w + 4.0, h)
}

/// Width and height of a text at the end of an edge.
pub(super) fn end_size(text: &str) -> (f64, f64) {
    (width(text, END_FONT), END_FONT.size * LINE_HEIGHT)
}

/// Boxes and labels that are there already.
struct Field<'a> {
    diagram: &'a Diagram,
    boxes: HashMap<(i32, i32), Vec<usize>>,
    large: Vec<usize>,
    taken: HashMap<(i32, i32), Vec<Rect>>,
    bottom: f64,
}

fn cells(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
    let at = |v: f64| (v / CELL).floor() as i32;
    let (left, right, top, bottom) = (at(rect.x), at(rect.right()), at(rect.y), at(rect.bottom()));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

fn around(at: Point, (w, h): (f64, f64)) -> Rect {
    Rect::new(at.x - w / 2.0, at.y - h / 2.0, w, h)
}

impl<'a> Field<'a> {
    fn of(diagram: &'a Diagram) -> Self {
        let (mut boxes, mut large): (HashMap<(i32, i32), Vec<usize>>, _) = (HashMap::default(), Vec::new());
        let mut bottom = 0.0_f64;
        for (n, node) in diagram.nodes.iter().enumerate() {
            bottom = bottom.max(node.rect.bottom());
            if (node.rect.w / CELL + 1.0) * (node.rect.h / CELL + 1.0) > MOST_CELLS {
                large.push(n);
                continue;
            }
            for cell in cells(node.rect) {
                boxes.entry(cell).or_default().push(n);
            }
        }
        Self { diagram, boxes, large, taken: HashMap::default(), bottom }
    }

    /// Whether a label covers neither a label nor a box, but for what is around it on purpose.
    fn is_free(&self, rect: Rect, around: &[usize]) -> bool {
        let covers = |n: &usize| {
            let node = &self.diagram.nodes[*n];
            let seen = match node.is_container && around.contains(n) {
                true => Rect { h: node.head_room.min(24.0), ..node.rect },
                false => node.rect,
            };
            seen.overlap(rect) > 0.0
        };
        let none = |found: Option<&Vec<usize>>| found.is_none_or(|found| !found.iter().any(covers));
        cells(rect).all(|cell| {
            let labels = self.taken.get(&cell);
            none(self.boxes.get(&cell)) && labels.is_none_or(|l| l.iter().all(|l| l.overlap(rect) == 0.0))
        }) && !self.large.iter().any(covers)
    }

    fn take(&mut self, rect: Rect) {
        for cell in cells(rect) {
            self.taken.entry(cell).or_default().push(rect);
        }
        self.bottom = self.bottom.max(rect.bottom());
    }

    /// The first free one of some places, else the nearest free one around the first.
    fn find(&self, size: (f64, f64), places: &[Point], inside: &[usize]) -> Point {
        let is_free = |at: &Point| self.is_free(around(*at, size), inside);
        if let Some(free) = places.iter().copied().find(is_free) {
            return free;
        }
        let middle = places.first().copied().unwrap_or_default();
        let rings = (1..=14).flat_map(|ring| {
            let far = 12.0 * f64::from(ring);
            (0..16).map(move |turn| {
                let angle = std::f64::consts::TAU * f64::from(turn) / 16.0;
                Point::new(middle.x + 1.6 * far * angle.cos(), middle.y + far * angle.sin())
            })
        });
        let below = Point::new(middle.x, self.bottom + size.1);
        rings.into_iter().find(|at| is_free(at)).unwrap_or(below)
    }
}

/// Places all labels; `wanted` are the places that a layout has kept free, parallel to the edges, and
/// `ends` the nodes each joins.
pub(super) fn place(diagram: &mut Diagram, wanted: &[Option<Point>], ends: &[Vec<usize>]) {
    let mut edges = std::mem::take(&mut diagram.edges);
    let mut field = Field::of(diagram);
    let inside = |n: usize| -> Vec<usize> {
        let up = |node: &usize| std::iter::successors(Some(*node), |n| diagram.nodes[*n].parent);
        ends[n].iter().flat_map(up).collect()
    };
    for (n, edge) in edges.iter_mut().enumerate().filter(|(_, edge)| !edge.is_implied) {
        if edge.label.is_empty() {
            edge.label_at = crate::diagram::middle(&edge.points);
            continue;
        }
        let size = size(edge);
        let mut places: Vec<Point> = wanted.get(n).copied().flatten().into_iter().collect();
        places.extend(along(&edge.points, size));
        edge.label_at = field.find(size, &places, &inside(n));
        field.take(around(edge.label_at, size));
    }
    for (n, edge) in edges.iter_mut().enumerate().filter(|(_, edge)| !edge.is_implied) {
        for last in [false, true] {
            let Some((text, at)) = &mut edge.ends[usize::from(last)] else { continue };
            if text.is_empty() {
                continue;
            }
            let size = end_size(text);
            let placed = *at != Point::default() && field.is_free(around(*at, size), &inside(n));
            if !placed {
                *at = field.find(size, &beside_end(&edge.points, last, size), &inside(n));
            }
            field.take(around(*at, size));
        }
    }
    diagram.edges = edges;
}

/// Places on a line, from the middle of its longest piece, then beside it.
fn along(points: &[Point], (w, h): (f64, f64)) -> Vec<Point> {
    let mut pieces: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pieces.sort_by(|a, b| b.0.distance(b.1).total_cmp(&a.0.distance(a.1)));
    let shares = [0.5, 0.35, 0.65, 0.2, 0.8];
    let on = pieces.iter().flat_map(|(a, b)| shares.map(|share| a.towards(*b, share)));
    let beside = pieces.iter().flat_map(|(a, b)| {
        let (dx, dy) = if a.x == b.x { (w / 2.0 + 4.0, 0.0) } else { (0.0, h / 2.0 + 3.0) };
        shares.into_iter().flat_map(move |share| {
            let at = a.towards(*b, share);
            [Point::new(at.x + dx, at.y + dy), Point::new(at.x - dx, at.y - dy)]
        })
    });
    on.chain(beside).collect()
}

/// Places beside the first or the last piece of a line, near the box.
fn beside_end(points: &[Point], last: bool, (w, h): (f64, f64)) -> Vec<Point> {
    let mut points = points.to_vec();
    if last {
        points.reverse();
    }
    let [end, next, ..] = points[..] else { return points };
    let length = end.distance(next).max(0.01);
    let (ux, uy) = ((next.x - end.x) / length, (next.y - end.y) / length);
    // Half of the text along the line, and across it.
    let half =
        |x: f64, y: f64| (w / 2.0 * x.abs() + h / 2.0 * y.abs(), w / 2.0 * y.abs() + h / 2.0 * x.abs());
    let (on, off) = half(ux, uy);
    [3.0, 12.0, 22.0]
        .into_iter()
        .flat_map(|far| {
            let at = Point::new(end.x + ux * (on + far), end.y + uy * (on + far));
            let side = off + 5.0;
            [Point::new(at.x - uy * side, at.y + ux * side), Point::new(at.x + uy * side, at.y - ux * side)]
        })
        .collect()
}
