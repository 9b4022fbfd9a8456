//! What is in an environment or a release, and what changed between two.

use std::sync::Arc;

use archweave_app::ledger::{Contained, Contents, Difference, Present, Subject, VersionChange};
use archweave_model::delivery::Moment;
use async_graphql::{InputObject, Object, OneofObject, Result, SimpleObject};

use super::{Asked, element, elements, moment, time};
use crate::graphql::element::ElementObject;
use crate::graphql::scope::Scope;

/// What is looked into.
#[derive(OneofObject)]
#[graphql(name = "PlaceInput")]
pub(in crate::graphql) enum PlaceInput {
    /// An environment of the model, by id.
    Environment(String),
    /// A release: the id of its element, its version, or the name that a source gave it.
    Release(String),
}

impl From<PlaceInput> for Subject {
    fn from(place: PlaceInput) -> Self {
        match place {
            PlaceInput::Environment(id) => Self::Environment(id),
            PlaceInput::Release(name) => Self::Release(name),
        }
    }
}

/// A side of a comparison.
#[derive(InputObject)]
#[graphql(name = "PlaceAtInput")]
pub(in crate::graphql) struct PlaceAtInput {
    /// An environment or release.
    place: PlaceInput,
    /// When, RFC 3339 or a day; left out, the moment of the question.
    at: Option<String>,
}

impl PlaceAtInput {
    pub fn read(self) -> Result<(Subject, Option<Moment>)> {
        Ok((self.place.into(), self.at.as_deref().map(moment).transpose()?))
    }
}

/// What is in an environment at a moment, or in a release.
pub(in crate::graphql) struct ContentsObject {
    scope: Arc<Scope>,
    contents: Arc<Contents>,
}

impl From<Asked<Contents>> for ContentsObject {
    fn from(asked: Asked<Contents>) -> Self {
        Self { scope: asked.scope, contents: Arc::new(asked.found) }
    }
}

/// What is in an environment at a moment, or in a release.
#[Object(name = "PlaceContents")]
impl ContentsObject {
    /// The environment or release, where the model has it.
    async fn element(&self) -> Option<ElementObject> {
        element(&self.scope, self.contents.element.as_ref()?)
    }

    /// The moment that this is about, RFC 3339; of a release, when it was given out.
    async fn at(&self) -> String {
        time(self.contents.at)
    }

    /// The versions, by package.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn versions(&self) -> Vec<PresentObject> {
        let all = self.contents.versions.iter();
        all.map(|present| PresentObject { scope: self.scope.clone(), present: present.clone() }).collect()
    }

    /// Versions of which it is not known what they hold, with the reason.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn unknown(&self) -> Vec<PresentObject> {
        let unknown = self.contents.versions.iter().filter(|present| present.unknown.is_some());
        unknown.map(|present| PresentObject { scope: self.scope.clone(), present: present.clone() }).collect()
    }

    /// Requirements that are in it, by id.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn requirements(&self) -> Vec<ContainedObject> {
        self.contents.requirements.iter().map(|one| ContainedObject::new(&self.scope, one)).collect()
    }

    /// Requirements that releases of the model plan for it and that are not in it, by id.
    #[graphql(complexity = "50 * child_complexity + 1")]
    async fn missing(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.contents.missing)
    }
}

/// A version that is in an environment or release.
pub(in crate::graphql) struct PresentObject {
    scope: Arc<Scope>,
    present: Present,
}

/// A version that is in an environment or release.
#[Object(name = "PresentVersion")]
impl PresentObject {
    /// The package address without version.
    async fn package(&self) -> &str {
        &self.present.package
    }

    /// The version; empty if the source does not say.
    async fn version(&self) -> &str {
        &self.present.version
    }

    /// The artifact, where the model has it.
    async fn artifact(&self) -> Option<ElementObject> {
        element(&self.scope, self.present.artifact.as_ref()?)
    }

    /// The environment; none of a release.
    async fn environment(&self) -> Option<ElementObject> {
        element(&self.scope, self.present.environment.as_ref()?)
    }

    /// The deployment target.
    async fn target(&self) -> Option<ElementObject> {
        element(&self.scope, self.present.target.as_ref()?)
    }

    /// Since when it is there, RFC 3339.
    async fn since(&self) -> Option<String> {
        self.present.since.map(time)
    }

    /// The deployment that put it there, by its key.
    async fn deployment(&self) -> Option<&str> {
        self.present.deployment.as_deref()
    }

    /// Share of users that it serves, 0 to 1; all where it is not said.
    async fn share(&self) -> Option<f64> {
        self.present.share
    }

    /// Why it is not known what it holds: no-version, no-artifact or not-reported.
    async fn unknown_code(&self) -> Option<&str> {
        self.present.unknown.map(|unknown| unknown.code())
    }

    /// What that means and what to do about it; in Chinese or English.
    async fn unknown_reason(
        &self,
        #[graphql(default_with = "\"en\".to_owned()")] language: String,
    ) -> Option<&str> {
        self.present.unknown.map(|unknown| unknown.sentence(&language))
    }
}

/// A requirement that is in an environment or release.
#[derive(SimpleObject)]
#[graphql(name = "ContainedRequirement")]
pub(in crate::graphql) struct ContainedObject {
    /// The requirement; none if the model does not have it any more.
    requirement: Option<ElementObject>,
    /// Its id in the files.
    element_id: String,
    /// The package that has it.
    package: String,
    /// The first version of the package that had it.
    version: String,
}

impl ContainedObject {
    fn new(scope: &Arc<Scope>, one: &Contained) -> Self {
        Self {
            requirement: element(scope, &one.requirement),
            element_id: one.requirement.to_string(),
            package: one.package.clone(),
            version: one.version.clone(),
        }
    }
}

/// What changed from one to the other.
pub(in crate::graphql) struct DifferenceObject {
    scope: Arc<Scope>,
    difference: Difference,
}

impl From<Asked<Difference>> for DifferenceObject {
    fn from(asked: Asked<Difference>) -> Self {
        Self { scope: asked.scope, difference: asked.found }
    }
}

/// What changed between two environments, releases or moments.
#[Object(name = "PlaceDifference")]
impl DifferenceObject {
    /// What was.
    async fn before(&self) -> ContentsObject {
        ContentsObject { scope: self.scope.clone(), contents: Arc::new(self.difference.before.clone()) }
    }

    /// What is.
    async fn after(&self) -> ContentsObject {
        ContentsObject { scope: self.scope.clone(), contents: Arc::new(self.difference.after.clone()) }
    }

    /// Requirements that came, by id.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn added(&self) -> Vec<ContainedObject> {
        self.difference.added.iter().map(|one| ContainedObject::new(&self.scope, one)).collect()
    }

    /// Requirements that went, by id.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn removed(&self) -> Vec<ContainedObject> {
        self.difference.removed.iter().map(|one| ContainedObject::new(&self.scope, one)).collect()
    }

    /// Requirements that came and have a link that is suspect, by id.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn suspect(&self) -> Vec<ElementObject> {
        elements(&self.scope, &self.difference.suspect)
    }

    /// Packages whose versions differ.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn versions(&self) -> Vec<VersionChangeObject> {
        self.difference.versions.iter().map(|change| VersionChangeObject::new(&self.scope, change)).collect()
    }
}

/// A package whose versions differ.
#[derive(SimpleObject)]
#[graphql(name = "VersionChange")]
pub(in crate::graphql) struct VersionChangeObject {
    /// The package address without version.
    package: String,
    /// The artifact, where the model has it.
    artifact: Option<ElementObject>,
    /// Versions before; none if it was not there.
    before: Vec<String>,
    /// Versions after; none if it is not there.
    after: Vec<String>,
}

impl VersionChangeObject {
    fn new(scope: &Arc<Scope>, change: &VersionChange) -> Self {
        Self {
            package: change.package.clone(),
            artifact: change.artifact.as_ref().and_then(|id| element(scope, id)),
            before: change.before.iter().cloned().collect(),
            after: change.after.iter().cloned().collect(),
        }
    }
}
