//! Into how many rows boxes are broken, so that they make a page and not a strip.

use super::floor::{APART, Fill, Floor, Space};
use crate::diagram::{Content, Form};
use crate::view::Draft;

/// Width by height of a page.
pub(super) const PAGE: f64 = 1.6;

/// Where rows are broken.
#[derive(Clone, Copy, Debug)]
pub(super) enum Broken {
    /// So that a page comes out, with at most so many boxes beside each other.
    Page(Option<usize>),
    /// So that they are about as wide as something else, or as a page.
    Width(f64),
}

/// Rows of boxes in the given order: the length of each.
fn rows(sizes: &[(f64, f64)], apart: f64, broken: Broken) -> Vec<usize> {
    let count = sizes.len();
    let (most, wide) = match broken {
        Broken::Page(most) => (most.unwrap_or(usize::MAX).clamp(1, count.max(1)), 0.0),
        Broken::Width(wide) => (usize::MAX, wide),
    };
    let widest = sizes.iter().map(|(w, _)| *w).fold(0.0, f64::max);
    let narrowest = sizes.iter().map(|(w, _)| *w).fold(f64::INFINITY, f64::min);
    let area: f64 = sizes.iter().map(|(w, h)| (w + apart) * (h + apart)).sum();
    let ideal = (area * PAGE).sqrt();
    if wide > ideal {
        return flow(sizes, apart, wide.max(widest), most);
    }
    let mut best: Option<(f64, Vec<usize>)> = None;
    let mut offer = |broken: Vec<usize>| {
        let score = score(sizes, &broken, apart);
        if best.as_ref().is_none_or(|(known, _)| score < *known) {
            best = Some((score, broken));
        }
    };
    if widest <= narrowest * 1.7 {
        let guess = (ideal / (widest + apart)).round() as usize;
        for columns in guess.saturating_sub(2)..=guess + 2 {
            offer(even(count, columns.clamp(1, most)));
        }
    } else {
        for share in [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5] {
            offer(flow(sizes, apart, (ideal * share).max(widest), most));
        }
    }
    best.map(|(_, broken)| broken).unwrap_or_default()
}

/// Rows as long as each other, as far as that goes: the lengths of the rows.
fn even(count: usize, columns: usize) -> Vec<usize> {
    let rows = count.div_ceil(columns).max(1);
    let columns = count.div_ceil(rows).max(1);
    let mut left = count;
    std::iter::from_fn(|| {
        let next = left.min(columns);
        left -= next;
        (next > 0).then_some(next)
    })
    .collect()
}

fn flow(sizes: &[(f64, f64)], apart: f64, widest: f64, most: usize) -> Vec<usize> {
    let mut broken = Vec::new();
    let (mut x, mut here) = (0.0, 0);
    for (w, _) in sizes {
        if here > 0 && (x + w > widest || here == most) {
            broken.push(here);
            (x, here) = (0.0, 0);
        }
        x += w + apart;
        here += 1;
    }
    if here > 0 {
        broken.push(here);
    }
    broken
}

/// How far from a page, and how wasteful; less is better.
fn score(sizes: &[(f64, f64)], broken: &[usize], apart: f64) -> f64 {
    let (mut w, mut h, mut first) = (1.0_f64, 1.0, 0);
    for count in broken {
        let row = &sizes[first..first + count];
        w = w.max(row.iter().map(|(w, _)| w + apart).sum());
        h += row.iter().map(|(_, h)| h + apart).fold(0.0, f64::max);
        first += count;
    }
    let off = (w / h / PAGE).max(PAGE * h / w);
    w * h * off
}

/// Breaks the children of every node into rows, from the inside out; `most` boxes beside each other.
pub(super) fn spaces(floor: &mut Floor, draft: &Draft, fill: Fill, most: Option<usize>) {
    let mut size = floor.least.clone();
    for space in (0..floor.spaces.len()).rev() {
        let nodes = ordered(floor, draft, floor.children[space].clone());
        pack(floor, (space, nodes), &size, fill, Broken::Page(most));
        if let Some(node) = space.checked_sub(1) {
            size[node] = floor.outer(node, &size);
        }
    }
}

/// Nodes by rank, leaves before containers, as they come.
pub(super) fn ordered(floor: &Floor, draft: &Draft, mut nodes: Vec<usize>) -> Vec<usize> {
    let has_boxes = |n: usize| !floor.children[n + 1].is_empty();
    nodes.sort_by_key(|n| {
        let hint = &draft.hints[*n];
        (hint.rank.unwrap_or(i32::MAX), has_boxes(*n), hint.order.unwrap_or_default())
    });
    nodes
}

/// Breaks nodes of one space, whose sizes are known, into rows.
pub(super) fn pack(
    floor: &mut Floor,
    (space, nodes): (usize, Vec<usize>),
    size: &[(f64, f64)],
    fill: Fill,
    broken: Broken,
) {
    let sizes: Vec<(f64, f64)> = nodes.iter().map(|n| size[*n]).collect();
    let lines = self::broken(&nodes, size, broken);
    // Aligned columns waste room where widths differ.
    let (least, widest) =
        sizes.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), (w, _)| (a.min(*w), b.max(*w)));
    let fill = if fill == Fill::Columns && widest > least * 1.7 { Fill::Rows } else { fill };
    floor.spaces[space] = Space::new(lines, fill, APART);
}

/// Nodes whose sizes are known as rows.
pub(super) fn broken(nodes: &[usize], size: &[(f64, f64)], broken: Broken) -> Vec<Vec<usize>> {
    let sizes: Vec<(f64, f64)> = nodes.iter().map(|n| size[*n]).collect();
    let mut left = nodes;
    let mut lines = Vec::new();
    for count in rows(&sizes, APART, broken) {
        let (row, rest) = left.split_at(count);
        lines.push(row.to_vec());
        left = rest;
    }
    lines
}

/// Makes leaves beside each other equally large: those of each container, or all of them.
pub(super) fn equal_leaves(floor: &mut Floor, draft: &Draft, all: bool) {
    let is_plain = |n: usize| {
        let node = &draft.diagram.nodes[n];
        let is_box = match &node.content {
            Content::Element(figure) => !figure.is_junction() && figure.form == Form::Box,
            Content::View { .. } | Content::Missing(_) => true,
            _ => false,
        };
        is_box && !node.is_container && node.compartments.is_empty()
    };
    let mut even = |nodes: &[usize]| {
        let leaves = || nodes.iter().copied().filter(|n| is_plain(*n));
        let (w, h) =
            leaves().fold((0.0_f64, 0.0_f64), |(w, h), n| (w.max(floor.least[n].0), h.max(floor.least[n].1)));
        for n in leaves() {
            floor.least[n] = (w, h);
        }
    };
    if all {
        even(&(0..draft.diagram.nodes.len()).collect::<Vec<_>>());
        return;
    }
    for nodes in floor.children.clone() {
        even(&nodes);
    }
}
