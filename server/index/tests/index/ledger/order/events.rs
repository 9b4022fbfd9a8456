//! Random events about few things, so that they meet.

use std::collections::BTreeSet;

use archweave_index::Incoming;
use archweave_model::delivery::Record;
use archweave_model::delivery::record::{
    ArtifactVersion, Assessment, Basis, Build, Change, Defect, Deployment, Incident, IndicatorValue, Mention,
    Need, Release, Sort, Ticket, Verification,
};
use proptest::collection::btree_set;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{event, t};

/// Events of all kinds, with identities of their own.
pub fn all() -> impl Strategy<Value = Vec<Incoming>> {
    let one = (select(vec!["git", "ci", "cd"]), 0_i64..40, record());
    proptest::collection::vec(one, 1..40).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        let events = numbered.map(|(number, (source, at, (key, record)))| {
            event(source, &format!("e{number}"), t(at), &key, record)
        });
        events.collect()
    })
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> + Clone {
    weighted(0.7, select(words).prop_map(str::to_owned))
}

fn time() -> impl Strategy<Value = Option<archweave_model::delivery::Moment>> + Clone {
    weighted(0.7, (0_i64..50).prop_map(t))
}

const PURLS: &[&str] =
    &["pkg:oci/a@1", "pkg:oci/a@2", "pkg:oci/a@3", "pkg:oci/b@1", "pkg:oci/b@2", "no address"];
const COMMITS: &[&str] = &["c1", "c2", "c3", "c4"];
const REPOSITORIES: &[&str] = &["git.example.org/a", "git.example.org/b"];
const CHANGES: &[&str] = &["a!1", "a!2", "a!3"];
const ENVIRONMENTS: &[&str] = &["env-test", "env-prod", "production", "nowhere"];

fn purl() -> impl Strategy<Value = Option<String>> + Clone {
    weighted(0.9, select(PURLS).prop_map(str::to_owned))
}

fn some(words: &'static [&'static str]) -> impl Strategy<Value = BTreeSet<String>> + Clone {
    btree_set(select(words).prop_map(str::to_owned), 0..3)
}

fn mentions() -> impl Strategy<Value = BTreeSet<Mention>> + Clone {
    let sort = select(vec![Sort::Requirement, Sort::Requirement, Sort::Element, Sort::Demand]);
    let text = select(vec!["req-1", "REQ-1", "CSC-103", "req-2", "req-3", "dem-1", "unknown"]);
    let basis = select(vec![Basis::Trailer, Basis::BranchName, Basis::Guessed]);
    let one =
        (sort, text, basis).prop_map(|(sort, text, basis)| Mention { sort, text: text.to_owned(), basis });
    btree_set(one, 0..3)
}

fn key(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(words).prop_map(str::to_owned)
}

fn record() -> impl Strategy<Value = (String, Record)> {
    let change = (key(CHANGES), word(REPOSITORIES), some(COMMITS), mentions(), time(), time()).prop_map(
        |(key, repository, commits, mentions, committed_at, abandoned_at)| {
            let abandoned_at = abandoned_at.filter(|at| at.0 % 7 == 0);
            (
                key,
                Change { repository, commits, mentions, committed_at, abandoned_at, ..Change::default() }
                    .into(),
            )
        },
    );
    let build = (key(&["b1", "b2"]), word(REPOSITORIES), word(COMMITS), purl(), time(), time()).prop_map(
        |(key, repository, commit, purl, started_at, finished_at)| {
            (key, Build { repository, commit, purl, started_at, finished_at, ..Build::default() }.into())
        },
    );
    let version = (
        key(PURLS),
        word(COMMITS),
        word(&["b1", "b2"]),
        time(),
        some(CHANGES),
        mentions(),
        word(REPOSITORIES),
    );
    let version = version.prop_map(|(key, commit, build, built_at, changes, mentions, repository)| {
        let it = ArtifactVersion {
            commit,
            build,
            built_at,
            changes,
            mentions,
            repository,
            ..ArtifactVersion::default()
        };
        (key, it.into())
    });
    let verification = (
        key(&["v1", "v2"]),
        word(&["test", "business-acceptance"]),
        word(&["passed", "failed"]),
        time(),
        word(ENVIRONMENTS),
        some(PURLS),
        mentions(),
    );
    let verification = verification.prop_map(|(key, kind, result, at, environment, purls, mentions)| {
        (
            key,
            Verification { kind, result, at, environment, purls, mentions, ..Verification::default() }.into(),
        )
    });
    let deployment = (
        key(&["d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8"]),
        (word(ENVIRONMENTS), weighted(0.3, Just("dt-1".to_owned())), purl()),
        time(),
        weighted(0.9, prop_oneof![4 => Just("success"), 1 => Just("failure")].prop_map(str::to_owned)),
        word(&["normal", "normal", "normal", "rollback", "removal", "config", "hotfix"]),
        weighted(0.2, select(vec![0.25, 0.5, 1.0])),
        mentions(),
    );
    let deployment =
        deployment.prop_map(|(key, (environment, target, purl), at, result, kind, share, mentions)| {
            let it = Deployment {
                environment,
                target,
                purl,
                at,
                result,
                kind,
                share,
                mentions,
                ..Deployment::default()
            };
            (key, it.into())
        });
    let incident = (key(&["i1", "i2"]), word(ENVIRONMENTS), purl(), word(&["d1", "d2"]), time(), mentions());
    let incident = incident.prop_map(|(key, environment, purl, deployment, detected_at, mentions)| {
        (key, Incident { environment, purl, deployment, detected_at, mentions, ..Incident::default() }.into())
    });
    let value = (
        key(&["x1", "x2", "x3"]),
        word(&["i-1", "other"]),
        time(),
        weighted(0.8, -9.0..9.0),
        word(&["app-a", "app-x"]),
    );
    let value = value.prop_map(|(key, indicator, at, value, element)| {
        (key, IndicatorValue { indicator, at, value, element, ..IndicatorValue::default() }.into())
    });
    let need = (
        key(&["n1", "n2"]),
        word(&["please", "help"]),
        word(&["c1", "c2"]),
        word(&["dem-1", "dem-x", ""]),
        time(),
    );
    let need = need.prop_map(|(key, text, customer_ref, demand, erased_at)| {
        let erased_at = erased_at.filter(|at| at.0 % 5 == 0);
        (key, Need { text, customer_ref, demand, erased_at, ..Need::default() }.into())
    });
    let ticket = (key(&["T-1", "T-2"]), word(&["open", "done"]), mentions(), time()).prop_map(
        |(key, status, mentions, created_at)| {
            (key, Ticket { status, mentions, created_at, ..Ticket::default() }.into())
        },
    );
    let release =
        (key(&["2026.07"]), some(PURLS), mentions(), time()).prop_map(|(key, purls, mentions, at)| {
            (key, Release { purls, mentions, at, ..Release::default() }.into())
        });
    let defect = (key(&["f1"]), word(ENVIRONMENTS), mentions(), time()).prop_map(
        |(key, found_in, mentions, found_at)| {
            (key, Defect { found_in, mentions, found_at, ..Defect::default() }.into())
        },
    );
    let assessment = (key(&["s1"]), word(&["system", "talent"]), time())
        .prop_map(|(key, dimension, at)| (key, Assessment { dimension, at, ..Assessment::default() }.into()));
    prop_oneof![
        4 => change, 2 => build, 4 => version, 2 => verification, 6 => deployment, 1 => incident, 1 => value,
        1 => need, 1 => ticket, 1 => release, 1 => defect, 1 => assessment,
    ]
}
