//! Random years of events: states against a plain second model, and no illegal change of state.

use proptest::prelude::*;

use super::naive::{Answer, ask};
use super::*;

/// Versions are built in the first moments, deployments come after them, so that nothing runs before
/// it was built.
const BUILT: i64 = 8;
const END: i64 = 40;

fn places() -> Vec<EnvironmentInfo> {
    vec![environment("e-test", "test", &["t-0"]), environment("e-prod", "production", &["t-1", "t-2"])]
}

fn versions() -> impl Strategy<Value = Vec<Version>> {
    let version = |n: i64, package: &'static str, is_first: bool| Version {
        key: format!("pkg:oci/{package}@{n}"),
        record: ArtifactVersion::default(),
        artifact: None,
        package: format!("pkg:oci/{package}"),
        ordinal: Moment(n),
        is_first,
    };
    let numbers = proptest::collection::btree_map((1..BUILT, "[ab]"), any::<bool>(), 0..6);
    numbers.prop_map(move |all| {
        let name = |of: &str| if of == "a" { "a" } else { "b" };
        all.into_iter().map(|((n, of), is_first)| version(n, name(&of), is_first)).collect()
    })
}

fn deployments() -> impl Strategy<Value = Vec<Placed>> {
    let place = proptest::sample::select(vec![
        (Some("e-test"), None),
        (Some("e-prod"), None),
        (Some("e-prod"), Some("t-1")),
        (None, Some("t-0")),
        (None, Some("t-1")),
        (None, Some("t-2")),
        (None, Some("t-unknown")),
    ]);
    let kind = proptest::sample::select(vec![
        None,
        Some("normal"),
        Some("rollback"),
        Some("removal"),
        Some("config"),
    ]);
    let result = proptest::sample::select(vec!["success", "success", "success", "failure", "pending"]);
    let share = proptest::option::weighted(0.3, proptest::sample::select(vec![0.0, 0.25, 0.5, 1.0]));
    let number = proptest::option::weighted(0.7, 1..BUILT);
    let one = (place, kind, result, share, number, "[ab]", any::<u16>());
    proptest::collection::vec(one, 0..14).prop_map(|all| {
        let placed = |(n, ((environment, target), kind, result, share, number, package, key)): (usize, _)| {
            let (kind, result): (Option<&str>, &str) = (kind, result);
            let package: String = package;
            let number: Option<i64> = number;
            let (environment, target): (Option<&str>, Option<&str>) = (environment, target);
            let key: u16 = key;
            let record = Deployment {
                purl: number.map(|number| format!("pkg:oci/{package}@{number}")),
                at: Some(Moment(BUILT + 2 * n as i64)),
                result: Some(result.into()),
                kind: kind.map(str::to_owned),
                share,
                ..Deployment::default()
            };
            Placed {
                key: format!("d-{key}-{n}"),
                record,
                environment: environment.map(id),
                target: target.map(id),
                package: format!("pkg:oci/{package}"),
                ordinal: Moment(number.unwrap_or_default()),
            }
        };
        all.into_iter().enumerate().map(placed).collect()
    })
}

fn verifications() -> impl Strategy<Value = Vec<Keyed<Verification>>> {
    let purl = prop_oneof![
        (1..BUILT, "[ab]").prop_map(|(n, package)| format!("pkg:oci/{package}@{n}")),
        Just("pkg:oci/other@1".to_owned()),
    ];
    let one = (
        proptest::sample::select(vec!["test", "review", "business-acceptance"]),
        proptest::sample::select(vec!["passed", "passed", "failed", "error"]),
        0..END,
        proptest::option::of(proptest::sample::select(vec!["e-test", "e-prod"])),
        proptest::collection::btree_set(purl, 0..2),
    );
    proptest::collection::vec(one, 0..4).prop_map(|all| {
        let keyed = all.into_iter().enumerate().map(|(n, (kind, result, when, environment, purls))| {
            let record = Verification {
                kind: Some(kind.into()),
                result: Some(result.into()),
                at: Some(Moment(when)),
                environment: environment.map(str::to_owned),
                purls,
                ..Verification::default()
            };
            Keyed { key: format!("v-{n}"), record }
        });
        keyed.collect()
    })
}

fn chain() -> impl Strategy<Value = Chain> {
    let some = || proptest::option::of(0..END);
    let change = (0..END, some(), some(), proptest::option::weighted(0.2, 0..END));
    let changes = proptest::collection::vec(change, 0..3).prop_map(|all| {
        let linked = all.into_iter().enumerate().map(|(n, (opened, abandoned, reopened, merged))| {
            let mut linked = change_at(n);
            linked.record.opened_at = Some(Moment(opened));
            linked.record.abandoned_at = abandoned.map(Moment);
            linked.record.reopened_at = reopened.map(Moment);
            // Nothing is merged before it was opened.
            linked.record.merged_at = merged.map(|merged: i64| Moment(merged.max(opened)));
            linked
        });
        linked.collect::<Vec<_>>()
    });
    (changes, versions(), deployments(), verifications()).prop_map(
        |(changes, versions, deployments, verifications)| Chain {
            changes,
            versions,
            deployments,
            verifications,
            ..Chain::default()
        },
    )
}

fn change_at(n: usize) -> Linked<Change> {
    change(&format!("c-{n}"), "1970-01-01")
}

fn is_legal(from: DeliveryState, to: DeliveryState) -> bool {
    let is_gone = |state| matches!(state, DeliveryState::RolledBack | DeliveryState::Removed);
    match (from, to) {
        (from, to) if from.name() == to.name() => true,
        (from, to) if from.is_running() => is_gone(to),
        (from, to) if is_gone(from) => to.is_running(),
        (_, to) => !is_gone(to),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn it_says_what_asking_anew_at_each_moment_says(chain in chain()) {
        let places = places();
        for when in (0..END).map(Moment) {
            let all = where_is(&chain, &places, when);
            for (place, it) in places.iter().zip(&all) {
                let expected = ask(&chain, &places, place, when);
                let targets = match expected.targets.contains(&it.target) {
                    true => expected.targets.clone(),
                    false => vec![it.target.clone()],
                };
                let said = Answer { state: it.state.name(), since: it.since, share: it.share, targets };
                prop_assert_eq!(said, expected, "{} at {:?}", &place.id, when);
                prop_assert!(it.since.is_none_or(|since| since <= when));
            }
        }
    }

    #[test]
    fn states_follow_one_another_as_the_table_says(chain in chain()) {
        let places = places();
        let mut last = where_is(&chain, &places, Moment(0));
        for when in (1..END).map(Moment) {
            let now = where_is(&chain, &places, when);
            for (before, after) in last.iter().zip(&now) {
                prop_assert!(is_legal(before.state, after.state), "{:?} to {:?} at {:?}", before, after, when);
            }
            last = now;
        }
    }

    #[test]
    fn the_order_of_lists_does_not_matter(
        (chain, (changes, versions, deployments, verifications)) in chain().prop_flat_map(|chain| {
            let shuffled = (
                Just(chain.changes.clone()).prop_shuffle(),
                Just(chain.versions.clone()).prop_shuffle(),
                Just(chain.deployments.clone()).prop_shuffle(),
                Just(chain.verifications.clone()).prop_shuffle(),
            );
            (Just(chain), shuffled)
        }),
        is_at_once in any::<bool>(),
    ) {
        let mut other = Chain { changes, versions, deployments, verifications, ..Chain::default() };
        let mut chain = chain;
        if is_at_once {
            // All at the same moment: then the keys decide.
            for placed in chain.deployments.iter_mut().chain(&mut other.deployments) {
                placed.record.at = Some(Moment(BUILT));
            }
        }
        prop_assert_eq!(where_is(&chain, &places(), Moment(END)), where_is(&other, &places(), Moment(END)));
    }
}
