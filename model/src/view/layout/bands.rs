//! Horizontal bands of equal width, one below the other, with boxes in rows.
//!
//! Boxes of a band stand in the order of what they are joined to in the bands above.

use super::floor::{APART, Fill, Floor, Space};
use super::join;
use super::pack::{self, Broken, PAGE};
use crate::diagram::Diagram;
use crate::view::Draft;

pub(super) fn arrange(draft: Draft) -> Diagram {
    let mut floor = Floor::of(&draft);
    pack::equal_leaves(&mut floor, &draft, false);
    pack::spaces(&mut floor, &draft, Fill::Columns, None);
    let mut size = floor.sizes();
    let bands = bands(&floor, &draft);
    // All bands are as wide as a page of all they hold.
    let inside = |band: &Vec<usize>| -> Vec<usize> {
        let is_band = |n: usize| !floor.children[n + 1].is_empty();
        match band[..] {
            [node] if is_band(node) => floor.children[node + 1].clone(),
            _ => band.clone(),
        }
    };
    let contents: Vec<Vec<usize>> = bands.iter().map(inside).collect();
    let area = |n: &usize| (size[*n].0 + 2.0 * APART) * (size[*n].1 + 2.0 * APART);
    let wide = (contents.iter().flatten().map(area).sum::<f64>() * PAGE).sqrt();
    let mut position = Positions::of(&draft);
    let mut rows = Vec::new();
    for (band, mut nodes) in bands.into_iter().zip(contents) {
        position.sort(&mut nodes);
        if floor.children[band[0] + 1].is_empty() {
            let lines = pack::broken(&nodes, &size, Broken::Width(wide));
            rows.extend(lines);
        } else {
            pack::pack(&mut floor, (band[0] + 1, nodes), &size, Fill::Columns, Broken::Width(wide));
            size[band[0]] = floor.outer(band[0], &size);
            rows.push(band);
        }
    }
    floor.spaces[0] = Space::new(rows, Fill::Rows, APART);
    join::route(draft, floor, |_, _| ())
}

/// Nodes of the top level: each container a band, boxes without anything inside together.
fn bands(floor: &Floor, draft: &Draft) -> Vec<Vec<usize>> {
    let mut roots = floor.children[0].clone();
    let is_band = |n: usize| !floor.children[n + 1].is_empty();
    // Frames that say nothing of their rank are in order already.
    if roots.iter().all(|n| !is_band(*n) || draft.hints[*n].rank.is_some()) {
        let key =
            |n: &usize| (draft.hints[*n].rank.unwrap_or(i32::MAX), draft.hints[*n].order.unwrap_or_default());
        roots.sort_by_key(key);
    }
    let mut bands: Vec<Vec<usize>> = Vec::new();
    for node in roots {
        match bands.last_mut() {
            Some(last) if !is_band(node) && !is_band(last[0]) => last.push(node),
            _ => bands.push(vec![node]),
        }
    }
    bands
}

/// How far to the right things stand in their band: 0 to 1.
struct Positions {
    /// Other ends of lines, by the outermost node below the top level of both.
    joined: Vec<Vec<usize>>,
    at: Vec<Option<f64>>,
}

impl Positions {
    fn of(draft: &Draft) -> Self {
        let nodes = &draft.diagram.nodes;
        // What stands in a band: the node itself, or what it is inside of.
        let mut stands: Vec<usize> = (0..nodes.len()).collect();
        for n in 0..nodes.len() {
            if let Some(parent) = nodes[n].parent
                && nodes[parent].parent.is_some()
            {
                stands[n] = stands[parent];
            }
        }
        let mut joined = vec![Vec::new(); nodes.len()];
        for (_, from, to) in join::drawn(draft) {
            joined[stands[from]].push(stands[to]);
            joined[stands[to]].push(stands[from]);
        }
        Self { joined, at: vec![None; nodes.len()] }
    }

    fn sort(&mut self, nodes: &mut Vec<usize>) {
        let count = nodes.len().max(1) as f64;
        let mut wanted: Vec<(f64, usize)> = Vec::with_capacity(nodes.len());
        for (place, &n) in nodes.iter().enumerate() {
            let known: Vec<f64> = self.joined[n].iter().filter_map(|other| self.at[*other]).collect();
            let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
            wanted.push((if known.is_empty() { place as f64 / count } else { mean }, n));
        }
        wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
        *nodes = wanted.into_iter().map(|(_, n)| n).collect();
        for (place, n) in nodes.iter().enumerate() {
            self.at[*n] = Some((place as f64 + 0.5) / count);
        }
    }
}
