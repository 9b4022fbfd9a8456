//! Trials with their guardrails.

use std::sync::Arc;

use archweave_model::delivery::trial::{Guardrail, Trial};
use async_graphql::{Object, SimpleObject};

use super::where_is::ReadingObject;
use super::{element, elements, time};
use crate::graphql::element::ElementObject;
use crate::graphql::property::read;
use crate::graphql::scope::Scope;

/// A change that is tried with a few for a limited time.
pub(in crate::graphql) struct TrialObject {
    pub scope: Arc<Scope>,
    pub trial: Trial,
}

/// A change that is tried with a few for a limited time, and whether its guardrails hold.
#[Object(name = "TrialStatus")]
impl TrialObject {
    /// Its element.
    async fn trial(&self) -> Option<ElementObject> {
        element(&self.scope, &self.trial.id)
    }

    /// What is expected to happen.
    async fn hypothesis(&self, language: Option<String>) -> String {
        read(&self.trial.hypothesis, language.as_deref())
    }

    /// With whom it is tried.
    async fn who(&self, language: Option<String>) -> String {
        read(&self.trial.cohort.who, language.as_deref())
    }

    /// Share of users in percent, as the model says it.
    async fn share(&self) -> Option<f64> {
        self.trial.cohort.share
    }

    /// The share that the last of its deployments serves, in percent.
    async fn deployed_share(&self) -> Option<f64> {
        self.trial.cohort.deployed_share
    }

    /// The indicators that decide.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn indicators(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.trial.indicators)
    }

    /// What must not get worse, and whether it did.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn guardrails(&self) -> Vec<GuardrailObject> {
        self.trial.guardrails.iter().map(|one| GuardrailObject::new(&self.scope, one)).collect()
    }

    /// Its first day.
    async fn start(&self) -> Option<&str> {
        self.trial.start.as_deref()
    }

    /// Its last day.
    async fn expires(&self) -> Option<&str> {
        self.trial.expires.as_deref()
    }

    /// Days until the last one: 0 on that day, negative after it.
    async fn days_left(&self) -> Option<i64> {
        self.trial.days_left
    }

    /// running, keep, change or stop.
    async fn decision(&self) -> &str {
        self.trial.decision.name()
    }

    /// Past its last day without a decision.
    async fn is_overdue(&self) -> bool {
        self.trial.is_overdue
    }

    /// Why it was decided so.
    async fn reason(&self, language: Option<String>) -> Option<String> {
        self.trial.decided.as_ref().map(|decided| read(&decided.why, language.as_deref()))
    }

    /// Requirements that it tests.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn tests(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.trial.tests)
    }

    /// Keys of the deployments that belong to it, in order of time.
    async fn deployments(&self) -> Vec<&str> {
        self.trial.deployments.iter().map(String::as_str).collect()
    }
}

/// What must not get worse while a trial runs.
#[derive(SimpleObject)]
#[graphql(name = "GuardrailStatus")]
pub(in crate::graphql) struct GuardrailObject {
    /// The indicator.
    indicator: Option<ElementObject>,
    /// It must not be below this.
    at_least: Option<f64>,
    /// It must not be above this.
    at_most: Option<f64>,
    /// holds, broken, needs-more-data or no-data.
    status: String,
    /// The last value that counts.
    last: Option<ReadingObject>,
    /// When it was first broken, RFC 3339.
    broken_at: Option<String>,
}

impl GuardrailObject {
    fn new(scope: &Arc<Scope>, one: &Guardrail) -> Self {
        Self {
            indicator: element(scope, &one.indicator),
            at_least: one.at_least,
            at_most: one.at_most,
            status: one.status.name().to_owned(),
            last: one.last.as_ref().map(Into::into),
            broken_at: one.broken_at.map(time),
        }
    }
}
