//! Layers of boxes with orthogonal lines: the work is done by [`crate::layered`].
//!
//! What no line touches would make long rows there, so it is packed here: the inside of containers
//! without lines, and boxes without lines, which come together as one box, at the top level below
//! everything else. Where there is no answer, the draft becomes a grid and a note says why.

use super::floor::{Fill, Floor, Space};
use super::pack::{self, Broken};
use super::{LAYOUT_FALLBACK, grid, join, labels};
use crate::diagram::{Diagram, Point, Rect};
use crate::layered::{self, Direction, End, Graph, Label, LabelPlace, Placed};
use crate::view::Draft;
use crate::viewpoint;

/// Distance of what is packed from the rest.
const APART: f64 = 40.0;

pub(super) fn arrange(mut draft: Draft, engine: &dyn layered::Engine) -> Diagram {
    let asked = Asked::of(&draft);
    if asked.graph.nodes.is_empty() {
        return grid::arrange(draft);
    }
    match engine.layout(&asked.graph) {
        Ok(placed) if asked.fits(&placed) => asked.answer(draft, &placed),
        Ok(_) => {
            draft.diagram.notes.push(format!("{LAYOUT_FALLBACK}the layout's answer has not all places"));
            grid::arrange(draft)
        }
        Err(failure) => {
            draft.diagram.notes.push(format!("{LAYOUT_FALLBACK}{failure}"));
            grid::arrange(draft)
        }
    }
}

/// The question, and what its parts stand for.
struct Asked {
    graph: Graph,
    /// Of each node of the graph: the node it stands for, or the space of which it is the packed part.
    stands_for: Vec<Stands>,
    /// Edges of the draft, parallel to those of the graph.
    edges: Vec<usize>,
    /// Where what is packed stands in its container.
    floor: Floor,
    /// Nodes without lines at the top level.
    alone: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Stands {
    Node(usize),
    Packed(usize),
}

impl Asked {
    fn of(draft: &Draft) -> Self {
        let nodes = &draft.diagram.nodes;
        let mut floor = Floor::of(draft);
        pack::equal_leaves(&mut floor, draft, false);
        pack::spaces(&mut floor, draft, Fill::Columns, None);
        let edges: Vec<(usize, usize, usize)> = join::drawn(draft).collect();
        // Whether a line ends at a node, and whether one ends inside it.
        let (mut has_line, mut is_open) = (vec![false; nodes.len()], vec![false; nodes.len()]);
        for (_, from, to) in &edges {
            has_line[*from] = true;
            has_line[*to] = true;
        }
        let mut rank: Vec<Option<i32>> = draft.hints.iter().map(|hint| hint.rank).collect();
        for n in (0..nodes.len()).rev() {
            if let Some(parent) = nodes[n].parent {
                is_open[parent] |= has_line[n] || is_open[n];
                if draft.hints[parent].rank.is_none() {
                    rank[parent] = [rank[parent], rank[n]].into_iter().flatten().min();
                }
            }
        }
        let is_alone = |n: usize| !has_line[n] && !is_open[n];
        let size = floor.sizes();
        let mut asked = Self {
            graph: Graph { direction: direction(draft.arrangement.direction), ..Graph::default() },
            stands_for: Vec::new(),
            edges: Vec::new(),
            alone: floor.children[0].iter().copied().filter(|n| is_alone(*n)).collect(),
            floor,
        };
        let mut index: Vec<Option<usize>> = vec![None; nodes.len()];
        for n in 0..nodes.len() {
            let parent = match nodes[n].parent {
                None => None,
                Some(parent) if is_open[parent] && index[parent].is_some() => index[parent],
                Some(_) => continue,
            };
            if is_alone(n) {
                continue;
            }
            let (w, h) = if is_open[n] { asked.floor.least[n] } else { size[n] };
            let padding = if is_open[n] { asked.floor.pad[n] } else { [0.0; 4] };
            let node = layered::Node { parent, w, h, padding, ports: Vec::new(), rank: rank[n] };
            index[n] = Some(asked.add(node, Stands::Node(n)));
            if is_open[n] {
                let inside = asked.floor.children[n + 1].iter().copied().filter(|n| is_alone(*n)).collect();
                asked.pack(n, pack::ordered(&asked.floor, draft, inside), &size, index[n]);
            }
        }
        asked.floor.spaces[0] = Space::default();
        for (n, from, to) in edges {
            if let (Some(from), Some(to)) = (index[from], index[to]) {
                let labels = sizes(draft, n);
                asked.graph.edges.push(layered::Edge { from: End::node(from), to: End::node(to), labels });
                asked.edges.push(n);
            }
        }
        asked
    }

    fn add(&mut self, node: layered::Node, stands: Stands) -> usize {
        self.graph.nodes.push(node);
        self.stands_for.push(stands);
        self.graph.nodes.len() - 1
    }

    /// Makes one box of what no line touches inside a container.
    fn pack(&mut self, node: usize, inside: Vec<usize>, size: &[(f64, f64)], parent: Option<usize>) {
        let is_empty = inside.is_empty();
        pack::pack(&mut self.floor, (node + 1, inside), size, Fill::Columns, Broken::Page(None));
        if !is_empty {
            let (w, h) = self.floor.content(node + 1, size);
            self.add(layered::Node { parent, w, h, ..layered::Node::default() }, Stands::Packed(node));
        }
    }

    fn fits(&self, placed: &Placed) -> bool {
        placed.nodes.len() == self.graph.nodes.len()
            && placed.edges.len() == self.graph.edges.len()
            && placed
                .edges
                .iter()
                .zip(&self.graph.edges)
                .all(|(answer, edge)| answer.points.len() >= 2 && answer.labels.len() == edge.labels.len())
    }

    fn answer(mut self, mut draft: Draft, placed: &Placed) -> Diagram {
        let all = placed.bounds();
        let size = self.floor.sizes();
        let rows = Broken::Width(all.w);
        let alone = pack::ordered(&self.floor, &draft, std::mem::take(&mut self.alone));
        pack::pack(&mut self.floor, (0, alone), &size, Fill::Columns, rows);
        self.floor.place();
        let mut rects = self.floor.rects.clone();
        // How far what is packed has to be moved: with its container, or as part of it.
        let mut moved: Vec<Option<(f64, f64)>> = vec![None; rects.len()];
        let mut moved_inside = moved.clone();
        for (stands, rect) in self.stands_for.iter().zip(&placed.nodes) {
            match *stands {
                Stands::Node(n) => {
                    moved[n] = Some((rect.x - rects[n].x, rect.y - rects[n].y));
                    rects[n] = *rect;
                }
                Stands::Packed(node) => {
                    let [top, _, _, left] = self.floor.pad[node];
                    let from = self.floor.rects[node];
                    moved_inside[node] = Some((rect.x - from.x - left, rect.y - from.y - top));
                }
            }
        }
        for n in 0..rects.len() {
            if moved[n].is_some() {
                continue;
            }
            let by = match draft.diagram.nodes[n].parent {
                Some(parent) => moved_inside[parent].or(moved[parent]).unwrap_or_default(),
                None => (all.x, all.bottom() + APART),
            };
            moved[n] = Some(by);
            rects[n] = Rect { x: rects[n].x + by.0, y: rects[n].y + by.1, ..rects[n] };
        }
        for (node, rect) in draft.diagram.nodes.iter_mut().zip(rects) {
            node.rect = rect;
        }
        let mut wanted = vec![None; draft.diagram.edges.len()];
        for (n, line) in self.edges.iter().zip(&placed.edges) {
            let edge = &mut draft.diagram.edges[*n];
            edge.points = line.points.iter().map(|[x, y]| Point::new(*x, *y)).collect();
            let mut middles = line.labels.iter().map(|[x, y, w, h]| Point::new(x + w / 2.0, y + h / 2.0));
            if !edge.label.is_empty() {
                wanted[*n] = middles.next();
            }
            for (_, at) in edge.ends.iter_mut().flatten() {
                *at = middles.next().unwrap_or_default();
            }
        }
        join::complete(draft, &wanted)
    }
}

/// Room for the texts of an edge: its label, then those at its ends.
fn sizes(draft: &Draft, edge: usize) -> Vec<Label> {
    let edge = &draft.diagram.edges[edge];
    let mut sizes = Vec::new();
    let mut add = |(w, h): (f64, f64), place| sizes.push(Label { w: w.min(400.0), h: h.min(400.0), place });
    if !edge.label.is_empty() {
        add(labels::size(edge), LabelPlace::Center);
    }
    for (end, place) in edge.ends.iter().zip([LabelPlace::Tail, LabelPlace::Head]) {
        if let Some((text, _)) = end {
            add(labels::end_size(text), place);
        }
    }
    sizes
}

fn direction(direction: viewpoint::Direction) -> Direction {
    match direction {
        viewpoint::Direction::Down => Direction::Down,
        viewpoint::Direction::Up => Direction::Up,
        viewpoint::Direction::Right => Direction::Right,
        viewpoint::Direction::Left => Direction::Left,
    }
}
