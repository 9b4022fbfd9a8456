//! What there is of a requirement before it runs: changes, builds, versions, verifications.

use std::collections::BTreeMap;

use super::super::Moment;
use super::super::chain::{Chain, Linked, Version};
use super::super::record::{Change, RecordKind, Verification};
use super::{DeliveryState, EVIDENCE, EnvironmentInfo, Evidence, Standing, containing, evidence};
use crate::id::ElementId;

/// All that holds in every environment, computed once.
pub(super) struct Before<'a> {
    chain: &'a Chain,
    at: Moment,
    versions: Vec<&'a Version>,
    /// Begin of the work.
    begun: Option<Moment>,
    evidence: Vec<Evidence>,
    accepted: Outcome<'a>,
}

/// What came of the verifications that count.
#[derive(Default)]
struct Outcome<'a> {
    /// The first pass after the last failure.
    since: Option<Moment>,
    /// The verifications that passed since then.
    passed: Vec<(&'a str, Moment, &'a Verification)>,
}

impl<'a> Before<'a> {
    pub(super) fn new(chain: &'a Chain, first: &BTreeMap<&str, Moment>, at: Moment) -> Self {
        let is_abandoned = |change: &Change| change.given_up(at).is_some();
        let mut begun: Vec<Moment> = Vec::new();
        let mut records: Vec<Evidence> = Vec::new();
        for change in &chain.changes {
            let Some(start) = start(change).filter(|start| *start <= at) else { continue };
            if !is_abandoned(&change.record) {
                begun.push(start);
                let by = Some(&*change.asserted_by);
                records.push(Evidence {
                    basis: Some(change.basis),
                    ..evidence(RecordKind::Change, &change.key, Some(start), by)
                });
            }
        }
        // A build of nothing but abandoned changes leads nowhere.
        let is_dead = |commit: &str| {
            let mut of =
                chain.changes.iter().filter(|change| change.record.commits.contains(commit)).peekable();
            of.peek().is_some() && of.all(|change| is_abandoned(&change.record))
        };
        for build in &chain.builds {
            let start = [build.record.started_at, build.record.finished_at].into_iter().flatten().min();
            let Some(start) = start.filter(|start| *start <= at) else { continue };
            if !build.record.commit.as_deref().is_some_and(is_dead) {
                begun.push(start);
                records.push(evidence(RecordKind::Build, &build.key, Some(start), None));
            }
        }
        records.sort_by(|a, b| (a.kind, a.at, &a.key).cmp(&(b.kind, b.at, &b.key)));
        records.truncate(EVIDENCE);
        let versions = containing(chain, first, at);
        let begun = begun.into_iter().min();
        let mut before = Self { chain, at, versions, begun, evidence: records, accepted: Outcome::default() };
        before.accepted = before.outcome(is_acceptance);
        before
    }

    /// The standing in an environment in which it does not run and never ran.
    pub(super) fn standing(&self, environment: Option<&EnvironmentInfo>) -> Standing {
        let mut records = self.evidence.clone();
        let first = self.versions.first();
        if let Some(first) = first {
            records.push(evidence(RecordKind::ArtifactVersion, &first.key, Some(first.ordinal), None));
        }
        let is_here = |it: &Verification| match (&it.environment, environment) {
            (None, _) => true,
            (Some(name), Some(environment)) => self.is(name, &environment.id),
            (Some(_), None) => false,
        };
        let verified = self.outcome(|it| !is_acceptance(it) && is_here(it));
        let accepted = &self.accepted;
        for (key, at, it) in verified.passed.iter().chain(&accepted.passed) {
            records.push(evidence(RecordKind::Verification, key, Some(*at), it.by.as_deref()));
        }
        let states = [
            (DeliveryState::Accepted, accepted.since),
            (DeliveryState::Verified, verified.since),
            (DeliveryState::Built, first.map(|first| first.ordinal)),
            (DeliveryState::Building, self.begun),
        ];
        let reached = states.into_iter().find_map(|(state, since)| Some((state, since?)));
        let commit = first.and_then(|first| first.record.commit.clone());
        Standing {
            environment: environment.map(|environment| environment.id.clone()),
            stage: environment.and_then(|environment| environment.stage),
            state: reached.map_or(DeliveryState::NotStarted, |(state, _)| state),
            since: reached.map(|(_, since)| since),
            version: first.map(|first| first.key.clone()),
            commit,
            deployment: None,
            target: None,
            share: None,
            model_revision: None,
            verified_at: verified.since,
            accepted_at: accepted.since,
            evidence: records,
        }
    }

    /// Whether a name of an environment, as a verification has it, stands for this one.
    fn is(&self, name: &str, environment: &ElementId) -> bool {
        match self.chain.environments.get(name) {
            Some(known) => known == environment,
            None => name == environment.as_str(),
        }
    }

    /// What came of the verifications that fit: of the last that passed or failed. One that was skipped
    /// or broke off says nothing; of two at the same time the failure counts.
    fn outcome(&self, fits: impl Fn(&Verification) -> bool) -> Outcome<'a> {
        let mut all: Vec<(Moment, bool, &str, &Verification)> = Vec::new();
        for verification in &self.chain.verifications {
            let it = &verification.record;
            let passed = match it.result.as_deref() {
                Some("passed") => true,
                Some("failed") => false,
                _ => continue,
            };
            if let Some(when) = it.at.filter(|when| *when <= self.at)
                && fits(it)
                && self.is_about_it(it)
            {
                all.push((when, !passed, &verification.key, it));
            }
        }
        all.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
        let last_failure = all.iter().rposition(|(_, failed, _, _)| *failed).map_or(0, |at| at + 1);
        let passed = all.drain(last_failure..).map(|(at, _, key, it)| (key, at, it));
        let passed: Vec<_> = passed.take(EVIDENCE).collect();
        Outcome { since: passed.first().map(|(_, at, _)| *at), passed }
    }

    /// Whether a verification of the chain looked at a version that contains the requirement, or, since
    /// it is in the chain, names the requirement itself.
    fn is_about_it(&self, it: &Verification) -> bool {
        let contains = |purl: &String| self.versions.iter().any(|version| version.key == *purl);
        let is_known =
            |purl: &String| self.chain.versions.iter().any(|version| is_of(purl, &version.package));
        it.purls.iter().any(contains) || !it.purls.iter().any(is_known)
    }
}

/// When work on a change began.
fn start(change: &Linked<Change>) -> Option<Moment> {
    let it = &change.record;
    let known = [it.committed_at, it.opened_at, it.merged_at].into_iter().flatten().min();
    Some(known.unwrap_or(change.asserted_at))
}

/// Whether an address is one of a version of the package.
fn is_of(purl: &str, package: &str) -> bool {
    let rest = purl.strip_prefix(package);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['@', '?', '#']))
}

fn is_acceptance(it: &Verification) -> bool {
    it.kind.as_deref() == Some("business-acceptance")
}
