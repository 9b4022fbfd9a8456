//! Deployments and incidents, a page at a time.

use archweave_app::ledger::{IncidentFilter, Page};
use archweave_model::delivery::chain::Keyed;
use archweave_model::delivery::record::{Deployment, Incident};
use archweave_model::id::ElementId;
use async_graphql::{InputObject, Result, SimpleObject};

use super::{moment, time};
use crate::graphql::invalid;

/// Deployments, the one that was heard of last first.
#[derive(SimpleObject)]
#[graphql(name = "DeploymentPage")]
pub(in crate::graphql) struct DeploymentPage {
    /// At most as many as were asked for.
    nodes: Vec<DeploymentObject>,
    /// For `after` of the next page; none if this is the last.
    next: Option<String>,
}

/// A version put to a place, or taken from it, as it was reported.
#[derive(SimpleObject)]
#[graphql(name = "Deployment")]
pub(in crate::graphql) struct DeploymentObject {
    /// Its key.
    key: String,
    /// The environment, as its source calls it.
    environment: Option<String>,
    /// The target, as its source calls it.
    target: Option<String>,
    /// The service, as its source calls it.
    service: Option<String>,
    /// The version that runs from then on; for a removal, the one that was taken away.
    purl: Option<String>,
    /// When it was there, RFC 3339.
    at: Option<String>,
    /// pending, success, failure or error.
    result: Option<String>,
    /// normal, hotfix, rollback, config or removal.
    kind: Option<String>,
    /// Share of users that it serves, 0 to 1.
    share: Option<f64>,
    /// Who did it.
    deployed_by: Option<String>,
    /// For which team.
    team: Option<String>,
    /// The revision of the model that approved it.
    model_revision: Option<String>,
    /// Its address elsewhere.
    url: Option<String>,
}

impl From<Page<Keyed<Deployment>>> for DeploymentPage {
    fn from(page: Page<Keyed<Deployment>>) -> Self {
        let nodes = page.items.into_iter().map(|Keyed { key, record }| DeploymentObject {
            key,
            environment: record.environment,
            target: record.target,
            service: record.service,
            purl: record.purl,
            at: record.at.or(record.started_at).map(time),
            result: record.result,
            kind: record.kind,
            share: record.share,
            deployed_by: record.deployed_by,
            team: record.team,
            model_revision: record.model_revision,
            url: record.url,
        });
        Self { nodes: nodes.collect(), next: page.next }
    }
}

/// Which incidents; those that meet all that is asked.
#[derive(InputObject, Default)]
#[graphql(name = "IncidentFilter")]
pub(in crate::graphql) struct IncidentFilterInput {
    /// Detected at this moment or later, RFC 3339 or a day.
    since: Option<String>,
    /// Detected before this moment, RFC 3339.
    until: Option<String>,
    /// Not resolved.
    #[graphql(default)]
    is_open: bool,
    /// critical, high, medium or low.
    severity: Option<String>,
    /// In this environment, by id.
    environment: Option<String>,
    /// Of this component, by id.
    service: Option<String>,
}

impl IncidentFilterInput {
    pub fn read(self) -> Result<IncidentFilter> {
        let id = |text: Option<String>| {
            let id = text.as_deref().map(ElementId::parse).transpose();
            id.map_err(|error| invalid(error.to_string()))
        };
        let since = self.since.map(|text| text.parse().map_err(|error| invalid(format!("{error}"))));
        Ok(IncidentFilter {
            since: since.transpose()?,
            until: self.until.as_deref().map(moment).transpose()?,
            is_open: self.is_open,
            severity: self.severity,
            environment: id(self.environment)?,
            service: id(self.service)?,
        })
    }
}

/// Incidents, the newest first.
#[derive(SimpleObject)]
#[graphql(name = "IncidentPage")]
pub(in crate::graphql) struct IncidentPage {
    /// At most as many as were asked for.
    nodes: Vec<IncidentObject>,
    /// For `after` of the next page; none if this is the last.
    next: Option<String>,
}

/// Something that went wrong while it ran, as it was reported.
#[derive(SimpleObject)]
#[graphql(name = "Incident")]
pub(in crate::graphql) struct IncidentObject {
    /// Its key.
    key: String,
    /// What people call it.
    title: Option<String>,
    /// critical, high, medium or low.
    severity: Option<String>,
    /// RFC 3339.
    detected_at: Option<String>,
    /// RFC 3339.
    resolved_at: Option<String>,
    /// change, capacity, dependency, human or external.
    cause: Option<String>,
    /// The environment, as its source calls it.
    environment: Option<String>,
    /// The service, as its source calls it.
    service: Option<String>,
    /// The deployment that caused it, by its key.
    deployment: Option<String>,
    /// How many customers felt it.
    customers_affected: Option<u32>,
    /// Its address elsewhere.
    url: Option<String>,
}

impl From<Page<Keyed<Incident>>> for IncidentPage {
    fn from(page: Page<Keyed<Incident>>) -> Self {
        let nodes = page.items.into_iter().map(|Keyed { key, record }| IncidentObject {
            key,
            title: record.title,
            severity: record.severity,
            detected_at: record.detected_at.map(time),
            resolved_at: record.resolved_at.map(time),
            cause: record.cause,
            environment: record.environment,
            service: record.service,
            deployment: record.deployment,
            customers_affected: record.customers_affected,
            url: record.url,
        });
        Self { nodes: nodes.collect(), next: page.next }
    }
}
