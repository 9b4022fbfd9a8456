//! The rows of a board, computed for a moment.

use archweave_model::delivery::order::RequirementRank;
use archweave_model::delivery::standing::{Decision, DeliveryState, board_column};
use archweave_model::element::{Element, Owners};
use archweave_model::id::ElementId;
use archweave_model::select::{contains_folded, fold};

use super::super::where_is::Whereabouts;
use super::super::{Ledger, kinds};
use super::{BoardQuery, BoardRow};
use crate::AppError;

/// Requirements that fit what the model alone can tell.
pub(super) fn wanted(ledger: &Ledger<'_>, query: &BoardQuery) -> Vec<ElementId> {
    let text = query.text.as_deref().map(fold);
    let is_named = |element: &Element| {
        text.as_deref().is_none_or(|text| {
            contains_folded(element.id.as_str(), text)
                || element.name.entries().any(|(_, name)| contains_folded(name, text))
        })
    };
    let is_owned = |owners: &Owners| {
        let Some(wanted) = query.owner.as_deref() else { return true };
        [&owners.business, &owners.technology].into_iter().any(|owner| owner.as_deref() == Some(wanted))
    };
    let is_of = |slot: u32| {
        let rank = |_: u8| RequirementRank::of(ledger.snapshot(), slot).and_then(|rank| rank.priority);
        query.priority.is_none_or(|wanted| rank(wanted) == Some(wanted))
    };
    let all = kinds::requirements(ledger.snapshot());
    let fitting =
        all.filter(|(slot, element)| is_named(element) && is_owned(&element.owners) && is_of(*slot));
    fitting.map(|(_, element)| element.id.clone()).collect()
}

/// Whether a row fits what the ledger tells.
pub(super) fn fits(row: &BoardRow, query: &BoardQuery) -> bool {
    let is_wanted = |state: DeliveryState| query.state.as_deref().is_none_or(|wanted| wanted == state.name());
    let is_there = match query.environment.as_deref() {
        None => is_wanted(row.state),
        Some(environment) => {
            let there = row.deliveries.iter().find(|delivery| delivery.environment.as_str() == environment);
            there.is_some_and(|delivery| is_wanted(delivery.state))
        }
    };
    is_there && query.column.is_none_or(|column| row.column == Some(column))
}

impl Ledger<'_> {
    /// Rows computed from all that was reported until the moment of this ledger.
    pub(super) fn computed_rows(&self, wanted: &[ElementId]) -> Result<Vec<BoardRow>, AppError> {
        let found = self.where_are(wanted)?;
        Ok(found.into_iter().filter_map(|found| self.computed(found)).collect())
    }

    fn computed(&self, found: Whereabouts) -> Option<BoardRow> {
        let row = self.blank(&found.requirement)?;
        Some(BoardRow {
            column: found.column,
            state: found.state,
            since: found.since,
            deliveries: found.deliveries(),
            suspect: found.suspect().count(),
            effect: found.effect,
            ..row
        })
    }

    /// A row of a requirement on which nothing was begun.
    pub(super) fn blank(&self, id: &ElementId) -> Option<BoardRow> {
        let snapshot = self.snapshot();
        let slot = snapshot.slot_of(id.as_str())?;
        let element = snapshot.element_at(slot)?;
        let rank = RequirementRank::of(snapshot, slot)?;
        let decision = Decision::of(element);
        Some(BoardRow {
            requirement: id.clone(),
            name: element.name.clone(),
            kind: element.kind.as_str().to_owned(),
            decision,
            column: board_column(decision, DeliveryState::NotStarted, false),
            state: DeliveryState::NotStarted,
            since: None,
            deliveries: Vec::new(),
            effect: Default::default(),
            priority: rank.priority,
            urgency: rank.urgency,
            owners: element.owners.clone(),
            suspect: 0,
            demands: kinds::ids(&kinds::demands(snapshot, slot)),
            rank,
        })
    }
}
