//! Where a requirement is.

use std::sync::Arc;

use archweave_app::ledger::{Delivery, Effect, IndicatorEffect, Link, Whereabouts};
use archweave_model::delivery::effect::Reading;
use archweave_model::delivery::standing::{DeliveryState, Evidence, Standing};
use async_graphql::{Object, SimpleObject};

use super::names::{BasisName, ColumnName, DecisionName, EffectName, RecordName, StageName, StateName};
use super::{Asked, element, time};
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// The name of a state.
pub(super) fn state(state: DeliveryState) -> StateName {
    StateName::of(state.name()).unwrap_or(StateName::NotStarted)
}

/// Where a requirement is at a moment.
pub(in crate::graphql) struct WhereaboutsObject {
    pub scope: Arc<Scope>,
    pub found: Arc<Whereabouts>,
}

impl From<Asked<Whereabouts>> for WhereaboutsObject {
    fn from(asked: Asked<Whereabouts>) -> Self {
        Self { scope: asked.scope, found: Arc::new(asked.found) }
    }
}

/// Where a requirement is at a moment.
#[Object(name = "Whereabouts")]
impl WhereaboutsObject {
    /// The requirement.
    async fn requirement(&self) -> Option<ElementObject> {
        element(&self.scope, &self.found.requirement)
    }

    /// The moment that this is about, RFC 3339.
    async fn at(&self) -> String {
        time(self.found.at)
    }

    /// The revision of the model that this is about.
    async fn revision(&self) -> &str {
        &self.found.revision
    }

    /// What people decided.
    async fn decision(&self) -> DecisionName {
        DecisionName::of(self.found.decision.name()).unwrap_or(DecisionName::Proposed)
    }

    /// How far it is, in the environment that says most.
    async fn state(&self) -> StateName {
        state(self.found.state)
    }

    /// Since when it is that far, RFC 3339.
    async fn since(&self) -> Option<String> {
        self.found.since.map(time)
    }

    /// Its column on the board; none if it is turned down and was never begun.
    async fn column(&self) -> Option<ColumnName> {
        ColumnName::of(self.found.column?.name())
    }

    /// How far it is in every environment, in order of stage, with evidence.
    #[graphql(complexity = "8 * child_complexity + 1")]
    async fn standings(&self) -> Vec<StandingObject> {
        let all = self.found.standings.iter();
        all.map(|standing| StandingObject { scope: self.scope.clone(), standing: standing.clone() }).collect()
    }

    /// Whether it had the effect that was wanted.
    async fn effect(&self) -> EffectObject {
        EffectObject::new(&self.scope, &self.found.effect)
    }

    /// Records that say they are about it, in order of time; with `suspect: true` only those that somebody
    /// should look at, because the requirement changed since.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn links(&self, suspect: Option<bool>) -> Vec<LinkObject> {
        let all = self.found.links.iter();
        let is_wanted = |link: &&Link| suspect.is_none_or(|wanted| wanted == link.suspect.is_some());
        all.filter(is_wanted).map(Into::into).collect()
    }
}

/// How far a requirement is in one environment, and what proves it.
pub(in crate::graphql) struct StandingObject {
    scope: Arc<Scope>,
    standing: Standing,
}

/// How far a requirement is in one environment, and what proves it.
#[Object(name = "Standing")]
impl StandingObject {
    /// The environment; none if the model has none.
    async fn environment(&self) -> Option<ElementObject> {
        element(&self.scope, self.standing.environment.as_ref()?)
    }

    /// What the environment is for.
    async fn stage(&self) -> Option<StageName> {
        StageName::of(self.standing.stage?.name())
    }

    /// How far it is there.
    async fn state(&self) -> StateName {
        state(self.standing.state)
    }

    /// Since when, without a break; RFC 3339.
    async fn since(&self) -> Option<String> {
        self.standing.since.map(time)
    }

    /// Package address of the version that runs there, else of the first one with the requirement.
    async fn version(&self) -> Option<&str> {
        self.standing.version.as_deref()
    }

    /// The commit from which it was built.
    async fn commit(&self) -> Option<&str> {
        self.standing.commit.as_deref()
    }

    /// The deployment that put it there or took it away, by its key.
    async fn deployment(&self) -> Option<&str> {
        self.standing.deployment.as_deref()
    }

    /// The deployment target.
    async fn target(&self) -> Option<ElementObject> {
        element(&self.scope, self.standing.target.as_ref()?)
    }

    /// Share of users that have it, 0 to 1.
    async fn share(&self) -> Option<f64> {
        self.standing.share
    }

    /// Revision of the model that approved the deployment.
    async fn model_revision(&self) -> Option<&str> {
        self.standing.model_revision.as_deref()
    }

    /// When the last test, review or scan passed, if none failed since; RFC 3339.
    async fn verified_at(&self) -> Option<String> {
        self.standing.verified_at.map(time)
    }

    /// When business accepted it, if it did not refuse it since; RFC 3339.
    async fn accepted_at(&self) -> Option<String> {
        self.standing.accepted_at.map(time)
    }

    /// Records that say so, in the order of the chain.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn evidence(&self) -> Vec<EvidenceObject> {
        self.standing.evidence.iter().map(Into::into).collect()
    }
}

/// A record that is a reason for a state.
#[derive(SimpleObject)]
#[graphql(name = "Evidence")]
pub(in crate::graphql) struct EvidenceObject {
    /// Its sort.
    kind: RecordName,
    /// Its key.
    key: String,
    /// When it happened, RFC 3339.
    at: Option<String>,
    /// Who did it, or who says that it belongs to the requirement.
    by: Option<String>,
    /// From what it is known that it belongs to the requirement.
    basis: Option<BasisName>,
}

impl From<&Evidence> for EvidenceObject {
    fn from(evidence: &Evidence) -> Self {
        Self {
            kind: evidence.kind.into(),
            key: evidence.key.clone(),
            at: evidence.at.map(time),
            by: evidence.by.clone(),
            basis: evidence.basis.map(Into::into),
        }
    }
}

/// Where a requirement is in one environment, in short.
#[derive(SimpleObject)]
#[graphql(name = "Delivery")]
pub(in crate::graphql) struct DeliveryObject {
    /// The environment.
    environment: Option<ElementObject>,
    /// How far it is there.
    state: StateName,
    /// Since when, RFC 3339.
    since: Option<String>,
    /// Share of users that have it, 0 to 1.
    share: Option<f64>,
    /// The version that has it there.
    version: Option<String>,
}

impl DeliveryObject {
    pub fn new(scope: &Arc<Scope>, delivery: &Delivery) -> Self {
        Self {
            environment: element(scope, &delivery.environment),
            state: state(delivery.state),
            since: delivery.since.map(time),
            share: delivery.share,
            version: delivery.version.clone(),
        }
    }
}

/// A record that says it is about the requirement, and why that is believed.
#[derive(SimpleObject)]
#[graphql(name = "TraceLink")]
pub(in crate::graphql) struct LinkObject {
    /// Its sort.
    kind: RecordName,
    /// Its key.
    key: String,
    /// What people call it.
    title: String,
    /// Its address.
    url: Option<String>,
    /// Who says that they belong together: a source, or a person.
    asserted_by: String,
    /// Since when, RFC 3339.
    asserted_at: String,
    /// From what that is known.
    basis: BasisName,
    /// The revision of the model at that time.
    revision: Option<String>,
    /// When somebody last affirmed it, RFC 3339.
    affirmed_at: Option<String>,
    /// Who did.
    affirmed_by: Option<String>,
    /// Since when the requirement says something else than when the link was made or affirmed, RFC 3339; none
    /// if it does not.
    suspect_since: Option<String>,
}

impl From<&Link> for LinkObject {
    fn from(link: &Link) -> Self {
        Self {
            kind: link.kind.into(),
            key: link.key.clone(),
            title: link.title.clone(),
            url: link.url.clone(),
            asserted_by: link.asserted_by.clone(),
            asserted_at: time(link.asserted_at),
            basis: link.basis.into(),
            revision: link.revision.clone(),
            affirmed_at: link.affirmed_at.map(time),
            affirmed_by: link.affirmed_by.clone(),
            suspect_since: link.suspect.map(time),
        }
    }
}

/// One measured value.
#[derive(SimpleObject)]
#[graphql(name = "Reading")]
pub(in crate::graphql) struct ReadingObject {
    /// When it was so, RFC 3339.
    at: String,
    /// How much.
    value: f64,
    /// How many cases it was computed from.
    sample: u64,
}

impl From<&Reading> for ReadingObject {
    fn from(reading: &Reading) -> Self {
        Self { at: time(reading.at), value: reading.value, sample: reading.sample }
    }
}

/// Whether a requirement had the effect that was wanted.
#[derive(SimpleObject)]
#[graphql(name = "Effect")]
pub(in crate::graphql) struct EffectObject {
    /// What all its indicators say together.
    state: EffectName,
    /// Whether one of them has a value from after it went live.
    is_measured: bool,
    /// Each of them, the nearest first.
    indicators: Vec<IndicatorEffectObject>,
}

/// What one indicator says of a requirement since it is live.
#[derive(SimpleObject)]
#[graphql(name = "IndicatorEffect")]
pub(in crate::graphql) struct IndicatorEffectObject {
    /// The indicator.
    indicator: Option<ElementObject>,
    /// What it measures.
    measures: Option<ElementObject>,
    /// How that is known to matter: itself, goal, part-of-goal, goal-of-demand or realization.
    why: String,
    /// How far it has come.
    state: EffectName,
    /// There are values, and none of them has enough cases behind it.
    needs_more_data: bool,
    /// The last value with enough cases.
    last: Option<ReadingObject>,
    /// How much of the way from baseline to target is done, 0 to 1 and beyond.
    progress: Option<f64>,
}

impl EffectObject {
    pub fn new(scope: &Arc<Scope>, effect: &Effect) -> Self {
        let one = |one: &IndicatorEffect| IndicatorEffectObject {
            indicator: element(scope, &one.indicator),
            measures: element(scope, &one.measures),
            why: one.why.name().to_owned(),
            state: EffectName::of(one.effect.state.name()).unwrap_or(EffectName::NoData),
            needs_more_data: one.effect.needs_more_data,
            last: one.effect.last.as_ref().map(Into::into),
            progress: one.effect.progress,
        };
        Self {
            state: EffectName::of(effect.state.name()).unwrap_or(EffectName::NoIndicator),
            is_measured: effect.is_measured,
            indicators: effect.indicators.iter().map(one).collect(),
        }
    }
}
