#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::delivery::moment::DAY;
use crate::id::ElementId;
use crate::snapshot::Snapshot;
use crate::yaml::{self, FileClass};

fn model(documents: &str) -> Snapshot {
    let file = |path: &str, text: &str| {
        (Arc::from(path), Arc::new(yaml::read(FileClass::of(path).unwrap(), text.as_bytes())))
    };
    let manifest = "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\n";
    Snapshot::build(vec![file("archweave.yaml", manifest), file("elements/all.yaml", documents)])
}

fn at(day: i64) -> Moment {
    Moment(day * DAY)
}

fn reading(day: i64, value: f64, sample: u64) -> Reading {
    Reading { at: at(day), value, sample }
}

/// Better when lower, from 40 to 20, by the end of day 9, with at least 10 cases.
fn wanted() -> Indicator {
    Indicator {
        direction: Direction::Lower,
        baseline: Some(40.0),
        target: Some(20.0),
        due: Some(at(10)),
        min_sample: 10,
        ..Indicator::default()
    }
}

#[test]
fn the_last_reading_with_enough_cases_decides() {
    use EffectState::{Missed, Moving, NoData, Reached};
    for (case, readings, day, state, more) in [
        ("nothing", vec![], 5, NoData, false),
        ("only from later", vec![reading(6, 10.0, 50)], 5, NoData, false),
        ("too few cases", vec![reading(1, 10.0, 9)], 5, NoData, true),
        ("on the way", vec![reading(1, 30.0, 10)], 5, Moving, false),
        ("there", vec![reading(1, 30.0, 10), reading(2, 20.0, 10)], 5, Reached, false),
        ("there and away again", vec![reading(2, 20.0, 10), reading(3, 21.0, 10)], 5, Moving, false),
        ("the newest has too few cases", vec![reading(2, 20.0, 10), reading(3, 30.0, 2)], 5, Reached, false),
        ("on the last day", vec![reading(1, 30.0, 10)], 9, Moving, false),
        ("after the last day", vec![reading(1, 30.0, 10)], 10, Missed, false),
        ("late, but there", vec![reading(1, 30.0, 10), reading(11, 5.0, 10)], 12, Reached, false),
        ("no number", vec![reading(1, f64::NAN, 10)], 5, NoData, false),
    ] {
        let found = effect(&wanted(), &readings, at(day));
        assert_eq!((found.state, found.needs_more_data), (state, more), "{case}");
    }
    assert_eq!(effect(&wanted(), &[reading(1, 30.0, 10)], at(5)).progress, Some(0.5));
    assert_eq!(effect(&wanted(), &[reading(1, 50.0, 10)], at(5)).progress, Some(-0.5));
}

#[test]
fn directions_ranges_and_missing_targets() {
    let range =
        |lower, upper| Indicator { direction: Direction::Range, lower, upper, ..Indicator::default() };
    let higher = |target| Indicator { target, due: Some(at(0)), ..Indicator::default() };
    for (indicator, value, state) in [
        (higher(Some(5.0)), 5.0, EffectState::Reached),
        (higher(Some(5.0)), 4.9, EffectState::Missed),
        (higher(None), 4.9, EffectState::Moving),
        (range(Some(1.0), Some(2.0)), 1.0, EffectState::Reached),
        (range(Some(1.0), Some(2.0)), 2.1, EffectState::Moving),
        (range(None, Some(2.0)), -9.0, EffectState::Reached),
        (range(None, None), 1.0, EffectState::Moving),
    ] {
        assert_eq!(effect(&indicator, &[reading(0, value, 0)], at(1)).state, state, "{indicator:?} {value}");
    }
}

#[test]
fn an_indicator_is_read_as_the_model_writes_it() {
    let snapshot = model(
        "id: i\nkind: indicator\nname: I\nproperties:\n  class: business-outcome\n  direction: range\n  baseline: 1.5\n  target: many\n  target_date: 2026-12-31\n  thresholds: { lower: 2, upper: 3, warning: 2.5 }\n  period: P1W\n  min_sample: 30\n  lag: PT12H\n",
    );
    let found = Indicator::of(snapshot.element("i").unwrap());
    let expected = Indicator {
        id: Some(ElementId::parse("i").unwrap()),
        class: Some("business-outcome".into()),
        direction: Direction::Range,
        baseline: Some(1.5),
        due: Some("2027-01-01".parse().unwrap()),
        lower: Some(2.0),
        upper: Some(3.0),
        warning: Some(2.5),
        period: Some(7 * DAY),
        min_sample: 30,
        lag: DAY / 2,
        ..Indicator::default()
    };
    assert_eq!(found, expected);
    assert!(found.is_fresh(at(0), at(14)) && !found.is_fresh(at(0), at(14).plus(1)));
    let only_after = since(&found, &[reading(3, 1.0, 1), reading(4, 1.0, 1)], at(3));
    assert_eq!(only_after, [reading(4, 1.0, 1)], "half a day of lag is not over on the day itself");
}

#[test]
fn durations() {
    for (text, expected) in [
        ("P1D", Some(DAY)),
        ("P2W", Some(14 * DAY)),
        ("P1Y2M", Some(425 * DAY)),
        ("PT1H30M", Some(5_400_000)),
        ("PT0.5S", Some(500)),
        ("PT0S", Some(0)),
        ("a while", None),
        ("", None),
    ] {
        assert_eq!(milliseconds(text), expected, "{text}");
    }
    assert_eq!(milliseconds(&format!("P{}D", "9".repeat(200))), None);
}

#[test]
fn several_indicators_of_one_requirement() {
    use EffectState::{Missed, Moving, NoData, NoIndicator, Reached};
    for (states, expected) in [
        (vec![], NoIndicator),
        (vec![NoIndicator], NoIndicator),
        (vec![NoData, NoData], NoData),
        (vec![Reached, Reached], Reached),
        (vec![Reached, NoData], Moving),
        (vec![Reached, Moving], Moving),
        (vec![Reached, Missed, NoData], Missed),
    ] {
        assert_eq!(of_requirement(states.clone()), expected, "{states:?}");
    }
}

const GRAPH: &str = "
id: req
kind: requirement
name: R
relations: [{ id: f, kind: fulfils, to: g }]
---
{ id: lone, kind: requirement, name: L }
---
{ id: dem, kind: demand, name: D, relations: [{ id: s1, kind: splits-into, to: req }, { id: s2, kind: splits-into, to: lone }, { id: s3, kind: supports, to: o2 }] }
---
{ id: g, kind: goal, name: G, relations: [{ id: c1, kind: composition, to: o1 }, { id: c2, kind: composition, to: o2 }] }
---
{ id: o1, kind: objective, name: O1 }
---
{ id: o2, kind: objective, name: O2 }
---
{ id: app, kind: application-component, name: A, relations: [{ id: z, kind: realization, to: req }] }
---
{ id: i1, kind: indicator, name: I1, relations: [{ id: m1, kind: measures, to: o1 }, { id: m9, kind: measures, to: app }] }
---
{ id: i2, kind: indicator, name: I2, relations: [{ id: m2, kind: measures, to: o2 }] }
---
{ id: i3, kind: indicator, name: I3, relations: [{ id: m3, kind: measures, to: app }, { id: e, kind: expected-to-move, to: i1, properties: { sign: negative, lag: P21D } }] }
---
{ id: i4, kind: indicator, name: I4, relations: [{ id: e4, kind: influence, to: i1, strength: \"++\" }, { id: e5, kind: influence, to: g, strength: \"++\" }] }
";

#[test]
fn a_requirement_is_told_of_by_its_goals_and_by_what_realizes_it() {
    let snapshot = model(GRAPH);
    let of = |id: &str| {
        let found = indicators_of(&snapshot, snapshot.slot_of(id).unwrap());
        let show = |one: &Watched| format!("{}:{}:{}", one.indicator, one.measures, one.why.name());
        found.iter().map(show).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(of("req"), "i1:o1:part-of-goal i2:o2:part-of-goal i3:app:realization");
    assert_eq!(of("lone"), "i2:o2:goal-of-demand");
}

#[test]
fn expectations_are_read_from_influence_relations() {
    let found = expected_pairs(&model(GRAPH));
    let shown: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {:?} {}", one.from, one.to, one.declared.sign, one.declared.lag_days))
        .collect();
    assert_eq!(shown, ["i3 i1 Some(Negative) 21", "i4 i1 Some(Positive) 0"]);
}

#[test]
fn a_roll_up_weighs_the_last_reading_of_each_element() {
    let one = |element: &str, day, value, sample| ElementReading {
        element: ElementId::parse(element).unwrap(),
        reading: reading(day, value, sample),
    };
    let readings = [
        one("south", 3, 10.0, 30),
        one("north", 2, 90.0, 1),
        one("north", 3, 20.0, 10),
        one("north", 9, 99.0, 1_000),
        one("east", 1, 50.0, 100),
        one("west", 3, 70.0, 0),
    ];
    let found = roll_up(&readings, Some(at(2)), at(5));
    assert_eq!((found.value, found.sample), (Some(12.5), 40));
    assert_eq!(found.elements.iter().map(|one| one.element.as_str()).collect::<Vec<_>>(), ["north", "south"]);
    assert_eq!(found.left_out.iter().map(|one| one.as_str()).collect::<Vec<_>>(), ["east", "west"]);
    assert_eq!(roll_up(&readings[5..], None, at(5)).value, None);
}

/// Numbers that follow no pattern, -1 to 1, the same in every run.
fn noise(seed: u64, count: usize) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 30) - 1.0
    };
    (0..count).map(|_| next()).collect()
}

fn series(values: impl IntoIterator<Item = f64>) -> Daily {
    values.into_iter().enumerate().map(|(day, value)| (day as i64, value)).collect()
}

#[test]
fn a_planted_lag_is_found_where_it_was_planted() {
    let (cause, other) = (noise(7, 300), noise(11, 300));
    let effect = (0..300).map(|day: usize| match day.checked_sub(21) {
        Some(before) => 24.0 - 3.0 * cause[before] + other[day],
        None => 24.0,
    });
    let (from, to) = (series(cause.clone()), series(effect));
    let told = |sign, lag_days| pair(&from, &to, Declared { sign, lag_days });
    let found = told(Some(Sign::Negative), 21);
    assert_eq!((found.verdict, found.sample), (PairVerdict::Supports, 279));
    assert!(found.correlation.unwrap() < -0.9);
    assert_eq!(told(Some(Sign::Positive), 21).verdict, PairVerdict::Contradicts);
    assert_eq!(told(None, 21).verdict, PairVerdict::Supports);
    assert_eq!(told(Some(Sign::Negative), 40).verdict, PairVerdict::NoRelation);
    let strongest = scan(&from, &to, 60)
        .into_iter()
        .max_by(|a, b| a.correlation.unwrap().abs().total_cmp(&b.correlation.unwrap().abs()));
    assert_eq!(strongest.unwrap().lag_days, 21);
}

#[test]
fn two_numbers_that_only_rise_together_support_nothing() {
    let rising =
        |seed| series(noise(seed, 200).into_iter().enumerate().map(|(day, n)| day as f64 / 20.0 + n));
    let found = pair(&rising(3), &rising(5), Declared { sign: Some(Sign::Positive), lag_days: 0 });
    assert!(found.correlation.unwrap() > 0.8);
    assert!(found.without_trend.unwrap().abs() < 0.2);
    assert_eq!(found.verdict, PairVerdict::NoRelation);
}

#[test]
fn few_days_and_numbers_that_do_not_vary_need_more() {
    let few = pair(&series([1.0, 2.0, 3.5]), &series([2.0, 4.0, 6.0]), Declared::default());
    assert_eq!((few.verdict, few.sample), (PairVerdict::NeedsMoreData, 3));
    let flat = pair(&series(noise(1, 50)), &series([0.1; 50]), Declared::default());
    assert_eq!((flat.correlation, flat.verdict), (None, PairVerdict::NeedsMoreData));
    let apart = pair(&series(noise(1, 50)), &series(noise(2, 50)), Declared { sign: None, lag_days: 366 });
    assert_eq!((apart.sample, apart.verdict), (0, PairVerdict::NeedsMoreData));
}

#[test]
fn a_day_has_the_mean_of_its_cases() {
    let hour = DAY / 24;
    let reading = |hours: i64, value, sample| Reading { at: Moment(hours * hour), value, sample };
    let found = daily(&[
        reading(1, 10.0, 1),
        reading(23, 20.0, 3),
        reading(5, 99.0, 0),
        reading(24, 1.0, 0),
        reading(25, 2.0, 0),
        reading(-1, 7.0, 2),
        reading(50, f64::INFINITY, 2),
    ]);
    assert_eq!(found, BTreeMap::from([(-1, 7.0), (0, 17.5), (1, 1.5)]));
}

proptest! {
    #[test]
    fn an_effect_is_what_the_rule_says_of_the_sorted_readings(
        said in prop::collection::vec((0_i64..12, 0_u32..6, 0_u64..4), 0..12),
        direction in 0_usize..3,
        target in prop::option::of(0_u32..6),
        min_sample in 0_u64..4,
        now in 0_i64..14,
    ) {
        let indicator = Indicator {
            direction: [Direction::Higher, Direction::Lower, Direction::Range][direction],
            target: target.map(f64::from),
            lower: target.map(f64::from),
            upper: target.map(|target| f64::from(target) + 1.0),
            due: Some(at(8)),
            min_sample,
            ..Indicator::default()
        };
        let readings: Vec<Reading> =
            said.iter().map(|(day, value, sample)| reading(*day, f64::from(*value), *sample)).collect();
        // Said again with whole numbers: the greatest (day, sample, value) with enough cases.
        let known = said.iter().filter(|one| one.0 <= now);
        let best = known.clone().filter(|one| one.2 >= min_sample).map(|one| (one.0, one.2, one.1)).max();
        let expected = match (best, target) {
            (None, _) => EffectState::NoData,
            (Some(_), None) => EffectState::Moving,
            (Some((_, _, value)), Some(target)) => {
                let is_met = match direction { 0 => value >= target, 1 => value <= target, _ => value == target || value == target + 1 };
                if is_met { EffectState::Reached } else if now >= 8 { EffectState::Missed } else { EffectState::Moving }
            }
        };
        let found = effect(&indicator, &readings, at(now));
        prop_assert_eq!(found.state, expected);
        prop_assert_eq!(found.needs_more_data, best.is_none() && known.count() > 0);
        let turned: Vec<Reading> = readings.iter().rev().copied().collect();
        prop_assert_eq!(effect(&indicator, &turned, at(now)), found);
    }

    #[test]
    fn correlation_is_that_of_the_school_book(
        days in prop::collection::vec((prop::option::of(-50.0..50.0_f64), prop::option::of(-50.0..50.0_f64)), 2..60),
        lag in 0_u32..5,
    ) {
        let from: Daily = days.iter().enumerate().filter_map(|(day, one)| Some((day as i64, one.0?))).collect();
        let to: Daily = days.iter().enumerate().filter_map(|(day, one)| Some((day as i64, one.1?))).collect();
        let mut both = Vec::new();
        for day in 0..days.len() {
            let later = days.get(day + lag as usize).and_then(|one| one.1);
            both.extend(days[day].0.zip(later));
        }
        let n = both.len() as f64;
        let sum = |of: &dyn Fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>();
        let (x, y) = (sum(&|p| p.0), sum(&|p| p.1));
        let above = n * sum(&|p| p.0 * p.1) - x * y;
        let below = ((n * sum(&|p| p.0 * p.0) - x * x) * (n * sum(&|p| p.1 * p.1) - y * y)).sqrt();
        let found = pair(&from, &to, Declared { sign: None, lag_days: lag });
        prop_assert_eq!(found.sample, both.len() as u64);
        match found.correlation {
            Some(found) => prop_assert!((found - above / below).abs() < 1e-6, "{} {}", found, above / below),
            None => prop_assert!(both.len() < 2 || below.is_nan() || below < 1e-3),
        }
        let back = pair(&from.iter().map(|(day, value)| (*day, -value)).collect(), &to, Declared { sign: None, lag_days: lag });
        prop_assert_eq!(back.correlation, found.correlation.map(|found| -found));
    }
}
