//! What differs, done to what was before, gives what is after; undone it gives what was.

use archweave_model::change::{ChangeSet, Edit, ModelSource, apply, changed, diff, invert, models};
use archweave_model::model::Model;
use proptest::prelude::*;

use crate::generator::{Choices, model};
use crate::mutate::mutated;
use crate::{check, same};

fn makes(a: &Model, b: &Model) -> Result<ChangeSet, TestCaseError> {
    let edits = diff(&models(a, b));
    let applied = apply(&ModelSource::new(a), &edits);
    let applied = applied.map_err(|error| TestCaseError::fail(format!("{error}: {edits:#?}")))?;
    let found = changed(a, &applied.changes);
    same(&found, b).map_err(|error| TestCaseError::fail(format!("{error}\n{edits:#?}")))?;
    // Nothing is said to change that does not.
    let mut changes = applied.changes.clone();
    let loose = changes.values_mut().filter_map(|change| change.after.as_mut());
    // A relation that became a document of its own stands in the usual folder.
    loose.filter(|placed| &*placed.file == "relations/").for_each(|placed| placed.file = "".into());
    prop_assert_eq!(&changes, &models(a, b), "{:#?}", edits);
    let back = invert(&applied);
    let undone = apply(&ModelSource::new(b), &back);
    let undone = undone.map_err(|error| TestCaseError::fail(format!("undo {error}: {back:#?}")))?;
    same(&changed(b, &undone.changes), a)?;
    Ok(edits)
}

#[test]
fn what_differs_from_a_model_that_was_changed_makes_the_other() {
    let (mut sorts, mut counts) = (std::collections::BTreeMap::<&str, u32>::new(), [0; 2]);
    check(1500, |choices| {
        let mut c = Choices::new(choices);
        let mut tail = Choices::new(choices.split_at(choices.len() / 2).1);
        let a = model(&mut c);
        let b = mutated(&a, &mut tail);
        let edits = makes(&a, &b)?;
        counts[usize::from(edits.is_empty())] += 1;
        for edit in &edits.edits {
            *sorts.entry(sort(edit)).or_default() += 1;
        }
        Ok(())
    });
    assert!(counts[0] > 900, "{counts:?}");
    for wanted in
        ["create", "update", "rename", "kind", "move", "delete", "connect", "disconnect", "retarget", "order"]
    {
        assert!(sorts.get(wanted).is_some_and(|count| *count > 20), "{wanted} {sorts:?}");
    }
}

#[test]
fn what_differs_from_another_model_makes_it() {
    check(1000, |choices| {
        let (first, second) = choices.split_at(choices.len() / 2);
        makes(&model(&mut Choices::new(first)), &model(&mut Choices::new(second))).map(drop)
    });
}

pub fn sort(edit: &Edit) -> &'static str {
    match edit {
        Edit::Create { .. } => "create",
        Edit::Update { .. } => "update",
        Edit::Rename { .. } => "rename",
        Edit::ChangeKind { .. } => "kind",
        Edit::Move { .. } => "move",
        Edit::Delete { .. } => "delete",
        Edit::Connect { .. } => "connect",
        Edit::Disconnect { .. } => "disconnect",
        Edit::Retarget { .. } => "retarget",
        Edit::Order { .. } => "order",
        Edit::Restore { .. } => "restore",
    }
}
