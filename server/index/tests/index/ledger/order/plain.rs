//! What is derived, computed from all records in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use archweave_index::{Incoming, Index};
use archweave_model::delivery::fold::{Folded, fold};
use archweave_model::delivery::record::{ArtifactVersion, Build, Change, Deployment, Mention, Sort};
use archweave_model::delivery::{Record, RecordKind};
use sea_orm::DatabaseConnection;

use super::super::t;
use super::dump::lines;

struct Plain {
    changes: BTreeMap<String, Change>,
    builds: BTreeMap<String, Build>,
    versions: BTreeMap<String, ArtifactVersion>,
    deployments: BTreeMap<String, Deployment>,
}

/// Compares what the database derived with what the records say.
pub async fn check(ask: &DatabaseConnection, index: &Index, model: &str, events: &[Incoming]) {
    let plain = Plain::of(events);
    assert_eq!(lines(ask, "contained x", model).await, plain.contained(), "{events:#?}");
    // What names no package may go back to a version before: then the last one does not say it all.
    if plain.deployments.values().all(|it| it.purl.is_some()) {
        for minute in [5, 25, 100] {
            let running = index.running(model, t(minute), None).await.unwrap();
            let running: BTreeSet<(String, String)> =
                running.into_iter().map(|it| (it.deployment.key, it.purl)).collect();
            assert_eq!(running, plain.running(minute), "at {minute} of {events:#?}");
        }
    }
}

impl Plain {
    fn of(events: &[Incoming]) -> Self {
        let mut folded: BTreeMap<(RecordKind, &str), Folded> = BTreeMap::new();
        for fact in events.iter().flat_map(|event| &event.facts) {
            fold(folded.entry((fact.record.kind(), &fact.key)).or_default(), fact);
        }
        let mut plain = Self {
            changes: BTreeMap::new(),
            builds: BTreeMap::new(),
            versions: BTreeMap::new(),
            deployments: BTreeMap::new(),
        };
        for ((kind, key), folded) in folded {
            let key = key.to_owned();
            match folded.record(kind) {
                Record::Change(it) => drop(plain.changes.insert(key, it)),
                Record::Build(it) => drop(plain.builds.insert(key, it)),
                Record::ArtifactVersion(it) => drop(plain.versions.insert(key, it)),
                Record::Deployment(it) => drop(plain.deployments.insert(key, it)),
                _ => {}
            }
        }
        plain
    }

    fn addresses(&self) -> BTreeSet<String> {
        let built = self.builds.values().filter_map(|it| it.purl.clone());
        let deployed = self.deployments.values().filter_map(|it| it.purl.clone());
        self.versions.keys().cloned().chain(built).chain(deployed).collect()
    }

    fn ordinal(&self, purl: &str) -> Option<i64> {
        let built = self.versions.get(purl).and_then(|it| it.built_at);
        let counts = |it: &&Deployment| {
            it.purl.as_deref() == Some(purl)
                && it.result.as_deref().is_none_or(|result| result == "success")
                && !matches!(it.kind.as_deref(), Some("config" | "removal"))
        };
        let deployed = self.deployments.values().filter(counts).filter_map(|it| it.at).min();
        let of = self.builds.values().filter(|it| it.purl.as_deref() == Some(purl));
        built.or(deployed).or(of.filter_map(|it| it.finished_at).min()).map(|at| at.0)
    }

    /// What is mentioned by the version, or by a change that is new in it.
    fn own(&self, purl: &str) -> BTreeSet<&Mention> {
        let record = self.versions.get(purl);
        let builds = self.builds.iter().filter(|(key, it)| {
            it.purl.as_deref() == Some(purl)
                || record.is_some_and(|record| record.build.as_ref() == Some(*key))
        });
        let builds = builds.map(|(_, it)| (&it.commit, &it.repository));
        let sources: Vec<_> = record.iter().map(|it| (&it.commit, &it.repository)).chain(builds).collect();
        let is_new = |key: &str, change: &Change| {
            let is_from = |(commit, repository): &(&Option<String>, &Option<String>)| {
                commit.as_ref().is_some_and(|commit| change.commits.contains(commit))
                    && (repository.is_none()
                        || change.repository.is_none()
                        || **repository == change.repository)
            };
            record.is_some_and(|record| record.changes.contains(key)) || sources.iter().any(is_from)
        };
        let changes = self.changes.iter().filter(|(key, it)| is_new(key, it));
        let mentions = changes.flat_map(|(_, it)| &it.mentions);
        mentions.chain(record.into_iter().flat_map(|it| &it.mentions)).collect()
    }

    fn contained(&self) -> Vec<String> {
        let mut first: BTreeMap<(String, String), (i64, String)> = BTreeMap::new();
        for purl in self.addresses() {
            let Some(ordinal) = self.ordinal(&purl) else { continue };
            let package = purl.split('@').next().unwrap().to_owned();
            for mention in self.own(&purl) {
                let sort = match mention.sort {
                    Sort::Requirement => "requirement",
                    Sort::Demand => "demand",
                    _ => "element",
                };
                let pair = (format!("{sort}/{}", mention.text), format!("artifact/{package}"));
                let found = (ordinal, purl.clone());
                let known = first.entry(pair).or_insert_with(|| found.clone());
                *known = found.min(known.clone());
            }
        }
        let mut lines: Vec<String> = first
            .into_iter()
            .map(|((requirement, package), (at, purl))| {
                format!("contained: {requirement}|{package}|{at}|{purl}")
            })
            .collect();
        lines.sort();
        lines
    }

    fn running(&self, minute: i64) -> BTreeSet<(String, String)> {
        let mut last: BTreeMap<(String, String, String), (i64, &str, &Deployment)> = BTreeMap::new();
        for (key, it) in &self.deployments {
            let (Some(at), Some(purl)) = (it.at, &it.purl) else { continue };
            let is_done = it.result.as_deref().is_none_or(|result| result == "success")
                && it.kind.as_deref() != Some("config");
            // The model knows environments by their stages too.
            let environment = match it.environment.as_deref() {
                Some("production") => "env-prod".to_owned(),
                other => other.unwrap_or_default().to_owned(),
            };
            let target = it.target.clone().unwrap_or_default();
            if !is_done || at > t(minute) || (environment.is_empty() && target.is_empty()) {
                continue;
            }
            let place = (environment, target, purl.split('@').next().unwrap().to_owned());
            let found = (at.0, key.as_str(), it);
            let known = last.entry(place).or_insert(found);
            if (found.0, found.1) > (known.0, known.1) {
                *known = found;
            }
        }
        let there = last.into_values().filter(|(_, _, it)| it.kind.as_deref() != Some("removal"));
        there.map(|(_, key, it)| (key.to_owned(), it.purl.clone().unwrap())).collect()
    }
}
