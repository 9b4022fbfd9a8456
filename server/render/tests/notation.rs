//! What is promised of notations, of what layouts add, and of what a box says beside its name.

#![expect(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, LazyLock};

use archweave_model::diagram::{
    Arrow, Content, Diagram, Edge, Feature, Figure, Form, Legend, LegendEntry, Line, Node, PartFigure, Point,
    Rect, Sample, preferred_size,
};
use archweave_model::element::Junction;
use archweave_model::id::{ElementId, KindId, NodeId, RelationId, ViewId};
use archweave_model::metamodel::Layer;
use archweave_model::view::table::Of;
use archweave_model::viewpoint::Notation;
use archweave_render::{Options, Target, Theme, svg};
use resvg::usvg;

const TABLES: [(&str, &str, &str); 3] = [
    (
        "uml",
        include_str!("../../../templates/svg/shapes/uml/shapes.json"),
        include_str!("../../../templates/svg/shapes/uml/lines.json"),
    ),
    (
        "plain",
        include_str!("../../../templates/svg/shapes/plain/shapes.json"),
        include_str!("../../../templates/svg/shapes/plain/lines.json"),
    ),
    (
        "decor",
        include_str!("../../../templates/svg/shapes/decor/shapes.json"),
        include_str!("../../../templates/svg/shapes/decor/lines.json"),
    ),
];

fn names(table: &str) -> Vec<String> {
    let table: BTreeMap<String, serde_json::Value> = serde_json::from_str(table).unwrap();
    table.into_keys().collect()
}

fn diagram(notation: Notation) -> Diagram {
    Diagram {
        view: ViewId::parse("v").unwrap(),
        language: "en".into(),
        notation,
        audience: None,
        title: "Test".to_owned(),
        description: String::new(),
        bounds: Rect::default(),
        nodes: Vec::new(),
        edges: Vec::new(),
        legend: None,
        notes: Vec::new(),
    }
}

fn figure(shape: &str) -> Content {
    Content::Element(Figure {
        element: ElementId::parse("crm").unwrap(),
        kind: KindId::parse("application-component").unwrap(),
        kind_label: "Application Component".to_owned(),
        shape: shape.into(),
        layer: Layer::Application,
        specializations: Vec::new(),
        image: None,
        form: Form::Box,
        junction: Junction::And,
    })
}

fn part(shape: &str) -> PartFigure {
    PartFigure {
        element: ElementId::parse("crm").unwrap(),
        part: "p1".into(),
        shape: shape.into(),
        kind_label: "State".to_owned(),
    }
}

fn node(content: Content, label: &str, w: f64, h: f64) -> Node {
    let bare = Node::bare(NodeId::parse("n").unwrap(), None, content, label.to_owned());
    Node { rect: Rect::new(0.0, 0.0, w, h), head_room: h, ..bare }
}

fn edge(line: Line, label: &str) -> Edge {
    let points = vec![Point::new(0.0, 0.0), Point::new(200.0, 0.0)];
    Edge { label: label.to_owned(), ..Edge::bare(NodeId::parse("l").unwrap(), line, points) }
}

fn draw(diagram: &Diagram) -> String {
    svg(diagram, &Options::default()).unwrap()
}

fn draw_node(node: Node) -> String {
    let mut diagram = diagram(Notation::Uml);
    diagram.bounds = node.rect;
    diagram.nodes.push(node);
    draw(&diagram)
}

fn parse(text: &str) -> usvg::Tree {
    static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for (_, file) in archweave_render::font_files() {
            fonts.load_font_data(file.to_vec());
        }
        Arc::new(fonts)
    });
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
    usvg::Tree::from_str(text, &options).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn texts(group: &usvg::Group, found: &mut Vec<resvg::tiny_skia::Rect>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => texts(inner, found),
            usvg::Node::Text(text) => found.push(text.abs_bounding_box()),
            _ => {}
        }
    }
}

/// Text lies inside a box at 0 0 of this size; the sheet begins 14 pixels left of and above it.
#[track_caller]
fn check_inside(text: &str, w: f64, h: f64) {
    let mut found = Vec::new();
    texts(parse(text).root(), &mut found);
    for rect in found {
        let (left, top) = (f64::from(rect.left()) - 14.0, f64::from(rect.top()) - 14.0);
        let (right, bottom) = (f64::from(rect.right()) - 14.0, f64::from(rect.bottom()) - 14.0);
        assert!(
            left >= -1.0 && top >= -3.0 && right <= w + 1.0 && bottom <= h + 3.0,
            "{rect:?} in {w} x {h}: {text}"
        );
    }
}

/// Shapes whose names stand outside of them where they are small.
const OUTSIDE: [&str; 5] = ["uml-decision", "uml-choice", "uml-port", "uml-provided", "uml-required"];

#[test]
fn every_shape_is_drawn_and_keeps_its_text_inside() {
    for (folder, shapes, _) in TABLES {
        for name in names(shapes) {
            for (w, h) in [(20.0, 12.0), (40.0, 30.0), (120.0, 55.0), (300.0, 160.0)] {
                let content =
                    if folder == "decor" { Content::Decor(name.as_str().into()) } else { figure(&name) };
                let mut made = node(content, "Handle customer call", w, h);
                made.keyword = "device".to_owned();
                made.below = vec!["Customer service".to_owned(), "Live".to_owned()];
                made.badge = "3.4.1".to_owned();
                let text = draw_node(made);
                parse(&text);
                if !OUTSIDE.contains(&name.as_str()) {
                    check_inside(&text, w, h);
                }
            }
        }
    }
}

#[test]
fn every_line_is_drawn() {
    for (folder, _, lines) in TABLES {
        for name in names(lines) {
            let line = match folder {
                "decor" => Line::Decor(name.as_str().into()),
                _ => Line::Part(part(&name)),
            };
            let mut diagram = diagram(Notation::Uml);
            diagram.edges.push(edge(line, "label"));
            parse(&draw(&diagram));
        }
    }
}

#[test]
fn uml_lines_end_as_the_standard_says() {
    let of = |name: &str| {
        let mut diagram = diagram(Notation::Uml);
        diagram.edges.push(edge(Line::Part(part(name)), ""));
        draw(&diagram).split("<g class=\"aw-edges\">").nth(1).unwrap().to_owned()
    };
    let (whole, general) = ("translate(0 0) rotate(180)", "translate(200 0) rotate(0)");
    for (name, start, end, is_dashed) in [
        ("uml-association", false, false, false),
        ("uml-navigable", false, true, false),
        ("uml-aggregation", true, false, false),
        ("uml-composition", true, false, false),
        ("uml-generalization", false, true, false),
        ("uml-realization", false, true, true),
        ("uml-dependency", false, true, true),
        ("uml-communication", false, false, false),
        ("uml-call", false, true, false),
        ("uml-reply", false, true, true),
    ] {
        let drawn = of(name);
        assert_eq!(drawn.contains(whole), start, "{name}");
        assert_eq!(drawn.contains(general), end, "{name}");
        assert_eq!(drawn.contains("stroke-dasharray"), is_dashed, "{name}");
    }
    assert!(of("uml-include").contains("«include»") && of("uml-extend").contains("«extend»"));
}

fn class(w: f64, h: f64) -> Node {
    let list = |texts: &[&str]| {
        let feature = |(n, text): (usize, &&str)| Feature {
            part: format!("f{n}").into(),
            text: (*text).to_owned(),
            italic: n == 1,
            underline: n == 0,
        };
        texts.iter().enumerate().map(feature).collect::<Vec<_>>()
    };
    let mut node = node(figure("uml-class"), "Order", w, h);
    node.keyword = "entity".to_owned();
    node.compartments =
        vec![list(&["+ number : text", "+ placed : date", "- total : money"]), list(&["+ cancel()"])];
    node
}

#[test]
fn compartments_are_drawn_where_there_is_room() {
    let (w, h) = preferred_size(&class(0.0, 0.0));
    let whole = draw_node(class(w, h));
    for part in ["«entity»", "+ number : text", "+ placed : date", "- total : money", "+ cancel()"] {
        assert!(whole.contains(part), "{part} in {whole}");
    }
    assert!(whole.contains("data-part=\"crm#f0\"") && whole.contains("text-decoration=\"underline\""));
    assert!(whole.contains("font-style=\"italic\"") && whole.contains("font-weight=\"700\""));
    // One list gives way, then its features; the name stays.
    let less = draw_node(class(w, h - 30.0));
    assert!(less.contains("- total : money") && !less.contains("cancel"), "{less}");
    let few = draw_node(class(w, 75.0));
    assert!(few.contains("+ number : text") && few.contains('…') && !few.contains("money"), "{few}");
    let none = draw_node(class(w, 30.0));
    assert!(none.contains("Order") && !none.contains("aw-features"), "{none}");
    for h in (5..200).step_by(7) {
        for w in [30.0, 90.0, 180.0] {
            check_inside(&draw_node(class(w, f64::from(h))), w, f64::from(h));
        }
    }
}

#[test]
fn a_tone_is_the_colour_inside_whatever_else_is_said() {
    let mut made = node(figure("uml-class"), "Order", 120.0, 55.0);
    made.style.fill = archweave_model::diagram::Color::parse("#123456");
    made.tone = Some("good".into());
    let text = draw_node(made);
    assert!(text.contains("fill=\"#d3f0d8\"") && !text.contains("#123456"), "{text}");
}

#[test]
fn decor_is_hidden_from_readers_unless_it_leads_somewhere() {
    let mut drawn = diagram(Notation::Archimate);
    let cell = node(Content::Decor("cell".into()), "CRM", 120.0, 30.0);
    let linked = Node { link: Of::Element(ElementId::parse("crm").unwrap()), ..cell.clone() };
    let state = node(Content::Part(part("uml-state")), "Open", 120.0, 30.0);
    drawn.nodes = vec![cell, linked, state];
    drawn.edges =
        vec![edge(Line::Decor("guide".into()), ""), edge(Line::Part(part("uml-transition")), "assign")];
    let link = |target: Target<'_>| match target {
        Target::Element(id) => Some(format!("/e/{id}")),
        _ => None,
    };
    let text = svg(&drawn, &Options { link: Some(&link), ..Options::default() }).unwrap();
    assert_eq!(text.matches("aria-hidden=\"true\"").count(), 2, "{text}");
    assert_eq!(text.matches("<a href=\"/e/crm\">").count(), 2, "{text}");
    assert!(text.contains("<title>Open (State)</title>"), "{text}");
    // The node, the line and its label.
    assert_eq!(text.matches("data-part=\"crm#p1\"").count(), 3, "{text}");
}

#[test]
fn guides_lie_between_backdrops_and_nodes() {
    let mut drawn = diagram(Notation::Uml);
    drawn.nodes = vec![
        node(figure("uml-class"), "Order", 120.0, 55.0),
        node(Content::Decor("lane".into()), "Sales", 300.0, 90.0),
    ];
    drawn.edges = vec![edge(Line::Decor("stem".into()), "")];
    let text = draw(&drawn);
    let at = |what: &str| text.find(what).unwrap();
    assert!(
        at("data-decor=\"lane\"") < at("data-decor=\"stem\"")
            && at("data-decor=\"stem\"") < at("data-element=\"crm\"")
    );
}

#[test]
fn the_legend_is_below_and_the_sheet_grows() {
    let mut drawn = diagram(Notation::Archimate);
    drawn.nodes.push(node(figure("uml-class"), "Order", 400.0, 100.0));
    drawn.bounds = Rect::new(0.0, 0.0, 400.0, 100.0);
    let before = parse(&draw(&drawn)).size();
    let entry = |sample: Sample, label: &str| LegendEntry { sample, label: label.to_owned() };
    let mut entries = vec![
        entry(Sample::Shape("uml-actor".into()), "Actor"),
        entry(Sample::Line("flow".into()), "Flow"),
        entry(Sample::Letter("R".into()), "Responsible"),
    ];
    entries
        .extend((1..=8).map(|n| entry(Sample::Tone(format!("c{n}").into()), "A department of the company")));
    drawn.legend = Some(Legend { title: "Department".to_owned(), entries });
    for theme in [Theme::Light, Theme::Dark] {
        let text = svg(&drawn, &Options { theme, ..Options::default() }).unwrap();
        let tree = parse(&text);
        assert_eq!(tree.size().width(), before.width());
        assert!(tree.size().height() > before.height() + 60.0);
        assert_eq!(text.matches("aw-legend-entry").count(), 11);
        assert!(text.contains("font-weight=\"700\">Department<"), "{text}");
        let mut found = Vec::new();
        texts(tree.root(), &mut found);
        assert!(found.iter().all(|r| r.right() <= tree.size().width() && r.bottom() <= tree.size().height()));
    }
}

#[test]
fn ends_of_lines_are_labelled_on_plates() {
    let mut drawn = diagram(Notation::Uml);
    let mut made = edge(Line::Part(part("uml-association")), "places");
    made.ends = [
        Some(("1".to_owned(), Point::new(12.0, -9.0))),
        Some(("orders 0..*".to_owned(), Point::new(160.0, -9.0))),
    ];
    made.tone = Some("bad".into());
    drawn.edges.push(made);
    let text = draw(&drawn);
    let labels = text.split("aw-edge-labels").nth(1).unwrap();
    assert_eq!(labels.matches("fill-opacity").count(), 3, "{labels}");
    assert!(labels.contains(">1<") && labels.contains(">orders 0..*<"), "{labels}");
}

#[test]
fn boxes_that_need_no_key_have_lines_that_need_none() {
    let arrow = |shape: &str| {
        Line::Relation(Arrow {
            relation: RelationId::parse("r").unwrap(),
            kind: KindId::parse(shape).unwrap(),
            kind_label: shape.to_owned(),
            shape: shape.into(),
            access: None,
            directed: false,
        })
    };
    for (shape, heads) in
        [("composition", 0), ("assignment", 1), ("access", 1), ("flow", 1), ("association", 0)]
    {
        let mut drawn = diagram(Notation::Plain);
        drawn.nodes.push(node(figure("application-component"), "CRM", 120.0, 55.0));
        drawn.edges.push(edge(arrow(shape), ""));
        let text = draw(&drawn);
        assert_eq!(text.matches("rotate(").count(), heads, "{shape}: {text}");
        assert!(!text.contains("dasharray") && !text.contains("<use"), "{text}");
    }
}

#[test]
fn ids_are_unique_and_tell_the_view() {
    let mut drawn = diagram(Notation::Uml);
    drawn.view = ViewId::parse("a\"b").unwrap();
    for _ in 0..2 {
        drawn.nodes.push(node(figure("uml-component"), "CRM", 120.0, 55.0));
        drawn.nodes.push(node(figure("uml-actor"), "Agent", 120.0, 80.0));
    }
    let text = draw(&drawn);
    parse(&text);
    let ids: Vec<&str> = text.split(" id=\"").skip(1).map(|t| t.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("aw-a_b-")), "{ids:?}");
}

#[test]
fn text_of_a_model_stays_text() {
    let hostile = "\"><script>alert(1)</script>&{{x}}";
    let mut made = class(200.0, 200.0);
    made.label = hostile.to_owned();
    made.keyword = hostile.to_owned();
    made.below = vec![hostile.to_owned()];
    made.badge = hostile.to_owned();
    made.tone = Some(hostile.into());
    made.compartments[0][0].text = hostile.to_owned();
    made.compartments[0][0].part = hostile.into();
    let mut drawn = diagram(Notation::Uml);
    let unknown = node(Content::Decor(hostile.into()), hostile, 200.0, 40.0);
    drawn.nodes = vec![made, unknown, node(Content::Part(part(hostile)), hostile, 200.0, 40.0)];
    let mut line = edge(Line::Decor(hostile.into()), hostile);
    line.ends = [Some((hostile.to_owned(), Point::default())), None];
    line.tone = Some(hostile.into());
    drawn.edges = vec![line, edge(Line::Part(part(hostile)), hostile)];
    let sample = |sample| LegendEntry { sample, label: hostile.to_owned() };
    let samples = [
        Sample::Tone(hostile.into()),
        Sample::Shape(hostile.into()),
        Sample::Line(hostile.into()),
        Sample::Letter(hostile.into()),
    ];
    drawn.legend = Some(Legend { title: hostile.to_owned(), entries: samples.map(sample).into() });
    let text = draw(&drawn);
    parse(&text);
    assert!(!text.contains("<script"), "{text}");
}
