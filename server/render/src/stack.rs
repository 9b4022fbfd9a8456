//! The head of a box: a keyword, the name, and smaller lines below it, one above the other.
//!
//! Where there is no room for all of it, the lines below go first, then the keyword, then the icon
//! in the corner; the name stays, shortened if it must be.

use archweave_model::diagram::{Align, FEATURE_FONT, Font, Rect, width};

use crate::label::{self, Label, Space};

/// Distance of two small lines.
const STEP: f64 = 14.0;

/// Texts of a head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    /// Above the name, as shown; may be empty.
    pub keyword: &'a str,
    /// The name.
    pub name: &'a str,
    /// Below the name.
    pub below: &'a [String],
    /// Font of the name.
    pub font: Font,
}

/// A head with its places.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    pub name: Label,
    /// Keyword and lines below.
    pub small: Label,
    /// Whether the icon may stay.
    pub keeps_icon: bool,
}

impl Stack {
    /// Whether part of the name is not shown.
    pub fn is_cut(&self) -> bool {
        self.name.is_cut
    }

    /// What all of it takes up.
    pub fn extent(&self) -> Rect {
        if self.small.lines.is_empty() { self.name.extent } else { self.name.extent.union(self.small.extent) }
    }
}

/// Places as much of the words as there is room for.
pub(crate) fn place(words: Words<'_>, space: Space) -> Stack {
    let bare = Space { icon: None, ..space };
    let first = lay(words, space, true);
    if !first.is_cut() {
        return first;
    }
    if space.icon.is_some() {
        // The name says more than the icon.
        let alone = lay(words, bare, false);
        if !alone.is_cut() {
            return alone;
        }
    }
    let mut less = words;
    while !less.below.is_empty() {
        less.below = &less.below[..less.below.len() - 1];
        let fewer = lay(less, bare, false);
        if !fewer.is_cut() {
            return fewer;
        }
    }
    if less.keyword.is_empty() {
        return first;
    }
    // Rather the whole name than half of it below its keyword.
    lay(Words { keyword: "", ..less }, bare, false)
}

fn lay(words: Words<'_>, space: Space, keeps_icon: bool) -> Stack {
    let all = space.area;
    let above = if words.keyword.is_empty() { 0.0 } else { STEP };
    let below = words.below.len() as f64 * STEP;
    let area = Rect::new(all.x, all.y + above, all.w, (all.h - above - below).max(0.0));
    let mut name = label::place(words.name, words.font, Space { area, ..space });
    // Small lines that do not fit are as bad as a name that does not.
    name.is_cut |= above + below > 0.0 && above + below + name.extent.h > all.h + 1.0;
    let mut rows = Vec::new();
    let top = name.extent.y - above;
    let lines = (above > 0.0).then_some((words.keyword, top + STEP / 2.0)).into_iter().chain(
        words
            .below
            .iter()
            .enumerate()
            .map(|(n, line)| (line.as_str(), name.extent.bottom() + (n as f64 + 0.5) * STEP)),
    );
    for (text, middle) in lines {
        let room = room(all, middle, space, width(text, FEATURE_FONT));
        if let Some(text) = label::one_line(text, FEATURE_FONT, room.w) {
            rows.push((text, room, middle));
        }
    }
    let small = label::rows(rows, FEATURE_FONT, space.align);
    Stack { name, small, keeps_icon }
}

/// Where a small line may stand so that it keeps clear of the icon: in the middle if it can.
fn room(all: Rect, middle: f64, space: Space, wide: f64) -> Rect {
    match space.icon {
        Some(icon) if middle - 5.0 < icon.bottom() && middle + 5.0 > icon.y => {
            let taken = (all.right() - icon.x + 2.0).max(0.0);
            let is_centred = space.align == Align::Center && wide <= all.w - 2.0 * taken;
            let left = if is_centred { taken } else { 0.0 };
            Rect::new(all.x + left, all.y, (all.w - taken - left).max(0.0), all.h)
        }
        _ => all,
    }
}
