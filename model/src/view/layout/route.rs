//! Orthogonal lines through the channels and gaps of a [`Floor`].
//!
//! A line leaves its box upwards or downwards into the channel beside its row, changes rows through
//! gaps that all rows between have in common, and leaves containers at the end of their rows; so it
//! never crosses a box that is not around one of its ends ([`way`]). Lines in the same channel or
//! gap run beside each other ([`lanes`]). What channels and gaps lack is told ([`Needs`]), and
//! [`run`] grows them.

mod ends;
mod gap;
mod lanes;
mod room;
mod way;

use super::floor::{Floor, Needs};
use crate::diagram::Point;
use way::{Course, Way};

/// A line to be routed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wire {
    /// Node it starts at.
    pub from: usize,
    /// Node it ends at.
    pub to: usize,
    /// Width and height of its label.
    pub label: (f64, f64),
}

/// A routed line.
#[derive(Clone, Debug, Default)]
pub(super) struct Routed {
    /// From border to border.
    pub points: Vec<Point>,
    /// Where its label has room.
    pub label_at: Option<Point>,
}

/// Above this many lines nothing is widened for them.
const MOST_GROWN: usize = 3_000;

/// Places the boxes of `floor` so that the wires have room, and routes them. `settle` is called
/// before each placing, with what the lines needed in the last one.
pub(super) fn run(
    floor: &mut Floor,
    wires: &[Wire],
    mut settle: impl FnMut(&mut Floor, Option<&Needs>),
) -> Vec<Routed> {
    settle(floor, None);
    floor.place();
    if wires.len() <= MOST_GROWN {
        for _ in 0..2 {
            let (_, needs) = routed(floor, wires);
            floor.grow(&needs);
            settle(floor, Some(&needs));
            floor.place();
        }
    }
    let (mut lines, _) = routed(floor, wires);
    if floor.is_turned {
        let turned = |point: &mut Point| *point = Point::new(point.y, point.x);
        for line in &mut lines {
            line.points.iter_mut().chain(&mut line.label_at).for_each(turned);
        }
    }
    lines
}

/// Routes on a placed floor; tells what would be needed to do it well.
fn routed(floor: &Floor, wires: &[Wire]) -> (Vec<Routed>, Needs) {
    // Texts keep their direction where rows are columns.
    let label = |(w, h): (f64, f64)| if floor.is_turned { (h, w) } else { (w, h) };
    let wires: Vec<Wire> = wires.iter().map(|wire| Wire { label: label(wire.label), ..*wire }).collect();
    let mut ways: Vec<Way> = wires.iter().map(|wire| way::find(floor, wire.from, wire.to)).collect();
    ends::spread(floor, &wires, &mut ways);
    for way in &mut ways {
        if let Course::Through { legs, .. } = &mut way.course {
            ends::straighten(legs);
        }
    }
    lanes::assign(floor, &wires, &ways)
}
