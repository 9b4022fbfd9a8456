//! What runs at each place, deployment by deployment.

use std::collections::BTreeMap;

use super::super::Moment;
use super::super::chain::{Chain, Placed};
use super::super::record::RecordKind;
use super::{DeliveryState, EnvironmentInfo, Stage, Standing, evidence};
use crate::id::ElementId;

/// What became of the requirement in one package at one place where it has been.
pub(super) struct There<'a> {
    target: Option<&'a ElementId>,
    /// The version that runs with it, or was the last to.
    purl: &'a str,
    /// The deployment that put it there or took it away.
    by: &'a Placed,
    since: Moment,
    /// Share of users that have it; none once it is gone.
    share: Option<f64>,
    is_removed: bool,
}

/// One version that was put to a place; none for an emptied place.
#[derive(Clone, Copy)]
struct Layer<'a> {
    version: Option<(&'a str, Moment)>,
    share: f64,
    /// The last deployment that put it there.
    by: &'a str,
}

/// The versions of one package at one place: the last one runs, those before it are what a rollback
/// goes back to.
#[derive(Default)]
struct Stack<'a>(Vec<Layer<'a>>);

/// A place: a target, or an environment of which no target was said, and a package.
type Place<'a> = (&'a ElementId, Option<&'a ElementId>, &'a str);

/// What became of the requirement at each place where it has been, by environment.
pub(super) fn replay<'a>(
    chain: &'a Chain,
    environments: &'a [EnvironmentInfo],
    first: &BTreeMap<&str, Moment>,
    at: Moment,
) -> BTreeMap<ElementId, Vec<There<'a>>> {
    let mut there: BTreeMap<Place<'a>, There<'a>> = BTreeMap::new();
    for_each(chain, environments, at, |place, when, placed, had, stack| {
        let contains = |version: Option<(&str, Moment)>| contains(first, place.2, version);
        let has_now = contains(stack.top_version());
        let known = there.get(&place).filter(|known| known.share.is_some());
        if has_now {
            let purl = name(stack.top_version()).unwrap_or_default();
            // A deployment that put nothing there is not the one that put it there.
            let is_same = name(had) == Some(purl) && placed.record.purl.as_deref() != Some(purl);
            let since = known.map_or(when, |known| known.since);
            let by = known.filter(|_| is_same).map_or(placed, |known| known.by);
            let share = Some(stack.share(&contains));
            there.insert(place, There { target: place.1, purl, by, since, share, is_removed: false });
        } else if known.is_some()
            && let Some(gone) = there.get_mut(&place)
        {
            gone.share = None;
            gone.since = when;
            gone.by = placed;
            gone.is_removed =
                placed.record.kind.as_deref() == Some("removal") && stack.top_version().is_none();
        }
    });
    let mut by_environment: BTreeMap<ElementId, Vec<There<'a>>> = BTreeMap::new();
    for ((environment, _, _), there) in there {
        by_environment.entry(environment.clone()).or_default().push(there);
    }
    by_environment
}

/// Versions that contain the requirement and serve somebody somewhere, with the last deployment that put
/// each there.
pub(super) fn serving<'a>(
    chain: &'a Chain,
    environments: &'a [EnvironmentInfo],
    first: &BTreeMap<&str, Moment>,
    at: Moment,
) -> Vec<(&'a str, &'a str)> {
    let stacks = for_each(chain, environments, at, |_, _, _, _, _| {});
    let mut found = Vec::new();
    for ((_, _, package), stack) in &stacks {
        let holds = stack.serving().filter(|layer| contains(first, package, layer.version));
        found.extend(holds.filter_map(|layer| Some((name(layer.version)?, layer.by))));
    }
    found
}

/// Whether a version of a package contains the requirement.
fn contains(first: &BTreeMap<&str, Moment>, package: &str, version: Option<(&str, Moment)>) -> bool {
    version.is_some_and(|(_, ordinal)| first.get(package).is_some_and(|first| *first <= ordinal))
}

/// Tells after each deployment what is at its place, and what version was; gives what is there at the end.
fn for_each<'a>(
    chain: &'a Chain,
    environments: &'a [EnvironmentInfo],
    at: Moment,
    mut tell: impl FnMut(Place<'a>, Moment, &'a Placed, Option<(&'a str, Moment)>, &Stack<'a>),
) -> BTreeMap<Place<'a>, Stack<'a>> {
    let mut events: Vec<(Moment, &'a Placed)> = Vec::new();
    for placed in &chain.deployments {
        // Who says when it was there and nothing else means that it was.
        let is_done = placed.record.result.as_deref().is_none_or(|result| result == "success");
        if let Some(when) = placed.record.at.filter(|when| is_done && *when <= at) {
            events.push((when, placed));
        }
    }
    events.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    let of_target: BTreeMap<&ElementId, &ElementId> =
        environments.iter().flat_map(|e| e.targets.iter().map(move |target| (target, &e.id))).collect();
    let mut stacks: BTreeMap<Place<'a>, Stack<'a>> = BTreeMap::new();
    for (when, placed) in events {
        let target = placed.target.as_ref();
        let around = target.and_then(|target| of_target.get(target).copied());
        let Some(environment) = placed.environment.as_ref().or(around) else { continue };
        let package = match &*placed.package {
            "" => only_package(&stacks, environment, target),
            known => Some(known),
        };
        let Some(package) = package else { continue };
        let place = (environment, target, package);
        let stack = stacks.entry(place).or_default();
        let had = stack.top_version();
        stack.apply(placed);
        tell(place, when, placed, had, stack);
    }
    stacks
}

/// The package that is meant where a deployment does not say it: the only one that was ever put there.
fn only_package<'a>(
    stacks: &BTreeMap<Place<'a>, Stack<'a>>,
    environment: &ElementId,
    target: Option<&ElementId>,
) -> Option<&'a str> {
    let mut known = stacks.keys().filter(|(e, t, _)| *e == environment && *t == target);
    let only = known.next().map(|(_, _, package)| *package);
    only.filter(|_| known.next().is_none())
}

impl<'a> Stack<'a> {
    fn top_version(&self) -> Option<(&'a str, Moment)> {
        self.0.last()?.version
    }

    fn apply(&mut self, placed: &'a Placed) {
        let it = &placed.record;
        let share = it.share.filter(|share| share.is_finite()).map(|share| share.clamp(0.0, 1.0));
        let version = it.purl.as_deref().map(|purl| (purl, placed.ordinal));
        let by = &*placed.key;
        match (it.kind.as_deref(), version) {
            // The old version is often taken away after the new one came: that changes nothing.
            (Some("removal"), Some(_)) if name(self.top_version()) != name(version) => {}
            (Some("removal"), _) => self.empty(by),
            (Some("rollback"), None) => drop(self.0.pop()),
            (Some("rollback"), version) => {
                match self.0.iter().rposition(|layer| name(layer.version) == name(version)) {
                    Some(at) => self.0.truncate(at + 1),
                    None => {
                        self.0.pop();
                        self.0.push(Layer { version, share: 1.0, by });
                    }
                }
                self.put_by(by);
                self.set_share(Some(share.unwrap_or(1.0)));
            }
            // What runs stays, but perhaps for more or fewer users.
            (_, None) => self.set_share(share),
            (_, version) => {
                if name(self.top_version()) != name(version) {
                    self.0.push(Layer { version, share: 1.0, by });
                }
                self.put_by(by);
                self.set_share(Some(share.unwrap_or(1.0)));
            }
        }
    }

    /// Takes the last version away. The users that it did not serve keep the one before.
    fn empty(&mut self, by: &'a str) {
        match &*self.0 {
            [.., below, top] if top.share < 1.0 && below.version.is_some() => drop(self.0.pop()),
            [.., top] if top.version.is_some() => self.0.push(Layer { version: None, share: 1.0, by }),
            _ => {}
        }
    }

    fn put_by(&mut self, by: &'a str) {
        if let Some(top) = self.0.last_mut() {
            top.by = by;
        }
    }

    fn set_share(&mut self, share: Option<f64>) {
        if let (Some(top), Some(share)) = (self.0.last_mut(), share) {
            top.share = share;
        }
    }

    /// What serves somebody: the last version, and those before it as long as the ones after them leave
    /// users over.
    fn serving(&self) -> impl Iterator<Item = &Layer<'a>> {
        let mut is_full = false;
        self.0.iter().rev().take_while(move |layer| !std::mem::replace(&mut is_full, layer.share >= 1.0))
    }

    /// Share of users that have a version which contains the requirement: those that the last version
    /// does not serve still have the one before.
    fn share(&self, contains: &impl Fn(Option<(&str, Moment)>) -> bool) -> f64 {
        let mut share: f64 = 0.0;
        for layer in self.0.iter().rev().take_while(|layer| contains(layer.version)) {
            share = share.max(layer.share);
            if share >= 1.0 {
                break;
            }
        }
        share
    }
}

fn name(version: Option<(&str, Moment)>) -> Option<&str> {
    version.map(|(purl, _)| purl)
}

/// The place at which it is furthest: where most users have it, of equals the first; if it is gone from
/// all of them, the one it left last.
pub(super) fn furthest(all: Vec<There<'_>>) -> Option<There<'_>> {
    all.into_iter().reduce(|best, other| {
        let is_further = match (best.share, other.share) {
            (Some(best_share), Some(share)) => {
                (share, best.since, &best.by.key) > (best_share, other.since, &other.by.key)
            }
            (None, Some(_)) => true,
            (Some(_), None) => false,
            // Of two that left at the same time, a rollback says more.
            (None, None) => {
                (other.since, !other.is_removed, &other.by.key) > (best.since, !best.is_removed, &best.by.key)
            }
        };
        if is_further { other } else { best }
    })
}

impl There<'_> {
    /// The standing in the environment, from what it would be if it had never run there.
    pub(super) fn standing(self, chain: &Chain, environment: &EnvironmentInfo, before: Standing) -> Standing {
        let is_live = environment.stage.is_some_and(Stage::is_live);
        let state = match self.share {
            Some(share) if is_live => DeliveryState::Live { share },
            Some(_) => DeliveryState::Deployed,
            None if self.is_removed => DeliveryState::Removed,
            None => DeliveryState::RolledBack,
        };
        let version = chain.versions.iter().find(|version| version.key == self.purl);
        let deployed = self.by.record.purl.as_deref() == Some(self.purl);
        let commit = version.and_then(|version| version.record.commit.clone());
        let it = &self.by.record;
        let mut records = before.evidence;
        if let Some(later) = version.filter(|version| before.version.as_ref() != Some(&version.key)) {
            records.push(evidence(RecordKind::ArtifactVersion, &later.key, Some(later.ordinal), None));
            records.sort_by_key(|record| record.kind);
        }
        records.push(evidence(RecordKind::Deployment, &self.by.key, it.at, it.deployed_by.as_deref()));
        Standing {
            state,
            since: Some(self.since),
            version: Some(self.purl.to_owned()),
            commit: commit.or_else(|| it.commit.clone().filter(|_| deployed)),
            deployment: Some(self.by.key.clone()),
            target: self.target.cloned(),
            share: self.share,
            model_revision: it.model_revision.clone(),
            evidence: records,
            ..before
        }
    }
}
