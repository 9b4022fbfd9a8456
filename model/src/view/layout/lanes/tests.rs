use proptest::prelude::*;

use super::*;
use crate::diagram::{Edge, Line, Node};
use crate::id::NodeId;
use crate::view::layout::tests::empty;
use crate::view::special::checks;
use crate::view::{Hint, decor};
use crate::viewpoint::Engine;

/// Lanes with the names of their boxes, and lines with their labels.
fn draft(lanes: &[usize], lines: &[(usize, usize, &str)], direction: Direction, small: usize) -> Draft {
    let mut draft = empty(Engine::Lanes);
    draft.arrangement.direction = direction;
    let mut boxes = Vec::new();
    for (n, count) in lanes.iter().enumerate() {
        let lane = decor(&format!("lane{n}"), "lane", format!("Lane number {n} 泳道"), None).unwrap();
        let lane = draft.add_node(lane, Hint::default());
        for m in 0..*count {
            let id = NodeId::parse(&format!("box{n}-{m}")).unwrap();
            let shape = if small > 0 && (n + m) % small == 0 { "uml-initial" } else { "text" };
            let node =
                Node::bare(id, Some(lane), Content::Decor(shape.into()), format!("Step {m} of lane {n}"));
            boxes.push(draft.add_node(node, Hint::default()));
        }
    }
    for (n, (from, to, label)) in lines.iter().enumerate().filter(|_| !boxes.is_empty()) {
        let mut edge = Edge::bare(NodeId::parse(&format!("line{n}")).unwrap(), Line::Plain, Vec::new());
        edge.label = (*label).to_owned();
        draft.add_edge(edge, boxes[from % boxes.len()], boxes[to % boxes.len()]);
    }
    draft.measure();
    draft
}

fn check(diagram: &Diagram) {
    checks::boxes(diagram);
    checks::lines_keep_clear(diagram);
    checks::labels_keep_clear(diagram);
}

/// Left edges of boxes, counted in columns.
fn columns(diagram: &Diagram) -> Vec<usize> {
    let mut xs: Vec<f64> = diagram.nodes.iter().filter(|n| n.parent.is_some()).map(|n| n.rect.x).collect();
    let all = xs.clone();
    xs.sort_by(f64::total_cmp);
    xs.dedup();
    all.iter().map(|x| xs.iter().position(|other| other == x).unwrap()).collect()
}

#[test]
fn a_flow_runs_forward_and_comes_back_around() {
    let lines = [(0, 1, ""), (1, 2, "[yes]"), (2, 3, ""), (1, 3, "[no]"), (3, 0, "again")];
    for direction in [Direction::Right, Direction::Down] {
        let diagram = arrange(draft(&[2, 2], &lines, direction, 0));
        check(&diagram);
    }
    assert_eq!(columns(&arrange(draft(&[2, 2], &lines, Direction::Right, 0))), [0, 1, 2, 3]);
}

#[test]
fn without_lines_boxes_of_a_lane_stand_below_each_other() {
    let diagram = arrange(draft(&[3], &[], Direction::Right, 0));
    check(&diagram);
    assert_eq!(columns(&diagram), [0, 0, 0]);
    assert!(arrange(draft(&[], &[], Direction::Right, 0)).nodes.is_empty());
}

#[test]
fn boxes_in_a_row_are_joined_by_a_straight_line() {
    let diagram = arrange(draft(&[2], &[(0, 1, "[enough]")], Direction::Right, 0));
    assert_eq!(diagram.edges[0].points.len(), 2);
}

const LABELS: [&str; 4] = ["", "", "[new fault]", "[the crew is not there in time, 班组未按时到达]"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn whatever_flows_nothing_covers_anything(
        lanes in prop::collection::vec(0..5_usize, 0..5),
        lines in prop::collection::vec((0..25_usize, 0..25_usize, 0..4_usize), 0..25),
        right in any::<bool>(),
        small in 0..4_usize,
    ) {
        let lines: Vec<(usize, usize, &str)> = lines.iter().map(|(a, b, label)| (*a, *b, LABELS[*label])).collect();
        let direction = if right { Direction::Right } else { Direction::Down };
        let diagram = arrange(draft(&lanes, &lines, direction, small));
        check(&diagram);
        prop_assert_eq!(diagram, arrange(draft(&lanes, &lines, direction, small)));
    }
}
