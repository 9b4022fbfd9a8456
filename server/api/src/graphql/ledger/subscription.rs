//! What is reported, told to whoever listens.

use std::sync::Arc;
use std::time::Duration;

use archweave_app::ledger::DeliveryChanged;
use archweave_app::{App, AppError, Hosted};
use archweave_model::id::ElementId;
use async_graphql::{Context, Object, Result, Subscription as Subscriptions};
use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::graphql::scope::caller;
use crate::graphql::to_graphql;

/// What is reported.
#[derive(Default)]
pub(in crate::graphql) struct Deliveries;

/// How often the database is asked what other servers over it have stored.
const OTHERS: Duration = Duration::from_secs(2);

/// What is reported.
#[Subscriptions]
impl Deliveries {
    /// Says when something is reported about a model: ask again what is shown. With `requirement` or
    /// `environment`, only what may be about it; what another server over the same database stored may be about
    /// anything.
    async fn delivery_changed(
        &self,
        ctx: &Context<'_>,
        model: String,
        #[graphql(desc = "The id of a requirement.")] requirement: Option<String>,
        #[graphql(desc = "The id of an environment.")] environment: Option<String>,
    ) -> Result<impl Stream<Item = DeliveryChangedObject> + use<>> {
        let hosted = ctx.data::<Arc<App>>()?.read(&model, caller(ctx)?).map_err(to_graphql)?.clone();
        let events = hosted.listen_to_deliveries();
        let position = position(&hosted).await.map_err(to_graphql)?;
        let mut ticks = interval(OTHERS);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let listener = Listener { hosted, events, ticks, position, requirement, environment };
        Ok(unfold(listener, |mut listener| async move { Some((listener.next().await?, listener)) }))
    }
}

/// Where the ledger is, asked where waiting is allowed.
async fn position(hosted: &Arc<Hosted>) -> Result<i64, AppError> {
    match hosted.records().cloned() {
        None => Ok(0),
        Some(records) => {
            let hosted = hosted.clone();
            records.offload(move || hosted.delivery_position()).await
        }
    }
}

/// One who listens to a ledger.
struct Listener {
    hosted: Arc<Hosted>,
    events: Receiver<DeliveryChanged>,
    ticks: Interval,
    /// What was told last.
    position: i64,
    requirement: Option<String>,
    environment: Option<String>,
}

impl Listener {
    async fn next(&mut self) -> Option<DeliveryChangedObject> {
        loop {
            tokio::select! {
                event = self.events.recv() => match event {
                    Ok(event) => {
                        self.position = self.position.max(event.position);
                        if self.is_wanted(&event) {
                            return Some(DeliveryChangedObject(event));
                        }
                    }
                    // What was missed may have been about anything.
                    Err(RecvError::Lagged(_)) => return Some(self.anything()),
                    Err(RecvError::Closed) => return None,
                },
                _ = self.ticks.tick() => {
                    let Ok(position) = position(&self.hosted).await else { continue };
                    // What this process stored comes by the other way.
                    if position > self.position && self.events.is_empty() {
                        self.position = position;
                        return Some(self.anything());
                    }
                }
            }
        }
    }

    /// What names no requirement, such as a deployment of a version, may be about any.
    fn is_wanted(&self, event: &DeliveryChanged) -> bool {
        let about = |wanted: &Option<String>, ids: &[ElementId]| {
            let is_named = |wanted: &String| ids.iter().any(|id| id.as_str() == wanted);
            ids.is_empty() || wanted.as_ref().is_none_or(is_named)
        };
        about(&self.requirement, &event.requirements) && about(&self.environment, &event.environments)
    }

    fn anything(&self) -> DeliveryChangedObject {
        DeliveryChangedObject(DeliveryChanged {
            model: self.hosted.name().to_owned(),
            position: self.position,
            requirements: Vec::new(),
            environments: Vec::new(),
        })
    }
}

/// Something was reported about a model.
pub(in crate::graphql) struct DeliveryChangedObject(DeliveryChanged);

/// Something was reported about a model.
#[Object(name = "DeliveryChanged")]
impl DeliveryChangedObject {
    /// Name of the model.
    async fn model(&self) -> &str {
        &self.0.model
    }

    /// Where the ledger is now.
    async fn position(&self) -> i64 {
        self.0.position
    }

    /// Ids of requirements that it names; what it names otherwise, such as a version, may be about more.
    async fn requirements(&self) -> Vec<&str> {
        self.0.requirements.iter().map(|id| id.as_str()).collect()
    }

    /// Ids of environments that it names.
    async fn environments(&self) -> Vec<&str> {
        self.0.environments.iter().map(|id| id.as_str()).collect()
    }

    /// Whether it may be about anything: load again what is shown.
    async fn is_anything(&self) -> bool {
        self.0.requirements.is_empty() && self.0.environments.is_empty()
    }
}
