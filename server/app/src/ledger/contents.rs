//! What is in an environment or a release: the versions, the requirements that they hold, those that
//! were planned and are missing, and what cannot be told.

use std::collections::{BTreeMap, BTreeSet};

use archweave_index::Heard;
use archweave_model::delivery::Moment;
use archweave_model::delivery::record::{Record, RecordKind, Sort};
use archweave_model::element::Element;
use archweave_model::id::ElementId;

use super::Ledger;
use super::kinds::{self, Way};
use crate::AppError;

/// What is looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An environment of the model, by id.
    Environment(String),
    /// A release, by the id of its element, its version, or the name that a source gave it.
    Release(String),
}

/// A version that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    /// The environment; none of a release.
    pub environment: Option<ElementId>,
    /// The deployment target, where it is known.
    pub target: Option<ElementId>,
    /// The package address without version.
    pub package: String,
    /// The artifact of the model, where it is known.
    pub artifact: Option<ElementId>,
    /// The version; empty if the source does not say.
    pub version: String,
    /// Its place among the versions of the package.
    pub ordinal: Option<Moment>,
    /// Since when it is there.
    pub since: Option<Moment>,
    /// The deployment that put it there.
    pub deployment: Option<String>,
    /// Share of users that it serves; all where it is not said.
    pub share: Option<f64>,
    /// Why nothing can be said about what it holds, if so.
    pub unknown: Option<Unknown>,
}

/// Why it is not known what a version holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The deployment names no version.
    NoVersion,
    /// No artifact of the model has this package address.
    NoArtifact,
    /// Nobody reported how it was built.
    NotReported,
}

impl Unknown {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoVersion => "no-version",
            Self::NoArtifact => "no-artifact",
            Self::NotReported => "not-reported",
        }
    }

    /// What it means and what to do, in Chinese or English.
    pub fn sentence(self, language: &str) -> &'static str {
        let (en, zh) = match self {
            Self::NoVersion => (
                "the deployment names no version; send `purl` with it",
                "部署未指明版本；请随部署发送 `purl`",
            ),
            Self::NoArtifact => (
                "no artifact of the model has this package address; add it to one as `purl`",
                "模型中没有此包地址的制品；请将其设为某一制品的 `purl`",
            ),
            Self::NotReported => (
                "nobody reported this version, so its changes are not known; send an artifact event when it is built",
                "此版本未上报，因此不知其包含的变更；请在构建时发送制品事件",
            ),
        };
        if super::words::is_chinese(language) { zh } else { en }
    }
}

/// A requirement that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Contained {
    /// The requirement.
    pub requirement: ElementId,
    /// The package that has it.
    pub package: String,
    /// The first version of the package that had it.
    pub version: String,
}

/// What is in something.
#[derive(Clone, Debug)]
pub struct Contents {
    /// What was looked into.
    pub subject: Subject,
    /// Its element, where the model has one.
    pub element: Option<ElementId>,
    /// At which moment.
    pub at: Moment,
    /// Versions, by package, target and environment.
    pub versions: Vec<Present>,
    /// Requirements that are in it, by id; each with the first package that has it.
    pub requirements: Vec<Contained>,
    /// Requirements that the model plans for it and that are not in it, by id.
    pub missing: Vec<ElementId>,
}

impl Ledger<'_> {
    /// What is in an environment at the moment of this ledger, or in a release.
    pub fn what_is_in(&self, subject: &Subject) -> Result<Contents, AppError> {
        match subject {
            Subject::Environment(id) => self.in_environment(id, subject),
            Subject::Release(name) => self.in_release(name, subject),
        }
    }

    fn in_environment(&self, id: &str, subject: &Subject) -> Result<Contents, AppError> {
        let snapshot = self.snapshot();
        let id = match snapshot.slot_of(id) {
            Some(slot) if kinds::is_a(snapshot, slot, "environment") => self.known(id)?,
            _ => return Err(AppError::NotFound(format!("no environment `{id}` in this revision"))),
        };
        let at = self.moment();
        let records = self.records();
        let running = records.wait(records.index().running(self.name(), at, Some(&id)))?;
        let versions = running.into_iter().map(|one| {
            let unknown = unknown(one.package.is_empty(), one.artifact.is_none(), !one.is_reported);
            Present {
                environment: one.environment,
                target: one.target,
                artifact: one.artifact,
                package: one.package,
                version: one.version,
                ordinal: one.ordinal,
                since: Some(one.since),
                share: one.deployment.record.share,
                deployment: Some(one.deployment.key),
                unknown,
            }
        });
        let versions: Vec<Present> = versions.collect();
        let requirements = self.contained(&versions)?;
        let planned = self.planned_until(at);
        Ok(self.contents(subject, Some(id), at, versions, requirements, planned))
    }

    fn in_release(&self, name: &str, subject: &Subject) -> Result<Contents, AppError> {
        let element = self.release(name);
        let records = self.records();
        let mut names: BTreeSet<String> = BTreeSet::from([name.to_owned()]);
        if let Some(element) = &element {
            names.insert(element.id.as_str().to_owned());
            names.extend(element.properties.text("version").map(str::to_owned));
        }
        let (mut purls, mut moment, mut is_known) = (BTreeSet::new(), None, element.is_some());
        let names: Vec<String> = names.into_iter().collect();
        for found in records.wait(records.index().records_with(self.name(), RecordKind::Release, &names))? {
            if let Record::Release(release) = found.record
                && release.at.is_none_or(|given| self.at().is_none_or(|at| given <= at))
            {
                is_known = true;
                moment = moment.max(release.at);
                purls.extend(release.purls);
            }
        }
        if !is_known {
            return Err(AppError::NotFound(format!(
                "no release `{name}`, neither in the model nor reported"
            )));
        }
        let purls: Vec<String> = purls.into_iter().collect();
        let known = self.heard_of(&purls)?;
        let directory = self.directory();
        let versions: Vec<Present> = purls
            .iter()
            .map(|purl| {
                let (package, version) = split(purl);
                let artifact = directory.find(Sort::Artifact, &package).ok().map(|found| found.element);
                let heard = known.get(purl);
                let ordinal = heard.and_then(|heard| heard.ordinal);
                let is_reported = heard.is_some_and(|heard| heard.is_reported);
                Present {
                    environment: None,
                    target: None,
                    unknown: unknown(version.is_empty(), artifact.is_none(), !is_reported),
                    package,
                    artifact,
                    version,
                    ordinal,
                    since: moment,
                    deployment: None,
                    share: None,
                }
            })
            .collect();
        let requirements = self.contained(&versions)?;
        let planned = element.as_deref().map(|element| self.planned_by(element)).unwrap_or_default();
        let at = moment.unwrap_or_else(|| self.moment());
        Ok(self.contents(
            subject,
            element.map(|element| element.id.clone()),
            at,
            versions,
            requirements,
            planned,
        ))
    }

    fn contents(
        &self,
        subject: &Subject,
        element: Option<ElementId>,
        at: Moment,
        versions: Vec<Present>,
        requirements: Vec<Contained>,
        planned: BTreeSet<ElementId>,
    ) -> Contents {
        let there: BTreeSet<&ElementId> = requirements.iter().map(|one| &one.requirement).collect();
        let missing = planned.into_iter().filter(|id| !there.contains(id)).collect();
        Contents { subject: subject.clone(), element, at, versions, requirements, missing }
    }

    /// What versions hold, each requirement once, with the first package that has it.
    fn contained(&self, versions: &[Present]) -> Result<Vec<Contained>, AppError> {
        let mut newest: BTreeMap<&str, Moment> = BTreeMap::new();
        for version in versions {
            if let Some(ordinal) = version.ordinal {
                let known = newest.entry(&version.package).or_insert(ordinal);
                *known = (*known).max(ordinal);
            }
        }
        let records = self.records();
        let newest: Vec<(&str, Moment)> = newest.into_iter().collect();
        let held = records.wait(records.index().contents_of(self.name(), &newest))?;
        let one = |(requirement, place, version): (ElementId, usize, String)| {
            let (package, _) = newest.get(place)?;
            Some(Contained { requirement, package: (*package).to_owned(), version })
        };
        Ok(held.into_iter().filter_map(one).collect())
    }

    /// What was heard of versions, by their addresses as they are written here.
    pub(crate) fn heard_of(&self, purls: &[String]) -> Result<BTreeMap<String, Heard>, AppError> {
        self.records().wait(self.records().index().heard_of(self.name(), purls))
    }

    /// The element of a release: by id, version, name or alias.
    fn release(&self, name: &str) -> Option<std::sync::Arc<Element>> {
        let snapshot = self.snapshot();
        let named = |element: &Element| {
            element.id.as_str() == name
                || element.properties.text("version") == Some(name)
                || element.name.entries().any(|(_, text)| text == name)
        };
        let found = kinds::all(snapshot, "release").find(|(_, element)| named(element));
        found.and_then(|(slot, _)| snapshot.element_at(slot).cloned())
    }

    /// Requirements that a release delivers.
    fn planned_by(&self, release: &Element) -> BTreeSet<ElementId> {
        let snapshot = self.snapshot();
        let Some(slot) = snapshot.slot_of(release.id.as_str()) else { return BTreeSet::new() };
        let found = kinds::related(snapshot, slot, "realization", Way::Out, "requirement");
        let found = found.into_iter().filter(|(slot, _)| kinds::is_requirement(snapshot, *slot));
        found.map(|(_, element)| element.id.clone()).collect()
    }

    /// Requirements of releases whose day has come.
    fn planned_until(&self, at: Moment) -> BTreeSet<ElementId> {
        let day = at.day();
        let is_due = |release: &&Element| {
            release.properties.text("planned_on").is_some_and(|planned| planned <= day.as_str())
        };
        let releases = kinds::all(self.snapshot(), "release").map(|(_, element)| element).filter(is_due);
        releases.flat_map(|release| self.planned_by(release)).collect()
    }
}

fn unknown(has_no_version: bool, has_no_artifact: bool, is_not_reported: bool) -> Option<Unknown> {
    match (has_no_version, has_no_artifact, is_not_reported) {
        (true, ..) => Some(Unknown::NoVersion),
        (_, true, _) => Some(Unknown::NoArtifact),
        (.., true) => Some(Unknown::NotReported),
        _ => None,
    }
}

/// The package address without version, and the version.
pub(crate) fn split(purl: &str) -> (String, String) {
    match archweave_model::delivery::purl::parse(purl) {
        Ok(purl) => (purl.package().to_owned(), purl.version().unwrap_or_default().to_owned()),
        Err(_) => (purl.to_owned(), String::new()),
    }
}
