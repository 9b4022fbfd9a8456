use proptest::prelude::*;

use super::*;
use crate::diagram::{Content, Edge, Node, PartFigure, label_size};
use crate::id::{ElementId, NodeId};
use crate::view::layout::tests::empty;
use crate::view::special::checks;
use crate::viewpoint::Engine;

const SHAPES: [&str; 6] = ["uml-call", "uml-reply", "uml-async", "uml-create", "uml-destroy", "uml-call"];
const LABELS: [&str; 4] =
    ["", "status", "profile by number of the caller", "按来电号码查询客户资料并返回\n(客户)"];

fn part(shape: &str) -> PartFigure {
    PartFigure {
        element: ElementId::parse("ix").unwrap(),
        part: "m".into(),
        shape: shape.into(),
        kind_label: String::new(),
    }
}

/// Lifelines, messages (from, to, shape, label), fragments (first, last, operands).
fn draft(
    lines: usize,
    messages: &[(usize, usize, usize, usize)],
    fragments: &[(usize, usize, Vec<usize>)],
) -> Draft {
    let mut draft = empty(Engine::Sequence);
    for n in 0..lines {
        let node = Node::bare(
            NodeId::parse(&format!("l{n}")).unwrap(),
            None,
            Content::Group,
            format!("Lifeline {n}"),
        );
        draft.add_node(node, Hint { lane: Some(n), ..Hint::default() });
    }
    for (n, (from, to, shape, label)) in messages.iter().enumerate() {
        let to = if *from >= lines && *to >= lines { &0 } else { to };
        let mut end = |end: usize| {
            if end < lines {
                return end;
            }
            let id = NodeId::parse(&format!("d{n}")).unwrap();
            let dot = Node::bare(id, None, Content::Part(part("uml-initial")), String::new());
            draft.add_node(dot, Hint { order: Some(n as i64), ..Hint::default() })
        };
        let ends = [end(*from), end(*to)];
        let mut edge = Edge::bare(
            NodeId::parse(&format!("m{n}")).unwrap(),
            Line::Part(part(SHAPES[*shape])),
            Vec::new(),
        );
        edge.label = LABELS[*label].to_owned();
        draft.add_edge(edge, ends[0], ends[1]);
    }
    for (n, (first, last, operands)) in fragments.iter().enumerate() {
        let node = Node::bare(
            NodeId::parse(&format!("f{n}")).unwrap(),
            None,
            Content::Part(part("frame")),
            "alt".into(),
        );
        let hint = Hint { order: Some(*first as i64), rank: Some(*last as i32), ..Hint::default() };
        let frame = draft.add_node(node, hint);
        for at in operands {
            let text =
                decor(&format!("g{n}-{at}"), "text", "[a guard that says when 条件]", Some(frame)).unwrap();
            draft.add_node(text, Hint { order: Some(*at as i64), ..Hint::default() });
        }
    }
    draft.measure();
    draft
}

fn check(diagram: &Diagram, messages: usize) {
    checks::boxes(diagram);
    checks::labels_keep_clear(diagram);
    let ys: Vec<f64> = diagram.edges[..messages].iter().map(|edge| edge.points[0].y).collect();
    assert!(ys.windows(2).all(|pair| pair[0] < pair[1]), "{ys:?}");
    // No stem runs through a label or a text.
    for edge in diagram.edges[..messages].iter().filter(|edge| !edge.label.is_empty()) {
        let (w, h) = label_size(edge);
        let label = Rect::new(edge.label_at.x - w / 2.0, edge.label_at.y - h / 2.0, w, h);
        for stem in diagram.edges[messages..]
            .iter()
            .filter(|e| matches!(&e.line, Line::Decor(name) if &**name == "stem"))
        {
            assert!(
                !checks::goes_through(stem.points[0], stem.points[1], label),
                "{label:?} {:?}",
                stem.points
            );
        }
    }
}

#[test]
fn a_call_has_a_bar_until_its_reply() {
    let diagram = arrange(draft(2, &[(0, 1, 0, 1), (1, 0, 1, 1)], &[]));
    check(&diagram, 2);
    let bar = diagram.nodes.iter().find(|node| node.id.as_str() == "execution:0").unwrap().rect;
    assert_eq!((bar.y, bar.bottom()), (diagram.edges[0].points[0].y, diagram.edges[1].points[0].y));
    assert_eq!(diagram.edges[0].points[1].x, bar.x);
}

#[test]
fn what_is_created_stands_at_the_message_and_what_is_destroyed_ends_there() {
    let diagram = arrange(draft(2, &[(0, 0, 2, 1), (0, 1, 3, 1), (0, 1, 4, 1), (0, 0, 2, 1)], &[]));
    check(&diagram, 4);
    let head = diagram.nodes[1].rect;
    assert_eq!(head.centre().y, diagram.edges[1].points[0].y);
    assert_eq!(diagram.edges[1].points[1].x, head.x);
    let stems = diagram.edges[4..].iter().filter(|edge| edge.id.as_str().starts_with("stem:1:"));
    let end = stems.map(|edge| edge.points[1].y).fold(0.0, f64::max);
    assert_eq!(end, diagram.edges[2].points[0].y);
}

#[test]
fn a_frame_encloses_its_messages_and_divides_its_operands() {
    let messages = [(0, 1, 2, 1), (1, 2, 2, 1), (2, 0, 2, 1), (0, 1, 2, 1)];
    let diagram = arrange(draft(3, &messages, &[(1, 2, vec![1, 2])]));
    check(&diagram, 4);
    let frame = diagram.nodes.iter().find(|node| node.id.as_str() == "f0").unwrap().rect;
    for (n, edge) in diagram.edges[..4].iter().enumerate() {
        let is_inside = edge
            .points
            .iter()
            .all(|p| frame.x <= p.x && p.x <= frame.right() && frame.y <= p.y && p.y <= frame.bottom());
        assert_eq!(is_inside, n == 1 || n == 2, "{n}");
    }
    let divider = diagram.edges.iter().find(|edge| edge.id.as_str().starts_with("divider")).unwrap();
    let y = divider.points[0].y;
    assert!(diagram.edges[1].points[0].y < y && y < diagram.edges[2].points[0].y);
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert!(arrange(empty(Engine::Sequence)).nodes.is_empty());
    check(&arrange(draft(3, &[], &[])), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn whatever_is_said_nothing_covers_anything(
        lines in 1..6_usize,
        messages in prop::collection::vec((0..6_usize, 0..6_usize, 0..6_usize, 0..4_usize), 0..20),
        fragments in prop::collection::vec((0..20_usize, 0..8_usize, prop::collection::vec(0..20_usize, 0..3)), 0..2),
    ) {
        let fragments: Vec<(usize, usize, Vec<usize>)> =
            fragments.into_iter().map(|(first, more, mut operands)| { operands.sort_unstable(); operands.dedup(); (first, first + more, operands) }).collect();
        let diagram = arrange(draft(lines, &messages, &fragments[..fragments.len().min(1)]));
        check(&diagram, messages.len());
    }
}
