//! What is written down draws the same.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use super::*;
use crate::layered::InProcess;
use crate::snapshot::Snapshot;
use crate::view::{View, picture};
use crate::viewpoint::{Arrangement, Show};
use crate::yaml::{self, FileClass};

const FILES: [(&str, &str); 2] = [
    ("archweave.yaml", "format: 1\nname: Small\nlanguages: [en]\nmetamodel: archimate-3.2\n"),
    (
        "elements/all.yaml",
        "\
id: desk
kind: business-role
name: Desk
relations: [{ kind: assignment, to: call }, { kind: assignment, to: repair }]
---
id: call
kind: business-process
name: Handle every call of every customer
relations: [{ kind: triggering, to: repair }, { id: f, kind: flow, to: call, name: again }]
---
id: repair
kind: business-process
name: Repair
---
id: crm
kind: application-component
name: CRM
relations:
  - { kind: composition, to: search }
  - { kind: serving, to: call }
  - { kind: serving, to: repair }
  - { id: data, kind: flow, to: bill, name: invoices }
---
id: search
kind: application-component
name: Search
relations: [{ kind: serving, to: desk }]
---
id: bill
kind: application-component
name: Billing
",
    ),
];

fn small() -> Snapshot {
    let read = |(path, text): &(&str, &str)| {
        let class = FileClass::of(path).unwrap();
        (Arc::<str>::from(*path), Arc::new(yaml::read(class, text.as_bytes())))
    };
    Snapshot::build(FILES.iter().map(read).collect())
}

fn view(engine: Engine) -> View {
    let mut view = View::new(ViewId::parse("v").unwrap());
    let show = Show {
        layout: Some(Arrangement { engine, layers: Some(true), ..Arrangement::default() }),
        nesting: Some(vec![crate::viewpoint::Nesting {
            relations: vec!["composition".into()],
            ..Default::default()
        }]),
        ..Show::default()
    };
    view.show = Some(Box::new(show));
    view.selector = Some(Box::default());
    view
}

#[test]
fn a_view_that_was_frozen_is_drawn_in_the_same_places() {
    let snapshot = small();
    for engine in [Engine::Layered, Engine::Grid, Engine::Map, Engine::Radial] {
        let view = view(engine);
        let asked = Asked::new(&snapshot, &view, None, "en", None);
        assert!(keeps_places(&asked));
        let first = picture(&asked, None, &InProcess).diagram;
        assert_eq!(first.nodes.iter().filter(|node| is_own(&node.content)).count(), 6, "{engine:?}");
        let layout = freeze(&view.id, &first);
        let again = picture(&asked, Some(&layout), &InProcess).diagram;
        for node in first.nodes.iter().filter(|node| is_own(&node.content)) {
            let other = again.nodes.iter().find(|other| other.id == node.id).unwrap();
            let (a, b) = (node.rect, other.rect);
            let far = [a.x - b.x, a.y - b.y, a.w - b.w, a.h - b.h]
                .into_iter()
                .fold(0.0, |m: f64, d| m.max(d.abs()));
            assert!(far < 0.03, "{engine:?} {}: {a:?} {b:?}", node.id);
        }
        for edge in first.edges.iter().filter(|edge| !edge.is_implied && !matches!(edge.line, Line::Decor(_)))
        {
            let other = again.edges.iter().find(|other| other.id == edge.id).unwrap();
            let near = |a: &Point, b: &Point| a.distance(*b) < 0.6;
            let ends = near(&edge.points[0], &other.points[0])
                && near(edge.points.last().unwrap(), other.points.last().unwrap());
            assert!(ends, "{engine:?} {}: {:?} {:?}", edge.id, edge.points, other.points);
            assert_eq!(edge.points.len(), other.points.len(), "{engine:?} {}", edge.id);
            assert!(edge.label.is_empty() || near(&edge.label_at, &other.label_at), "{engine:?} {}", edge.id);
        }
        // Written down once more, it says the same.
        let twice = freeze(&view.id, &again);
        assert_eq!(layout.nodes.keys().collect::<Vec<_>>(), twice.nodes.keys().collect::<Vec<_>>());
    }
}

#[test]
fn what_is_inside_a_box_is_placed_from_its_corner() {
    let snapshot = small();
    let view = view(Engine::Layered);
    let asked = Asked::new(&snapshot, &view, None, "en", None);
    let diagram = picture(&asked, None, &InProcess).diagram;
    let layout = freeze(&view.id, &diagram);
    let (outer, inner) = (&layout.nodes["crm"], &layout.nodes["search"]);
    assert!(inner.x >= 0.0 && inner.y > 0.0 && inner.x + inner.w.unwrap() <= outer.w.unwrap());
    let drawn: Vec<&str> = layout.connections.keys().map(|id| id.as_str()).collect();
    assert!(drawn.contains(&"data") && !drawn.iter().any(|id| id.contains("composition")), "{drawn:?}");
}

#[test]
fn pictures_whose_places_mean_something_are_not_frozen() {
    let snapshot = small();
    for engine in
        [Engine::Sequence, Engine::States, Engine::Lanes, Engine::Roadmap, Engine::Journey, Engine::Cascade]
    {
        let view = view(engine);
        assert!(!keeps_places(&Asked::new(&snapshot, &view, None, "en", None)), "{engine:?}");
    }
    let mut view = View::new(ViewId::parse("v").unwrap());
    view.viewpoint = Some("zachman".into());
    assert!(!keeps_places(&Asked::new(&snapshot, &view, None, "en", None)));
}

#[test]
fn what_is_placed_stays_when_elements_come_and_go() {
    let before = small();
    let view = view(Engine::Layered);
    let asked = Asked::new(&before, &view, None, "en", None);
    let layout = freeze(&view.id, &picture(&asked, None, &InProcess).diagram);
    let first = picture(&asked, Some(&layout), &InProcess).diagram;
    let more =
        "id: desk2\nkind: business-role\nname: Second desk\nrelations: [{ kind: assignment, to: call }]\n";
    let read = |(path, text): &(&str, &str)| {
        let class = FileClass::of(path).unwrap();
        (Arc::<str>::from(*path), Arc::new(yaml::read(class, text.as_bytes())))
    };
    let grown = FILES.iter().chain([&("elements/other.yaml", more)]).map(read).collect();
    let shrunk = FILES.iter().map(|(path, text)| {
        let without =
            text.split("---\n").filter(|part| !part.contains("id: bill")).collect::<Vec<_>>().join("---\n");
        let class = FileClass::of(path).unwrap();
        (Arc::<str>::from(*path), Arc::new(yaml::read(class, without.as_bytes())))
    });
    for (after, nodes) in [(Snapshot::build(grown), 7), (Snapshot::build(shrunk.collect()), 5)] {
        let asked = Asked::new(&after, &view, None, "en", None);
        let diagram = picture(&asked, Some(&layout), &InProcess).diagram;
        assert_eq!(diagram.nodes.len(), nodes);
        for node in &diagram.nodes {
            let known = first.nodes.iter().find(|known| known.id == node.id);
            assert!(known.is_none_or(|known| known.rect == node.rect), "{} moved", node.id);
            // What is new covers nothing.
            let clear = diagram
                .nodes
                .iter()
                .all(|other| other.id == node.id || known.is_some() || node.rect.overlap(other.rect) == 0.0);
            assert!(clear, "{} covers another", node.id);
        }
    }
}
