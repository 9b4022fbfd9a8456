//! Layouts: where the nodes and lines of a [`Draft`] stand. One file a layout.
//!
//! Each is a function from a measured draft to a draft with places: rectangles in absolute
//! coordinates, parents around their children, lines that do not cross boxes, labels that cover
//! nothing. They are deterministic, and whatever they are given, they end.
//!
//! Most plan boxes in rows ([`floor`], [`pack`]) and lead lines through what is free between them
//! ([`route`]); [`join`] is the end of all of them.

mod bands;
mod cascade;
mod floor;
mod grid;
mod join;
mod journey;
mod labels;
mod lanes;
mod layered;
mod map;
mod pack;
mod radial;
mod roadmap;
mod route;
mod sequence;

use crate::diagram::{Diagram, Point, Rect};
use crate::view::Draft;
use crate::viewpoint::Engine;

/// How a note begins that says why a view is not laid out as it asks.
pub const LAYOUT_FALLBACK: &str = "laid out as a grid: ";

/// Lays out a draft whose nodes were measured ([`Draft::measure`]); `engine` does the work of the
/// layered layout.
pub fn arrange(mut draft: Draft, engine: &dyn crate::layered::Engine) -> Diagram {
    join::prepare(&mut draft);
    match draft.arrangement.engine {
        Engine::Layered | Engine::States => layered::arrange(draft, engine),
        Engine::Map => map::arrange(draft),
        Engine::Bands => bands::arrange(draft),
        Engine::Cascade => cascade::arrange(draft),
        Engine::Radial => radial::arrange(draft),
        Engine::Sequence => sequence::arrange(draft),
        Engine::Roadmap => roadmap::arrange(draft),
        Engine::Journey => journey::arrange(draft),
        Engine::Lanes => lanes::arrange(draft),
        _ => grid::arrange(draft),
    }
}

/// Whether a straight piece of a line goes through a rectangle; its border may be touched.
fn crosses(a: Point, b: Point, rect: Rect) -> bool {
    let rect = Rect::new(rect.x + 0.5, rect.y + 0.5, (rect.w - 1.0).max(0.0), (rect.h - 1.0).max(0.0));
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for (at, by, least, most) in
        [(a.x, b.x - a.x, rect.x, rect.right()), (a.y, b.y - a.y, rect.y, rect.bottom())]
    {
        if by == 0.0 {
            if at < least || at > most {
                return false;
            }
            continue;
        }
        let (one, other) = ((least - at) / by, (most - at) / by);
        (low, high) = (low.max(one.min(other)), high.min(one.max(other)));
    }
    low < high
}

#[cfg(test)]
mod tests;
