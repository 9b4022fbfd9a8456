//! Places for nodes that no layout places: rows and columns, the same every time.
//!
//! At the top level each layer has rows of its own, why and business above, technology below. Nodes
//! that are placed do not move; the others go below them. General layout is somebody else's work.

/// A node on its way to a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Position of the node it is inside; smaller than its own.
    pub parent: Option<usize>,
    /// Left and top from its parent, once known.
    pub at: Option<(f64, f64)>,
    /// Width and height.
    pub size: (f64, f64),
    /// Whether the size may grow around what is inside.
    pub grows: bool,
    /// Slots of a smaller rank stand higher.
    pub rank: u8,
}

/// Room for the title of a node with others inside.
const HEADER: f64 = 34.0;
const PADDING: f64 = 12.0;

/// Gives every slot a place.
pub(super) fn fill(slots: &mut [Slot]) {
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); slots.len()];
    let mut top = Vec::new();
    for (n, slot) in slots.iter().enumerate() {
        match slot.parent {
            Some(parent) => inside[parent].push(n),
            None => top.push(n),
        }
    }
    // Children stand after their parents, so backwards every size inside is known.
    for parent in (0..slots.len()).rev() {
        let children = &inside[parent];
        if children.is_empty() {
            continue;
        }
        arrange(slots, children, (PADDING, HEADER), PADDING, false);
        if slots[parent].grows {
            let (right, bottom) = extent(slots, children);
            let (w, h) = slots[parent].size;
            slots[parent].size = (w.max(right + PADDING), h.max(bottom + PADDING));
        }
    }
    arrange(slots, &top, (0.0, 0.0), 40.0, true);
}

/// Right and bottom edge of the placed ones.
fn extent(slots: &[Slot], of: &[usize]) -> (f64, f64) {
    of.iter()
        .filter_map(|n| Some((slots[*n].at?, slots[*n].size)))
        .fold((0.0, 0.0), |(right, bottom): (f64, f64), ((x, y), (w, h))| {
            (right.max(x + w), bottom.max(y + h))
        })
}

fn arrange(slots: &mut [Slot], of: &[usize], start: (f64, f64), gap: f64, by_rank: bool) {
    let mut open: Vec<usize> = of.iter().copied().filter(|n| slots[*n].at.is_none()).collect();
    let columns = (open.len() as f64).sqrt().ceil().max(if by_rank { 4.0 } else { 1.0 }) as usize;
    if by_rank {
        open.sort_by_key(|n| slots[*n].rank);
    }
    let placed = extent(slots, of).1;
    let (left, mut y) = (start.0, if placed > 0.0 { placed + gap } else { start.1 });
    let (mut x, mut high, mut column, mut rank) = (left, 0.0_f64, 0, None);
    for n in open {
        let is_new_layer = by_rank && rank.is_some_and(|r| r != slots[n].rank);
        if column == columns || is_new_layer {
            (x, y, high, column) = (left, y + high + gap, 0.0, 0);
        }
        slots[n].at = Some((x, y));
        x += slots[n].size.0 + gap;
        high = high.max(slots[n].size.1);
        column += 1;
        rank = Some(slots[n].rank);
    }
}
