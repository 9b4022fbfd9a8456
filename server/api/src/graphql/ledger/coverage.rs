//! Coverage both ways, and self-assessments beside it.

use std::sync::Arc;

use archweave_app::ledger::{Assessed, CoverageAt, CoverageChange};
use archweave_model::delivery::coverage::{Difference, Number, Trace};
use async_graphql::{Object, SimpleObject};

use super::figure::{FigureObject, figures};
use super::{Asked, element, time};
use crate::graphql::connection::connection;
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// Coverage at a moment.
pub(in crate::graphql) struct CoverageObject(Arc<CoverageAt>);

impl CoverageObject {
    pub fn new(found: CoverageAt) -> Self {
        Self(Arc::new(found))
    }
}

/// Whether business and technology carry each other, at a moment.
#[Object(name = "DeliveryCoverage")]
impl CoverageObject {
    /// The moment, RFC 3339.
    async fn at(&self) -> String {
        time(self.0.at)
    }

    /// The revision of the model.
    async fn revision(&self) -> &str {
        &self.0.revision
    }

    /// Shares, in the order of pages.
    #[graphql(complexity = "12 * child_complexity + 1")]
    async fn numbers(&self) -> Vec<NumberObject> {
        self.0.coverage.numbers.iter().cloned().map(NumberObject).collect()
    }

    /// How long the business waits, over the year before.
    #[graphql(complexity = "2 * child_complexity + 1")]
    async fn speed(&self) -> Vec<FigureObject> {
        figures(self.0.coverage.speed.figures())
    }
}

/// A share with those that count and those that are missing.
pub(in crate::graphql) struct NumberObject(Number);

/// A share with those that count and those that are missing.
#[Object(name = "CoverageNumber")]
impl NumberObject {
    /// The share, with its definition and its sample; its numerator names those that count.
    async fn figure(&self) -> FigureObject {
        FigureObject(self.0.figure.clone())
    }

    /// Ids or keys of those that are missing, in order; the first 1,000.
    async fn missing(&self) -> Vec<&str> {
        self.0.missing.iter().take(1_000).map(String::as_str).collect()
    }
}

/// What coverage gained and lost between two moments.
pub(in crate::graphql) struct CoverageChangeObject {
    before: Arc<CoverageAt>,
    after: Arc<CoverageAt>,
    differences: Vec<Difference>,
}

impl From<CoverageChange> for CoverageChangeObject {
    fn from(change: CoverageChange) -> Self {
        let CoverageChange { before, after, differences } = change;
        Self { before: Arc::new(before), after: Arc::new(after), differences }
    }
}

/// What coverage gained and lost between two moments.
#[Object(name = "CoverageChange")]
impl CoverageChangeObject {
    /// Before.
    async fn before(&self) -> CoverageObject {
        CoverageObject(self.before.clone())
    }

    /// After.
    async fn after(&self) -> CoverageObject {
        CoverageObject(self.after.clone())
    }

    /// Each share, in the order of pages.
    #[graphql(complexity = "12 * child_complexity + 1")]
    async fn differences(&self) -> Vec<DifferenceObject> {
        self.differences.iter().cloned().map(Into::into).collect()
    }
}

/// How one share differs.
#[derive(SimpleObject)]
#[graphql(name = "CoverageDifference")]
pub(in crate::graphql) struct DifferenceObject {
    /// Which share.
    figure_id: String,
    /// The share before.
    before: Option<f64>,
    /// The share after.
    after: Option<f64>,
    /// Those that count after and did not before.
    gained: Vec<String>,
    /// Those that counted before and do not after.
    lost: Vec<String>,
    /// Those that are missing after and were not before.
    newly_missing: Vec<String>,
}

impl From<Difference> for DifferenceObject {
    fn from(difference: Difference) -> Self {
        let Difference { id, before, after, gained, lost, newly_missing } = difference;
        Self { figure_id: id.to_owned(), before, after, gained, lost, newly_missing }
    }
}

/// How far an agreed requirement can be followed from its demand to its effect.
pub(in crate::graphql) struct TraceObject {
    scope: Arc<Scope>,
    trace: Trace,
}

/// How far an agreed requirement can be followed from its demand to its effect.
#[Object(name = "RequirementTraceability")]
impl TraceObject {
    /// The requirement.
    async fn requirement(&self) -> Option<ElementObject> {
        element(&self.scope, &self.trace.requirement)
    }

    /// Steps that are not there, in the order of the way: demand, goal, acceptance, realization, release, live,
    /// indicator. None for a whole trace.
    async fn missing(&self) -> Vec<&str> {
        self.trace.missing.iter().map(|step| step.name()).collect()
    }
}

connection!(
    TraceConnection,
    TraceabilityEdge,
    TraceObject,
    "RequirementTraceabilityConnection",
    "RequirementTraceabilityEdge"
);

/// Traces, those with gaps only if that is asked.
pub(super) fn traces(asked: Asked<CoverageAt>, gaps_only: bool) -> Vec<TraceObject> {
    let Asked { scope, found } = asked;
    let wanted = found.traces.into_iter().filter(|trace| !gaps_only || !trace.missing.is_empty());
    wanted.map(|trace| TraceObject { scope: scope.clone(), trace }).collect()
}

/// One answer of a self-assessment.
#[derive(SimpleObject)]
#[graphql(name = "SelfAssessment")]
pub(in crate::graphql) struct AssessmentObject {
    /// Its key.
    key: String,
    /// system, cooperation, ideas or talent.
    dimension: Option<String>,
    /// construction, steady-running, early-digital or transformation.
    stage: Option<String>,
    /// When, RFC 3339.
    at: Option<String>,
    /// Who answered.
    by: Option<String>,
    /// Why.
    note: Option<String>,
}

impl From<Assessed> for AssessmentObject {
    fn from(assessed: Assessed) -> Self {
        let Assessed { key, assessment } = assessed;
        Self {
            key,
            dimension: assessment.dimension,
            stage: assessment.stage,
            at: assessment.at.map(time),
            by: assessment.by,
            note: assessment.note,
        }
    }
}
