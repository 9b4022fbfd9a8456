//! The order of a board.

use std::cmp::{Ordering, Reverse};

use archweave_model::delivery::order::requirement_order;
use archweave_model::delivery::standing::DeliveryState;

use super::{BoardRow, BoardSort};

/// Orders rows; no two are equal, so that pages neither repeat nor lose one.
pub(super) fn sort(rows: &mut [BoardRow], by: BoardSort) {
    let last = |level: Option<u8>| level.unwrap_or(u8::MAX);
    let of = |a: &BoardRow, b: &BoardRow| -> Ordering {
        match by {
            BoardSort::Priority => Ordering::Equal,
            BoardSort::Urgency => last(a.urgency).cmp(&last(b.urgency)),
            BoardSort::Owner => {
                let owner = |row: &BoardRow| (row.owners.business.is_none(), row.owners.business.clone());
                owner(a).cmp(&owner(b))
            }
            BoardSort::State => Reverse(place(a.state)).cmp(&Reverse(place(b.state))),
            BoardSort::Since => b.since.cmp(&a.since).then_with(|| a.requirement.cmp(&b.requirement)),
        }
    };
    rows.sort_by(|a, b| of(a, b).then_with(|| requirement_order(&a.rank, &b.rank)));
}

fn place(state: DeliveryState) -> usize {
    DeliveryState::NAMES.iter().position(|name| *name == state.name()).unwrap_or_default()
}
