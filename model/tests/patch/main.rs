//! Edits of a file's text: only the bytes of what differs, or a refusal with a reason.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod element;
mod files;
mod generate;
mod hostile;
mod lists;
mod property;
mod view;

use std::sync::Arc;

use archweave_model::element::Element;
use archweave_model::id::{EndId, KindId, RelationId};
use archweave_model::yaml::patch::{DocumentChange, Patched, Refusal, Why, apply, invert, patch};
use archweave_model::yaml::{Document, FileClass, read};

/// Patches the only document of `text`; what every patch has to hold is checked on the way.
fn patched(class: FileClass, text: &str, after: Document) -> Result<String, Refusal> {
    changed(class, text, &[DocumentChange::Replace { at: 0, after }])
}

fn changed(class: FileClass, text: &str, changes: &[DocumentChange]) -> Result<String, Refusal> {
    let Patched { text: new, splices, file } = patch(class, text, changes)?;
    assert_eq!(apply(text, &splices).unwrap(), new, "{text}");
    assert_eq!(apply(&new, &invert(text, &splices)).unwrap(), text);
    assert_eq!(file, read(class, new.as_bytes()));
    for pair in splices.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{splices:?}");
    }
    Ok(new)
}

#[track_caller]
fn first(class: FileClass, text: &str) -> Document {
    let file = read(class, text.as_bytes());
    file.documents.into_iter().next().unwrap_or_else(|| panic!("no document in\n{text}\n{:?}", file.findings))
}

fn edited_element(text: &str, edit: impl FnOnce(&mut Element)) -> Document {
    let Document::Element(mut e) = first(FileClass::Element, text) else { panic!("{text}") };
    edit(Arc::make_mut(&mut e));
    Document::Element(e)
}

/// An element's file before an edit and, byte by byte, after it.
#[track_caller]
fn element(text: &str, edit: impl FnOnce(&mut Element), expected: &str) {
    let new = patched(FileClass::Element, text, edited_element(text, edit));
    match new {
        Ok(new) => assert_eq!(new, expected, "\n--- found\n{new}\n--- expected\n{expected}"),
        Err(refusal) => panic!("{refusal}\n{text}"),
    }
}

/// An edit that is refused, and why.
#[track_caller]
fn refused(text: &str, edit: impl FnOnce(&mut Element), why: Why) {
    let refusal = patched(FileClass::Element, text, edited_element(text, edit)).unwrap_err();
    assert_eq!(refusal.why, why, "{refusal}\n{text}");
}

fn relation(kind: &'static str, to: &str) -> archweave_model::element::Relation {
    let derived = RelationId::derived("a", kind, to);
    let mut relation =
        archweave_model::element::Relation::new(derived, KindId::from(kind), EndId::parse(to).unwrap());
    relation.has_written_id = false;
    relation
}
