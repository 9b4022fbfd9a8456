//! The merged record of each item that there is in the merge.

use std::borrow::Cow;

use crate::change::id::ItemId;
use crate::change::item::relation_id;
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind};
use crate::change::merge::delete::with_identity;
use crate::change::merge::resolution::Choice;
use crate::change::merge::table::{BASE, Entry, OURS, THEIRS};
use crate::change::merge::value::Fields;
use crate::change::merge::{Merged, Run};
use crate::value::{Properties, Value};

impl<'a> Run<'a> {
    /// Records and holders of what there is, geometry apart.
    pub(super) fn merge_items(&mut self) {
        self.arrange();
        for row in 0..self.table.rows.len() {
            if self.alive[row] {
                self.merged[row] = self.item(row);
            }
        }
        for row in 0..self.table.rows.len() {
            self.keep_identity(row);
        }
    }

    fn item(&mut self, row: usize) -> Option<Merged<'a>> {
        let table = self.table;
        let (ours, theirs) = match (table.entry(row, OURS), table.entry(row, THEIRS)) {
            (Some(ours), Some(theirs)) => (ours, theirs),
            (one, other) => {
                let only = one.or(other)?;
                let record = self.given.remove(&row).map_or(Cow::Borrowed(&only.record), Cow::Owned);
                return Some(Merged { record, holder: only.holder });
            }
        };
        let base = table.record(row, BASE);
        let id = &table.rows[row].id;
        if base.is_none() && !is_same_thing(id, &ours.record, &theirs.record) {
            let (record, side) = self.created(row, &ours.record, &theirs.record);
            let holder = if side == OURS { ours.holder } else { theirs.holder };
            return Some(Merged { record, holder: self.possible(row, holder)? });
        }
        let holder = self.holder(row);
        let holder = self.possible(row, holder)?;
        let is_moved = [ours.holder, theirs.holder] != [holder; 2];
        let record = match matches!(id, ItemId::Relation(_)) && is_moved {
            true => Cow::Owned(self.moved_relation(row, holder)),
            false => self.record(id, base, &ours.record, &theirs.record),
        };
        Some(Merged { record, holder })
    }

    fn record(
        &mut self,
        id: &ItemId,
        base: Option<&Properties>,
        ours: &'a Properties,
        theirs: &'a Properties,
    ) -> Cow<'a, Properties> {
        if ours == theirs || base == Some(theirs) {
            return Cow::Borrowed(ours);
        }
        if base == Some(ours) {
            return Cow::Borrowed(theirs);
        }
        Cow::Owned(Fields::merge(&mut self.verdicts, id, base, ours, theirs))
    }

    /// What a relation starts at is told by its holder and `from` together: both come from one side.
    fn moved_relation(&mut self, row: usize, holder: Option<usize>) -> Properties {
        let table = self.table;
        let rest = |side: usize| {
            let mut record = table.record(row, side).cloned()?;
            record.remove("from");
            Some(record)
        };
        let [base, ours, theirs] = [BASE, OURS, THEIRS].map(rest);
        let none = Properties::default();
        let (ours, theirs) = (ours.as_ref().unwrap_or(&none), theirs.as_ref().unwrap_or(&none));
        let id = &table.rows[row].id;
        let mut merged = Fields::merge(&mut self.verdicts, id, base.as_ref(), ours, theirs);
        let mut held = [OURS, THEIRS, BASE].into_iter().filter_map(|side| table.entry(row, side));
        let from = held.find(|entry| entry.holder == holder).and_then(|entry| entry.record.get("from"));
        if let Some(from) = from {
            merged.insert("from", from.clone(), Some("to"));
        }
        merged
    }

    /// Both sides made different things under one id: one of them, and whose holder counts.
    fn created(
        &mut self,
        row: usize,
        ours: &'a Properties,
        theirs: &'a Properties,
    ) -> (Cow<'a, Properties>, usize) {
        let id = &self.table.rows[row].id;
        let conflict = Conflict {
            id: ConflictId { item: id.clone(), path: Vec::new() },
            kind: ConflictKind::Created,
            base: None,
            ours: Some(Value::Record(ours.clone())),
            theirs: Some(Value::Record(theirs.clone())),
            inside: Vec::new(),
        };
        let given = |choice: &Choice| match choice {
            Choice::Value(Some(Value::Record(given))) => with_identity(id, given, ours),
            _ => None,
        };
        // There was nothing before, and other things may stand in it: one of the two has to be.
        let is_possible =
            |choice: &Choice| matches!(choice, Choice::Ours | Choice::Theirs) || given(choice).is_some();
        match self.verdicts.ask(conflict, is_possible) {
            Some(Choice::Theirs) => (Cow::Borrowed(theirs), THEIRS),
            Some(choice) => (given(&choice).map_or(Cow::Borrowed(ours), Cow::Owned), OURS),
            None => (Cow::Borrowed(ours), OURS),
        }
    }

    /// A relation keeps its id: it is written where it would not be derived any more.
    fn keep_identity(&mut self, row: usize) {
        let table = self.table;
        if !matches!(table.rows[row].id, ItemId::Relation(_)) {
            return;
        }
        let Some(merged) = &self.merged[row] else { return };
        let sides = || [OURS, THEIRS].into_iter().filter_map(|side| table.entry(row, side));
        let is_as_it_was =
            |entry: &Entry| std::ptr::eq(&entry.record, &*merged.record) && entry.holder == merged.holder;
        if sides().any(is_as_it_was) {
            return;
        }
        let id_by = |record: &Properties, holder: Option<usize>| {
            relation_id(record, holder.map(|holder| &table.rows[holder].id))
        };
        let known = sides().next().and_then(|entry| id_by(&entry.record, entry.holder));
        let Some(known) = known.filter(|known| id_by(&merged.record, merged.holder).as_ref() != Some(known))
        else {
            return;
        };
        let rest = merged.record.iter().filter(|(key, _)| *key != "id");
        let rest = rest.map(|(key, value)| (key.into(), value.clone()));
        let record = std::iter::once(("id".into(), Value::from(known.as_str()))).chain(rest).collect();
        if let Some(merged) = &mut self.merged[row] {
            merged.record = Cow::Owned(record);
        }
    }
}

/// Whether two new things under one id are one thing, of which fields may differ.
fn is_same_thing(id: &ItemId, ours: &Properties, theirs: &Properties) -> bool {
    let keys: &[&str] = match id {
        ItemId::Element(_) => &["kind"],
        ItemId::Relation(_) => &["kind", "from", "to"],
        ItemId::Node(..) => {
            let shows = |record: &Properties, key: &str| record.get(key).is_some();
            if ["note", "group"].iter().any(|key| shows(ours, key) != shows(theirs, key)) {
                return false;
            }
            &["element", "view", "image"]
        }
        ItemId::Connection(..) => &["relation", "from", "to"],
        _ => &[],
    };
    keys.iter().all(|key| ours.get(key) == theirs.get(key))
}
