//! The ways of lines: out of a box, through channels, into the next box.
//!
//! A line leaves its box at the end along the flow and enters the next at its start. Between, it
//! runs across the flow in a channel between columns, and along it in a channel between rows or
//! through a row where nothing stands. Its label stands in the last piece, where the channel has
//! room for it.

use super::grid::{Grid, Link};
use super::tracks::{Piece, assign};
use super::{AIR, Flow, LABEL_GAP, Places, TRACK};
use crate::diagram::{Content, Point, label_size, middle};
use crate::view::Draft;

/// The way of a line.
struct Route {
    link: Link,
    /// Distance from the centre of its row where it leaves and where it enters.
    leaves: f64,
    enters: f64,
    way: Way,
    /// Size of its label along and across the flow.
    label: (f64, f64),
    /// How far from the line the centre of its label stands, across the flow.
    aside: f64,
}

/// What a line runs through; channels between columns are counted from the one before the first.
enum Way {
    /// Straight on.
    Straight,
    /// Across in one channel, with its track.
    Step { channel: usize, track: usize },
    /// Across in a channel, along a channel between rows, across in another channel.
    Around { out: usize, out_track: usize, gap: usize, gap_track: usize, into: usize, into_track: usize },
}

pub(super) struct Routes {
    routes: Vec<Route>,
    /// Size of each box, along and across.
    pub sizes: Vec<(f64, f64)>,
    /// Size of rows.
    rows: Vec<f64>,
    /// Tracks and room for labels of each channel between columns.
    channels: Vec<(usize, f64)>,
    /// Tracks of each channel between rows.
    gaps: Vec<usize>,
}

impl Routes {
    pub(super) fn of(draft: &Draft, grid: &Grid, flow: Flow) -> Self {
        let mut sizes: Vec<(f64, f64)> = grid
            .boxes
            .iter()
            .map(|place| {
                flow.split((draft.diagram.nodes[place.node].rect.w, draft.diagram.nodes[place.node].rect.h))
            })
            .collect();
        let mut routes: Vec<Route> = grid
            .links
            .iter()
            .map(|link| {
                let edge = &draft.diagram.edges[link.edge];
                let label = if edge.label.is_empty() { (0.0, 0.0) } else { flow.split(label_size(edge)) };
                Route { link: *link, leaves: 0.0, enters: 0.0, way: Way::Straight, label, aside: 0.0 }
            })
            .collect();
        let mut rows = vec![0.0_f64; grid.rows];
        for n in 0..grid.boxes.len() {
            let reach = ports(draft, grid, &mut routes, n, flow);
            if !is_fixed(draft, grid, n) {
                sizes[n].1 = sizes[n].1.max(2.0 * (reach.0 + AIR / 2.0));
            }
            let row = &mut rows[grid.boxes[n].row];
            *row = row.max(sizes[n].1).max(2.0 * reach.1);
        }
        find_ways(grid, &mut routes);
        let mut all = Self { routes, sizes, rows, channels: Vec::new(), gaps: Vec::new() };
        all.find_tracks(grid);
        all
    }

    /// Size of a channel between columns, along the flow.
    pub(super) fn channel(&self, n: usize) -> f64 {
        let (tracks, label) = self.channels[n];
        AIR + tracks as f64 * TRACK + label.max(AIR)
    }

    /// Size of a row, across the flow.
    pub(super) fn row(&self, n: usize) -> f64 {
        self.rows[n]
    }

    /// Size of the channel above a row, across the flow.
    pub(super) fn gap(&self, n: usize) -> f64 {
        AIR + self.gaps[n] as f64 * TRACK
    }

    fn find_tracks(&mut self, grid: &Grid) {
        // Rows and the channels between them as one scale: a row is odd, the channel above it even.
        let port = |row: usize, offset: f64| 2.0 * row as f64 + 1.0 + offset / 10_000.0;
        let mut channels: Vec<Vec<Piece>> = (0..=grid.columns).map(|_| Vec::new()).collect();
        let mut gaps: Vec<Vec<Piece>> = (0..=grid.rows).map(|_| Vec::new()).collect();
        for (n, route) in self.routes.iter().enumerate() {
            let (from, to) = (&grid.boxes[route.link.from], &grid.boxes[route.link.to]);
            let (start, end) = (port(from.row, route.leaves), port(to.row, route.enters));
            match route.way {
                Way::Straight => {}
                Way::Step { channel, .. } => channels[channel].push(Piece { link: n, from: start, to: end }),
                Way::Around { out, gap, into, .. } => {
                    let between = 2.0 * gap as f64;
                    channels[out].push(Piece { link: n, from: start, to: between });
                    gaps[gap].push(Piece { link: n, from: out as f64, to: into as f64 });
                    channels[into].push(Piece { link: n, from: between, to: end });
                }
            }
        }
        self.channels = vec![(0, 0.0); grid.columns + 1];
        self.gaps = vec![0; grid.rows + 1];
        for (channel, pieces) in channels.iter().enumerate() {
            let (tracks, count) = assign(pieces);
            self.channels[channel].0 = count;
            for (piece, at) in pieces.iter().zip(tracks) {
                match &mut self.routes[piece.link].way {
                    Way::Step { track, .. } => *track = at,
                    Way::Around { into, into_track, .. } if *into == channel => *into_track = at,
                    Way::Around { out_track, .. } => *out_track = at,
                    Way::Straight => {}
                }
            }
        }
        for (gap, pieces) in gaps.iter().enumerate() {
            let (tracks, count) = assign(pieces);
            self.gaps[gap] = count;
            for (piece, at) in pieces.iter().zip(tracks) {
                if let Way::Around { gap_track, .. } = &mut self.routes[piece.link].way {
                    *gap_track = at;
                }
            }
        }
        for route in &self.routes {
            let channel = grid.boxes[route.link.to].column;
            let room = if route.label.0 > 0.0 { route.label.0 + AIR + 2.0 * LABEL_GAP } else { 0.0 };
            self.channels[channel].1 = self.channels[channel].1.max(room);
        }
    }

    /// Gives lines their points and labels their places; a line that joins no boxes is left out.
    pub(super) fn draw(self, draft: &mut Draft, grid: &Grid, places: &Places, flow: Flow) {
        let across = |channel: usize, track: usize| places.channels[channel] + AIR + (track as f64) * TRACK;
        for route in &self.routes {
            let (from, to) = (&grid.boxes[route.link.from], &grid.boxes[route.link.to]);
            let side = |place: usize, is_end: bool| {
                let (start, size) = places.columns[grid.boxes[place].column];
                let half = self.sizes[place].0 / 2.0;
                start + size / 2.0 + if is_end { half } else { -half }
            };
            let (leaves, enters) = (places.rows[from.row] + route.leaves, places.rows[to.row] + route.enters);
            let (start, end) = (side(route.link.from, true), side(route.link.to, false));
            let mut points: Vec<(f64, f64)> = vec![(start, leaves)];
            match route.way {
                Way::Straight => {}
                Way::Step { channel, track } => {
                    points.extend([(across(channel, track), leaves), (across(channel, track), enters)]);
                }
                Way::Around { out, out_track, gap, gap_track, into, into_track } => {
                    let along = places.gaps[gap] + AIR / 2.0 + (gap_track as f64 + 0.5) * TRACK;
                    let (first, last) = (across(out, out_track), across(into, into_track));
                    points.extend([(first, leaves), (first, along), (last, along), (last, enters)]);
                }
            }
            points.push((end, enters));
            let edge = &mut draft.diagram.edges[route.link.edge];
            edge.points =
                points.into_iter().map(|(main, cross)| flow.point(main, cross)).collect::<Vec<Point>>();
            edge.points.dedup();
            edge.label_at = middle(&edge.points);
            if route.label.0 > 0.0 {
                // Before the column begins, however far into it a small box stands.
                let (column, _) = places.columns[to.column];
                let main = column - AIR - route.label.0 / 2.0;
                edge.label_at = flow.point(main, enters + route.aside);
            }
        }
        let edges = std::mem::take(&mut draft.diagram.edges);
        let ends = std::mem::take(&mut draft.ends);
        (draft.diagram.edges, draft.ends) =
            edges.into_iter().zip(ends).filter(|(edge, _)| edge.points.len() > 1).unzip();
        for (n, place) in grid.boxes.iter().enumerate() {
            // A box is as large as the lines that join it need.
            let rect = &mut draft.diagram.nodes[place.node].rect;
            let (along, across) = self.sizes[n];
            let (start, size) = places.columns[place.column];
            *rect =
                flow.rect(start + (size - along) / 2.0, places.rows[place.row] - across / 2.0, along, across);
        }
    }
}

/// Whether a shape has one size and one place at each side where lines end.
fn is_fixed(draft: &Draft, grid: &Grid, n: usize) -> bool {
    match &draft.diagram.nodes[grid.boxes[n].node].content {
        Content::Element(figure) => matches!(&*figure.shape, "junction" | "uml-decision"),
        Content::Part(part) => matches!(&*part.shape, "uml-initial" | "uml-final" | "uml-choice"),
        Content::Decor(shape) => matches!(&**shape, "uml-initial" | "uml-final"),
        _ => false,
    }
}

/// Where lines leave and enter a box, so that one in its own row goes straight on. Returns how far
/// from the centre lines end, and how far labels reach.
fn ports(draft: &Draft, grid: &Grid, routes: &mut [Route], n: usize, flow: Flow) -> (f64, f64) {
    let own = grid.boxes[n].row;
    let (mut reach, mut label) = (0.0_f64, 0.0_f64);
    let fixed = is_fixed(draft, grid, n);
    for is_out in [true, false] {
        let other = |route: &Route| if is_out { route.link.to } else { route.link.from };
        let mine = (0..routes.len())
            .filter(|r| if is_out { routes[*r].link.from == n } else { routes[*r].link.to == n });
        let mut mine: Vec<usize> = mine.collect();
        mine.sort_by_key(|r| {
            let place = &grid.boxes[other(&routes[*r])];
            (place.row, place.column, *r)
        });
        let highest = if is_out { 0.0 } else { mine.iter().map(|r| routes[*r].label.1).fold(0.0, f64::max) };
        let step = (highest + 2.0 * LABEL_GAP).max(AIR);
        let middle = mine.iter().position(|r| grid.boxes[other(&routes[*r])].row == own);
        let zero = middle.map_or((mine.len() as f64 - 1.0) / 2.0, |at| at as f64);
        // How much labels take on each side of the one line that they share.
        let mut taken = [0.0; 2];
        let mut side = 0;
        for (at, r) in mine.into_iter().enumerate() {
            let offset = if fixed { 0.0 } else { (at as f64 - zero) * step };
            let route = &mut routes[r];
            if is_out {
                route.leaves = offset;
            } else {
                route.enters = offset;
                if route.label.0 > 0.0 {
                    // Above the line, or right of it; of labels that share a line every other one
                    // at its other side.
                    let away = taken[side] + LABEL_GAP + route.label.1 / 2.0;
                    let is_above = (flow == Flow::Right) == (side == 0);
                    route.aside = if is_above { -away } else { away };
                    label = label.max(offset.abs() + away + route.label.1 / 2.0 + LABEL_GAP);
                    if fixed {
                        taken[side] += LABEL_GAP + route.label.1;
                        side = 1 - side;
                    }
                }
            }
            reach = reach.max(offset.abs());
        }
    }
    (reach, label.max(reach + LABEL_GAP))
}

/// Chooses the way of each line; the earlier of two that want the same free row gets it.
fn find_ways(grid: &Grid, routes: &mut [Route]) {
    let mut taken: std::collections::BTreeSet<(usize, usize)> =
        grid.boxes.iter().map(|place| (place.row, place.column)).collect();
    for route in routes {
        let (from, to) = (&grid.boxes[route.link.from], &grid.boxes[route.link.to]);
        let (out, into) = (from.column + 1, to.column);
        let mut pass = |row: usize| {
            let between: Vec<(usize, usize)> = (out..into).map(|column| (row, column)).collect();
            let is_free = between.iter().all(|place| !taken.contains(place));
            if is_free {
                taken.extend(between);
            }
            is_free
        };
        let is_on = out <= into;
        let is_level = from.row == to.row && (route.leaves - route.enters).abs() < 0.01;
        route.way = if is_on && pass(to.row) {
            if is_level { Way::Straight } else { Way::Step { channel: out, track: 0 } }
        } else if is_on && pass(from.row) {
            Way::Step { channel: into, track: 0 }
        } else {
            let gap = if from.row < to.row || (from.row == to.row && is_on) { to.row } else { to.row + 1 };
            Way::Around { out, out_track: 0, gap, gap_track: 0, into, into_track: 0 }
        };
    }
}
