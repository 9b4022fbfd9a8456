//! Rows of boxes, containers packed from the inside out.

use super::floor::{Fill, Floor};
use super::{join, pack};
use crate::diagram::Diagram;
use crate::view::Draft;

pub(super) fn arrange(draft: Draft) -> Diagram {
    let mut floor = Floor::of(&draft);
    let most = draft.arrangement.columns.map(|columns| columns as usize);
    pack::equal_leaves(&mut floor, &draft, false);
    pack::spaces(&mut floor, &draft, Fill::Columns, most);
    join::route(draft, floor, |_, _| ())
}
