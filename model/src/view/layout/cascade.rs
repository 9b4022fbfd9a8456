//! Columns from left to right, one a group, with chains through them.
//!
//! Planned as rows and turned: the column of a lane is a row of boxes, the first of them its head.
//! Boxes stand in the order of what they are joined to, and at its height where there is room, so
//! that chains are straight.

use std::collections::BTreeMap;

use super::floor::{APART, Fill, Floor, Space};
use super::{join, pack};
use crate::diagram::{Content, Diagram, End, Node, Rect};
use crate::view::Draft;

/// Distance of columns where few lines run.
const BETWEEN: f64 = 48.0;
/// How far a column reaches beyond its boxes.
const AROUND: f64 = 10.0;
/// How often boxes are brought nearer to what they are joined to.
const SWEEPS: usize = 8;

pub(super) fn arrange(mut draft: Draft) -> Diagram {
    columns_first(&mut draft);
    let mut floor = Floor::of(&draft);
    pack::equal_leaves(&mut floor, &draft, false);
    floor.turn();
    pack::spaces(&mut floor, &draft, Fill::Loose, None);
    let mut lanes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &n in &floor.children[0] {
        let hint = &draft.hints[n];
        let rank = hint.rank.and_then(|rank| usize::try_from(rank).ok());
        lanes.entry(hint.lane.or(rank).unwrap_or_default()).or_default().push(n);
    }
    let is_head: Vec<bool> = draft.diagram.nodes.iter().map(is_column).collect();
    let mut rows: Vec<Vec<usize>> = lanes.into_values().collect();
    for row in &mut rows {
        row.sort_by_key(|n| (!is_head[*n], draft.hints[*n].order.unwrap_or_default()));
    }
    let joined = joined(&draft);
    order(&mut rows, &joined, &is_head);
    let mut least: Vec<Vec<f64>> = rows.iter().map(|row| vec![APART; row.len() + 1]).collect();
    floor.spaces[0] = Space::new(rows, Fill::Loose, BETWEEN);
    let heads = is_head.clone();
    let mut diagram = join::route(draft, floor, move |floor, needs| {
        for (least, need) in least.iter_mut().zip(needs.into_iter().flat_map(|needs| &needs[0].1)) {
            for (least, need) in least.iter_mut().zip(need) {
                *least = least.max(*need);
            }
        }
        align(floor, &joined, &heads, &least);
    });
    stretch(&mut diagram, &is_head);
    diagram
}

fn is_column(node: &Node) -> bool {
    node.parent.is_none() && matches!(&node.content, Content::Decor(shape) if &**shape == "column")
}

/// Columns lie behind everything, so they come first.
fn columns_first(draft: &mut Draft) {
    let nodes = &draft.diagram.nodes;
    let mut from: Vec<usize> = (0..nodes.len()).collect();
    from.sort_by_key(|n| !is_column(&nodes[*n]));
    let mut to = vec![0; from.len()];
    for (new, old) in from.iter().enumerate() {
        to[*old] = new;
    }
    draft.hints = from.iter().map(|old| draft.hints[*old].clone()).collect();
    draft.diagram.nodes = from.iter().map(|old| draft.diagram.nodes[*old].clone()).collect();
    for node in &mut draft.diagram.nodes {
        node.parent = node.parent.map(|parent| to[parent]);
    }
    for end in draft.ends.iter_mut().flat_map(|(a, b)| [a, b]) {
        if let End::Node(node) = end {
            *node = to[*node];
        }
    }
}

/// What the nodes of the top level are joined to, lines of what is inside them included.
fn joined(draft: &Draft) -> Vec<Vec<usize>> {
    let nodes = &draft.diagram.nodes;
    let mut root: Vec<usize> = (0..nodes.len()).collect();
    for n in 0..nodes.len() {
        root[n] = nodes[n].parent.map_or(n, |parent| root[parent]);
    }
    let mut joined = vec![Vec::new(); nodes.len()];
    for (_, from, to) in join::drawn(draft).filter(|(_, from, to)| root[*from] != root[*to]) {
        joined[root[from]].push(root[to]);
        joined[root[to]].push(root[from]);
    }
    joined
}

/// Orders rows so that what is joined stands at the same place of its row.
fn order(rows: &mut [Vec<usize>], joined: &[Vec<usize>], is_head: &[bool]) {
    let mut row_of = vec![0; joined.len()];
    let mut place = vec![0.0; joined.len()];
    let number = |row: &[usize], place: &mut [f64]| {
        row.iter().enumerate().for_each(|(at, n)| place[*n] = at as f64);
    };
    for (at, row) in rows.iter().enumerate() {
        row.iter().for_each(|n| row_of[*n] = at);
        number(row, &mut place);
    }
    for sweep in 0..SWEEPS {
        let is_forward = sweep % 2 == 0;
        let count = rows.len();
        for at in (0..count).map(|at| if is_forward { at } else { count - 1 - at }) {
            let mean = |n: usize| {
                let before =
                    |other: &&usize| if is_forward { row_of[**other] < at } else { row_of[**other] > at };
                let places: Vec<f64> = joined[n].iter().filter(before).map(|other| place[*other]).collect();
                if places.is_empty() { place[n] } else { places.iter().sum::<f64>() / places.len() as f64 }
            };
            let mut keyed: Vec<(bool, f64, usize)> =
                rows[at].iter().map(|n| (!is_head[*n], mean(*n), *n)).collect();
            keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            rows[at] = keyed.into_iter().map(|(_, _, n)| n).collect();
            number(&rows[at], &mut place);
        }
    }
}

/// Sets the gaps of the rows so that what is joined is at one height, as far as the order allows.
fn align(floor: &mut Floor, joined: &[Vec<usize>], is_head: &[bool], least: &[Vec<f64>]) {
    let size = floor.sizes();
    let rows = floor.spaces[0].rows.clone();
    let mut centre = vec![0.0; joined.len()];
    let mut row_of = vec![usize::MAX; joined.len()];
    for (at, row) in rows.iter().enumerate() {
        let mut x = 0.0;
        for (place, n) in row.iter().enumerate().filter(|(_, n)| !is_head[**n]) {
            x += least[at][place];
            centre[*n] = x + size[*n].0 / 2.0;
            x += size[*n].0;
            row_of[*n] = at;
        }
    }
    for sweep in 0..SWEEPS {
        let count = rows.len();
        for at in (0..count).map(|at| if sweep % 2 == 0 { at } else { count - 1 - at }) {
            let free: Vec<(usize, usize)> =
                rows[at].iter().copied().enumerate().filter(|(_, n)| !is_head[*n]).collect();
            let wanted = free.iter().map(|(_, n)| {
                let near = joined[*n].iter().filter(|other| {
                    let row = row_of[**other];
                    row != at && (sweep >= SWEEPS / 2 || (row < at) == (sweep % 2 == 0))
                });
                let near: Vec<f64> = near.map(|other| centre[*other]).collect();
                match near.len() {
                    0 => (centre[*n], 0.05),
                    count => (near.iter().sum::<f64>() / count as f64, 1.0),
                }
            });
            let wanted: Vec<(f64, f64)> = wanted.collect();
            let apart = |k: usize| {
                let ((_, a), (place, b)) = (free[k - 1], free[k]);
                (size[a].0 + size[b].0) / 2.0 + least[at][place]
            };
            for ((_, n), x) in free.iter().zip(in_order(&wanted, apart)) {
                centre[*n] = x;
            }
        }
    }
    let heads = rows.iter().flatten().filter(|n| is_head[**n]).map(|n| size[*n].0).fold(0.0, f64::max);
    let free = || rows.iter().flatten().filter(|n| !is_head[**n]);
    let first = free().map(|n| centre[*n] - size[*n].0 / 2.0).fold(f64::INFINITY, f64::min);
    for (at, row) in rows.iter().enumerate() {
        let mut x = 0.0;
        for (place, n) in row.iter().enumerate() {
            let left = if is_head[*n] { x } else { centre[*n] - size[*n].0 / 2.0 - first + heads + APART };
            floor.spaces[0].gaps[at][place] = (left - x).max(0.0);
            x = left.max(x) + size[*n].0;
        }
    }
}

/// Places nearest to the wanted ones, by weight, that keep their order and their distances.
fn in_order(wanted: &[(f64, f64)], apart: impl Fn(usize) -> f64) -> Vec<f64> {
    // Measured from where each would be at the least distances, places only have to not fall.
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (k, (want, weight)) in wanted.iter().enumerate() {
        if k > 0 {
            offset += apart(k);
        }
        offsets.push(offset);
        blocks.push((want - offset, *weight, 1));
        while let [.., (a, wa, na), (b, wb, nb)] = blocks[..]
            && a > b
        {
            blocks.truncate(blocks.len() - 2);
            blocks.push(((a * wa + b * wb) / (wa + wb), wa + wb, na + nb));
        }
    }
    let places = blocks.into_iter().flat_map(|(at, _, count)| std::iter::repeat_n(at, count));
    places.zip(offsets).map(|(at, offset)| at + offset).collect()
}

/// Makes heads columns: around their lane and as high as everything.
fn stretch(diagram: &mut Diagram, is_head: &[bool]) {
    let heads: Vec<usize> = (0..is_head.len()).filter(|n| is_head[*n]).collect();
    let rects: Vec<Rect> =
        diagram.nodes.iter().filter(|node| node.parent.is_none()).map(|node| node.rect).collect();
    let bottom = rects.iter().map(|rect| rect.bottom()).fold(0.0, f64::max);
    // Lanes follow each other without overlapping, so what begins in the extent of a lane is in it.
    let mut lefts: Vec<f64> = heads.iter().map(|n| diagram.nodes[*n].rect.x).collect();
    lefts.sort_by(f64::total_cmp);
    for n in heads {
        let head = diagram.nodes[n].rect;
        let next = lefts.iter().copied().find(|x| *x > head.x + 0.5).unwrap_or(f64::INFINITY);
        let right = rects.iter().filter(|r| r.x >= head.x - 0.5 && r.x < next - 0.5).map(|r| r.right());
        let right = right.fold(head.right(), f64::max).min(next);
        let node = &mut diagram.nodes[n];
        node.head_room = head.h;
        node.rect =
            Rect::new(head.x - AROUND, head.y, right - head.x + 2.0 * AROUND, bottom - head.y + AROUND);
        diagram.bounds = diagram.bounds.union(node.rect);
    }
}
