//! What an incident or a deployment touched, upwards to goals: each thing with the path that leads there.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{Deployment, Incident, Record, RecordKind, Sort};
use archweave_model::delivery::reference::Directory;
use archweave_model::id::ElementId;

use super::contents::split;
use super::{Ledger, kinds};
use crate::AppError;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// An incident, by its key.
    Incident(String),
    /// A deployment, by its key.
    Deployment(String),
}

/// What sort of thing was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TouchedSort {
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

impl TouchedSort {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requirement => "requirement",
            Self::Component => "component",
            Self::Process => "process",
            Self::Capability => "capability",
            Self::Goal => "goal",
        }
    }
}

/// Something that was touched.
#[derive(Clone, Debug, PartialEq)]
pub struct Touched {
    /// Of which sort.
    pub sort: TouchedSort,
    /// The element.
    pub element: ElementId,
    /// From where the incident hit to this, both named.
    pub path: Vec<ElementId>,
}

/// What was touched.
#[derive(Clone, Debug)]
pub struct Impact {
    /// What happened.
    pub cause: Cause,
    /// The incident, if it is one.
    pub incident: Option<Incident>,
    /// The deployment that it was, or that caused it.
    pub deployment: Option<String>,
    /// The version that was put there.
    pub version: Option<String>,
    /// Where it hit: what records name.
    pub hit: Vec<ElementId>,
    /// What was touched, by sort, then nearness, then id.
    pub touched: Vec<Touched>,
}

/// Steps upwards from where it hit.
const MAX_STEPS: usize = 8;
/// Elements that are looked at.
const MAX_LOOKED_AT: usize = 5_000;

impl Ledger<'_> {
    /// What an incident or deployment touched.
    pub fn impact(&self, cause: &Cause) -> Result<Impact, AppError> {
        let (incident, deployment) = match cause {
            Cause::Incident(key) => {
                let records = self.records();
                let found = records.wait(records.index().incident(self.name(), key))?;
                let is_later = |at: &Option<Moment>| at.is_some_and(|at| at > self.moment());
                let found = found
                    .filter(|(incident, _)| self.at().is_none() || !is_later(&incident.record.detected_at));
                let Some((mut incident, causes)) = found else {
                    return Err(AppError::NotFound(format!("no incident `{key}` was reported")));
                };
                if self.at().is_some() && is_later(&incident.record.resolved_at) {
                    incident.record.resolved_at = None;
                }
                let said = incident.record.deployment.clone();
                (Some(incident.record), said.or_else(|| Some(causes.last()?.key.clone())))
            }
            Cause::Deployment(key) => (None, Some(key.clone())),
        };
        let known = deployment.as_deref().map(|key| self.deployment(key)).transpose()?.flatten();
        if let (Cause::Deployment(key), None) = (cause, &known) {
            return Err(AppError::NotFound(format!("no deployment `{key}` was reported")));
        }
        let mut hit = Hit { directory: self.directory(), ids: Vec::new() };
        if let Some(incident) = &incident {
            hit.add(Sort::Component, incident.service.as_deref());
            hit.add_version(incident.purl.as_deref());
            incident.mentions.iter().for_each(|mention| hit.add(mention.sort, Some(&mention.text)));
        }
        let mut requirements = Vec::new();
        if let Some(record) = &known {
            hit.add_version(record.purl.as_deref());
            hit.add(Sort::Component, record.service.as_deref());
            record.mentions.iter().for_each(|mention| hit.add(mention.sort, Some(&mention.text)));
            requirements = self.new_in(record, &hit)?;
        }
        let of_incident = incident.as_ref().and_then(|incident| incident.purl.clone());
        let version = known.and_then(|record| record.purl).or(of_incident);
        let touched = self.upwards(&hit.ids, &requirements);
        Ok(Impact { cause: cause.clone(), incident, deployment, version, hit: hit.ids, touched })
    }

    /// Everything that depends on where it hit, nearest first; requirements that came with the deployment
    /// are touched themselves.
    fn upwards(&self, hit: &[ElementId], requirements: &[ElementId]) -> Vec<Touched> {
        let snapshot = self.snapshot();
        let mut from: HashMap<u32, Option<u32>> = HashMap::new();
        let mut steps: HashMap<u32, usize> = HashMap::new();
        let mut open: VecDeque<u32> = VecDeque::new();
        for slot in hit.iter().chain(requirements).filter_map(|id| snapshot.slot_of(id.as_str())) {
            if from.insert(slot, None).is_none() {
                steps.insert(slot, 0);
                open.push_back(slot);
            }
        }
        while let Some(slot) = open.pop_front() {
            let depth = steps[&slot];
            if depth == MAX_STEPS || from.len() > MAX_LOOKED_AT {
                continue;
            }
            for next in self.depends_on(slot) {
                if let std::collections::hash_map::Entry::Vacant(vacant) = from.entry(next) {
                    vacant.insert(Some(slot));
                    steps.insert(next, depth + 1);
                    open.push_back(next);
                }
            }
        }
        let path = |slot: u32| {
            let mut path = vec![slot];
            while let Some(before) = from.get(&path[path.len() - 1]).copied().flatten() {
                path.push(before);
            }
            let ids = path.iter().rev().filter_map(|slot| Some(snapshot.element_at(*slot)?.id.clone()));
            ids.collect::<Vec<ElementId>>()
        };
        let mut found: Vec<Touched> = from
            .keys()
            .filter_map(|slot| {
                let element = snapshot.element_at(*slot)?.id.clone();
                Some(Touched { sort: self.sort_of(*slot)?, element, path: path(*slot) })
            })
            .collect();
        found.sort_by(|a, b| {
            (a.sort, a.path.len()).cmp(&(b.sort, b.path.len())).then_with(|| a.element.cmp(&b.element))
        });
        found
    }

    /// What stops working, or is in doubt, when this does: what it realizes, serves, triggers; what it is
    /// part of or assigned to.
    fn depends_on(&self, slot: u32) -> Vec<u32> {
        let snapshot = self.snapshot();
        let leads = |edge: &archweave_model::snapshot::Edge, names: &[&str]| {
            snapshot.relation_at(edge.relation).is_some_and(|entry| {
                names.iter().any(|name| kinds::is_relation(snapshot, entry.relation, name))
            })
        };
        let out = snapshot.out_edges(slot).iter();
        let out = out.filter(|edge| leads(edge, &["realization", "serving", "assignment", "triggering"]));
        let into = snapshot.in_edges(slot).iter().filter(|edge| leads(edge, &["composition", "aggregation"]));
        let mut found: Vec<u32> = out.chain(into).map(|edge| edge.slot).collect();
        found.sort_by(|a, b| {
            let id = |slot: &u32| snapshot.element_at(*slot).map(|element| element.id.clone());
            id(a).cmp(&id(b))
        });
        found.dedup();
        found
    }

    fn sort_of(&self, slot: u32) -> Option<TouchedSort> {
        let snapshot = self.snapshot();
        let any = |names: &[&str]| names.iter().any(|kind| kinds::is_a(snapshot, slot, kind));
        Some(match slot {
            slot if kinds::is_requirement(snapshot, slot) => TouchedSort::Requirement,
            _ if any(&[
                "application-component",
                "application-service",
                "application-process",
                "artifact",
            ]) =>
            {
                TouchedSort::Component
            }
            _ if any(&["system-software", "technology-service", "node"]) => TouchedSort::Component,
            _ if any(&["business-process", "business-service", "business-function"]) => TouchedSort::Process,
            _ if any(&["capability", "value-stream"]) => TouchedSort::Capability,
            _ if any(&["goal", "outcome"]) => TouchedSort::Goal,
            _ => return None,
        })
    }

    /// Requirements whose changes a deployment brought to its place, by id.
    fn new_in(&self, deployment: &Deployment, hit: &Hit) -> Result<Vec<ElementId>, AppError> {
        let (Some(purl), Some(at)) = (&deployment.purl, deployment.at.or(deployment.started_at)) else {
            return Ok(Vec::new());
        };
        let (package, _) = split(purl);
        let environment = deployment.environment.as_deref();
        let environment = environment.and_then(|name| hit.directory.find(Sort::Environment, name).ok());
        let records = self.records();
        let before =
            records.index().running(self.name(), at.plus(-1), environment.as_ref().map(|e| &e.element));
        let before = records.wait(before)?.into_iter().filter(|running| running.package == package);
        let before = before.filter_map(|running| running.ordinal).max();
        let until = self
            .heard_of(std::slice::from_ref(purl))?
            .get(purl)
            .and_then(|heard| heard.ordinal)
            .unwrap_or(at);
        let held = records.wait(records.index().contents(self.name(), &package, before, until))?;
        let mut found: Vec<ElementId> = held.into_iter().map(|(requirement, ..)| requirement).collect();
        found.sort();
        found.dedup();
        Ok(found)
    }

    fn deployment(&self, key: &str) -> Result<Option<Deployment>, AppError> {
        let (records, keys) = (self.records(), [key.to_owned()]);
        let found = records.wait(records.index().records_with(self.name(), RecordKind::Deployment, &keys))?;
        Ok(found.into_iter().find_map(|stored| match stored.record {
            Record::Deployment(record) => Some(record),
            _ => None,
        }))
    }
}

/// Elements that records name.
struct Hit {
    directory: Arc<Directory>,
    ids: Vec<ElementId>,
}

impl Hit {
    fn add(&mut self, sort: Sort, text: Option<&str>) {
        let found = text.and_then(|text| self.directory.find(sort, text).ok());
        if let Some(found) = found.filter(|found| !self.ids.contains(&found.element)) {
            self.ids.push(found.element);
        }
    }

    fn add_version(&mut self, purl: Option<&str>) {
        self.add(Sort::Artifact, purl.map(|purl| split(purl).0).as_deref());
    }
}
