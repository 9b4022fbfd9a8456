//! Findings that were there when somebody started to look, kept in a file: JSON, one line for each,
//! in an order that does not change, so that two branches that mend some of them merge.

use std::collections::BTreeSet;

use archweave_model::diagnostic::Subject;
use serde_json::{Value, json};

use crate::Finding;
use crate::fingerprint::Fingerprint;

/// The findings of a baseline file.
#[derive(Clone, Debug, Default)]
pub struct Baseline(BTreeSet<Fingerprint>);

/// Why a text is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// Not JSON, or not of this shape.
    #[error("not a baseline: {0}")]
    Shape(String),
    /// Written by a later version.
    #[error("a baseline of version {0}; this program reads version {VERSION}")]
    Version(u64),
}

const VERSION: u64 = 1;

impl Baseline {
    /// Reads what [`Self::write`] wrote.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let shape = |reason: &str| BaselineError::Shape(reason.to_owned());
        let value: Value = serde_json::from_str(text).map_err(|error| shape(&error.to_string()))?;
        match value["version"].as_u64() {
            Some(VERSION) => {}
            Some(other) => return Err(BaselineError::Version(other)),
            None => return Err(shape("`version` is missing")),
        }
        let findings = value["findings"].as_array().ok_or_else(|| shape("`findings` is missing"))?;
        let read = |finding: &Value| finding["fingerprint"].as_str().and_then(Fingerprint::parse);
        let all: Option<BTreeSet<Fingerprint>> = findings.iter().map(read).collect();
        all.map(Self).ok_or_else(|| shape("a finding has no fingerprint of 32 hexadecimal digits"))
    }

    /// The text of a file with these findings.
    pub fn write<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
        let key = |finding: &'a Finding| {
            let diagnostic = &finding.diagnostic;
            let about = match &diagnostic.subject {
                Some(Subject::Element(id)) => format!("element {id}"),
                Some(Subject::Relation(id)) => format!("relation {id}"),
                Some(Subject::View(id)) => format!("view {id}"),
                None => format!("file {}", diagnostic.location.file),
            };
            (diagnostic.code, about, finding.fingerprint.to_string())
        };
        let sorted: BTreeSet<_> = findings.into_iter().map(key).collect();
        let line = |(code, about, fingerprint): &(&str, String, String)| {
            json!({ "code": code, "about": about, "fingerprint": fingerprint }).to_string()
        };
        let lines: Vec<String> = sorted.iter().map(line).collect();
        let findings = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"version\":{VERSION},\"findings\":[{findings}]}}\n")
    }

    /// Whether the finding was there.
    pub fn has(&self, fingerprint: Fingerprint) -> bool {
        self.0.contains(&fingerprint)
    }

    /// How many of the baseline are not among these.
    pub fn count_without(&self, found: impl IntoIterator<Item = Fingerprint>) -> usize {
        let found: BTreeSet<Fingerprint> = found.into_iter().collect();
        self.0.difference(&found).count()
    }
}

#[cfg(test)]
mod tests {
    use archweave_model::diagnostic::Diagnostic;

    use super::*;
    use crate::fingerprint::fingerprints;

    fn finding(code: &'static str, element: &str) -> Finding {
        let diagnostic = Diagnostic::error(code, "x").about(Subject::Element(element.into()));
        let fingerprint = fingerprints([&diagnostic])[0];
        Finding { diagnostic, fingerprint, is_touched: false, waiver: None }
    }

    #[test]
    fn a_baseline_is_sorted_has_a_line_for_each_and_is_read_back() {
        let [a, b, c] = [finding("bad-id", "b\"\n"), finding("bad-id", "a"), finding("unknown-kind", "a")];
        let text = Baseline::write([&a, &b]);
        assert_eq!(text, Baseline::write([&b, &a, &b]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        assert!(lines[1].starts_with(r#"{"code":"bad-id","about":"element a","#) && lines[1].ends_with(','));
        let read = Baseline::parse(&text).unwrap();
        assert!(read.has(a.fingerprint) && read.has(b.fingerprint) && !read.has(c.fingerprint));
        assert_eq!(read.count_without([a.fingerprint, c.fingerprint]), 1);
        assert_eq!(Baseline::write([]), "{\"version\":1,\"findings\":[]}\n");
        assert!(Baseline::parse(&Baseline::write([])).is_ok());
    }

    #[test]
    fn what_is_no_baseline_says_why() {
        for (text, why) in [
            ("", "EOF"),
            ("[]", "`version` is missing"),
            ("{\"version\":2}", "version 2"),
            ("{\"version\":1}", "`findings` is missing"),
            ("{\"version\":1,\"findings\":[{}]}", "no fingerprint"),
            ("{\"version\":1,\"findings\":[{\"fingerprint\":\"12\"}]}", "no fingerprint"),
        ] {
            let error = Baseline::parse(text).unwrap_err().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
