//! Boxes in boxes, as in a capability map: leaves of one size, containers side by side with their
//! titles on top.

use super::floor::{Fill, Floor};
use super::{join, pack};
use crate::diagram::Diagram;
use crate::view::Draft;

pub(super) fn arrange(draft: Draft) -> Diagram {
    let mut floor = Floor::of(&draft);
    let most = draft.arrangement.columns.map(|columns| columns as usize);
    pack::equal_leaves(&mut floor, &draft, true);
    pack::spaces(&mut floor, &draft, Fill::Rows, most);
    join::route(draft, floor, |_, _| ())
}
