//! How far a small model has come, counted by hand.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use archweave_model::report::{ArtifactState, Lack, Missing, adm_status, completeness, coverage, survey};
use archweave_model::select::Selector;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{self, FileClass};

/// Two processes, one done by a role; a requirement with half of what it should have; an application
/// that somebody has put in two cells.
const FILES: [(&str, &str); 8] = [
    ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\n"),
    ("elements/call.yaml", "id: call\nkind: business-process\nname: Handle call\n"),
    ("elements/repair.yaml", "id: repair\nkind: business-process\nname: Repair\n"),
    (
        "elements/agent.yaml",
        "id: agent\nkind: business-role\nname: Agent\nrelations:\n  - { id: r1, kind: assignment, to: call }\n",
    ),
    (
        "elements/unit.yaml",
        "id: unit\nkind: business-actor\nname: Unit\nrelations:\n  - { id: r2, kind: assignment, to: agent }\n",
    ),
    (
        "elements/req.yaml",
        "id: req\nkind: requirement\nname: Fast\nowners: { business: unit }\nproperties: { statement: Be fast, level: software }\n",
    ),
    (
        "elements/crm.yaml",
        "id: crm\nkind: application-component\nname: CRM\nzachman: [architect.how, engineer.how]\n",
    ),
    ("elements/all.yaml", "id: all\nkind: grouping\nname: All\n"),
];

fn model() -> Snapshot {
    let read = |(path, text): &(&str, &str)| {
        let file = yaml::read(FileClass::of(path).unwrap(), text.as_bytes());
        (Arc::from(*path), Arc::new(file))
    };
    Snapshot::build(FILES.iter().map(read).collect())
}

#[test]
fn cells_are_counted_confirmed_and_by_default_apart() {
    let snapshot = model();
    let of = |selector: &Selector| coverage(&snapshot, &selector.matcher(snapshot.metamodel()));
    let all = of(&Selector::default());
    let numbers = |id: &str| {
        let cell = all.cells.iter().find(|cell| cell.cell.id == id).unwrap();
        (cell.confirmed, cell.by_default)
    };
    assert_eq!(all.cells.len(), 36);
    assert_eq!(numbers("architect.how"), (1, 0));
    assert_eq!(numbers("engineer.how"), (1, 0), "an element may be in two cells");
    assert_eq!(numbers("business_management.how"), (0, 2));
    assert_eq!(numbers("business_management.who"), (0, 2));
    // The level of the requirement decides, not the cell of its kind.
    assert_eq!(numbers("engineer.why"), (0, 1));
    assert_eq!((all.filled(), all.confirmed, all.by_default, all.unclassified), (5, 1, 5, 1));
    let some = of(&Selector { layers: vec!["business".into()], ..Selector::default() });
    assert_eq!((some.filled(), some.confirmed, some.by_default, some.unclassified), (2, 0, 4, 0));
}

#[test]
fn what_an_element_lacks_is_what_its_kind_asks_for() {
    let snapshot = model();
    let lacks = |id: &str| {
        let found = completeness(&snapshot, snapshot.slot_of(id).unwrap());
        let missing: Vec<String> =
            found.missing.iter().map(|missing| format!("{} {}", missing.kind(), missing.key())).collect();
        (found.required, found.present(), missing.join(", "))
    };
    assert_eq!(lacks("call"), (1, 1, String::new()));
    assert_eq!(lacks("repair"), (1, 0, "relation assignment".into()));
    assert_eq!(lacks("agent"), (1, 1, String::new()));
    assert_eq!(lacks("all").0, 0, "nothing is asked of a grouping");
    let (_, _, missing) = lacks("req");
    for lack in ["attribute rationale", "attribute acceptance", "owner technology"] {
        assert!(missing.contains(lack), "{lack}: {missing}");
    }
    assert!(!missing.contains("statement") && !missing.contains("owner business"), "{missing}");
    let found = completeness(&snapshot, snapshot.slot_of("repair").unwrap());
    assert!(
        matches!(found.missing[..], [Missing::Relation(one)] if one.with.contains(&"business-role".to_owned()))
    );
}

#[test]
fn a_survey_adds_up_and_lists_the_worst_first() {
    let snapshot = model();
    let everything = Selector::default();
    let survey = survey(&snapshot, &everything.matcher(snapshot.metamodel()));
    let total = survey.total();
    assert_eq!(total.elements, 7);
    let each: Vec<_> = snapshot.slots().map(|slot| completeness(&snapshot, slot)).collect();
    assert_eq!(total.required, each.iter().map(|one| one.required).sum::<usize>());
    assert_eq!(total.present, each.iter().map(|one| one.present()).sum::<usize>());
    assert_eq!(total.complete + survey.incomplete.len(), total.elements);
    let shares: Vec<f64> = survey.incomplete.iter().map(|one| one.found.share()).collect();
    assert!(shares.is_sorted(), "{shares:?}");
    let first = snapshot.element_at(survey.incomplete[0].slot).unwrap();
    assert_ne!(first.id.as_str(), "req", "half is better than nothing");
}

#[test]
fn artifacts_are_present_partial_or_missing() {
    let snapshot = model();
    let all = adm_status(&snapshot);
    let of = |id: &str| all.iter().find(|status| status.artifact.id == id).unwrap();
    let roles = of("role-catalog");
    assert_eq!((roles.state, &roles.elements[..], roles.lack()), (ArtifactState::Present, &[1][..], None));
    let matrix = of("actor-role-matrix");
    assert_eq!((matrix.state, matrix.relations), (ArtifactState::Present, 1));
    let portfolio = of("application-portfolio-catalog");
    assert!(matches!(portfolio.state, ArtifactState::Present | ArtifactState::Partial));
    let goals = of("driver-goal-objective-catalog");
    assert_eq!((goals.state, goals.lack()), (ArtifactState::Missing, Some(Lack::Elements(vec![0, 1, 2]))));
    let flow = of("process-flow-diagram");
    assert_eq!(flow.state, ArtifactState::Partial, "elements, but no view");
    for status in &all {
        assert_eq!(status.lack().is_none(), status.state == ArtifactState::Present, "{}", status.artifact.id);
    }
}

/// What each element lacks, of a small model of its own.
#[test]
fn one_of_several_relations_is_enough_and_an_association_counts_from_either_end() {
    let files = [
        ("elements/a.yaml", "id: a\nkind: goal\nrelations:\n  - aggregation: b\n"),
        ("elements/b.yaml", "id: b\nkind: goal\n"),
        ("elements/c.yaml", "id: c\nkind: goal\nrelations:\n  - association: i\n"),
        ("elements/i.yaml", "id: i\nkind: indicator\nrelations:\n  - association: d\n"),
        ("elements/d.yaml", "id: d\nkind: goal\n"),
    ];
    let read = |(path, text): &(&str, &str)| {
        let file = yaml::read(FileClass::of(path).unwrap(), text.as_bytes());
        (Arc::from(*path), Arc::new(file))
    };
    let snapshot = Snapshot::build(files.iter().map(read).collect());
    let lacks = |id: &str| {
        let found = completeness(&snapshot, snapshot.slot_of(id).unwrap());
        found.missing.iter().any(|missing| matches!(missing, Missing::Relation(_)))
    };
    for (id, expected) in [("a", false), ("b", true), ("c", false), ("d", false)] {
        assert_eq!(lacks(id), expected, "{id}");
    }
}
