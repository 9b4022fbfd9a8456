//! How wide the columns of a drawn table are.

use crate::view::asked::Asked;
use crate::view::table::Table;
use crate::view::table::draw::block::Block;
use crate::view::table::draw::{MAX_COLUMNS, MAX_ROWS};
use crate::viewpoint::Form;

/// Widest column.
const WIDEST: f64 = 260.0;
/// Narrowest column of words, and of letters.
const NARROWEST: (f64, f64) = (60.0, 34.0);
/// Width of a column of the Zachman grid.
const GRID_CELL: f64 = 190.0;
/// Widest cell of a matrix of letters.
const LETTERS: f64 = 60.0;
/// Width up to which the heads of letters stand upright.
const UPRIGHT: f64 = 1_100.0;
/// Widest upright head of letters.
const UPRIGHT_HEAD: f64 = 130.0;
/// Lowest and highest row of turned heads.
const TURNED: (f64, f64) = (70.0, 210.0);
/// Lines of a turned head.
const TURNED_LINES: usize = 2;

/// Widths from left to right.
pub(super) struct Columns {
    /// Of the heads of rows.
    pub head: f64,
    /// Of the columns that are drawn.
    pub widths: Vec<f64>,
    /// Cells hold a letter or a mark each.
    pub is_grid: bool,
    /// Heads are written from bottom to top, in a row this high.
    pub turned: Option<f64>,
}

impl Columns {
    /// Measures a table.
    pub(super) fn of(asked: &Asked<'_>, table: &Table) -> Self {
        let count = table.columns.len().min(MAX_COLUMNS);
        let rows = || table.rows.iter().take(MAX_ROWS);
        let heads = rows().flat_map(|row| Block::of_head(&row.head));
        let corner = Block::plain(table.corner.clone()).narrowest(2, WIDEST);
        let head = heads.map(|block| block.natural()).fold(corner.max(90.0), f64::max).min(WIDEST).ceil();
        let widest = |at: usize| {
            let cells = rows().filter_map(|row| row.cells.get(at)).flat_map(Block::of_cell);
            cells.map(|block| block.natural()).fold(0.0, f64::max)
        };
        let needed: Vec<f64> = (0..count).map(widest).collect();
        let most = needed.iter().copied().fold(0.0, f64::max);
        let is_grid = asked.form() == Form::Matrix && most <= LETTERS;
        if asked.form() == Form::Zachman {
            return Self { head, widths: vec![GRID_CELL; count], is_grid: false, turned: None };
        }
        let titles = table.columns.iter().take(count);
        if is_grid {
            let upright = titles.map(|head| {
                let wide = Block::of_head(head).into_iter().map(|block| block.narrowest(4, UPRIGHT_HEAD));
                wide.fold(NARROWEST.1, f64::max)
            });
            let upright = upright.fold(most.max(NARROWEST.1), f64::max).ceil();
            if upright * count as f64 <= UPRIGHT {
                return Self { head, widths: vec![upright; count], is_grid, turned: None };
            }
            let wide = most.max(NARROWEST.1).ceil();
            return Self { head, widths: vec![wide; count], is_grid, turned: Some(turned(table, count)) };
        }
        let widths = titles.zip(&needed).map(|(head, needed)| {
            let title =
                Block::of_head(head).iter().map(|block| block.narrowest(2, WIDEST)).fold(0.0, f64::max);
            needed.max(title).clamp(NARROWEST.0, WIDEST).ceil()
        });
        Self { head, widths: widths.collect(), is_grid, turned: None }
    }

    /// Of all columns but the heads.
    pub(super) fn width(&self) -> f64 {
        self.widths.iter().sum()
    }
}

/// Height of a row of turned heads: two lines each, if they are not too long.
fn turned(table: &Table, count: usize) -> f64 {
    let heads = table.columns.iter().take(count).filter_map(|head| Block::of_head(head).into_iter().next());
    heads.map(|block| block.narrowest(TURNED_LINES, TURNED.1)).fold(TURNED.0, f64::max).ceil()
}
