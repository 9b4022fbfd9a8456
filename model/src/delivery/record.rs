//! The records of the ledger and their fields.
//!
//! Every field may be missing: a source tells what it knows when it knows it. Names of things of the
//! model (`environment`, `service`, `purl`, mentions) are kept as the source wrote them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Moment;

/// What one event says about one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Who says it: the address of a tool, such as `github.com/acme`; part of the event's identity.
    pub source: String,
    /// The event's id, unique in its source.
    pub id: String,
    /// When it happened, not when it arrived.
    pub at: Moment,
    /// Which record: unique among those of its kind in a model.
    pub key: String,
    /// What is said.
    pub record: Record,
}

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),* $(,)?) => {
        /// A sort of record; its name is the kind's id in the metamodel, where it has one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RecordKind {
            $($(#[$doc])* #[serde(rename = $name)] $kind,)*
        }

        impl RecordKind {
            /// All, in the order of the chain.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its stable name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }
        }

        /// What is known of one record.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Record {
            $($(#[$doc])* #[serde(rename = $name)] $kind($kind),)*
        }

        impl Record {
            /// Its sort.
            pub fn kind(&self) -> RecordKind {
                match self { $(Self::$kind(_) => RecordKind::$kind,)* }
            }

            /// A record of this sort of which nothing is known.
            pub fn empty(kind: RecordKind) -> Self {
                match kind { $(RecordKind::$kind => Self::$kind($kind::default()),)* }
            }
        }

        $(impl From<$kind> for Record {
            fn from(record: $kind) -> Self {
                Self::$kind(record)
            }
        })*
    };
}

records! {
    /// Something that a person asked for, in its own words.
    Need = "need",
    /// An entry of an issue tracker.
    Ticket = "ticket",
    /// A change of source code: a pull request, a merge request, or a commit on its own.
    Change = "app-change",
    /// One run of a pipeline.
    Build = "build",
    /// One built version of an artifact.
    ArtifactVersion = "artifact-version",
    /// A test, scan, review or acceptance, and what came of it.
    Verification = "verification",
    /// What was given out together under one name.
    Release = "release",
    /// A version put to a place, or taken from it.
    Deployment = "deployment",
    /// Something that went wrong while it ran.
    Incident = "incident",
    /// A fault of what was built.
    Defect = "defect",
    /// One measured value of an indicator.
    IndicatorValue = "indicator-value",
    /// One answer of a self-assessment.
    Assessment = "self-assessment",
}

/// How a mention came to be. The order is the trust in it, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A person said so.
    ByHand,
    /// The event names it in a field made for it.
    Declared,
    /// A commit trailer: `Implements: REQ-12`.
    Trailer,
    /// The key of a ticket that the model knows.
    Ticket,
    /// The name of a branch.
    BranchName,
    /// A package address.
    Purl,
    /// The title or text names it.
    Guessed,
}

/// A name of something of the model in a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// What sort of thing is meant.
    pub sort: Sort,
    /// The name, as it was written.
    pub text: String,
    /// Where it stood.
    pub basis: Basis,
}

/// What sort of thing a name is looked for among.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A requirement, user story or demand.
    Requirement,
    /// A business demand.
    Demand,
    /// An application component or service.
    Component,
    /// An artifact by its package address without version.
    Artifact,
    /// An artifact by its source repository.
    Repository,
    /// An environment.
    Environment,
    /// A deployment target.
    Target,
    /// A release.
    Release,
    /// An indicator.
    Indicator,
    /// Anything, by id or alias.
    Element,
}

/// Something that a person asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(
    missing_docs,
    reason = "the fields are those of domain kind `need`; docs/reference/ledger.md says what each means"
)]
pub struct Need {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received_at: Option<Moment>,
    /// fault, enquiry, complaint, suggestion or request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// An opaque key of another system; erased when `retain_until` is past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_ref: Option<String>,
    /// The last day (`YYYY-MM-DD`) on which the text and the customer reference are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retain_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact_count: Option<u32>,
    /// call, ticket, interview, site-visit or data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// 1 is the highest, 4 the lowest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<u8>,
    /// The demand it was grouped into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<String>,
    /// When text and customer reference were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Moment>,
}

/// An entry of an issue tracker.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Ticket {
    /// The tracker: `jira`, `github`, `gitlab` or its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The key people say: `CSC-103`, `#12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// A change of source code. Key: `<repository>!<reference>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Change {
    /// Host and path without scheme and `.git`: `git.example.org/csc/message-gateway`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// `pull/12`, `merge/12` or `commit/<id>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Moment>,
    /// When the first commit was made: where lead time begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committed_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_at: Option<Moment>,
    /// When it was closed without being merged, the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abandoned_at: Option<Moment>,
    /// When it was opened again, the last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopened_at: Option<Moment>,
    /// Lines added and removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// feature, defect, risk or debt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_kind: Option<String>,
    /// Ids of its commits, and of the merge commit.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub commits: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
    /// Keys of incidents and defects that it mends.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub fixes: BTreeSet<String>,
}

impl Change {
    /// When it was given up, by what happened until a moment: never if it was merged, nor if it was opened
    /// again since. What was closed and opened again at the same moment is open.
    #[must_use]
    pub fn given_up(&self, until: Moment) -> Option<Moment> {
        let known = |when: Option<Moment>| when.filter(|when| *when <= until);
        let abandoned = known(self.abandoned_at)?;
        let is_back = known(self.reopened_at).is_some_and(|back| back >= abandoned);
        (!is_back && known(self.merged_at).is_none()).then_some(abandoned)
    }
}

/// One run of a pipeline. Key: `<pipeline>#<run>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Build {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Moment>,
    /// success, failure, cancelled or error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The version that it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
}

/// One built version of an artifact. Key: its package address with version.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct ArtifactVersion {
    /// The whole package address: `pkg:oci/message-gateway@3.4.1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub built_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sbom: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Moment>,
    /// Keys of the changes that are new in it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub changes: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// A test, scan, review or acceptance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Verification {
    /// test, review, business-acceptance or security-scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// passed, failed, skipped or error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Versions that it looked at.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub purls: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// What was given out together. Key: its name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Release {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Versions that are in it.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub purls: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// A version put to a place, or taken from it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Deployment {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The version that runs from now on; for a removal, the one that was taken away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Moment>,
    /// When it was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// pending, success, failure or error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// normal, hotfix, rollback, config or removal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Share of users that it serves, 0 to 1; all where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployed_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The revision of the model that approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_revision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// Something that went wrong while it ran.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Incident {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// critical, high, medium or low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Moment>,
    /// change, capacity, dependency, human or external.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purl: Option<String>,
    /// The key of the deployment that caused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customers_affected: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// A fault of what was built.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Defect {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The environment in which it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// Whether customers met it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escaped: Option<bool>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub mentions: BTreeSet<Mention>,
}

/// One measured value. Key: `<indicator>@<at>`, then `#<element>` where it is about one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct IndicatorValue {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// How many cases it was computed from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sample: Option<u64>,
    /// The element that it is about, if not all that the indicator measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// One answer of a self-assessment. Key: `<dimension>@<day>`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "docs/reference/ledger.md says what each field means")]
pub struct Assessment {
    /// system, cooperation, ideas or talent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dimension: Option<String>,
    /// construction, steady-running, early-digital or transformation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
