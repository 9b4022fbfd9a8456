//! Where things stand in the merge.

use crate::change::id::ItemId;
use crate::change::merge::Run;
use crate::change::merge::conflict::{Conflict, ConflictId, ConflictKind};
use crate::change::merge::resolution::Choice;
use crate::change::merge::table::{BASE, OURS, THEIRS};
use crate::value::Value;

/// What an item is in; none for a document. The outer none: the side does not have the item.
pub(super) type Held = Option<Option<usize>>;

impl Run<'_> {
    pub(super) fn held(&self, row: usize) -> [Held; 3] {
        [BASE, OURS, THEIRS].map(|side| self.table.entry(row, side).map(|entry| entry.holder))
    }

    /// The holder by three-way merge of something both sides have.
    pub(super) fn holder(&mut self, row: usize) -> Option<usize> {
        let [base, ours, theirs] = self.held(row);
        let (Some(o), Some(t)) = (ours, theirs) else { return None };
        if let Some(side) = self.pinned.get(&row) {
            // Holders of one side never stand in each other, whatever else is chosen.
            let own = self.held(row)[*side].unwrap_or(o);
            return own.filter(|holder| self.alive[*holder]).or_else(|| self.view_of(row));
        }
        if o == t || base == Some(t) {
            o
        } else if base == Some(o) {
            t
        } else {
            self.moved(row, base.flatten(), o, t)
        }
    }

    fn moved(
        &mut self,
        row: usize,
        base: Option<usize>,
        ours: Option<usize>,
        theirs: Option<usize>,
    ) -> Option<usize> {
        let table = self.table;
        let address =
            |holder: Option<usize>| holder.map(|row| Value::Text(table.rows[row].id.to_string().into()));
        let conflict = Conflict {
            id: ConflictId { item: table.rows[row].id.clone(), path: Vec::new() },
            kind: ConflictKind::Moved,
            base: address(base),
            ours: address(ours),
            theirs: address(theirs),
            inside: Vec::new(),
        };
        let alive = &self.alive;
        let named = |choice: &Choice| match choice {
            Choice::Value(Some(Value::Text(text))) => {
                let id: ItemId = text.parse().ok()?;
                let is_fit = match (&table.rows[row].id, &id) {
                    (ItemId::Relation(_), ItemId::Element(_)) => true,
                    (ItemId::Node(view, node), ItemId::Node(other, holder)) => {
                        view == other && node != holder
                    }
                    (ItemId::Node(view, _), ItemId::View(other)) => view == other,
                    _ => false,
                };
                table.find(&id).filter(|row| is_fit && alive[*row])
            }
            _ => None,
        };
        let is_possible = |choice: &Choice| match choice {
            Choice::Value(_) => named(choice).is_some(),
            Choice::Base => base.is_some(),
            _ => true,
        };
        match self.verdicts.ask(conflict, is_possible) {
            None | Some(Choice::Ours) => ours,
            Some(Choice::Theirs) => theirs,
            Some(Choice::Base) => base,
            Some(choice) => self.named_holder(&choice),
        }
    }

    fn named_holder(&self, choice: &Choice) -> Option<usize> {
        match choice {
            Choice::Value(Some(Value::Text(text))) => self.table.find(&text.parse().ok()?),
            _ => None,
        }
    }

    /// The chosen holder if there is it in the merge, else one that a side has, else the view. The outer
    /// none: nothing is left that could hold it.
    pub(super) fn possible(&self, row: usize, chosen: Option<usize>) -> Option<Option<usize>> {
        let [base, ours, theirs] = self.held(row);
        let is_there = |holder: &Option<usize>| holder.is_none_or(|holder| self.alive[holder]);
        let others = [ours, theirs, base].into_iter().flatten();
        let found = std::iter::once(chosen).chain(others).find(is_there);
        found.or_else(|| self.view_of(row).map(Some))
    }

    /// The view a node is in, if there is it in the merge.
    fn view_of(&self, row: usize) -> Option<usize> {
        let ItemId::Node(view, _) = &self.table.rows[row].id else { return None };
        self.table.find(&ItemId::View(view.clone())).filter(|view| self.alive[*view])
    }
}
