//! From merged items to documents.

use foldhash::{HashMap, HashSet};

use crate::change::id::ItemId;
use crate::change::item::{Item, put_together};
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind};
use crate::change::merge::resolution::{Choice, Settled, SettledBy, Side};
use crate::change::merge::table::{BASE, OURS, Siblings, THEIRS};
use crate::change::merge::{Run, order};
use crate::change::source::{Change, Changes, Placed};
use crate::value::Value;

/// Documents that differ from ours, and the items of those that could not be put together.
pub(super) struct Built {
    pub(super) changes: Changes,
    pub(super) broken: HashSet<ItemId>,
}

impl Run<'_> {
    /// Puts the documents together.
    pub(super) fn build(&mut self) -> Built {
        let held = self.siblings();
        let counts = self.counts();
        let mut built = Built { changes: Changes::new(), broken: HashSet::default() };
        for at in 0..self.table.documents.len() {
            let document = &self.table.documents[at];
            let ours = document.placed[OURS];
            let rows = self.in_order(document.own, &held);
            let count = counts.get(&at).copied().unwrap_or_default();
            let after = match self.document(at, &rows, count) {
                Ok(after) => after,
                Err(()) => {
                    let all = document.items.iter().flatten().chain(&rows);
                    built.broken.extend(all.map(|row| self.table.rows[*row].id.clone()));
                    self.ask_document(at)
                }
            };
            if after.as_ref() != ours {
                built.changes.insert(document.id.clone(), Change { before: ours.cloned(), after });
            }
        }
        built
    }

    /// Siblings in their merged order.
    fn siblings(&mut self) -> HashMap<Siblings, Vec<usize>> {
        let table = self.table;
        let mut held: HashMap<Siblings, Vec<usize>> = HashMap::default();
        for (row, merged) in self.merged.iter().enumerate() {
            if let Some(holder) = merged.as_ref().and_then(|merged| merged.holder) {
                held.entry((holder, table.rows[row].id.what())).or_default().push(row);
            }
        }
        let mut reordered: Vec<Siblings> = Vec::new();
        for (key, rows) in &mut held {
            if rows.first().is_some_and(|row| table.rows[*row].id.is_geometry()) {
                rows.sort_by_key(|row| &table.rows[*row].id);
                continue;
            }
            let of = |side: usize| table.siblings[side].get(key).map_or(&[][..], |rows| rows);
            let (ordered, is_both) = order::merge(of(BASE), of(OURS), of(THEIRS), rows);
            *rows = ordered;
            if is_both {
                reordered.push(*key);
            }
        }
        for key in reordered {
            let order = |side: usize| {
                let rows = table.siblings[side].get(&key).into_iter().flatten();
                let ids = rows.map(|row| Value::from(table.rows[*row].id.local()));
                Some(Value::List(ids.collect()))
            };
            self.verdicts.settled.push(Settled {
                item: table.rows[key.0].id.clone(),
                path: vec![key.1.into()],
                rule: SettledBy::Order,
                ours: order(OURS),
                theirs: order(THEIRS),
                taken: Side::Ours,
            });
        }
        held
    }

    /// How many items each document shall have.
    fn counts(&self) -> HashMap<usize, usize> {
        let mut counts: HashMap<usize, usize> = HashMap::default();
        for (row, merged) in self.merged.iter().enumerate() {
            let Some(merged) = merged else { continue };
            let row = &self.table.rows[row];
            let home = match (&row.id, merged.holder) {
                (ItemId::Relation(_), Some(holder)) => self.table.rows[holder].document(),
                (ItemId::Relation(_), None) => {
                    let mut sides = row.sides.iter().flatten();
                    sides.find(|entry| entry.holder.is_none()).map(|entry| entry.document)
                }
                _ => row.document(),
            };
            if let Some(home) = home {
                *counts.entry(home).or_default() += 1;
            }
        }
        counts
    }

    /// A thing with all that stands in it: holders first, siblings in order, lines after nodes.
    fn in_order(&self, own: usize, held: &HashMap<Siblings, Vec<usize>>) -> Vec<usize> {
        let mut rows = Vec::new();
        let mut left: Vec<usize> = self.merged[own].as_ref().map(|_| own).into_iter().collect();
        let sorts = ["relation", "node", "connection", "node-layout", "connection-layout"];
        while let Some(row) = left.pop() {
            rows.push(row);
            for sort in sorts.into_iter().rev() {
                left.extend(held.get(&(row, sort)).into_iter().flatten().rev());
            }
        }
        // A relation that is a document of its own in one place may stand in another.
        let is_elsewhere = self.merged[own].as_ref().is_some_and(|merged| merged.holder.is_some());
        if is_elsewhere { Vec::new() } else { rows }
    }

    /// The merged document; an error if the items make none.
    fn document(&self, at: usize, rows: &[usize], count: usize) -> Result<Option<Placed>, ()> {
        let document = &self.table.documents[at];
        if rows.len() != count {
            return Err(());
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let file = self.file(at);
        for side in [OURS, THEIRS] {
            if let Some(placed) =
                document.placed[side].filter(|_| self.is_as(side, rows, &document.items[side]))
            {
                return Ok(Some(Placed { file, document: placed.document.clone() }));
            }
        }
        let items = rows.iter().filter_map(|row| {
            let merged = self.merged[*row].as_ref()?;
            let holder = merged.holder.map(|holder| self.table.rows[holder].id.clone());
            Some(Item {
                id: self.table.rows[*row].id.clone(),
                holder,
                record: merged.record.clone().into_owned(),
            })
        });
        let items: Vec<Item> = items.collect();
        match put_together(document.id, &items) {
            Ok(document) => Ok(Some(Placed { file, document })),
            Err(_) => Err(()),
        }
    }

    fn is_as(&self, side: usize, rows: &[usize], items: &[usize]) -> bool {
        rows == items
            && rows.iter().all(|row| match (&self.merged[*row], self.table.entry(*row, side)) {
                (Some(merged), Some(entry)) => {
                    merged.holder == entry.holder && *merged.record == entry.record
                }
                _ => false,
            })
    }

    fn file(&self, at: usize) -> Box<str> {
        let placed = self.table.documents[at].placed;
        let [base, ours, theirs] = placed.map(|placed| placed.map(|placed| &placed.file));
        let theirs = theirs.filter(|theirs| ours.is_none_or(|ours| !is_vaguer(theirs, ours)));
        let chosen = if ours.is_none() || ours == base { theirs.or(ours) } else { ours };
        chosen.cloned().unwrap_or_default()
    }

    /// Lists documents that both sides moved to different files.
    pub(super) fn settle_files(&mut self) {
        for document in &self.table.documents {
            let [base, Some(ours), Some(theirs)] = document.placed else { continue };
            let base = base.map(|placed| &placed.file);
            let is_vague = is_vaguer(&ours.file, &theirs.file) || is_vaguer(&theirs.file, &ours.file);
            if is_vague || base == Some(&ours.file) || base == Some(&theirs.file) {
                continue;
            }
            self.verdicts.settled.push(Settled {
                item: document.id.item(),
                path: vec!["file".into()],
                rule: SettledBy::File,
                ours: Some(Value::Text(ours.file.clone())),
                theirs: Some(Value::Text(theirs.file.clone())),
                taken: Side::Ours,
            });
        }
    }

    /// Both sides are right alone, and not together: one side's document as it is.
    fn ask_document(&mut self, at: usize) -> Option<Placed> {
        let document = &self.table.documents[at];
        let value = |side: usize| self.table.record(document.own, side).cloned().map(Value::Record);
        let conflict = Conflict {
            id: ConflictId { item: document.id.item(), path: Vec::new() },
            kind: ConflictKind::Invalid,
            base: value(BASE),
            ours: value(OURS),
            theirs: value(THEIRS),
            inside: Vec::new(),
        };
        let side = match self.verdicts.ask(conflict, |choice| !matches!(choice, Choice::Value(_))) {
            Some(Choice::Theirs) => THEIRS,
            Some(Choice::Base) => BASE,
            _ => OURS,
        };
        document.placed[side].cloned()
    }
}

/// Whether one place says nothing that the other does not: it is the same, its folder or not known.
fn is_vaguer(place: &str, other: &str) -> bool {
    let below = other.strip_prefix(place);
    place.is_empty()
        || below.is_some_and(|name| name.is_empty() || place.ends_with('/') && !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_says_less_than_a_file_in_it() {
        for (place, other, expected) in [
            ("", "elements/a.yaml", true),
            ("views/x/", "views/x/a.yaml", true),
            ("views/x/", "views/x/", true),
            ("views/x/", "views/x/y/a.yaml", false),
            ("views/x/a.yaml", "views/x/", false),
            ("views/x/", "views/y/a.yaml", false),
        ] {
            assert_eq!(is_vaguer(place, other), expected, "{place} {other}");
        }
    }
}
