//! Years of delivery: each artifact has ten versions, each with two changes, and each version goes to every
//! environment.

use archweave_interchange::events::Event;
use archweave_model::delivery::Moment;
use archweave_model::delivery::moment::DAY;
use archweave_model::delivery::record::{
    ArtifactVersion, Basis, Build, Change, Deployment, Fact, IndicatorValue, Mention, Record, Sort,
    Verification,
};

use super::model::{ARTIFACTS, INDICATORS, REQUIREMENTS, STAGES, TARGETS, package, requirement};

const VERSIONS: usize = 10;
const SOURCE: &str = "ci.example.org";

/// All events, in no order of time.
pub fn all(end: Moment) -> Vec<Event> {
    let mut events = Vec::new();
    for version in 0..VERSIONS {
        for artifact in 0..ARTIFACTS {
            // Ten versions in four hundred days.
            let built = end.plus(-DAY * (40 * (VERSIONS - version) as i64) - 60_000 * artifact as i64);
            one(&mut events, artifact, version, built);
        }
    }
    for indicator in 0..INDICATORS {
        for day in 0..400 {
            let at = end.plus(-DAY * day);
            let value = IndicatorValue {
                indicator: Some(format!("indicator-{indicator}")),
                at: Some(at),
                value: Some(50.0 + (day % 17) as f64),
                sample: Some(500),
                ..IndicatorValue::default()
            };
            push(&mut events, at, format!("indicator-{indicator}@{at}"), value.into());
        }
    }
    events
}

fn one(events: &mut Vec<Event>, artifact: usize, version: usize, built: Moment) {
    let repository = format!("git.example.org/service-{artifact}");
    let purl = format!("{}@1.{version}.0", package(artifact));
    let commit = format!("{artifact:020x}{version:020x}");
    for half in 0..2 {
        let n = (artifact + ARTIFACTS * (version * 2 + half)) % REQUIREMENTS;
        let commits = [if half == 0 { commit.clone() } else { format!("{commit:.38}ff") }];
        let change = Change {
            repository: Some(repository.clone()),
            reference: Some(format!("pull/{}", version * 2 + half)),
            title: Some(format!("Change {half} of {version}")),
            opened_at: Some(built.plus(-3 * DAY)),
            committed_at: Some(built.plus(-3 * DAY)),
            merged_at: Some(built.plus(-3_600_000)),
            commits: commits.into(),
            mentions: [Mention { sort: Sort::Requirement, text: requirement(n), basis: Basis::Trailer }]
                .into(),
            ..Change::default()
        };
        push(events, built, format!("{repository}!pull/{}", version * 2 + half), change.into());
    }
    let build = Build {
        pipeline: Some(repository.clone()),
        run: Some(version.to_string()),
        repository: Some(repository.clone()),
        commit: Some(commit.clone()),
        started_at: Some(built.plus(-600_000)),
        finished_at: Some(built),
        result: Some("success".into()),
        purl: Some(purl.clone()),
        ..Build::default()
    };
    push(events, built, format!("{repository}#{version}"), build.into());
    let made = ArtifactVersion {
        purl: Some(purl.clone()),
        built_at: Some(built),
        repository: Some(repository.clone()),
        commit: Some(commit),
        changes: (0..2).map(|half| format!("{repository}!pull/{}", version * 2 + half)).collect(),
        ..ArtifactVersion::default()
    };
    push(events, built, purl.clone(), made.into());
    let verified = Verification {
        kind: Some("test".into()),
        result: Some("passed".into()),
        at: Some(built.plus(1_800_000)),
        purls: [purl.clone()].into(),
        ..Verification::default()
    };
    push(events, built, format!("{purl} tests"), verified.into());
    for (stage, name) in STAGES.iter().enumerate() {
        let at = built.plus(DAY * stage as i64 + 7_200_000);
        let deployment = Deployment {
            environment: Some(format!("env-{name}")),
            target: Some(format!("target-{name}-{}", artifact % TARGETS)),
            purl: Some(purl.clone()),
            at: Some(at),
            result: Some("success".into()),
            kind: Some("normal".into()),
            deployed_by: Some("pipeline".into()),
            ..Deployment::default()
        };
        push(events, at, format!("{purl} in {name}"), deployment.into());
    }
}

fn push(events: &mut Vec<Event>, at: Moment, key: String, record: Record) {
    let id = format!("{}:{key}", record.kind().name());
    events.push(Event {
        source: SOURCE.into(),
        sort: record.kind().name().into(),
        digest: id.clone(),
        payload: "{}".into(),
        facts: vec![Fact { source: SOURCE.into(), id: id.clone(), at, key, record }],
        id,
        at,
    });
}
