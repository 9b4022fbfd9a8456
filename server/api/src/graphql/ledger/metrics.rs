//! How fast and how safely changes reach production.

use std::sync::Arc;

use archweave_app::ledger::{By, Measured, Metrics};
use async_graphql::{Enum, Object, SimpleObject};

use super::figure::{FigureObject, figures};
use super::{Asked, element, time};
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// By what numbers are told apart.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "MetricsBy")]
pub(in crate::graphql) enum ByName {
    /// The component that an artifact packages.
    Component,
    /// The capability that a component serves or realizes, itself or by a service or process.
    Capability,
    /// The team that reported a deployment, else the component's technology owner.
    Team,
    /// The requirement that a deployment brought.
    Requirement,
}

impl From<ByName> for By {
    fn from(by: ByName) -> Self {
        match by {
            ByName::Component => Self::Component,
            ByName::Capability => Self::Capability,
            ByName::Team => Self::Team,
            ByName::Requirement => Self::Requirement,
        }
    }
}

/// Numbers of delivery over a window.
pub(in crate::graphql) struct MetricsObject {
    scope: Arc<Scope>,
    metrics: Metrics,
}

impl From<Asked<Metrics>> for MetricsObject {
    fn from(asked: Asked<Metrics>) -> Self {
        Self { scope: asked.scope, metrics: asked.found }
    }
}

/// Numbers of delivery to production over a window.
#[Object(name = "DeliveryMetrics")]
impl MetricsObject {
    /// The first moment that is counted, RFC 3339.
    async fn from(&self) -> String {
        time(self.metrics.all.window.from)
    }

    /// The first moment that is no longer counted, RFC 3339.
    async fn until(&self) -> String {
        time(self.metrics.all.window.until)
    }

    /// Of all that was delivered: the numbers of DORA.
    #[graphql(complexity = "8 * child_complexity + 1")]
    async fn figures(&self) -> Vec<FigureObject> {
        figures(self.metrics.all.figures())
    }

    /// How long the business waits: from a demand to its first user, and to a decision.
    #[graphql(complexity = "2 * child_complexity + 1")]
    async fn business(&self) -> Vec<FigureObject> {
        figures(self.metrics.business.figures())
    }

    /// The same numbers for each part, by name; none if `by` was not asked.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn parts(&self) -> Vec<PartObject> {
        let one = |part: &Measured| PartObject {
            subject: part.subject.clone(),
            element: part.element.as_ref().and_then(|id| element(&self.scope, id)),
            figures: figures(part.flow.figures()),
        };
        self.metrics.parts.iter().map(one).collect()
    }
}

/// Numbers of one part of what was delivered.
#[derive(SimpleObject)]
#[graphql(name = "PartMetrics")]
pub(in crate::graphql) struct PartObject {
    /// The id of an element, or the name of a team.
    subject: String,
    /// The element, if it is one.
    element: Option<ElementObject>,
    /// The numbers of DORA.
    #[graphql(complexity = "8 * child_complexity")]
    figures: Vec<FigureObject>,
}
