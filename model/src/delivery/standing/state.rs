//! The states of a requirement's delivery.

use super::super::Moment;
use super::super::record::{Basis, RecordKind};
use crate::id::ElementId;
use crate::snapshot::Snapshot;

/// Where a requirement is in one environment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum DeliveryState {
    /// Nobody works on it.
    #[default]
    NotStarted,
    /// There is a change or a build, and no version yet.
    Building,
    /// A version contains it.
    Built,
    /// The last test, review or scan passed.
    Verified,
    /// Business accepted it.
    Accepted,
    /// It runs in an environment that is not for customers.
    Deployed,
    /// It runs in pilot or production.
    Live {
        /// Share of users that have it, 0 to 1.
        share: f64,
    },
    /// It was there; a version without it came instead.
    RolledBack,
    /// It was there; it was taken away.
    Removed,
}

impl DeliveryState {
    /// Names of all states, in the order of a delivery.
    pub const NAMES: [&str; 9] = [
        "not-started",
        "building",
        "built",
        "verified",
        "accepted",
        "deployed",
        "live",
        "rolled-back",
        "removed",
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        let at = match self {
            Self::NotStarted => 0,
            Self::Building => 1,
            Self::Built => 2,
            Self::Verified => 3,
            Self::Accepted => 4,
            Self::Deployed => 5,
            Self::Live { .. } => 6,
            Self::RolledBack => 7,
            Self::Removed => 8,
        };
        Self::NAMES[at]
    }

    /// Reads the name; without a share, what is live is so for all.
    pub fn parse(name: &str, share: Option<f64>) -> Option<Self> {
        Some(match name {
            "not-started" => Self::NotStarted,
            "building" => Self::Building,
            "built" => Self::Built,
            "verified" => Self::Verified,
            "accepted" => Self::Accepted,
            "deployed" => Self::Deployed,
            "live" => Self::Live { share: share.unwrap_or(1.0) },
            "rolled-back" => Self::RolledBack,
            "removed" => Self::Removed,
            _ => return None,
        })
    }

    /// Whether it runs.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Deployed | Self::Live { .. })
    }
}

/// What an environment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Developers.
    Development,
    /// Tests.
    Test,
    /// Acceptance by business.
    Acceptance,
    /// Some customers.
    Pilot,
    /// All customers.
    Production,
}

impl Stage {
    /// All, in order, with their names in the metamodel.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Development, "development"),
        (Self::Test, "test"),
        (Self::Acceptance, "acceptance"),
        (Self::Pilot, "pilot"),
        (Self::Production, "production"),
    ];

    /// Reads the name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(stage, _)| *stage)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// Whether customers use it.
    pub fn is_live(self) -> bool {
        self >= Self::Pilot
    }
}

/// What is needed of an environment of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentInfo {
    /// Its id.
    pub id: ElementId,
    /// What it is for.
    pub stage: Option<Stage>,
    /// Deployment targets that it contains, at any depth.
    pub targets: Vec<ElementId>,
}

impl EnvironmentInfo {
    /// The environments of a model, by stage and then id; those without a stage first.
    pub fn all(snapshot: &Snapshot) -> Vec<Self> {
        super::environment::all(snapshot)
    }
}

/// Where a requirement is in one environment, since when, and why that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The environment; none if the model has no environments.
    pub environment: Option<ElementId>,
    /// What it is for.
    pub stage: Option<Stage>,
    /// The state.
    pub state: DeliveryState,
    /// Begin of the uninterrupted time in this state; none for not started.
    pub since: Option<Moment>,
    /// Package address of the version: the one that runs, else the first one with the requirement;
    /// for rolled back and removed, the last one that ran.
    pub version: Option<String>,
    /// Commit from which the version was built.
    pub commit: Option<String>,
    /// Key of the deployment that put it there or took it away.
    pub deployment: Option<String>,
    /// The deployment target, where one is known.
    pub target: Option<ElementId>,
    /// Share of users that have it, 0 to 1, where it runs.
    pub share: Option<f64>,
    /// Revision of the model that approved the deployment.
    pub model_revision: Option<String>,
    /// When the last test, review or scan passed, if none failed since.
    pub verified_at: Option<Moment>,
    /// When business accepted it, if it did not refuse it since.
    pub accepted_at: Option<Moment>,
    /// Records that say so, in the order of the chain.
    pub evidence: Vec<Evidence>,
}

/// A record that is a reason for a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its sort.
    pub kind: RecordKind,
    /// Its key.
    pub key: String,
    /// When it happened, where that is known.
    pub at: Option<Moment>,
    /// Who says that it belongs to the requirement: of a change who asserted it, of a verification or
    /// deployment who did it.
    pub by: Option<String>,
    /// From what it is known that it belongs to the requirement; only for changes.
    pub basis: Option<Basis>,
}
