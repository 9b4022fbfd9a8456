//! A page of the board as it is now, from rows that were settled.

use std::collections::HashMap;

use archweave_index::{BoardOrder, Paging, PlacedState};
use archweave_model::delivery::standing::{Column, DeliveryState};
use archweave_model::id::ElementId;

use super::super::Ledger;
use super::super::effects::Values;
use super::super::where_is::live_since;
use super::rows::wanted;
use super::{BoardPage, BoardQuery, BoardRow, BoardSort, Delivery};
use crate::AppError;

/// Rows that are read from the database at once.
const AT_ONCE: usize = 1_000;

impl Ledger<'_> {
    /// A page of what was settled last; what the model says of its rows is taken from the model.
    pub(super) fn settled_page(&self, query: &BoardQuery) -> Result<BoardPage, AppError> {
        self.settle()?;
        let Some(mut asked) = self.asked(query) else { return Ok(BoardPage::default()) };
        let records = self.records();
        let counts = records.wait(records.index().board_counts(self.name(), &asked))?;
        let counts: HashMap<String, usize> =
            counts.into_iter().map(|(column, count)| (column, count as usize)).collect();
        let count = |column: &str| counts.get(column).copied().unwrap_or_default();
        let mut found = Vec::new();
        while found.len() < query.limit {
            let limit = (query.limit - found.len()).min(AT_ONCE);
            let after = Some(query.skip.saturating_add(found.len()).to_string());
            asked.paging = Paging { after, limit: limit as u32 };
            let page = records.wait(records.index().board(self.name(), &asked))?;
            let is_last = page.next.is_none();
            found.extend(page.items);
            if is_last {
                break;
            }
        }
        Ok(BoardPage {
            rows: self.rows(found)?,
            total: counts.values().sum(),
            columns: Column::ALL.iter().map(|column| (*column, count(column.name()))).collect(),
            without_column: count(""),
        })
    }

    /// The same question to the database; none if nothing can fit.
    fn asked(&self, query: &BoardQuery) -> Option<archweave_index::BoardQuery> {
        // Names and owners of either side are in the model only.
        let is_of_model = query.text.is_some() || query.owner.is_some();
        let environment = query.environment.as_deref().map(ElementId::parse).transpose().ok()?;
        Some(archweave_index::BoardQuery {
            column: query.column.map(|column| column.name().to_owned()),
            state: query.state.clone(),
            environment,
            priority: query.priority,
            among: is_of_model.then(|| wanted(self, query)),
            order: match query.sort {
                BoardSort::Priority => BoardOrder::Priority,
                BoardSort::Urgency => BoardOrder::Urgency,
                BoardSort::Owner => BoardOrder::Owner,
                BoardSort::State => BoardOrder::State,
                BoardSort::Since => BoardOrder::Newest,
            },
            ..archweave_index::BoardQuery::default()
        })
    }

    fn rows(&self, found: Vec<archweave_index::BoardRow>) -> Result<Vec<BoardRow>, AppError> {
        let ids: Vec<ElementId> = found.iter().map(|row| row.requirement.clone()).collect();
        let (values, at) = (Values::read(self, &ids)?, self.moment());
        let one = |known: archweave_index::BoardRow| {
            let places = &known.states;
            let states = places.iter().map(|place| (state(&place.state, place.share), place.since));
            let share =
                places.iter().filter(|place| place.state == known.state).find_map(|place| place.share);
            let mut row = self.blank(&known.requirement)?;
            row.effect = values.effect(&known.requirement, live_since(states), at);
            row.deliveries = places.iter().filter_map(delivery).collect();
            row.state = state(&known.state, share);
            row.since = known.since;
            // As it is counted and filtered.
            row.column = Column::ALL.into_iter().find(|column| column.name() == known.column);
            Some(row)
        };
        let mut rows: Vec<BoardRow> = found.into_iter().filter_map(one).collect();
        self.add_suspects(&mut rows)?;
        Ok(rows)
    }

    /// Counts the suspect links of rows that are shown. Of a requirement that always said the same no link
    /// is, so its records need not be read.
    fn add_suspects(&self, rows: &mut [BoardRow]) -> Result<(), AppError> {
        let ids: Vec<ElementId> = rows.iter().map(|row| row.requirement.clone()).collect();
        let mut said = HashMap::new();
        let mut changed: Vec<ElementId> = Vec::new();
        for past in self.history_of(&ids)? {
            let first = said.entry(past.element.clone()).or_insert(past.fingerprint);
            if *first != past.fingerprint && changed.last() != Some(&past.element) {
                changed.push(past.element);
            }
        }
        let mut suspect: HashMap<ElementId, usize> = HashMap::new();
        for some in changed.chunks(200) {
            let links = self.links_of(some, &self.chains(some)?)?;
            let count = |links: Vec<_>| {
                links.iter().filter(|link: &&super::super::Link| link.suspect.is_some()).count()
            };
            suspect.extend(some.iter().cloned().zip(links.into_iter().map(count)));
        }
        for row in rows {
            row.suspect = suspect.get(&row.requirement).copied().unwrap_or_default();
        }
        Ok(())
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
