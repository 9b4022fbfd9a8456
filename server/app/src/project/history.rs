//! Which commits changed what matters of an element: its fingerprint, and the decision about it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use archweave_index::projection::{HistoryRow, Projected};
use archweave_model::delivery::suspect::{RELEVANT, fingerprint};
use archweave_model::id::ElementId;
use archweave_model::snapshot::Snapshot;

/// The fingerprint and the decision.
type State = (String, Option<String>);

/// Rows for what a commit changed.
pub(super) fn rows(before: &Snapshot, after: &Snapshot, at: &Projected) -> Vec<HistoryRow> {
    let changed: BTreeSet<ElementId> = match after.has_rules_of(before) {
        true => after.elements_since(before),
        // What matters of a kind may be something else now.
        false => [before, after]
            .into_iter()
            .flat_map(|snapshot| snapshot.slots().filter_map(|slot| snapshot.element_at(slot)))
            .map(|element| element.id.clone())
            .collect(),
    };
    let row = |id: &ElementId| {
        let (was, is) = (state(before, id), state(after, id));
        if was == is {
            return None;
        }
        let (fingerprint, decision) = is.map_or((None, None), |(print, decision)| (Some(print), decision));
        Some(HistoryRow {
            element: id.as_str().to_owned(),
            ordinal: at.ordinal,
            from_at: at.at,
            revision: at.revision.clone(),
            fingerprint,
            decision,
        })
    };
    changed.iter().filter_map(row).collect()
}

/// None where the element is not there, or of a kind of which nothing matters.
fn state(snapshot: &Snapshot, id: &ElementId) -> Option<State> {
    let slot = snapshot.slot_of(id.as_str())?;
    let kind = snapshot.kind_at(slot)?;
    let metamodel = snapshot.metamodel();
    let mut kinds = RELEVANT.iter().filter_map(|row| metamodel.kind_index(row.kind));
    if !kinds.any(|wanted| metamodel.is_a(kind, wanted)) {
        return None;
    }
    let mut print = String::with_capacity(32);
    for byte in fingerprint(snapshot, slot) {
        let _ = write!(print, "{byte:02x}");
    }
    let decision = snapshot.element_at(slot)?.properties.text("decision");
    Some((print, decision.map(str::to_owned)))
}
