//! The records of a trace: tickets to incidents.

use std::collections::{BTreeMap, HashMap};

use archweave_model::delivery::record::{Deployment, RecordKind};

use super::super::links::Link;
use super::super::where_is::Whereabouts;
use super::build::Builder;
use super::{Bond, MAX_OF_A_STEP, Step};

/// Tickets to incidents, as they are in the chain.
pub(super) fn add_records(found: &Whereabouts, built: &mut Builder) {
    let chain = &found.chain.of_requirement();
    let Some(root) = built.find(Step::Requirement, found.requirement.as_str()) else { return };
    let suspect: HashMap<(RecordKind, &str), &Link> =
        found.links.iter().map(|link| ((link.kind, &*link.key), link)).collect();
    for ticket in chain.tickets.iter().rev().take(MAX_OF_A_STEP) {
        let record = &ticket.record;
        let label = record.number.clone().or_else(|| record.summary.clone());
        let node = built.record(Step::Ticket, RecordKind::Ticket, &ticket.key, label, record.created_at);
        built.tell(node, record.status.clone(), record.url.clone());
        built.linked(root, node, Bond::TrackedBy, suspect.get(&(RecordKind::Ticket, &*ticket.key)).copied());
    }
    let mut by_commit: HashMap<&str, usize> = HashMap::new();
    for change in chain.changes.iter().rev().take(MAX_OF_A_STEP) {
        let record = &change.record;
        let at = record.merged_at.or(record.opened_at).or(record.committed_at);
        let node = built.record(Step::Change, RecordKind::Change, &change.key, record.title.clone(), at);
        let state = match (record.merged_at, record.given_up(found.at)) {
            (Some(_), _) => "merged",
            (None, Some(_)) => "abandoned",
            (None, None) => "open",
        };
        built.tell(node, Some(state.to_owned()), record.url.clone());
        built.linked(
            root,
            node,
            Bond::ImplementedBy,
            suspect.get(&(RecordKind::Change, &*change.key)).copied(),
        );
        by_commit.extend(record.commits.iter().map(|commit| (&**commit, node)));
    }
    let mut by_purl: HashMap<&str, usize> = HashMap::new();
    for build in chain.builds.iter().rev().take(MAX_OF_A_STEP) {
        let record = &build.record;
        let at = record.finished_at.or(record.started_at);
        let node = built.record(Step::Build, RecordKind::Build, &build.key, None, at);
        built.tell(node, record.result.clone(), record.url.clone());
        let from = record.commit.as_deref().and_then(|commit| by_commit.get(commit)).copied();
        built.edge(from.unwrap_or(root), node, Bond::BuiltBy);
        if let Some(purl) = &record.purl {
            by_purl.insert(purl, node);
        }
    }
    let mut versions: HashMap<&str, usize> = HashMap::new();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let skip = chain.versions.len().saturating_sub(MAX_OF_A_STEP);
    for version in chain.versions.iter().skip(skip) {
        let record = &version.record;
        let node = built.record(
            Step::Version,
            RecordKind::ArtifactVersion,
            &version.key,
            None,
            Some(version.ordinal),
        );
        let made_by = by_purl.get(&*version.key).copied();
        let of_change = record.changes.iter().find_map(|key| built.find(Step::Change, key));
        let of_commit = record.commit.as_deref().and_then(|commit| by_commit.get(commit)).copied();
        match (made_by.or(of_change).or(of_commit), last.get(&*version.package)) {
            (Some(from), _) => built.edge(from, node, Bond::Made),
            (None, Some(before)) => built.edge(*before, node, Bond::FollowedBy),
            (None, None) => built.edge(root, node, Bond::Made),
        }
        versions.insert(&version.key, node);
        last.insert(&version.package, node);
    }
    for check in chain.verifications.iter().rev().take(MAX_OF_A_STEP) {
        let record = &check.record;
        let label = record.name.clone().or_else(|| record.kind.clone());
        let node = built.record(Step::Verification, RecordKind::Verification, &check.key, label, record.at);
        built.tell(node, record.result.clone(), record.url.clone());
        let mut looked_at = record.purls.iter().filter_map(|purl| versions.get(&**purl).copied()).peekable();
        if looked_at.peek().is_none() {
            let link = suspect.get(&(RecordKind::Verification, &*check.key)).copied();
            built.linked(root, node, Bond::VerifiedBy, link);
        }
        for version in looked_at.collect::<Vec<_>>() {
            built.edge(version, node, Bond::VerifiedBy);
        }
    }
    for placed in chain.deployments.iter().rev().take(MAX_OF_A_STEP) {
        let record = &placed.record;
        let at = record.at.or(record.started_at);
        let label = record.purl.clone();
        let node = built.record(Step::Deployment, RecordKind::Deployment, &placed.key, label, at);
        built.tell(node, deployed(record), record.url.clone());
        let version = record.purl.as_deref().and_then(|purl| versions.get(purl)).copied();
        let link = suspect.get(&(RecordKind::Deployment, &*placed.key)).copied();
        match version {
            Some(version) => built.linked(version, node, Bond::DeployedBy, link),
            None => built.linked(root, node, Bond::DeployedBy, link),
        }
        if let (Some(release), Some(version)) = (&record.release, version) {
            let release = built.record(Step::Release, RecordKind::Release, release, None, None);
            built.edge(version, release, Bond::ReleasedIn);
        }
    }
    for incident in chain.incidents.iter().rev().take(MAX_OF_A_STEP) {
        let record = &incident.record;
        let node = built.record(
            Step::Incident,
            RecordKind::Incident,
            &incident.key,
            record.title.clone(),
            record.detected_at,
        );
        let state = if record.resolved_at.is_some() { "resolved" } else { "open" };
        built.tell(node, Some(state.to_owned()), record.url.clone());
        let cause = record.deployment.as_deref().and_then(|key| built.find(Step::Deployment, key));
        built.edge(cause.unwrap_or(root), node, Bond::HitBy);
    }
}

/// The state of a deployment: what sort it was of, if not normal, and what came of it.
fn deployed(record: &Deployment) -> Option<String> {
    let kind = record.kind.as_deref().filter(|kind| *kind != "normal");
    let words: Vec<&str> = [kind, record.result.as_deref()].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(", "))
}
