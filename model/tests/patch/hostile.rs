//! Whatever the text and the change: no panic, and a result that reads as what was asked for.

use archweave_model::yaml::patch::{DocumentChange, Splice, apply, invert, patch};
use archweave_model::yaml::{FileClass, encode, read};
use proptest::prelude::*;

use crate::generate::{Dice, change, document, untidy};

const CLASSES: [FileClass; 9] = [
    FileClass::Element,
    FileClass::Relation,
    FileClass::View,
    FileClass::Layout,
    FileClass::Manifest,
    FileClass::Metamodel,
    FileClass::Extra,
    FileClass::Rule,
    FileClass::Glossary,
];

/// Every document of the text is changed, removed and followed by another; what comes out is checked.
fn attack(class: FileClass, text: &str, dice: &mut Dice) {
    let documents = read(class, text.as_bytes()).documents;
    let some = document(dice.pick(&CLASSES[..7]), dice);
    let mut changes = vec![DocumentChange::Append(some.clone())];
    for (at, before) in documents.iter().enumerate() {
        changes.push(DocumentChange::Remove { at });
        changes.push(DocumentChange::Replace { at, after: change(before, dice).after });
        changes.push(DocumentChange::Replace { at, after: some.clone() });
    }
    let single = changes.iter().map(std::slice::from_ref);
    for changes in single.chain([&changes[..], &[]]) {
        if let Ok(found) = patch(class, text, changes) {
            assert_eq!(found.file, read(class, found.text.as_bytes()));
            assert_eq!(apply(&found.text, &invert(text, &found.splices)).unwrap(), text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in any::<String>(), soup in "[a-z:\\-#|>&*!{}\\[\\], \n\r\t'\"%?~.é]{0,80}", seed in any::<u64>()) {
        for class in CLASSES {
            attack(class, &text, &mut Dice::new(seed));
            attack(class, &soup, &mut Dice::new(seed));
        }
    }

    #[test]
    fn files_with_damage(seed in any::<u64>(), damage in prop::collection::vec((any::<prop::sample::Index>(), "[a-z:#|>{}\\[\\], \n\r\t'\"?~-]{0,3}"), 1..4)) {
        let mut dice = Dice::new(seed);
        let class = dice.pick(&CLASSES[..7]);
        let mut text = untidy(&encode::document(&document(class, &mut dice)), &mut dice);
        for (at, new) in damage {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if let Some(start) = starts.get(at.index(starts.len().max(1))) {
                let end = text[*start..].chars().next().map_or(*start, |c| start + c.len_utf8());
                text.replace_range(start..&end, &new);
            }
        }
        attack(class, &text, &mut dice);
    }

    #[test]
    fn arbitrary_splices(text in "\\PC{0,20}", places in prop::collection::vec((0_usize..30, 0_usize..30, "\\PC{0,3}"), 0..4)) {
        let splices: Vec<Splice> =
            places.into_iter().map(|(start, end, text)| Splice { start, end, text }).collect();
        let back = invert(&text, &splices);
        if let Ok(new) = apply(&text, &splices) {
            prop_assert_eq!(apply(&new, &back).unwrap(), text);
        }
    }
}
