//! Properties over random graphs, hostile ones, and the cases that the library fails on by itself.

mod random;

use proptest::prelude::*;
use random::{Sort, of};

use super::*;
use crate::diagram::Rect;

const OFF: f64 = 0.02;

fn node(parent: Option<usize>) -> Node {
    Node { parent, w: 120.0, h: 55.0, padding: [24.0, 8.0, 8.0, 8.0], ..Node::default() }
}

fn edge(from: usize, to: usize) -> Edge {
    Edge { from: End::node(from), to: End::node(to), labels: Vec::new() }
}

fn graph(parents: &[Option<usize>], edges: &[[usize; 2]]) -> Graph {
    Graph {
        nodes: parents.iter().map(|&parent| node(parent)).collect(),
        edges: edges.iter().map(|&[from, to]| edge(from, to)).collect(),
        ..Graph::default()
    }
}

fn rect([x, y, w, h]: [f64; 4]) -> Rect {
    Rect::new(x, y, w, h)
}

/// Whether they share more than a border.
fn overlap(a: Rect, b: Rect) -> bool {
    a.x + OFF < b.right() && b.x + OFF < a.right() && a.y + OFF < b.bottom() && b.y + OFF < a.bottom()
}

fn touches([x, y]: [f64; 2], rect: Rect) -> bool {
    let off = [x - rect.x, rect.right() - x, y - rect.y, rect.bottom() - y];
    off.iter().all(|off| *off > -OFF) && off.iter().any(|off| off.abs() < OFF)
}

/// What holds for every answer.
fn check_answer(graph: &Graph, placed: &Placed) {
    assert_eq!((placed.nodes.len(), placed.edges.len()), (graph.nodes.len(), graph.edges.len()));
    let bounds = placed.bounds();
    assert!(bounds.x.abs() < OFF && bounds.y.abs() < OFF, "starts at {bounds:?}");
    for (a, (node, &own)) in graph.nodes.iter().zip(&placed.nodes).enumerate() {
        assert!(own.w >= node.w - OFF && own.h >= node.h - OFF, "node {a} is too small");
        for (b, other) in graph.nodes.iter().enumerate().skip(a + 1) {
            assert!(other.parent != node.parent || !overlap(own, placed.nodes[b]), "{a} and {b} overlap");
        }
        if let Some(parent) = node.parent {
            let [top, right, bottom, left] = graph.nodes[parent].padding;
            let outer = placed.nodes[parent];
            let is_inside = own.x >= outer.x + left - OFF
                && own.y >= outer.y + top - OFF
                && own.right() <= outer.right() - right + OFF
                && own.bottom() <= outer.bottom() - bottom + OFF;
            assert!(is_inside, "{a} is not inside {parent}");
        }
        assert_eq!(placed.ports[a].len(), node.ports.len());
        for (port, &place) in node.ports.iter().zip(&placed.ports[a]) {
            let place = rect(place);
            let is_there = match port.side {
                Side::Top => (place.bottom() - own.y).abs() < OFF,
                Side::Right => (place.x - own.right()).abs() < OFF,
                Side::Bottom => (place.y - own.bottom()).abs() < OFF,
                Side::Left => (place.right() - own.x).abs() < OFF,
            };
            assert!(is_there, "a port of {a} is not on its side");
        }
    }
    for (at, (edge, course)) in graph.edges.iter().zip(&placed.edges).enumerate() {
        assert!(course.points.len() >= 2, "edge {at} is nowhere");
        for pair in course.points.windows(2) {
            let [dx, dy] = [pair[0][0] - pair[1][0], pair[0][1] - pair[1][1]];
            assert!(dx.abs() < OFF || dy.abs() < OFF, "edge {at} is slanted");
        }
        for (end, point) in [(edge.from, course.points.first()), (edge.to, course.points.last())] {
            let own = match end.port {
                Some(port) => rect(placed.ports[end.node][port]),
                None => placed.nodes[end.node],
            };
            assert!(touches(*point.unwrap(), own), "edge {at} does not touch {end:?}");
        }
        assert_eq!(course.labels.len(), edge.labels.len());
    }
}

/// That no label is where a box is: leaves anywhere, containers by their border.
fn check_labels(placed: &Placed) {
    for label in placed.edges.iter().flat_map(|edge| &edge.labels).map(|&label| rect(label)) {
        let covered = placed.nodes.iter().find(|own| overlap(**own, label) && !own.encloses(label));
        assert_eq!(covered, None, "under the label {label:?}");
    }
}

fn laid_out(graph: &Graph) -> Placed {
    let placed = layout(graph).unwrap();
    check_answer(graph, &placed);
    placed
}

const ALL: Sort = Sort { nodes: 60, nested: true, ports: true, labels: true, ranks: true };

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_right(graph in random::graph()) {
        laid_out(&graph);
    }

    #[test]
    fn the_same_graph_gives_the_same_bytes(graph in of(Sort { nodes: 25, ..ALL })) {
        let bytes = || postcard::to_stdvec(&layout(&graph).unwrap()).unwrap();
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn lines_keep_away_from_boxes(graph in of(Sort { nested: false, ..ALL })) {
        prop_assert_eq!(quality::of(&graph, &laid_out(&graph)).edge_node_hits, 0);
    }

    #[test]
    fn labels_keep_away_from_boxes(graph in of(Sort { nested: false, ..ALL })) {
        check_labels(&laid_out(&graph));
    }

    #[test]
    fn labels_in_the_middle_keep_away_from_boxes_at_any_depth(mut graph in of(ALL)) {
        for label in graph.edges.iter_mut().flat_map(|edge| &mut edge.labels) {
            label.place = LabelPlace::Center;
        }
        check_labels(&laid_out(&graph));
    }

    #[test]
    fn a_hostile_graph_is_refused_or_laid_out(graph in random::hostile()) {
        if let Ok(placed) = layout(&graph) {
            check_answer(&graph, &placed);
        }
    }
}

#[test]
fn nothing_is_laid_out_as_nothing() {
    assert_eq!(layout(&Graph::default()), Ok(Placed::default()));
}

#[test]
fn a_chain_runs_where_the_graph_points() {
    let chain = graph(&[None; 3], &[[0, 1], [1, 2]]);
    for direction in [Direction::Down, Direction::Up, Direction::Right, Direction::Left] {
        let placed = laid_out(&Graph { direction, ..chain.clone() });
        let [first, last] = [placed.nodes[0].centre(), placed.nodes[2].centre()];
        let is_right = match direction {
            Direction::Down => first.y < last.y,
            Direction::Up => first.y > last.y,
            Direction::Right => first.x < last.x,
            Direction::Left => first.x > last.x,
        };
        assert!(is_right, "{direction:?}");
    }
}

#[test]
fn loops_parallels_and_edges_to_a_container_are_drawn() {
    let parents = [None, Some(0), Some(1), Some(0), None];
    let edges = [[1, 1], [3, 3], [0, 0], [3, 4], [3, 4], [4, 3], [0, 2], [2, 0], [1, 2], [2, 4]];
    laid_out(&graph(&parents, &edges));
}

#[test]
fn unconnected_nodes_become_a_grid() {
    let placed = laid_out(&graph(&[None; 12], &[]));
    let bounds = placed.bounds();
    assert!((1.0..2.5).contains(&(bounds.w / bounds.h)), "{bounds:?}");
    assert_eq!(placed.nodes[1].y, placed.nodes[0].y);
    assert!(placed.nodes[1].x > placed.nodes[0].x);
}

#[test]
fn the_unconnected_content_of_a_container_is_a_grid_though_a_line_leads_into_it() {
    let mut parents = vec![None, None];
    parents.extend([Some(0); 20]);
    let placed = laid_out(&graph(&parents, &[[1, 2]]));
    let aspect = placed.nodes[0].w / placed.nodes[0].h;
    assert!((0.5..3.0).contains(&aspect), "{:?}", placed.nodes[0]);
}

#[test]
fn ranks_count_more_than_the_way_edges_point() {
    let mut graph = graph(&[None; 4], &[[2, 1], [1, 0], [2, 3]]);
    for (node, rank) in graph.nodes.iter_mut().zip([Some(-1), Some(4), Some(9), None]) {
        node.rank = rank;
    }
    let tops: Vec<f64> = laid_out(&graph).nodes.iter().map(|rect| rect.y).collect();
    assert!(tops[0] < tops[1] && tops[1] < tops[2], "{tops:?}");
    // Unconnected, too.
    graph.edges.clear();
    let tops: Vec<f64> = laid_out(&graph).nodes.iter().map(|rect| rect.y).collect();
    assert!(tops[0] < tops[1] && tops[1] < tops[2], "{tops:?}");
    graph.direction = Direction::Left;
    let lefts: Vec<f64> = laid_out(&graph).nodes.iter().map(|rect| rect.x).collect();
    assert!(lefts[0] > lefts[1] && lefts[1] > lefts[2], "{lefts:?}");
}

#[test]
fn limits_say_what_there_is_too_much_of() {
    let wide = graph(&[None; MAX_NODES + 1], &[]);
    let error = layout(&wide).unwrap_err();
    assert!(matches!(&error, Failure::TooLarge { most: MAX_NODES, .. }), "{error}");
    assert_eq!(
        error.to_string(),
        "5001 nodes are too many to lay out, 5000 is the most; show fewer of them in this view"
    );
    let parents: Vec<Option<usize>> = (0..=MAX_NESTING).map(|at| at.checked_sub(1)).collect();
    assert!(matches!(layout(&graph(&parents, &[])), Err(Failure::TooLarge { most: MAX_NESTING, .. })));
    laid_out(&graph(&parents[..MAX_NESTING], &[[0, MAX_NESTING - 1]]));
    let edges = vec![[0, 1]; MAX_EDGES + 1];
    assert!(matches!(layout(&graph(&[None; 2], &edges)), Err(Failure::TooLarge { most: MAX_EDGES, .. })));
}

#[test]
fn a_contradiction_is_refused() {
    let refused = |graph: &Graph| matches!(layout(graph), Err(Failure::Invalid(_)));
    for length in [f64::NAN, f64::INFINITY, -1.0, 1e300] {
        let mut graph = graph(&[None, None], &[[0, 1]]);
        graph.nodes[1].w = length;
        assert!(refused(&graph), "{length}");
    }
    assert!(refused(&graph(&[Some(1), None], &[])));
    assert!(refused(&graph(&[Some(0)], &[])));
    assert!(refused(&graph(&[None], &[[0, 1]])));
    let mut graph = graph(&[None, None], &[[0, 1]]);
    graph.edges[0].to.port = Some(0);
    assert!(refused(&graph));
}

#[test]
fn a_long_chain_does_not_run_over_the_stack() {
    let edges: Vec<[usize; 2]> = (1..MAX_NODES).map(|at| [at - 1, at]).collect();
    let graph = Graph { direction: Direction::Right, ..graph(&[None; MAX_NODES], &edges) };
    assert_eq!(layout(&graph).unwrap().edges.len(), MAX_NODES - 1);
}

#[test]
fn a_panic_is_a_failure() {
    let failure = stack::with_room::<()>(|| panic!("no way")).unwrap_err();
    assert_eq!(failure, Failure::Library("no way".into()));
}
