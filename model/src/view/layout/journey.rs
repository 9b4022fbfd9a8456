//! Stages from left to right, rows of what supports each below.
//!
//! What the draft says: [`Hint::rank`] is the row and [`Hint::lane`] the column of a node. A node of
//! row 0 is a stage, one without a column heads its row, those inside a cell are stacked in it; a
//! negative row stands above everything.
//!
//! All columns are equally wide, and so are the boxes in them.
//!
//! [`Hint::rank`]: crate::view::Hint::rank
//! [`Hint::lane`]: crate::view::Hint::lane

use crate::diagram::{Diagram, FEATURE_FONT, LINE_HEIGHT, Rect, lines, width};
use crate::view::Draft;

/// Room around boxes in a cell, and between them.
const PADDING: f64 = 8.0;
/// Least width of the heads of rows.
const HEAD: f64 = 84.0;
/// Least height of a row.
const ROW: f64 = 44.0;
/// Room between rows, and between columns.
const GAP: f64 = 4.0;
/// What the point of a stage takes from its text at both ends.
const POINT: f64 = 30.0;

/// Lays out stages with rows below.
pub fn arrange(mut draft: Draft) -> Diagram {
    let columns = draft.hints.iter().filter_map(|hint| hint.lane).max().map_or(0, |last| last + 1);
    let rows = draft
        .hints
        .iter()
        .filter_map(|hint| usize::try_from(hint.rank?).ok())
        .max()
        .map_or(0, |last| last + 1);
    let inner = widest(&draft, |draft, n| draft.diagram.nodes[n].parent.is_some(), 120.0);
    let stage =
        widest(&draft, |draft, n| draft.hints[n].rank == Some(0) && draft.hints[n].lane.is_some(), 0.0);
    let column = (inner + 2.0 * PADDING).max(stage + POINT);
    let inner = column - 2.0 * PADDING;
    let heads: Vec<f64> = (0..rows).filter_map(|row| head(&draft, row)).map(|n| title(&draft, n)).collect();
    let left = heads.into_iter().fold(HEAD, f64::max);
    let x = |at: usize| left + GAP + at as f64 * (column + GAP);
    let wide = x(columns.max(1)) - GAP;

    let mut y = place_above(&mut draft, wide);
    for row in 0..rows {
        let cells: Vec<usize> = (0..draft.hints.len())
            .filter(|n| draft.hints[*n].rank == i32::try_from(row).ok() && draft.hints[*n].lane.is_some())
            .filter(|n| draft.diagram.nodes[*n].parent.is_none())
            .collect();
        let stacks: Vec<Vec<usize>> = cells.iter().map(|cell| draft.children(*cell).collect()).collect();
        let high = |draft: &Draft, stack: &[usize]| {
            let boxes: f64 = stack.iter().map(|n| draft.diagram.nodes[*n].rect.h + PADDING).sum();
            boxes + PADDING
        };
        let stage =
            cells.iter().filter(|_| row == 0).map(|n| draft.diagram.nodes[*n].rect.h).fold(0.0, f64::max);
        let h = stacks.iter().map(|stack| high(&draft, stack)).fold(stage.max(ROW), f64::max);
        for (cell, stack) in cells.iter().zip(stacks) {
            let at = x(draft.hints[*cell].lane.unwrap_or_default());
            draft.diagram.nodes[*cell].rect = Rect::new(at, y, column, h);
            let mut top = y + PADDING;
            for n in stack {
                let node = &mut draft.diagram.nodes[n];
                node.rect = Rect::new(at + PADDING, top, inner, node.rect.h);
                top += node.rect.h + PADDING;
            }
        }
        if let Some(head) = head(&draft, row) {
            draft.diagram.nodes[head].rect = Rect::new(0.0, y, left, h);
        }
        y += h + GAP;
    }
    draft.finish()
}

fn widest(draft: &Draft, which: impl Fn(&Draft, usize) -> bool, least: f64) -> f64 {
    let which = (0..draft.diagram.nodes.len()).filter(|n| which(draft, *n));
    which.map(|n| draft.diagram.nodes[n].rect.w).fold(least, f64::max)
}

/// The node that heads a row.
fn head(draft: &Draft, row: usize) -> Option<usize> {
    let row = i32::try_from(row).ok();
    (0..draft.hints.len()).find(|n| draft.hints[*n].rank == row && draft.hints[*n].lane.is_none())
}

/// Width of the title of a row in one line.
fn title(draft: &Draft, node: usize) -> f64 {
    let node = &draft.diagram.nodes[node];
    width(&node.label, crate::diagram::Font { bold: true, ..node.style.text_font() }) + 2.0 * PADDING
}

/// Texts above the table, one below the other; returns where the table begins.
fn place_above(draft: &mut Draft, wide: f64) -> f64 {
    let mut y = 0.0;
    for n in 0..draft.hints.len() {
        if draft.hints[n].rank.is_none_or(|rank| rank >= 0) {
            continue;
        }
        let node = &mut draft.diagram.nodes[n];
        let font = node.style.text_font();
        let texts = lines(&node.label, font, wide - 2.0 * PADDING);
        let h = texts.len() as f64 * font.size * LINE_HEIGHT + FEATURE_FONT.size / 2.0;
        node.rect = Rect::new(0.0, y, wide, h);
        y += h;
    }
    if y > 0.0 { y + PADDING } else { y }
}

#[cfg(test)]
mod tests;
