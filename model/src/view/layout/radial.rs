//! Rings around the first element.
//!
//! A box stands behind the one it is joined to in the ring inside of its own; each gets as much of
//! the circle as it and what stands behind it need. Rings grow until no two boxes touch, whatever
//! their sizes: what has to be apart are the circles around them.

use std::f64::consts::{PI, TAU};

use super::floor::{Fill, Floor, Space};
use super::{join, pack};
use crate::diagram::{Diagram, Rect, clip};
use crate::view::Draft;

/// Room between the circles around two boxes.
const APART: f64 = 18.0;
/// Room between two rings, for lines and labels.
const BETWEEN: f64 = 46.0;

pub(super) fn arrange(mut draft: Draft) -> Diagram {
    let mut floor = Floor::of(&draft);
    pack::equal_leaves(&mut floor, &draft, false);
    pack::spaces(&mut floor, &draft, Fill::Columns, None);
    let roots = std::mem::take(&mut floor.children[0]);
    // The packed rows stay for what is inside; the top level is ours.
    floor.spaces[0] = Space::new(roots.iter().map(|n| vec![*n]).collect(), Fill::Loose, 0.0);
    floor.place();
    let rings = Rings::of(&draft, &floor, &roots);
    let places = rings.places(&floor);
    let mut moved = vec![(0.0, 0.0); draft.diagram.nodes.len()];
    for (n, node) in draft.diagram.nodes.iter_mut().enumerate() {
        let rect = floor.rects[n];
        moved[n] = match node.parent {
            Some(parent) => moved[parent],
            None => (places[n].0 - rect.w / 2.0 - rect.x, places[n].1 - rect.h / 2.0 - rect.y),
        };
        node.rect = Rect { x: rect.x + moved[n].0, y: rect.y + moved[n].1, ..rect };
    }
    for (n, from, to) in join::drawn(&draft).collect::<Vec<_>>() {
        if from != to {
            let nodes = &draft.diagram.nodes;
            draft.diagram.edges[n].points = clip(nodes[from].outline(), &[], nodes[to].outline());
        }
    }
    join::complete(draft, &[])
}

struct Rings {
    /// Nodes of each ring, the middle first; neighbours in a ring are beside each other.
    rings: Vec<Vec<usize>>,
    /// What stands behind a node, farther out.
    behind: Vec<Vec<usize>>,
    /// What nobody stands in front of, but for the middle.
    loose: Vec<usize>,
}

impl Rings {
    fn of(draft: &Draft, floor: &Floor, roots: &[usize]) -> Self {
        let count = draft.diagram.nodes.len();
        let mut root: Vec<usize> = (0..count).collect();
        for n in 0..count {
            root[n] = floor.parent[n].map_or(n, |parent| root[parent]);
        }
        let mut ranks: Vec<Option<i32>> = roots.iter().map(|n| draft.hints[*n].rank).collect();
        let middle = (0..roots.len()).min_by_key(|at| ranks[*at].unwrap_or(i32::MAX));
        let mut known: Vec<i32> = ranks.iter().flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        // Only one box is in the middle, and rings without boxes are left out.
        for (at, rank) in ranks.iter_mut().enumerate() {
            let outer = known.len() as i32;
            let ring =
                rank.and_then(|rank| known.iter().position(|k| *k == rank)).map_or(outer, |p| p as i32);
            *rank = Some(if Some(at) == middle { 0 } else { ring.max(1) });
        }
        let mut ring_of = vec![0_usize; count];
        for (n, rank) in roots.iter().zip(&ranks) {
            ring_of[*n] = rank.unwrap_or_default().unsigned_abs() as usize;
        }
        let mut front: Vec<Option<usize>> = vec![None; count];
        for (_, from, to) in join::drawn(draft) {
            for (a, b) in [(root[from], root[to]), (root[to], root[from])] {
                let is_nearer = front[b].is_none_or(|known| ring_of[known] < ring_of[a]);
                if ring_of[a] < ring_of[b] && is_nearer {
                    front[b] = Some(a);
                }
            }
        }
        let mut rings: Vec<Vec<usize>> = vec![Vec::new(); ring_of.iter().max().map_or(0, |ring| ring + 1)];
        let (mut behind, mut loose) = (vec![Vec::new(); count], Vec::new());
        for &n in roots {
            match front[n] {
                Some(front) => behind[front].push(n),
                None if ring_of[n] > 0 => loose.push(n),
                None => {}
            }
            rings[ring_of[n]].push(n);
        }
        Self { rings, behind, loose }
    }

    /// Centres of all nodes.
    fn places(&self, floor: &Floor) -> Vec<(f64, f64)> {
        let count = floor.rects.len();
        let wide = |n: usize| floor.rects[n].w.hypot(floor.rects[n].h) + APART;
        // How much of the circle each needs, with what is behind it.
        let mut share = vec![0.0_f64; count];
        for (ring, nodes) in self.rings.iter().enumerate().rev() {
            for &n in nodes {
                let behind = self.behind[n].iter().map(|other| share[*other]).sum();
                // Farther out the same angle is wider.
                share[n] = f64::max(wide(n) / ring.max(1) as f64, behind);
            }
        }
        let middle = self.rings.first().and_then(|ring| ring.first()).copied();
        let mut angle = vec![0.0; count];
        let mut waiting: Vec<(Vec<usize>, f64, f64)> = Vec::new();
        let around: Vec<usize> =
            middle.iter().flat_map(|n| &self.behind[*n]).chain(&self.loose).copied().collect();
        waiting.push((around, -PI / 2.0, TAU));
        while let Some((nodes, first, whole)) = waiting.pop() {
            let total: f64 = nodes.iter().map(|n| share[*n]).sum();
            let mut from = first;
            for n in nodes {
                let part = whole * share[n] / total.max(1.0);
                angle[n] = from + part / 2.0;
                waiting.push((self.behind[n].clone(), from, part));
                from += part;
            }
        }
        let mut places = vec![(0.0, 0.0); count];
        let largest = |ring: &[usize]| ring.iter().map(|n| wide(*n)).fold(0.0, f64::max);
        let mut radius = 0.0;
        for pair in self.rings.windows(2) {
            let (inner, ring) = (&pair[0], &pair[1]);
            if ring.is_empty() {
                continue;
            }
            radius += (largest(inner) + largest(ring)) / 2.0 + BETWEEN;
            let mut sorted = ring.clone();
            sorted.sort_by(|a, b| angle[*a].total_cmp(&angle[*b]));
            for (at, &n) in sorted.iter().enumerate() {
                let next = sorted[(at + 1) % sorted.len()];
                let turn = (angle[next] - angle[n]).rem_euclid(TAU);
                if next != n {
                    // The chord has to be as long as both circles need.
                    let half = (turn.min(TAU - turn) / 2.0).max(1e-6);
                    radius = f64::max(radius, (wide(n) + wide(next)) / 2.0 / (2.0 * half.sin()));
                }
            }
            for &n in ring {
                places[n] = (radius * angle[n].cos(), radius * angle[n].sin());
            }
        }
        places
    }
}
