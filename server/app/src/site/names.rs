//! Names of files for ids: safe in addresses, on every system, and different for different ids.
//!
//! An id of plain letters keeps its name, so that addresses can be read and stay the same. Any other -
//! with odd characters, too long, reserved by a system, or one that differs from another only in case -
//! gets a readable beginning and the start of its hash: `客户/a` becomes `a~9f8e...`.

use std::collections::{BTreeMap, HashSet};

use sha2::{Digest, Sha256};

/// Longest id that is a name as it is.
const MAX_PLAIN: usize = 100;
/// Longest readable beginning of another.
const MAX_START: usize = 40;

/// Names that Windows reserves, whatever follows a dot, and those of pages that lists have.
const RESERVED: [&str; 5] = ["con", "prn", "aux", "nul", "index"];

/// Names of files for the ids of one folder.
#[derive(Default)]
pub(super) struct Names {
    /// Ids in small letters that several ids share.
    shared: HashSet<String>,
}

impl Names {
    /// Names for these ids.
    pub(super) fn of<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut seen: BTreeMap<String, bool> = BTreeMap::new();
        for id in ids.filter(|id| is_plain(id)) {
            seen.entry(id.to_ascii_lowercase()).and_modify(|several| *several = true).or_insert(false);
        }
        Self { shared: seen.into_iter().filter(|(_, several)| *several).map(|(id, _)| id).collect() }
    }

    /// Name of the files of an id, without an extension.
    pub(super) fn file(&self, id: &str) -> String {
        match is_plain(id) && !self.shared.contains(&id.to_ascii_lowercase()) {
            true => id.to_owned(),
            false => hashed(id),
        }
    }
}

/// A name that can be read, and that no other id has.
pub(super) fn hashed(id: &str) -> String {
    let start: String =
        id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(MAX_START).collect();
    let start = start.trim_matches('-').to_ascii_lowercase();
    let start = if start.is_empty() { "x" } else { &start };
    let digest = Sha256::digest(id.as_bytes());
    let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{start}~{digits}")
}

/// Whether an id may be the name of a file as it is.
fn is_plain(id: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let starts_well = id.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    starts_well
        && id.len() <= MAX_PLAIN
        && id.bytes().all(is_letter)
        && !id.ends_with('.')
        && !is_reserved(id)
}

fn is_reserved(id: &str) -> bool {
    let stem = id.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_port = |kind: &str| {
        stem.strip_prefix(kind).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    };
    RESERVED.contains(&&*stem) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ids_keep_their_names() {
        let ids = ["crm", "REQ-102", "a.b_c", "com10", "contract"];
        let names = Names::of(ids.into_iter());
        for id in ids {
            assert_eq!(names.file(id), id);
        }
    }

    #[test]
    fn others_get_names_that_are_safe_and_differ() {
        let long = "长".repeat(85);
        let ids = [
            "../x",
            "/etc/passwd",
            "<script>",
            "a b",
            "a%2fb",
            "con",
            "CON.txt",
            "lpt1",
            "index",
            "Index",
            ".hidden",
            "_x",
            "x.",
            "客户",
            "客服",
            "a?b",
            "a#b",
            "a\\b",
            "c:d",
            "\"q\"",
            "Crm",
            "crm",
            &long,
            "~",
            "-",
        ];
        let names = Names::of(ids.into_iter());
        let mut seen = HashSet::new();
        for id in ids {
            let file = names.file(id);
            assert!(file.bytes().all(|b| b.is_ascii_alphanumeric() || b"-~".contains(&b)), "{id}: {file}");
            assert!(file.len() <= MAX_PLAIN && !is_reserved(&file), "{id}: {file}");
            assert!(seen.insert(file.to_ascii_lowercase()), "{id}: {file}");
        }
    }
}
