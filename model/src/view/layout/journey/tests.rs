use super::*;
use crate::diagram::{Content, Node};
use crate::id::NodeId;
use crate::view::layout::tests::empty;
use crate::view::special::checks;
use crate::view::{Hint, decor};
use crate::viewpoint::Engine;

#[test]
fn cells_of_a_row_are_equally_high_and_hold_their_boxes() {
    let mut draft = empty(Engine::Journey);
    for column in 0..3 {
        for row in 0..3 {
            let shape = if row == 0 { "stage" } else { "cell" };
            let cell =
                decor(&format!("c{row}-{column}"), shape, if row == 0 { "A stage 阶段" } else { "" }, None)
                    .unwrap();
            let hint = Hint { rank: Some(row), lane: Some(column), ..Hint::default() };
            let cell = draft.add_node(cell, hint.clone());
            for n in 0..column * row as usize {
                let id = NodeId::parse(&format!("b{row}-{column}-{n}")).unwrap();
                let text = "Something that somebody says at some length, 很长的一句话";
                draft.add_node(Node::bare(id, Some(cell), Content::Note, text.into()), hint.clone());
            }
        }
    }
    let head = decor("head", "head", "Pain point", None).unwrap();
    draft.add_node(head, Hint { rank: Some(1), ..Hint::default() });
    draft.measure();
    let diagram = arrange(draft);
    checks::boxes(&diagram);
    for row in 0..3 {
        let cells = diagram.nodes.iter().filter(|node| node.id.as_str().starts_with(&format!("c{row}-")));
        let sizes: Vec<(f64, f64, f64)> = cells.map(|node| (node.rect.y, node.rect.w, node.rect.h)).collect();
        assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "{sizes:?}");
    }
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert!(arrange(empty(Engine::Journey)).nodes.is_empty());
}
