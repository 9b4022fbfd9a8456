//! How fast and how safely changes reach production, for all or by component, capability, team or
//! requirement: the five numbers of DORA and how long the business waits. Definitions and samples come with
//! the numbers.

use std::collections::{BTreeSet, HashMap};

use archweave_index::DeliveredFilter;
use archweave_model::delivery::Moment;
use archweave_model::delivery::flow::{
    self, Business, Delivered, DemandTimes, Flow, Group, Window, by_group,
};
use archweave_model::delivery::record::{Record, RecordKind, Sort};
use archweave_model::delivery::standing::Stage;
use archweave_model::id::ElementId;

use super::where_is::live_since;
use super::{Ledger, kinds, kinds::Way};
use crate::AppError;

/// By what numbers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The component that an artifact packages.
    Component,
    /// The capability that a component serves or realizes, itself or by a service or process.
    Capability,
    /// The team that reported a deployment, else the component's technology owner.
    Team,
    /// The requirement that a deployment brought.
    Requirement,
}

/// Numbers of one part of what was delivered.
#[derive(Clone, Debug)]
pub struct Measured {
    /// An element's id, or a team's name.
    pub subject: String,
    /// Its element, where it is one.
    pub element: Option<ElementId>,
    /// The numbers.
    pub flow: Flow,
}

/// Numbers over a window.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// Of all that was delivered to production; has the window.
    pub all: Flow,
    /// How long the business waits.
    pub business: Business,
    /// Of its parts, by name, if that was asked.
    pub parts: Vec<Measured>,
}

/// The longest window: three years.
pub const MAX_WINDOW_DAYS: f64 = 1_100.0;

impl Ledger<'_> {
    /// The numbers of a window of production. It ends at the moment of this ledger at the latest.
    pub fn metrics(&self, window: Window, by: Option<By>) -> Result<Metrics, AppError> {
        let window = self.bounded(window)?;
        let delivered = self.delivered(window)?;
        let parts = by.map(|by| self.parts(&delivered, by, window)).transpose()?.unwrap_or_default();
        let business = flow::business(&self.demand_times()?, window);
        Ok(Metrics { all: flow::flow(&delivered, window), business, parts })
    }

    pub(crate) fn bounded(&self, window: Window) -> Result<Window, AppError> {
        let window = Window { from: window.from, until: window.until.min(self.moment().plus(1)) };
        match window.days() {
            days if days > MAX_WINDOW_DAYS => Err(AppError::Limited(format!(
                "a window has at most {MAX_WINDOW_DAYS} days; ask for a shorter one"
            ))),
            days if days <= 0.0 => Err(AppError::Invalid("the window ends before it starts".into())),
            _ => Ok(window),
        }
    }

    /// Deployments to production.
    fn delivered(&self, window: Window) -> Result<Vec<Delivered>, AppError> {
        let all = self.revision().environments().iter();
        let production = all.filter(|environment| environment.stage == Some(Stage::Production));
        let environments: Vec<ElementId> = production.map(|environment| environment.id.clone()).collect();
        // No filter would mean any environment.
        if environments.is_empty() {
            return Ok(Vec::new());
        }
        let filter = DeliveredFilter { environments, known: self.at(), ..Default::default() };
        let delivered = self.records().index().delivered(self.name(), window, &filter);
        let mut delivered = self.records().wait(delivered)?;
        let mut known: HashMap<String, Option<ElementId>> = HashMap::new();
        for one in delivered.iter_mut().filter(|one| one.component.is_none()) {
            let package = known.entry(one.package.clone());
            one.component = package.or_insert_with_key(|package| self.packaged(package)).clone();
        }
        Ok(delivered)
    }

    /// The component that an artifact packages: the first by id.
    fn packaged(&self, package: &str) -> Option<ElementId> {
        let (snapshot, artifact) = (self.snapshot(), self.directory().find(Sort::Artifact, package).ok()?);
        let slot = snapshot.slot_of(artifact.element.as_str())?;
        let found = kinds::related(snapshot, slot, "realization", Way::Out, "application-component");
        found.first().map(|(_, component)| component.id.clone())
    }

    fn parts(&self, delivered: &[Delivered], by: By, window: Window) -> Result<Vec<Measured>, AppError> {
        let id = |id: &ElementId| id.to_string();
        let groups = match by {
            By::Component => Group::of(delivered, |one| one.component.as_ref().map(id)),
            By::Team => {
                let teams = self.teams(delivered)?;
                Group::of(delivered, |one| {
                    let owner = || {
                        self.snapshot().element(one.component.as_ref()?.as_str())?.owners.technology.clone()
                    };
                    teams.get(&one.key).cloned().or_else(|| owner().map(String::from))
                })
            }
            By::Capability => {
                let components: BTreeSet<&ElementId> =
                    delivered.iter().filter_map(|one| one.component.as_ref()).collect();
                let all: HashMap<&ElementId, Vec<String>> = components
                    .into_iter()
                    .map(|component| (component, self.capabilities_of(component)))
                    .collect();
                Group::of(delivered, |one| {
                    one.component
                        .as_ref()
                        .and_then(|component| all.get(component))
                        .cloned()
                        .unwrap_or_default()
                })
            }
            By::Requirement => {
                let brought = self.brought()?;
                Group::of(delivered, |one| brought.get(&one.key).cloned().unwrap_or_default())
            }
        };
        let measured = by_group(delivered, &groups, window).into_iter().map(|(subject, flow)| Measured {
            element: self.snapshot().element(&subject).map(|element| element.id.clone()),
            subject,
            flow,
        });
        Ok(measured.collect())
    }

    /// Teams that deployments were reported for.
    fn teams(&self, delivered: &[Delivered]) -> Result<HashMap<String, String>, AppError> {
        let (records, mut teams) = (self.records(), HashMap::new());
        let keys: Vec<String> = delivered.iter().map(|one| one.key.clone()).collect();
        for some in keys.chunks(1_000) {
            let found =
                records.wait(records.index().records_with(self.name(), RecordKind::Deployment, some))?;
            teams.extend(found.into_iter().filter_map(|stored| match stored.record {
                Record::Deployment(record) => Some((stored.key, record.team?)),
                _ => None,
            }));
        }
        Ok(teams)
    }

    /// Requirements that deployments brought, by the key of the deployment.
    fn brought(&self) -> Result<HashMap<String, Vec<String>>, AppError> {
        let ids: Vec<ElementId> =
            kinds::requirements(self.snapshot()).map(|(_, element)| element.id.clone()).collect();
        let mut brought: HashMap<String, Vec<String>> = HashMap::new();
        for some in ids.chunks(200) {
            for (id, chain) in some.iter().zip(self.chains(some)?) {
                for placed in super::links::holding(&chain) {
                    brought.entry(placed.key.clone()).or_default().push(id.to_string());
                }
            }
        }
        Ok(brought)
    }

    /// Capabilities that a component serves or realizes, itself or by a service or process.
    fn capabilities_of(&self, component: &ElementId) -> Vec<String> {
        const BETWEEN: [&str; 4] =
            ["application-service", "application-process", "business-process", "business-service"];
        let snapshot = self.snapshot();
        let Some(start) = snapshot.slot_of(component.as_str()) else { return Vec::new() };
        let (mut found, mut seen, mut level) = (BTreeSet::new(), BTreeSet::from([start]), vec![start]);
        for _ in 0..4 {
            let mut next = Vec::new();
            for (slot, relation) in level.iter().flat_map(|slot| [(*slot, "serving"), (*slot, "realization")])
            {
                let capabilities = kinds::related(snapshot, slot, relation, Way::Out, "capability");
                found.extend(capabilities.into_iter().map(|(_, element)| element.id.to_string()));
                for kind in BETWEEN {
                    let steps = kinds::related(snapshot, slot, relation, Way::Out, kind).into_iter();
                    next.extend(steps.map(|(slot, _)| slot).filter(|slot| seen.insert(*slot)));
                }
            }
            level = next;
        }
        found.into_iter().collect()
    }

    /// When demands were first written down, in a tracker or in git, first decided on, and live with all
    /// their parts that nobody turned down.
    pub(crate) fn demand_times(&self) -> Result<Vec<DemandTimes>, AppError> {
        let snapshot = self.snapshot();
        let demands: Vec<(ElementId, Vec<ElementId>)> = kinds::all(snapshot, "demand")
            .map(|(slot, demand)| (demand.id.clone(), kinds::parts(snapshot, slot)))
            .collect();
        let all: BTreeSet<ElementId> = demands.iter().flat_map(|(_, parts)| parts.iter().cloned()).collect();
        let live = self.live_of(&all.into_iter().collect::<Vec<_>>())?;
        let ids: Vec<ElementId> = demands.iter().map(|(id, _)| id.clone()).collect();
        let mut decided: HashMap<ElementId, (Moment, Option<Moment>)> = HashMap::new();
        for row in
            self.history_of(&ids)?.into_iter().filter(|row| self.at().is_none_or(|at| row.from_at <= at))
        {
            let entry = decided.entry(row.element).or_insert((row.from_at, None));
            let is_decided =
                row.decision.as_deref().is_some_and(|it| !matches!(it, "" | "open" | "proposed"));
            entry.1 = entry.1.or(is_decided.then_some(row.from_at));
        }
        let mut ticketed: HashMap<ElementId, Moment> = HashMap::new();
        for some in ids.chunks(1_000) {
            for (id, chain) in some.iter().zip(self.chains(some)?) {
                let created = chain.tickets.iter().filter_map(|ticket| ticket.record.created_at);
                ticketed.extend(created.filter(|at| *at <= self.moment()).min().map(|at| (id.clone(), at)));
            }
        }
        let times = demands.into_iter().filter_map(|(id, parts)| {
            let (written, decided) = decided.get(&id).copied()?;
            let recorded = ticketed.get(&id).map_or(written, |ticket| written.min(*ticket));
            let ends: Option<Vec<Moment>> = parts.iter().map(|part| live.get(part).copied()).collect();
            let live = ends.and_then(|ends| ends.into_iter().max());
            Some(DemandTimes { key: id.to_string(), recorded, decided, live })
        });
        Ok(times.collect())
    }

    /// Since when requirements are live for somebody; those that are not are left out.
    pub(crate) fn live_of(&self, requirements: &[ElementId]) -> Result<HashMap<ElementId, Moment>, AppError> {
        let found = self.where_are(requirements)?.into_iter().filter_map(|found| {
            let live = live_since(found.standings.iter().map(|one| (one.state, one.since)))?;
            Some((found.requirement, live))
        });
        Ok(found.collect())
    }
}
