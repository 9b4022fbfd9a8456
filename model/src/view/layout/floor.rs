//! Boxes in rows, and containers around them: the plan that most layouts share.
//!
//! The inside of a container, or the page, is a [`Space`]: rows of boxes, channels above, between
//! and below the rows, gaps before, between and after the boxes of a row. Lines run in channels and
//! gaps only ([`super::route`]), so a plan that is [`Floor::grow`]n and placed again has room for them.
//!
//! A plan may be turned ([`Floor::turn`]): rows become columns.

use crate::diagram::{Content, Font, Node, Rect, preferred_size, width};
use crate::view::Draft;

/// Room between the border of a container and what is inside.
pub(super) const INSET: f64 = 12.0;
/// Room between boxes where no line runs.
pub(super) const APART: f64 = 16.0;

/// How boxes use the room of their row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fill {
    /// Each as large as it needs, from the left.
    #[default]
    Loose,
    /// Boxes below each other are aligned; containers fill their cells.
    Columns,
    /// Containers share what is left of the row.
    Rows,
}

/// The inside of a container, or the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    /// Nodes by row.
    pub rows: Vec<Vec<usize>>,
    /// Heights of the channels, one more than rows.
    pub channels: Vec<f64>,
    /// Widths of the gaps of each row, one more than boxes.
    pub gaps: Vec<Vec<f64>>,
    /// What happens with room that is left.
    pub fill: Fill,
}

impl Space {
    /// Rows at the usual distance, without any room around them.
    pub fn new(rows: Vec<Vec<usize>>, fill: Fill, apart: f64) -> Self {
        let inner = |count: usize| {
            let mut sizes = vec![apart; count + 1];
            sizes[0] = 0.0;
            sizes[count] = 0.0;
            sizes
        };
        let gaps = rows.iter().map(|row| inner(row.len())).collect();
        Self { channels: inner(rows.len()), gaps, rows, fill }
    }

    fn row_width(&self, row: usize, size: &[(f64, f64)]) -> f64 {
        self.rows[row].iter().map(|n| size[*n].0).sum::<f64>() + self.gaps[row].iter().sum::<f64>()
    }

    fn row_height(&self, row: usize, size: &[(f64, f64)]) -> f64 {
        self.rows[row].iter().map(|n| size[*n].1).fold(0.0, f64::max)
    }

    /// Gaps and boxes of each column: gap, box, gap, box ..., gap.
    fn columns(&self, size: &[(f64, f64)]) -> Vec<f64> {
        let most = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut columns = vec![0.0_f64; 2 * most + 1];
        for (row, gaps) in self.rows.iter().zip(&self.gaps) {
            for (place, node) in row.iter().enumerate() {
                columns[2 * place] = columns[2 * place].max(gaps[place]);
                columns[2 * place + 1] = columns[2 * place + 1].max(size[*node].0);
            }
            let last = 2 * row.len();
            columns[last] = columns[last].max(gaps[row.len()]);
        }
        columns
    }

    fn content(&self, size: &[(f64, f64)]) -> (f64, f64) {
        let w = match self.fill {
            Fill::Columns => self.columns(size).iter().sum(),
            _ => (0..self.rows.len()).map(|row| self.row_width(row, size)).fold(0.0, f64::max),
        };
        let rows: f64 = (0..self.rows.len()).map(|row| self.row_height(row, size)).sum();
        (w, rows + self.channels.iter().sum::<f64>())
    }
}

/// Least sizes of channels and gaps, parallel to those of the spaces.
pub(super) type Needs = Vec<(Vec<f64>, Vec<Vec<f64>>)>;

/// Where every box of a diagram stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Floor {
    /// The node each one is inside.
    pub parent: Vec<Option<usize>>,
    /// Nodes directly inside: of the page, then of each node.
    pub children: Vec<Vec<usize>>,
    /// The page, then the inside of each node.
    pub spaces: Vec<Space>,
    /// Sizes that texts need.
    pub least: Vec<(f64, f64)>,
    /// Room around what is inside: top, right, bottom, left.
    pub pad: Vec<[f64; 4]>,
    /// Where titles of containers are, as a part of the width; lines keep away from them.
    pub titles: Vec<Title>,
    /// Answer: row and place in it.
    pub at: Vec<(usize, usize)>,
    /// Answer.
    pub rects: Vec<Rect>,
    /// Whether rows are columns.
    pub is_turned: bool,
}

/// Where the title of a container is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Title {
    pub width: f64,
    pub is_left: bool,
}

/// How far the front of a cube stands from its top and its right side.
fn depth(node: &Node) -> f64 {
    match &node.content {
        Content::Element(figure)
            if matches!(&*figure.shape, "uml-node" | "uml-device" | "uml-environment") =>
        {
            12.0
        }
        _ => 0.0,
    }
}

impl Floor {
    /// The boxes of a draft, in no rows yet.
    pub fn of(draft: &Draft) -> Self {
        let nodes = &draft.diagram.nodes;
        let mut children = vec![Vec::new(); nodes.len() + 1];
        for (n, node) in nodes.iter().enumerate() {
            children[node.parent.map_or(0, |parent| parent + 1)].push(n);
        }
        let pad = |node: &Node| {
            let depth = depth(node);
            [preferred_size(node).1.max(18.0) + depth, INSET + depth, INSET, INSET]
        };
        let empty = [0.0; 4];
        Self {
            parent: nodes.iter().map(|node| node.parent).collect(),
            spaces: vec![Space::default(); nodes.len() + 1],
            least: nodes.iter().map(|node| (node.rect.w, node.rect.h)).collect(),
            pad: nodes.iter().map(|node| if node.is_container { pad(node) } else { empty }).collect(),
            titles: nodes
                .iter()
                .map(|node| if node.is_container { title(node) } else { Title::default() })
                .collect(),
            at: vec![(0, 0); nodes.len()],
            rects: vec![Rect::default(); nodes.len()],
            children,
            is_turned: false,
        }
    }

    /// Exchanges rows and columns; asked for before and after placing, it turns back.
    pub fn turn(&mut self) {
        self.is_turned = !self.is_turned;
        for (w, h) in &mut self.least {
            std::mem::swap(w, h);
        }
        for [top, right, bottom, left] in &mut self.pad {
            std::mem::swap(top, left);
            std::mem::swap(right, bottom);
        }
        for rect in &mut self.rects {
            *rect = Rect::new(rect.y, rect.x, rect.h, rect.w);
        }
    }

    /// The space a node stands in.
    pub fn space_of(&self, node: usize) -> usize {
        self.parent[node].map_or(0, |parent| parent + 1)
    }

    /// Widens channels and gaps to what is needed.
    pub fn grow(&mut self, needs: &Needs) {
        let widen = |have: &mut [f64], need: &[f64]| {
            for (have, need) in have.iter_mut().zip(need) {
                *have = have.max(*need);
            }
        };
        for (space, (channels, gaps)) in self.spaces.iter_mut().zip(needs) {
            widen(&mut space.channels, channels);
            for (have, need) in space.gaps.iter_mut().zip(gaps) {
                widen(have, need);
            }
        }
    }

    /// Size of what is in a space, the sizes of which are known.
    pub fn content(&self, space: usize, size: &[(f64, f64)]) -> (f64, f64) {
        self.spaces[space].content(size)
    }

    /// Sizes of all boxes, containers around what they hold.
    pub fn sizes(&self) -> Vec<(f64, f64)> {
        let mut size = self.least.clone();
        for node in (0..size.len()).rev() {
            size[node] = self.outer(node, &size);
        }
        size
    }

    /// Size of a node around what is inside it, the sizes of which are known.
    pub fn outer(&self, node: usize, size: &[(f64, f64)]) -> (f64, f64) {
        let (space, least) = (&self.spaces[node + 1], self.least[node]);
        if space.rows.is_empty() {
            return least;
        }
        let (w, h) = space.content(size);
        let [top, right, bottom, left] = self.pad[node];
        (least.0.max(left + w + right), least.1.max(top + h + bottom))
    }

    /// Gives every box in a row its place.
    pub fn place(&mut self) {
        for (row, place, node) in self.spaces.iter().flat_map(|space| {
            let rows = space.rows.iter().enumerate();
            rows.flat_map(|(row, nodes)| {
                nodes.iter().enumerate().map(move |(place, node)| (row, place, *node))
            })
        }) {
            self.at[node] = (row, place);
        }
        let size = self.sizes();
        let (w, h) = self.spaces[0].content(&size);
        self.lay(0, Rect::new(0.0, 0.0, w, h), &size);
        for node in 0..size.len() {
            if !self.spaces[node + 1].rows.is_empty() {
                let rect = self.rects[node];
                let [top, right, bottom, left] = self.pad[node];
                let area =
                    Rect::new(rect.x + left, rect.y + top, rect.w - left - right, rect.h - top - bottom);
                self.lay(node + 1, area, &size);
            }
        }
    }

    fn lay(&mut self, at: usize, area: Rect, size: &[(f64, f64)]) {
        let space = &self.spaces[at];
        let columns = if space.fill == Fill::Columns { space.columns(size) } else { Vec::new() };
        let is_box = |node: usize| !self.spaces[node + 1].rows.is_empty();
        let mut y = area.y;
        for (row, nodes) in space.rows.iter().enumerate() {
            y += space.channels[row];
            let high = space.row_height(row, size);
            let boxes = nodes.iter().filter(|n| is_box(**n)).count().max(1);
            let share = ((area.w - space.row_width(row, size)) / boxes as f64).max(0.0);
            let mut x = area.x;
            for (place, &node) in nodes.iter().enumerate() {
                let (mut w, mut h) = size[node];
                match space.fill {
                    Fill::Loose => x += space.gaps[row][place],
                    Fill::Columns => x += columns[2 * place],
                    Fill::Rows => x += space.gaps[row][place],
                }
                let mut step = w;
                if space.fill == Fill::Columns {
                    step = columns[2 * place + 1];
                    w = if is_box(node) { step } else { w };
                } else if space.fill == Fill::Rows && is_box(node) {
                    w += share;
                    step = w;
                }
                if space.fill != Fill::Loose && is_box(node) {
                    h = high;
                }
                self.rects[node] = Rect::new(x, y, w, h);
                x += step;
            }
            y += high;
        }
    }
}

fn title(node: &Node) -> Title {
    let Font { size, .. } = node.style.text_font();
    let wide = width(&node.label, Font { size, bold: true }).min(node.rect.w.max(120.0));
    let is_left = match &node.content {
        Content::Group | Content::Decor(_) => true,
        Content::Element(figure) => &*figure.shape == "grouping",
        _ => false,
    };
    Title { width: wide + 20.0, is_left }
}
