mod naive;
mod property;

use super::*;
use crate::delivery::chain::{Keyed, Linked, Placed};
use crate::delivery::record::*;
use crate::id::ElementId;

fn id(text: &str) -> ElementId {
    ElementId::parse(text).expect("an id")
}

fn at(text: &str) -> Moment {
    match text.contains('T') {
        true => format!("{text}:00Z").parse().expect("a time"),
        false => text.parse().expect("a day"),
    }
}

fn environment(name: &str, stage: &str, targets: &[&str]) -> EnvironmentInfo {
    EnvironmentInfo {
        id: id(name),
        stage: Stage::parse(stage),
        targets: targets.iter().map(|t| id(t)).collect(),
    }
}

fn environments() -> Vec<EnvironmentInfo> {
    vec![
        environment("env-test", "test", &[]),
        environment("env-pilot", "pilot", &["dt-pilot"]),
        environment("env-prod", "production", &["dt-core", "dt-voice"]),
    ]
}

fn change(key: &str, opened: &str) -> Linked<Change> {
    let record =
        Change { opened_at: Some(at(opened)), commits: [format!("c-{key}")].into(), ..Change::default() };
    Linked {
        key: key.into(),
        record,
        asserted_by: "github.com/acme".into(),
        asserted_at: at(opened),
        basis: Basis::Trailer,
        affirmed_at: None,
        affirmed_by: None,
    }
}

fn version(number: &str, built: &str, is_first: bool) -> Version {
    let record = ArtifactVersion { commit: Some(format!("c-{number}")), ..ArtifactVersion::default() };
    Version {
        key: format!("pkg:oci/gateway@{number}"),
        record,
        artifact: None,
        package: "pkg:oci/gateway".into(),
        ordinal: at(built),
        is_first,
    }
}

/// A deployment to production, or where the words say: `name=value`.
fn deployment(key: &str, when: &str, number: &str, words: &str) -> Placed {
    let word = |name: &str| {
        let found = words.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
        found.map(str::to_owned)
    };
    let built = [("3.3", "2026-07-01"), ("3.4.0", "2026-07-10"), ("3.4.1", "2026-07-15T08:00")];
    let ordinal = built.iter().find(|(known, _)| *known == number).map_or(Moment(0), |(_, built)| at(built));
    let record = Deployment {
        purl: (!number.is_empty()).then(|| format!("pkg:oci/gateway@{number}")),
        at: Some(at(when)),
        result: Some(word("result").unwrap_or_else(|| "success".into())),
        kind: word("kind"),
        share: word("share").map(|share| share.parse().expect("a number")),
        deployed_by: Some("pipeline".into()),
        model_revision: Some(format!("m-{key}")),
        ..Deployment::default()
    };
    let named = word("environment").map(|name| id(&name));
    let target = word("target").map(|name| id(&name));
    let environment = named.or_else(|| target.is_none().then(|| id("env-prod")));
    let package = word("package").unwrap_or_else(|| "pkg:oci/gateway".into());
    let package = if package == "?" { String::new() } else { package };
    Placed { key: key.into(), record, environment, target, package, ordinal }
}

fn verification(
    key: &str,
    when: &str,
    kind: &str,
    result: &str,
    environment: Option<&str>,
) -> Keyed<Verification> {
    let record = Verification {
        kind: Some(kind.into()),
        result: Some(result.into()),
        at: Some(at(when)),
        by: Some("tester".into()),
        environment: environment.map(str::to_owned),
        ..Verification::default()
    };
    Keyed { key: key.into(), record }
}

/// The July of the example: 3.4.0 brings the requirement, is rolled back, and 3.4.1 comes.
fn july() -> Chain {
    Chain {
        changes: vec![change("git.example.org/csc/gateway!pull/7", "2026-07-08")],
        versions: vec![version("3.4.0", "2026-07-10", true), version("3.4.1", "2026-07-15T08:00", false)],
        deployments: vec![
            deployment("d-0", "2026-07-02", "3.3", ""),
            deployment("d-1", "2026-07-11", "3.4.0", "environment=env-test"),
            deployment("d-2", "2026-07-14T20:10", "3.4.0", ""),
            deployment("d-3", "2026-07-14T21:05", "3.3", "kind=rollback"),
            deployment("d-4", "2026-07-15T10:00", "3.4.1", "kind=hotfix"),
        ],
        ..Chain::default()
    }
}

/// State, since and deployment in production.
fn production(chain: &Chain, when: &str) -> String {
    let all = where_is(chain, &environments(), at(when));
    let it = all.iter().find(|s| s.environment == Some(id("env-prod"))).expect("it is asked for");
    let since = it.since.map_or(String::new(), |since| since.to_string());
    let share = it.share.filter(|share| *share < 1.0).map_or(String::new(), |share| format!(" {share}"));
    let target = it.target.as_ref().map_or(String::new(), |target| format!(" {target}"));
    let by = it.deployment.as_ref().map_or(String::new(), |by| format!(" {by}"));
    format!("{}{share} {}{by}{target}", it.state.name(), since.trim_end_matches(":00Z"))
}

#[test]
fn the_july_incident_is_told_moment_by_moment() {
    let chain = july();
    for (when, expected) in [
        ("2026-07-07", "not-started "),
        ("2026-07-08", "building 2026-07-08T00:00"),
        ("2026-07-10", "built 2026-07-10T00:00"),
        ("2026-07-14T20:09", "built 2026-07-10T00:00"),
        ("2026-07-14T20:10", "live 2026-07-14T20:10 d-2"),
        ("2026-07-14T21:04", "live 2026-07-14T20:10 d-2"),
        ("2026-07-14T21:05", "rolled-back 2026-07-14T21:05 d-3"),
        ("2026-07-15T09:59", "rolled-back 2026-07-14T21:05 d-3"),
        ("2026-07-15T10:00", "live 2026-07-15T10:00 d-4"),
    ] {
        assert_eq!(production(&chain, when), expected, "{when}");
    }
    let all = where_is(&chain, &environments(), at("2026-07-14T22:00"));
    let states: Vec<_> = all.iter().map(|standing| standing.state.name()).collect();
    assert_eq!(states, ["deployed", "built", "rolled-back"]);
    assert_eq!(all[2].version.as_deref(), Some("pkg:oci/gateway@3.4.0"));
    assert_eq!(all[2].commit.as_deref(), Some("c-3.4.0"));
    assert_eq!(all[2].model_revision.as_deref(), Some("m-d-3"));
    let reasons: Vec<_> = all[2].evidence.iter().map(|e| (e.kind.name(), &*e.key, e.by.as_deref())).collect();
    assert_eq!(
        reasons,
        [
            ("app-change", "git.example.org/csc/gateway!pull/7", Some("github.com/acme")),
            ("artifact-version", "pkg:oci/gateway@3.4.0", None),
            ("deployment", "d-3", Some("pipeline")),
        ]
    );
    assert_eq!(summary(&all).map(|standing| standing.state), Some(DeliveryState::Deployed));
}

#[test]
fn deployments_of_every_kind_do_what_they_say() {
    for (deployments, expected) in [
        (&[("2026-07-16", "3.4.1", "result=failure")][..], "built 2026-07-10T00:00"),
        (&[("2026-07-16", "3.4.1", "result=pending")], "built 2026-07-10T00:00"),
        (&[("2026-07-16", "3.3", "")], "built 2026-07-10T00:00"),
        // A configuration leaves the version, and may change for how many it runs.
        (
            &[("2026-07-16", "3.4.0", "share=0.3"), ("2026-07-17", "", "kind=config share=0.5")],
            "live 0.5 2026-07-16T00:00 d0",
        ),
        (&[("2026-07-16", "3.4.0", ""), ("2026-07-17", "", "kind=config")], "live 2026-07-16T00:00 d0"),
        // A newer version keeps it there without a break; an older one takes it away.
        (&[("2026-07-16", "3.4.0", ""), ("2026-07-17", "3.4.1", "")], "live 2026-07-16T00:00 d1"),
        (&[("2026-07-16", "3.4.0", ""), ("2026-07-17", "3.3", "")], "rolled-back 2026-07-17T00:00 d1"),
        // A rollback that says no version goes back to the one before.
        (
            &[("2026-07-16", "3.3", ""), ("2026-07-17", "3.4.0", ""), ("2026-07-18", "", "kind=rollback")],
            "rolled-back 2026-07-18T00:00 d2",
        ),
        (
            &[("2026-07-16", "3.4.0", ""), ("2026-07-17", "3.4.1", ""), ("2026-07-18", "", "kind=rollback")],
            "live 2026-07-16T00:00 d2",
        ),
        (
            &[("2026-07-16", "3.4.0", ""), ("2026-07-17", "3.3", ""), ("2026-07-18", "", "kind=rollback")],
            "live 2026-07-18T00:00 d2",
        ),
        (
            &[("2026-07-16", "3.4.0", ""), ("2026-07-17", "", "kind=rollback package=?")],
            "rolled-back 2026-07-17T00:00 d1",
        ),
        (&[("2026-07-16", "3.4.0", ""), ("2026-07-17", "", "kind=removal")], "removed 2026-07-17T00:00 d1"),
        (
            &[
                ("2026-07-16", "3.4.0", ""),
                ("2026-07-17", "", "kind=removal"),
                ("2026-07-18", "", "kind=rollback"),
            ],
            "live 2026-07-18T00:00 d2",
        ),
        // The old version is taken away after the new one came.
        (
            &[("2026-07-16", "3.3", ""), ("2026-07-17", "3.4.0", ""), ("2026-07-18", "3.3", "kind=removal")],
            "live 2026-07-17T00:00 d1",
        ),
        // Some users have the new version; the others have one that contains it too.
        (&[("2026-07-16", "3.4.0", ""), ("2026-07-17", "3.4.1", "share=0.1")], "live 2026-07-16T00:00 d1"),
        (&[("2026-07-16", "3.3", ""), ("2026-07-17", "3.4.0", "share=0.1")], "live 0.1 2026-07-17T00:00 d1"),
        (
            &[
                ("2026-07-16", "3.3", ""),
                ("2026-07-17", "3.4.0", "share=0.1"),
                ("2026-07-18", "3.4.0", "kind=removal"),
            ],
            "rolled-back 2026-07-18T00:00 d2",
        ),
        // Two targets: where most users have it, else where it left last.
        (
            &[
                ("2026-07-16", "3.4.0", "target=dt-core share=0.2"),
                ("2026-07-17", "3.4.0", "target=dt-voice share=0.4"),
            ],
            "live 0.4 2026-07-17T00:00 d1 dt-voice",
        ),
        (
            &[
                ("2026-07-16", "3.4.0", "target=dt-core"),
                ("2026-07-17", "3.4.0", "target=dt-voice"),
                ("2026-07-18", "", "target=dt-core kind=removal"),
            ],
            "live 2026-07-17T00:00 d1 dt-voice",
        ),
        (
            &[
                ("2026-07-16", "3.4.0", "target=dt-core"),
                ("2026-07-16", "3.4.0", "target=dt-voice"),
                ("2026-07-18", "", "target=dt-core kind=removal"),
                ("2026-07-19", "3.3", "target=dt-voice kind=rollback"),
            ],
            "rolled-back 2026-07-19T00:00 d3 dt-voice",
        ),
        // Elsewhere, nowhere, and of another package.
        (&[("2026-07-16", "3.4.0", "environment=env-pilot")], "built 2026-07-10T00:00"),
        (&[("2026-07-16", "3.4.0", "target=dt-unknown")], "built 2026-07-10T00:00"),
        (
            &[("2026-07-16", "3.4.0", ""), ("2026-07-17", "9", "package=pkg:oci/other kind=rollback")],
            "live 2026-07-16T00:00 d0",
        ),
    ] {
        let placed = deployments.iter().enumerate();
        let placed =
            placed.map(|(n, (when, number, words))| deployment(&format!("d{n}"), when, number, words));
        let chain = Chain { deployments: placed.collect(), ..july() };
        assert_eq!(production(&chain, "2026-08-01"), expected, "{deployments:?}");
    }
}

#[test]
fn verifications_count_where_and_as_long_as_they_hold() {
    let mut early = verification("v", "2026-07-11", "test", "passed", None);
    early.record.purls = ["pkg:oci/gateway@3.3".to_owned()].into();
    let mut right = verification("v", "2026-07-11", "security-scan", "passed", None);
    right.record.purls = ["pkg:oci/gateway@3.4.0".to_owned()].into();
    for (verifications, expected) in [
        (vec![verification("v", "2026-07-11", "test", "passed", None)], "verified 2026-07-11T00:00"),
        (vec![verification("v", "2026-07-11", "review", "skipped", None)], "built 2026-07-10T00:00"),
        (vec![verification("v", "2026-07-11", "test", "passed", Some("Test"))], "built 2026-07-10T00:00"),
        (
            vec![verification("v", "2026-07-11", "test", "passed", Some("Production"))],
            "verified 2026-07-11T00:00",
        ),
        (
            vec![verification("v", "2026-07-11", "test", "passed", Some("env-prod"))],
            "verified 2026-07-11T00:00",
        ),
        (
            vec![
                verification("a", "2026-07-11", "test", "passed", None),
                verification("b", "2026-07-12", "test", "failed", None),
            ],
            "built 2026-07-10T00:00",
        ),
        (
            vec![
                verification("d", "2026-07-14", "review", "passed", None),
                verification("c", "2026-07-13", "test", "passed", None),
                verification("b", "2026-07-12", "security-scan", "failed", None),
                verification("a", "2026-07-11", "test", "passed", None),
                verification("e", "2026-07-14", "test", "error", None),
            ],
            "verified 2026-07-13T00:00",
        ),
        (
            vec![
                verification("a", "2026-07-11", "business-acceptance", "passed", Some("Test")),
                verification("b", "2026-07-12", "test", "failed", None),
            ],
            "accepted 2026-07-11T00:00",
        ),
        (
            vec![
                verification("a", "2026-07-11", "business-acceptance", "passed", None),
                verification("b", "2026-07-11", "business-acceptance", "failed", None),
            ],
            "built 2026-07-10T00:00",
        ),
        (
            vec![
                verification("b", "2026-07-11", "test", "passed", None),
                verification("a", "2026-07-11", "test", "failed", None),
            ],
            "built 2026-07-10T00:00",
        ),
        (vec![verification("v", "2026-09-01", "test", "passed", None)], "built 2026-07-10T00:00"),
        (vec![early], "built 2026-07-10T00:00"),
        (vec![right], "verified 2026-07-11T00:00"),
    ] {
        let known = [("Test", "env-test"), ("Production", "env-prod")];
        let chain = Chain {
            environments: known.map(|(name, of)| (name.to_owned(), id(of))).into(),
            deployments: Vec::new(),
            verifications: verifications.clone(),
            ..july()
        };
        assert_eq!(production(&chain, "2026-08-01"), expected, "{verifications:?}");
    }
}

#[test]
fn work_that_was_given_up_is_no_work() {
    let mut given_up = change("x", "2026-07-01");
    given_up.record.abandoned_at = Some(at("2026-07-05"));
    let started_at = Some(at("2026-07-02"));
    let build = |commit: &str| Keyed {
        key: "b".into(),
        record: Build { started_at, commit: Some(commit.into()), ..Build::default() },
    };
    let chain = |changes: &[Linked<Change>], commit| Chain {
        changes: changes.to_vec(),
        builds: vec![build(commit)],
        ..Chain::default()
    };
    let given_up = [given_up];
    assert_eq!(production(&chain(&given_up, "c-x"), "2026-07-04"), "building 2026-07-01T00:00");
    assert_eq!(production(&chain(&given_up, "c-x"), "2026-07-05"), "not-started ");
    assert_eq!(production(&chain(&given_up, "c-y"), "2026-07-05"), "building 2026-07-02T00:00");
    let both = [given_up[0].clone(), change("y", "2026-07-03")];
    assert_eq!(production(&chain(&both, "c-x"), "2026-07-05"), "building 2026-07-03T00:00");
}

#[test]
fn work_that_was_taken_up_again_is_work() {
    for (abandoned, reopened, merged, expected) in [
        ("2026-07-05", "", "", "not-started "),
        ("2026-07-05", "2026-07-06", "", "building 2026-07-01T00:00"),
        ("2026-07-06", "2026-07-05", "", "not-started "),
        ("2026-07-05", "2026-07-05", "", "building 2026-07-01T00:00"),
        ("2026-07-05", "2026-07-09", "", "not-started "),
        ("2026-07-05", "2026-07-06", "2026-07-07", "building 2026-07-01T00:00"),
        ("2026-07-05", "", "2026-07-07", "building 2026-07-01T00:00"),
        ("", "2026-07-06", "", "building 2026-07-01T00:00"),
    ] {
        let mut change = change("x", "2026-07-01");
        let when = |text: &str| (!text.is_empty()).then(|| at(text));
        change.record.abandoned_at = when(abandoned);
        change.record.reopened_at = when(reopened);
        change.record.merged_at = when(merged);
        let chain = Chain { changes: vec![change], ..Chain::default() };
        assert_eq!(production(&chain, "2026-07-08"), expected, "{abandoned} {reopened} {merged}");
    }
}

/// What can be suspect of deployments and versions: what serves somebody now, and what may be next.
#[test]
fn what_something_else_replaced_is_history() {
    let prod = "target=dt-core";
    let [old, new, mended] = ["3.3", "3.4.0", "3.4.1"];
    for (deployments, now, expected) in [
        (vec![], "2026-07-09", "|"),
        (vec![], "2026-07-12", "|3.4.0"),
        (vec![("a", "2026-07-11", new, prod)], "2026-07-12", "a|3.4.0"),
        (vec![("a", "2026-07-11", new, prod), ("b", "2026-07-16", mended, prod)], "2026-07-20", "b|3.4.1"),
        // As it was on that day.
        (vec![("a", "2026-07-11", new, prod), ("b", "2026-07-16", mended, prod)], "2026-07-12", "a|3.4.0"),
        // Somewhere else the first one is still there.
        (
            vec![("a", "2026-07-11", new, prod), ("b", "2026-07-16", mended, "")],
            "2026-07-20",
            "a b|3.4.0 3.4.1",
        ),
        // What the last one leaves over is served by the one before.
        (
            vec![("a", "2026-07-11", new, prod), ("b", "2026-07-16", mended, "target=dt-core share=0.2")],
            "2026-07-20",
            "a b|3.4.0 3.4.1",
        ),
        (vec![("a", "2026-07-11", new, prod), ("b", "2026-07-12", new, prod)], "2026-07-13", "b|3.4.0"),
        (
            vec![("a", "2026-07-11", new, prod), ("b", "2026-07-12", "", "target=dt-core kind=config")],
            "2026-07-13",
            "a|3.4.0",
        ),
        (
            vec![("a", "2026-07-11", new, prod), ("b", "2026-07-12", new, "target=dt-core result=failure")],
            "2026-07-13",
            "a|3.4.0",
        ),
        (
            vec![("a", "2026-07-11", new, prod), ("b", "2026-07-12", "", "target=dt-core kind=removal")],
            "2026-07-13",
            "|3.4.0",
        ),
        (
            vec![
                ("o", "2026-07-02", old, prod),
                ("a", "2026-07-11", new, prod),
                ("b", "2026-07-12", "", "target=dt-core kind=rollback"),
            ],
            "2026-07-13",
            "|3.4.0",
        ),
        (
            vec![
                ("a", "2026-07-11", new, prod),
                ("b", "2026-07-16", mended, prod),
                ("c", "2026-07-17", "", "target=dt-core kind=rollback"),
            ],
            "2026-07-20",
            "a|3.4.0 3.4.1",
        ),
    ] {
        let deployments: Vec<Placed> = deployments
            .into_iter()
            .map(|(key, when, number, words)| deployment(key, when, number, words))
            .collect();
        let chain = Chain { deployments, ..july() };
        let places = environments();
        let found = current(&chain, &places, at(now));
        let keys: Vec<&str> = found.deployments.into_iter().collect();
        let versions: Vec<&str> =
            found.versions.iter().filter_map(|purl| Some(purl.split_once('@')?.1)).collect();
        assert_eq!(format!("{}|{}", keys.join(" "), versions.join(" ")), expected, "{:?}", chain.deployments);
    }
}

#[test]
fn a_model_without_environments_has_one_answer() {
    let all = where_is(&july(), &[], at("2026-07-20"));
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].environment.clone(), all[0].state), (None, DeliveryState::Built));
    assert_eq!(summary(&[]), None);
}

#[test]
fn the_furthest_standing_speaks_for_all() {
    let standing = |stage: &str, state: DeliveryState, since: i64| {
        let one = where_is(&Chain::default(), &[environment(stage, stage, &[])], Moment(0)).remove(0);
        let share = if let Live { share } = state { Some(share) } else { None };
        Standing { state, share, since: Some(Moment(since)), ..one }
    };
    use DeliveryState::*;
    let order = [
        standing("production", NotStarted, 1),
        standing("test", Building, 1),
        standing("test", Removed, 1),
        standing("test", RolledBack, 1),
        standing("test", Built, 1),
        standing("test", Verified, 1),
        standing("test", Accepted, 1),
        standing("production", Removed, 1),
        standing("pilot", RolledBack, 1),
        standing("test", Deployed, 1),
        standing("acceptance", Deployed, 2),
        standing("acceptance", Deployed, 1),
        standing("production", Live { share: 0.1 }, 1),
        standing("pilot", Live { share: 0.3 }, 1),
        standing("production", Live { share: 0.3 }, 1),
    ];
    for (n, further) in order.iter().enumerate() {
        for less in &order[..n] {
            assert_eq!(summary(&[less.clone(), further.clone()]), Some(further));
            assert_eq!(summary(&[further.clone(), less.clone()]), Some(further));
        }
    }
}

#[test]
fn columns_follow_from_decision_delivery_and_effect() {
    use DeliveryState::*;
    for (decision, state, is_measured, column) in [
        ("proposed", NotStarted, false, Some(Column::Proposed)),
        ("open", NotStarted, true, Some(Column::Proposed)),
        ("agreed", NotStarted, false, Some(Column::Agreed)),
        ("accepted", NotStarted, false, Some(Column::Agreed)),
        ("rejected", NotStarted, false, None),
        ("deferred", NotStarted, false, None),
        ("merged", NotStarted, false, None),
        ("rejected", Building, false, Some(Column::Building)),
        ("proposed", Built, true, Some(Column::Building)),
        ("agreed", Accepted, false, Some(Column::Building)),
        ("agreed", RolledBack, true, Some(Column::Building)),
        ("agreed", Removed, true, Some(Column::Building)),
        ("agreed", Deployed, false, Some(Column::Deployed)),
        ("retired", Live { share: 0.3 }, false, Some(Column::Deployed)),
        ("agreed", Live { share: 1.0 }, true, Some(Column::Measured)),
    ] {
        let decision = Decision::parse(decision).expect(decision);
        assert_eq!(board_column(decision, state, is_measured), column, "{decision:?} {state:?}");
    }
    for name in DeliveryState::NAMES {
        assert_eq!(DeliveryState::parse(name, None).map(DeliveryState::name), Some(name));
    }
    assert_eq!(DeliveryState::parse("live", Some(0.3)), Some(Live { share: 0.3 }));
    let library = crate::metamodel::Metamodel::library();
    let values = |kind: &str, key: &str| -> Vec<String> {
        let kind = library.kind(library.kind_index(kind).expect(kind));
        let property = kind.properties.iter().find(|property| property.key == key).expect(key);
        property.values.iter().map(|value| value.id().to_string()).collect()
    };
    for value in values("requirement", "decision").iter().chain(&values("demand", "decision")) {
        assert!(Decision::parse(value).is_some(), "{value}");
    }
    let stages = values("environment", "stage");
    assert_eq!(stages, Stage::ALL.map(|(_, name)| name));
}

#[test]
fn environments_of_a_model_have_their_targets() {
    let text = "id: e-2\nkind: environment\nname: B\nproperties: { stage: test }\nrelations: [{ contains-target: t-1 }, { composition: e-3 }]\n---
id: e-1\nkind: environment\nname: A\nproperties: { stage: production }\nrelations: [{ composition: n-1 }, { association: t-1 }]\n---
id: e-3\nkind: environment\nname: C\nrelations: [{ contains-target: t-3 }]\n---
id: n-1\nkind: node\nname: N\nrelations: [{ aggregation: t-2 }, { aggregation: n-1 }]\n---
id: t-1\nkind: deployment-target\nname: T\n---\nid: t-2\nkind: deployment-target\nname: T\n---\nid: t-3\nkind: deployment-target\nname: T\n";
    let class = crate::yaml::FileClass::of("elements/a.yaml").expect("a file of elements");
    let file = std::sync::Arc::new(crate::yaml::read(class, text.as_bytes()));
    let snapshot = crate::snapshot::Snapshot::build(vec![("elements/a.yaml".into(), file)]);
    let expected = [
        environment("e-3", "", &["t-3"]),
        environment("e-2", "test", &["t-1"]),
        environment("e-1", "production", &["n-1", "t-2"]),
    ];
    assert_eq!(EnvironmentInfo::all(&snapshot), expected);
}
