#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::delivery::effect::indicators_of;
use crate::delivery::flow::{Window, definitions, flow};
use crate::delivery::moment::DAY;
use crate::yaml::{self, FileClass};

fn model(documents: &str) -> Snapshot {
    let file = |path: &str, text: &str| {
        (Arc::from(path), Arc::new(yaml::read(FileClass::of(path).unwrap(), text.as_bytes())))
    };
    let manifest =
        "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\nrules: { level: off }\n";
    Snapshot::build(vec![file("archweave.yaml", manifest), file("elements/all.yaml", documents)])
}

fn id(text: &str) -> ElementId {
    ElementId::parse(text).unwrap()
}

fn today() -> Facts {
    Facts { at: "2026-12-01".parse().unwrap(), ..Facts::default() }
}

/// What counts and what is missing, as `a b | c`.
fn shown(coverage: &Coverage, number: &str) -> String {
    let number = coverage.number(number).unwrap();
    format!("{} | {}", number.figure.numerator.join(" "), number.missing.join(" ")).trim().to_owned()
}

const SMALL: &str = "
{ id: app, kind: application-component, name: A, owners: { business: b, technology: t }, lifecycle: { state: active }, relations: [{ id: a1, kind: realization, to: svc }, { id: a2, kind: assignment, to: fun }] }
---
{ id: fun, kind: application-function, name: F, relations: [{ id: f1, kind: serving, to: p2 }, { id: f2, kind: realization, to: req-1 }] }
---
{ id: svc, kind: application-service, name: S, relations: [{ id: s1, kind: serving, to: p1 }] }
---
{ id: old, kind: application-component, name: Old, lifecycle: { state: retired }, relations: [{ id: o1, kind: serving, to: p3 }] }
---
{ id: idle, kind: application-component, name: Idle, owners: { business: b }, lifecycle: { state: active } }
---
{ id: p1, kind: business-process, name: P1, relations: [{ id: p11, kind: realization, to: bs }] }
---
{ id: p2, kind: business-process, name: P2 }
---
{ id: p3, kind: business-process, name: P3 }
---
{ id: p4, kind: business-process, name: P4, lifecycle: { state: planned } }
---
{ id: bs, kind: business-service, name: BS, relations: [{ id: b1, kind: realization, to: cap }] }
---
{ id: bs2, kind: business-service, name: BS2 }
---
{ id: cap, kind: capability, name: C }
---
{ id: db, kind: system-software, name: DB, relations: [{ id: d1, kind: serving, to: app }] }
---
{ id: spare, kind: system-software, name: Spare, relations: [{ id: d2, kind: serving, to: old }] }
---
{ id: target, kind: deployment-target, name: T }
---
{ id: art, kind: artifact, name: Art, relations: [{ id: r1, kind: realization, to: app }] }
---
{ id: g1, kind: goal, name: G1, relations: [{ id: g11, kind: composition, to: o2 }] }
---
{ id: o2, kind: objective, name: O2 }
---
{ id: g3, kind: goal, name: G3 }
---
{ id: i1, kind: indicator, name: I1, properties: { class: business-outcome, period: P1W }, relations: [{ id: i11, kind: measures, to: o2 }] }
---
{ id: i3, kind: indicator, name: I3, properties: { class: delivery-performance, period: P1W }, relations: [{ id: i31, kind: measures, to: g3 }] }
---
{ id: pc1, kind: policy-clause, name: PC1, properties: { in_force: { from: 2024-01-01 } } }
---
{ id: pc2, kind: policy-clause, name: PC2, properties: { in_force: { until: 2025-01-01 } } }
---
{ id: pc3, kind: policy-clause, name: PC3 }
---
{ id: br, kind: business-rule, name: BR, relations: [{ id: br1, kind: taken-from, to: pc1 }] }
---
{ id: dem, kind: demand, name: D, relations: [{ id: dd1, kind: splits-into, to: req-1 }, { id: dd2, kind: supports, to: g1 }] }
---
{ id: req-1, kind: requirement, name: R1, owners: { business: b, technology: t }, properties: { decision: agreed, acceptance: Yes }, relations: [] }
---
{ id: req-2, kind: requirement, name: R2, properties: { decision: agreed }, relations: [{ id: q, kind: fulfils, to: g3 }] }
---
{ id: req-3, kind: requirement, name: R3, properties: { decision: proposed } }
---
{ id: rel, kind: release, name: Rel, relations: [{ id: rl, kind: delivers, to: req-2 }] }
";

#[test]
fn a_small_model_counted_by_hand() {
    let mut facts = today();
    facts.live.insert(id("req-2"));
    facts.last_readings.extend([(id("i1"), facts.at.plus(-14 * DAY)), (id("i3"), facts.at)]);
    facts.deployments = vec![("d1".into(), Some(id("art"))), ("d2".into(), None)];
    let found = measure(&model(SMALL), &facts);
    for (number, expected) in [
        ("business-carried-by-technology", "bs p1 p2 | bs2 p3"),
        ("technology-justified-by-business", "app art db | idle spare"),
        ("goals-measured", "g1 o2 | g3"),
        ("policy-made-digital", "pc1 | pc3"),
        ("shared-accountability", "app req-1 | idle req-2"),
        // Without a glossary.
        ("common-talk", "|"),
        ("requirements-realized", "req-1 | req-2"),
        ("requirements-live", "req-2 | req-1"),
        ("components-with-requirement", "app | idle"),
        ("deployments-with-artifact", "d1 | d2"),
    ] {
        assert_eq!(shown(&found, number), expected, "{number}");
    }
    assert_eq!(found.numbers.len(), 10);
    let carried = found.number("business-carried-by-technology").unwrap();
    assert_eq!((carried.figure.value, carried.figure.denominator), (Some(0.6), 5));
    assert_eq!(carried.denominator().count(), 5);
    // A value older than two periods says nothing of today.
    facts.last_readings.insert(id("i1"), facts.at.plus(-14 * DAY - 1));
    assert_eq!(shown(&measure(&model(SMALL), &facts), "goals-measured"), "| g1 g3 o2");
}

#[test]
fn a_term_is_common_talk_when_both_sides_use_it() {
    let glossary = "
terms:
  - { id: order, name: { en: Work order, zh: 工单 } }
  - { id: case, name: Case, audiences: { it: Service ticket } }
  - { id: listed, name: Listed, elements: [p3, app-3] }
  - { id: aliased, name: Outage }
  - { id: business-only, name: Visit }
  - { id: it-only, name: Cache }
  - { id: nobody, name: Nothing }
  - { id: retired, name: Fax }
  - { id: place, name: Depot }
  - { id: kind, name: Capability, kind: capability }
";
    let elements = "
{ id: p1, kind: business-process, name: { en: Close a work order, zh: 结束 } }
---
{ id: p2, kind: business-process, name: Open a case and visit }
---
{ id: p3, kind: business-process, name: Three, aliases: [Outage desk] }
---
{ id: p4, kind: business-process, name: Fax, lifecycle: { state: retired } }
---
{ id: app-1, kind: application-component, name: { en: One, zh: 工单系统 } }
---
{ id: app-2, kind: application-component, name: Service ticket store and cache }
---
{ id: app-3, kind: application-component, name: Outage hub }
---
{ id: app-4, kind: application-component, name: Fax server and depot }
---
{ id: loc, kind: location, name: Depot }
";
    let file = |path: &str, text: &str| {
        (Arc::from(path), Arc::new(yaml::read(FileClass::of(path).unwrap(), text.as_bytes())))
    };
    let manifest = "format: 1\nname: Small\nlanguages: [en, zh]\nrules: { level: off }\n";
    let files =
        [("archweave.yaml", manifest), ("glossary/all.yaml", glossary), ("elements/all.yaml", elements)];
    let found = measure(&Snapshot::build(files.map(|(path, text)| file(path, text)).to_vec()), &today());
    assert_eq!(
        shown(&found, "common-talk"),
        "order case listed aliased | business-only it-only nobody retired place"
    );
}

#[test]
fn every_definition_is_of_a_number_that_is_computed() {
    let coverage = measure(&model(SMALL), &today());
    let flow = flow(&[], Window::last_days(7, today().at));
    let of_flow = flow.figures().into_iter().chain(coverage.speed.figures());
    let all: Vec<&str> =
        of_flow.chain(coverage.numbers.iter().map(|number| &number.figure)).map(|figure| figure.id).collect();
    let defined: Vec<&str> = definitions().iter().map(|one| one.id.as_str()).collect();
    assert_eq!(all, defined);
}

#[test]
fn a_share_of_nothing_is_no_number() {
    let found = measure(&model("{ id: x, kind: grouping, name: X }"), &today());
    for number in &found.numbers {
        assert_eq!((number.figure.value, number.figure.sample), (None, 0), "{}", number.id());
    }
    assert_eq!(found.speed.demand_to_live.value, None);
}

#[test]
fn what_a_revision_gained_and_lost() {
    let before = measure(&model(SMALL), &today());
    // A service serves another process; one business service goes and one comes.
    let after = SMALL
        .replace("id: s1, kind: serving, to: p1", "id: s1, kind: serving, to: p3")
        .replace("id: bs2, kind: business-service", "id: bs3, kind: business-service");
    let found = compare(&before, &measure(&model(&after), &today()));
    let carried = &found[0];
    assert_eq!(carried.id, "business-carried-by-technology");
    assert_eq!((carried.before, carried.after), (Some(0.6), Some(0.4)));
    assert_eq!((carried.gained.join(" "), carried.lost.join(" ")), ("p3".into(), "bs p1".into()));
    assert_eq!(carried.newly_missing.join(" "), "bs bs3 p1");
    let changed: Vec<&str> = found.iter().filter(|one| !one.is_empty()).map(|one| one.id).collect();
    assert_eq!(changed, ["business-carried-by-technology"]);
    assert!(compare(&before, &before).iter().all(Difference::is_empty));
}

#[test]
fn a_requirement_is_followed_from_demand_to_effect() {
    let mut facts = today();
    facts.live.insert(id("req-2"));
    let found = traces(&model(SMALL), &facts);
    let shown: Vec<String> = found
        .iter()
        .map(|one| {
            let missing: Vec<&str> = one.missing.iter().map(|step| step.name()).collect();
            format!("{}: {}", one.requirement, missing.join(" "))
        })
        .collect();
    assert_eq!(shown, ["req-1: release live", "req-2: demand acceptance realization"]);
}

const KINDS: [&str; 14] = [
    "application-component",
    "application-service",
    "application-function",
    "business-process",
    "business-service",
    "system-software",
    "artifact",
    "capability",
    "goal",
    "requirement",
    "deployment-target",
    "demand",
    "indicator",
    "outcome",
];
const RELATIONS: [&str; 7] =
    ["serving", "realization", "assignment", "composition", "aggregation", "association", "flow"];

/// Elements by kind and state, relations by ends and kind.
type Said = (Vec<(usize, bool)>, Vec<(usize, usize, usize)>);

fn said() -> impl Strategy<Value = Said> {
    prop::collection::vec((0..KINDS.len(), prop::bool::weighted(0.8)), 1..14).prop_flat_map(|elements| {
        let count = elements.len();
        let relations = prop::collection::vec((0..count, 0..count, 0..RELATIONS.len()), 0..24);
        (Just(elements), relations)
    })
}

fn written((elements, relations): &Said) -> String {
    let mut text = String::new();
    for (at, (kind, is_used)) in elements.iter().enumerate() {
        let state = if *is_used { "active" } else { "retired" };
        writeln!(
            text,
            "---\nid: e{at:02}\nkind: {}\nname: E\nlifecycle: {{ state: {state} }}\nproperties: {{ decision: agreed }}\nrelations:",
            KINDS[*kind]
        )
        .unwrap();
        for (number, (_, to, relation)) in relations.iter().enumerate().filter(|(_, one)| one.0 == at) {
            writeln!(text, "  - {{ id: r{number}, kind: {}, to: e{to:02} }}", RELATIONS[*relation]).unwrap();
        }
        if !relations.iter().any(|one| one.0 == at) {
            text.push_str("  []\n");
        }
    }
    text
}

/// Adds what a step leads to until nothing is new: slow and plain. A step is a relation, taken from its
/// source or from its target.
fn plain(said: &Said, starts: &[&str], step: impl Fn(&str, bool, &str) -> bool) -> BTreeSet<usize> {
    let (elements, relations) = said;
    let kind = |at: usize| KINDS[elements[at].0];
    let mut found: BTreeSet<usize> =
        (0..elements.len()).filter(|at| elements[*at].1 && starts.contains(&kind(*at))).collect();
    loop {
        let before = found.len();
        for (from, to, relation) in relations {
            for (a, b, is_along) in [(*from, *to, true), (*to, *from, false)] {
                if found.contains(&a) && elements[b].1 && step(RELATIONS[*relation], is_along, kind(b)) {
                    found.insert(b);
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn paths_are_those_of_plain_repetition(said in said()) {
        let coverage = measure(&model(&written(&said)), &today());
        let application = |kind: &str| kind.starts_with("application-");
        let inner = |relation: &str| ["assignment", "composition", "aggregation"].contains(&relation);
        let check = |number: &str, kinds: &[&str], reached: &BTreeSet<usize>| {
            let rows = (0..said.0.len()).filter(|at| said.0[*at].1 && kinds.contains(&KINDS[said.0[*at].0]));
            let (counts, missing): (Vec<usize>, Vec<usize>) = rows.partition(|at| reached.contains(at));
            let names = |all: Vec<usize>| all.iter().map(|at| format!("e{at:02}")).collect::<Vec<_>>();
            let found = coverage.number(number).unwrap();
            prop_assert_eq!(&found.figure.numerator, &names(counts));
            prop_assert_eq!(&found.missing, &names(missing));
            Ok(())
        };
        let carried = plain(&said, &["application-component"], |relation, is_along, to| {
            is_along && (["serving", "realization"].contains(&relation) || inner(relation) && application(to))
        });
        check("business-carried-by-technology", &["business-process", "business-service"], &carried)?;
        let justified = plain(&said, &["capability", "goal", "demand"], |relation, is_along, _| match is_along {
            true => ["composition", "aggregation"].contains(&relation),
            false => ["serving", "realization", "assignment"].contains(&relation),
        });
        let technology = ["application-component", "system-software", "artifact"];
        check("technology-justified-by-business", &technology, &justified)?;
        let wanted = plain(&said, &["requirement", "demand"], |relation, is_along, to| {
            !is_along && (relation == "realization" || inner(relation) && application(to))
        });
        check("components-with-requirement", &["application-component"], &wanted)?;
    }

    #[test]
    fn a_trace_has_an_indicator_where_one_is_found(said in said()) {
        let snapshot = model(&written(&said));
        for trace in traces(&snapshot, &today()) {
            let slot = snapshot.slot_of(trace.requirement.as_str()).unwrap();
            let is_missing = trace.missing.contains(&Step::Indicator);
            prop_assert_eq!(is_missing, indicators_of(&snapshot, slot).is_empty(), "{}", trace.requirement);
        }
    }
}
