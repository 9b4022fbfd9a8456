//! Whatever the bytes, no class of file makes the YAML reader panic.

#![no_main]

use archweave_model::yaml::{FileClass, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((class, text)) = bytes.split_first() else { return };
    let classes = [
        FileClass::Manifest,
        FileClass::Element,
        FileClass::Relation,
        FileClass::View,
        FileClass::Layout,
        FileClass::Metamodel,
        FileClass::Extra,
    ];
    if let Some(class) = classes.get(usize::from(*class) % classes.len()) {
        let _ = read(*class, text);
    }
});
