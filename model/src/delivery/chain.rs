//! What the ledger knows of one requirement, from the first need to the last incident.

use std::collections::{BTreeMap, BTreeSet};

use super::Moment;
use super::record::{
    ArtifactVersion, Basis, Build, Change, Defect, Deployment, Incident, Ticket, Verification,
};
use crate::id::ElementId;

/// A record with its key, and who said so first.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyed<T> {
    /// Unique among records of its sort.
    pub key: String,
    /// What is known.
    pub record: T,
}

/// A record that says it is about the requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked<T> {
    /// Unique among records of its sort.
    pub key: String,
    /// What is known.
    pub record: T,
    /// Who says that they belong together: a source, or a person.
    pub asserted_by: String,
    /// Since when.
    pub asserted_at: Moment,
    /// From what that is known.
    pub basis: Basis,
    /// When somebody last affirmed the link, if anybody did.
    pub affirmed_at: Option<Moment>,
    /// Who did.
    pub affirmed_by: Option<String>,
}

/// A version of an artifact with the place that it takes among the versions of that artifact.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its package address.
    pub key: String,
    /// What is known.
    pub record: ArtifactVersion,
    /// The artifact of the model, where it is known.
    pub artifact: Option<ElementId>,
    /// Its package address without version.
    pub package: String,
    /// Versions of one artifact are in this order: when it was built, or first seen.
    pub ordinal: Moment,
    /// Whether a change of the requirement is new in it.
    pub is_first: bool,
}

/// A deployment with what its names stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Its key.
    pub key: String,
    /// What is known.
    pub record: Deployment,
    /// The environment of the model.
    pub environment: Option<ElementId>,
    /// The deployment target of the model.
    pub target: Option<ElementId>,
    /// The package address without version.
    pub package: String,
    /// The place of the version among those of its package.
    pub ordinal: Moment,
}

/// All that is known of one requirement until a moment. Lists are in order of time, then key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Tickets about it.
    pub tickets: Vec<Linked<Ticket>>,
    /// Changes that implement it.
    pub changes: Vec<Linked<Change>>,
    /// Builds of their commits.
    pub builds: Vec<Keyed<Build>>,
    /// The first versions that have one of these changes, one or several an artifact, and later ones
    /// that were deployed.
    pub versions: Vec<Version>,
    /// Verifications of it and of these versions.
    pub verifications: Vec<Keyed<Verification>>,
    /// Deployments of the artifacts of these versions, of versions with and without the changes.
    pub deployments: Vec<Placed>,
    /// Incidents that these deployments caused, or that name it.
    pub incidents: Vec<Keyed<Incident>>,
    /// Defects that name it.
    pub defects: Vec<Keyed<Defect>>,
    /// What the names of environments in these verifications stand for, where the model knows it.
    pub environments: BTreeMap<String, ElementId>,
}

impl Chain {
    /// What was known of it at a moment: what happened later is left out, and what went on is not over.
    #[must_use]
    pub fn until(mut self, at: Moment) -> Self {
        let is_later = |moment: Option<Moment>| moment.is_some_and(|moment| moment > at);
        let end = |moment: &mut Option<Moment>| *moment = moment.filter(|moment| *moment <= at);
        let first = |times: &[Option<Moment>]| times.iter().flatten().min().copied();
        self.tickets.retain(|it| !is_later(it.record.created_at.or(Some(it.asserted_at))));
        self.changes.retain(|it| {
            let known = first(&[it.record.committed_at, it.record.opened_at, it.record.merged_at]);
            !is_later(known.or(Some(it.asserted_at)))
        });
        self.builds.retain(|it| !is_later(first(&[it.record.started_at, it.record.finished_at])));
        self.versions.retain(|it| it.ordinal <= at);
        self.verifications.retain(|it| !is_later(it.record.at));
        self.deployments.retain(|it| !is_later(it.record.at.or(it.record.started_at)));
        self.incidents.retain(|it| !is_later(it.record.detected_at));
        self.defects.retain(|it| !is_later(it.record.found_at));
        self.tickets.iter_mut().for_each(|it| end(&mut it.record.closed_at));
        for change in &mut self.changes {
            end(&mut change.record.merged_at);
            end(&mut change.record.abandoned_at);
            end(&mut change.record.reopened_at);
        }
        self.incidents.iter_mut().for_each(|it| end(&mut it.record.resolved_at));
        self.defects.iter_mut().for_each(|it| end(&mut it.record.closed_at));
        self
    }

    /// What tells of the requirement itself: versions that contain it, what looked at them or at it,
    /// deployments that put it somewhere or took it from there. The others only say what was there before.
    #[must_use]
    pub fn of_requirement(&self) -> Self {
        let mut first: BTreeMap<&str, Moment> = BTreeMap::new();
        for version in self.versions.iter().filter(|version| version.is_first) {
            let known = first.entry(&version.package).or_insert(version.ordinal);
            *known = (*known).min(version.ordinal);
        }
        let contains =
            |package: &str, ordinal: Moment| first.get(package).is_some_and(|first| *first <= ordinal);
        let mut chain = self.clone();
        chain.versions.retain(|it| contains(&it.package, it.ordinal));
        let mut had: BTreeMap<_, bool> = BTreeMap::new();
        chain.deployments.retain(|it| {
            let is_removal = it.record.kind.as_deref() == Some("removal");
            let has = !is_removal && contains(&it.package, it.ordinal);
            let place = (it.environment.clone(), it.target.clone(), it.package.clone());
            had.insert(place, has).unwrap_or_default() || has
        });
        let others: BTreeSet<&str> = self
            .versions
            .iter()
            .map(|it| &*it.key)
            .filter(|key| !chain.versions.iter().any(|it| it.key == *key))
            .collect();
        chain.verifications.retain(|it| {
            let purls = &it.record.purls;
            purls.is_empty()
                || !purls.iter().all(|purl| others.contains(purl.as_str()))
                || names_it(&it.record)
        });
        let keys: BTreeSet<&str> = chain.deployments.iter().map(|it| &*it.key).collect();
        let elsewhere = |key: &str| self.deployments.iter().any(|it| it.key == key) && !keys.contains(key);
        chain.incidents.retain(|it| {
            !it.record.deployment.as_deref().is_some_and(elsewhere) || !it.record.mentions.is_empty()
        });
        chain
    }
}

/// Whether a verification says itself what requirement it is about.
fn names_it(it: &Verification) -> bool {
    it.mentions.iter().any(|mention| mention.sort == super::record::Sort::Requirement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_later_was_not_known() {
        let moment = |at: i64| Some(Moment(at));
        let linked = |key: &str, record: Change| Linked {
            key: key.to_owned(),
            record,
            asserted_by: String::new(),
            asserted_at: Moment(5),
            basis: Basis::Trailer,
            affirmed_at: None,
            affirmed_by: None,
        };
        let open = Change { opened_at: moment(1), merged_at: moment(9), ..Change::default() };
        let late = Change { committed_at: moment(9), ..Change::default() };
        let incident = Incident { detected_at: moment(3), resolved_at: moment(9), ..Incident::default() };
        let chain = Chain {
            changes: vec![linked("open", open), linked("late", late), linked("said", Change::default())],
            incidents: vec![Keyed { key: "i".to_owned(), record: incident }],
            ..Chain::default()
        };
        let keys = |chain: &Chain| chain.changes.iter().map(|it| it.key.clone()).collect::<Vec<_>>();
        let then = chain.clone().until(Moment(4));
        assert_eq!(keys(&then), ["open"]);
        assert_eq!(then.changes[0].record.merged_at, None);
        assert_eq!(then.incidents[0].record.resolved_at, None);
        assert_eq!(keys(&chain.clone().until(Moment(5))), ["open", "said"]);
        assert_eq!(chain.clone().until(Moment(9)), chain);
        assert_eq!(chain.until(Moment(0)), Chain::default());
    }

    #[test]
    fn what_was_there_before_tells_nothing_of_the_requirement() {
        let version = |at: i64| Version {
            key: format!("pkg:oci/a@{at}"),
            record: ArtifactVersion::default(),
            artifact: None,
            package: "pkg:oci/a".to_owned(),
            ordinal: Moment(at),
            is_first: at == 2,
        };
        let placed = |key: &str, at: i64| Placed {
            key: key.to_owned(),
            record: Deployment::default(),
            environment: None,
            target: None,
            package: "pkg:oci/a".to_owned(),
            ordinal: Moment(at),
        };
        let looked = |key: &str, at: i64| Keyed {
            key: key.to_owned(),
            record: Verification { purls: [format!("pkg:oci/a@{at}")].into(), ..Verification::default() },
        };
        let chain = Chain {
            versions: vec![version(1), version(2), version(3)],
            deployments: vec![
                placed("before", 1),
                placed("came", 2),
                placed("back", 1),
                placed("again", 1),
                placed("later", 3),
            ],
            verifications: vec![looked("old", 1), looked("new", 3)],
            ..Chain::default()
        };
        let of_it = chain.of_requirement();
        let keys: Vec<&str> = of_it.deployments.iter().map(|it| &*it.key).collect();
        assert_eq!(keys, ["came", "back", "later"]);
        assert_eq!(of_it.versions, [version(2), version(3)]);
        assert_eq!(of_it.verifications, [looked("new", 3)]);
    }
}
