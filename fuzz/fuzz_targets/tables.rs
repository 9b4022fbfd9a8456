//! Whatever the bytes of three tables, which a zero byte separates, reading them does not panic, nor does merging them twice.

#![no_main]

use archweave_interchange::csv::{import, merge};
use archweave_interchange::File;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(3, |byte| *byte == 0);
    let names = ["elements.csv", "relations.csv", "properties.csv"];
    let files: Vec<File> = names
        .into_iter()
        .filter_map(|name| Some(File { path: name.into(), bytes: parts.next()?.to_vec() }))
        .collect();
    let Ok(imported) = import("fuzz", &files) else { return };
    let merged = merge("fuzz", &files, &imported.model).expect("what was imported can be merged");
    drop(merged);
});
