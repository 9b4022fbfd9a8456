//! Lines whose ends are gone.

use std::borrow::Cow;

use foldhash::HashMap;

use crate::change::id::ItemId;
use crate::change::merge::Run;
use crate::change::merge::table::{OURS, THEIRS};
use crate::value::Value;

impl Run<'_> {
    /// Lines whose end is gone, because of what was decided about something else, get the end that a side
    /// gave them, or go too.
    pub(super) fn mend_lines(&mut self) {
        let lines: Vec<usize> = (0..self.table.rows.len())
            .filter(|row| {
                matches!(self.table.rows[*row].id, ItemId::Connection(..)) && self.merged[*row].is_some()
            })
            .collect();
        let mut gone: Vec<usize> = lines.iter().copied().filter(|row| !self.mend_line(*row)).collect();
        if gone.is_empty() {
            return;
        }
        let mut at: HashMap<usize, Vec<usize>> = HashMap::default();
        for line in lines {
            for side in [OURS, THEIRS] {
                self.table.needs(line, side).for_each(|end| at.entry(end).or_default().push(line));
            }
        }
        while let Some(row) = gone.pop() {
            for line in at.remove(&row).unwrap_or_default() {
                if self.merged[line].is_some() && !self.mend_line(line) {
                    gone.push(line);
                }
            }
        }
    }

    /// False, and the line is gone, if nothing is left that it could end at.
    fn mend_line(&mut self, row: usize) -> bool {
        for key in ["from", "to"] {
            let end = self.merged[row].as_ref().and_then(|merged| merged.record.text(key)).map(str::to_owned);
            let Some(end) = end else { continue };
            if self.is_end(row, key, &end) {
                continue;
            }
            let given = [OURS, THEIRS].map(|side| Some(self.table.record(row, side)?.text(key)?.to_owned()));
            let other = given.into_iter().flatten().find(|end| self.is_end(row, key, end));
            match (other, &mut self.merged[row]) {
                (Some(other), Some(merged)) => {
                    let mut record = merged.record.clone().into_owned();
                    record.set(key, Value::from(other.as_str()));
                    merged.record = Cow::Owned(record);
                }
                _ => {
                    self.merged[row] = None;
                    self.alive[row] = false;
                    return false;
                }
            }
        }
        true
    }

    /// Whether a line may end there: it is in the merge, or was missing on a side that gave this end.
    fn is_end(&self, row: usize, key: &str, end: &str) -> bool {
        let ItemId::Connection(view, _) = &self.table.rows[row].id else { return true };
        let is_there = self.table.ends_named(view, end).any(|end| self.merged[end].is_some());
        is_there || {
            let gives =
                |side: &usize| self.table.record(row, *side).is_some_and(|r| r.text(key) == Some(end));
            let is_missing = |side: usize| self.table.end(view, end, side).is_none();
            let mut giving = [OURS, THEIRS].into_iter().filter(gives);
            match giving.next() {
                // Somebody chose it.
                None => false,
                Some(first) => is_missing(first) || giving.any(is_missing),
            }
        }
    }
}
