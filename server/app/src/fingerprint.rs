//! Which finding is the same as one seen before: by rule, by what it is about and by key, never by
//! line or file, so that an edit above it or a move of its file does not make it new.
//!
//! Findings that are alike in all of this are counted in the order they stand. What neither names an
//! element, a relation nor a view is known by its file.

use std::collections::HashMap;
use std::fmt;

use archweave_model::diagnostic::{Diagnostic, Subject};
use sha2::{Digest, Sha256};

/// Identity of a finding within a model: 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Reads the digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        is_hex.then(|| u128::from_str_radix(text, 16).ok()).flatten().map(|n| Self(n.to_be_bytes()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// One fingerprint for each finding; all of a model's findings, ordered by file and place.
pub fn fingerprints<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<Fingerprint> {
    let mut seen: HashMap<Vec<u8>, u64> = HashMap::new();
    let one = |finding: &Diagnostic| {
        let identity = identity(finding);
        let hash = Sha256::new_with_prefix(&identity);
        let count = seen.entry(identity).or_default();
        let hash = hash.chain_update(count.to_be_bytes()).finalize();
        *count += 1;
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        Fingerprint(short)
    };
    findings.into_iter().map(one).collect()
}

/// What stays the same when a model is edited elsewhere. No part holds a NUL byte, so none runs into
/// the next.
fn identity(finding: &Diagnostic) -> Vec<u8> {
    let (sort, id) = match &finding.subject {
        Some(Subject::Element(id)) => ("element", id),
        Some(Subject::Relation(id)) => ("relation", id),
        Some(Subject::View(id)) => ("view", id),
        None => ("file", &finding.location.file),
    };
    // The place of an entry in a list changes with its neighbours.
    let key = finding.location.key.as_deref().unwrap_or_default().split('.');
    let key: Vec<&str> =
        key.map(|part| if part.bytes().all(|b| b.is_ascii_digit()) { "#" } else { part }).collect();
    ["1", finding.code, sort, id, &key.join(".")].join("\0").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(code: &'static str, element: &str, key: &str) -> Diagnostic {
        Diagnostic::error(code, "words").about(Subject::Element(element.into())).key(key).file("a.yaml")
    }

    #[test]
    fn rule_subject_and_key_decide_and_nothing_else() {
        let base = finding("bad-value", "crm", "properties.cost");
        let same = [
            base.clone().line(7, 3).at(99),
            base.clone().file("elsewhere/b.yaml"),
            base.clone().help("other help"),
            Diagnostic { message: "other words".into(), ..base.clone() },
        ];
        let others = [
            finding("wrong-type", "crm", "properties.cost"),
            finding("bad-value", "crm-2", "properties.cost"),
            finding("bad-value", "crm", "properties.costs"),
            base.clone().about(Subject::View("crm".into())),
        ];
        let print = |finding: &Diagnostic| fingerprints([finding])[0];
        assert!(same.iter().all(|other| print(other) == print(&base)));
        assert!(others.iter().all(|other| print(other) != print(&base)));
        // Written into baselines and known to other services: never changes.
        assert_eq!(print(&base).to_string(), "1dac490275aee5e378aacb2e5e7d0aff");
    }

    #[test]
    fn repeats_are_counted_and_places_in_lists_are_not() {
        let one = finding("bad-value", "crm", "properties.needs.0");
        let two = finding("bad-value", "crm", "properties.needs.4");
        let found = fingerprints([&one, &two, &one]);
        assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2]);
        assert_eq!(fingerprints([&two])[0], found[0]);
    }

    #[test]
    fn a_finding_about_no_thing_is_known_by_its_file() {
        let in_file = |file: &str| fingerprints([&Diagnostic::error("yaml-syntax", "x").file(file)])[0];
        assert_eq!(in_file("a.yaml"), in_file("a.yaml"));
        assert_ne!(in_file("a.yaml"), in_file("b.yaml"));
    }

    #[test]
    fn digits_are_read_back() {
        let print = fingerprints([&finding("a", "b", "c")])[0];
        assert_eq!(Fingerprint::parse(&print.to_string()), Some(print));
        for wrong in ["", "12", &"g".repeat(32), &"é".repeat(16), &format!("+{}", "1".repeat(31))] {
            assert_eq!(Fingerprint::parse(wrong), None, "{wrong}");
        }
    }
}
