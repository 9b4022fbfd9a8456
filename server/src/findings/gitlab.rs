//! Findings as GitLab's Code Quality report: shown in merge requests beside the lines they are about.

use archweave_model::diagnostic::Severity;
use serde_json::{Value, json};

use crate::findings::{Results, Row, see};

/// A JSON array; GitLab shows findings with the same fingerprint once.
pub(crate) fn gitlab(results: &Results<'_>) -> String {
    let within = results.hosted.within();
    let one = |row: &Row<'_>| one(row, within);
    let report: Vec<Value> = results.rows(&results.check.findings).iter().map(one).collect();
    format!("{:#}\n", Value::from(report))
}

fn one(row: &Row<'_>, within: &str) -> Value {
    let severity = match row.diagnostic().severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    json!({
        "description": format!("{} ({})", row.text("; "), see(row.diagnostic().code)),
        "check_name": row.diagnostic().code,
        // Two models of one repository may have elements of the same id.
        "fingerprint": format!("{within}{}", row.finding.fingerprint),
        "severity": severity,
        "location": { "path": row.path, "lines": { "begin": row.line() } },
    })
}
