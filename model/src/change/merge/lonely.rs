//! What only one side has, sorted by what it needs.

use std::collections::{BTreeMap, VecDeque};

use foldhash::HashMap;

use crate::change::merge::table::{BASE, Table};
use crate::value::{Properties, Value};

/// What only one side has.
pub(super) struct Lonely<'t, 'a> {
    table: &'t Table<'a>,
    pub(super) mine: usize,
    other: usize,
    /// Rows, what is needed before what needs it.
    pub(super) order: Vec<usize>,
    /// By row: whether it may not be in the merge, being deleted or needing what is.
    pub(super) may_go: Vec<bool>,
    /// By row: the deleted thing on whose fate it depends, which may be itself. None until they are found.
    pub(super) root: Vec<Option<usize>>,
}

impl<'t, 'a> Lonely<'t, 'a> {
    pub(super) fn of(table: &'t Table<'a>, mine: usize, other: usize) -> Self {
        let (root, may_go) = (vec![None; table.rows.len()], vec![false; table.rows.len()]);
        let mut lonely = Self { table, mine, other, order: Vec::new(), may_go, root };
        lonely.sort();
        for at in 0..lonely.order.len() {
            let row = lonely.order[at];
            let may_go = lonely.is_deleted(row) || lonely.needs(row).any(|need| lonely.may_go[need]);
            lonely.may_go[row] = may_go;
        }
        lonely
    }

    /// Finds what is a conflict; `others` says what of the other side may not be in the merge.
    pub(super) fn find_roots(&mut self, others: &[bool]) {
        let wanted = self.wanted(others);
        for at in 0..self.order.len() {
            let row = self.order[at];
            let found = self.needs(row).find_map(|need| self.root[need]);
            self.root[row] = found.or(wanted[row].then_some(row));
        }
    }

    fn is_lonely(&self, row: usize) -> bool {
        let at = &self.table.rows[row];
        at.has(self.mine) && !at.has(self.other) && !at.id.is_geometry()
    }

    pub(super) fn is_deleted(&self, row: usize) -> bool {
        self.is_lonely(row) && self.table.rows[row].has(BASE)
    }

    /// What of its kind a thing needs.
    pub(super) fn needs(&self, row: usize) -> impl Iterator<Item = usize> {
        self.table.needs(row, self.mine).filter(|need| self.is_lonely(*need))
    }

    /// Of a thing that both sides have: needs that this side gave it, or without which it could not stay
    /// where the other side's are gone too.
    fn new_needs<'s>(&'s self, row: usize, others: &'s [bool]) -> impl Iterator<Item = usize> {
        let had = self.table.all_needs(row, BASE);
        let needs = self.table.all_needs(row, self.mine).into_iter();
        let new = needs.zip(self.table.all_needs(row, self.other)).filter_map(move |(need, other)| {
            let is_new = !had.contains(&need);
            need.filter(|_| is_new || other.is_some_and(|other| others[other]))
        });
        new.filter(|need| self.is_lonely(*need))
    }

    fn is_shared(&self, row: usize) -> bool {
        let at = &self.table.rows[row];
        at.has(self.mine) && at.has(self.other) && !at.id.is_geometry()
    }

    /// Whether this side changed or made it.
    fn is_touched(&self, row: usize) -> bool {
        match (self.table.entry(row, BASE), self.table.entry(row, self.mine)) {
            (Some(base), Some(mine)) => {
                base.holder != mine.holder || !is_same_but_extra(&base.record, &mine.record)
            }
            _ => true,
        }
    }

    /// Deleted things that this side cannot do without, by row.
    fn wanted(&self, others: &[bool]) -> Vec<bool> {
        let mut wanted = vec![false; self.table.rows.len()];
        let mut left: Vec<usize> = Vec::new();
        for row in 0..self.table.rows.len() {
            match (self.is_lonely(row), self.is_shared(row)) {
                (true, _) if self.is_deleted(row) && !self.is_touched(row) => {}
                (true, _) if self.is_deleted(row) => left.push(row),
                (true, _) => left.extend(self.needs(row)),
                (_, true) => left.extend(self.new_needs(row, others)),
                _ => {}
            }
        }
        while let Some(row) = left.pop() {
            if self.is_deleted(row) && !std::mem::replace(&mut wanted[row], true) {
                left.extend(self.needs(row));
            }
        }
        wanted
    }

    fn sort(&mut self) {
        let rows: Vec<usize> = (0..self.table.rows.len()).filter(|row| self.is_lonely(*row)).collect();
        let mut needed_by: HashMap<usize, Vec<usize>> = HashMap::default();
        let mut open: HashMap<usize, usize> = HashMap::default();
        for row in &rows {
            for need in self.needs(*row) {
                needed_by.entry(need).or_default().push(*row);
                *open.entry(*row).or_default() += 1;
            }
        }
        let mut ready: VecDeque<usize> = rows.iter().filter(|row| !open.contains_key(row)).copied().collect();
        while let Some(row) = ready.pop_front() {
            self.order.push(row);
            for other in needed_by.remove(&row).unwrap_or_default() {
                if let Some(count) = open.get_mut(&other) {
                    *count -= 1;
                    if *count == 0 {
                        open.remove(&other);
                        ready.push_back(other);
                    }
                }
            }
        }
        // Lines that end at each other.
        self.order.extend(rows.into_iter().filter(|row| open.contains_key(row)));
    }

    /// By deleted thing: what was changed or made in it or at it.
    pub(super) fn inside(&self, others: &[bool]) -> BTreeMap<usize, Vec<usize>> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in 0..self.table.rows.len() {
            let mut roots: Vec<usize> = match (self.is_lonely(row), self.is_shared(row)) {
                (true, _) if !self.is_touched(row) || self.root[row] == Some(row) => continue,
                (true, _) => self.needs(row).filter_map(|need| self.root[need]).collect(),
                (_, true) => self.new_needs(row, others).filter_map(|need| self.root[need]).collect(),
                _ => continue,
            };
            roots.sort_unstable();
            roots.dedup();
            roots.into_iter().for_each(|root| found.entry(root).or_default().push(row));
        }
        found.values_mut().for_each(|rows| rows.sort_by_key(|row| &self.table.rows[*row].id));
        found
    }
}

/// Whether two records are equal where it counts; importers' data does not.
fn is_same_but_extra(a: &Properties, b: &Properties) -> bool {
    let counts = |record: &Properties| record.iter().filter(|(key, _)| *key != "extra").count();
    let is_in = |(key, value): (&str, &Value)| key == "extra" || b.get(key) == Some(value);
    counts(a) == counts(b) && a.iter().all(is_in)
}
