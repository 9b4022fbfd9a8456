//! Whatever the bytes, the native importer does not panic; and what it reads can be written, read
//! again, and is then the same.

#![no_main]

use archweave_interchange::archimate::{export, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(imported) = import("fuzz.archimate", bytes) else { return };
    let written = export(&imported.model).expect("what was read can be written");
    import("fuzz.archimate", &written).expect("what was written can be read");
});
