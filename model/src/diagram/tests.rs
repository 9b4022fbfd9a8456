//! Geometry with values worked out by hand, and views that are broken in every way.

use std::collections::HashMap;

use super::*;
use crate::id::{EndId, KindId};
use crate::text::Text;
use crate::value::{Properties, Value};
use crate::view::{self, Bend, Connection, ConnectionLayout, NodeLayout, Shows};

#[derive(Default)]
struct World {
    elements: HashMap<String, Element>,
    relations: HashMap<String, Relation>,
}

impl World {
    fn element(mut self, id: &str, kind: &'static str) -> Self {
        let mut element = Element::new(ElementId::parse(id).unwrap(), kind.into());
        element.name = Text::languages([("en".into(), id.into()), ("zh".into(), "客户".into())]);
        self.elements.insert(id.to_owned(), element);
        self
    }

    fn relation(mut self, id: &str, kind: &str, to: &str) -> Self {
        let kind = KindId::parse(kind).unwrap();
        let relation = Relation::new(RelationId::parse(id).unwrap(), kind, EndId::parse(to).unwrap());
        self.relations.insert(id.to_owned(), relation);
        self
    }

    fn draw(&self, view: &View, layout: Option<&Layout>, language: &str) -> Diagram {
        let metamodel = Metamodel::library();
        let lookup = Lookup {
            metamodel: &metamodel,
            element: &|id| self.elements.get(id),
            relation: &|id| self.relations.get(id),
            view_name: &|_| None,
        };
        resolve(view, layout, &lookup, language)
    }
}

fn id(text: &str) -> NodeId {
    NodeId::parse(text).unwrap()
}

fn node(name: &str, element: &str) -> view::Node {
    view::Node::new(id(name), Shows::Element(ElementId::parse(element).unwrap()))
}

fn line(name: &str, relation: Option<&str>, from: &str, to: &str) -> Connection {
    let relation = relation.map(|r| RelationId::parse(r).unwrap());
    Connection::new(id(name), relation, id(from), id(to))
}

fn at(layout: &mut Layout, name: &str, rect: [f64; 4]) {
    let [x, y, w, h] = rect;
    let place = NodeLayout { x, y, w: Some(w), h: Some(h), ..NodeLayout::default() };
    layout.nodes.insert(id(name), place);
}

fn bends(layout: &mut Layout, name: &str, bends: &[Bend]) {
    let bends = ConnectionLayout { bends: bends.to_vec(), ..ConnectionLayout::default() };
    layout.connections.insert(id(name), bends);
}

fn empty() -> (View, Layout) {
    let id = ViewId::parse("v").unwrap();
    (View::new(id.clone()), Layout::new(id))
}

/// Two boxes of 100 x 50, the second 300 to the right: centres (50, 25) and (350, 25).
fn pair() -> (World, View, Layout) {
    let world = World::default()
        .element("a", "business-process")
        .element("b", "application-service")
        .relation("r", "triggering", "b");
    let (mut view, mut layout) = empty();
    view.content = vec![node("n1", "a"), node("n2", "b")];
    view.connections = vec![line("c1", Some("r"), "n1", "n2")];
    at(&mut layout, "n1", [0.0, 0.0, 100.0, 50.0]);
    at(&mut layout, "n2", [300.0, 0.0, 100.0, 50.0]);
    (world, view, layout)
}

#[track_caller]
fn check_points(diagram: &Diagram, edge: usize, expected: &[[f64; 2]]) {
    let points = &diagram.edges[edge].points;
    let close = |(p, e): (&Point, &[f64; 2])| p.distance(Point::new(e[0], e[1])) < 1e-6;
    let same = points.len() == expected.len() && points.iter().zip(expected).all(close);
    assert!(same, "{points:?} is not {expected:?}");
}

#[test]
fn a_straight_line_ends_at_the_borders() {
    let (world, view, layout) = pair();
    let diagram = world.draw(&view, Some(&layout), "en");
    check_points(&diagram, 0, &[[100.0, 25.0], [300.0, 25.0]]);
    assert_eq!(diagram.edges[0].label_at, Point::new(200.0, 25.0));
    assert_eq!(diagram.bounds, Rect::new(0.0, 0.0, 400.0, 50.0));
    assert_eq!(diagram.notes, Vec::<String>::new());
}

#[test]
fn bends_between_are_weighted_means_of_both_centres() {
    let (world, view, mut layout) = pair();
    // One bend: half of (50 + 10, 25 + 100) and (350 - 10, 25 + 60): (200, 105).
    bends(&mut layout, "c1", &[Bend::Between([10.0, 100.0, -10.0, 60.0])]);
    let diagram = world.draw(&view, Some(&layout), "en");
    assert_eq!(diagram.edges[0].points[1], Point::new(200.0, 105.0));
    // From (50, 25) to (200, 105): the lower border y = 50 is at share 25 / 80.
    let crossing = [50.0 + 150.0 * 25.0 / 80.0, 50.0];
    check_points(&diagram, 0, &[crossing, [200.0, 105.0], [350.0 - 46.875, 50.0]]);
    // Two bends: weights 2/3 and 1/3, then 1/3 and 2/3.
    let two = [Bend::Between([0.0, 90.0, 0.0, 30.0]), Bend::Between([0.0, 90.0, 0.0, 30.0])];
    bends(&mut layout, "c1", &two);
    let points = &world.draw(&view, Some(&layout), "en").edges[0].points;
    assert!(points[1].distance(Point::new(150.0, 95.0)) < 1e-9, "{points:?}");
    assert!(points[2].distance(Point::new(250.0, 75.0)) < 1e-9, "{points:?}");
}

#[test]
fn bends_at_are_points_of_the_view_and_those_inside_a_box_are_not_seen() {
    let (world, view, mut layout) = pair();
    bends(&mut layout, "c1", &[Bend::At([50.0, 40.0]), Bend::At([50.0, 100.0]), Bend::At([350.0, 100.0])]);
    let diagram = world.draw(&view, Some(&layout), "en");
    check_points(&diagram, 0, &[[50.0, 50.0], [50.0, 100.0], [350.0, 100.0], [350.0, 50.0]]);
}

#[test]
fn places_are_relative_to_the_parent() {
    let (world, mut view, mut layout) = pair();
    view.content[0].nodes = vec![node("n3", "b")];
    view.content[0].nodes[0].nodes = vec![node("n4", "a")];
    at(&mut layout, "n1", [-20.0, 10.0, 200.0, 100.0]);
    at(&mut layout, "n3", [10.0, 20.0, 80.0, 60.0]);
    at(&mut layout, "n4", [5.0, 5.0, 10.0, 10.0]);
    let diagram = world.draw(&view, Some(&layout), "en");
    let rects: Vec<_> = diagram.nodes.iter().map(|n| (n.id.as_str(), n.rect, n.parent)).collect();
    assert_eq!(rects[0], ("n1", Rect::new(-20.0, 10.0, 200.0, 100.0), None));
    assert_eq!(rects[1], ("n3", Rect::new(-10.0, 30.0, 80.0, 60.0), Some(0)));
    assert_eq!(rects[2], ("n4", Rect::new(-5.0, 35.0, 10.0, 10.0), Some(1)));
    assert_eq!(diagram.bounds, Rect::new(-20.0, 0.0, 420.0, 110.0));
    assert!(diagram.nodes[0].is_container && !diagram.nodes[2].is_container);
}

#[test]
fn lines_may_end_at_the_middle_of_lines() {
    let (world, mut view, mut layout) = pair();
    view.content.push(view::Node::new(id("n3"), Shows::Note("see".into())));
    at(&mut layout, "n3", [175.0, 100.0, 50.0, 20.0]);
    // Listed before the line it ends at.
    view.connections.insert(0, line("c0", None, "n3", "c1"));
    let diagram = world.draw(&view, Some(&layout), "en");
    check_points(&diagram, 0, &[[200.0, 100.0], [200.0, 25.0]]);
    assert_eq!(diagram.edges[0].line, Line::Plain);
}

#[test]
fn junctions_are_round_and_small() {
    let (mut world, mut view, mut layout) = pair();
    world = world.element("j", "junction");
    view.content[1] = node("n2", "j");
    layout.nodes.insert(id("n2"), NodeLayout { x: 100.0, y: 117.5, ..NodeLayout::default() });
    at(&mut layout, "n1", [57.5, 0.0, 100.0, 50.0]);
    let diagram = world.draw(&view, Some(&layout), "en");
    assert_eq!(diagram.nodes[1].rect, Rect::new(100.0, 117.5, 15.0, 15.0));
    check_points(&diagram, 0, &[[107.5, 50.0], [107.5, 117.5]]);
    let corner = diagram.nodes[1].outline().border_towards(Point::new(207.5, 225.0));
    assert!((corner.distance(Point::new(107.5, 125.0)) - 7.5).abs() < 1e-9);
}

#[test]
fn a_line_between_a_box_and_one_inside_it_runs_outwards_unless_nesting_says_it() {
    let (mut world, mut view, mut layout) = pair();
    let inner = view.content.remove(1);
    view.content[0].nodes = vec![inner];
    at(&mut layout, "n1", [0.0, 0.0, 200.0, 100.0]);
    at(&mut layout, "n2", [120.0, 40.0, 40.0, 20.0]);
    let diagram = world.draw(&view, Some(&layout), "en");
    // Both centres are at height 50: from the right side of each.
    check_points(&diagram, 0, &[[200.0, 50.0], [160.0, 50.0]]);
    assert!(!diagram.edges[0].is_implied);
    world = world.relation("r", "composition", "b");
    assert!(world.draw(&view, Some(&layout), "en").edges[0].is_implied);
}

#[test]
fn lines_to_themselves_are_loops() {
    let (world, mut view, layout) = pair();
    view.connections = vec![line("c1", None, "n1", "n1")];
    let diagram = world.draw(&view, Some(&layout), "en");
    let points = &diagram.edges[0].points;
    assert_eq!((points[0], points[4]), (Point::new(100.0, 25.0), Point::new(50.0, 50.0)));
}

#[test]
fn without_a_layout_nothing_overlaps() {
    let mut world = World::default();
    let (mut view, _) = empty();
    for (n, kind) in ["node", "goal", "business-role", "data-object"].iter().enumerate() {
        for m in 0..5 {
            let name = format!("{kind}{m}");
            world = world.element(&name, kind);
            let mut outer = node(&format!("n{n}-{m}"), &name);
            outer.nodes = (0..m).map(|i| node(&format!("n{n}-{m}-{i}"), &name)).collect();
            view.content.push(outer);
        }
    }
    let diagram = world.draw(&view, None, "en");
    assert_eq!(diagram.nodes.len(), 4 * (5 + 10));
    assert_eq!(diagram, world.draw(&view, None, "en"));
    for (n, a) in diagram.nodes.iter().enumerate() {
        if let Some(parent) = a.parent {
            assert!(diagram.nodes[parent].rect.encloses(a.rect));
        }
        for b in diagram.nodes[n + 1..].iter().filter(|b| b.parent == a.parent) {
            assert_eq!(a.rect.overlap(b.rect), 0.0, "{a:?} {b:?}");
        }
    }
    let top = |kind: &str| diagram.nodes.iter().find(|n| n.label.starts_with(kind)).unwrap().rect.y;
    assert!(top("goal") < top("business") && top("business") < top("data") && top("data") < top("node"));
}

#[test]
fn what_is_missing_is_drawn_as_missing_and_cycles_end() {
    let (world, mut view, layout) = pair();
    view.content.push(node("n9", "gone"));
    view.content.push(view::Node::new(id("n10"), Shows::View(ViewId::parse("gone").unwrap())));
    view.connections = vec![
        line("c1", Some("lost"), "n1", "n2"),
        line("c2", None, "c3", "n1"),
        line("c3", None, "c2", "n1"),
        line("c4", None, "c4", "c4"),
        line("c5", None, "nowhere", "n1"),
        line("c6", None, "c5", "n1"),
    ];
    let diagram = world.draw(&view, Some(&layout), "en");
    assert!(matches!(&diagram.nodes[2].content, Content::Missing(id) if id.as_str() == "gone"));
    assert!(matches!(diagram.nodes[3].content, Content::View { found: false, .. }));
    assert_eq!(diagram.edges.len(), 1);
    assert!(matches!(&diagram.edges[0].line, Line::Missing(id) if id.as_str() == "lost"));
    assert_eq!(diagram.notes.len(), 8, "{:?}", diagram.notes);
}

#[test]
fn impossible_numbers_and_nothing_at_all_are_drawn() {
    let (view, _) = empty();
    let diagram = World::default().draw(&view, None, "en");
    assert_eq!((diagram.bounds, diagram.nodes.len()), (Rect::default(), 0));
    let (world, view, mut layout) = pair();
    at(&mut layout, "n1", [f64::NAN, f64::INFINITY, -1.0, 0.0]);
    at(&mut layout, "n2", [1e300, -1e300, 1e300, f64::NAN]);
    bends(&mut layout, "c1", &[Bend::At([f64::NAN, 1e308]), Bend::Between([1e308; 4])]);
    let diagram = world.draw(&view, Some(&layout), "en");
    let Rect { x, y, w, h } = diagram.bounds;
    assert!([x, y, w, h].iter().all(|v| v.is_finite()), "{:?}", diagram.bounds);
    assert!(diagram.edges[0].points.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
    // Both in the same place.
    at(&mut layout, "n1", [0.0, 0.0, 10.0, 10.0]);
    at(&mut layout, "n2", [0.0, 0.0, 10.0, 10.0]);
    let diagram = world.draw(&view, Some(&layout), "en");
    assert!(diagram.edges[0].points.iter().all(|p| p.x.is_finite() && p.y.is_finite()));
}

#[test]
fn long_chains_of_lines_on_lines_end() {
    let (world, mut view, layout) = pair();
    for n in 2..5_000 {
        view.connections.push(line(&format!("c{n}"), None, &format!("c{}", n - 1), "n1"));
    }
    view.connections.reverse();
    assert_eq!(world.draw(&view, Some(&layout), "en").edges.len(), 4_999);
}

#[test]
fn texts_are_in_the_asked_language_and_styles_are_read() {
    let (world, view, mut layout) = pair();
    let style = [
        ("fill", "#B5FFff"),
        ("font_style", "bold-italic"),
        ("font_size", "1.5"),
        ("form", "icon"),
        ("line", "red"),
    ];
    let style: Properties = style.iter().map(|(k, v)| (Box::from(*k), Value::from(*v))).collect();
    layout.nodes.get_mut("n1").unwrap().style = style;
    let diagram = world.draw(&view, Some(&layout), "zh");
    let node = &diagram.nodes[0];
    assert_eq!(node.label, "客户");
    assert_eq!(node.style.fill, Some(Color { r: 0xb5, g: 0xff, b: 0xff }));
    assert_eq!((node.style.line, node.style.font_size), (None, Some(4.0)));
    assert!(node.style.bold && node.style.italic);
    let Content::Element(figure) = &node.content else { panic!("{node:?}") };
    assert_eq!(
        (figure.form, &*figure.shape, &*figure.kind_label),
        (Form::Icon, "business-process", "业务流程")
    );
}
