//! Findings as JUnit XML, for the test reports of GitLab, Jenkins and others.
//!
//! A suite for each rule, in it a test for each file that the rule complains about, or one that passed.
//! So a test keeps its name from one run to the next, and "newly failed" means a file that was good
//! before. What the exit code does not count does not fail here either.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use archweave_model::rules::{CODES, Rule};

use crate::findings::{Results, Row, see};

/// Tests of a report; readers slow down beyond.
const MAX_TESTS: usize = 20_000;
/// Findings that are spelled out in one test.
const MAX_FINDINGS: usize = 50;

/// Findings of a rule by file.
type Files<'a> = BTreeMap<&'a str, Vec<&'a Row<'a>>>;

/// One XML document.
pub(crate) fn junit(results: &Results<'_>) -> String {
    let mut rows = results.rows(&results.check.findings);
    rows.extend(results.rows(&results.check.waived));
    let mut found: BTreeMap<&str, Files<'_>> = BTreeMap::new();
    let (mut tests, mut hidden) = (0, 0);
    for row in &rows {
        let files = found.entry(row.diagnostic().code).or_default();
        if !files.contains_key(row.path.as_str()) {
            if tests >= MAX_TESTS {
                hidden += 1;
                continue;
            }
            tests += 1;
        }
        files.entry(&row.path).or_default().push(row);
    }
    let rules =
        CODES.iter().filter(|rule| !rule.code.starts_with("import-") && !rule.code.starts_with("export-"));
    let none = Files::new();
    let suites: Vec<Suite> =
        rules.map(|rule| suite(results, rule, found.get(rule.code).unwrap_or(&none))).collect();
    let total = |of: fn(&Suite) -> usize| suites.iter().map(of).sum::<usize>();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"archweave\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        total(|suite| suite.tests),
        total(|suite| suite.failures),
    );
    if hidden > 0 {
        let _ = writeln!(
            out,
            "  <testsuite name=\"hidden\" tests=\"0\" failures=\"0\" errors=\"0\"><system-err>{hidden} more findings are not listed; the worst come first</system-err></testsuite>"
        );
    }
    suites.iter().for_each(|suite| out.push_str(&suite.xml));
    out.push_str("</testsuites>\n");
    out
}

struct Suite {
    tests: usize,
    failures: usize,
    xml: String,
}

fn suite(results: &Results<'_>, rule: &Rule, files: &Files<'_>) -> Suite {
    let mut cases = String::new();
    let (mut failures, mut skipped) = (0, 0);
    for (path, rows) in files {
        let open: Vec<&&Row<'_>> = rows.iter().filter(|row| row.finding.waiver.is_none()).collect();
        let fails = open.iter().any(|row| results.fail_on.is_met(row.diagnostic().severity));
        let body = match (open.is_empty(), fails) {
            (true, _) => {
                skipped += 1;
                let reason = rows.iter().find_map(|row| row.finding.waiver.as_deref());
                format!("<skipped message=\"{}\"/>", escape(reason.unwrap_or_default()))
            }
            (_, true) => {
                failures += 1;
                let first = open.first().map_or("", |row| &row.diagnostic().message);
                let text = list(&open, rule.code);
                format!(
                    "<failure type=\"{}\" message=\"{}\">{}</failure>",
                    rule.code,
                    escape(first),
                    escape(&text)
                )
            }
            _ => format!("<system-out>{}</system-out>", escape(&list(&open, rule.code))),
        };
        let _ = writeln!(cases, "{}{body}</testcase>", case(rule, path));
    }
    if files.is_empty() {
        let off = is_off(results, rule);
        skipped += usize::from(off);
        let body = if off { "<skipped message=\"turned off in archweave.yaml\"/>" } else { "" };
        let _ = writeln!(cases, "{}{body}</testcase>", case(rule, "all files"));
    }
    let tests = files.len().max(1);
    let xml = format!(
        "  <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">\n{cases}  </testsuite>\n",
        rule.code
    );
    Suite { tests, failures, xml }
}

/// The beginning of a test. Jenkins takes what stands before the last dot for a package.
fn case(rule: &Rule, name: &str) -> String {
    format!("    <testcase classname=\"archweave.{}\" name=\"{}\">", rule.code, escape(name))
}

fn is_off(results: &Results<'_>, rule: &Rule) -> bool {
    let set = &results.revision.snapshot().manifest().severities;
    set.iter().any(|(code, severity)| **code == *rule.code && severity.is_none())
}

/// The findings of a file with their places, and where the rule is explained.
fn list(rows: &[&&Row<'_>], code: &str) -> String {
    let mut text = String::new();
    for row in rows.iter().take(MAX_FINDINGS) {
        let place = &row.diagnostic().location;
        let (severity, words) = (row.diagnostic().severity.name(), row.text("\n  help: "));
        let _ = writeln!(text, "{}:{}:{} {severity}: {words}", row.path, row.line(), place.column.max(1));
    }
    if rows.len() > MAX_FINDINGS {
        let _ = writeln!(text, "... and {} more in this file", rows.len() - MAX_FINDINGS);
    }
    text + &see(code)
}

/// Text for XML: in content and in attributes, without characters that XML cannot hold.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn xml_holds_any_text() {
        assert_eq!(
            escape("a<b>&\"]]>\n\t\u{0}\u{1b}\u{85}\u{ffff}处"),
            "a&lt;b&gt;&amp;&quot;]]&gt;&#10;&#9;\u{fffd}\u{fffd}\u{fffd}\u{fffd}处"
        );
    }
}
