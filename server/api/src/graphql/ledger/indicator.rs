//! Indicators with their values, and pairs of which one is expected to move the other.

use std::sync::Arc;

use archweave_app::ledger::{IndicatorStatus, PairStatus};
use archweave_model::delivery::effect::{Direction, Pair};
use async_graphql::{Enum, Object, SimpleObject};

use super::names::EffectName;
use super::where_is::ReadingObject;
use super::{element, elements};
use crate::graphql::connection::connection;
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// Which way is good.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "IndicatorDirection")]
pub(in crate::graphql) enum DirectionName {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Between two bounds.
    Range,
}

/// An indicator with its target and values.
pub(in crate::graphql) struct IndicatorObject {
    pub scope: Arc<Scope>,
    pub status: IndicatorStatus,
}

/// An indicator with its target and values.
#[Object(name = "IndicatorStatus")]
impl IndicatorObject {
    /// Its element: formula, unit, owners.
    async fn indicator(&self) -> Option<ElementObject> {
        element(&self.scope, &self.status.indicator)
    }

    /// business-outcome, delivery-performance or capability-behaviour.
    async fn class(&self) -> Option<&str> {
        self.status.about.class.as_deref()
    }

    /// Which way is good.
    async fn direction(&self) -> DirectionName {
        match self.status.about.direction {
            Direction::Higher => DirectionName::Higher,
            Direction::Lower => DirectionName::Lower,
            Direction::Range => DirectionName::Range,
        }
    }

    /// Where it started.
    async fn baseline(&self) -> Option<f64> {
        self.status.about.baseline
    }

    /// Where it is to come.
    async fn target(&self) -> Option<f64> {
        self.status.about.target
    }

    /// The smallest sample that says something.
    async fn min_sample(&self) -> u64 {
        self.status.about.min_sample
    }

    /// How far it has come.
    async fn state(&self) -> EffectName {
        EffectName::of(self.status.effect.state.name()).unwrap_or(EffectName::NoData)
    }

    /// There are values, and none of them has enough cases behind it.
    async fn needs_more_data(&self) -> bool {
        self.status.effect.needs_more_data
    }

    /// The last value with enough cases.
    async fn last(&self) -> Option<ReadingObject> {
        self.status.effect.last.as_ref().map(Into::into)
    }

    /// How much of the way from baseline to target is done, 0 to 1 and beyond.
    async fn progress(&self) -> Option<f64> {
        self.status.effect.progress
    }

    /// Values of the window, in order of time; the newest 2,000.
    #[graphql(complexity = "100 * child_complexity + 1")]
    async fn series(&self) -> Vec<ReadingObject> {
        self.status.series.iter().map(Into::into).collect()
    }

    /// What it measures.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn measures(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.status.measures)
    }

    /// One value over the elements that have values of their own; none if none has.
    async fn rolled_up(&self) -> Option<RollUpObject> {
        let rolled = self.status.rolled_up.as_ref()?;
        Some(RollUpObject {
            value: rolled.value,
            sample: rolled.sample,
            elements: rolled
                .elements
                .iter()
                .map(|one| ElementReadingObject {
                    element: element(&self.scope, &one.element),
                    reading: (&one.reading).into(),
                })
                .collect(),
            left_out: elements(&self.scope, &rolled.left_out),
        })
    }
}

connection!(
    IndicatorConnection,
    IndicatorEdge,
    IndicatorObject,
    "IndicatorStatusConnection",
    "IndicatorStatusEdge"
);

/// One value of an indicator that is measured at several elements.
#[derive(SimpleObject)]
#[graphql(name = "RolledUp")]
pub(in crate::graphql) struct RollUpObject {
    /// The mean of the elements' last values, weighted by their samples.
    value: Option<f64>,
    /// All samples together.
    sample: u64,
    /// The elements whose values are in it.
    elements: Vec<ElementReadingObject>,
    /// Elements whose only values are without cases, or too old.
    left_out: Vec<ElementObject>,
}

/// A value at one element.
#[derive(SimpleObject)]
#[graphql(name = "ElementReading")]
pub(in crate::graphql) struct ElementReadingObject {
    /// Where it was measured.
    element: Option<ElementObject>,
    /// What was measured.
    reading: ReadingObject,
}

/// Two indicators of which the model expects that one moves the other.
pub(in crate::graphql) struct PairObject {
    pub scope: Arc<Scope>,
    pub status: PairStatus,
}

/// Two indicators of which the model expects that one moves the other, and what the values say.
#[Object(name = "IndicatorPair")]
impl PairObject {
    /// What moves.
    async fn from(&self) -> Option<ElementObject> {
        element(&self.scope, &self.status.expected.from)
    }

    /// What it is expected to move.
    async fn to(&self) -> Option<ElementObject> {
        element(&self.scope, &self.status.expected.to)
    }

    /// At the lag that the model expects.
    async fn found(&self) -> PairFoundObject {
        (&self.status.found).into()
    }

    /// At every lag that was asked for; a place to look at, not a finding.
    #[graphql(complexity = "60 * child_complexity + 1")]
    async fn scan(&self) -> Vec<PairFoundObject> {
        self.status.scan.iter().map(Into::into).collect()
    }
}

/// How two indicators went together.
#[derive(SimpleObject)]
#[graphql(name = "PairFound")]
pub(in crate::graphql) struct PairFoundObject {
    /// Days by which the second was read later.
    lag_days: u32,
    /// The expected direction: positive or negative.
    sign: Option<String>,
    /// Pearson's correlation of the daily values, -1 to 1.
    correlation: Option<f64>,
    /// The same after the straight line through each of the two is taken away.
    without_trend: Option<f64>,
    /// Days with a value of both.
    sample: u64,
    /// supports, contradicts, no-relation or needs-more-data.
    verdict: String,
}

impl From<&Pair> for PairFoundObject {
    fn from(pair: &Pair) -> Self {
        Self {
            lag_days: pair.lag_days,
            sign: pair.sign.map(|sign| sign.name().to_owned()),
            correlation: pair.correlation,
            without_trend: pair.without_trend,
            sample: pair.sample,
            verdict: pair.verdict.name().to_owned(),
        }
    }
}
