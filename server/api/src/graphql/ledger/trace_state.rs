//! How far something in a trace is: by names that programs know, and as a sentence.

use std::sync::Arc;

use archweave_app::ledger::{Step, Trace, draw};
use archweave_model::delivery::standing::DeliveryState;
use async_graphql::Object;

use super::names::{DecisionName, DeploymentKindName, EffectName, OutcomeName, StateName};
use super::where_is::state;

/// The state of something in a trace.
pub(in crate::graphql) struct StateObject {
    trace: Arc<Trace>,
    at: usize,
}

impl StateObject {
    /// The state of the node at a position, if it has one.
    pub fn of(trace: &Arc<Trace>, at: usize) -> Option<Self> {
        let has_state = trace.nodes.get(at)?.state.as_deref().is_some_and(|state| !state.is_empty());
        has_state.then(|| Self { trace: trace.clone(), at })
    }

    fn step(&self) -> Step {
        self.trace.nodes[self.at].step
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.trace.nodes[self.at].state.as_deref().unwrap_or_default().split(", ")
    }

    /// The standing in an environment.
    fn standing(&self) -> Option<DeliveryState> {
        let node = &self.trace.nodes[self.at];
        let here = |one: &&archweave_model::delivery::standing::Standing| one.environment == node.element;
        let standings = &self.trace.whereabouts.standings;
        (node.step == Step::Environment).then(|| standings.iter().find(here).map(|one| one.state))?
    }
}

/// How far something in a trace is. What fits its sort is said, the rest is none.
#[Object(name = "TraceState")]
impl StateObject {
    /// Stable names, `rollback` and `success` of a deployment; of a ticket its status in the words of its tracker.
    async fn names(&self) -> Vec<&str> {
        self.parts().collect()
    }

    /// Of an environment: how far the requirement is there.
    async fn delivery(&self) -> Option<StateName> {
        self.standing().map(state)
    }

    /// Of an environment in which it is live: the share of users that have it, 0 to 1.
    async fn share(&self) -> Option<f64> {
        match self.standing()? {
            DeliveryState::Live { share } => Some(share),
            _ => None,
        }
    }

    /// Of the requirement: what people decided.
    async fn decision(&self) -> Option<DecisionName> {
        (self.step() == Step::Requirement).then(|| self.parts().find_map(DecisionName::of))?
    }

    /// Of an indicator: how far the effect has come.
    async fn effect(&self) -> Option<EffectName> {
        (self.step() == Step::Indicator).then(|| self.parts().find_map(EffectName::of))?
    }

    /// Of a record: what came of it.
    async fn outcome(&self) -> Option<OutcomeName> {
        let is_record = self.trace.nodes[self.at].record.is_some() && self.step() != Step::Ticket;
        is_record.then(|| self.parts().find_map(OutcomeName::of))?
    }

    /// Of a deployment: what sort it is of; none if nobody said, or if it is a normal one.
    async fn deployment_kind(&self) -> Option<DeploymentKindName> {
        (self.step() == Step::Deployment).then(|| self.parts().find_map(DeploymentKindName::of))?
    }

    /// All that in a few words, in Chinese or English: `live for 30% of users`.
    async fn sentence(&self, #[graphql(default_with = "\"en\".to_owned()")] language: String) -> String {
        draw::state(&self.trace, &self.trace.nodes[self.at], &language).unwrap_or_default()
    }
}
