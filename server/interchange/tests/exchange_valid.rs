//! Files and models with random mistakes: whatever can be read is written as the schemas want it.

#![allow(clippy::unwrap_used)]

mod canonical;

use archweave_interchange::{archimate, exchange};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_validates(
        which in 0..8_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let names = [
            "exchange/version2.xml", "exchange/everything.xml", "exchange/broken.xml",
            "ends.archimate", "parts.archimate", "properties.archimate", "broken.archimate", "oldest.archimate",
        ];
        let Some(schema) = canonical::schema::Schema::find() else { return Ok(()) };
        let mut bytes = fixture(names[which]);
        for (at, byte, what) in changes {
            let at = at.index(bytes.len());
            let is_quoted = |b: &u8| !matches!(b, b'<' | b'>' | b'"' | b'&' | b'=' | b'/');
            // Structure is left alone, so that most cases can still be read.
            if bytes[at..].first().is_some_and(is_quoted) && is_quoted(&byte) {
                match what {
                    0 => bytes[at] = byte,
                    1 => { bytes.remove(at); }
                    2 => bytes.insert(at, byte),
                    _ => bytes.insert(at, b' '),
                }
            }
        }
        let read = match names[which].ends_with("xml") {
            true => exchange::import("mutated", &bytes),
            false => archimate::import("mutated", &bytes),
        };
        if let Ok(imported) = read {
            schema.check(names[which], &exchange::export(&imported.model).bytes);
        }
    }
}
