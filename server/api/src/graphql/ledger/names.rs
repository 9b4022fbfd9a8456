//! Words of the ledger as enumerations.

use archweave_model::delivery::record::Basis;
use archweave_model::delivery::{RecordKind, record};
use async_graphql::Enum;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident in $graphql:literal { $($(#[$each:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
        #[graphql(name = $graphql)]
        pub(in crate::graphql) enum $name {
            $($(#[$each])* $variant,)*
        }

        impl $name {
            /// By its stable name; none if it has none.
            #[allow(dead_code, reason = "some are only asked for, others only answered")]
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Its stable name.
            #[allow(dead_code, reason = "some are only asked for, others only answered")]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    )*};
}

names! {
    /// How far a requirement is.
    StateName in "DeliveryState" {
        /// Nobody works on it.
        NotStarted = "not-started",
        /// There is a change or a build, and no version yet.
        Building = "building",
        /// A version contains it.
        Built = "built",
        /// The last test, review or scan passed.
        Verified = "verified",
        /// Business accepted it.
        Accepted = "accepted",
        /// It runs in an environment that is not for customers.
        Deployed = "deployed",
        /// It runs in pilot or production.
        Live = "live",
        /// It was there; a version without it came instead.
        RolledBack = "rolled-back",
        /// It was there; it was taken away.
        Removed = "removed",
    }

    /// A column of the board.
    ColumnName in "BoardColumn" {
        /// Not decided, not started.
        Proposed = "proposed",
        /// Agreed, not started.
        Agreed = "agreed",
        /// Worked on, not running anywhere.
        Building = "building",
        /// Running, effect not measured.
        Deployed = "deployed",
        /// Running, effect measured.
        Measured = "measured",
    }

    /// What people decided.
    DecisionName in "RequirementDecision" {
        /// Not decided.
        Proposed = "proposed",
        /// To be done.
        Agreed = "agreed",
        /// Not to be done.
        Rejected = "rejected",
        /// Not now.
        Deferred = "deferred",
        /// No longer valid, or part of another one.
        Retired = "retired",
    }

    /// How far the wanted effect has come.
    EffectName in "EffectState" {
        /// Nothing measures it.
        NoIndicator = "no-indicator",
        /// Something does, and there is no value with enough cases behind it yet.
        NoData = "no-data",
        /// Values come; the target is not met, and its day is not past.
        Moving = "moving",
        /// The last value meets the target.
        Reached = "reached",
        /// The target's day is past, and the last value does not meet it.
        Missed = "missed",
    }

    /// What came of a record.
    OutcomeName in "RecordOutcome" {
        /// A verification found nothing wrong.
        Passed = "passed",
        /// A verification found something wrong.
        Failed = "failed",
        /// Nobody looked.
        Skipped = "skipped",
        /// It broke off, so it says nothing of what it was about.
        Error = "error",
        /// A build or deployment did what it should.
        Success = "success",
        /// A build or deployment did not do what it should.
        Failure = "failure",
        /// It is not over.
        Pending = "pending",
        /// Somebody broke it off.
        Cancelled = "cancelled",
        /// A change was merged.
        Merged = "merged",
        /// A change or an incident is not over.
        Open = "open",
        /// A change was closed without being merged.
        Abandoned = "abandoned",
        /// An incident is over.
        Resolved = "resolved",
    }

    /// What sort of deployment it is.
    DeploymentKindName in "DeploymentKind" {
        /// A new version.
        Normal = "normal",
        /// A new version that mends something in a hurry.
        Hotfix = "hotfix",
        /// Back to the version before.
        Rollback = "rollback",
        /// Another setting of the same version.
        Config = "config",
        /// The version was taken away.
        Removal = "removal",
    }

    /// What a step of the chain means, from its start to its end.
    BondName in "TraceMeaning" {
        /// Needs were grouped into a demand.
        GroupedInto = "grouped-into",
        /// A demand was split into the requirement.
        SplitInto = "split-into",
        /// The requirement is realized by an element.
        RealizedBy = "realized-by",
        /// A ticket asks for it.
        TrackedBy = "tracked-by",
        /// A change implements it.
        ImplementedBy = "implemented-by",
        /// A pipeline built the change.
        BuiltBy = "built-by",
        /// A build or change made a version.
        Made = "made",
        /// A version has the change of an earlier one.
        FollowedBy = "followed-by",
        /// A verification looked at it.
        VerifiedBy = "verified-by",
        /// A release plans or contains it.
        ReleasedIn = "released-in",
        /// A version was deployed.
        DeployedBy = "deployed-by",
        /// A deployment went to an environment.
        RunsIn = "runs-in",
        /// A deployment caused an incident, or one names the requirement.
        HitBy = "hit-by",
        /// A number measures its effect.
        MeasuredBy = "measured-by",
    }

    /// Why a name in an event stands for nothing.
    ReasonName in "UnmatchedReason" {
        /// The model has nothing of this name.
        Unknown = "unknown",
        /// Several elements have it.
        Ambiguous = "ambiguous",
        /// An element has it that is something else.
        OtherKind = "other-kind",
        /// It cannot be a name of its sort.
        Malformed = "malformed",
    }

    /// What an environment is for.
    StageName in "EnvironmentStage" {
        /// Developers.
        Development = "development",
        /// Tests.
        Test = "test",
        /// Acceptance by business.
        Acceptance = "acceptance",
        /// Some customers.
        Pilot = "pilot",
        /// All customers.
        Production = "production",
    }

    /// A sort of record.
    RecordName in "RecordKind" {
        /// Something that a person asked for.
        Need = "need",
        /// An entry of an issue tracker.
        Ticket = "ticket",
        /// A change of source code.
        Change = "app-change",
        /// One run of a pipeline.
        Build = "build",
        /// One built version of an artifact.
        ArtifactVersion = "artifact-version",
        /// A test, scan, review or acceptance.
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

    /// From what it is known that a record is about something.
    BasisName in "LinkBasis" {
        /// A person said so.
        ByHand = "by-hand",
        /// The event names it in a field made for it.
        Declared = "declared",
        /// A commit trailer: `Implements: REQ-12`.
        Trailer = "trailer",
        /// The key of a ticket that the model knows.
        Ticket = "ticket",
        /// The name of a branch.
        BranchName = "branch-name",
        /// A package address.
        Purl = "purl",
        /// The title or text names it.
        Guessed = "guessed",
    }

    /// What sort of thing a name in an event is looked for among.
    SortName in "ReferenceSort" {
        /// Requirements, user stories and demands.
        Requirement = "requirement",
        /// Business demands.
        Demand = "demand",
        /// Application components and services.
        Component = "component",
        /// Artifacts, by package address without version.
        Artifact = "artifact",
        /// Artifacts, by source repository.
        Repository = "repository",
        /// Environments.
        Environment = "environment",
        /// Deployment targets.
        Target = "target",
        /// Releases.
        Release = "release",
        /// Indicators.
        Indicator = "indicator",
        /// Anything, by id or alias.
        Element = "element",
    }
}

impl From<RecordKind> for RecordName {
    fn from(kind: RecordKind) -> Self {
        Self::of(kind.name()).unwrap_or(Self::Need)
    }
}

impl From<RecordName> for RecordKind {
    fn from(name: RecordName) -> Self {
        let found = Self::ALL.iter().find(|kind| kind.name() == name.name());
        found.copied().unwrap_or(Self::Need)
    }
}

impl From<Basis> for BasisName {
    fn from(basis: Basis) -> Self {
        match basis {
            Basis::ByHand => Self::ByHand,
            Basis::Declared => Self::Declared,
            Basis::Trailer => Self::Trailer,
            Basis::Ticket => Self::Ticket,
            Basis::BranchName => Self::BranchName,
            Basis::Purl => Self::Purl,
            Basis::Guessed => Self::Guessed,
        }
    }
}

impl From<record::Sort> for SortName {
    fn from(sort: record::Sort) -> Self {
        Self::of(archweave_app::ledger::sort_name(sort)).unwrap_or(Self::Element)
    }
}

impl From<SortName> for record::Sort {
    fn from(name: SortName) -> Self {
        match name {
            SortName::Requirement => Self::Requirement,
            SortName::Demand => Self::Demand,
            SortName::Component => Self::Component,
            SortName::Artifact => Self::Artifact,
            SortName::Repository => Self::Repository,
            SortName::Environment => Self::Environment,
            SortName::Target => Self::Target,
            SortName::Release => Self::Release,
            SortName::Indicator => Self::Indicator,
            SortName::Element => Self::Element,
        }
    }
}
