//! The way of a line: through which channels and gaps it goes.

use super::gap::pass;
use crate::view::layout::floor::Floor;

/// A channel: the space, and the number of rows above it.
pub(super) type Channel = (usize, usize);

/// A vertical piece of a line: where it may be, and where it would like to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Leg {
    pub low: f64,
    pub high: f64,
    pub want: f64,
    /// Whether it touches a box and where it would like to do so.
    pub ends: u8,
    /// Rows it passes: the space, the first, and the one after the last.
    pub passes: Vec<(usize, usize, usize)>,
    /// The channel in which it ends and the next one begins; none for the last.
    pub channel: Option<Channel>,
    /// Whether the line turns back in that channel.
    pub is_turn: bool,
}

/// How a line goes.
#[derive(Clone, Debug)]
pub(super) enum Course {
    /// Vertical pieces joined by horizontal ones in channels; `start` and `end` are the heights of
    /// the borders it joins.
    Through { legs: Vec<Leg>, start: f64, end: f64 },
    /// Straight to the right or left, between these heights, in this gap.
    Beside { low: f64, high: f64, from: f64, to: f64, gap: Option<(usize, usize, usize)> },
    /// From a box to itself.
    Loop,
}

/// A way, with the channel in which its label would stand.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub course: Course,
    pub label_in: Option<Channel>,
    /// Sides of the boxes at which it starts and ends: whether at the bottom.
    pub sides: [bool; 2],
}

/// How near a leg may come to a corner or a border beside it.
pub(super) const CLEAR: f64 = 6.0;

/// The way from one node to another.
pub(super) fn find(floor: &Floor, from: usize, to: usize) -> Way {
    if from == to {
        return Way { course: Course::Loop, label_in: None, sides: [false; 2] };
    }
    let (up_from, up_to) = (chain(floor, from), chain(floor, to));
    // Without the common ancestors; the last of each is what stands in the common space.
    let common = up_from.iter().rev().zip(up_to.iter().rev()).take_while(|(a, b)| a == b).count();
    let (own_from, own_to) = (&up_from[..up_from.len() - common], &up_to[..up_to.len() - common]);
    match (own_from.last(), own_to.last()) {
        (Some(_), Some(_)) => between(floor, own_from, own_to),
        // One is inside the other.
        (Some(_), None) => outwards(floor, own_from, to),
        (None, Some(_)) => reversed(outwards(floor, own_to, from)),
        (None, None) => Way { course: Course::Loop, label_in: None, sides: [false; 2] },
    }
}

/// A node and what it is inside of, from the inside out.
fn chain(floor: &Floor, node: usize) -> Vec<usize> {
    std::iter::successors(Some(node), |n| floor.parent[*n]).collect()
}

fn reversed(way: Way) -> Way {
    let course = match way.course {
        Course::Through { legs, start, end } => {
            Course::Through { legs: backwards(legs), start: end, end: start }
        }
        Course::Beside { low, high, from, to, gap } => Course::Beside { low, high, from: to, to: from, gap },
        Course::Loop => Course::Loop,
    };
    Way { course, sides: [way.sides[1], way.sides[0]], ..way }
}

fn backwards(legs: Vec<Leg>) -> Vec<Leg> {
    let channels: Vec<(Option<Channel>, bool)> = legs.iter().map(|leg| (leg.channel, leg.is_turn)).collect();
    let mut legs: Vec<Leg> = legs.into_iter().rev().collect();
    let last = legs.len() - 1;
    for (n, leg) in legs.iter_mut().enumerate() {
        (leg.channel, leg.is_turn) = if n == last { (None, false) } else { channels[last - 1 - n] };
    }
    legs
}

fn between(floor: &Floor, from: &[usize], to: &[usize]) -> Way {
    let (a, b) = (from[from.len() - 1], to[to.len() - 1]);
    let space = floor.space_of(a);
    let ((row_a, place_a), (row_b, place_b)) = (floor.at[a], floor.at[b]);
    if row_a == row_b
        && place_a.abs_diff(place_b) == 1
        && let Some(way) = beside(floor, from, to, (space, row_a, place_a.max(place_b)), place_a < place_b)
    {
        return way;
    }
    let (goes_down, comes_up) = match row_a.cmp(&row_b) {
        std::cmp::Ordering::Less => (true, false),
        std::cmp::Ordering::Greater => (false, true),
        std::cmp::Ordering::Equal => {
            let below = steps(floor, from, true) + steps(floor, to, true);
            let above = steps(floor, from, false) + steps(floor, to, false);
            let is_below = below <= above;
            (is_below, is_below)
        }
    };
    let (first, last) = (from[0], to[0]);
    let (x, y) = (floor.rects[first].centre().x, floor.rects[last].centre().x);
    let mut legs = climb(floor, from, goes_down, y);
    let mut other = climb(floor, to, comes_up, x);
    let channel = |row: usize, down: bool| (space, row + usize::from(down));
    let (here, there) = (channel(row_a, goes_down), channel(row_b, comes_up));
    let label_in = if here.1.abs_diff(there.1) > 1 && other.len() < legs.len() { there } else { here };
    join(&mut legs, here, row_a == row_b);
    if here != there {
        let rows = (here.1.min(there.1), here.1.max(there.1));
        let mut leg = pass(floor, (space, rows.0, rows.1), false, (x + y) / 2.0);
        leg.channel = Some(there);
        legs.push(leg);
    }
    legs.append(&mut {
        other = backwards(other);
        other
    });
    let edge =
        |node: usize, bottom: bool| if bottom { floor.rects[node].bottom() } else { floor.rects[node].y };
    let course = Course::Through { legs, start: edge(first, goes_down), end: edge(last, comes_up) };
    Way { course, label_in: Some(label_in), sides: [goes_down, comes_up] }
}

fn join(legs: &mut [Leg], channel: Channel, is_turn: bool) {
    if let Some(last) = legs.last_mut() {
        (last.channel, last.is_turn) = (Some(channel), is_turn);
    }
}

/// From inside a container to its border.
fn outwards(floor: &Floor, from: &[usize], outer: usize) -> Way {
    let rect = floor.rects[outer];
    let down = steps(floor, from, true) <= steps(floor, from, false) + 1;
    let mut way = from.to_vec();
    way.push(outer);
    let legs = climb(floor, &way, down, floor.rects[from[0]].centre().x);
    let inner = floor.rects[from[0]];
    let (start, end) = if down { (inner.bottom(), rect.bottom()) } else { (inner.y, rect.y) };
    let label_in = legs[0].channel;
    Way { course: Course::Through { legs, start, end }, label_in, sides: [down, down] }
}

/// How many rows have to be passed to leave the containers of a chain.
fn steps(floor: &Floor, chain: &[usize], down: bool) -> usize {
    let inner = &chain[..chain.len() - 1];
    let rows = |node: &usize| {
        let row = floor.at[*node].0;
        // Beside a title is less room than between boxes.
        if down { floor.spaces[floor.space_of(*node)].rows.len() - 1 - row } else { row + 1 }
    };
    inner.iter().map(rows).sum()
}

/// Legs from the first of a chain out of all others but the last one's space.
fn climb(floor: &Floor, chain: &[usize], down: bool, want: f64) -> Vec<Leg> {
    let rect = floor.rects[chain[0]];
    let clear = CLEAR.min(rect.w / 4.0);
    let (low, high) = (rect.x + clear, rect.right() - clear);
    let mut legs = vec![Leg { low, high, want: rect.centre().x, ends: 1, ..Leg::default() }];
    for pair in chain.windows(2) {
        let (space, row) = (floor.space_of(pair[0]), floor.at[pair[0]].0);
        let count = floor.spaces[space].rows.len();
        let (channel, rows) = if down { (row + 1, (row + 1, count)) } else { (row, (0, row)) };
        join(&mut legs, (space, channel), false);
        legs.push(pass(floor, (space, rows.0, rows.1), !down, want));
    }
    legs
}

/// Straight from one box to its neighbour in the row, if they see each other.
fn beside(
    floor: &Floor,
    from: &[usize],
    to: &[usize],
    gap: (usize, usize, usize),
    is_right: bool,
) -> Option<Way> {
    let is_outermost = |chain: &[usize], at_end: bool| {
        chain[..chain.len() - 1].iter().all(|n| {
            let row = &floor.spaces[floor.space_of(*n)].rows[floor.at[*n].0];
            let wanted = if at_end { row.last() } else { row.first() };
            // Where rows are columns, titles are in the way.
            wanted == Some(n) && (!floor.is_turned || at_end)
        })
    };
    if !is_outermost(from, is_right) || !is_outermost(to, !is_right) {
        return None;
    }
    let (a, b) = (floor.rects[from[0]], floor.rects[to[0]]);
    let clear = |h: f64| CLEAR.min(h / 4.0);
    let low = (a.y + clear(a.h)).max(b.y + clear(b.h));
    let high = (a.bottom() - clear(a.h)).min(b.bottom() - clear(b.h));
    let (x, y) = if is_right { (a.right(), b.x) } else { (a.x, b.right()) };
    let course = Course::Beside { low, high, from: x, to: y, gap: Some(gap) };
    (high >= low).then_some(Way { course, label_in: None, sides: [false; 2] })
}
