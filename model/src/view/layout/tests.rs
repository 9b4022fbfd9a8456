//! Every layout, over many random drafts.

use proptest::prelude::*;

use super::*;
use crate::diagram::{Content, Edge, End, Line, Node, Outline, preferred_size};
use crate::id::{NodeId, ViewId};
use crate::layered::InProcess;
use crate::view::Hint;
use crate::viewpoint::{Arrangement, Direction, Notation};

/// What a random draft is made of.
#[derive(Clone, Debug)]
struct Sketch {
    /// For each node: its parent among those before it, a label, a rank.
    nodes: Vec<(Option<usize>, usize, u8)>,
    edges: Vec<(usize, usize, u8)>,
    direction: usize,
}

const DIRECTIONS: [Direction; 4] = [Direction::Down, Direction::Up, Direction::Right, Direction::Left];
const LABELS: [&str; 6] = [
    "CRM",
    "Order management",
    "a",
    "客户关系管理",
    "Extraordinarily long-winded name of an application",
    "",
];

fn sketch(most: usize) -> impl Strategy<Value = Sketch> {
    let node = (any::<prop::sample::Index>(), 0..3_u8, 0..LABELS.len(), 0..5_u8);
    let edge = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8);
    let nodes = prop::collection::vec(node, 0..most);
    (nodes, prop::collection::vec(edge, 0..most * 3 / 2), 0..4_usize).prop_map(|(drawn, edges, direction)| {
        let mut nodes: Vec<(Option<usize>, usize, u8)> = Vec::new();
        let mut depth: Vec<usize> = Vec::new();
        for (at, inside, label, rank) in drawn {
            let parent = (inside == 0 && !nodes.is_empty()).then(|| at.index(nodes.len()));
            let parent = parent.filter(|p| depth[*p] < 4);
            depth.push(parent.map_or(1, |p| depth[p] + 1));
            nodes.push((parent, label, rank));
        }
        let count = nodes.len();
        let edges = edges.into_iter().filter(|_| count > 0);
        let edges = edges.map(|(a, b, label)| (a.index(count), b.index(count), label)).collect();
        Sketch { nodes, edges, direction }
    })
}

pub(super) fn empty(engine: Engine) -> Draft {
    let diagram = Diagram {
        view: ViewId::parse("v").unwrap(),
        language: "en".into(),
        notation: Notation::default(),
        audience: None,
        title: String::new(),
        description: String::new(),
        bounds: Rect::default(),
        nodes: Vec::new(),
        edges: Vec::new(),
        legend: None,
        notes: Vec::new(),
    };
    let arrangement = Arrangement { engine, ..Arrangement::default() };
    Draft { diagram, hints: Vec::new(), ends: Vec::new(), arrangement }
}

fn draft(sketch: &Sketch, engine: Engine) -> Draft {
    let mut draft = empty(engine);
    draft.arrangement.direction = DIRECTIONS[sketch.direction];
    for (n, (parent, label, rank)) in sketch.nodes.iter().enumerate() {
        let id = NodeId::parse(&format!("n{n}")).unwrap();
        let node = Node::bare(id, *parent, Content::Group, LABELS[*label].into());
        let rank = i32::from(*rank);
        let mut hint = Hint { lane: Some(rank as usize), ..Hint::default() };
        if engine == Engine::Radial || (engine != Engine::Layered || rank > 2) {
            hint.rank = Some(rank);
        }
        draft.add_node(node, hint);
    }
    for (n, (from, to, label)) in sketch.edges.iter().enumerate() {
        let id = NodeId::parse(&format!("e{n}")).unwrap();
        let mut edge = Edge::bare(id, Line::Plain, Vec::new());
        edge.label = ["", "", "reads", "is notified of every change"][usize::from(*label)].into();
        if *label == 1 {
            edge.ends[0] = Some(("0..1".into(), Point::default()));
            edge.ends[1] = Some(("orders *".into(), Point::default()));
        }
        let nodes = &draft.diagram.nodes;
        edge.is_implied = nodes[*from].parent == Some(*to) || nodes[*to].parent == Some(*from);
        draft.add_edge(edge, *from, *to);
    }
    draft.measure();
    draft
}

fn is_within(diagram: &Diagram, mut node: usize, outer: usize) -> bool {
    loop {
        if node == outer {
            return true;
        }
        match diagram.nodes[node].parent {
            Some(parent) => node = parent,
            None => return false,
        }
    }
}

/// Everything that holds for every layout.
fn check(diagram: &Diagram, ends: &[(End, End)], engine: Engine) {
    let nodes = &diagram.nodes;
    for (n, node) in nodes.iter().enumerate() {
        let r = node.rect;
        assert!([r.x, r.y, r.w, r.h].iter().all(|v| v.is_finite()), "node {n} is nowhere");
        let (w, h) = preferred_size(node);
        assert!(r.w >= w - 0.01 && r.h >= h - 0.01, "node {n} is too small: {r:?}, {w} {h}");
        if let Some(parent) = node.parent {
            assert!(
                nodes[parent].rect.encloses(r),
                "{n} sticks out of {parent}: {r:?} {:?}",
                nodes[parent].rect
            );
            let (_, title) = preferred_size(&nodes[parent]);
            assert!(r.y >= nodes[parent].rect.y + title - 0.01, "{n} covers the title of {parent}");
            assert!(nodes[parent].head_room >= title - 0.01);
        }
        for (m, other) in nodes.iter().enumerate().skip(n + 1) {
            if other.parent == node.parent && !is_frame(node) && !is_frame(other) {
                assert!(other.rect.overlap(r) < 0.01, "{n} and {m} overlap: {r:?} {:?}", other.rect);
            }
        }
    }
    for (n, edge) in diagram.edges.iter().enumerate().filter(|(_, edge)| !edge.is_implied) {
        assert!(edge.points.len() >= 2, "edge {n} has no points");
        assert!(edge.points.iter().all(|p| p.x.is_finite() && p.y.is_finite()), "edge {n} is nowhere");
        let (End::Node(from), End::Node(to)) = ends[n] else { continue };
        for (point, end) in [(edge.points[0], from), (edge.points[edge.points.len() - 1], to)] {
            assert!(
                is_on_border(point, nodes[end].outline()),
                "edge {n} ends off {end}: {point:?} {:?}",
                nodes[end].rect
            );
        }
        let is_around = |m: usize| is_within(diagram, from, m) || is_within(diagram, to, m);
        for (m, node) in nodes.iter().enumerate().filter(|(m, node)| !is_around(*m) && !is_frame(node)) {
            let crosses = edge.points.windows(2).any(|pair| crosses(pair[0], pair[1], node.rect));
            assert!(
                !crosses || engine == Engine::Radial,
                "edge {n} {from}>{to} crosses {m}: {:?} {:?}",
                edge.points,
                node.rect
            );
        }
        if edge.label.is_empty() || engine == Engine::Radial {
            continue;
        }
        let (w, h) = crate::diagram::label_size(edge);
        let label = Rect::new(edge.label_at.x - w / 2.0, edge.label_at.y - h / 2.0, w, h);
        for (m, node) in nodes
            .iter()
            .enumerate()
            .filter(|(m, node)| !(is_frame(node) || is_around(*m) && node.is_container))
        {
            assert!(node.rect.overlap(label) < 0.01, "label of {n} covers {m}: {label:?} {:?}", node.rect);
        }
        for (m, other) in diagram.edges.iter().enumerate().take(n) {
            if other.is_implied || other.label.is_empty() {
                continue;
            }
            let (w, h) = crate::diagram::label_size(other);
            let other = Rect::new(other.label_at.x - w / 2.0, other.label_at.y - h / 2.0, w, h);
            assert!(other.overlap(label) < 0.01, "labels of {n} and {m} cover each other");
        }
    }
}

/// Whether a node lies behind others that are not inside it.
fn is_frame(node: &Node) -> bool {
    matches!(&node.content, Content::Decor(shape) if &**shape == "column")
}

fn is_on_border(point: Point, outline: Outline) -> bool {
    match outline {
        Outline::Rect(r) => {
            let off = [point.x - r.x, r.right() - point.x, point.y - r.y, r.bottom() - point.y];
            off.iter().all(|o| *o > -0.1) && off.iter().any(|o| o.abs() < 0.1)
        }
        Outline::Ellipse(r) => {
            let c = r.centre();
            let reach = ((point.x - c.x) / r.w * 2.0).hypot((point.y - c.y) / r.h * 2.0);
            (reach - 1.0).abs() < 0.1
        }
        Outline::Point(_) => true,
    }
}

fn holds(sketch: &Sketch, engine: Engine) {
    let asked = draft(sketch, engine);
    let ends = asked.ends.clone();
    let diagram = arrange(asked, &InProcess);
    assert!(!diagram.notes.iter().any(|note| note.starts_with(LAYOUT_FALLBACK)), "{:?}", diagram.notes);
    check(&diagram, &ends, engine);
    assert_eq!(diagram, arrange(draft(sketch, engine), &InProcess));
}

macro_rules! properties {
    ($($name:ident $engine:ident $most:literal;)*) => { $(
        #[test]
        fn $name() {
            let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
            proptest!(config, |(sketch in sketch($most))| holds(&sketch, Engine::$engine));
        }
    )* }
}

properties! {
    layers_hold Layered 40;
    grids_hold Grid 60;
    maps_hold Map 60;
    bands_hold Bands 60;
    cascades_hold Cascade 60;
    rings_hold Radial 60;
}

const ENGINES: [Engine; 6] =
    [Engine::Layered, Engine::Grid, Engine::Map, Engine::Bands, Engine::Cascade, Engine::Radial];

#[test]
fn nothing_gives_nothing() {
    for engine in ENGINES {
        let diagram = arrange(empty(engine), &InProcess);
        assert_eq!(diagram.bounds, Rect::default());
        assert!(diagram.notes.is_empty());
    }
}

/// An engine that never has an answer.
struct Broken;

impl crate::layered::Engine for Broken {
    fn layout(&self, _: &crate::layered::Graph) -> Result<crate::layered::Placed, crate::layered::Failure> {
        Err(crate::layered::Failure::TimedOut)
    }
}

#[test]
fn without_layers_there_is_a_grid_and_a_note() {
    let sketch =
        Sketch { nodes: vec![(None, 0, 0); 6], edges: vec![(0, 1, 2), (1, 0, 0), (2, 2, 3)], direction: 0 };
    let asked = draft(&sketch, Engine::Layered);
    let ends = asked.ends.clone();
    let diagram = arrange(asked, &Broken);
    check(&diagram, &ends, Engine::Grid);
    assert_eq!(diagram.notes.len(), 1);
    assert!(diagram.notes[0].starts_with(LAYOUT_FALLBACK), "{:?}", diagram.notes);
}

#[test]
fn five_thousand_boxes_come_to_an_end() {
    for engine in ENGINES {
        let nodes = (0..5_000_usize)
            .map(|n| (n.checked_sub(1).filter(|_| n % 7 != 0).map(|_| n / 7 * 7), n % 5, (n % 5) as u8));
        let edges = (0..5_000_usize).map(|n| (n, n * 7919 % 5_000, 0));
        let sketch = Sketch { nodes: nodes.collect(), edges: edges.collect(), direction: 0 };
        let asked = draft(&sketch, engine);
        let start = std::time::Instant::now();
        let diagram = arrange(asked, &Broken);
        eprintln!("{engine:?} {:?}", start.elapsed());
        assert!(start.elapsed().as_secs() < 20, "{engine:?} took {:?}", start.elapsed());
        assert!(diagram.edges.iter().all(|edge| edge.is_implied || edge.points.len() >= 2));
    }
}

#[test]
fn boxes_without_lines_are_packed_below() {
    let sketch = Sketch { nodes: vec![(None, 0, 0); 30], edges: vec![(0, 1, 0), (1, 2, 0)], direction: 0 };
    let diagram = arrange(draft(&sketch, Engine::Layered), &InProcess);
    let Rect { w, h, .. } = diagram.bounds;
    assert!(w < 4.0 * h && h < 2.0 * w, "{w} {h}");
    let lowest = diagram.nodes[..3].iter().map(|node| node.rect.bottom()).fold(0.0, f64::max);
    assert!(diagram.nodes[3..].iter().all(|node| node.rect.y > lowest));
}

#[test]
fn lines_end_at_junctions_and_at_lines() {
    use crate::diagram::{Figure, Form};
    use crate::element::Junction;
    use crate::metamodel::Layer;
    for engine in ENGINES {
        let sketch = Sketch {
            nodes: vec![(None, 0, 0), (None, 1, 1), (None, 2, 2)],
            edges: vec![(0, 1, 2), (1, 2, 0)],
            direction: 2,
        };
        let mut asked = draft(&sketch, engine);
        asked.diagram.nodes[1].content = Content::Element(Figure {
            element: crate::id::ElementId::parse("j").unwrap(),
            kind: crate::id::KindId::parse("junction").unwrap(),
            kind_label: String::new(),
            shape: "junction".into(),
            layer: Layer::Other,
            specializations: Vec::new(),
            image: None,
            form: Form::Box,
            junction: Junction::And,
        });
        asked.measure();
        let edge = Edge::bare(NodeId::parse("to-line").unwrap(), Line::Plain, Vec::new());
        asked.diagram.edges.push(edge);
        asked.ends.push((End::Node(2), End::Edge(0)));
        let ends = asked.ends.clone();
        let diagram = arrange(asked, &InProcess);
        check(&diagram, &ends, engine);
        let end = diagram.edges[2].points[diagram.edges[2].points.len() - 1];
        assert!(end.distance(crate::diagram::middle(&diagram.edges[0].points)) < 0.1, "{engine:?}");
    }
}

#[test]
fn chains_are_straight_and_columns_hold_their_boxes() {
    let nodes = (0..9).map(|n| (None, 0, n % 3)).collect();
    let edges = (0..3).flat_map(|k| [(3 * k, 3 * k + 1, 0), (3 * k + 1, 3 * k + 2, 0)]).collect();
    let mut asked = draft(&Sketch { nodes, edges, direction: 0 }, Engine::Cascade);
    for lane in 0..3 {
        let head = crate::view::decor(&format!("column:{lane}"), "column", "Column", None).unwrap();
        asked.add_node(head, Hint { lane: Some(lane), ..Hint::default() });
    }
    let diagram = arrange(asked, &InProcess);
    assert!(diagram.edges.iter().all(|edge| edge.points.len() == 2), "{:?}", diagram.edges);
    let (columns, boxes): (Vec<&Node>, Vec<&Node>) = diagram.nodes.iter().partition(|node| is_frame(node));
    assert!(is_frame(&diagram.nodes[0]), "columns lie behind");
    assert!(boxes.iter().all(|node| columns.iter().any(|column| column.rect.encloses(node.rect))));
    assert!(
        columns
            .iter()
            .all(|column| column.rect.h == columns[0].rect.h && diagram.bounds.encloses(column.rect))
    );
}
