//! Where a requirement is: its delivery state in each environment at a moment.
//!
//! A version *contains* the requirement if its place in the order of its package is that of the first
//! version with one of its changes, or later. It *runs* at a place (a deployment target, or an
//! environment of which no target was said) if the version that a place has of its package contains it.
//! All else follows:
//!
//! | state | when | since |
//! |---|---|---|
//! | not started | nothing of what follows | |
//! | building | a change is open or merged, or a build of one began; no version contains it | the first of them |
//! | built | a version contains it | that version was built |
//! | verified | of the tests, reviews and scans of it or of a version that contains it, in this environment or with none said, the last one that passed or failed passed | the first pass after the last failure |
//! | accepted | the same of business acceptances, in any environment | the same |
//! | deployed | it runs at a place of the environment, whose stage is development, test, acceptance or not known | it runs there without a break |
//! | live | it runs at a place of a pilot or production environment | the same |
//! | rolled back | it ran; a version without it came to its last place there | that deployment |
//! | removed | it ran; its last place there was emptied | that deployment |
//!
//! Legal changes of state, as time goes on in one environment:
//!
//! | from | to |
//! |---|---|
//! | not started, building, built, verified, accepted | each other, deployed, live |
//! | deployed, live | rolled back, removed |
//! | rolled back, removed | deployed, live |
//!
//! Start at [`where_is`].

mod before;
mod board;
mod environment;
mod place;
mod state;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::Moment;
use super::chain::{Chain, Version};
use super::record::RecordKind;

pub use board::{Column, Decision, board_column};
pub use state::{DeliveryState, EnvironmentInfo, Evidence, Stage, Standing};

/// The most records that are given as evidence for one state.
const EVIDENCE: usize = 50;

/// Where the requirement of a chain is in each of these environments, in their order. Without any
/// environments: one standing, of no environment.
pub fn where_is(chain: &Chain, environments: &[EnvironmentInfo], at: Moment) -> Vec<Standing> {
    let first = first_ordinals(chain, at);
    let mut places = place::replay(chain, environments, &first, at);
    let before = before::Before::new(chain, &first, at);
    if environments.is_empty() {
        return vec![before.standing(None)];
    }
    let standings = environments.iter().map(|environment| {
        let there = places.remove(&environment.id).unwrap_or_default();
        let standing = before.standing(Some(environment));
        match place::furthest(there) {
            Some(there) => there.standing(chain, environment, standing),
            None => standing,
        }
    });
    standings.collect()
}

/// The links to records that still count at a moment, of those that the requirement has only because a
/// version contains it. The others are history: of deployments all but those by which a version serves
/// somebody, of verifications those that looked at nothing but versions which serve nobody any more.
pub fn current<'a>(chain: &'a Chain, environments: &'a [EnvironmentInfo], at: Moment) -> Current<'a> {
    let first = first_ordinals(chain, at);
    let serving = place::serving(chain, environments, &first, at);
    let mut newest: BTreeMap<&str, &Version> = BTreeMap::new();
    for version in containing(chain, &first, at) {
        newest.insert(&version.package, version);
    }
    let newest = newest.into_values().map(|version| &*version.key);
    Current {
        deployments: serving.iter().map(|(_, by)| *by).collect(),
        versions: serving.iter().map(|(purl, _)| *purl).chain(newest).collect(),
    }
}

/// What is not history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current<'a> {
    /// Keys of the deployments by which a version with the requirement serves somebody.
    pub deployments: BTreeSet<&'a str>,
    /// Versions with the requirement that serve somebody, and the newest of each package, which may be
    /// next.
    pub versions: BTreeSet<&'a str>,
}

/// The standing that says most: running for customers, else running, else out of use where customers
/// had it, else what comes before. Of equals the one of the latest stage, then the earliest one.
pub fn summary(standings: &[Standing]) -> Option<&Standing> {
    standings.iter().reduce(|best, other| {
        let is_further = rank(other)
            .partial_cmp(&rank(best))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then_with(|| other.stage.cmp(&best.stage))
            .then_with(|| best.since.cmp(&other.since))
            .then_with(|| best.environment.cmp(&other.environment));
        if is_further.is_gt() { other } else { best }
    })
}

fn rank(standing: &Standing) -> (u8, f64) {
    let had_customers = standing.stage.is_some_and(Stage::is_live);
    let rank = match standing.state {
        DeliveryState::Live { .. } => 10,
        DeliveryState::Deployed => 9,
        DeliveryState::RolledBack if had_customers => 8,
        DeliveryState::Removed if had_customers => 7,
        DeliveryState::Accepted => 6,
        DeliveryState::Verified => 5,
        // It had got so far elsewhere; what a team does with its own environments is no step back.
        DeliveryState::Built => 4,
        DeliveryState::RolledBack => 3,
        DeliveryState::Removed => 2,
        DeliveryState::Building => 1,
        DeliveryState::NotStarted => 0,
    };
    (rank, standing.share.unwrap_or_default())
}

/// For each package the place in its order from which on its versions contain the requirement.
fn first_ordinals(chain: &Chain, at: Moment) -> BTreeMap<&str, Moment> {
    let mut first: BTreeMap<&str, Moment> = BTreeMap::new();
    for version in chain.versions.iter().filter(|version| version.is_first && version.ordinal <= at) {
        let known = first.entry(&version.package).or_insert(version.ordinal);
        *known = (*known).min(version.ordinal);
    }
    first
}

/// Versions that contain the requirement, the first one first.
fn containing<'a>(chain: &'a Chain, first: &BTreeMap<&str, Moment>, at: Moment) -> Vec<&'a Version> {
    let contains = |version: &&Version| {
        version.ordinal <= at && first.get(&*version.package).is_some_and(|first| *first <= version.ordinal)
    };
    let mut found: Vec<&Version> = chain.versions.iter().filter(contains).collect();
    found.sort_by(|a, b| (a.ordinal, &a.key).cmp(&(b.ordinal, &b.key)));
    found
}

fn evidence(kind: RecordKind, key: &str, at: Option<Moment>, by: Option<&str>) -> Evidence {
    Evidence { kind, key: key.to_owned(), at, by: by.map(str::to_owned), basis: None }
}
