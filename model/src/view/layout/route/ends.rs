//! Where lines touch boxes, and lines without needless corners.

use super::Wire;
use super::way::{Course, Leg, Way};
use crate::view::layout::floor::Floor;

/// Gives the ends at each side of a box places of their own, in the order of where they go.
pub(super) fn spread(floor: &Floor, wires: &[Wire], ways: &mut [Way]) {
    let mut ends: Vec<(usize, bool, f64, usize, bool)> = Vec::new();
    for (n, (wire, way)) in wires.iter().zip(&*ways).enumerate() {
        let Course::Through { legs, .. } = &way.course else { continue };
        let aim = |leg: Option<&Leg>, other: usize| leg.map_or(floor.rects[other].centre().x, |leg| leg.want);
        let (second, before) =
            if legs.len() > 2 { (legs.get(1), legs.get(legs.len() - 2)) } else { (None, None) };
        let [start, end] = way.sides;
        if legs.first().is_some_and(|leg| leg.ends > 0) {
            ends.push((wire.from, start, aim(second, wire.to), n, true));
        }
        if legs.last().is_some_and(|leg| leg.ends > 0) {
            ends.push((wire.to, end, aim(before, wire.from), n, false));
        }
    }
    ends.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    for side in ends.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let count = side.len() as f64 + 1.0;
        for (place, (_, _, _, n, is_start)) in side.iter().enumerate() {
            let Course::Through { legs, .. } = &mut ways[*n].course else { continue };
            let leg = if *is_start { legs.first_mut() } else { legs.last_mut() };
            if let Some(leg) = leg {
                leg.want = leg.low + (leg.high - leg.low) * (place as f64 + 1.0) / count;
            }
        }
    }
}

/// Joins legs that can be one.
pub(super) fn straighten(legs: &mut Vec<Leg>) {
    let mut joined: Vec<Leg> = Vec::with_capacity(legs.len());
    for leg in legs.drain(..) {
        if let Some(last) = joined.last_mut()
            && !last.is_turn
            && last.high.min(leg.high) - last.low.max(leg.low) >= 2.0
        {
            let want = match last.ends.cmp(&leg.ends) {
                std::cmp::Ordering::Greater => last.want,
                std::cmp::Ordering::Less => leg.want,
                std::cmp::Ordering::Equal => (last.want + leg.want) / 2.0,
            };
            (last.low, last.high) = (last.low.max(leg.low), last.high.min(leg.high));
            last.want = want.clamp(last.low, last.high);
            last.ends += leg.ends;
            last.passes.extend(leg.passes);
            (last.channel, last.is_turn) = (leg.channel, leg.is_turn);
        } else {
            joined.push(leg);
        }
    }
    *legs = joined;
}
