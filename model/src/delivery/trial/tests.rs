#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use super::*;
use crate::delivery::record::{Basis, Deployment, Mention, Sort};
use crate::yaml::{self, FileClass};

const MODEL: &str = "
id: t
kind: trial
name: T
properties:
  hypothesis: { en: Calls are shorter, zh: 通话更短 }
  cohort: { who: { en: Callers of the south }, share: 30, place: south }
  indicators: [aht]
  guardrails:
    - { indicator: fcr, at_least: 77 }
    - { indicator: csat, at_least: 88, at_most: 100 }
    - { indicator: few, at_most: 3 }
    - { indicator: unknown, at_most: 3 }
    - { at_most: 3 }
  start: 2026-11-02
  expires: 2026-12-21
  budget: 1000.5
  stop_rule: Stop when it hurts.
  decision: running
relations:
  - { id: r1, kind: tests, to: req }
  - { id: r2, kind: runs-on, to: pilot }
  - { id: r3, kind: watched-by, to: aht }
---
{ id: req, kind: requirement, name: R }
---
{ id: pilot, kind: deployment-target, name: P }
---
{ id: aht, kind: indicator, name: A }
---
{ id: fcr, kind: indicator, name: F, properties: { min_sample: 10 } }
---
{ id: csat, kind: indicator, name: C }
---
{ id: few, kind: indicator, name: W, properties: { min_sample: 10 } }
";

fn model(text: &str) -> Snapshot {
    let file = |path: &str, text: &str| {
        (Arc::from(path), Arc::new(yaml::read(FileClass::of(path).unwrap(), text.as_bytes())))
    };
    let manifest = "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\n";
    Snapshot::build(vec![file("archweave.yaml", manifest), file("elements/all.yaml", text)])
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn reading(day: &str, value: f64, sample: u64) -> Reading {
    Reading { at: moment(day), value, sample }
}

fn readings(id: &ElementId) -> Vec<Reading> {
    match id.as_str() {
        "fcr" => vec![
            reading("2026-11-10", 70.0, 10),
            reading("2026-11-20", 80.0, 10),
            reading("2026-11-21", 10.0, 9),
        ],
        "csat" => vec![
            reading("2026-11-01", 10.0, 50),
            reading("2026-11-05", 90.0, 50),
            reading("2026-11-06", 87.9, 50),
            reading("2026-12-02", 95.0, 50),
        ],
        "few" => vec![reading("2026-11-05", 1.0, 3)],
        _ => Vec::new(),
    }
}

fn placed(key: &str, day: &str, target: &str, share: Option<f64>) -> Placed {
    let record = Deployment { at: Some(moment(day)), share, ..Deployment::default() };
    Placed {
        key: key.into(),
        record,
        environment: None,
        target: ElementId::parse(target).ok(),
        package: "pkg:oci/app".into(),
        ordinal: Moment(0),
    }
}

fn found(snapshot: &Snapshot, deployments: &[Placed], at: &str) -> Trial {
    trial(snapshot, snapshot.slot_of("t").unwrap(), readings, deployments, moment(at)).unwrap()
}

#[test]
fn a_running_trial_says_what_it_is_and_how_long_it_lasts() {
    let snapshot = model(MODEL);
    let trial = found(&snapshot, &[], "2026-12-01T15:00:00Z");
    assert_eq!(trial.days_left, Some(20));
    assert_eq!((trial.hypothesis.get("zh"), trial.stop_rule.main()), ("通话更短", "Stop when it hurts."));
    assert_eq!((trial.cohort.share, trial.budget), (Some(30.0), Some(1000.5)));
    assert_eq!(trial.cohort.place.as_ref().map(|id| id.as_str()), Some("south"));
    let ids = |ids: &[ElementId]| ids.iter().map(|id| id.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        (ids(&trial.indicators), ids(&trial.tests), ids(&trial.runs_on)),
        (vec!["aht".into()], vec!["req".into()], vec!["pilot".into()])
    );
    assert_eq!((trial.decision, trial.is_overdue, trial.decided), (Decision::Running, false, None));
    assert!(
        super::trial(&snapshot, snapshot.slot_of("req").unwrap(), readings, &[], moment("2026-12-01"))
            .is_none()
    );
}

#[test]
fn a_trial_is_overdue_from_the_day_after_its_last() {
    let snapshot = model(MODEL);
    for (at, left, is_overdue) in
        [("2026-12-21T23:59:59Z", 0, false), ("2026-12-22T00:00:00Z", -1, true), ("2026-11-01", 50, false)]
    {
        let trial = found(&snapshot, &[], at);
        assert_eq!((trial.days_left, trial.is_overdue), (Some(left), is_overdue), "{at}");
    }
    let decided = MODEL
        .replace("decision: running", "decision: stop\n  decided: { by: req, on: 2026-12-20, why: Enough }");
    let trial = found(&model(&decided), &[], "2027-01-01");
    assert!(!trial.is_overdue);
    assert_eq!(trial.decided.unwrap().on.as_deref(), Some("2026-12-20"));
}

#[test]
fn guardrails_go_by_the_last_reading_in_the_time_of_the_trial() {
    let shown = |text: &str, at: &str| -> Vec<String> {
        let trial = found(&model(text), &[], at);
        let show = |one: &Guardrail| {
            let broken = one.broken_at.map(|at| at.day()).unwrap_or_default();
            format!("{} {} {broken}", one.indicator, one.status.name())
        };
        trial.guardrails.iter().map(show).collect()
    };
    assert_eq!(
        shown(MODEL, "2026-12-01"),
        ["fcr holds 2026-11-10", "csat broken 2026-11-06", "few needs-more-data ", "unknown no-data "]
    );
    assert_eq!(shown(MODEL, "2026-12-03")[1], "csat holds 2026-11-06");
    assert_eq!(shown(MODEL, "2026-11-02")[1], "csat no-data ");
    // What is measured after the decision says nothing of the trial.
    let decided = MODEL.replace("decision: running", "decision: stop\n  decided: { on: 2026-11-05 }");
    assert_eq!(shown(&decided, "2026-12-03")[1], "csat holds ");
}

#[test]
fn its_deployments_are_those_on_its_targets_in_its_time_and_those_that_name_it() {
    let mut named = placed("named", "2026-10-01", "prod", None);
    let mention = Mention { sort: Sort::Element, text: "t".into(), basis: Basis::Declared };
    named.record.mentions.insert(mention);
    let rows = [
        placed("second", "2026-11-20", "pilot", Some(0.25)),
        placed("first", "2026-11-02", "pilot", Some(0.1)),
        placed("before", "2026-11-01", "pilot", Some(1.0)),
        placed("elsewhere", "2026-11-03", "prod", None),
        placed("later", "2026-12-05", "pilot", None),
        named,
    ];
    let trial = found(&model(MODEL), &rows, "2026-12-01");
    assert_eq!(trial.deployments, ["named", "first", "second"]);
    assert_eq!(trial.cohort.deployed_share, Some(25.0));
}
