//! How many findings there are of each rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use archweave_app::Finding;
use archweave_model::diagnostic::Severity;

use crate::console::{ERROR, INFO, RESET, WARNING};

/// Rules with what they found, worst and most first.
pub(crate) fn by_rule(findings: &[Finding]) -> Vec<(&'static str, Severity, usize)> {
    let mut counts: BTreeMap<(Severity, &'static str), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.diagnostic.severity, finding.diagnostic.code)).or_default() += 1;
    }
    let mut rules: Vec<_> = counts.into_iter().map(|((severity, code), n)| (code, severity, n)).collect();
    rules.sort_by_key(|(_, severity, n)| (*severity, Reverse(*n)));
    rules
}

/// The counts, one rule a line.
pub(crate) fn statistics(findings: &[Finding]) -> String {
    let rules = by_rule(findings);
    let line = |(code, severity, n): &(&str, Severity, usize)| {
        let style = [ERROR, WARNING, INFO][*severity as usize];
        format!("{n:>8}  {style}{:<7}{RESET}  {code}\n", severity.name())
    };
    rules.iter().map(line).collect()
}
