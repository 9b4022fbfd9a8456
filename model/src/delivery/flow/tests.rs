#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::*;
use crate::delivery::chain::{Keyed, Placed};
use crate::delivery::record::{Deployment, Incident};

const HOUR: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR;

fn week() -> Window {
    Window { from: Moment(0), until: Moment(7 * DAY_MS) }
}

fn row(key: &str, at: i64) -> Delivered {
    Delivered { key: key.into(), at: Moment(at), package: "pkg:oci/app".into(), ..Delivered::default() }
}

/// A deployment of a version at the place `t`: key, hour, version by its place in the order, kind, result.
fn placed(key: &str, hour: i64, version: i64, kind: &str, result: &str) -> Placed {
    Placed {
        key: key.into(),
        record: Deployment {
            at: Some(Moment(hour * HOUR)),
            target: Some("t".into()),
            environment: Some("prod".into()),
            kind: Some(kind.into()),
            result: Some(result.into()),
            purl: Some(format!("pkg:oci/app@{version}")),
            ..Deployment::default()
        },
        environment: None,
        target: None,
        package: "pkg:oci/app".into(),
        ordinal: Moment(version),
    }
}

fn incident(deployment: Option<&str>, hours: (i64, Option<i64>)) -> Keyed<Incident> {
    let record = Incident {
        detected_at: Some(Moment(hours.0 * HOUR)),
        resolved_at: hours.1.map(|hour| Moment(hour * HOUR)),
        deployment: deployment.map(Into::into),
        ..Incident::default()
    };
    Keyed { key: "inc".into(), record }
}

fn marks_of(deployments: &[Placed], incidents: &[Keyed<Incident>]) -> String {
    let marks = mark_failures(deployments, incidents);
    let show = |(one, mark): (&Placed, &Mark)| {
        let end = mark.recovered_at.map(|at| format!("@{}", at.0 / HOUR)).unwrap_or_default();
        format!("{}{}{end}", one.key, if mark.is_failed { "!" } else { "" })
    };
    deployments.iter().zip(&marks).map(show).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_number_has_a_definition_in_both_languages() {
    let all = definitions();
    for one in all {
        for text in [&one.label, &one.definition] {
            assert!(text.exact("en").is_some_and(|text| !text.is_empty()), "{}", one.id);
            assert!(text.exact("zh").is_some_and(|text| !text.is_empty()), "{}", one.id);
        }
        assert!(["dora", "archweave"].contains(&one.source.as_str()), "{}", one.id);
    }
    let mut ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
}

#[test]
fn a_week_counted_by_hand() {
    let lead = |hours: &[i64]| hours.iter().map(|hour| hour * HOUR).collect();
    let rows = [
        Delivered { lead: lead(&[10, 30]), ..row("d1", DAY_MS) },
        Delivered { kind: Kind::Hotfix, lead: lead(&[1]), ..row("d2", 2 * DAY_MS) },
        Delivered {
            lead: lead(&[20, -5]),
            is_failed: true,
            recovered_at: Some(Moment(3 * DAY_MS + 2 * HOUR)),
            ..row("d3", 3 * DAY_MS)
        },
        Delivered { kind: Kind::Rollback, ..row("back", 3 * DAY_MS + 2 * HOUR) },
        Delivered { result: Outcome::Failure, lead: lead(&[99]), ..row("d4", 5 * DAY_MS) },
        Delivered { result: Outcome::Pending, ..row("soon", 5 * DAY_MS) },
        Delivered { kind: Kind::Removal, ..row("gone", 5 * DAY_MS) },
        Delivered { is_rework: true, ..row("d5", 6 * DAY_MS) },
        row("late", 7 * DAY_MS),
    ];
    let found = flow(&rows, week());
    let close = |figure: &Figure, value: f64, sample: u64, keys: &str, below: u64, step: Option<u8>| {
        let got = figure.value.unwrap();
        assert!((got - value).abs() < 1e-9, "{}: {got}, expected {value}", figure.id);
        assert_eq!(
            (figure.sample, figure.denominator, figure.dora_step),
            (sample, below, step),
            "{}",
            figure.id
        );
        assert_eq!(figure.numerator.join(" "), keys, "{}", figure.id);
    };
    let hour = HOUR as f64;
    close(&found.deployment_frequency, 4.0 / 7.0, 4, "d1 d2 d3 d5", 4, Some(4));
    close(&found.deployments_per_week, 4.0, 4, "d1 d2 d3 d5", 4, None);
    close(&found.deployment_interval, 24.0 * hour, 3, "d1 d2 d3 d5", 3, None);
    close(&found.change_lead_time, 15.0 * hour, 4, "d1 d2 d3", 4, Some(5));
    close(&found.change_lead_time_p90, 30.0 * hour, 4, "d1 d2 d3", 4, Some(4));
    close(&found.failed_deployment_recovery_time, 2.0 * hour, 1, "d3", 2, Some(5));
    close(&found.change_fail_rate, 2.0 / 5.0, 5, "d3 d4", 5, None);
    close(&found.deployment_rework_rate, 2.0 / 5.0, 5, "d2 d5", 5, None);
}

#[test]
fn nothing_deployed_is_a_frequency_of_nought_and_no_other_number() {
    let found = flow(&[], week());
    for figure in found.figures() {
        let is_count = ["deployment-frequency", "deployments-per-week"].contains(&figure.id);
        assert_eq!(figure.value, is_count.then_some(0.0), "{}", figure.id);
        assert_eq!((figure.sample, figure.dora_step), (0, None), "{}", figure.id);
    }
    let backwards = Window { from: Moment(5), until: Moment(0) };
    assert_eq!(flow(&[], backwards).deployment_frequency.value, None);
}

#[test]
fn steps_of_the_quick_check() {
    let day = DAY_MS as f64;
    for (time, step) in [
        (0.0, 6),
        (HOUR as f64, 6),
        (HOUR as f64 + 1.0, 5),
        (day, 5),
        (7.0 * day, 4),
        (7.0 * day + 1.0, 3),
        (30.0 * day, 3),
        (180.0 * day, 2),
        (181.0 * day, 1),
    ] {
        assert_eq!(Scale::Duration.step(time), step, "{time}");
    }
    for (a_day, step) in [(25.0, 6), (24.0, 6), (3.0, 5), (1.0, 5), (0.9, 4), (0.1, 3), (0.01, 2), (0.001, 1)]
    {
        assert_eq!(Scale::Frequency.step(a_day), step, "{a_day} a day");
    }
}

#[test]
fn what_fails_a_deployment() {
    let (normal, hotfix, back, config) = ("normal", "hotfix", "rollback", "config");
    let ok = "success";
    for (case, rows, incidents, expected) in [
        ("nothing", vec![placed("a", 1, 1, normal, ok), placed("b", 2, 2, normal, ok)], vec![], "a b"),
        (
            "a rollback to an older version",
            vec![placed("a", 1, 1, normal, ok), placed("b", 2, 2, normal, ok), placed("r", 5, 1, back, ok)],
            vec![],
            "a b!@5 r",
        ),
        (
            "a rollback that came after the next normal one",
            vec![placed("b", 2, 2, normal, ok), placed("c", 3, 3, normal, ok), placed("r", 5, 1, back, ok)],
            vec![],
            "b c!@5 r",
        ),
        (
            "a hotfix and a configuration between do not help",
            vec![
                placed("b", 2, 2, normal, ok),
                placed("h", 3, 3, hotfix, ok),
                placed("k", 4, 3, config, ok),
                placed("r", 5, 1, back, ok),
            ],
            vec![],
            "b!@5 h!@5 k!@5 r",
        ),
        (
            "a rollback of the hotfix alone",
            vec![placed("b", 2, 2, normal, ok), placed("h", 3, 3, hotfix, ok), placed("r", 5, 2, back, ok)],
            vec![],
            "b h!@5 r",
        ),
        (
            "first back to one, then further back",
            vec![
                placed("b", 2, 2, normal, ok),
                placed("h", 3, 3, hotfix, ok),
                placed("r", 5, 2, back, ok),
                placed("q", 6, 1, back, ok),
            ],
            vec![],
            "b!@6 h!@5 r q",
        ),
        (
            "a rollback that did not work, or is not done",
            vec![
                placed("b", 2, 2, normal, ok),
                placed("r", 5, 1, back, "failure"),
                placed("p", 6, 1, back, "pending"),
            ],
            vec![],
            "b r p",
        ),
        (
            "a failed deployment between is not the next one",
            vec![
                placed("b", 2, 2, normal, ok),
                placed("c", 3, 3, normal, "failure"),
                placed("r", 5, 1, back, ok),
            ],
            vec![],
            "b!@5 c!@5 r",
        ),
        (
            "a failure lasts until the next success",
            vec![
                placed("b", 2, 2, normal, "error"),
                placed("c", 3, 2, normal, "failure"),
                placed("d", 9, 2, normal, ok),
            ],
            vec![],
            "b!@9 c!@9 d",
        ),
        (
            "a hotfix alone marks nothing",
            vec![placed("b", 2, 2, normal, ok), placed("h", 3, 3, hotfix, ok)],
            vec![],
            "b h",
        ),
        (
            "a removal marks nothing, and ends the place",
            vec![
                placed("b", 2, 2, normal, ok),
                placed("x", 3, 2, "removal", ok),
                placed("r", 5, 1, back, ok),
            ],
            vec![],
            "b x r",
        ),
        (
            "an incident by name, over when it is resolved and not at the rollback",
            vec![placed("b", 2, 2, normal, ok), placed("r", 5, 1, back, ok)],
            vec![incident(Some("b"), (3, Some(7)))],
            "b!@7 r",
        ),
        (
            "two incidents, one of them open",
            vec![placed("b", 2, 2, normal, ok)],
            vec![incident(Some("b"), (3, Some(7))), incident(Some("b"), (4, None))],
            "b!",
        ),
        (
            "an incident of another deployment",
            vec![placed("b", 2, 2, normal, ok)],
            vec![incident(Some("z"), (3, None))],
            "b",
        ),
    ] {
        assert_eq!(marks_of(&rows, &incidents), expected, "{case}");
    }
}

#[test]
fn an_incident_of_a_version_is_of_its_last_deployment_before() {
    let of = |cause: Option<&str>, environment: Option<&str>, hour: i64| {
        let mut found = incident(None, (hour, Some(20)));
        found.record.purl = Some("pkg:oci/app@2".into());
        found.record.cause = cause.map(Into::into);
        found.record.environment = environment.map(Into::into);
        found
    };
    let rows = [
        placed("a", 1, 2, "normal", "success"),
        placed("b", 4, 2, "config", "success"),
        placed("c", 6, 2, "normal", "success"),
    ];
    for (incident, expected) in [
        (of(None, None, 5), "a b!@20 c"),
        (of(Some("change"), Some("prod"), 5), "a b!@20 c"),
        (of(Some("change"), Some("test"), 5), "a b c"),
        (of(Some("capacity"), None, 5), "a b c"),
        (of(None, None, 0), "a b c"),
        (of(None, None, 6), "a b c!@20"),
    ] {
        assert_eq!(marks_of(&rows, std::slice::from_ref(&incident)), expected, "{incident:?}");
    }
}

#[test]
fn places_and_packages_are_apart() {
    let mut rows = [
        placed("a", 2, 2, "normal", "success"),
        placed("b", 3, 1, "rollback", "success"),
        placed("c", 4, 1, "rollback", "success"),
    ];
    rows[1].record.target = Some("elsewhere".into());
    rows[2].package = "pkg:oci/other".into();
    assert_eq!(marks_of(&rows, &[]), "a b c");
    // Without a target the environment is the place.
    rows.iter_mut().for_each(|one| one.record.target = None);
    assert_eq!(marks_of(&rows, &[]), "a!@3 b c");
}

#[test]
fn the_wait_of_the_business_counts_what_ended_in_the_window() {
    let demand = |key: &str, recorded: i64, decided: Option<i64>, live: Option<i64>| DemandTimes {
        key: key.into(),
        recorded: Moment(recorded * HOUR),
        decided: decided.map(|hour| Moment(hour * HOUR)),
        live: live.map(|hour| Moment(hour * HOUR)),
    };
    let demands = [
        demand("d", -100, Some(2), None),
        demand("c", 0, Some(4), Some(50)),
        demand("b", 10, Some(20), Some(30)),
        demand("a", 0, Some(-1), Some(169)),
        demand("e", 40, Some(30), None),
    ];
    let found = business(&demands, week());
    assert_eq!(found.demand_to_live.value, Some(35.0 * HOUR as f64));
    assert_eq!(found.demand_to_live.numerator, ["b", "c"]);
    assert_eq!(found.demand_to_decision.value, Some(10.0 * HOUR as f64));
    assert_eq!((found.demand_to_decision.sample, found.demand_to_decision.numerator.len()), (3, 3));
}

#[test]
fn groups_share_rows_and_count_a_key_once() {
    let rows = [row("d1", HOUR), Delivered { is_failed: true, ..row("d2", 2 * HOUR) }, row("d3", 3 * HOUR)];
    let by_team = Group::of(&rows, |one| match one.key.as_str() {
        "d1" => vec!["north".to_owned()],
        "d2" => vec!["south".into(), "north".into()],
        _ => Vec::new(),
    });
    let twice = Group { id: "twice".into(), keys: ["d3", "d3", "nobody"].map(Into::into).to_vec() };
    let groups: Vec<Group> = by_team.into_iter().chain([twice]).collect();
    let found = by_group(&rows, &groups, week());
    let shown: Vec<(&str, u64, Option<f64>)> = found
        .iter()
        .map(|(id, flow)| (id.as_str(), flow.change_fail_rate.denominator, flow.change_fail_rate.value))
        .collect();
    assert_eq!(shown, [("north", 2, Some(0.5)), ("south", 1, Some(1.0)), ("twice", 1, Some(0.0))]);
}

#[test]
fn middles_and_tails() {
    assert_eq!((median(&[]), percentile(&[], 0.9)), (None, None));
    assert_eq!(median(&[3.0, 1.0]), Some(2.0));
    assert_eq!(median(&[3.0, 1.0, f64::NAN, 9.0]), Some(3.0));
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    for (share, expected) in
        [(0.0, 1.0), (0.1, 1.0), (0.11, 2.0), (0.9, 9.0), (0.91, 10.0), (1.0, 10.0), (7.0, 10.0)]
    {
        assert_eq!(percentile(&ten, share), Some(expected), "{share}");
    }
}

/// The same rules said forwards, from each deployment on: slow and plain.
fn plain_marks(rows: &[Placed]) -> Vec<Mark> {
    let mut order: Vec<&Placed> = rows.iter().collect();
    order.sort_by_key(|one| (one.record.at, one.key.clone()));
    let of = |one: &Placed| {
        let later = order.iter().skip_while(|other| other.key != one.key).skip(1);
        let mut later = later.filter(|other| other.record.target == one.record.target);
        let kind = one.record.kind.clone().unwrap();
        if !["normal", "hotfix", "config"].contains(&kind.as_str()) {
            return Mark::default();
        }
        if one.record.result.as_deref() == Some("failure") {
            let next = later.find(|other| other.record.result.as_deref() == Some("success"));
            let next = next.filter(|other| other.record.kind.as_deref() != Some("removal"));
            return Mark { is_failed: true, recovered_at: next.and_then(|other| other.record.at) };
        }
        for other in later {
            match (other.record.kind.as_deref(), other.record.result.as_deref()) {
                (Some("normal" | "removal"), Some("success")) => break,
                (Some("rollback"), Some("success")) if other.ordinal < one.ordinal => {
                    return Mark { is_failed: true, recovered_at: other.record.at };
                }
                _ => {}
            }
        }
        Mark::default()
    };
    rows.iter().map(of).collect()
}

proptest! {
    #[test]
    fn failures_are_those_of_the_plain_rules_in_any_order(
        said in prop::collection::vec((0_usize..5, 0_usize..2, 0_i64..4, 0_usize..2), 0..24),
        seed in any::<u64>(),
    ) {
        let kinds = ["normal", "hotfix", "config", "rollback", "removal"];
        let rows: Vec<Placed> = said.iter().enumerate().map(|(at, (kind, result, version, target))| {
            let result = ["success", "failure"][*result];
            let mut one = placed(&format!("k{at:02}"), at as i64 / 2, *version, kinds[*kind], result);
            one.record.target = Some(["t", "u"][*target].into());
            one
        }).collect();
        let found = mark_failures(&rows, &[]);
        prop_assert_eq!(&found, &plain_marks(&rows));
        let mut places: Vec<usize> = (0..rows.len()).collect();
        places.sort_by_key(|at| (*at as u64 + 1).wrapping_mul(seed | 1));
        let mixed: Vec<Placed> = places.iter().map(|at| rows[*at].clone()).collect();
        let again = mark_failures(&mixed, &[]);
        for (at, mark) in places.iter().zip(again) {
            prop_assert_eq!(found[*at], mark);
        }
    }

    #[test]
    fn numbers_are_those_of_counting_plainly(
        said in prop::collection::vec((0_usize..5, 0_usize..3, -2_i64..10, prop::collection::vec(-3_i64..40, 0..3), any::<bool>(), any::<bool>()), 0..20),
    ) {
        let kinds = [Kind::Normal, Kind::Hotfix, Kind::Config, Kind::Rollback, Kind::Removal];
        let results = [Outcome::Success, Outcome::Failure, Outcome::Pending];
        let rows: Vec<Delivered> = said.into_iter().enumerate().map(|(at, (kind, result, day, lead, is_failed, is_rework))| Delivered {
            kind: kinds[kind],
            result: results[result],
            lead,
            is_failed,
            is_rework,
            ..row(&format!("k{at}"), day * DAY_MS + at as i64)
        }).collect();
        let found = flow(&rows, week());
        let counted = |one: &&Delivered| {
            (0..7).contains(&one.at.0.div_euclid(DAY_MS)) && one.result != Outcome::Pending
                && ![Kind::Rollback, Kind::Removal].contains(&one.kind)
        };
        let all = rows.iter().filter(counted).count() as f64;
        let bad = rows.iter().filter(counted).filter(|one| one.is_failed || one.result == Outcome::Failure).count() as f64;
        let again = rows.iter().filter(counted).filter(|one| one.is_rework || one.kind == Kind::Hotfix).count() as f64;
        let good: Vec<&Delivered> = rows.iter().filter(counted).filter(|one| one.result == Outcome::Success).collect();
        prop_assert_eq!(found.deployments_per_week.value, Some(good.len() as f64));
        prop_assert_eq!(found.change_fail_rate.value, (all > 0.0).then(|| bad / all));
        prop_assert_eq!(found.deployment_rework_rate.value, (all > 0.0).then(|| again / all));
        let lead: Vec<i64> = good.iter().flat_map(|one| one.lead.clone()).filter(|lead| *lead >= 0).collect();
        // A middle value: not more than half of all lie below it, and not more than half above.
        match found.change_lead_time.value {
            None => prop_assert!(lead.is_empty()),
            Some(middle) => {
                prop_assert!(lead.iter().filter(|one| (**one as f64) < middle).count() * 2 <= lead.len());
                prop_assert!(lead.iter().filter(|one| (**one as f64) > middle).count() * 2 <= lead.len());
            }
        }
        if let Some(high) = found.change_lead_time_p90.value {
            let below = |limit: f64| lead.iter().filter(|one| **one as f64 <= limit).count() * 10;
            prop_assert!(below(high) >= lead.len() * 9);
            prop_assert!(below(high - 0.5) < lead.len() * 9);
        }
    }
}
