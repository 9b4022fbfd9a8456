//! Swimlanes with a flow through them.
//!
//! What the draft says: nodes at the top level that hold others are lanes; what is inside flows
//! along the edges. Lanes with an [`Hint::order`] stand in that order; others as the flow reaches them.
//! Nodes at the top level that hold nothing make a last lane without a title.
//!
//! The picture is a grid: a row of lanes has one or more rows of boxes, and boxes of one step stand
//! in one column ([`grid`]). Between columns and between rows there are channels, and lines run only
//! there or through places where nothing stands ([`routes`]). All of it is computed along the flow
//! (main) and across it (cross); only the last step knows whether the flow runs right or down.
//!
//! [`grid`]: self::grid
//! [`routes`]: self::routes
//! [`Hint::order`]: crate::view::Hint::order

mod grid;
mod routes;
mod tracks;

use crate::diagram::{Content, Diagram, Font, Point, Rect, width};
use crate::view::Draft;
use crate::viewpoint::Direction;

use grid::Grid;
use routes::Routes;

/// Distance of two lines side by side.
const TRACK: f64 = 10.0;
/// Room between a line and a box beside it.
const AIR: f64 = 12.0;
/// Room between a label and its line.
const LABEL_GAP: f64 = 4.0;
/// Strip with the title of a lane.
const STRIP: f64 = 26.0;

/// Lays out lanes and the flow through them.
pub fn arrange(mut draft: Draft) -> Diagram {
    let flow = match draft.arrangement.direction {
        Direction::Right | Direction::Left => Flow::Right,
        Direction::Down | Direction::Up => Flow::Down,
    };
    for edge in &mut draft.diagram.edges {
        edge.is_implied = false;
    }
    let grid = Grid::of(&draft);
    if grid.boxes.is_empty() {
        return draft.finish();
    }
    let routes = Routes::of(&draft, &grid, flow);
    let places = Places::of(&draft, &grid, &routes);
    place_lanes(&mut draft, &grid, &places, flow);
    routes.draw(&mut draft, &grid, &places, flow);
    draft.finish()
}

/// Which way the flow runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Right,
    Down,
}

impl Flow {
    /// Along and across.
    fn split(self, (w, h): (f64, f64)) -> (f64, f64) {
        if self == Self::Right { (w, h) } else { (h, w) }
    }

    fn point(self, main: f64, cross: f64) -> Point {
        if self == Self::Right { Point::new(main, cross) } else { Point::new(cross, main) }
    }

    fn rect(self, main: f64, cross: f64, along: f64, across: f64) -> Rect {
        match self {
            Self::Right => Rect::new(main, cross, along, across),
            Self::Down => Rect::new(cross, main, across, along),
        }
    }
}

/// Where columns, rows and the channels between them are.
struct Places {
    /// Start and size of each column, along the flow.
    columns: Vec<(f64, f64)>,
    /// Start of each channel between columns; the first one is before the first column.
    channels: Vec<f64>,
    /// Centre of each row, across the flow.
    rows: Vec<f64>,
    /// Start of the channel above each row, and of the last one below all.
    gaps: Vec<f64>,
    /// Start and end of each lane, across the flow.
    lanes: Vec<(f64, f64)>,
    /// End of everything, along the flow.
    end: f64,
}

impl Places {
    fn of(draft: &Draft, grid: &Grid, routes: &Routes) -> Self {
        let mut columns: Vec<(f64, f64)> = vec![(0.0, 0.0); grid.columns];
        for (n, place) in grid.boxes.iter().enumerate() {
            let column = &mut columns[place.column];
            column.1 = column.1.max(routes.sizes[n].0);
        }
        let mut channels = Vec::new();
        let mut main = STRIP;
        for (n, column) in columns.iter_mut().enumerate() {
            channels.push(main);
            main += routes.channel(n);
            column.0 = main;
            main += column.1;
        }
        channels.push(main);
        let end = main + routes.channel(grid.columns);

        let (mut rows, mut gaps, mut lanes) = (Vec::new(), Vec::new(), Vec::new());
        let mut cross = 0.0;
        let mut row = 0;
        for (number, count) in grid.lanes.iter().map(|lane| lane.rows).enumerate() {
            let start = cross;
            let last = number + 1 == grid.lanes.len();
            let inner = (row..row + count).map(|row| routes.gap(row) + routes.row(row)).sum::<f64>();
            let after = if last { routes.gap(grid.rows) } else { AIR };
            // A lane has room for its title.
            let spare = ((title(draft, grid.lanes[number].node) - inner - after) / 2.0).max(0.0);
            cross += spare;
            for row in row..row + count {
                gaps.push(cross);
                cross += routes.gap(row);
                rows.push(cross + routes.row(row) / 2.0);
                cross += routes.row(row);
            }
            row += count;
            if last {
                gaps.push(cross);
            }
            cross += after + spare;
            lanes.push((start, cross));
        }
        Self { columns, channels, rows, gaps, lanes, end }
    }
}

/// Length of the title of a lane.
fn title(draft: &Draft, lane: Option<usize>) -> f64 {
    let Some(node) = lane.map(|lane| &draft.diagram.nodes[lane]) else { return 0.0 };
    width(&node.label, Font { bold: true, ..node.style.text_font() }) + 2.0 * AIR
}

fn place_lanes(draft: &mut Draft, grid: &Grid, places: &Places, flow: Flow) {
    for (lane, (start, end)) in grid.lanes.iter().zip(&places.lanes) {
        let Some(node) = lane.node else { continue };
        let node = &mut draft.diagram.nodes[node];
        let shape = if flow == Flow::Right { "lane" } else { "column" };
        node.rect = flow.rect(0.0, *start, places.end, end - start);
        node.head_room = STRIP;
        match &mut node.content {
            Content::Element(figure) => figure.shape = shape.into(),
            content => *content = Content::Decor(shape.into()),
        }
        (node.below, node.compartments, node.keyword) = Default::default();
    }
}

#[cfg(test)]
mod tests;
