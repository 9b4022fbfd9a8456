//! Lines that share a channel or a gap run beside each other.

use foldhash::HashMap;

use super::room::{HEAD, Needing, Rows};
use super::way::{Channel, Course, Leg, Way};
use super::{Routed, Wire};
use crate::diagram::Point;
use crate::view::layout::floor::{Floor, Needs};

/// Distance of lines that run beside each other.
pub(super) const LANE: f64 = 9.0;
/// Above this many lines in a channel they share a few tracks.
const CROWD: usize = 300;

/// Where lines run already, by position across them.
#[derive(Default)]
struct Lanes {
    taken: HashMap<i64, Vec<(f64, f64, f64)>>,
}

impl Lanes {
    fn is_free(&self, at: f64, (from, to): (f64, f64), apart: f64) -> bool {
        let bucket = (at / LANE).floor() as i64;
        (bucket - 1..=bucket + 1).all(|b| {
            let here = self.taken.get(&b).map(Vec::as_slice).unwrap_or_default();
            here.iter().all(|(x, a, b)| (x - at).abs() >= apart - 0.1 || *b <= from || to <= *a)
        })
    }

    /// The free position nearest to the one that is wanted; that one, if there is none.
    fn take(&mut self, (low, high): (f64, f64), want: f64, along: (f64, f64), tries: i32) -> f64 {
        let free = [LANE, LANE / 2.0].into_iter().find_map(|apart| {
            let beside = (1..=tries).flat_map(|n| [f64::from(n) * apart, -f64::from(n) * apart]);
            let mut places = std::iter::once(0.0).chain(beside).map(|by| want + by);
            places.find(|at| low <= *at && *at <= high && self.is_free(*at, along, apart))
        });
        let at = free.unwrap_or(want);
        self.taken.entry((at / LANE).floor() as i64).or_default().push((at, along.0, along.1));
        at
    }
}

/// A horizontal piece in a channel, or the room of a label there.
struct Item {
    wire: usize,
    /// The leg after which it comes; none is a label on a vertical line.
    leg: Option<usize>,
    low: f64,
    high: f64,
    thick: f64,
    /// From the top of the channel: those that turn back to the top, those that go on.
    order: (u8, f64),
}

/// Gives all pieces their places; tells what rooms would have been needed.
pub(super) fn assign(floor: &Floor, wires: &[Wire], ways: &[Way]) -> (Vec<Routed>, Needs) {
    let rows = Rows::of(floor);
    let mut needs = Needing::of(floor);
    let tries = if wires.len() > 2_000 { 3 } else { 24 };
    let across = verticals(&rows, ways, tries);
    let mut channels: HashMap<Channel, Vec<Item>> = HashMap::default();
    for (n, way) in ways.iter().enumerate() {
        if let Course::Through { legs, .. } = &way.course {
            items(n, &wires[n], way, legs, &across[n], &mut channels);
            needs.through(floor, way, legs, &across[n]);
        }
    }
    let mut lines: Vec<Routed> = vec![Routed::default(); wires.len()];
    let mut heights: HashMap<(usize, usize), f64> = HashMap::default();
    let mut keys: Vec<Channel> = channels.keys().copied().collect();
    keys.sort_unstable();
    for key in keys {
        let items = channels.remove(&key).unwrap_or_default();
        let (total, tracks) = tracks(&items);
        needs.channel(key, total + 2.0 * HEAD);
        let (start, scale) = rows.start(floor, key, total);
        for (item, middle) in items.iter().zip(tracks) {
            let y = start + middle * scale;
            if let Some(leg) = item.leg {
                heights.insert((item.wire, leg), y);
            }
            if item.thick > LANE {
                lines[item.wire].label_at = Some(Point::new((item.low + item.high) / 2.0, y));
            }
        }
    }
    let mut level = Lanes::default();
    let mut loops: HashMap<usize, usize> = HashMap::default();
    for (n, way) in ways.iter().enumerate() {
        let points = match &way.course {
            Course::Through { legs, start, end } => {
                let xs = &across[n];
                let mut points = vec![Point::new(xs[0], *start)];
                for leg in 0..legs.len() - 1 {
                    let y = heights.get(&(n, leg)).copied().unwrap_or(*start);
                    points.extend([Point::new(xs[leg], y), Point::new(xs[leg + 1], y)]);
                }
                points.push(Point::new(xs[legs.len() - 1], *end));
                points
            }
            Course::Beside { low, high, from, to, gap } => {
                let along = (from.min(*to), from.max(*to));
                let y = level.take((*low, *high), (low + high) / 2.0, along, tries);
                let (wide, _) = wires[n].label;
                if let Some((space, row, place)) = *gap {
                    needs.gap(space, row, place, (wide + 24.0).max(32.0));
                }
                lines[n].label_at = (wide > 0.0).then(|| Point::new((from + to) / 2.0, y));
                vec![Point::new(*from, y), Point::new(*to, y)]
            }
            Course::Loop => {
                let count = loops.entry(wires[n].from).or_default();
                *count += 1;
                own_loop(floor, &mut needs, wires[n].from, *count)
            }
        };
        lines[n].points = tidy(points);
    }
    (lines, needs.0)
}

/// Horizontal places of all legs.
fn verticals(rows: &Rows, ways: &[Way], tries: i32) -> Vec<Vec<f64>> {
    let mut lanes = Lanes::default();
    let mut across: Vec<Vec<f64>> = vec![Vec::new(); ways.len()];
    let count = |way: &Way| if let Course::Through { legs, .. } = &way.course { legs.len() } else { 0 };
    let mut order: Vec<usize> = (0..ways.len()).collect();
    // Straight lines stay straight, others make room.
    order.sort_by_key(|n| count(&ways[*n]));
    for n in order {
        let Course::Through { legs, start, end } = &ways[n].course else { continue };
        let mut before = (*start, *start);
        for leg in legs {
            let after = leg.channel.map_or((*end, *end), |channel| rows.channel(channel));
            let along = (before.0.min(after.0), before.1.max(after.1));
            across[n].push(lanes.take((leg.low, leg.high), leg.want, along, tries));
            before = after;
        }
    }
    across
}

fn items(
    n: usize,
    wire: &Wire,
    way: &Way,
    legs: &[Leg],
    xs: &[f64],
    channels: &mut HashMap<Channel, Vec<Item>>,
) {
    let (wide, high) = wire.label;
    let lengths = xs.windows(2).map(|pair| (pair[0] - pair[1]).abs());
    let longest =
        lengths.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(leg, _)| leg);
    let mut is_down = way.sides[0];
    for (leg, pair) in xs.windows(2).enumerate() {
        let Some(channel) = legs[leg].channel else { continue };
        let (mut low, mut until) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let span = until - low;
        let mut thick = LANE;
        if wide > 0.0 && longest == Some(leg) {
            let middle = (low + until) / 2.0;
            (low, until) = (low.min(middle - wide / 2.0), until.max(middle + wide / 2.0));
            thick = high + 4.0;
        }
        let (upper, lower) = if is_down { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        let order = match (legs[leg].is_turn, is_down) {
            (true, true) => (0, span),
            (true, false) => (9, span),
            _ if upper < lower => (1, -upper),
            _ => (2, upper),
        };
        is_down ^= legs[leg].is_turn;
        channels.entry(channel).or_default().push(Item {
            wire: n,
            leg: Some(leg),
            low,
            high: until,
            thick,
            order,
        });
    }
    if wide > 0.0
        && longest.is_none()
        && let Some(channel) = way.label_in
    {
        let (low, until) = (xs[0] - wide / 2.0, xs[0] + wide / 2.0);
        let item = Item { wire: n, leg: None, low, high: until, thick: high + 4.0, order: (3, 0.0) };
        channels.entry(channel).or_default().push(item);
    }
}

/// Height of all tracks of a channel, and the middle of each item's, from the top.
fn tracks(items: &[Item]) -> (f64, Vec<f64>) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by(|a, b| {
        let ((x, a), (y, b)) = (items[*a].order, items[*b].order);
        x.cmp(&y).then(a.total_cmp(&b))
    });
    // Those that turn back to the bottom are counted from there.
    let (below, above): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|n| items[*n].order.0 == 9);
    let mut thick: Vec<f64> = Vec::new();
    let mut track = vec![0; items.len()];
    let mut put = |some: &[usize], thick: &mut Vec<f64>| {
        let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
        let first = thick.len();
        for (place, n) in some.iter().enumerate() {
            let (low, high) = (items[*n].low - LANE / 2.0, items[*n].high + LANE / 2.0);
            let is_free = |track: &Vec<(f64, f64)>| track.iter().all(|(a, b)| *b <= low || high <= *a);
            let found = match some.len() > CROWD {
                true => Some(place % 40).filter(|track| *track < taken.len()),
                false => taken.iter().position(is_free),
            };
            let at = found.unwrap_or_else(|| {
                taken.push(Vec::new());
                thick.push(LANE);
                taken.len() - 1
            });
            taken[at].push((low, high));
            track[*n] = first + at;
            thick[first + at] = thick[first + at].max(items[*n].thick);
        }
        first
    };
    put(&above, &mut thick);
    let first = put(&below, &mut thick);
    thick[first..].reverse();
    let count = thick.len();
    for n in below {
        track[n] = first + count - 1 - track[n];
    }
    let mut y = 0.0;
    let middles: Vec<f64> = thick
        .iter()
        .map(|high| {
            y += high;
            y - high / 2.0
        })
        .collect();
    (y, track.into_iter().map(|track| middles[track]).collect())
}

fn own_loop(floor: &Floor, needs: &mut Needing, node: usize, count: usize) -> Vec<Point> {
    let (rect, (row, place)) = (floor.rects[node], floor.at[node]);
    let space = floor.space_of(node);
    let out = 12.0 + 4.0 * (count.min(5) as f64 - 1.0);
    needs.gap(space, row, place + 1, out + 12.0);
    needs.channel((space, row + 1), out + 12.0);
    let (x, y) = (rect.right() - 12.0_f64.min(rect.w / 3.0), rect.bottom() - 12.0_f64.min(rect.h / 3.0));
    vec![
        Point::new(rect.right(), y),
        Point::new(rect.right() + out, y),
        Point::new(rect.right() + out, rect.bottom() + out),
        Point::new(x, rect.bottom() + out),
        Point::new(x, rect.bottom()),
    ]
}

/// Without points that say nothing.
fn tidy(points: Vec<Point>) -> Vec<Point> {
    let mut tidy: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if tidy.last().is_some_and(|last| last.distance(point) < 0.01) && tidy.len() > 1 {
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
