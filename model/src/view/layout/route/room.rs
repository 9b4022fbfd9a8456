//! How much room channels and gaps have, and how much they need.

use super::lanes::LANE;
use super::way::{Channel, Leg, Way};
use crate::view::layout::floor::{Floor, Needs};

/// Room for a head between a box and the nearest line along it.
pub(super) const HEAD: f64 = 14.0;

/// Tops and bottoms of the rows of each space.
pub(super) struct Rows {
    rows: Vec<Vec<(f64, f64)>>,
    inner: Vec<(f64, f64)>,
}

impl Rows {
    pub fn of(floor: &Floor) -> Self {
        let extent = |row: &Vec<usize>| {
            let rects = row.iter().map(|n| floor.rects[*n]);
            rects.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), r| (a.min(r.y), b.max(r.bottom())))
        };
        let rows: Vec<Vec<(f64, f64)>> =
            floor.spaces.iter().map(|space| space.rows.iter().map(extent).collect()).collect();
        let page = rows[0].iter().fold((0.0_f64, 0.0_f64), |(a, b), (c, d)| (a.min(*c), b.max(*d)));
        let inner = (0..rows.len()).map(|space| match space.checked_sub(1) {
            None => (page.0 - 40.0, page.1 + 40.0),
            Some(node) => {
                let (rect, [top, _, bottom, _]) = (floor.rects[node], floor.pad[node]);
                (rect.y + top, rect.bottom() - bottom)
            }
        });
        Self { inner: inner.collect(), rows }
    }

    pub fn channel(&self, (space, above): Channel) -> (f64, f64) {
        let rows = &self.rows[space];
        let top = above.checked_sub(1).and_then(|row| rows.get(row)).map_or(self.inner[space].0, |row| row.1);
        let bottom = rows.get(above).map_or(self.inner[space].1, |row| row.0);
        (top, bottom)
    }

    /// Where the tracks of a channel begin, and how much they have to be pressed together.
    pub fn start(&self, floor: &Floor, channel: Channel, total: f64) -> (f64, f64) {
        let (top, bottom) = self.channel(channel);
        match channel {
            (0, 0) => (bottom - HEAD - total, 1.0),
            (0, above) if above == floor.spaces[0].rows.len() => (top + HEAD, 1.0),
            _ => {
                let room = bottom - top;
                let scale = (room / total.max(1.0)).clamp(0.0, 1.0);
                (top + (room - total * scale) / 2.0, scale)
            }
        }
    }
}

/// What channels and gaps would have needed.
pub(super) struct Needing(pub Needs);

impl Needing {
    pub fn of(floor: &Floor) -> Self {
        let none = |count: usize| vec![0.0; count + 1];
        let spaces = floor.spaces.iter();
        Self(
            spaces
                .map(|s| (none(s.rows.len()), s.rows.iter().map(|row| none(row.len())).collect()))
                .collect(),
        )
    }

    pub fn channel(&mut self, (space, above): Channel, need: f64) {
        let all = &mut self.0[space].0;
        // Above and below everything there is room.
        if space > 0 || (above > 0 && above + 1 < all.len()) {
            all[above] = all[above].max(need);
        }
    }

    pub fn gap(&mut self, space: usize, row: usize, place: usize, need: f64) {
        let all = &mut self.0[space].1[row];
        if space > 0 || (place > 0 && place + 1 < all.len()) {
            all[place] = all[place].max(need);
        }
    }

    pub fn through(&mut self, floor: &Floor, way: &Way, legs: &[Leg], xs: &[f64]) {
        if let Some(channel) = way.label_in {
            self.channel(channel, 2.0 * HEAD);
        }
        for (leg, x) in legs.iter().zip(xs) {
            for &(space, first, end) in &leg.passes {
                for row in first..end {
                    let nodes = &floor.spaces[space].rows[row];
                    let place = nodes.partition_point(|n| floor.rects[*n].centre().x < *x);
                    let all = &mut self.0[space].1[row];
                    if space > 0 || (place > 0 && place + 1 < all.len()) {
                        all[place] = all[place].max(2.0 * LANE) + LANE;
                    }
                }
            }
        }
    }
}
