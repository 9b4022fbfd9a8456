//! Which box stands in which lane, column and row.

use crate::diagram::End;
use crate::view::Draft;
use crate::view::special::flow;

/// A lane.
pub(super) struct Lane {
    /// None: the lane of what is in no lane.
    pub node: Option<usize>,
    /// How many rows of boxes it has.
    pub rows: usize,
}

/// A box in its place.
pub(super) struct Place {
    pub node: usize,
    pub lane: usize,
    pub column: usize,
    /// Counted over all lanes.
    pub row: usize,
}

/// Boxes joined by a line, by positions among the boxes.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub edge: usize,
    pub from: usize,
    pub to: usize,
}

pub(super) struct Grid {
    pub lanes: Vec<Lane>,
    pub boxes: Vec<Place>,
    pub links: Vec<Link>,
    pub columns: usize,
    pub rows: usize,
}

impl Grid {
    pub(super) fn of(draft: &Draft) -> Self {
        let mut lanes: Vec<Lane> = Vec::new();
        let mut boxes: Vec<Place> = Vec::new();
        let mut alone = Vec::new();
        for root in draft.roots() {
            let inside: Vec<usize> = draft.children(root).collect();
            if inside.is_empty() {
                alone.push(root);
                continue;
            }
            boxes.extend(inside.into_iter().map(|node| Place { node, lane: lanes.len(), column: 0, row: 0 }));
            lanes.push(Lane { node: Some(root), rows: 1 });
        }
        if !alone.is_empty() {
            boxes.extend(alone.into_iter().map(|node| Place { node, lane: lanes.len(), column: 0, row: 0 }));
            lanes.push(Lane { node: None, rows: 1 });
        }
        let mut at = vec![None; draft.diagram.nodes.len()];
        for (n, place) in boxes.iter().enumerate() {
            at[place.node] = Some(n);
        }
        let end = |end: End| match end {
            End::Node(node) => at.get(node).copied().flatten(),
            End::Edge(_) => None,
        };
        let links = draft.ends.iter().enumerate();
        let links: Vec<Link> = links
            .filter_map(|(edge, (from, to))| Some(Link { edge, from: end(*from)?, to: end(*to)? }))
            .collect();
        let mut grid = Self { lanes, boxes, links, columns: 0, rows: 0 };
        grid.find_columns();
        grid.order_lanes(draft);
        grid.find_rows();
        grid
    }

    /// As far along as the longest way from a start; lines that close a circle do not count.
    fn find_columns(&mut self) {
        let count = self.boxes.len();
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
        for link in self.links.iter().filter(|link| link.from != link.to) {
            out[link.from].push(link.to);
        }
        let (steps, forward) = flow::steps(&out);
        for (place, step) in self.boxes.iter_mut().zip(&steps) {
            place.column = *step;
        }
        // What starts late stands near what it starts.
        for n in (0..count).filter(|n| steps[*n] == 0) {
            if let Some(first) = forward[n].iter().map(|to| steps[*to]).min() {
                self.boxes[n].column = first.saturating_sub(1);
            }
        }
        self.columns = self.boxes.iter().map(|place| place.column + 1).max().unwrap_or_default();
    }

    /// Lanes in their given order, else as the flow reaches them; the lane of what is in none stays last.
    fn order_lanes(&mut self, draft: &Draft) {
        let first = |lane: usize| {
            let inside = self.boxes.iter().filter(|place| place.lane == lane);
            inside.map(|place| place.column).min().unwrap_or_default()
        };
        let key = |lane: usize| {
            let node = self.lanes[lane].node;
            let given = node.and_then(|node| draft.hints[node].order);
            (node.is_none(), given.unwrap_or(i64::MAX), if given.is_none() { first(lane) } else { 0 }, lane)
        };
        let mut order: Vec<usize> = (0..self.lanes.len()).collect();
        order.sort_by_key(|lane| key(*lane));
        let mut moved = vec![0; order.len()];
        for (to, from) in order.iter().enumerate() {
            moved[*from] = to;
        }
        self.lanes = order.iter().map(|lane| Lane { node: self.lanes[*lane].node, rows: 1 }).collect();
        for place in &mut self.boxes {
            place.lane = moved[place.lane];
        }
    }

    /// In the row of what comes before it, if that is free; boxes of one step stand below each other.
    fn find_rows(&mut self) {
        let mut order: Vec<usize> = (0..self.boxes.len()).collect();
        order.sort_by_key(|n| (self.boxes[*n].lane, self.boxes[*n].column, *n));
        let mut taken: Vec<std::collections::BTreeSet<(usize, usize)>> =
            vec![Default::default(); self.lanes.len()];
        let mut into: Vec<Vec<usize>> = vec![Vec::new(); self.boxes.len()];
        for link in &self.links {
            into[link.to].push(link.from);
        }
        for n in order {
            let (lane, column) = (self.boxes[n].lane, self.boxes[n].column);
            let before = into[n].iter().map(|from| &self.boxes[*from]);
            let wish =
                before.filter(|from| from.lane == lane && from.column < column).map(|from| from.row).min();
            let is_free = |row: &usize| !taken[lane].contains(&(column, *row));
            let row =
                wish.filter(is_free).or_else(|| (0..=self.boxes.len()).find(is_free)).unwrap_or_default();
            taken[lane].insert((column, row));
            self.boxes[n].row = row;
            self.lanes[lane].rows = self.lanes[lane].rows.max(row + 1);
        }
        let mut first = vec![0; self.lanes.len()];
        for (lane, start) in self.lanes.iter().zip(&mut first) {
            *start = self.rows;
            self.rows += lane.rows;
        }
        for place in &mut self.boxes {
            place.row += first[place.lane];
        }
    }
}
