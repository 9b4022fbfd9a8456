//! The rows of a board: as they were settled last, or computed for a moment.

use std::collections::HashMap;

use archweave_index::{Paging, PlacedState};
use archweave_model::delivery::order::RequirementRank;
use archweave_model::delivery::standing::{Decision, DeliveryState, board_column};
use archweave_model::element::{Element, Owners};
use archweave_model::id::ElementId;
use archweave_model::select::{contains_folded, fold};

use super::super::effects::Values;
use super::super::where_is::{Whereabouts, live_since};
use super::super::{Ledger, kinds};
use super::{BoardQuery, BoardRow, Delivery};
use crate::AppError;

/// Rows that are read from the database at once.
const AT_ONCE: u32 = 1_000;

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
    /// Rows as they were settled last; what the model says of them is taken from the model.
    pub(super) fn settled_rows(&self, wanted: &[ElementId]) -> Result<Vec<BoardRow>, AppError> {
        self.settle()?;
        let mut settled: HashMap<ElementId, archweave_index::BoardRow> = HashMap::new();
        let mut query = archweave_index::BoardQuery { paging: Paging::first(AT_ONCE), ..Default::default() };
        loop {
            let page = self.records().wait(self.records().index().board(self.name(), &query))?;
            settled.extend(page.items.into_iter().map(|row| (row.requirement.clone(), row)));
            match page.next {
                Some(next) => query.paging.after = Some(next),
                None => break,
            }
        }
        let (values, at) = (Values::read(self, wanted)?, self.moment());
        let one = |id: &ElementId| {
            let known = settled.remove(id);
            let places = known.as_ref().map_or(&[][..], |known| &known.states);
            let states = places.iter().map(|place| (state(&place.state, place.share), place.since));
            let effect = values.effect(id, live_since(states), at);
            let mut row = self.blank(id)?;
            row.deliveries = places.iter().filter_map(delivery).collect();
            if let Some(known) = &known {
                let share =
                    places.iter().filter(|place| place.state == known.state).find_map(|place| place.share);
                row.state = state(&known.state, share);
                row.since = known.since;
            }
            row.column = board_column(row.decision, row.state, effect.is_measured);
            row.effect = effect;
            Some(row)
        };
        Ok(wanted.iter().filter_map(one).collect())
    }

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

    /// Counts the suspect links of rows that are shown.
    pub(super) fn add_suspects(&self, rows: &mut [BoardRow]) -> Result<(), AppError> {
        let ids: Vec<ElementId> = rows.iter().map(|row| row.requirement.clone()).collect();
        for (some, ids) in rows.chunks_mut(200).zip(ids.chunks(200)) {
            let links = self.links_of(ids, &self.chains(ids)?)?;
            for (row, links) in some.iter_mut().zip(links) {
                row.suspect = links.iter().filter(|link| link.suspect.is_some()).count();
            }
        }
        Ok(())
    }

    /// A row of a requirement on which nothing was begun.
    fn blank(&self, id: &ElementId) -> Option<BoardRow> {
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

/// A state by its name; what is not known was never begun.
fn state(name: &str, share: Option<f64>) -> DeliveryState {
    use DeliveryState as State;
    match name {
        "building" => State::Building,
        "built" => State::Built,
        "verified" => State::Verified,
        "accepted" => State::Accepted,
        "deployed" => State::Deployed,
        "live" => State::Live { share: share.unwrap_or(1.0) },
        "rolled-back" => State::RolledBack,
        "removed" => State::Removed,
        _ => State::NotStarted,
    }
}

fn delivery(place: &PlacedState) -> Option<Delivery> {
    let state = state(&place.state, place.share);
    let is_there = state.is_running() || matches!(state, DeliveryState::RolledBack | DeliveryState::Removed);
    is_there.then(|| Delivery {
        environment: place.environment.clone(),
        state,
        since: place.since,
        share: place.share,
        version: place.version.clone(),
    })
}
