//! Which views a comparison touches: because they are other views, are drawn elsewhere, or show what changed.

use std::collections::BTreeMap;

use archweave_model::change::ItemId;
use archweave_model::id::ViewId;
use archweave_model::snapshot::Snapshot;

use crate::change::{Comparison, Sort};
use crate::showing::views_of;

/// A view that a comparison touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedView {
    /// Its id.
    pub view: ViewId,
    /// What happened to the view; changed, if only what it shows did.
    pub sort: Sort,
    /// Elements it shows that are new, changed and gone, in the order of [`Sort::ALL`].
    pub counts: [usize; 3],
    /// Whether its own content differs: boxes and lines, its name, its selection.
    pub is_edited: bool,
    /// Whether places of boxes and lines differ.
    pub is_moved: bool,
}

impl Comparison {
    /// The views that are touched, by id.
    pub fn touched_views(&self, before: &Snapshot, after: &Snapshot) -> Vec<TouchedView> {
        let mut found: BTreeMap<ViewId, TouchedView> = BTreeMap::new();
        let entries = self.entries();
        for entry in &entries {
            match &entry.item {
                ItemId::View(id) => {
                    let touched = get(&mut found, id);
                    (touched.sort, touched.is_edited) = (entry.sort, true);
                }
                ItemId::Layout(id) => get(&mut found, id).is_moved = true,
                _ => {}
            }
        }
        for sort in Sort::ALL {
            let snapshot = if sort == Sort::Removed { before } else { after };
            let of_sort = entries.iter().filter(|entry| entry.sort == sort);
            let elements = of_sort.filter_map(|entry| match &entry.item {
                ItemId::Element(id) => Some(id.as_str()),
                _ => None,
            });
            for (view, count) in views_of(snapshot, elements) {
                get(&mut found, &view).counts[sort as usize] += count;
            }
        }
        found.into_values().collect()
    }
}

fn get<'f>(found: &'f mut BTreeMap<ViewId, TouchedView>, id: &ViewId) -> &'f mut TouchedView {
    found.entry(id.clone()).or_insert_with(|| TouchedView {
        view: id.clone(),
        sort: Sort::Changed,
        counts: [0; 3],
        is_edited: false,
        is_moved: false,
    })
}
