//! Gaps that rows have in common, through which lines pass them.

use super::way::{CLEAR, Leg};
use crate::view::layout::floor::Floor;

/// How far outside of everything lines may run.
const OUTSIDE: f64 = 20_000.0;

/// A leg through gaps that some rows have in common, as near to `want` as there is one; and beside
/// the title, if it goes through the top.
pub(super) fn pass(
    floor: &Floor,
    (space, first, end): (usize, usize, usize),
    by_title: bool,
    want: f64,
) -> Leg {
    let (left, right, title) = match space.checked_sub(1) {
        None => {
            let wide = floor.children[0].iter().map(|n| floor.rects[*n].right()).fold(0.0, f64::max);
            (-OUTSIDE, wide + OUTSIDE, None)
        }
        Some(node) => {
            let rect = floor.rects[node];
            let title = floor.titles[node];
            let wide = title.width.min(rect.w);
            let at = if title.is_left { rect.x } else { rect.x + (rect.w - wide) / 2.0 };
            let is_there = by_title && !floor.is_turned;
            (rect.x + 2.0, rect.right() - 2.0, is_there.then_some((at, at + wide)))
        }
    };
    let gaps = |row: usize| Gaps { floor, row: &floor.spaces[space].rows[row], left, right };
    // Candidates are gaps of the first row that is passed, the nearest first; sides always work.
    let candidates: Vec<(f64, f64)> =
        if first < end { gaps(first).near(want, 8) } else { vec![(left, right)] };
    let mut best: Option<(f64, f64)> = None;
    let sides = [((left, right), Some(false)), ((left, right), Some(true))];
    for (candidate, side) in candidates.into_iter().map(|gap| (gap, None)).chain(sides) {
        let (mut low, mut high) = candidate;
        for row in first..end {
            let gaps = gaps(row);
            let (a, b) = match side {
                None => gaps.at(want.clamp(low, high.max(low))),
                Some(at_end) => gaps.side(at_end),
            };
            (low, high) = (low.max(a), high.min(b));
            if high - low < 3.0 {
                break;
            }
        }
        let cut = |(low, high): (f64, f64)| match title {
            Some((from, to)) => {
                let (before, after) = ((low, high.min(from)), (low.max(to), high));
                if before.1 - before.0 >= after.1 - after.0 { before } else { after }
            }
            None => (low, high),
        };
        let whole = (low, high);
        (low, high) = cut(whole);
        if high - low >= 3.0 {
            best = Some((low, high));
            break;
        }
        if side.is_some() && best.is_none() && whole.1 > whole.0 {
            best = Some(whole);
        }
    }
    let (low, high) = best.unwrap_or((left, left));
    let clear = CLEAR.min((high - low) / 3.0);
    let (low, high) = (low + clear, high - clear);
    // In the middle of a gap, but not far out beside everything.
    let is_gap = first < end && high - low < 400.0;
    let want = if is_gap { (low + high) / 2.0 } else { want.clamp(low, high.max(low)) };
    let passes = if first < end { vec![(space, first, end)] } else { Vec::new() };
    Leg { low, high, want, passes, ..Leg::default() }
}

/// What is free in a row, between two borders.
struct Gaps<'a> {
    floor: &'a Floor,
    row: &'a [usize],
    left: f64,
    right: f64,
}

impl Gaps<'_> {
    /// The gap before the box at a place.
    fn before(&self, place: usize) -> (f64, f64) {
        let left = place.checked_sub(1).map_or(self.left, |p| self.floor.rects[self.row[p]].right());
        let right = self.row.get(place).map_or(self.right, |n| self.floor.rects[*n].x);
        (left, right)
    }

    /// The gap nearest to a place.
    fn at(&self, x: f64) -> (f64, f64) {
        let place = self.row.partition_point(|n| self.floor.rects[*n].centre().x < x);
        self.before(place)
    }

    fn side(&self, at_end: bool) -> (f64, f64) {
        self.before(if at_end { self.row.len() } else { 0 })
    }

    /// Gaps by their distance from a place.
    fn near(&self, x: f64, most: usize) -> Vec<(f64, f64)> {
        let middle = self.row.partition_point(|n| self.floor.rects[*n].centre().x < x);
        let first = middle.saturating_sub(most / 2);
        let end = (middle + most / 2).min(self.row.len());
        let mut gaps: Vec<(f64, f64)> = (first..=end).map(|place| self.before(place)).collect();
        let far = |gap: &(f64, f64)| (x.clamp(gap.0, gap.1.max(gap.0)) - x).abs();
        gaps.sort_by(|a, b| far(a).total_cmp(&far(b)));
        gaps
    }
}
