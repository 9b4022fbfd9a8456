//! The items of base, ours and theirs side by side.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::change::id::{DocumentId, ItemId};
use crate::change::item::take_apart;
use crate::change::source::{Documents, Placed};
use crate::id::{NodeId, ViewId};
use crate::value::Properties;

/// Columns of the table.
pub(super) const BASE: usize = 0;
pub(super) const OURS: usize = 1;
pub(super) const THEIRS: usize = 2;

/// What a side has of an item.
pub(super) struct Entry {
    pub(super) record: Properties,
    /// What it is in, by row.
    pub(super) holder: Option<usize>,
    /// The document it is in.
    pub(super) document: usize,
    /// Of a line: what it starts and ends at, by row, where that is there.
    pub(super) ends: [Option<usize>; 2],
}

/// One item on all sides.
pub(super) struct Row {
    pub(super) id: ItemId,
    /// By column.
    pub(super) sides: [Option<Entry>; 3],
}

impl Row {
    pub(super) fn has(&self, side: usize) -> bool {
        self.sides[side].is_some()
    }

    /// The document it is in; for a relation: on one of the sides.
    pub(super) fn document(&self) -> Option<usize> {
        self.sides.iter().flatten().next().map(|entry| entry.document)
    }
}

/// One document on all sides.
pub(super) struct DocumentRow<'a> {
    pub(super) id: &'a DocumentId,
    pub(super) placed: [Option<&'a Placed>; 3],
    /// The row of the document itself.
    pub(super) own: usize,
    /// Rows in the order in which each side has them.
    pub(super) items: [Vec<usize>; 3],
}

/// Holder and sort of siblings.
pub(super) type Siblings = (usize, &'static str);

/// All items of the documents that differ.
#[derive(Default)]
pub(super) struct Table<'a> {
    pub(super) rows: Vec<Row>,
    pub(super) documents: Vec<DocumentRow<'a>>,
    /// Siblings in order, by side.
    pub(super) siblings: [HashMap<Siblings, Vec<usize>>; 3],
    index: HashMap<ItemId, usize>,
}

impl<'a> Table<'a> {
    /// Of base, ours and theirs.
    pub(super) fn of(sides: [&'a Documents; 3]) -> Self {
        let all: BTreeSet<&DocumentId> = sides.iter().flat_map(|side| side.keys()).collect();
        let placed = |id: &DocumentId| sides.map(|side| side.get(id));
        let mut ids: Vec<&DocumentId> = all.into_iter().filter(|id| matters(id, placed(id))).collect();
        // A relation that is a document keeps its id where one in an element has the same.
        ids.sort_by_key(|id| !matches!(id, DocumentId::Relation(_)));
        let mut table = Self::default();
        for id in ids {
            table.add(id, placed(id));
        }
        table.find_ends();
        table
    }

    fn add(&mut self, id: &'a DocumentId, placed: [Option<&'a Placed>; 3]) {
        let document = self.documents.len();
        let own = self.row(id.item());
        let mut items = [const { Vec::new() }; 3];
        for (side, placed) in placed.iter().enumerate() {
            for item in placed.iter().flat_map(|placed| take_apart(id, &placed.document)) {
                let holder = item.holder.map(|holder| self.row(holder));
                let row = self.free(item.id, side);
                if let Some(holder) = holder {
                    let key = (holder, self.rows[row].id.what());
                    self.siblings[side].entry(key).or_default().push(row);
                }
                let entry = Entry { record: item.record, holder, document, ends: [None; 2] };
                self.rows[row].sides[side] = Some(entry);
                items[side].push(row);
            }
        }
        self.documents.push(DocumentRow { id, placed, own, items });
    }

    /// The row of an item, made when it is first asked for.
    fn row(&mut self, id: ItemId) -> usize {
        if let Some(row) = self.index.get(&id) {
            return *row;
        }
        self.index.insert(id.clone(), self.rows.len());
        self.rows.push(Row { id, sides: [None, None, None] });
        self.rows.len() - 1
    }

    /// A row that is free on this side: of two relations with one id, the second is named `id~2`.
    fn free(&mut self, id: ItemId, side: usize) -> usize {
        let mut row = self.row(id.clone());
        let mut count = 1;
        while self.rows[row].has(side) {
            count += 1;
            row = self.row(id.twin(count));
        }
        row
    }

    fn find_ends(&mut self) {
        for at in 0..self.rows.len() {
            let ItemId::Connection(view, _) = &self.rows[at].id else { continue };
            let view = view.clone();
            for side in [BASE, OURS, THEIRS] {
                let Some(entry) = &self.rows[at].sides[side] else { continue };
                let ends = ["from", "to"].map(|key| self.end(&view, entry.record.text(key)?, side));
                if let Some(entry) = &mut self.rows[at].sides[side] {
                    entry.ends = ends;
                }
            }
        }
    }

    /// The node or line of a view that a side has under this id.
    pub(super) fn end(&self, view: &ViewId, id: &str, side: usize) -> Option<usize> {
        self.ends_named(view, id).find(|row| self.rows[*row].has(side))
    }

    /// The node and the line of a view with this id, on any side.
    pub(super) fn ends_named(&self, view: &ViewId, id: &str) -> impl Iterator<Item = usize> {
        let id = NodeId::parse(id).ok();
        let node = id.clone().and_then(|id| self.find(&ItemId::Node(view.clone(), id)));
        let line = id.and_then(|id| self.find(&ItemId::Connection(view.clone(), id)));
        node.into_iter().chain(line)
    }

    pub(super) fn find(&self, id: &ItemId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// What an item cannot be without, on a side: its holder and, for a line, its ends, in this order.
    pub(super) fn all_needs(&self, row: usize, side: usize) -> [Option<usize>; 3] {
        let Some(entry) = self.entry(row, side) else { return [None; 3] };
        [entry.holder, entry.ends[0], entry.ends[1]]
    }

    pub(super) fn needs(&self, row: usize, side: usize) -> impl Iterator<Item = usize> {
        self.all_needs(row, side).into_iter().flatten()
    }

    pub(super) fn entry(&self, row: usize, side: usize) -> Option<&Entry> {
        self.rows[row].sides[side].as_ref()
    }

    pub(super) fn record(&self, row: usize, side: usize) -> Option<&Properties> {
        self.entry(row, side).map(|entry| &entry.record)
    }
}

/// Whether there is something to merge. Relations may have left a document in the same way on both
/// sides, and stand in different others now.
fn matters(id: &DocumentId, [base, ours, theirs]: [Option<&Placed>; 3]) -> bool {
    let holds_relations = matches!(id, DocumentId::Element(_) | DocumentId::Relation(_));
    ours != theirs || holds_relations && base != ours
}
