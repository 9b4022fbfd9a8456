//! Steps of the chain, and what leads from one to another in plain words.

/// How far along the chain something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// What people asked for, counted.
    Need,
    /// A demand.
    Demand,
    /// The requirement itself.
    Requirement,
    /// Elements of the model that realize it.
    Element,
    /// Entries of trackers.
    Ticket,
    /// Changes of code.
    Change,
    /// Runs of pipelines.
    Build,
    /// Built versions.
    Version,
    /// Tests, reviews and acceptances.
    Verification,
    /// Releases.
    Release,
    /// Deployments.
    Deployment,
    /// Environments.
    Environment,
    /// What went wrong.
    Incident,
    /// Numbers that show the effect.
    Indicator,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 14] = [
        Self::Need,
        Self::Demand,
        Self::Requirement,
        Self::Element,
        Self::Ticket,
        Self::Change,
        Self::Build,
        Self::Version,
        Self::Verification,
        Self::Release,
        Self::Deployment,
        Self::Environment,
        Self::Incident,
        Self::Indicator,
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Demand => "demand",
            Self::Requirement => "requirement",
            Self::Element => "element",
            Self::Ticket => "ticket",
            Self::Change => "change",
            Self::Build => "build",
            Self::Version => "version",
            Self::Verification => "verification",
            Self::Release => "release",
            Self::Deployment => "deployment",
            Self::Environment => "environment",
            Self::Incident => "incident",
            Self::Indicator => "indicator",
        }
    }
}

/// What an edge means, from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bond {
    /// Needs were grouped into a demand.
    GroupedInto,
    /// A demand was split into the requirement.
    SplitInto,
    /// The requirement is realized by an element.
    RealizedBy,
    /// A ticket asks for it.
    TrackedBy,
    /// A change implements it.
    ImplementedBy,
    /// A pipeline built the change.
    BuiltBy,
    /// A build or change made a version.
    Made,
    /// A version has the change of an earlier one.
    FollowedBy,
    /// A verification looked at it.
    VerifiedBy,
    /// A release plans or contains it.
    ReleasedIn,
    /// A version was deployed.
    DeployedBy,
    /// A deployment went to an environment.
    RunsIn,
    /// A deployment caused an incident, or one names the requirement.
    HitBy,
    /// A number measures its effect.
    MeasuredBy,
}

impl Bond {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::GroupedInto => "grouped-into",
            Self::SplitInto => "split-into",
            Self::RealizedBy => "realized-by",
            Self::TrackedBy => "tracked-by",
            Self::ImplementedBy => "implemented-by",
            Self::BuiltBy => "built-by",
            Self::Made => "made",
            Self::FollowedBy => "followed-by",
            Self::VerifiedBy => "verified-by",
            Self::ReleasedIn => "released-in",
            Self::DeployedBy => "deployed-by",
            Self::RunsIn => "runs-in",
            Self::HitBy => "hit-by",
            Self::MeasuredBy => "measured-by",
        }
    }

    /// Plain words, in Chinese or English.
    pub fn words(self, language: &str) -> &'static str {
        let (en, zh) = match self {
            Self::GroupedInto => ("grouped into", "归并为"),
            Self::SplitInto => ("split into", "拆分为"),
            Self::RealizedBy => ("realized by", "由其实现"),
            Self::TrackedBy => ("tracked by", "跟踪于"),
            Self::ImplementedBy => ("implemented by", "由变更实现"),
            Self::BuiltBy => ("built by", "由其构建"),
            Self::Made => ("made", "生成"),
            Self::FollowedBy => ("followed by", "后续版本"),
            Self::VerifiedBy => ("verified by", "由其验证"),
            Self::ReleasedIn => ("released in", "随其发布"),
            Self::DeployedBy => ("deployed by", "由其部署"),
            Self::RunsIn => ("to", "部署到"),
            Self::HitBy => ("hit by", "受其影响"),
            Self::MeasuredBy => ("measured by", "由其度量"),
        };
        if language.starts_with("zh") { zh } else { en }
    }
}
