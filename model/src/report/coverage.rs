//! Zachman coverage: how many elements are in each cell, confirmed by a person or by their kind's
//! default.

use crate::metamodel::{Home, ZachmanCell, zachman};
use crate::select::Matcher;
use crate::snapshot::Snapshot;

/// Elements of a selection by Zachman cell.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// All 36, row by row.
    pub cells: Vec<CellCoverage>,
    /// Elements in no cell: groupings, junctions and elements of unknown kinds.
    pub unclassified: usize,
    /// Elements of which somebody has confirmed at least one cell.
    pub confirmed: usize,
    /// Elements that are where their kind's default puts them.
    pub by_default: usize,
}

/// Elements of one cell.
#[derive(Clone, Copy, Debug)]
pub struct CellCoverage {
    /// The cell.
    pub cell: &'static ZachmanCell,
    /// Elements that somebody has put here; an element may be in several cells.
    pub confirmed: usize,
    /// Elements that their kind's default puts here.
    pub by_default: usize,
}

impl Coverage {
    /// How many cells have an element, confirmed or by default.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| cell.confirmed + cell.by_default > 0).count()
    }
}

/// Counts the selected elements by cell. Facts of the ledger are not part of the model.
pub fn coverage(snapshot: &Snapshot, matcher: &Matcher<'_>) -> Coverage {
    let cells = zachman().cells.iter();
    let cells = cells.map(|cell| CellCoverage { cell, confirmed: 0, by_default: 0 });
    let mut result = Coverage { cells: cells.collect(), unclassified: 0, confirmed: 0, by_default: 0 };
    let metamodel = snapshot.metamodel();
    for slot in snapshot.slots() {
        let Some(element) = snapshot.element_at(slot) else { continue };
        let index = snapshot.kind_at(slot);
        let kind = index.map(|index| metamodel.kind(index));
        if kind.is_some_and(|kind| kind.home == Home::Ledger) || !matcher.matches(element, index) {
            continue;
        }
        let mut is_confirmed = false;
        for cell in &element.zachman {
            if let Some(found) = result.cells.iter_mut().find(|known| *known.cell.id == **cell) {
                found.confirmed += 1;
                is_confirmed = true;
            }
        }
        if is_confirmed {
            result.confirmed += 1;
            continue;
        }
        let default = kind.and_then(|kind| kind.default_cell(element));
        match default.and_then(|cell| result.cells.iter_mut().find(|known| known.cell.id == cell)) {
            Some(found) => {
                found.by_default += 1;
                result.by_default += 1;
            }
            None => result.unclassified += 1,
        }
    }
    result
}
