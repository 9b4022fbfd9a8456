//! What is near what: the plane in cells, each with the things that reach into it.

use crate::diagram::Rect;

/// Most cells along a side.
const MOST: usize = 256;

/// Things by place, each a number.
pub struct Grid {
    corner: [f64; 2],
    /// Width and height of a cell.
    step: [f64; 2],
    columns: usize,
    rows: usize,
    cells: Vec<Vec<usize>>,
}

impl Grid {
    /// A grid over a rectangle for about so many things.
    pub fn new(bounds: Rect, things: usize) -> Self {
        let side = ((things as f64).sqrt().ceil() as usize).clamp(1, MOST);
        let step = [(bounds.w / side as f64).max(1.0), (bounds.h / side as f64).max(1.0)];
        let cells = vec![Vec::new(); side * side];
        Self { corner: [bounds.x, bounds.y], step, columns: side, rows: side, cells }
    }

    /// The cell of a point; one outside counts to the nearest.
    pub fn cell(&self, [x, y]: [f64; 2]) -> usize {
        self.row(y) * self.columns + self.column(x)
    }

    // Casting takes negative numbers to zero.
    fn column(&self, x: f64) -> usize {
        (((x - self.corner[0]) / self.step[0]) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.corner[1]) / self.step[1]) as usize).min(self.rows - 1)
    }

    /// Adds what fills a rectangle.
    pub fn add_rect(&mut self, thing: usize, rect: Rect) {
        for cell in self.under_rect(rect) {
            self.cells[cell].push(thing);
        }
    }

    /// Adds a straight line.
    pub fn add_segment(&mut self, thing: usize, from: [f64; 2], to: [f64; 2]) {
        for cell in self.under_segment(from, to) {
            self.cells[cell].push(thing);
        }
    }

    /// Calls with each thing near a rectangle, some more than once.
    pub fn near_rect(&self, rect: Rect, mut with: impl FnMut(usize)) {
        for cell in self.under_rect(rect) {
            self.cells[cell].iter().for_each(|&thing| with(thing));
        }
    }

    /// Calls with each thing near a straight line, some more than once.
    pub fn near_segment(&self, from: [f64; 2], to: [f64; 2], mut with: impl FnMut(usize)) {
        for cell in self.under_segment(from, to) {
            self.cells[cell].iter().for_each(|&thing| with(thing));
        }
    }

    /// Calls with each cell and the things in it, in ascending order.
    pub fn each_cell(&self, mut with: impl FnMut(usize, &[usize])) {
        self.cells.iter().enumerate().for_each(|(cell, inside)| with(cell, inside));
    }

    fn under_rect(&self, rect: Rect) -> Vec<usize> {
        let columns = self.column(rect.x)..=self.column(rect.right());
        let rows = self.row(rect.y)..=self.row(rect.bottom());
        rows.flat_map(|row| columns.clone().map(move |column| row * self.columns + column)).collect()
    }

    /// Row by row, the columns that the line is in.
    fn under_segment(&self, from: [f64; 2], to: [f64; 2]) -> Vec<usize> {
        let [top, low] = if from[1] <= to[1] { [from, to] } else { [to, from] };
        let (first, last) = (self.row(top[1]), self.row(low[1]));
        let x_at = |y: f64| {
            let share =
                if low[1] > top[1] { ((y - top[1]) / (low[1] - top[1])).clamp(0.0, 1.0) } else { 0.0 };
            top[0] + (low[0] - top[0]) * share
        };
        let mut cells = Vec::new();
        for row in first..=last {
            let border = |row: usize| self.corner[1] + row as f64 * self.step[1];
            let a = if row == first { top[0] } else { x_at(border(row)) };
            let b = if row == last { low[0] } else { x_at(border(row + 1)) };
            // Neighbours too, against rounding.
            let (left, right) = (self.column(a.min(b) - 1e-6), self.column(a.max(b) + 1e-6));
            cells.extend((left..=right).map(|column| row * self.columns + column));
        }
        cells
    }
}
