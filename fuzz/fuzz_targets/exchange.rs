//! Whatever the bytes, the Open Exchange importer does not panic; and what it reads can be written,
//! read again, and written again as the same bytes.

#![no_main]

use archweave_interchange::exchange::{export, import};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(imported) = import("fuzz.xml", bytes) else { return };
    let written = export(&imported.model).bytes;
    let again = import("fuzz.xml", &written).expect("what was written can be read");
    assert_eq!(export(&again.model).bytes, written);
});
