//! Where things are drawn: never a conflict. The newer side counts, place by place; what is not in the
//! view any more is not drawn.

use std::borrow::Cow;

use crate::change::id::ItemId;
use crate::change::merge::resolution::{Settled, SettledBy, Side};
use crate::change::merge::table::{BASE, OURS, THEIRS};
use crate::change::merge::{Merged, Run};
use crate::value::{Properties, Value};

/// What of it there is in the view.
enum Subject {
    /// Not known: the view is the same on both sides.
    Unknown,
    /// On one side alone, whose drawing counts.
    Of(usize),
    /// On both.
    There,
    /// It is not in the merge, and was where it was drawn.
    Gone,
}

impl<'a> Run<'a> {
    /// Layouts and the places in them.
    pub(super) fn merge_geometry(&mut self) {
        let rows = &self.table.rows;
        let (layouts, places): (Vec<usize>, Vec<usize>) = (0..rows.len())
            .filter(|row| rows[*row].id.is_geometry())
            .partition(|row| matches!(rows[*row].id, ItemId::Layout(_)));
        let mut is_needed = vec![false; rows.len()];
        for row in places {
            let Some(layout) = self.layout_of(row) else { continue };
            let record = match self.subject(layout) {
                Subject::Gone => None,
                _ => self.place(row),
            };
            if let Some(record) = record {
                is_needed[layout] = true;
                self.merged[row] = Some(Merged { record: Cow::Borrowed(record), holder: Some(layout) });
            }
        }
        for row in layouts {
            let chosen = self.place(row).or_else(|| {
                let any = [OURS, THEIRS].into_iter().find_map(|side| self.table.record(row, side));
                any.filter(|_| is_needed[row])
            });
            self.merged[row] = chosen.map(|record| Merged { record: Cow::Borrowed(record), holder: None });
        }
    }

    fn layout_of(&self, row: usize) -> Option<usize> {
        let entry = self.table.rows[row].sides.iter().flatten().next()?;
        entry.holder
    }

    fn subject(&self, row: usize) -> Subject {
        let table = self.table;
        let shown = match &table.rows[row].id {
            ItemId::Layout(view) => ItemId::View(view.clone()),
            ItemId::NodeLayout(view, node) => ItemId::Node(view.clone(), node.clone()),
            ItemId::ConnectionLayout(view, line) => ItemId::Connection(view.clone(), line.clone()),
            _ => return Subject::Unknown,
        };
        let Some(shown) = table.find(&shown) else { return Subject::Unknown };
        let has = |side: usize| table.rows[shown].has(side);
        if self.merged[shown].is_some() {
            return match (has(OURS), has(THEIRS)) {
                (true, false) => Subject::Of(OURS),
                (false, true) => Subject::Of(THEIRS),
                _ => Subject::There,
            };
        }
        // A place that a side has without the node it places stays as that side has it.
        let is_loose = |side: usize| table.rows[row].has(side) && !has(side);
        if is_loose(OURS) || is_loose(THEIRS) { Subject::Unknown } else { Subject::Gone }
    }

    /// The record of a place or layout.
    fn place(&mut self, row: usize) -> Option<&'a Properties> {
        let table = self.table;
        let [base, ours, theirs] = [BASE, OURS, THEIRS].map(|side| table.record(row, side));
        match self.subject(row) {
            Subject::Of(side) => return table.record(row, side),
            Subject::Gone => {
                // Of what one side deleted, the other may have changed the place.
                if ours.is_none() && theirs != base {
                    self.settle_place(row, Side::Ours);
                } else if theirs.is_none() && ours != base {
                    self.settle_place(row, Side::Theirs);
                }
                return None;
            }
            Subject::There | Subject::Unknown => {}
        }
        if ours == theirs || theirs == base {
            return ours;
        }
        if ours == base {
            return theirs;
        }
        let newer = self.verdicts.options.newer;
        self.settle_place(row, newer);
        if newer == Side::Ours { ours } else { theirs }
    }

    fn settle_place(&mut self, row: usize, taken: Side) {
        let value = |side: usize| self.table.record(row, side).cloned().map(Value::Record);
        self.verdicts.settled.push(Settled {
            item: self.table.rows[row].id.clone(),
            path: Vec::new(),
            rule: SettledBy::Geometry,
            ours: value(OURS),
            theirs: value(THEIRS),
            taken,
        });
    }
}
