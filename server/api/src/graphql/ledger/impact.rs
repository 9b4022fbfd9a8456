//! What an incident or a deployment touched.

use std::sync::Arc;

use archweave_app::ledger::{Cause, Impact, Touched, TouchedSort};
use async_graphql::{Enum, Object, OneofObject, SimpleObject};

use super::{Asked, element, elements, time};
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// What happened.
#[derive(OneofObject)]
#[graphql(name = "CauseInput")]
pub(in crate::graphql) enum CauseInput {
    /// An incident, by its key.
    Incident(String),
    /// A deployment, by its key.
    Deployment(String),
}

impl From<CauseInput> for Cause {
    fn from(cause: CauseInput) -> Self {
        match cause {
            CauseInput::Incident(key) => Self::Incident(key),
            CauseInput::Deployment(key) => Self::Deployment(key),
        }
    }
}

/// What sort of thing was touched.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "TouchedSort")]
pub(in crate::graphql) enum SortName {
    /// A requirement or user story.
    Requirement,
    /// An application, artifact, platform or service of it.
    Component,
    /// A business process or service.
    Process,
    /// A capability or value stream.
    Capability,
    /// A goal or outcome.
    Goal,
}

impl From<TouchedSort> for SortName {
    fn from(sort: TouchedSort) -> Self {
        match sort {
            TouchedSort::Requirement => Self::Requirement,
            TouchedSort::Component => Self::Component,
            TouchedSort::Process => Self::Process,
            TouchedSort::Capability => Self::Capability,
            TouchedSort::Goal => Self::Goal,
        }
    }
}

/// What an incident or a deployment touched.
pub(in crate::graphql) struct ImpactObject {
    scope: Arc<Scope>,
    impact: Impact,
}

impl From<Asked<Impact>> for ImpactObject {
    fn from(asked: Asked<Impact>) -> Self {
        Self { scope: asked.scope, impact: asked.found }
    }
}

/// What an incident or a deployment touched, upwards to goals.
#[Object(name = "DeliveryImpact")]
impl ImpactObject {
    /// What the incident is called.
    async fn title(&self) -> Option<&str> {
        self.impact.incident.as_ref()?.title.as_deref()
    }

    /// When it was detected, RFC 3339.
    async fn detected_at(&self) -> Option<String> {
        self.impact.incident.as_ref()?.detected_at.map(time)
    }

    /// When it was over, RFC 3339.
    async fn resolved_at(&self) -> Option<String> {
        self.impact.incident.as_ref()?.resolved_at.map(time)
    }

    /// The deployment that it was, or that caused it, by its key.
    async fn deployment(&self) -> Option<&str> {
        self.impact.deployment.as_deref()
    }

    /// The version that was put there.
    async fn version(&self) -> Option<&str> {
        self.impact.version.as_deref()
    }

    /// Where it hit: what the records name.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn hit(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.impact.hit)
    }

    /// What was touched, by sort, then nearness, then id.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn touched(&self, sort: Option<SortName>) -> Vec<TouchedObject> {
        let is_wanted = |one: &&Touched| sort.is_none_or(|sort| sort == one.sort.into());
        let all = self.impact.touched.iter().filter(is_wanted);
        all.map(|one| TouchedObject {
            sort: one.sort.into(),
            element: element(&self.scope, &one.element),
            path: elements(&self.scope, &one.path),
        })
        .collect()
    }
}

/// Something that was touched.
#[derive(SimpleObject)]
#[graphql(name = "Touched")]
pub(in crate::graphql) struct TouchedObject {
    /// What sort of thing it is.
    sort: SortName,
    /// The element.
    element: Option<ElementObject>,
    /// From where it hit to this, both named.
    path: Vec<ElementObject>,
}
