//! What only one side has: new, deleted by the other, or a conflict between deleting and changing.
//!
//! A thing *needs* its holder and, if it is a line, its ends. What one side deleted stays deleted unless
//! the other side changed it, or made or moved something that needs it: then the outermost of what was
//! deleted is the conflict, and everything that needs it shares its fate.

use crate::change::id::ItemId;
use crate::change::merge::Run;
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind, Inside};
use crate::change::merge::lonely::Lonely;
use crate::change::merge::resolution::{Choice, Settled, SettledBy, Side};
use crate::change::merge::table::{BASE, OURS, THEIRS};
use crate::value::{Properties, Value};

impl Run<'_> {
    /// Decides what there is in the merge, geometry apart.
    pub(super) fn choose_items(&mut self) {
        for (alive, row) in self.alive.iter_mut().zip(&self.table.rows) {
            *alive = row.has(OURS) && row.has(THEIRS) && !row.id.is_geometry();
        }
        let mut ours = Lonely::of(self.table, OURS, THEIRS);
        let mut theirs = Lonely::of(self.table, THEIRS, OURS);
        ours.find_roots(&theirs.may_go);
        theirs.find_roots(&ours.may_go);
        self.may_go = ours.may_go.iter().zip(&theirs.may_go).map(|(ours, theirs)| *ours || *theirs).collect();
        self.choose_one_sided(&ours, &theirs);
        self.choose_one_sided(&theirs, &ours);
    }

    fn choose_one_sided(&mut self, lonely: &Lonely<'_, '_>, others: &Lonely<'_, '_>) {
        let (table, mine) = (self.table, lonely.mine);
        let mut inside = lonely.inside(&others.may_go);
        let mut is_done = vec![false; table.rows.len()];
        for row in &lonely.order {
            let needed = || lonely.needs(*row).filter(|need| is_done[*need]);
            let stands = needed().all(|need| self.alive[need]);
            let is_alive = match (lonely.root[*row] == Some(*row), lonely.is_deleted(*row)) {
                (true, _) => self.is_kept(*row, mine, inside.remove(row).unwrap_or_default()) && stands,
                (false, true) => stands && needed().next().is_some(),
                (false, false) => stands,
            };
            self.alive[*row] = is_alive;
            is_done[*row] = true;
            if !is_alive && lonely.root[*row].is_none() {
                self.settle_extra(*row, mine);
            }
        }
    }

    /// Asks about something that one side deleted and the other changed.
    fn is_kept(&mut self, row: usize, mine: usize, inside: Vec<usize>) -> bool {
        let table = self.table;
        let value = |row: usize, side: usize| table.record(row, side).cloned().map(Value::Record);
        let found = inside.into_iter().filter_map(|item| {
            let id = table.rows[item].id.clone();
            Some(Inside { item: id, base: value(item, BASE), now: value(item, mine)? })
        });
        let is_ours = mine == OURS;
        let conflict = Conflict {
            id: ConflictId { item: table.rows[row].id.clone(), path: Vec::new() },
            kind: if is_ours { ConflictKind::DeletedByTheirs } else { ConflictKind::DeletedByOurs },
            base: value(row, BASE),
            ours: value(row, OURS),
            theirs: value(row, THEIRS),
            inside: found.collect(),
        };
        let known = table.record(row, mine);
        let given = |choice: &Choice| match choice {
            Choice::Value(Some(Value::Record(given))) => with_identity(&table.rows[row].id, given, known?),
            _ => None,
        };
        let is_possible = |choice: &Choice| match choice {
            Choice::Value(Some(_)) => given(choice).is_some(),
            _ => true,
        };
        match self.verdicts.ask(conflict, is_possible) {
            None | Some(Choice::Ours) => is_ours,
            Some(Choice::Theirs) => !is_ours,
            Some(Choice::Base) => {
                let base = table.record(row, BASE);
                self.given.extend(base.map(|record| (row, record.clone())));
                true
            }
            Some(choice) => {
                let given = given(&choice);
                let is_kept = given.is_some();
                self.given.extend(given.map(|record| (row, record)));
                is_kept
            }
        }
    }

    /// Importers' data that changed in something the other side deleted.
    fn settle_extra(&mut self, row: usize, mine: usize) {
        let extra =
            |side: usize| self.table.record(row, side).and_then(|record| record.get("extra")).cloned();
        if extra(mine) != extra(BASE) {
            let taken = if mine == OURS { Side::Theirs } else { Side::Ours };
            self.verdicts.settled.push(Settled {
                item: self.table.rows[row].id.clone(),
                path: vec!["extra".into()],
                rule: SettledBy::Extra,
                ours: extra(OURS),
                theirs: extra(THEIRS),
                taken,
            });
        }
    }
}

/// A record that somebody gave for an item, with the item's id; none if it has another.
pub(super) fn with_identity(item: &ItemId, given: &Properties, known: &Properties) -> Option<Properties> {
    let given = crate::change::record::normalized(item, given);
    let Some(key) = ["node", "id"].into_iter().find(|key| known.text(key).is_some()) else {
        return Some(given);
    };
    match (given.text(key), known.text(key)) {
        (None, Some(id)) => {
            let first = std::iter::once((key.into(), Value::from(id)));
            Some(first.chain(given.iter().map(|(key, value)| (key.into(), value.clone()))).collect())
        }
        (given_id, known_id) => (given_id == known_id).then_some(given),
    }
}
