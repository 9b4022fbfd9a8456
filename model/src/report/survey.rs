//! Completeness of many elements: by kind, and who lacks most.

use crate::metamodel::KindIndex;
use crate::report::completeness::{Completeness, Demands};
use crate::select::Matcher;
use crate::snapshot::Snapshot;

/// Completeness of all elements of a kind.
#[derive(Clone, Copy, Debug)]
pub struct KindCompleteness {
    /// The kind.
    pub kind: KindIndex,
    /// Of its elements.
    pub counts: Counts,
}

/// Completeness of several elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many elements.
    pub elements: usize,
    /// How many of them lack nothing.
    pub complete: usize,
    /// How much is asked for in all.
    pub required: usize,
    /// How much of it is there.
    pub present: usize,
}

impl Counts {
    /// Share of what is there, 0 to 1; 1 where nothing is asked for.
    pub fn share(&self) -> f64 {
        match self.required {
            0 => 1.0,
            required => self.present as f64 / required as f64,
        }
    }
}

/// An element that lacks something its kind asks for.
#[derive(Clone, Debug)]
pub struct Incomplete<'a> {
    /// The element.
    pub slot: u32,
    /// What it has and lacks.
    pub found: Completeness<'a>,
}

/// Completeness of a selection.
#[derive(Clone, Debug)]
pub struct Survey<'a> {
    /// By kind, in the metamodel's order; kinds without elements are left out.
    pub kinds: Vec<KindCompleteness>,
    /// Those that lack something, worst first: by share, then by how much, then by id.
    pub incomplete: Vec<Incomplete<'a>>,
}

impl Survey<'_> {
    /// All kinds as one.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for kind in &self.kinds {
            total.elements += kind.counts.elements;
            total.complete += kind.counts.complete;
            total.required += kind.counts.required;
            total.present += kind.counts.present;
        }
        total
    }
}

/// What the selected elements have and lack.
pub fn survey<'a>(snapshot: &'a Snapshot, matcher: &Matcher<'_>) -> Survey<'a> {
    let metamodel = snapshot.metamodel();
    let mut rows: Vec<KindCompleteness> =
        metamodel.kinds().map(|(kind, _)| KindCompleteness { kind, counts: Counts::default() }).collect();
    let mut demands: Vec<Option<Demands<'_>>> = rows.iter().map(|_| None).collect();
    let mut incomplete = Vec::new();
    for slot in snapshot.slots() {
        let (Some(element), Some(kind)) = (snapshot.element_at(slot), snapshot.kind_at(slot)) else {
            continue;
        };
        if !matcher.matches(element, Some(kind)) {
            continue;
        }
        let Some(demands) = demands.get_mut(kind.position()) else { continue };
        let demands = demands.get_or_insert_with(|| Demands::of(metamodel, kind));
        let found = demands.check(snapshot, slot, element);
        if let Some(row) = rows.get_mut(kind.position()) {
            row.counts.elements += 1;
            row.counts.complete += usize::from(found.missing.is_empty());
            row.counts.required += found.required;
            row.counts.present += found.present();
        }
        if !found.missing.is_empty() {
            incomplete.push(Incomplete { slot, found });
        }
    }
    rows.retain(|row| row.counts.elements > 0);
    // Slots are in the order of ids, and the sort keeps that order among equals.
    incomplete.sort_by(|a, b| {
        let (a, b) = (&a.found, &b.found);
        let share = (a.present() * b.required).cmp(&(b.present() * a.required));
        share.then(b.missing.len().cmp(&a.missing.len()))
    });
    Survey { kinds: rows, incomplete }
}
