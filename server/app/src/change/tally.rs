//! How many things a change set is about.

use std::collections::BTreeMap;

use archweave_model::change::{ChangeSet, DocumentId, Edit, ItemId, relation_id};

use crate::change::{Counts, Group, Sort};

/// Counts of each group, in the order of [`Sort::ALL`]. What stands in a view or layout counts as a change of
/// it, and a thing counts once however many edits are about it.
pub fn tally(changes: &ChangeSet) -> Counts {
    let mut things: BTreeMap<ItemId, Sort> = BTreeMap::new();
    for edit in &changes.edits {
        let Some((item, sort)) = about(edit) else { continue };
        let (item, sort) = match whole(&item) {
            Some(whole) => (whole, Sort::Changed),
            None => (item, sort),
        };
        let known = things.entry(item).or_insert(sort);
        if *known == Sort::Changed {
            *known = sort;
        }
    }
    let mut counts: Counts = Group::ALL.into_iter().map(|group| (group, [0; 3])).collect();
    for (item, sort) in &things {
        counts.entry(Group::of(item)).or_default()[*sort as usize] += 1;
    }
    counts
}

/// What an edit is about, and what it does to it.
fn about(edit: &Edit) -> Option<(ItemId, Sort)> {
    Some(match edit {
        Edit::Create { item, .. } => (item.clone(), Sort::Added),
        Edit::Delete { item, .. } => (item.clone(), Sort::Removed),
        Edit::Connect { relation, holder, fields, .. } => {
            let derived = || relation_id(fields, Some(&ItemId::Element(holder.clone())));
            (ItemId::Relation(relation.clone().or_else(derived)?), Sort::Added)
        }
        Edit::Disconnect { relation, .. } => (ItemId::Relation(relation.clone()), Sort::Removed),
        Edit::Retarget { relation, .. } => (ItemId::Relation(relation.clone()), Sort::Changed),
        Edit::Update { item, .. }
        | Edit::Rename { item, .. }
        | Edit::ChangeKind { item, .. }
        | Edit::Move { item, .. } => (item.clone(), Sort::Changed),
        Edit::Order { items } => (items.first()?.clone(), Sort::Changed),
        // Its text is not read here; it is never part of a difference.
        Edit::Restore { .. } => return None,
    })
}

/// The view or layout that something stands in.
fn whole(item: &ItemId) -> Option<ItemId> {
    match item {
        ItemId::Node(..) | ItemId::Connection(..) | ItemId::NodeLayout(..) | ItemId::ConnectionLayout(..) => {
            item.document().map(|document: DocumentId| document.item())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use archweave_model::value::Properties;

    use super::*;

    fn create(item: &str) -> Edit {
        let (holder, before, file) = (None, None, None);
        Edit::Create { item: item.parse().unwrap(), holder, before, fields: Properties::default(), file }
    }

    fn delete(item: &str) -> Edit {
        Edit::Delete { item: item.parse().unwrap(), references: false, was: Properties::default() }
    }

    fn update(item: &str) -> Edit {
        Edit::Update { item: item.parse().unwrap(), fields: Vec::new() }
    }

    #[test]
    fn a_thing_counts_once_and_parts_of_a_view_as_the_view() {
        let edits = vec![
            create("element/a"),
            update("element/a"),
            update("element/b"),
            update("element/b"),
            delete("relation/r"),
            create("view/v"),
            create("node/v/n1"),
            create("node/w/n1"),
            delete("node/w/n2"),
            update("node-layout/w/n1"),
        ];
        let counts = tally(&ChangeSet::new(edits));
        assert_eq!(counts[&Group::Elements], [1, 1, 0]);
        assert_eq!(counts[&Group::Relations], [0, 0, 1]);
        assert_eq!(counts[&Group::Views], [1, 1, 0]);
        assert_eq!(counts[&Group::Layouts], [0, 1, 0]);
    }
}
