//! Nodes that the two sides moved into each other.

use foldhash::HashMap;

use crate::change::id::ItemId;
use crate::change::merge::Run;
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind};
use crate::change::merge::resolution::Choice;
use crate::change::merge::table::{BASE, OURS, THEIRS};
use crate::value::Value;

impl Run<'_> {
    /// Finds views in which the nodes that one side moved and those the other moved could stand in each
    /// other: there, one side's places count for all of them.
    pub(super) fn arrange(&mut self) {
        let mut views: HashMap<usize, Vec<usize>> = HashMap::default();
        for (row, at) in self.table.rows.iter().enumerate() {
            if let (ItemId::Node(..), Some(document)) = (&at.id, at.document()) {
                views.entry(document).or_default().push(row);
            }
        }
        let mut views: Vec<(usize, Vec<usize>)> = views.into_iter().collect();
        views.sort_unstable();
        for (document, nodes) in views {
            let is_moved = |row: &usize| {
                let [_, ours, theirs] = self.held(*row);
                ours.is_some() && theirs.is_some() && ours != theirs
            };
            let moved: Vec<usize> = nodes.iter().copied().filter(is_moved).collect();
            if moved.len() > 1 && self.may_stand_in_itself(&nodes) {
                self.ask_arrangement(self.table.documents[document].own, moved);
            }
        }
    }

    fn ask_arrangement(&mut self, view: usize, mut moved: Vec<usize>) {
        let table = self.table;
        moved.sort_by_key(|row| &table.rows[*row].id);
        let holders = |side: usize| {
            let held = moved.iter().filter_map(|row| {
                let holder = table.entry(*row, side)?.holder?;
                let address = table.rows[holder].id.to_string();
                Some((table.rows[*row].id.local(), Value::from(address.as_str())))
            });
            Some(Value::record(held))
        };
        let conflict = Conflict {
            id: ConflictId { item: table.rows[view].id.clone(), path: vec!["content".into()] },
            kind: ConflictKind::Moved,
            base: holders(BASE),
            ours: holders(OURS),
            theirs: holders(THEIRS),
            inside: Vec::new(),
        };
        let choice = self.verdicts.ask(conflict, |choice| !matches!(choice, Choice::Value(_)));
        let side = match choice {
            Some(Choice::Theirs) => THEIRS,
            Some(Choice::Base) => BASE,
            _ => OURS,
        };
        self.pinned.extend(moved.into_iter().map(|row| (row, side)));
    }

    /// Whether some way to decide leads to nodes that stand in themselves.
    fn may_stand_in_itself(&self, nodes: &[usize]) -> bool {
        let is_node = |row: &usize| matches!(self.table.rows[*row].id, ItemId::Node(..));
        let mut holds: HashMap<usize, Vec<usize>> = HashMap::default();
        let mut open: HashMap<usize, usize> = HashMap::default();
        for row in nodes {
            for holder in self.possible_holders(*row).into_iter().filter(is_node) {
                holds.entry(holder).or_default().push(*row);
                *open.entry(*row).or_default() += 1;
            }
        }
        let mut ready: Vec<usize> = nodes.iter().copied().filter(|row| !open.contains_key(row)).collect();
        while let Some(holder) = ready.pop() {
            for row in holds.remove(&holder).unwrap_or_default() {
                if let Some(count) = open.get_mut(&row) {
                    *count -= 1;
                    if *count == 0 {
                        open.remove(&row);
                        ready.push(row);
                    }
                }
            }
        }
        !open.is_empty()
    }

    /// Every holder a node may get, whatever is decided about conflicts.
    fn possible_holders(&self, row: usize) -> Vec<usize> {
        let [base, ours, theirs] = self.held(row);
        let may_go = |holder: Option<usize>| holder.is_some_and(|holder| self.may_go[holder]);
        let mut found: Vec<Option<usize>> = match (ours, theirs) {
            (Some(o), Some(t)) if o == t => vec![o],
            (Some(o), Some(t)) if base == Some(o) && !may_go(t) => vec![t],
            (Some(o), Some(t)) if base == Some(t) && !may_go(o) => vec![o],
            (Some(o), Some(t)) => vec![o, t, base.flatten()],
            (one, other) => vec![one.or(other).flatten()],
        };
        found.dedup();
        found.into_iter().flatten().collect()
    }
}
