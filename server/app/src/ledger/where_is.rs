//! Where is my requirement: how far it is in every environment, what proves it, and which of the links
//! that say so nobody has looked at since the requirement changed.

use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::Chain;
use archweave_model::delivery::standing::{self, Column, Decision, DeliveryState, Standing, board_column};
use archweave_model::id::ElementId;

use super::Ledger;
use super::board::Delivery;
use super::effects::{Effect, Values};
use super::kinds;
use super::links::Link;
use crate::AppError;

/// Requirements in one question to the database.
const AT_ONCE: usize = 200;

/// Where a requirement is.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    /// The requirement.
    pub requirement: ElementId,
    /// The moment that this is about.
    pub at: Moment,
    /// The revision of the model that this is about.
    pub revision: String,
    /// What people decided.
    pub decision: Decision,
    /// How far it is, wherever that says most.
    pub state: DeliveryState,
    /// Since when it is that far.
    pub since: Option<Moment>,
    /// Its column on the board; none if it is turned down and was never begun.
    pub column: Option<Column>,
    /// In every environment of the model, in order of stage, with evidence; one of no environment if the
    /// model has none.
    pub standings: Vec<Standing>,
    /// Whether it had the effect.
    pub effect: Effect,
    /// The records that say they are about it, in order of time.
    pub links: Vec<Link>,
    /// All that is known of it.
    pub chain: Chain,
}

impl Whereabouts {
    /// The environments in which it runs or ran, in short.
    pub fn deliveries(&self) -> Vec<Delivery> {
        let is_there = |standing: &&Standing| {
            standing.state.is_running()
                || matches!(standing.state, DeliveryState::RolledBack | DeliveryState::Removed)
        };
        self.standings.iter().filter(is_there).filter_map(short).collect()
    }

    /// Links that somebody should look at.
    pub fn suspect(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| link.suspect.is_some())
    }
}

fn short(standing: &Standing) -> Option<Delivery> {
    Some(Delivery {
        environment: standing.environment.clone()?,
        state: standing.state,
        since: standing.since,
        share: standing.share,
        version: standing.version.clone(),
    })
}

impl Ledger<'_> {
    /// Where a requirement is.
    pub fn where_is(&self, requirement: &str) -> Result<Whereabouts, AppError> {
        let id = self.requirement(requirement)?;
        let mut found = self.where_are(&[id])?;
        found.pop().ok_or_else(|| AppError::Internal("one question has one answer".into()))
    }

    /// Where several requirements are, by their ids as somebody wrote them.
    pub fn where_are_named(&self, requirements: &[String]) -> Result<Vec<Whereabouts>, AppError> {
        let ids: Result<Vec<ElementId>, AppError> =
            requirements.iter().map(|id| self.requirement(id)).collect();
        self.where_are(&ids?)
    }

    /// Where several requirements are, in the order asked; with a few questions to the database, however
    /// many they are.
    pub fn where_are(&self, requirements: &[ElementId]) -> Result<Vec<Whereabouts>, AppError> {
        let snapshot = self.snapshot();
        let (environments, at) = (self.revision().environments(), self.moment());
        let revision = self.revision().id().to_string();
        let values = Values::read(self, requirements)?;
        let mut found = Vec::with_capacity(requirements.len());
        for some in requirements.chunks(AT_ONCE) {
            let chains = self.chains(some)?;
            let links = self.links_of(some, &chains)?;
            for ((id, chain), links) in some.iter().zip(chains).zip(links) {
                let standings = standing::where_is(&chain, environments, at);
                let decision = snapshot.element(id.as_str()).map(|element| Decision::of(element));
                let decision = decision.unwrap_or_default();
                let live = live_since(standings.iter().map(|one| (one.state, one.since)));
                let effect = values.effect(id, live, at);
                let most = standing::summary(&standings);
                let state = most.map_or(DeliveryState::NotStarted, |standing| standing.state);
                found.push(Whereabouts {
                    requirement: id.clone(),
                    at,
                    revision: revision.clone(),
                    decision,
                    column: board_column(decision, state, effect.is_measured),
                    state,
                    since: most.and_then(|standing| standing.since),
                    standings,
                    effect,
                    links,
                    chain,
                });
            }
        }
        Ok(found)
    }

    /// A requirement, user story or demand of the model.
    pub(crate) fn requirement(&self, id: &str) -> Result<ElementId, AppError> {
        let snapshot = self.snapshot();
        match snapshot.slot_of(id) {
            Some(slot) if kinds::is_a(snapshot, slot, "requirement") => self.known(id),
            Some(_) => Err(AppError::Invalid(format!("`{id}` is no requirement"))),
            None => Err(AppError::NotFound(format!("no requirement `{id}` in this revision"))),
        }
    }

    pub(crate) fn chains(&self, requirements: &[ElementId]) -> Result<Vec<Chain>, AppError> {
        self.records().wait(self.records().index().chains(self.name(), requirements, self.at()))
    }
}

/// When it first was live for somebody, of where it is live now.
pub(crate) fn live_since(states: impl Iterator<Item = (DeliveryState, Option<Moment>)>) -> Option<Moment> {
    states
        .filter(|(state, _)| matches!(state, DeliveryState::Live { .. }))
        .filter_map(|(_, since)| since)
        .min()
}
