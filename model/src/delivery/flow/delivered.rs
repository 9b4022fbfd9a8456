//! A deployment as the numbers see it.

use super::Mark;
use crate::delivery::Moment;
use crate::delivery::chain::Placed;
use crate::id::ElementId;

/// What a deployment was for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A planned change; also where nothing is said.
    #[default]
    Normal,
    /// An unplanned change that mends something.
    Hotfix,
    /// A change of configuration only.
    Config,
    /// What was there before is put back.
    Rollback,
    /// The version is taken away.
    Removal,
}

impl Kind {
    /// Reads what a record says; what is not known is a normal deployment.
    pub fn of(text: Option<&str>) -> Self {
        match text {
            Some("hotfix") => Self::Hotfix,
            Some("config") => Self::Config,
            Some("rollback") => Self::Rollback,
            Some("removal") => Self::Removal,
            _ => Self::Normal,
        }
    }

    /// Whether it brings a change, see the [module](super).
    pub fn is_change(self) -> bool {
        matches!(self, Self::Normal | Self::Hotfix | Self::Config)
    }
}

/// How a deployment ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The version runs; also where nothing is said.
    #[default]
    Success,
    /// It does not.
    Failure,
    /// Not known yet.
    Pending,
}

impl Outcome {
    /// Reads what a record says. A source that only reports what is there says nothing of the result.
    pub fn of(text: Option<&str>) -> Self {
        match text {
            Some("failure" | "error") => Self::Failure,
            Some("pending") => Self::Pending,
            _ => Self::Success,
        }
    }
}

/// A deployment as the numbers see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivered {
    /// The key of its record.
    pub key: String,
    /// When the version was there.
    pub at: Moment,
    /// The package address without version.
    pub package: String,
    /// The component that the artifact packages, where it is known.
    pub component: Option<ElementId>,
    /// The environment of the model, where it is known.
    pub environment: Option<ElementId>,
    /// What it was for.
    pub kind: Kind,
    /// How it ended.
    pub result: Outcome,
    /// Milliseconds from the commit of each change that is new in it, to `at`.
    pub lead: Vec<i64>,
    /// Whether it had to be undone or mended at once, see [`failures`](super::failures).
    pub is_failed: bool,
    /// When service was whole again, where it failed and that is known.
    pub recovered_at: Option<Moment>,
    /// Whether one of its changes fixes an incident or a defect.
    pub is_rework: bool,
}

impl Delivered {
    /// A deployment and what was found of it. `lead` and `is_rework` come from the changes that are new in
    /// its version.
    pub fn of(
        deployment: &Placed,
        mark: Mark,
        component: Option<ElementId>,
        lead: Vec<i64>,
        is_rework: bool,
    ) -> Self {
        let record = &deployment.record;
        Self {
            key: deployment.key.clone(),
            at: record.at.or(record.started_at).unwrap_or_default(),
            package: deployment.package.clone(),
            component,
            environment: deployment.environment.clone(),
            kind: Kind::of(record.kind.as_deref()),
            result: Outcome::of(record.result.as_deref()),
            lead,
            is_failed: mark.is_failed,
            recovered_at: mark.recovered_at,
            is_rework,
        }
    }
}
