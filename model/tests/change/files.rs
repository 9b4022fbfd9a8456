//! Changes written into files: re-read they say just what was meant, untouched files and lines stay, and
//! undone the bytes are those from before.

use std::collections::BTreeMap;
use std::sync::Arc;

use archweave_model::change::files::{WriteError, write};
use archweave_model::change::{ChangeSet, Source, apply, invert};
use archweave_model::model::Model;
use archweave_model::snapshot::Snapshot;
use archweave_model::yaml::{FileClass, read, write_model};
use proptest::prelude::*;

use crate::check;
use crate::edits::edit;
use crate::generator::{Choices, model};

type Files = BTreeMap<String, String>;

fn snapshot(files: &Files) -> Snapshot {
    let parsed = files.iter().filter_map(|(path, text)| {
        Some((Arc::from(path.as_str()), Arc::new(read(FileClass::of(path)?, text.as_bytes()))))
    });
    Snapshot::build(parsed.collect())
}

/// Comments, blank lines and other line ends, as people have them.
fn untidied(text: &str, c: &mut Choices<'_>) -> String {
    if c.once_in(3) {
        return text.to_owned();
    }
    let mut out = String::from("# kept by hand\n\n");
    out.push_str(text);
    out.push_str("# the end\n");
    if c.once_in(4) { out.replace('\n', "\r\n") } else { out }
}

/// Does the change set to the files; none if it is refused.
fn done(files: &Files, set: &ChangeSet) -> Result<Option<(Files, ChangeSet)>, TestCaseError> {
    let before = snapshot(files);
    let Ok(applied) = apply(&before, set) else { return Ok(None) };
    let bytes = |path: &str| files.get(path).map(|text| text.clone().into_bytes());
    let written = match write(&before, &applied, &set.verbatim, &bytes) {
        Ok(written) => written,
        Err(WriteError::Refused { .. } | WriteError::Path { .. }) => return Ok(None),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    let mut after = files.clone();
    for file in &written.files {
        match &file.text {
            Some(text) => drop(after.insert(file.path.to_string(), text.clone())),
            None => prop_assert!(after.remove(&*file.path).is_some(), "{} was not there", file.path),
        }
    }
    let read_again = snapshot(&after);
    for (id, change) in &applied.changes {
        let found = read_again.document(id).map(|placed| placed.document);
        let meant = change.after.as_ref().map(|placed| placed.document.clone());
        prop_assert_eq!(found, meant, "{:?} after {:#?}", id, set.edits);
    }
    let mut undo = invert(&applied);
    undo.verbatim = written.undo;
    Ok(Some((after, undo)))
}

/// Whether relations of two documents have one id: edits then reach the first alone, which is no exact undo.
fn has_shared_ids(model: &Model) -> bool {
    let mut seen = BTreeMap::new();
    let held =
        model.elements.iter().flat_map(|e| e.relations.iter().map(|r| (r.id.clone(), e.id.to_string())));
    let loose = model.loose.iter().map(|r| (r.id.clone(), String::new()));
    held.chain(loose).any(|(id, owner)| *seen.entry(id).or_insert_with(|| owner.clone()) != owner)
}

#[test]
fn what_is_written_reads_as_meant_and_undone_gives_the_same_bytes() {
    let (mut count, mut refused) = (0, 0);
    check(800, |choices| {
        let mut c = Choices::new(choices);
        let model = model(&mut c);
        let files: Files = write_model(&model)
            .into_iter()
            .map(|file| (file.path, untidied(&String::from_utf8(file.bytes).unwrap(), &mut c)))
            .collect();
        if has_shared_ids(&model) {
            return Ok(());
        }
        let set = ChangeSet::new((0..=c.below(3)).map(|_| edit(&model, &mut c)).collect());
        count += 1;
        let Some((after, undo)) = done(&files, &set)? else {
            refused += 1;
            return Ok(());
        };
        if has_shared_ids(&snapshot(&after).to_model()) {
            return Ok(());
        }
        let Some((back, redo)) = done(&after, &undo)? else {
            return Err(TestCaseError::fail(format!("the undo was refused: {undo:#?}")));
        };
        prop_assert_eq!(&back, &files);
        let again = done(&back, &redo)?;
        prop_assert_eq!(again.map(|(files, _)| files), Some(after));
        Ok(())
    });
    assert!(refused * 2 < count, "{refused} of {count}");
}

#[test]
fn an_undo_of_files_that_changed_since_is_done_by_its_edits() {
    let file = "elements/business/business-actor/a.yaml";
    let text = "id: a\nkind: business-actor\nname: A # first\ndescription: x\n";
    let mut files: Files = [("archweave.yaml", "format: 1\nname: M\n"), (file, text)]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let set = r#"{"edits":[{"rename":{"item":"element/a","name":"B"}}]}"#;
    let (after, undo) = done(&files, &serde_json::from_str(set).unwrap()).unwrap().unwrap();
    files = after;
    assert_eq!(files[file], text.replace("name: A", "name: B"));
    files.insert(file.to_owned(), files[file].replace("description: x", "description: y"));
    let (after, _) = done(&files, &undo).unwrap().unwrap();
    assert_eq!(after[file], text.replace("description: x", "description: y"));
}
