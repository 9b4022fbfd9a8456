//! Which deployments failed, and when service was whole again.
//!
//! A deployment of a change failed when one of these holds:
//!
//! 1. Its own result is failure.
//! 2. An incident names it as its cause: by its key; or, where the incident knows the version at fault
//!    only (`purl`, no deployment), it is the last deployment of that version before the incident, at
//!    the environment that the incident names, if it names one. An incident of another cause than a
//!    change says nothing of a version.
//! 3. A rollback follows at the same place, to an older version, before the next normal deployment
//!    that succeeded there. A hotfix or a change of configuration between the two does not help: all
//!    that the rollback undoes failed.
//!
//! A hotfix that follows does not make the deployment before it a failure: what it mends may be older.
//! The rework rate counts it. A removal ends what happens at its place and marks nothing.
//!
//! Service was whole again when the last of the incidents was resolved; while one of them is open it is
//! not. Without an incident: at the rollback, or, after a result of failure, at the next deployment
//! there that succeeded.

use std::collections::BTreeMap;

use super::{Kind, Outcome};
use crate::delivery::Moment;
use crate::delivery::chain::{Keyed, Placed};
use crate::delivery::record::Incident;

/// What is found of one deployment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Whether it failed.
    pub is_failed: bool,
    /// When service was whole again.
    pub recovered_at: Option<Moment>,
}

/// Where something runs: its target, or else its environment, as elements or as the record names them.
type Place<'a> = (&'a str, &'a str);

/// Marks of the deployments, in their order. They are to be all of their places from the time in
/// question on: what came after a deployment decides about it.
pub fn mark_failures(deployments: &[Placed], incidents: &[Keyed<Incident>]) -> Vec<Mark> {
    let mut marks = vec![Mark::default(); deployments.len()];
    for at_place in places(deployments).values() {
        in_place(deployments, at_place, &mut marks);
    }
    for (at, ends) in caused(deployments, incidents) {
        if let Some(mark) = marks.get_mut(at) {
            mark.is_failed = true;
            let last = ends.iter().copied().max().flatten();
            mark.recovered_at = last.filter(|_| ends.iter().all(Option::is_some));
        }
    }
    marks
}

fn kind(of: &Placed) -> Kind {
    Kind::of(of.record.kind.as_deref())
}

fn outcome(of: &Placed) -> Outcome {
    Outcome::of(of.record.result.as_deref())
}

fn moment(of: &Placed) -> Option<Moment> {
    of.record.at.or(of.record.started_at)
}

/// Positions of deployments by place and package, in order of time.
fn places(deployments: &[Placed]) -> BTreeMap<(Place<'_>, &str), Vec<usize>> {
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, one) in deployments.iter().enumerate() {
        let target = one.target.as_ref().map(|id| id.as_str()).or(one.record.target.as_deref());
        let environment = one.environment.as_ref().map(|id| id.as_str());
        let environment = environment.or(one.record.environment.as_deref()).unwrap_or_default();
        let place = target.map_or(("", environment), |target| (target, ""));
        if moment(one).is_some() {
            places.entry((place, one.package.as_str())).or_default().push(at);
        }
    }
    for found in places.values_mut() {
        found.sort_by(|a, b| {
            let key = |at: &usize| deployments.get(*at).map(|one| (moment(one), one.key.as_str()));
            key(a).cmp(&key(b))
        });
    }
    places
}

/// What follows at a place decides: so from the last deployment back to the first.
fn in_place(deployments: &[Placed], order: &[usize], marks: &mut [Mark]) {
    // Rollbacks until the next normal deployment, the nearest last. One that goes back no further than
    // a nearer one can mark nothing more, so versions fall towards the front.
    let mut rollbacks: Vec<(Moment, Moment)> = Vec::new();
    let mut next_success: Option<Moment> = None;
    for at in order.iter().rev() {
        let (Some(one), Some(mark)) = (deployments.get(*at), marks.get_mut(*at)) else { continue };
        let Some(when) = moment(one) else { continue };
        match (kind(one), outcome(one)) {
            (_, Outcome::Pending) => continue,
            (kind, Outcome::Failure) => {
                if kind.is_change() {
                    *mark = Mark { is_failed: true, recovered_at: next_success };
                }
                continue;
            }
            (Kind::Removal, Outcome::Success) => {
                rollbacks.clear();
                next_success = None;
                continue;
            }
            (Kind::Rollback, Outcome::Success) => {
                while rollbacks.last().is_some_and(|(version, _)| *version >= one.ordinal) {
                    rollbacks.pop();
                }
                rollbacks.push((one.ordinal, when));
            }
            (kind, Outcome::Success) => {
                let older = rollbacks.partition_point(|(version, _)| *version < one.ordinal);
                if let Some((_, back)) = older.checked_sub(1).and_then(|at| rollbacks.get(at)) {
                    *mark = Mark { is_failed: true, recovered_at: Some(*back) };
                }
                if kind == Kind::Normal {
                    rollbacks.clear();
                }
            }
        }
        next_success = Some(when);
    }
}

/// Deployments that incidents name as their cause, by position, with the end of each incident.
fn caused(deployments: &[Placed], incidents: &[Keyed<Incident>]) -> BTreeMap<usize, Vec<Option<Moment>>> {
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_version: BTreeMap<&str, Vec<(Moment, usize)>> = BTreeMap::new();
    for (at, one) in deployments.iter().enumerate().filter(|(_, one)| kind(one).is_change()) {
        by_key.insert(&one.key, at);
        let version = one.record.purl.as_deref().filter(|_| outcome(one) == Outcome::Success);
        if let (Some(version), Some(when)) = (version, moment(one)) {
            by_version.entry(version).or_default().push((when, at));
        }
    }
    by_version.values_mut().for_each(|found| found.sort_unstable());
    let mut found: BTreeMap<usize, Vec<Option<Moment>>> = BTreeMap::new();
    for incident in incidents {
        let record = &incident.record;
        let at = match &record.deployment {
            Some(key) => by_key.get(key.as_str()).copied(),
            None => of_version(deployments, &by_version, record),
        };
        if let Some(at) = at {
            found.entry(at).or_default().push(record.resolved_at);
        }
    }
    found
}

fn of_version(
    deployments: &[Placed],
    by_version: &BTreeMap<&str, Vec<(Moment, usize)>>,
    incident: &Incident,
) -> Option<usize> {
    if !matches!(incident.cause.as_deref(), None | Some("change")) {
        return None;
    }
    let found = by_version.get(incident.purl.as_deref()?)?;
    let detected = incident.detected_at?;
    let before = found.partition_point(|(when, _)| *when <= detected);
    let is_there = |at: usize| match (&incident.environment, deployments.get(at)) {
        (Some(wanted), Some(one)) => {
            let element = one.environment.as_ref().map(|id| id.as_str());
            [element, one.record.environment.as_deref()].contains(&Some(wanted.as_str()))
        }
        _ => true,
    };
    found.iter().take(before).rev().map(|(_, at)| *at).find(|at| is_there(*at))
}
