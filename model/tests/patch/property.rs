//! Thousands of random edits. `PATCH_CASES` asks for another number of them, `PATCH_SEED` for others.

use archweave_model::yaml::patch::{DocumentChange, patch};
use archweave_model::yaml::{Document, FileClass, encode, read, write_document};

use crate::changed;
use crate::generate::{Change, Dice, change, document, untidy};

const CLASSES: [FileClass; 7] = [
    FileClass::Element,
    FileClass::View,
    FileClass::Layout,
    FileClass::Manifest,
    FileClass::Extra,
    FileClass::Metamodel,
    FileClass::Glossary,
];

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Runs `case` with many seeds and each class.
fn for_many(usual: u64, case: impl Fn(u64, FileClass, &mut Dice)) {
    let first = number("PATCH_SEED", 0);
    for seed in first..first + number("PATCH_CASES", usual) {
        let class = CLASSES[[0, 0, 0, 1, 1, 2, 3, 4, 5, 6][seed as usize % 10]];
        case(seed, class, &mut Dice::new(seed));
    }
}

#[test]
fn an_edit_of_a_canonical_file_is_never_refused() {
    for_many(2000, |seed, class, dice| {
        let before = document(class, dice);
        let text = write_document(&before);
        let file = read(class, text.as_bytes());
        assert_eq!(file.documents, [before], "seed {seed}\n{text}");
        let Change { after, .. } = change(&file.documents[0], dice);
        let edit = [DocumentChange::Replace { at: 0, after: after.clone() }];
        match changed(class, &text, &edit) {
            Ok(new) => assert_eq!(read(class, new.as_bytes()).documents, [after]),
            Err(refusal) => panic!("seed {seed}: {refusal}\n{text}\n{}", write_document(&after)),
        }
    });
}

#[test]
fn an_edit_of_an_untidy_file_keeps_what_it_does_not_change() {
    let refused = std::cell::Cell::new([0_u64; 3]);
    for_many(4000, |seed, class, dice| {
        let made = document(class, dice);
        let text = untidy(&encode::document(&made), dice);
        let file = read(class, text.as_bytes());
        // A comment that is as far in as the text of the block above it is part of that text.
        let [before] = &file.documents[..] else { return };
        let Change { after, removes } = change(before, dice);
        let mut counts = refused.get();
        counts[0] += 1;
        match changed(class, &text, &[DocumentChange::Replace { at: 0, after: after.clone() }]) {
            Ok(new) => {
                let same = read(class, new.as_bytes()).documents == [after];
                assert!(same, "seed {seed}\n{text}\n{new}");
                if !removes {
                    let lost: Vec<&str> = comments(&text).filter(|c| !new.contains(c)).collect();
                    assert!(lost.is_empty(), "seed {seed}: {lost:?}\n{text}\n--- to\n{new}");
                }
            }
            Err(refusal) => {
                let is_comment = refusal.why == archweave_model::yaml::patch::Why::Comment;
                counts[if is_comment { 1 } else { 2 }] += 1;
                if number("PATCH_SHOW", 0) > 0 && !is_comment {
                    println!("=== seed {seed}: {refusal}\n{text}\n--- to\n{}", write_document(&after));
                }
            }
        }
        refused.set(counts);
    });
    let [all, comment, other] = refused.get();
    println!("{all} edits, refused for a comment: {comment}, for another reason: {other}");
    assert!(comment * 100 <= all * 4, "{comment} of {all} refused for a comment");
    assert!(other * 200 <= all, "{other} of {all} refused");
}

fn comments(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("#c").filter_map(|(at, _)| {
        let end = text[at..].find('.')?;
        let comment = &text[at..=at + end];
        comment[2..comment.len() - 1].bytes().all(|b| b.is_ascii_digit()).then_some(comment)
    })
}

/// Several documents: each is changed, removed or left, and others are added.
#[test]
fn documents_of_one_file_do_not_touch_each_other() {
    for_many(500, |seed, class, dice| {
        let made: Vec<Document> = (0..1 + dice.roll(3)).map(|_| document(class, dice)).collect();
        let mut text = String::new();
        for (n, document) in made.iter().enumerate() {
            if n > 0 {
                text.push_str("---\n");
            }
            text.push_str(&write_document(document));
        }
        let documents = read(class, text.as_bytes()).documents;
        assert_eq!(documents, made, "seed {seed}");
        let mut changes = Vec::new();
        let mut wanted = Vec::new();
        for (at, before) in documents.iter().enumerate() {
            match dice.roll(3) {
                0 => changes.push(DocumentChange::Remove { at }),
                1 => {
                    let Change { after, .. } = change(before, dice);
                    wanted.push(after.clone());
                    changes.push(DocumentChange::Replace { at, after });
                }
                _ => wanted.push(before.clone()),
            }
        }
        if dice.chance(40) {
            let added = document(class, dice);
            wanted.push(added.clone());
            changes.push(DocumentChange::Append(added));
        }
        let found =
            patch(class, &text, &changes).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}\n{text}"));
        assert_eq!(found.file.documents, wanted, "seed {seed}");
        changed(class, &text, &changes).unwrap();
    });
}
