//! What holds for any three models.

use std::collections::BTreeSet;

use archweave_model::change::merge::{Choice, Merge, Resolution, Resolutions, Side, merge};
use archweave_model::change::{
    Documents, Edit, ItemId, ModelSource, apply, changed, diff, documents_of, take_apart,
};
use archweave_model::model::Model;

use crate::dense::{Part, Small};
use crate::generator::Choices;
use crate::random::{by_document, check, parts, three};
use crate::support::{all, check_laws, options, unordered, with};

/// Two people who change anything in a small model.
fn close(choices: &[u8]) -> [Documents; 3] {
    let [first, second, third] = parts(choices);
    let base = Small::new(&mut Choices::new(first));
    let ours = base.changed(&mut Choices::new(second), Part::All);
    let theirs = base.changed(&mut Choices::new(third), Part::All);
    [base, ours, theirs].map(|small| small.documents())
}

fn merged_onto(base: &Documents, ours: &Documents, theirs: &Documents) -> Documents {
    let found = merge(base, ours, theirs, &options(Side::Theirs), &Resolutions::new());
    assert_eq!((found.conflicts, found.settled), (Vec::new(), Vec::new()));
    with(ours, &found.changes)
}

#[test]
fn merging_with_nothing_is_nothing_and_with_itself_is_itself() {
    let check_three = |[base, ours, _]: [Documents; 3]| {
        assert_eq!(merged_onto(&base, &base, &ours), ours, "only theirs changed");
        assert_eq!(merged_onto(&base, &ours, &base), ours, "only ours changed");
        assert_eq!(merged_onto(&base, &ours, &ours), ours, "both made the same");
    };
    check(400, |choices| {
        check_three(by_document(three(choices)));
        check_three(close(choices));
        Ok(())
    });
}

/// Items of documents.
fn items(documents: &Documents) -> BTreeSet<ItemId> {
    let all = documents.iter().flat_map(|(id, placed)| take_apart(id, &placed.document));
    all.map(|item| item.id).collect()
}

/// What one side made is in the merge, or somebody is asked about it.
fn check_nothing_is_lost(base: &Documents, side: &Documents, merge: &Merge, merged: &Documents) {
    let (was, here) = (items(base), items(merged));
    let asked: BTreeSet<&ItemId> = merge
        .conflicts
        .iter()
        .flat_map(|c| c.inside.iter().map(|inside| &inside.item).chain([&c.id.item]))
        .collect();
    for item in items(side) {
        let is_asked = asked.contains(&item) || item.is_geometry();
        assert!(was.contains(&item) || here.contains(&item) || is_asked, "{item} is lost");
    }
}

/// Lines end at something, and what is placed is there: as on both sides.
fn check_nothing_dangles(merged: &Documents) {
    let here = items(merged);
    for item in merged.iter().flat_map(|(id, placed)| take_apart(id, &placed.document)) {
        let is_there = |id: &str| {
            let view = item.id.view().unwrap();
            let names = ["node", "connection"].map(|sort| format!("{sort}/{view}/{id}").parse().unwrap());
            names.iter().any(|name| here.contains(name))
        };
        match &item.id {
            ItemId::Connection(..) => {
                assert!(
                    ["from", "to"].iter().all(|key| is_there(item.record.text(key).unwrap())),
                    "{item:?}"
                );
            }
            ItemId::NodeLayout(..) | ItemId::ConnectionLayout(..) => {
                assert!(is_there(item.id.local()), "{item:?}")
            }
            _ => {}
        }
    }
}

#[test]
fn both_directions_give_the_same_and_every_conflict_can_be_decided() {
    let mut found = [0; 3];
    check(1000, |choices| {
        let mut sides = vec![close(choices)];
        if choices.len() % 4 == 0 {
            sides.push(by_document(three(choices)));
        }
        for (n, [base, ours, theirs]) in sides.iter().enumerate() {
            let merged = check_laws(base, ours, theirs, Side::Theirs);
            found[0] += 1;
            found[1] += usize::from(!merged.conflicts.is_empty());
            found[2] += merged.conflicts.len();
            let documents = with(ours, &merged.changes);
            check_nothing_is_lost(base, ours, &merged, &documents);
            check_nothing_is_lost(base, theirs, &merged, &documents);
            if n == 0 {
                check_nothing_dangles(&documents);
            }
        }
        Ok(())
    });
    println!("{} merges, {} with conflicts, {} conflicts", found[0], found[1], found[2]);
    assert!(found[1] > found[0] / 4 && found[1] < found[0]);
}

#[test]
fn conflicts_are_decided_one_by_one_in_any_order() {
    let mut decided = 0;
    check(600, |choices| {
        let [base, ours, theirs] = close(choices);
        let merged =
            |resolutions: &Resolutions| merge(&base, &ours, &theirs, &options(Side::Ours), resolutions);
        let open = merged(&Resolutions::new());
        let mut wanted = all(&open, &Choice::Ours);
        for (n, resolution) in wanted.values_mut().enumerate() {
            let kind = choices.get(n).copied().unwrap_or_default() % 3;
            let has_base = open.conflicts[n].base.is_some();
            resolution.choice = match kind {
                0 => Choice::Ours,
                1 if has_base => Choice::Base,
                _ => Choice::Theirs,
            };
        }
        let at_once = merged(&wanted);
        assert_eq!((&at_once.conflicts, &at_once.unused), (&Vec::new(), &Vec::new()));
        check_nothing_dangles(&with(&ours, &at_once.changes));
        for is_backwards in [false, true] {
            let mut order: Vec<_> = wanted.iter().collect();
            if is_backwards {
                order.reverse();
            }
            let mut done = Resolutions::new();
            let mut last = open.clone();
            for (id, resolution) in order {
                let conflict = last.conflicts.iter().find(|conflict| conflict.id == *id).unwrap();
                let seen = Some(conflict.seen());
                done.insert(id.clone(), Resolution { seen, ..resolution.clone() });
                let next = merged(&done);
                assert_eq!(next.conflicts.len() + 1, last.conflicts.len());
                assert_eq!(next.unused, Vec::new());
                last = next;
                decided += 1;
            }
            assert_eq!((&last.changes, &last.resolved), (&at_once.changes, &at_once.resolved));
        }
        Ok(())
    });
    println!("{decided} decisions");
}

/// As a model; the folder of a view is all that is known of a file there.
fn model(documents: &Documents) -> Model {
    let changes = documents.iter().map(|(id, placed)| {
        (id.clone(), archweave_model::change::Change { before: None, after: Some(placed.clone()) })
    });
    changed(&Model::default(), &changes.collect())
}

#[test]
fn changes_that_do_not_meet_are_both_there() {
    let mut differing = 0;
    check(1000, |choices| {
        let [first, second, third] = parts(choices);
        let base = Small::new(&mut Choices::new(first));
        let ours = base.changed(&mut Choices::new(second), Part::Even);
        let theirs = base.changed(&mut Choices::new(third), Part::Odd);
        // What the second would have done after the first.
        let both = unordered(&ours.changed(&mut Choices::new(third), Part::Odd).documents());
        let [base, ours, theirs] = [base, ours, theirs].map(|small| small.documents());
        let merged = merge(&base, &ours, &theirs, &options(Side::Ours), &Resolutions::new());
        assert_eq!(merged.conflicts, Vec::new());
        let found = with(&ours, &merged.changes);
        assert_eq!(unordered(&found), both);
        // The edits of the one, done to what the other has.
        let [base, ours, theirs] = [base, ours, theirs].map(|documents| model(&documents));
        let edits = diff(&archweave_model::change::models(&base, &theirs));
        match apply(&ModelSource::new(&ours), &edits) {
            Ok(applied) => {
                let after = documents_of(&changed(&ours, &applied.changes));
                let found = documents_of(&model(&found));
                assert_eq!(unordered(&found), unordered(&after));
                differing += usize::from(!applied.changes.is_empty());
            }
            // An order is told for siblings of which the other side made or deleted one.
            Err(error) => assert!(matches!(edits.edits[error.edit], Edit::Order { .. }), "{error}"),
        }
        Ok(())
    });
    println!("{differing} times edits were done");
    assert!(differing > 100);
}
