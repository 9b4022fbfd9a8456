use super::*;

fn line(a: usize, b: usize, points: &[[f64; 2]]) -> Line {
    Line { ends: [a, b], points: points.to_vec(), labels: Vec::new() }
}

/// Four boxes of 10 by 10, the corners of a square of 100.
fn corners() -> Drawing {
    let boxes =
        [[0.0, 0.0], [90.0, 0.0], [0.0, 90.0], [90.0, 90.0]].map(|[x, y]| Rect::new(x, y, 10.0, 10.0));
    Drawing { boxes: boxes.to_vec(), parents: vec![None; 4], lines: Vec::new() }
}

#[test]
fn an_empty_drawing_has_no_faults() {
    assert_eq!(measure(&Drawing::default()), Quality::default());
}

#[test]
fn diagonals_cross_once_and_sides_do_not() {
    let mut drawing = corners();
    drawing.lines = vec![
        line(0, 3, &[[10.0, 10.0], [90.0, 90.0]]),
        line(1, 2, &[[90.0, 10.0], [10.0, 90.0]]),
        line(0, 1, &[[10.0, 5.0], [90.0, 5.0]]),
    ];
    let quality = measure(&drawing);
    assert_eq!((quality.nodes, quality.edges, quality.crossings), (4, 3, 1));
    assert_eq!((quality.node_overlaps, quality.edge_node_hits, quality.label_collisions), (0, 0, 0));
    assert_eq!((quality.area, quality.aspect), (10_000.0, 1.0));
    assert!((quality.edge_length - (2.0 * 80.0 * 2.0_f64.sqrt() + 80.0)).abs() < 1e-9);
}

#[test]
fn lines_that_touch_or_run_on_each_other_do_not_cross() {
    let mut drawing = corners();
    drawing.lines = vec![
        line(0, 1, &[[10.0, 5.0], [50.0, 5.0], [50.0, 50.0]]),
        line(0, 1, &[[10.0, 5.0], [90.0, 5.0]]),
        line(2, 3, &[[10.0, 95.0], [50.0, 95.0], [50.0, 50.0]]),
    ];
    assert_eq!(measure(&drawing).crossings, 0);
}

#[test]
fn two_lines_may_cross_often() {
    let mut drawing = corners();
    let zigzag = [[10.0, 10.0], [30.0, 70.0], [50.0, 10.0], [70.0, 70.0], [90.0, 10.0]];
    drawing.lines = vec![line(0, 1, &zigzag), line(2, 3, &[[10.0, 50.0], [90.0, 50.0]])];
    assert_eq!(measure(&drawing).crossings, 4);
}

#[test]
fn a_line_through_a_box_is_a_hit_unless_the_box_is_an_end_or_around_one() {
    let boxes = vec![
        Rect::new(0.0, 0.0, 200.0, 100.0),
        Rect::new(10.0, 40.0, 20.0, 20.0),
        Rect::new(90.0, 40.0, 20.0, 20.0),
        Rect::new(300.0, 40.0, 20.0, 20.0),
    ];
    let parents = vec![None, Some(0), Some(0), None];
    let straight = line(1, 3, &[[30.0, 50.0], [300.0, 50.0]]);
    let around = line(1, 3, &[[30.0, 50.0], [60.0, 50.0], [60.0, 70.0], [300.0, 70.0], [300.0, 60.0]]);
    let drawing = Drawing { boxes, parents, lines: vec![straight, around] };
    assert_eq!(measure(&drawing).edge_node_hits, 1);
    assert_eq!(measure(&drawing).node_overlaps, 0);
}

#[test]
fn boxes_overlap_unless_one_is_around_the_other() {
    let boxes = vec![
        Rect::new(0.0, 0.0, 100.0, 100.0),
        Rect::new(10.0, 10.0, 20.0, 20.0),
        Rect::new(20.0, 20.0, 20.0, 20.0),
        Rect::new(90.0, 90.0, 30.0, 30.0),
        Rect::new(120.0, 90.0, 30.0, 30.0),
    ];
    let parents = vec![None, Some(0), Some(0), None, None];
    assert_eq!(measure(&Drawing { boxes, parents, lines: vec![] }).node_overlaps, 2);
}

#[test]
fn a_label_collides_with_boxes_labels_and_lines_of_others() {
    let mut drawing = corners();
    let label = Rect::new(40.0, 0.0, 20.0, 10.0);
    drawing.lines = vec![
        line(0, 1, &[[10.0, 5.0], [90.0, 5.0]]),
        line(2, 3, &[[10.0, 95.0], [50.0, 95.0], [50.0, 3.0], [95.0, 3.0], [95.0, 90.0]]),
    ];
    drawing.lines[0].labels = vec![label];
    // The second line, not its own.
    assert_eq!(measure(&drawing).label_collisions, 1);
    drawing.lines[0].labels.push(Rect::new(55.0, 0.0, 40.0, 10.0));
    // The first label, a box, and the second line again.
    assert_eq!(measure(&drawing).label_collisions, 4);
}

#[test]
fn a_label_may_be_where_its_line_is() {
    let boxes = vec![
        Rect::new(0.0, 0.0, 200.0, 100.0),
        Rect::new(10.0, 40.0, 20.0, 20.0),
        Rect::new(300.0, 40.0, 20.0, 20.0),
    ];
    let parents = vec![None, Some(0), None];
    let mut drawing = Drawing { boxes, parents, lines: vec![line(1, 2, &[[30.0, 50.0], [300.0, 50.0]])] };
    drawing.lines[0].labels = vec![Rect::new(50.0, 52.0, 30.0, 10.0)];
    assert_eq!(measure(&drawing).label_collisions, 0);
    drawing.lines[0].labels = vec![Rect::new(190.0, 52.0, 30.0, 10.0)];
    assert_eq!(measure(&drawing).label_collisions, 1);
}

#[test]
fn many_lines_are_counted_like_a_few() {
    // Lines of a fan and their mirror images: each crosses each.
    let mut drawing =
        Drawing { boxes: vec![Rect::new(0.0, 0.0, 1.0, 1.0); 1], parents: vec![None], lines: vec![] };
    for at in 0..60 {
        let x = f64::from(at) * 17.3;
        drawing.lines.push(line(0, 0, &[[x, 0.0], [x + 3.0, 900.0]]));
        drawing.lines.push(line(0, 0, &[[-50.0, x * 0.7 + 5.0], [1_200.0, x * 0.7 + 60.0]]));
    }
    assert_eq!(measure(&drawing).crossings, 60 * 60);
}
