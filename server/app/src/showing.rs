//! Which views show an element: those with content of their own that name it, and those that select it.

use std::collections::BTreeMap;

use archweave_model::id::ViewId;
use archweave_model::select::{Matcher, Selector};
use archweave_model::snapshot::Snapshot;
use archweave_model::viewpoint::Viewpoint;

/// Views that select what they show, ready to be asked about many elements.
pub struct Selecting<'a> {
    snapshot: &'a Snapshot,
    views: Vec<(&'a ViewId, Option<&'a Viewpoint>, Option<Matcher<'a>>)>,
}

impl<'a> Selecting<'a> {
    /// Of a model.
    pub fn of(snapshot: &'a Snapshot) -> Self {
        let metamodel = snapshot.metamodel();
        let views = snapshot.views().filter(|view| view.content.is_empty()).filter_map(|view| {
            let viewpoint = view.viewpoint.as_deref().and_then(|id| metamodel.viewpoint(id));
            let of_viewpoint = viewpoint.and_then(|viewpoint| viewpoint.select.as_ref());
            let selector: Option<&Selector> = view.selector.as_deref().or(of_viewpoint);
            let is_selecting = selector.is_some() || viewpoint.is_some();
            is_selecting.then(|| (&view.id, viewpoint, selector.map(|selector| selector.matcher(metamodel))))
        });
        Self { snapshot, views: views.collect() }
    }

    /// Those that select the element.
    pub fn showing(&self, element: &str) -> impl Iterator<Item = &'a ViewId> {
        let slot = self.snapshot.slot_of(element);
        let found =
            slot.and_then(|slot| Some((self.snapshot.element_at(slot)?, self.snapshot.kind_at(slot))));
        let metamodel = self.snapshot.metamodel();
        self.views.iter().filter_map(move |(id, viewpoint, matcher)| {
            let (element, kind) = found?;
            let is_admitted =
                viewpoint.is_none_or(|viewpoint| kind.is_some_and(|kind| viewpoint.admits(metamodel, kind)));
            let is_selected = matcher.as_ref().is_none_or(|matcher| matcher.matches(element, kind));
            (is_admitted && is_selected).then_some(*id)
        })
    }
}

/// How many of these elements each view shows.
pub(crate) fn views_of<'e>(
    snapshot: &Snapshot,
    elements: impl IntoIterator<Item = &'e str>,
) -> BTreeMap<ViewId, usize> {
    let (selecting, mut found) = (Selecting::of(snapshot), BTreeMap::new());
    for element in elements {
        for view in snapshot.views_showing(element).iter().chain(selecting.showing(element)) {
            *found.entry(view.clone()).or_default() += 1;
        }
    }
    found
}
