use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::delivery::Moment;
use archweave_model::delivery::chain::Chain;
use archweave_model::delivery::record::RecordKind;
use archweave_model::delivery::standing::Decision;
use archweave_model::diagram::Line;
use archweave_model::layered::InProcess;
use archweave_model::yaml::{self, FileClass};

use super::*;
use crate::ledger::{Bond, Effect, TraceEdge, Whereabouts};

fn model(elements: &str) -> Snapshot {
    let path = "elements/all.yaml";
    let file = yaml::read(FileClass::of(path).unwrap(), elements.as_bytes());
    Snapshot::build(vec![(Arc::from(path), Arc::new(file))])
}

fn node(step: Step, kind: Option<RecordKind>, key: &str, at: i64) -> TraceNode {
    let is_element = kind.is_none();
    TraceNode {
        id: format!("{}:{key}", step.name()),
        step,
        label: key.to_owned(),
        state: None,
        at: Some(Moment(at)),
        element: is_element.then(|| ElementId::parse(key).unwrap()),
        record: kind.map(|kind| (kind, key.to_owned())),
        url: None,
        count: None,
    }
}

/// A requirement with so many changes, the second one suspect.
fn trace(changes: usize) -> Trace {
    let mut nodes = vec![node(Step::Requirement, None, "req-1", 0)];
    let change =
        |n: usize| node(Step::Change, Some(RecordKind::Change), &format!("repo!pull/{n} \u{7}"), n as i64);
    nodes.extend((0..changes).map(change));
    let edge = |n: usize| TraceEdge {
        from: 0,
        to: n + 1,
        bond: Bond::ImplementedBy,
        basis: None,
        by: None,
        suspect: (n == 1).then_some(Moment(5)),
    };
    Trace {
        whereabouts: Whereabouts {
            requirement: ElementId::parse("req-1").unwrap(),
            at: Moment(0),
            revision: String::new(),
            decision: Decision::Agreed,
            state: archweave_model::delivery::standing::DeliveryState::NotStarted,
            since: None,
            column: None,
            standings: Vec::new(),
            effect: Effect::default(),
            links: Vec::new(),
            chain: Chain { environments: BTreeMap::new(), ..Chain::default() },
        },
        nodes,
        edges: (0..changes).map(edge).collect(),
        is_cut: false,
    }
}

fn drawn(changes: usize) -> Diagram {
    let snapshot = model("id: req-1\nkind: requirement\nname: { en: Push, zh: 推送 }\n");
    layout::arrange(diagram(&snapshot, &trace(changes), "en"), &InProcess)
}

#[test]
fn the_chain_runs_from_left_to_right_and_suspect_links_look_different() {
    let drawn = drawn(3);
    let requirement = drawn.nodes.iter().find(|node| node.label == "Push").unwrap();
    let changes: Vec<&Node> = drawn.nodes.iter().filter(|node| node.label.starts_with("repo!")).collect();
    assert_eq!(changes.len(), 3);
    assert!(changes.iter().all(|node| node.rect.x > requirement.rect.x + requirement.rect.w));
    let suspect = drawn.edges.iter().filter(|edge| edge.line == Line::Decor(SUSPECT.into())).count();
    assert_eq!((suspect, drawn.edges.len()), (1, 3));
    let legend = drawn.legend.unwrap();
    assert!(legend.entries.iter().any(|entry| entry.label.contains("suspect")), "{legend:?}");
}

#[test]
fn of_very_many_records_one_box_stands_for_the_rest_and_what_is_suspect_stays() {
    let drawn = drawn(40);
    let names: Vec<&str> = drawn.nodes.iter().map(|node| &*node.label).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(
        names.contains(&"36 more") && names.iter().any(|name| name.starts_with("repo!pull/1 ")),
        "{names:?}"
    );
    assert!(!drawn.notes.is_empty());
}

#[test]
fn packages_are_said_short() {
    assert_eq!(package("pkg:oci/message-gateway@3.4.1"), "message-gateway 3.4.1");
    assert_eq!(package("pkg:npm/%40csc/desk@1.0"), "desk 1.0");
    assert_eq!(package("build 7"), "build 7");
}
